//! Identifiers: checked when a program makes one with `parse`, lenient when a server sends one.

use std::fmt;
use std::net::Ipv6Addr;

/// The longest identifier that the specification allows, in bytes.
const MAX_BYTES: usize = 255;

/// Why a text is no identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {reason}")]
pub struct IdError {
    kind: IdKind,
    reason: &'static str,
}

impl IdError {
    /// The kind of identifier that was asked for.
    pub const fn kind(&self) -> IdKind {
        self.kind
    }
}

/// Defines the identifiers, each by what it is called and the function that checks it.
macro_rules! identifiers {
    ($($(#[$meta:meta])* $Name:ident, $kind:literal, $check:expr;)*) => {
        /// The kinds of identifiers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum IdKind {
            $(#[doc = concat!("[`", stringify!($Name), "`]")] $Name,)*
        }

        impl fmt::Display for IdKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$Name => $kind,)* })
            }
        }

        $(
            $(#[$meta])*
            ///
            /// [`parse`](Self::parse) checks the text. `From` and deserialisation take any text, so that
            /// nothing is lost of what a server sends.
            #[derive(Clone)]
            pub struct $Name(Box<str>);

            impl $Name {
                /// Checks a text and keeps it.
                ///
                /// # Errors
                /// If the text is no such identifier.
                pub fn parse(text: impl AsRef<str>) -> Result<Self, IdError> {
                    let text = text.as_ref();
                    let check: fn(&str) -> Result<(), &'static str> = $check;
                    match bounded(text).and_then(|()| check(text)) {
                        Ok(()) => Ok(Self::from(text)),
                        Err(reason) => Err(IdError { kind: IdKind::$Name, reason }),
                    }
                }

                /// The whole text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl From<&str> for $Name {
                /// Takes the text without a check.
                fn from(text: &str) -> Self {
                    Self(text.into())
                }
            }

            impl From<&$Name> for $Name {
                fn from(id: &$Name) -> Self {
                    id.clone()
                }
            }

            impl std::str::FromStr for $Name {
                type Err = IdError;

                fn from_str(text: &str) -> Result<Self, IdError> {
                    Self::parse(text)
                }
            }

            crate::text_type!($Name);
        )*
    };
}

identifiers! {
    /// A [user](https://spec.matrix.org/v1.19/appendices/#user-identifiers), such as `@alice:example.org`.
    UserId, "user id", |text| sigil(text, '@', Server::Required);
    /// A [room](https://spec.matrix.org/v1.19/appendices/#room-ids), such as `!opaque:example.org` or, from
    /// room version 12 on, `!opaque`.
    RoomId, "room id", |text| sigil(text, '!', Server::Optional);
    /// An [event](https://spec.matrix.org/v1.19/appendices/#event-ids), such as `$opaque`.
    EventId, "event id", |text| sigil(text, '$', Server::Optional);
    /// A [name of a room](https://spec.matrix.org/v1.19/appendices/#room-aliases), such as `#hall:example.org`.
    RoomAlias, "room alias", |text| sigil(text, '#', Server::Required);
    /// A [homeserver](https://spec.matrix.org/v1.19/appendices/#server-name), such as `example.org:8448`.
    ServerName, "server name", server_name;
    /// A [place in the content repository](https://spec.matrix.org/v1.19/client-server-api/#matrix-content-mxc-uris),
    /// such as `mxc://example.org/opaque`.
    MxcUri, "content uri", content_uri;
}

/// The accessors of the identifiers that begin with a sign of their kind.
macro_rules! parts {
    ($($Name:ident $sigil:literal)*) => {$(
        impl $Name {
            /// The part between the first character and the first `:`.
            pub fn localpart(&self) -> &str {
                let rest = self.0.strip_prefix($sigil).unwrap_or(&self.0);
                rest.split_once(':').map_or(rest, |(local, _)| local)
            }

            /// The part after the first `:`. Rooms from version 12 on and their events from version 3 on have none.
            pub fn server_name(&self) -> Option<&str> {
                self.0.split_once(':').map(|(_, server)| server)
            }
        }
    )*};
}

parts!(UserId '@' RoomId '!' EventId '$' RoomAlias '#');

impl ServerName {
    /// The name or address without the port; an IPv6 address keeps its brackets.
    pub fn host(&self) -> &str {
        split_port(&self.0).0
    }

    /// The port, if the name has one.
    pub fn port(&self) -> Option<u16> {
        split_port(&self.0).1.and_then(|port| port.parse().ok())
    }
}

impl MxcUri {
    /// The server that holds the media, or nothing if the text is no content URI.
    pub fn server_name(&self) -> Option<&str> {
        content_parts(&self.0).map(|(server, _)| server)
    }

    /// The name of the media on that server, or nothing if the text is no content URI.
    pub fn media_id(&self) -> Option<&str> {
        content_parts(&self.0).map(|(_, media)| media)
    }
}

#[derive(Clone, Copy)]
enum Server {
    Required,
    Optional,
}

fn bounded(text: &str) -> Result<(), &'static str> {
    if text.len() > MAX_BYTES {
        Err("longer than 255 bytes")
    } else if text.contains('\0') {
        Err("holds a nul character")
    } else {
        Ok(())
    }
}

