//! Reads types of the standard library.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::json::forms::LenientInt;
use crate::json::raw::Raw;
use crate::json::read::{Read, Seed};
use crate::json::shared::SharedJson;
use crate::json::tolerant;
use crate::json::value::plain_value;
use crate::secret::Secret;

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

/// Reads a body and ignores it.
impl Read for () {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(drop)
    }
}

impl Read for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LenientInt::deserialize(deserializer).map(|LenientInt(value)| value)
    }
}

impl Read for u64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LenientInt::deserialize(deserializer).map(|LenientInt(value)| value)
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
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    const NULLABLE: bool = true;
}

/// Reads an object that may contain another object of its type.
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

struct OptionVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Read> Visitor<'de> for OptionVisitor<T> {
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
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

struct ListVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Read> Visitor<'de> for ListVisitor<T> {
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
        while let Some(json) = items.next_element::<SharedJson>()? {
            list.extend(tolerant::read_or_leave_out::<T>(&json));
        }
        Ok(list)
    }
}

impl<K: Read + Ord, V: Read> Read for BTreeMap<K, V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BTreeMapVisitor(PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

struct BTreeMapVisitor<K, V>(PhantomData<fn() -> (K, V)>);

impl<'de, K: Read + Ord, V: Read> Visitor<'de> for BTreeMapVisitor<K, V> {
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
            let json: SharedJson = entries.next_value()?;
            let key = K::read(serde::de::value::StrDeserializer::<A::Error>::new(&name))?;
            if let Some(value) = tolerant::read_or_leave_out(&json) {
                map.insert(key, value);
            }
        }
        Ok(map)
    }
}
