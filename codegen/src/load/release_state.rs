//! The release of a description.

use crate::Release;

/// The release of a description, and whether it has been published.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReleaseState {
    pub(super) release: Release,
    pub(super) finished: bool,
}
