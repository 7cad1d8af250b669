//! The types of identifiers, and the arguments that convert into them.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use sealed::{Sealed, SealedOption};

use crate::id::grammar::{self, Server, media_id, server_name, sigil, split_port};

/// The error of a string that is not an identifier. It does not contain the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdError {
    kind: IdKind,
    reason: &'static str,
}

impl IdError {
    /// Returns the expected kind of identifier.
    pub const fn kind(&self) -> IdKind {
        self.kind
    }

    /// Returns the defect of the string, such as ``does not start with `@` ``.
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

mod sealed {
    /// Seals the traits, so adding methods is not a breaking change.
    pub trait Sealed {}

    /// Seals the trait of optional arguments.
    pub trait SealedOption {}
}

/// A kind of identifier, such as [`UserId`](crate::id::UserId). This trait is sealed.
pub trait Identifier: Sealed + Sized + AsRef<str> {
    /// Checks that a string is an identifier of this kind.
    ///
    /// # Errors
    /// If the string is not such an identifier.
    fn check(text: &str) -> Result<(), IdError>;

    /// Creates an identifier from a checked string.
    #[doc(hidden)]
    fn take(text: &str) -> Self;
}

/// An argument for an identifier of the kind `T`: such an identifier or a string, by value or by reference.
///
/// A string is checked before the request is sent. An identifier is not checked, since a server must accept the identifiers that
/// it sends. An identifier of another kind does not compile. This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where `{T}` is expected",
    label = "neither `{T}` nor a string",
    note = "strings such as `&str` and `String` are accepted too, and are checked before the request is sent"
)]
pub trait IntoId<T>: Sealed {
    /// Returns the string without a check.
    fn text(&self) -> &str;

    /// Checks the argument, and returns it as a string.
    ///
    /// # Errors
    /// If the string is not such an identifier.
    fn check(&self) -> Result<&str, IdError>;

    /// Converts into the identifier.
    ///
    /// # Errors
    /// If the string is not such an identifier.
    fn into_id(self) -> Result<T, IdError>
    where
        Self: Sized,
        T: Identifier,
    {
        self.check().map(T::take)
    }
}

impl<A: Sealed + ?Sized> Sealed for &A {}

impl<T, A: IntoId<T> + ?Sized> IntoId<T> for &A {
    fn text(&self) -> &str {
        (**self).text()
    }

    fn check(&self) -> Result<&str, IdError> {
        (**self).check()
    }
}

/// An argument for an optional identifier of the kind `T`: an argument as for [`IntoId`], or an `Option` of one; `None` leaves
/// the parameter out. This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where an optional `{T}` is expected",
    label = "neither `{T}` nor a string, nor an `Option` of one",
    note = "strings such as `&str` and `String` are accepted too, and are checked before the request is sent"
)]
pub trait IntoOptionalId<T>: SealedOption {
    /// Checks the argument, and returns it as a string.
    ///
    /// # Errors
    /// If the string is not such an identifier.
    fn check_optional(&self) -> Result<Option<&str>, IdError>;

    /// Converts into the identifier.
    ///
    /// # Errors
    /// If the string is not such an identifier.
    fn into_optional_id(self) -> Result<Option<T>, IdError>
    where
        Self: Sized,
        T: Identifier;
}

impl<A: Sealed> SealedOption for A {}
impl<A: Sealed> SealedOption for Option<A> {}

impl<T, A: IntoId<T> + Sealed> IntoOptionalId<T> for A {
    fn check_optional(&self) -> Result<Option<&str>, IdError> {
        self.check().map(Some)
    }

    fn into_optional_id(self) -> Result<Option<T>, IdError>
    where
        T: Identifier,
    {
        self.into_id().map(Some)
    }
}

impl<T, A: IntoId<T> + Sealed> IntoOptionalId<T> for Option<A> {
    fn check_optional(&self) -> Result<Option<&str>, IdError> {
        self.as_ref().map(A::check).transpose()
    }

    fn into_optional_id(self) -> Result<Option<T>, IdError>
    where
        T: Identifier,
    {
        self.map(A::into_id).transpose()
    }
}

