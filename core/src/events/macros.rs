//! The macros of generated contents.

/// Implements the traits of a content. The kinds after `:` say where its events occur; an unknown kind is an error.
///
/// ```text
/// event_content! { RoomName = "m.room.name": state(()) }
/// event_content! { KeyVerificationDone = "m.key.verification.done": message, to_device }
/// event_content! { SecretStorageKey = "m.secret_storage.key."*: global_account_data }   // a prefix
/// event_content! { Poll = "m.poll" | "org.matrix.msc3381.poll": message }              // with former names
/// event_content! { Presence = "m.presence": }                                          // of no kind that programs send
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! event_content {
    ($Name:ident = $text:literal $(| $former:literal)*: $($kind:ident $(($Key:ty))?),* $(,)?) => {
        $crate::event_content! { @type $Name $text, |name| ::core::matches!(name, $text $(| $former)*) }
        $($crate::event_content! { @kind $Name $kind $(($Key))? })*
    };
    ($Name:ident = $prefix:literal *: $($kind:ident $(($Key:ty))?),* $(,)?) => {
        $crate::event_content! { @type $Name $prefix, |name| name.starts_with($prefix) }
        $($crate::event_content! { @kind $Name $kind $(($Key))? })*
    };
    (@type $Name:ident $text:literal, |$name:ident| $is_type:expr) => {
        impl $crate::events::EventContent for $Name {
            const TYPE: &'static str = $text;

            fn is_type($name: &str) -> bool {
                $is_type
            }

            fn read_content<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::Read::read(deserializer)
            }
        }
    };
    (@kind $Name:ident message) => {
        impl $crate::events::MessageContent for $Name {}
    };
    (@kind $Name:ident state($Key:ty)) => {
        impl $crate::events::StateContent for $Name {
            type Key = $Key;
        }
    };
    (@kind $Name:ident to_device) => {
        impl $crate::events::ToDeviceContent for $Name {}
    };
    (@kind $Name:ident ephemeral) => {
        impl $crate::events::EphemeralContent for $Name {}
    };
    (@kind $Name:ident global_account_data) => {
        impl $crate::events::GlobalAccountData for $Name {}
    };
    (@kind $Name:ident room_account_data) => {
        impl $crate::events::RoomAccountData for $Name {}
    };
}

