//! The checks of an authorization server's URLs.

use std::net::{IpAddr, Ipv4Addr};

use url::{Host, Url};

use crate::client::base_url::is_loopback;

/// The reason why an endpoint of an authorization server cannot be used.
///
/// See [server metadata discovery](https://spec.matrix.org/v1.19/client-server-api/#server-metadata-discovery).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// It is not a URL.
    #[error("is not a URL")]
    Syntax,
    /// It is not `https`. Plain `http` is for homeservers that the program itself reaches over plain `http`: on this machine,
    /// or elsewhere with [`allow_plain_http`](crate::ClientBuilder::allow_plain_http).
    #[error("is not HTTPS")]
    NotHttps,
    /// It contains a user name or password.
    #[error("contains a user name or password")]
    Userinfo,
    /// It has a fragment.
    #[error("has a fragment")]
    Fragment,
    /// It leads to this machine or into a private network, and the homeserver does not. Only addresses, and names that never
    /// lead outside, are recognized: other names are not resolved for the check.
    #[error("leads to this machine or into a private network, though the homeserver is outside of it")]
    Inside,
}

/// The network that a URL leads to, from the outermost to the innermost.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum NetworkScope {
    Public,
    Private,
    Loopback,
}

/// Checks a URL from the authorization server of the homeserver at `base`.
pub(super) fn endpoint(text: &str, base: &Url) -> Result<Url, EndpointError> {
    let url = Url::parse(text).map_err(|_| EndpointError::Syntax)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(EndpointError::NotHttps);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(EndpointError::Userinfo);
    }
    if url.fragment().is_some() {
        return Err(EndpointError::Fragment);
    }
    // Otherwise a hostile server could direct the program to services that only it can reach.
    if network_scope(&url) > network_scope(base) {
        return Err(EndpointError::Inside);
    }
    // Plain http to another machine is a base URL only if the program has allowed it.
    let may_be_plain = base.scheme() == "http" && (is_loopback(&url) || !is_loopback(base));
    if url.scheme() == "http" && !may_be_plain {
        return Err(EndpointError::NotHttps);
    }
    Ok(url)
}

fn network_scope(url: &Url) -> NetworkScope {
    if is_loopback(url) {
        return NetworkScope::Loopback;
    }
    match url.host() {
        Some(Host::Domain(name)) => scope_of_name(name),
        Some(Host::Ipv4(address)) => scope_of_v4(address),
        Some(Host::Ipv6(address)) => match address.to_canonical() {
            IpAddr::V4(address) => scope_of_v4(address),
            IpAddr::V6(address) if address.is_unspecified() => NetworkScope::Loopback,
            IpAddr::V6(address) => match address.segments() {
                // NAT64 and 6to4 lead to the IPv4 address in them.
                [0x64, 0xff9b, .., high, low] | [0x2002, high, low, ..] => scope_of_v4(join(high, low)),
                _ if address.is_unique_local() || address.is_unicast_link_local() => NetworkScope::Private,
                _ => NetworkScope::Public,
            },
        },
        None => NetworkScope::Public,
    }
}

fn join(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))
}

fn scope_of_v4(address: Ipv4Addr) -> NetworkScope {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && second & 0xc0 == 64;
    match () {
        // Systems take addresses that begin with zero for this machine.
        () if address.is_loopback() || first == 0 => NetworkScope::Loopback,
        () if address.is_private() || address.is_link_local() || is_shared => NetworkScope::Private,
        () => NetworkScope::Public,
    }
}

/// Returns the network of a name. Names of this machine, names of local networks, and names without a dot resolve only inside.
fn scope_of_name(name: &str) -> NetworkScope {
    let name = name.trim_end_matches('.');
    let is_below = |domain: &&str| name.strip_suffix(*domain).is_some_and(|rest| rest.ends_with('.'));
    if name == "localhost" || is_below(&"localhost") {
        return NetworkScope::Loopback;
    }
    let is_local = ["local", "internal", "intranet", "lan", "home.arpa"].iter().any(is_below);
    if is_local || !name.contains('.') { NetworkScope::Private } else { NetworkScope::Public }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, base: &str) -> Result<(), EndpointError> {
        endpoint(text, &Url::parse(base).unwrap()).map(drop)
    }

    #[test]
    fn endpoints_of_a_public_homeserver_are_https_and_public() {
        let base = "https://matrix.example.org";
        for good in ["https://auth.example.com/token", "https://8.8.8.8/", "https://[2606:4700::1]/x?y=z"] {
            assert_eq!(check(good, base), Ok(()), "{good}");
        }
        for (bad, expected) in [
            ("token", EndpointError::Syntax),
            ("file:///etc/passwd", EndpointError::NotHttps),
            ("http://auth.example.com/", EndpointError::NotHttps),
            ("https://me:pw@auth.example.com/", EndpointError::Userinfo),
            ("https://auth.example.com/#x", EndpointError::Fragment),
        ] {
            assert_eq!(check(bad, base), Err(expected), "{bad}");
        }
        for inside in [
            "127.0.0.1",
            "localhost",
            "localhost.",
            "a.localhost",
            "0.0.0.0",
            "0",
            "2130706433",
            "0x7f.1",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "[fd00::1]",
            "[fe80::1]",
            "[64:ff9b::a00:1]",
            "router",
            "nas.local",
            "metadata.google.internal",
            "x.home.arpa",
        ] {
            for scheme in ["http", "https"] {
                let url = format!("{scheme}://{inside}/token");
                assert_eq!(check(&url, base), Err(EndpointError::Inside), "{url}");
            }
        }
    }

    #[test]
    fn a_homeserver_inside_may_have_its_authorization_server_there() {
        for (url, base) in [
            ("http://127.0.0.1:2/token", "http://localhost:1"),
            ("https://10.0.0.1/", "http://localhost:1"),
            ("https://auth.example.org", "http://localhost:1"),
            ("http://mas:8080/", "http://synapse:8008"),
            ("https://10.0.0.1/", "https://10.0.0.2"),
        ] {
            assert_eq!(check(url, base), Ok(()), "{url}");
        }
        assert_eq!(check("http://10.0.0.1/", "http://127.0.0.1"), Err(EndpointError::NotHttps));
        assert_eq!(check("http://10.0.0.1/", "https://10.0.0.2"), Err(EndpointError::NotHttps));
        assert_eq!(check("http://127.0.0.1/", "http://synapse"), Err(EndpointError::Inside));
        assert_eq!(check("http://127.0.0.1/", "https://127.0.0.1"), Err(EndpointError::NotHttps));
    }
}
