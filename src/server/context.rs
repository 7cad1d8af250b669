//! What every request has, whatever its operation.

use http::{HeaderMap, Uri};

use crate::server::caller::Caller;

/// The sender and the head of a request.
pub(super) struct Context {
    pub(super) caller: Option<Caller>,
    pub(super) headers: HeaderMap,
    pub(super) uri: Uri,
}