/// Implements [`IntoId`] for string types, which are checked.
macro_rules! texts {
    ($($Text:ty),*) => {$(
        impl Sealed for $Text {}

        impl<T: Identifier> IntoId<T> for $Text {
            fn text(&self) -> &str {
                self.as_ref()
            }

            fn check(&self) -> Result<&str, IdError> {
                T::check(self).map(|()| self.as_ref())
            }
        }
    )*};
}

texts!(str, String, Box<str>, Arc<str>, Rc<str>, Cow<'_, str>);

/// Implements [`IntoId`] for an identifier, as an argument for its own kind or for a kind that includes it.
macro_rules! argument_for {
    ($Name:ident for $Kind:ident) => {
        impl IntoId<$Kind> for $Name {
            fn text(&self) -> &str {
                self.as_str()
            }

            fn check(&self) -> Result<&str, IdError> {
                Ok(self.as_str())
            }

            fn into_id(self) -> Result<$Kind, IdError> {
                Ok(self.into())
            }
        }
    };
}

/// Defines the identifiers, each with its format, its name in errors, and the function that checks it.
macro_rules! identifiers {
    ($($(#[$meta:meta])* $Name:ident, $format:literal, $kind:literal, $check:expr;)*) => {
        /// The kinds of identifiers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum IdKind {
            $(#[doc = concat!("[`", stringify!($Name), "`]")] $Name,)*
        }

        impl IdKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$Name),*];

            /// Returns the name of the type, such as `UserId`.
            pub const fn type_name(self) -> &'static str {
                match self { $(Self::$Name => stringify!($Name),)* }
            }

            /// Returns the format of its strings in the description and in JSON Schemas, such as `mx-user-id`.
            pub const fn format(self) -> &'static str {
                match self { $(Self::$Name => $format,)* }
            }

            /// Checks that a string is an identifier of this kind.
            ///
            /// # Errors
            /// If the string is not such an identifier.
            pub fn check(self, text: &str) -> Result<(), IdError> {
                match self { $(Self::$Name => <$Name as Identifier>::check(text),)* }
            }
        }

        impl fmt::Display for IdKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$Name => $kind,)* })
            }
        }

        $(
            $(#[$meta])*
            ///
            /// [`parse`](Self::parse), `FromStr` and `TryFrom` check the string. Deserialization accepts any string, so nothing
            /// that a server sends is lost.
            #[derive(Clone)]
            pub struct $Name(Box<str>);

            impl $Name {
                /// Checks a string and creates the identifier.
                ///
                /// # Errors
                /// If the string is not such an identifier.
                pub fn parse(text: impl AsRef<str>) -> Result<Self, IdError> {
                    let text = text.as_ref();
                    match <Self as Identifier>::check(text) {
                        Ok(()) => Ok(Self::unchecked(text)),
                        Err(error) => Err(error),
                    }
                }

                /// Creates the identifier without a check, for a string that a server sent, but not through this crate.
                pub fn unchecked(text: impl Into<Box<str>>) -> Self {
                    Self(text.into())
                }

                /// Returns the whole identifier as a string.
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// Returns the whole identifier as a string, without a copy.
                pub fn into_string(self) -> String {
                    self.0.into_string()
                }
            }

            impl Sealed for $Name {}

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

            impl PartialEq<Cow<'_, str>> for $Name {
                fn eq(&self, other: &Cow<'_, str>) -> bool {
                    *self.0 == **other
                }
            }

            impl PartialEq<$Name> for Cow<'_, str> {
                fn eq(&self, other: &$Name) -> bool {
                    **self == *other.0
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

            argument_for!($Name for $Name);
            #[cfg(feature = "schemars")]
            crate::text_schema::text_schema!($Name, $format);
            crate::text_type!($Name, $Name::unchecked);
        )*
    };
}

