//! How each value of a generated type is read.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::de::StrRead;

use crate::json::lenient::Whole;
use crate::json::raw::Raw;
use crate::json::shared::Json;
use crate::json::tolerant;
use crate::json::value::plain_value;
use crate::secret::Secret;

/// A value that is read from JSON, exactly or, once that has failed, tolerantly.
pub trait Read: Sized {
    /// Reads one.
    ///
    /// # Errors
    /// If there is no such value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// What it is where a required one is absent or `null`; `None` if nothing can stand in.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether it is what stands in for an absent one.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether `null` is one of its values and not a sign of absence.
    const NULLABLE: bool = false;
}

/// Reads a whole text.
///
/// # Errors
/// If it is no such value.
pub(crate) fn from_text<T: Read>(text: &str) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::new(StrRead::new(text));
    let value = T::read(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a value, for fields of types that serde reads.
///
/// # Errors
/// If it is no such value.
pub(crate) fn read<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Reads the next value of a list or map as a `T`.
pub(crate) struct Seed<T>(PhantomData<fn() -> T>);

impl<T> Seed<T> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Read> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

macro_rules! plain {
    ($($Type:ty),*) => {
        $(impl Read for $Type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        })*
    };
}

plain!(String, bool, f64, Secret);

impl Read for Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        plain_value(deserializer)
    }
}

/// A body that means nothing.
impl Read for () {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(drop)
    }
}

impl Read for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Whole::deserialize(deserializer).map(|Whole(value)| value)
    }
}

impl Read for u64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Whole::deserialize(deserializer).map(|Whole(value)| value)
    }
}

impl<T> Read for Raw<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn is_absent(&self) -> bool {
        self.json() == "{}"
    }
}

impl<T: Read> Read for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(Perhaps(PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    const NULLABLE: bool = true;
}

/// An object that may hold another of its type.
impl<T: Read> Read for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    const NULLABLE: bool = T::NULLABLE;
}

struct Perhaps<T>(PhantomData<fn() -> T>);

impl<'de, T: Read> Visitor<'de> for Perhaps<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List(PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

struct List<T>(PhantomData<fn() -> T>);

impl<'de, T: Read> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        if !tolerant::is_on() {
            while let Some(item) = items.next_element_seed(Seed::new())? {
                list.push(item);
            }
            return Ok(list);
        }
        while let Some(json) = items.next_element::<Json>()? {
            list.extend(tolerant::read_or_leave_out::<T>(&json));
        }
        Ok(list)
    }
}

impl<K: Read + Ord, V: Read> Read for BTreeMap<K, V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

struct Entries<K, V>(PhantomData<fn() -> (K, V)>);

impl<'de, K: Read + Ord, V: Read> Visitor<'de> for Entries<K, V> {
    type Value = BTreeMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<BTreeMap<K, V>, A::Error> {
        let mut map = BTreeMap::new();
        if !tolerant::is_on() {
            while let Some(key) = entries.next_key_seed(Seed::<K>::new())? {
                map.insert(key, entries.next_value_seed(Seed::<V>::new())?);
            }
            return Ok(map);
        }
        while let Some(name) = entries.next_key::<String>()? {
            let json: Json = entries.next_value()?;
            let key = K::read(serde::de::value::StrDeserializer::<A::Error>::new(&name))?;
            if let Some(value) = tolerant::read_or_leave_out(&json) {
                map.insert(key, value);
            }
        }
        Ok(map)
    }
}
