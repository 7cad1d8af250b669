//! Addresses of servers.

use std::net::IpAddr;

use url::{Host, Url};

/// Why an address is not that of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// It is no URL.
    #[error("is no url")]
    Syntax,
    /// It is not `http` or `https`.
    #[error("is neither http nor https")]
    Scheme,
    /// It is `http` for a server that is not on this machine, which has to be allowed.
    #[error("is plain http to another machine; use https, or allow it with ClientBuilder::allow_plain_http")]
    PlainHttp,
    /// It is `http` and was named by a server that was reached over `https`, which has to be allowed.
    #[error(
        "is plain http, named by a server that was reached over https; allow it with Discover::allow_plain_http"
    )]
    Downgrade,
    /// It has a user name or password, which belong into the credentials.
    #[error("holds a user name or password")]
    Userinfo,
    /// It has a query.
    #[error("holds a query")]
    Query,
    /// It has a fragment.
    #[error("holds a fragment")]
    Fragment,
}

/// Where requests may go unencrypted.
#[derive(Clone, Copy, PartialEq)]
pub enum PlainHttp {
    /// To this machine.
    Loopback,
    /// To every machine.
    Anywhere,
}

/// Checks the address of a server.
///
/// # Errors
/// If it is no address, or holds what none may.
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

/// Whether the address never leaves this machine. Of names only `localhost` is taken for that: names below it are asked of
/// the network by many resolvers, whatever [RFC 6761](https://www.rfc-editor.org/rfc/rfc6761#section-6.3) says.
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
