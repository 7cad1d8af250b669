//! Redirects that are answers themselves.

use std::fmt;

use http::StatusCode;
use http::header::{HeaderMap, LOCATION};
use url::Url;

/// Where an answer leads to: all that the operations of single sign-on answer, and part of what federation
/// answers for a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    location: Url,
}

impl Redirect {
    /// A redirect with this status to this place.
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

/// What is wrong with a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedirectError {
    /// There is no end to them.
    #[error("more than 10 redirects")]
    TooMany,
    /// The answer has no `Location`, or one that is no address.
    #[error("a redirect without a usable location")]
    Location,
    /// It leads from `https` to `http`.
    #[error("a redirect from https to http")]
    Downgrade,
    /// It leads to another origin and carries the credential with it.
    #[error("a redirect that carries the credential to another origin")]
    Credential,
    /// The request is neither GET nor HEAD, so it is not repeated elsewhere.
    #[error("a redirect of a request that is neither GET nor HEAD")]
    Method,
    /// The operation answers with a redirect, but the server did not send one.
    #[error("success where a redirect was expected")]
    Expected,
}

/// Whether a status is that of a redirect.
pub fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads to, if it may be followed.
///
/// # Errors
/// If it names no place, or one that no program should go to.
pub fn redirect_target(from: &Url, headers: &HeaderMap) -> Result<Url, RedirectError> {
    let text = headers.get(LOCATION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let url = text.and_then(|text| from.join(text).ok()).ok_or(RedirectError::Location)?;
    // A name in the address would become a credential of its own.
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err(RedirectError::Location);
    }
    if from.scheme() == "https" && url.scheme() == "http" {
        return Err(RedirectError::Downgrade);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(from: &str, to: &str) -> Result<String, RedirectError> {
        let headers = HeaderMap::from_iter([(LOCATION, to.parse().unwrap())]);
        redirect_target(&Url::parse(from).unwrap(), &headers).map(String::from)
    }

    #[test]
    fn locations_are_resolved_and_never_lead_out_of_tls() {
        assert_eq!(follow("https://a/x/y", "z?q").as_deref(), Ok("https://a/x/z?q"));
        assert_eq!(follow("https://a/x", "//b/y").as_deref(), Ok("https://b/y"));
        assert_eq!(follow("http://a/", "https://a/").as_deref(), Ok("https://a/"));
        assert_eq!(follow("https://a/", "http://a/"), Err(RedirectError::Downgrade));
        assert_eq!(follow("https://a/", "file:///etc/passwd"), Err(RedirectError::Location));
        assert_eq!(follow("https://a/", "https://"), Err(RedirectError::Location));
    }
}
