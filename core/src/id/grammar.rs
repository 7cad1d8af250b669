//! What the specification allows for the text of each kind of identifier.

use std::net::Ipv6Addr;

/// The longest identifier with a sigil, and the longest host, in bytes.
const MAX_BYTES: usize = 255;

type Checked = Result<(), &'static str>;

/// Whether an identifier ends in the name of a server.
#[derive(Clone, Copy)]
pub(super) enum Server {
    Required,
    Optional,
}

/// Checks an identifier that starts with a sign of its kind; `other` is the reason if it does not.
///
/// What stands between the sign and the first colon is free, since servers have to take users and rooms from before
/// there were rules for that part.
pub(super) fn sigil(text: &str, sigil: char, other: &'static str, server: Server) -> Checked {
    let rest = text.strip_prefix(sigil).ok_or(other)?;
    if text.len() > MAX_BYTES {
        return Err("is longer than 255 bytes");
    }
    if text.contains('\0') {
        return Err("holds a nul character");
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

/// Cuts at the colon before the port, which is not one inside the brackets of an IPv6 address.
pub(super) fn split_port(text: &str) -> (&str, Option<&str>) {
    let colon = match text.rfind(']') {
        Some(bracket) => text.get(bracket..).and_then(|rest| rest.find(':')).map(|at| bracket + at),
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
            Err(_) => Err("has no IPv6 address between its brackets"),
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

/// The server and the media of a content URI, neither of them empty, without a fragment.
pub(super) fn content_parts(text: &str) -> Option<(&str, &str)> {
    let text = text.split_once('#').map_or(text, |(text, _)| text);
    let (server, media) = text.strip_prefix("mxc://")?.split_once('/')?;
    (!server.is_empty() && !media.is_empty() && !media.contains('/')).then_some((server, media))
}

/// Checks a content URI. A fragment is allowed, since clients send back the avatars that they were given.
pub(super) fn content_uri(text: &str) -> Checked {
    let (server, media) = content_parts(text).ok_or("is not of the form `mxc://server/media`")?;
    server_name(server)?;
    media_id(media)
}

/// The specification keeps the names of media to this set so that they never lead outside of a folder.
pub(super) fn media_id(text: &str) -> Checked {
    if text.is_empty() {
        return Err("has no media id");
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        Ok(())
    } else {
        Err("has a media id with characters other than letters, digits, `-` and `_`")
    }
}
