//! Identifiers: checked when a program makes one, lenient when a server sends one.

mod argument;
mod grammar;

use std::fmt;

pub use argument::{Identifier, IntoId};
use grammar::{Server, media_id, server_name, sigil, split_port};

/// Why a text is not an identifier. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdError {
    kind: IdKind,
    reason: &'static str,
}

impl IdError {
    /// The kind of identifier that was asked for.
    pub const fn kind(&self) -> IdKind {
        self.kind
    }

    /// What is wrong with the text, such as `does not start with "@"`.
    pub const fn reason(&self) -> &'static str {
        self.reason
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = if self.kind == IdKind::EventId { "an" } else { "a" };
        write!(f, "not {article} {}: it {}", self.kind, self.reason)
    }
}

impl std::error::Error for IdError {}

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
            /// A program makes one from text with [`parse`](Self::parse), `FromStr` or `TryFrom`, which check the text.
            /// Deserialization takes any text, so that nothing is lost of what a server sends.
            #[derive(Clone)]
            pub struct $Name(Box<str>);

            impl $Name {
                /// Checks a text and keeps it.
                ///
                /// # Errors
                /// If the text is not such an identifier.
                pub fn parse(text: impl AsRef<str>) -> Result<Self, IdError> {
                    let text = text.as_ref();
                    match <Self as Identifier>::check(text) {
                        Ok(()) => Ok(Self::unchecked(text)),
                        Err(error) => Err(error),
                    }
                }

                /// Keeps a text without a check, for what a server sent by another way than this crate.
                pub fn unchecked(text: impl Into<Box<str>>) -> Self {
                    Self(text.into())
                }

                /// The whole text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// The whole text, without a copy.
                pub fn into_string(self) -> String {
                    self.0.into_string()
                }
            }

            impl argument::Sealed for $Name {}

            impl Identifier for $Name {
                fn check(text: &str) -> Result<(), IdError> {
                    let check: fn(&str) -> Result<(), &'static str> = $check;
                    check(text).map_err(|reason| IdError { kind: IdKind::$Name, reason })
                }

                fn take(text: &str) -> Self {
                    Self::unchecked(text)
                }
            }

            impl From<&$Name> for $Name {
                fn from(id: &$Name) -> Self {
                    id.clone()
                }
            }

            impl From<$Name> for String {
                fn from(id: $Name) -> Self {
                    id.into_string()
                }
            }

            impl TryFrom<&str> for $Name {
                type Error = IdError;

                fn try_from(text: &str) -> Result<Self, IdError> {
                    Self::parse(text)
                }
            }

            impl TryFrom<String> for $Name {
                type Error = IdError;

                fn try_from(text: String) -> Result<Self, IdError> {
                    Self::parse(text)
                }
            }

            impl std::str::FromStr for $Name {
                type Err = IdError;

                fn from_str(text: &str) -> Result<Self, IdError> {
                    Self::parse(text)
                }
            }

            impl PartialEq<String> for $Name {
                fn eq(&self, other: &String) -> bool {
                    *self.0 == **other
                }
            }

            impl PartialEq<$Name> for str {
                fn eq(&self, other: &$Name) -> bool {
                    *self == *other.0
                }
            }

            impl PartialEq<$Name> for &str {
                fn eq(&self, other: &$Name) -> bool {
                    **self == *other.0
                }
            }

            impl PartialEq<$Name> for String {
                fn eq(&self, other: &$Name) -> bool {
                    **self == *other.0
                }
            }

            crate::text_type!($Name, $Name::unchecked);
        )*
    };
}