/// Implements the traits of a tagged enumeration: a field of the object, the tag, selects the variant. Each variant is a
/// struct with its tag as a constant; the last variant has the tag as the field of the given name.
///
/// After the variants follow the fields that all of them have, with the names of the methods that return them: `text` for a
/// string, `optional` for an `Option`, `value` for other types.
///
/// ```text
/// tagged! {
///     RoomMessage "msgtype" { "m.text" Text(TextMessage), "m.notice" Notice(NoticeMessage) } else Other(OtherMessage) msgtype {
///         /// Returns the body.
///         text body body_mut,
///         /// Returns the relation to another event.
///         optional relates_to relates_to_mut: RelatesTo,
///         /// Returns the fields that the specification does not name.
///         value extra extra_mut: Extra,
///     }
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! tagged {
    (
        $Name:ident $tag:literal $variants:tt else $Other:ident($OtherType:ty) $field:ident
        { $($(#[$meta:meta])* $form:ident $get:ident $get_mut:ident $(: $Value:ty)?),* $(,)? }
    ) => {
        $crate::tagged! { @traits $Name $tag $variants $Other($OtherType) $field }
        $($crate::tagged! {
            @$form $Name $variants $Other { $(#[$meta])* } $get $get_mut $(: $Value)?
        })*
    };
    (
        @traits $Name:ident $tag:literal { $($text:literal $Variant:ident($Type:ty)),* $(,)? }
        $Other:ident($OtherType:ty) $field:ident
    ) => {
        impl $Name {
            #[doc = ::core::concat!("Returns the `", $tag, "`.")]
            #[inline]
            pub fn $field(&self) -> &str {
                match self {
                    $(Self::$Variant(_) => $text,)*
                    Self::$Other(value) => value.$field.as_ref(),
                }
            }
        }

        impl $crate::__private::Read for $Name {
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let json = $crate::__private::AnyJson::read(deserializer)?;
                let tag = json.tag::<D::Error>($tag)?;
                match tag.as_ref() {
                    $($text => json.parse().map(Self::$Variant),)*
                    _ => json.parse().map(Self::$Other),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::Read::read(deserializer)
            }
        }

        impl ::serde::Serialize for $Name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Variant(value) => ::serde::Serialize::serialize(value, serializer),)*
                    Self::$Other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        $(impl ::core::convert::From<$Type> for $Name {
            fn from(value: $Type) -> Self {
                Self::$Variant(value)
            }
        })*

        impl ::core::convert::From<$OtherType> for $Name {
            fn from(value: $OtherType) -> Self {
                Self::$Other(value)
            }
        }
    };
    (@text $Name:ident $variants:tt $Other:ident $docs:tt $get:ident $get_mut:ident) => {
        $crate::tagged! {
            @methods $Name $variants $Other $docs
            $get $get_mut &str, ::std::string::String, |value| value.as_str()
        }
    };
    (@optional $Name:ident $variants:tt $Other:ident $docs:tt $get:ident $get_mut:ident: $Value:ty) => {
        $crate::tagged! {
            @methods $Name $variants $Other $docs
            $get $get_mut ::core::option::Option<&$Value>, ::core::option::Option<$Value>, |value| value.as_ref()
        }
    };
    (@value $Name:ident $variants:tt $Other:ident $docs:tt $get:ident $get_mut:ident: $Value:ty) => {
        $crate::tagged! { @methods $Name $variants $Other $docs $get $get_mut &$Value, $Value, |value| value }
    };
    (
        @methods $Name:ident { $($text:literal $Variant:ident($Type:ty)),* $(,)? } $Other:ident
        { $(#[$meta:meta])* } $get:ident $get_mut:ident $Get:ty, $Value:ty, |$value:ident| $borrowed:expr
    ) => {
        impl $Name {
            $(#[$meta])*
            #[inline]
            pub fn $get(&self) -> $Get {
                let $value = match self {
                    $(Self::$Variant(variant) => &variant.$get,)*
                    Self::$Other(variant) => &variant.$get,
                };
                $borrowed
            }

            #[doc = ::core::concat!("Returns a mutable reference to the field of [`", ::core::stringify!($get), "`](Self::", ::core::stringify!($get), ").")]
            #[inline]
            pub fn $get_mut(&mut self) -> &mut $Value {
                match self {
                    $(Self::$Variant(variant) => &mut variant.$get,)*
                    Self::$Other(variant) => &mut variant.$get,
                }
            }
        }
    };
}

/// Implements the traits of an enumeration of contents, which also has the variants `Redacted` and `Unknown(RawObject)`.
///
/// ```text
/// content_enum! { Content { RoomName(RoomName), RoomMessage(RoomMessage) } }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! content_enum {
    ($Name:ident { $($Variant:ident($Type:ty)),* $(,)? }) => {
        impl $Name {
            /// Reads a content without its event, by the type of the event. The content of a type without a variant is kept as raw
            /// JSON.
            ///
            /// # Errors
            /// If the content does not fit the type of the event.
            #[inline]
            pub fn of(
                event_type: &str,
                content: &$crate::json::RawObject,
            ) -> ::core::result::Result<Self, $crate::events::ContentError> {
                $crate::__private::read_content_enum(event_type, content)
            }

            /// Returns the type of the event; `None` if the variant does not determine it. A type with a variable part is
            /// returned without that part.
            pub fn event_type(&self) -> ::core::option::Option<&'static str> {
                match self {
                    $(Self::$Variant(_) => {
                        ::core::option::Option::Some(<$Type as $crate::events::EventContent>::TYPE)
                    })*
                    Self::Redacted | Self::Unknown(_) => ::core::option::Option::None,
                }
            }
        }

        impl $crate::events::ContentEnum for $Name {
            #[inline]
            fn read_source(
                source: &$crate::__private::ContentSource<'_>,
            ) -> ::core::result::Result<Self, $crate::events::ContentError> {
                let event_type = source.event_type();
                $(if <$Type as $crate::events::EventContent>::is_type(event_type) {
                    return source.read().map(Self::$Variant);
                })*
                ::core::result::Result::Ok(Self::Unknown(source.raw()))
            }

            fn redacted() -> Self {
                Self::Redacted
            }
        }

        impl ::serde::Serialize for $Name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Variant(content) => ::serde::Serialize::serialize(content, serializer),)*
                    // Redaction leaves an empty content of most messages.
                    Self::Redacted => ::serde::Serializer::serialize_map(serializer, ::core::option::Option::Some(0))
                        .and_then(::serde::ser::SerializeMap::end),
                    Self::Unknown(content) => ::serde::Serialize::serialize(content, serializer),
                }
            }
        }

        $(impl ::core::convert::From<$Type> for $Name {
            fn from(content: $Type) -> Self {
                Self::$Variant(content)
            }
        })*
    };
}

/// Implements the trait of the content of an EDU.
///
/// ```text
/// edu_content! { Typing = "m.typing" }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! edu_content {
    ($Name:ident = $text:literal) => {
        impl $crate::events::EduContent for $Name {
            const TYPE: &'static str = $text;

            fn read_content<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::Read::read(deserializer)
            }
        }
    };
}

/// Implements the methods and traits of an enumeration of contents of EDUs, which also has the variant `Unknown(RawObject)`.
///
/// ```text
/// edu_enum! { Content { Typing(Typing), Receipt(Receipt) } }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! edu_enum {
    ($Name:ident { $($Variant:ident($Type:ty)),* $(,)? }) => {
        impl $Name {
            /// Reads the content of an EDU by its type. The content of a type without a variant is kept as raw JSON.
            ///
            /// # Errors
            /// If the EDU has no type or no content, or the content does not fit the type.
            #[inline]
            pub fn of<T>(
                edu: &$crate::json::Raw<T>,
            ) -> ::core::result::Result<Self, $crate::events::ContentError> {
                $crate::__private::read_edu(edu, |source| match source.event_type() {
                    $(<$Type as $crate::events::EduContent>::TYPE => source.read_edu().map(Self::$Variant),)*
                    _ => ::core::result::Result::Ok(Self::Unknown(source.raw())),
                })
            }
        }

        impl ::serde::Serialize for $Name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Variant(content) => ::serde::Serialize::serialize(content, serializer),)*
                    Self::Unknown(content) => ::serde::Serialize::serialize(content, serializer),
                }
            }
        }

        $(impl ::core::convert::From<$Type> for $Name {
            fn from(content: $Type) -> Self {
                Self::$Variant(content)
            }
        })*
    };
}
