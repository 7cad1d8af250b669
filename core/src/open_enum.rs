//! Enumerations that keep unknown values.

/// A value that an enumeration of this crate does not list.
///
/// Only the conversions of an enumeration create one, so it never contains a listed value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// Creates the value. Only for the conversions of enumerations.
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the value as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Defines an enumeration of strings with a variant `Unknown`, or implements its traits.
///
/// All traits compare the strings, which is cheap to compile, and makes `Borrow<str>` agree with equality, order and hash.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $Name:ident {
            $( $(#[$variant_meta:meta])* $Variant:ident = $text:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone)]
        #[non_exhaustive]
        $vis enum $Name {
            $( $(#[$variant_meta])* $Variant, )*
            /// An unknown value, kept unchanged.
            Unknown($crate::json::UnknownValue),
        }

        $crate::open_enum! { $Name { $($Variant = $text),* } }
    };
    ($Name:ident { $($Variant:ident = $text:literal),* $(,)? }) => {
        impl $Name {
            /// Returns the value as a string.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$Variant => $text, )*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl ::core::convert::From<&str> for $Name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $( $text => Self::$Variant, )*
                    _ => Self::Unknown($crate::json::UnknownValue::new(text)),
                }
            }
        }

        impl ::core::str::FromStr for $Name {
            type Err = ::core::convert::Infallible;

            // Not `Self::Err`, which could be a variant.
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::From<::std::string::String> for $Name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl $crate::arguments::FromString for $Name {
            #[inline]
            fn from_string(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::convert::From<$Name> for ::std::string::String {
            #[inline]
            fn from(value: $Name) -> Self {
                Self::from(value.as_str())
            }
        }

        $crate::text_type!($Name, $Name::from);
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    crate::open_enum! {
        /// Test values.
        pub enum Presence {
            /// Here.
            Online = "online",
            /// Gone.
            Offline = "offline",
        }
    }

    #[test]
    fn a_known_string_is_the_known_value_from_every_source() {
        assert!(matches!(Presence::from("online"), Presence::Online));
        assert!(matches!(Presence::from("offline".to_owned()), Presence::Offline));
        assert!(matches!("online".parse::<Presence>(), Ok(Presence::Online)));
        assert!(matches!(serde_json::from_str(r#""onl\u0069ne""#).unwrap(), Presence::Online));
        assert_eq!(Presence::Online, Presence::from("online"));
        assert_ne!(Presence::Online, Presence::from("Online"));
    }

    #[test]
    fn an_unknown_string_is_written_back_unchanged() {
        let value: Presence = serde_json::from_str(r#""org.example.busy""#).unwrap();
        assert!(matches!(&value, Presence::Unknown(text) if text.as_str() == "org.example.busy"));
        assert_eq!(serde_json::to_string(&value).unwrap(), r#""org.example.busy""#);
        assert_eq!(value.to_string(), "org.example.busy");
        assert!(serde_json::from_str::<Presence>("3").is_err());
    }

    #[test]
    fn is_a_map_key_and_found_by_its_text() {
        let map: BTreeMap<Presence, u8> = serde_json::from_str(r#"{"online":1,"x":2}"#).unwrap();
        assert_eq!((map.get("online"), map.get("x"), map.get("y")), (Some(&1), Some(&2), None));
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"online":1,"x":2}"#);
    }
}
