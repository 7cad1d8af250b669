//! Base URLs of servers.

use std::net::IpAddr;

use url::{Host, Url};

/// The reason why a base URL cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// It is not a URL.
    #[error("the base URL is not a URL; pass one such as https://matrix.example.org")]
    Syntax,
    /// Its scheme is neither `http` nor `https`.
    #[error("the base URL is neither HTTP nor HTTPS; begin it with https://")]
    Scheme,
    /// It is plain `http` to another machine, which [`allow_plain_http`](crate::ClientBuilder::allow_plain_http) allows.
    #[error(
        "the base URL is plain HTTP to another machine; use HTTPS, or allow it with ClientBuilder::allow_plain_http"
    )]
    PlainHttp,
    /// It is plain `http` to another machine, in a discovery, where `Discover::allow_plain_http` allows it.
    #[error(
        "the base URL is plain HTTP to another machine; use HTTPS, or allow it with Discover::allow_plain_http"
    )]
    DiscoveryPlainHttp,
    /// It is plain `http`, from a server that was reached over `https`;
    /// `Discover::allow_plain_http` allows it.
    #[error(
        "the base URL is plain HTTP, from a server that was reached over HTTPS; allow it with Discover::allow_plain_http"
    )]
    Downgrade,
    /// It contains a user name or password.
    #[error("the base URL contains a user name or password; pass credentials to ClientBuilder::credentials")]
    Userinfo,
    /// It has a query.
    #[error("the base URL has a query; remove it")]
    Query,
    /// It has a fragment.
    #[error("the base URL has a fragment; remove it")]
    Fragment,
}

/// The machines that may be reached over plain `http`.
#[derive(Clone, Copy, PartialEq)]
pub enum PlainHttp {
    /// Only this machine.
    Loopback,
    /// Every machine.
    Anywhere,
}

/// Parses and checks the base URL of a server.
///
/// # Errors
/// If it cannot be used.
pub fn base_url(text: &str, plain_http: PlainHttp) -> Result<Url, BaseUrlError> {
    let url = Url::parse(text).map_err(|_| BaseUrlError::Syntax)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(BaseUrlError::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BaseUrlError::Userinfo);
    }
    if url.query().is_some() {
        return Err(BaseUrlError::Query);
    }
    if url.fragment().is_some() {
        return Err(BaseUrlError::Fragment);
    }
    if url.scheme() == "http" && plain_http == PlainHttp::Loopback && !is_loopback(&url) {
        return Err(BaseUrlError::PlainHttp);
    }
    Ok(url)
}

/// Whether a URL leads to this machine. `localhost` is the only name that does: many resolvers ask the network for names below it,
/// contrary to [RFC 6761](https://www.rfc-editor.org/rfc/rfc6761#section-6.3).
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => matches!(name, "localhost" | "localhost."),
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_hold_more_are_refused() {
        for (text, expected) in [
            ("example.org", BaseUrlError::Syntax),
            ("https://", BaseUrlError::Syntax),
            ("localhost:8008", BaseUrlError::Scheme),
            ("mxc://a/b", BaseUrlError::Scheme),
            ("https://user@example.org", BaseUrlError::Userinfo),
            ("https://:pw@example.org", BaseUrlError::Userinfo),
            ("https://example.org/?", BaseUrlError::Query),
            ("https://example.org/#", BaseUrlError::Fragment),
            ("http://example.org", BaseUrlError::PlainHttp),
            ("http://localhost.example.org", BaseUrlError::PlainHttp),
            ("http://a.localhost", BaseUrlError::PlainHttp),
            ("http://a.localhost.", BaseUrlError::PlainHttp),
            ("http://localhost..", BaseUrlError::PlainHttp),
            ("http://128.0.0.1", BaseUrlError::PlainHttp),
            ("http://[::2]", BaseUrlError::PlainHttp),
        ] {
            assert_eq!(base_url(text, PlainHttp::Loopback), Err(expected), "{text}");
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_unless_asked_for() {
        for text in [
            "http://localhost:1",
            "http://LOCALHOST.",
            "http://127.9.9.9",
            "http://[::1]",
            "http://[::ffff:127.0.0.1]",
        ] {
            assert!(base_url(text, PlainHttp::Loopback).is_ok(), "{text}");
        }
        assert!(base_url("http://example.org", PlainHttp::Anywhere).is_ok());
    }
}
