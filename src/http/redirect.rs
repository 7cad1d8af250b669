//! Redirects.

use std::fmt;

use http::StatusCode;
use http::header::{HeaderMap, LOCATION};
use url::Url;

/// A redirect as the response of an operation, such as single sign-on or the download of a file over federation.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    location: Url,
}

impl Redirect {
    /// Creates a redirect to a URL.
    pub(crate) fn new(status: StatusCode, location: Url) -> Self {
        Self { status, location }
    }

    /// Returns the status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the target, as an absolute URL.
    pub fn location(&self) -> &str {
        self.location.as_str()
    }
}

impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the query, which may contain the state of a login.
        let origin = self.location.origin().ascii_serialization();
        f.debug_struct("Redirect")
            .field("status", &self.status)
            .field("origin", &origin)
            .finish_non_exhaustive()
    }
}

/// The defect of a redirect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedirectError {
    /// The redirects exceed the limit of 10.
    #[error("the server redirected more than 10 times")]
    TooMany,
    /// The `Location` is missing or not a usable URL.
    #[error("the server redirected without a usable location")]
    Location,
    /// It leads from `https` to `http`.
    #[error("the server redirected from HTTPS to HTTP")]
    Downgrade,
    /// It leads to another origin, with the credential in its URL.
    #[error("the server redirected to another origin, with the credential in the URL")]
    Credential,
    /// It led to another origin, to which no credential is sent, and the server asks for one (401).
    #[error(
        "the server asks for the credential, which was left out after a redirect to {origin}; if that is the homeserver, use it as the base URL"
    )]
    OtherOrigin {
        /// The other origin, without path and query.
        origin: String,
    },
    /// The request is neither GET nor HEAD, so the redirect is not followed.
    #[error("the server redirected a request that is neither GET nor HEAD")]
    Method,
    /// The HTTP client of the program has followed a redirect itself.
    #[error("the given HTTP client followed a redirect; build it with `redirect::Policy::none()`")]
    Followed,
    /// The server responded with another success in place of the redirect.
    #[error("the server responded with success where a redirect was expected")]
    Expected,
}

/// Whether a status is a redirect.
pub fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Returns the target of a redirect.
///
/// # Errors
/// If the target is missing, unusable, or leads from `https` to `http`.
pub fn redirect_target(from: &Url, headers: &HeaderMap) -> Result<Url, RedirectError> {
    let text = headers.get(LOCATION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let url = text.and_then(|text| from.join(text).ok()).ok_or(RedirectError::Location)?;
    // A user name in the URL would become a credential.
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