identifiers! {
    /// A [user](https://spec.matrix.org/v1.19/appendices/#user-identifiers), such as `@alice:example.org`.
    UserId, "mx-user-id", "user ID", |text| sigil(text, '@', "does not start with `@`", Server::Required);
    /// A [room](https://spec.matrix.org/v1.19/appendices/#room-ids), such as `!opaque:example.org` or, from
    /// room version 12 on, `!opaque`.
    RoomId, "mx-room-id", "room ID", |text| sigil(text, '!', "does not start with `!`", Server::Optional);
    /// An [event](https://spec.matrix.org/v1.19/appendices/#event-ids), such as `$opaque`.
    EventId, "mx-event-id", "event ID", |text| sigil(text, '$', "does not start with `$`", Server::Optional);
    /// A [room alias](https://spec.matrix.org/v1.19/appendices/#room-aliases), such as `#hall:example.org`.
    RoomAlias, "mx-room-alias", "room alias", |text| sigil(text, '#', "does not start with `#`", Server::Required);
    /// A [`RoomId`] or a [`RoomAlias`], for operations that accept either.
    RoomOrAlias, "mx-room-id-or-alias", "room ID or alias", |text| match text.starts_with('#') {
        true => sigil(text, '#', "", Server::Required),
        false => sigil(text, '!', "starts with neither `!` nor `#`", Server::Optional),
    };
    /// The [name of a homeserver](https://spec.matrix.org/v1.19/appendices/#server-name), such as `example.org:8448`.
    ServerName, "mx-server-name", "server name", server_name;
    /// A [content URI](https://spec.matrix.org/v1.19/client-server-api/#matrix-content-mxc-uris), such as `mxc://example.org/opaque`.
    MxcUri, "mx-mxc-uri", "content URI", grammar::content_uri;
}

argument_for!(RoomId for RoomOrAlias);
argument_for!(RoomAlias for RoomOrAlias);

/// Defines the accessors of identifiers with a sigil.
macro_rules! parts {
    ($($Name:ident $sigil:literal)*) => {$(
        impl $Name {
            /// Returns the part between the sigil and the first `:`.
            pub fn localpart(&self) -> &str {
                let rest = self.0.strip_prefix($sigil).unwrap_or(&self.0);
                rest.split_once(':').map_or(rest, |(local, _)| local)
            }

            /// Returns the part after the first `:`. Room IDs since room version 12 and event IDs since version 3 have none.
            pub fn server_name(&self) -> Option<&str> {
                self.0.split_once(':').map(|(_, server)| server)
            }
        }
    )*};
}

parts!(UserId '@' RoomId '!' EventId '$' RoomAlias '#');

impl RoomOrAlias {
    /// Returns the room ID, if this is one.
    pub fn room_id(&self) -> Option<RoomId> {
        self.0.starts_with('!').then(|| RoomId(self.0.clone()))
    }

    /// Returns the room alias, if this is one.
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
    /// Returns the host without the port; an IPv6 address keeps its brackets.
    pub fn host(&self) -> &str {
        split_port(&self.0).0
    }

    /// Returns the port, if any.
    pub fn port(&self) -> Option<u16> {
        split_port(&self.0).1.and_then(|port| port.parse().ok())
    }
}

impl MxcUri {
    /// Creates the URI of media on a server.
    ///
    /// # Errors
    /// If the server name is invalid, or the media ID has characters other than letters, digits, `-` and `_`.
    pub fn new(server_name: impl IntoId<ServerName>, media: impl AsRef<str>) -> Result<Self, IdError> {
        let (server_name, media) = (server_name.check()?, media.as_ref());
        media_id(media).map_err(|reason| IdError { kind: IdKind::MxcUri, reason })?;
        Ok(Self(format!("mxc://{server_name}/{media}").into()))
    }

    /// Returns the server that stores the media; `None` if the identifier is not a valid content URI.
    pub fn server_name(&self) -> Option<&str> {
        grammar::content_parts(&self.0).map(|(server, _)| server)
    }

    /// Returns the media ID; `None` if the identifier is not a valid content URI.
    ///
    /// The media ID excludes a fragment: old clients append `#auto` to the URIs of avatars.
    pub fn media_id(&self) -> Option<&str> {
        grammar::content_parts(&self.0).map(|(_, media)| media)
    }
}
