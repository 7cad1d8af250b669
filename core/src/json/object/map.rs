//! Types that are maps with typed entries, and that keep the entries that do not fit.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serialize, Serializer};

use crate::json::extra::{Extra, ExtraEntry, FieldNames};
use crate::json::read::{Read, Seed};
use crate::json::shared::SharedJson;
use crate::json::tolerant;

/// Implements the traits of a type that is a map: `json_map! { Direct { UserId => Vec<RoomId> } }` for a struct with the fields
/// `entries`, a `BTreeMap`, and `extra`. The type dereferences to the map.
#[doc(hidden)]
#[macro_export]
macro_rules! json_map {
    ($Name:ident { $Key:ty => $Value:ty }) => {
        impl $crate::__private::Read for $Name {
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let (entries, extra) = $crate::__private::read_map(deserializer, ::core::stringify!($Name))?;
                ::core::result::Result::Ok(Self { entries, extra })
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
                $crate::__private::write_map(&self.entries, &self.extra, serializer)
            }
        }

        impl ::core::default::Default for $Name {
            fn default() -> Self {
                Self { entries: ::std::collections::BTreeMap::new(), extra: $crate::json::Extra::default() }
            }
        }

        impl ::core::convert::From<::std::collections::BTreeMap<$Key, $Value>> for $Name {
            fn from(entries: ::std::collections::BTreeMap<$Key, $Value>) -> Self {
                Self { entries, extra: $crate::json::Extra::default() }
            }
        }

        impl ::core::iter::FromIterator<($Key, $Value)> for $Name {
            fn from_iter<I: ::core::iter::IntoIterator<Item = ($Key, $Value)>>(entries: I) -> Self {
                Self::from(::std::collections::BTreeMap::from_iter(entries))
            }
        }

        impl ::core::ops::Deref for $Name {
            type Target = ::std::collections::BTreeMap<$Key, $Value>;

            fn deref(&self) -> &Self::Target {
                &self.entries
            }
        }

        impl ::core::ops::DerefMut for $Name {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.entries
            }
        }
    };
}

/// Reads a map. In a tolerant read, an entry that does not fit is kept as an extra field.
///
/// # Errors
/// If the value is not an object, or, in an exact read, an entry does not fit.
pub fn read_map<'de, K: Read + Ord, V: Read, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
) -> Result<(BTreeMap<K, V>, Extra), D::Error> {
    deserializer.deserialize_map(TypedMapVisitor { name, entries: PhantomData })
}

/// Writes a map: its entries, then the extra fields without an entry of the same name.
///
/// # Errors
/// The errors of the serializer.
pub fn write_map<K: Serialize + Borrow<str> + Ord, V: Serialize, S: Serializer>(
    entries: &BTreeMap<K, V>,
    extra: &Extra,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (key, value) in entries {
        map.serialize_entry(key, value)?;
    }
    for (name, json) in extra.iter() {
        if !entries.contains_key(name) {
            map.serialize_entry(name, json)?;
        }
    }
    map.end()
}

struct TypedMapVisitor<K, V> {
    name: &'static str,
    entries: PhantomData<fn() -> (K, V)>,
}

impl<'de, K: Read + Ord, V: Read> Visitor<'de> for TypedMapVisitor<K, V> {
    type Value = (BTreeMap<K, V>, Extra);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "map {}", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        const NONE: FieldNames = &[].as_slice();
        let (mut entries, mut misfits) = (BTreeMap::new(), Vec::<ExtraEntry>::new());
        if !tolerant::is_on() {
            while let Some(key) = access.next_key_seed(Seed::<K>::new())? {
                entries.insert(key, access.next_value_seed(Seed::<V>::new())?);
            }
            return Ok((entries, Extra::of(NONE)));
        }
        while let Some(name) = access.next_key::<String>()? {
            let json: SharedJson = access.next_value()?;
            let key = K::read(StrDeserializer::<A::Error>::new(&name))?;
            match tolerant::read_or_leave_out(&json) {
                Some(value) => drop(entries.insert(key, value)),
                None => misfits.push((name.into(), Some(json.into()))),
            }
        }
        Ok((entries, Extra::read(NONE, misfits)))
    }
}