identifiers! {
    /// A [user](https://spec.matrix.org/v1.19/appendices/#user-identifiers), such as `@alice:example.org`.
    UserId, "user id", |text| sigil(text, '@', "does not start with `@`", Server::Required);
    /// A [room](https://spec.matrix.org/v1.19/appendices/#room-ids), such as `!opaque:example.org` or, from
    /// room version 12 on, `!opaque`.
    RoomId, "room id", |text| sigil(text, '!', "does not start with `!`", Server::Optional);
    /// An [event](https://spec.matrix.org/v1.19/appendices/#event-ids), such as `$opaque`.
    EventId, "event id", |text| sigil(text, '$', "does not start with `$`", Server::Optional);
    /// A [name of a room](https://spec.matrix.org/v1.19/appendices/#room-aliases), such as `#hall:example.org`.
    RoomAlias, "room alias", |text| sigil(text, '#', "does not start with `#`", Server::Required);
    /// A room by its [`RoomId`] or one of its [aliases](RoomAlias), where an operation takes either.
    RoomOrAlias, "room id or alias", |text| match text.starts_with('#') {
        true => sigil(text, '#', "", Server::Required),
        false => sigil(text, '!', "starts with neither `!` nor `#`", Server::Optional),
    };
    /// A [homeserver](https://spec.matrix.org/v1.19/appendices/#server-name), such as `example.org:8448`.
    ServerName, "server name", server_name;
    /// A [place in the content repository](https://spec.matrix.org/v1.19/client-server-api/#matrix-content-mxc-uris),
    /// such as `mxc://example.org/opaque`.
    MxcUri, "content URI", grammar::content_uri;
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

impl RoomOrAlias {
    /// The room's identifier, if this is one.
    pub fn room_id(&self) -> Option<RoomId> {
        self.0.starts_with('!').then(|| RoomId(self.0.clone()))
    }

    /// The room's alias, if this is one.
    pub fn room_alias(&self) -> Option<RoomAlias> {
        self.0.starts_with('#').then(|| RoomAlias(self.0.clone()))
    }
}

impl From<RoomId> for RoomOrAlias {
    fn from(room: RoomId) -> Self {
        Self(room.0)
    }
}

impl From<RoomAlias> for RoomOrAlias {
    fn from(alias: RoomAlias) -> Self {
        Self(alias.0)
    }
}

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
    /// The place of the media of this name on a server.
    ///
    /// # Errors
    /// If the server's name is not one, or the media's has other characters than letters, digits, `-` and `_`.
    pub fn new(server_name: impl IntoId<ServerName>, media: impl AsRef<str>) -> Result<Self, IdError> {
        let (server_name, media) = (server_name.check()?, media.as_ref());
        media_id(media).map_err(|reason| IdError { kind: IdKind::MxcUri, reason })?;
        Ok(Self(format!("mxc://{server_name}/{media}").into()))
    }

    /// The server that holds the media, or `None` if the text is not a content URI.
    pub fn server_name(&self) -> Option<&str> {
        grammar::content_parts(&self.0).map(|(server, _)| server)
    }

    /// The name of the media on that server, or `None` if the text is not a content URI.
    ///
    /// A fragment is not part of it: old clients wrote `#auto` behind the places of avatars.
    pub fn media_id(&self) -> Option<&str> {
        grammar::content_parts(&self.0).map(|(_, media)| media)
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
        for wrong in ["!a:", "!a:b c", "!a:b/c", "!a\0"] {
            assert!(RoomId::parse(wrong).is_err(), "{wrong}");
        }
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
        assert_eq!(ServerName::unchecked("example.org").port(), None);
        let longest = format!("{}:8448", "a".repeat(255));
        assert!(ServerName::parse(&longest).is_ok(), "the limit is the host's");
        assert!(ServerName::parse(format!("a{longest}")).is_err());
    }

    #[test]
    fn content_uris_have_two_parts() {
        let uri = MxcUri::parse("mxc://example.org:1/Ab_-9").unwrap();
        assert_eq!((uri.server_name(), uri.media_id()), (Some("example.org:1"), Some("Ab_-9")));
        assert!(MxcUri::parse(format!("mxc://{}/a", "a".repeat(255))).is_ok(), "the limit is the host's");
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
    fn a_content_uri_is_made_of_parts() {
        let uri = MxcUri::new("[::1]:80", "Ab_-9").unwrap();
        assert_eq!(uri, "mxc://[::1]:80/Ab_-9");
        assert_eq!(MxcUri::new(ServerName::parse("a").unwrap(), "b").unwrap(), "mxc://a/b");
        for (server, media, kind) in [
            ("", "a", IdKind::ServerName),
            ("a/b", "a", IdKind::ServerName),
            ("a", "", IdKind::MxcUri),
            ("a", "../b", IdKind::MxcUri),
            ("a", "b#auto", IdKind::MxcUri),
        ] {
            assert_eq!(MxcUri::new(server, media).unwrap_err().kind(), kind, "{server} {media}");
        }
    }

    #[test]
    fn the_fragment_of_an_old_avatar_is_not_its_media() {
        let uri = MxcUri::parse("mxc://example.org/abcdef#auto").unwrap();
        assert_eq!((uri.server_name(), uri.media_id()), (Some("example.org"), Some("abcdef")));
        assert_eq!(uri.as_str(), "mxc://example.org/abcdef#auto", "it is kept for whoever sends it back");
    }

    #[test]
    fn a_room_is_named_in_two_ways() {
        let named = RoomOrAlias::parse("#hall:example.org").unwrap();
        assert_eq!((named.room_id(), named.room_alias()), (None, RoomAlias::parse("#hall:example.org").ok()));
        let known = RoomOrAlias::parse("!opaque").unwrap();
        assert_eq!((known.room_id(), known.room_alias()), (RoomId::parse("!opaque").ok(), None));
        for wrong in ["", "#hall", "@alice:example.org", "hall:example.org", "!"] {
            assert!(RoomOrAlias::parse(wrong).is_err(), "{wrong}");
        }
        let room = RoomId::parse("!opaque").unwrap();
        let taken: [Result<RoomOrAlias, IdError>; 3] =
            [(&room).into_id(), "#hall:example.org".into_id(), RoomAlias::unchecked("#a:b").into_id()];
        assert_eq!(taken.map(Result::unwrap), ["!opaque", "#hall:example.org", "#a:b"]);
    }

    #[test]
    fn text_is_checked_and_identifiers_are_taken_as_they_are() {
        fn text(id: impl IntoId<UserId>) -> Result<String, IdError> {
            let checked = id.check().map(str::to_owned);
            assert_eq!(checked, id.into_id().map(UserId::into_string));
            checked
        }
        let owned = "@a:b".to_owned();
        let (listed, known) = (["@a:b"], UserId::unchecked("@a:b"));
        let all = [
            text("@a:b"),
            text(listed.first().unwrap()),
            text(&owned),
            text(std::borrow::Cow::Borrowed("@a:b")),
            text(Box::<str>::from("@a:b")),
            text(std::sync::Arc::<str>::from("@a:b")),
            text(&known),
            text(known.clone()),
            text(owned.clone()),
        ];
        assert!(all.into_iter().all(|one| one.as_deref() == Ok("@a:b")));
        assert!(text("!a:b").is_err() && text(String::new()).is_err());
        assert_eq!(text(UserId::unchecked("sent by a server")).unwrap(), "sent by a server");
    }

    #[test]
    fn text_and_identifiers_compare_both_ways() {
        let (id, owned) = (EventId::parse("$a").unwrap(), "$a".to_owned());
        let equal = [id == "$a", id == *"$a", id == owned, "$a" == id, *"$a" == id, owned == id];
        assert_eq!(equal, [true; 6]);
        let other = [id == "$b", id == *"$b", "$b" == id, *"$b" == id, id == String::new()];
        assert_eq!(other, [false; 5]);
    }

    #[test]
    fn what_a_server_sends_is_kept_whatever_it_is() {
        let map: BTreeMap<UserId, RoomId> = serde_json::from_str(r#"{"not a user":""}"#).unwrap();
        assert_eq!(map.get("not a user").unwrap(), "");
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"not a user":""}"#);
        for wrong in [
            "nothing",
            "mxc://",
            "mxc:///",
            "mxc:///media",
            "mxc://example.org/",
            "mxc://a/#auto",
            "mxc://a/b/c",
        ] {
            let uri = MxcUri::unchecked(wrong);
            assert_eq!((uri.server_name(), uri.media_id()), (None, None), "{wrong}");
        }
    }

    #[test]
    fn errors_do_not_repeat_the_text() {
        let error = UserId::parse("syt_pasted_by_mistake").unwrap_err();
        assert_eq!(error.to_string(), "not a user id: it does not start with `@`");
        assert_eq!(
            EventId::parse("!a").unwrap_err().to_string(),
            "not an event id: it does not start with `$`"
        );
        assert_eq!((error.kind(), error.reason()), (IdKind::UserId, "does not start with `@`"));
        assert!(!format!("{error:?}").contains("syt_"));
    }
}
