//! Redirects that are answers themselves.

use std::fmt;

use http::StatusCode;
use url::Url;

/// Where an answer leads to: all that the operations of single sign-on answer, and part of what federation
/// answers for a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    location: Url,
}

impl Redirect {
    pub(crate) fn new(status: StatusCode, location: Url) -> Self {
        Self { status, location }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Where to go, as an absolute URL.
    pub fn location(&self) -> &str {
        self.location.as_str()
    }
}

impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query of such an address carries the state of a login.
        let origin = self.location.origin().ascii_serialization();
        f.debug_struct("Redirect")
            .field("status", &self.status)
            .field("origin", &origin)
            .finish_non_exhaustive()
    }
}