fn sigil(text: &str, sigil: char, server: Server) -> Result<(), &'static str> {
    let rest = text.strip_prefix(sigil).ok_or("starts with another character than its kind")?;
    if rest.is_empty() {
        return Err("nothing after the first character");
    }
    match (rest.split_once(':'), server) {
        (None, Server::Required) => Err("has no server name"),
        (Some((_, name)), Server::Required) => server_name(name),
        _ => Ok(()),
    }
}

/// Cuts at the colon before the port, which is not one inside the brackets of an IPv6 address.
fn split_port(text: &str) -> (&str, Option<&str>) {
    let colon = match text.rfind(']') {
        Some(bracket) => text.get(bracket..).and_then(|rest| rest.find(':')).map(|at| bracket + at),
        None => text.rfind(':'),
    };
    match colon.and_then(|at| text.split_at_checked(at)) {
        Some((host, port)) => (host, port.strip_prefix(':')),
        None => (text, None),
    }
}

fn server_name(text: &str) -> Result<(), &'static str> {
    let (host, port) = split_port(text);
    if let Some(port) = port {
        let digits = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || port.parse::<u16>().is_err() {
            return Err("has a port that is no number up to 65535");
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
    if host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) {
        Ok(())
    } else {
        Err("has a host with characters other than letters, digits, `-` and `.`")
    }
}

fn content_parts(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("mxc://")?.split_once('/')
}

fn content_uri(text: &str) -> Result<(), &'static str> {
    let (server, media) = content_parts(text).ok_or("is not of the form `mxc://server/media`")?;
    server_name(server)?;
    if media.is_empty() {
        return Err("has no media id");
    }
    // The specification keeps media ids to this set so that they never reach outside their folder.
    if media.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        Ok(())
    } else {
        Err("has a media id with characters other than letters, digits, `-` and `_`")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn users_and_aliases_need_sigil_and_server() {
        let id = UserId::parse("@alice:example.org:8448").unwrap();
        assert_eq!((id.localpart(), id.server_name()), ("alice", Some("example.org:8448")));
        for wrong in ["", "@", "alice:example.org", "@alice", "@alice:", "@a:exa mple", "@a\0:example.org"] {
            assert!(UserId::parse(wrong).is_err(), "{wrong}");
        }
        assert!(UserId::parse(format!("@{}:example.org", "a".repeat(242))).is_ok());
        assert!(UserId::parse(format!("@{}:example.org", "a".repeat(243))).is_err());
        assert!(RoomAlias::parse("#hall:example.org").is_ok());
        assert!(RoomAlias::parse("#hall").is_err());
    }

    #[test]
    fn rooms_and_events_may_lack_a_server() {
        assert_eq!(RoomId::parse("!opaque").unwrap().server_name(), None);
        assert_eq!(RoomId::parse("!a:[::1]:80").unwrap().server_name(), Some("[::1]:80"));
        assert_eq!(EventId::parse("$opaque").unwrap().as_str(), "$opaque");
        assert!(RoomId::parse("#hall:example.org").is_err());
        assert!(EventId::parse("$").is_err());
    }

    #[test]
    fn server_names_follow_the_grammar() {
        for right in
            ["example.org", "example.org:8448", "1.2.3.4", "1.2.3.4:1", "[2001:db8::1]", "[::1]:65535"]
        {
            assert!(ServerName::parse(right).is_ok(), "{right}");
        }
        for wrong in
            ["", ":80", "a:", "a:65536", "a:+1", "a:000001", "[::1", "::1", "[nope]", "[::1]x", "a/b", "a_b"]
        {
            assert!(ServerName::parse(wrong).is_err(), "{wrong}");
        }
        let name = ServerName::parse("[::1]:80").unwrap();
        assert_eq!((name.host(), name.port()), ("[::1]", Some(80)));
        assert_eq!(ServerName::from("example.org").port(), None);
    }

    #[test]
    fn content_uris_have_two_parts() {
        let uri = MxcUri::parse("mxc://example.org:1/Ab_-9").unwrap();
        assert_eq!((uri.server_name(), uri.media_id()), (Some("example.org:1"), Some("Ab_-9")));
        for wrong in [
            "mxc://example.org",
            "mxc://example.org/",
            "mxc:///a",
            "https://a/b",
            "mxc://a/b/c",
            "mxc://a/..",
        ] {
            assert!(MxcUri::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_a_server_sends_is_kept_whatever_it_is() {
        let map: BTreeMap<UserId, RoomId> = serde_json::from_str(r#"{"not a user":""}"#).unwrap();
        assert_eq!(map.get("not a user").unwrap(), "");
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"not a user":""}"#);
        assert_eq!(MxcUri::from("nothing").media_id(), None);
    }

    #[test]
    fn errors_do_not_repeat_the_text() {
        let error = UserId::parse("syt_pasted_by_mistake").unwrap_err();
        assert_eq!(error.to_string(), "user id: starts with another character than its kind");
        assert!(!format!("{error:?}").contains("syt_"));
    }
}
