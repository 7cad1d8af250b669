//! The traits of types that wrap a string.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

/// Implements the traits of a type with `as_str`; `$take` creates a value from a received string.
///
/// All traits compare the strings, which is cheap to compile, and makes `Borrow<str>` agree with equality, order and hash.
#[doc(hidden)]
#[macro_export]
macro_rules! text_type {
    ($Name:ident, $take:path) => {
        impl ::core::convert::AsRef<str> for $Name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::borrow::Borrow<str> for $Name {
            #[inline]
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl ::core::cmp::PartialEq for $Name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::PartialEq<str> for $Name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $Name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::core::cmp::Eq for $Name {}

        impl ::core::cmp::PartialOrd for $Name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(self.cmp(other))
            }
        }

        impl ::core::cmp::Ord for $Name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::core::hash::Hash for $Name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::serde::Serialize for $Name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read(deserializer, |text| $take(text))
            }
        }

        impl $crate::__private::Read for $Name {
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <Self as ::serde::Deserialize<'de>>::deserialize(deserializer)
            }
        }

        impl $crate::__private::QueryValue for $Name {
            #[inline]
            fn append(&self, name: &'static str, query: &mut $crate::__private::Query) {
                query.push(name, name, self.as_str());
            }
        }
    };
}

/// A string, borrowed from the JSON if it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct BorrowedText<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// Reads a string, without a copy if the deserializer can lend it.
pub fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    take: impl FnOnce(&str) -> T,
) -> Result<T, D::Error> {
    BorrowedText::deserialize(deserializer).map(|BorrowedText(text)| take(&text))
}
