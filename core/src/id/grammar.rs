//! The grammar of each kind of identifier, as the specification defines it.

use std::net::Ipv6Addr;

/// The limit of an identifier with a sigil, and of a host, in bytes.
const MAX_BYTES: usize = 255;

type Checked = Result<(), &'static str>;

/// Whether an identifier must have a server name.
#[derive(Clone, Copy)]
pub(super) enum Server {
    Required,
    Optional,
}

/// Checks an identifier with a sigil; `missing` is the error if the sigil is missing.
///
/// The part between the sigil and the first colon is not checked, since servers must accept users and rooms that are older
/// than its rules.
pub(super) fn sigil(text: &str, sigil: char, missing: &'static str, server: Server) -> Checked {
    let rest = text.strip_prefix(sigil).ok_or(missing)?;
    if text.len() > MAX_BYTES {
        return Err("is longer than 255 bytes");
    }
    if text.contains('\0') {
        return Err("contains a nul character");
    }
    if rest.is_empty() {
        return Err("has nothing after its first character");
    }
    match (rest.split_once(':'), server) {
        (None, Server::Required) => Err("has no server name"),
        (None, Server::Optional) => Ok(()),
        (Some((_, name)), _) => server_name(name),
    }
}

/// Splits a server name into host and port. Colons within the brackets of an IPv6 address do not count.
pub(super) fn split_port(text: &str) -> (&str, Option<&str>) {
    let colon = match text.rfind(']') {
        Some(bracket) => {
            text.get(bracket..).and_then(|rest| rest.find(':')).map(|at| bracket.saturating_add(at))
        }
        None => text.rfind(':'),
    };
    match colon.and_then(|at| text.split_at_checked(at)) {
        Some((host, port)) => (host, port.strip_prefix(':')),
        None => (text, None),
    }
}

pub(super) fn server_name(text: &str) -> Checked {
    let (host, port) = split_port(text);
    if let Some(port) = port {
        let digits = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || port.parse::<u16>().is_err() {
            return Err("has a port that is not a number up to 65535");
        }
    }
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']').ok_or("has a bracket that is not closed")?;
        return match address.parse::<Ipv6Addr>() {
            Ok(_) => Ok(()),
            Err(_) => Err("has no valid IPv6 address between its brackets"),
        };
    }
    if host.is_empty() {
        return Err("has no host");
    }
    if host.len() > MAX_BYTES {
        return Err("has a host that is longer than 255 bytes");
    }
    if host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
        Ok(())
    } else {
        Err("has a host with characters other than letters, digits, `-` and `.`")
    }
}

/// Splits a content URI into its server and its media ID, without a fragment.
pub(super) fn content_parts(text: &str) -> Option<(&str, &str)> {
    let text = text.split_once('#').map_or(text, |(text, _)| text);
    let (server, media) = text.strip_prefix("mxc://")?.split_once('/')?;
    (!server.is_empty() && !media.is_empty() && !media.contains('/')).then_some((server, media))
}

/// Checks a content URI. A fragment is allowed, since clients send received avatar URIs back.
pub(super) fn content_uri(text: &str) -> Checked {
    let (server, media) = content_parts(text).ok_or("is not of the form `mxc://server/media`")?;
    server_name(server)?;
    media_id(media)
}

/// Checks a media ID. The specification allows only characters that are safe in file names.
pub(super) fn media_id(text: &str) -> Checked {
    if text.is_empty() {
        return Err("has no media ID");
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        Ok(())
    } else {
        Err("has a media ID with characters other than letters, digits, `-` and `_`")
    }
}
