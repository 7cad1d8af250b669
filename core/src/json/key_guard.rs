//! Reads types of the program from untrusted JSON.
//!
//! Such a type may contain a `Value` of serde_json, for which some keys are reserved: see [`value`](crate::json::value). The calls
//! to the deserializer show where that could happen: a `Value` asks for its first key as a borrowed string, and the buffer of
//! flattened and untagged types asks for any value. There a reserved key is an error; elsewhere it is a plain key.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::de::{
    DeserializeOwned, DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::{Deserialize, Deserializer};
use serde_json::{Error as JsonError, Map, Value};

use crate::json::shared::{self, SharedJson, TEXT_OF_VALUE};
use crate::json::value::{NUMBER, PlainObject, PlainValue};

/// Reads a value as a type that the program defines. Raw values in it share its text.
///
/// # Errors
/// If the value is not a `T`.
pub(crate) fn parse<T: DeserializeOwned + 'static>(json: &SharedJson) -> Result<T, JsonError> {
    let _reading = json.reading();
    from_str(json.as_str())
}

/// Reads the next value as a type that the program defines.
///
/// # Errors
/// If it is not a `T`.
pub(crate) fn from_deserializer<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: DeserializeOwned + 'static,
    D: Deserializer<'de>,
{
    let mut found: Option<T> = None;
    if is_plain(&found) {
        read_plain(&mut found, deserializer)?;
        return found.ok_or_else(|| D::Error::custom("there is no value"));
    }
    T::deserialize(Guarded { inner: deserializer, guard: KeyGuard::now() })
}

/// Reads a whole text as a type that the program defines.
///
/// # Errors
/// If it is not JSON, or not a `T`.
fn from_str<T: DeserializeOwned + 'static>(text: &str) -> Result<T, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = from_deserializer(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Whether the type is one that [`read_plain`] reads.
fn is_plain(place: &dyn Any) -> bool {
    place.is::<Option<Value>>()
        || place.is::<Option<Map<String, Value>>>()
        || place.is::<Option<Option<Value>>>()
        || place.is::<Option<Vec<Value>>>()
        || place.is::<Option<BTreeMap<String, Value>>>()
        || place.is::<Option<HashMap<String, Value>>>()
}

/// Reads a type in which every key is a plain key, so no key is refused. Not generic over the type, since it would be compiled
/// again for each type.
fn read_plain<'de, D: Deserializer<'de>>(place: &mut dyn Any, deserializer: D) -> Result<(), D::Error> {
    if let Some(place) = place.downcast_mut::<Option<Value>>() {
        *place = Some(PlainValue::deserialize(deserializer)?.0);
    } else if let Some(place) = place.downcast_mut::<Option<Map<String, Value>>>() {
        *place = Some(PlainObject::deserialize(deserializer)?.0);
    } else if let Some(place) = place.downcast_mut::<Option<Option<Value>>>() {
        *place = Some(Option::<PlainValue>::deserialize(deserializer)?.map(|PlainValue(value)| value));
    } else if let Some(place) = place.downcast_mut::<Option<Vec<Value>>>() {
        let items = Vec::<PlainValue>::deserialize(deserializer)?;
        *place = Some(items.into_iter().map(|PlainValue(value)| value).collect());
    } else if let Some(place) = place.downcast_mut::<Option<BTreeMap<String, Value>>>() {
        *place = Some(PlainObject::deserialize(deserializer)?.0.into_iter().collect());
    } else if let Some(place) = place.downcast_mut::<Option<HashMap<String, Value>>>() {
        *place = Some(PlainObject::deserialize(deserializer)?.0.into_iter().collect());
    }
    Ok(())
}

/// Reads the next value as a type that the program defines; `None` if it is `null`.
pub(crate) struct OptionalSeed<T>(PhantomData<fn() -> T>);

impl<T> OptionalSeed<T> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: DeserializeOwned + 'static> DeserializeSeed<'de> for OptionalSeed<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: DeserializeOwned + 'static> Visitor<'de> for OptionalSeed<T> {
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
        from_deserializer(deserializer).map(Some)
    }
}

/// The addresses of the text that is being read.
#[derive(Clone, Copy)]
struct KeyGuard {
    start: usize,
    end: usize,
}

impl KeyGuard {
    fn now() -> Self {
        let Range { start, end } = shared::addresses();
        Self { start, end }
    }

    /// Whether a key is one that serde_json reserves.
    fn refuses(self, key: &str) -> bool {
        key == TEXT_OF_VALUE || key == NUMBER
    }

    /// Whether a borrowed key is refused. serde_json passes its own numbers with a reserved key, which is outside of the input.
    fn refuses_borrowed(self, key: &str) -> bool {
        let read: Range<usize> = self.start..self.end;
        self.refuses(key) && (key != NUMBER || read.contains(&key.as_ptr().addr()))
    }
}

/// Adds the guard to a deserializer, and to all values that are read from it.
struct Guarded<T> {
    inner: T,
    guard: KeyGuard,
}

impl<T> Guarded<T> {
    fn of<U>(&self, inner: U) -> Guarded<U> {
        Guarded { inner, guard: self.guard }
    }
}

macro_rules! forwarded {
    ($($method:ident($($argument:ident: $Type:ty),*);)*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $Type,)* visitor: V) -> Result<V::Value, D::Error> {
            let Self { inner, guard } = self;
            inner.$method($($argument,)* GuardedVisitor { visitor, guard, fields: FieldPolicy::Any })
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Guarded<D> {
    type Error = D::Error;

    forwarded! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let Self { inner, guard } = self;
        // A request for the raw text of a value gets the text, whatever keys it contains.
        match name == TEXT_OF_VALUE {
            true => inner.deserialize_newtype_struct(name, visitor),
            false => inner.deserialize_newtype_struct(
                name,
                GuardedVisitor { visitor, guard, fields: FieldPolicy::Any },
            ),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let Self { inner, guard } = self;
        inner.deserialize_struct(name, fields, GuardedVisitor { visitor, guard, fields: FieldPolicy::Named })
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// The fields that a type keeps.
#[derive(Clone, Copy, PartialEq)]
enum FieldPolicy {
    /// Only named fields; others are skipped.
    Named,
    /// Any fields, which may later be read as a `Value`.
    Any,
}

/// Adds the guard to the visitor of a type.
struct GuardedVisitor<V> {
    visitor: V,
    guard: KeyGuard,
    fields: FieldPolicy,
}

macro_rules! visited {
    ($($method:ident($Type:ty);)*) => {
        $(fn $method<E: Error>(self, value: $Type) -> Result<V::Value, E> {
            self.visitor.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for GuardedVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    visited! {
        visit_bool(bool);
        visit_i8(i8);
        visit_i16(i16);
        visit_i32(i32);
        visit_i64(i64);
        visit_i128(i128);
        visit_u8(u8);
        visit_u16(u16);
        visit_u32(u32);
        visit_u64(u64);
        visit_u128(u128);
        visit_f32(f32);
        visit_f64(f64);
        visit_char(char);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(Vec<u8>);
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Guarded { inner, guard: self.guard })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(Guarded { inner, guard: self.guard })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_seq(Guarded { inner, guard: self.guard })
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        let Self { visitor, guard, fields } = self;
        visitor.visit_map(GuardedEntries { inner: Guarded { inner, guard }, fields })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(Guarded { inner, guard: self.guard })
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Guarded<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Guarded { inner: deserializer, guard: self.guard })
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Guarded<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let seed = self.of(seed);
        self.inner.next_element_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Guarded<A> {
    type Error = A::Error;
    type Variant = Guarded<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let guard = self.guard;
        let (value, inner) = self.inner.variant_seed(seed)?;
        Ok((value, Guarded { inner, guard }))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Guarded<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let seed = self.of(seed);
        self.inner.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.inner
            .tuple_variant(length, GuardedVisitor { visitor, guard: self.guard, fields: FieldPolicy::Any })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.inner
            .struct_variant(fields, GuardedVisitor { visitor, guard: self.guard, fields: FieldPolicy::Named })
    }
}

/// The entries of an object, with the guard on keys and values.
struct GuardedEntries<A> {
    inner: Guarded<A>,
    fields: FieldPolicy,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for GuardedEntries<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let Self { inner: Guarded { inner, guard }, fields } = self;
        inner.next_key_seed(GuardedKey { inner: seed, guard: *guard, fields: *fields })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let seed = self.inner.of(seed);
        self.inner.inner.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.inner.size_hint()
    }
}

/// A key's seed, deserializer or visitor, with the guard.
struct GuardedKey<T> {
    inner: T,
    guard: KeyGuard,
    fields: FieldPolicy,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for GuardedKey<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        let Self { inner: seed, guard, fields } = self;
        seed.deserialize(GuardedKey { inner, guard, fields })
    }
}

macro_rules! checked {
    ($($method:ident($($argument:ident: $Type:ty),*);)*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $Type,)* visitor: V) -> Result<V::Value, D::Error> {
            let Self { inner, guard, fields } = self;
            inner.$method($($argument,)* GuardedKey { inner: visitor, guard, fields })
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for GuardedKey<D> {
    type Error = D::Error;

    checked! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }

    /// An owned string is a plain key.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_string(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_ignored_any(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        let Self { inner, guard, fields } = self;
        match fields {
            FieldPolicy::Named => inner.deserialize_identifier(visitor),
            FieldPolicy::Any => inner.deserialize_identifier(GuardedKey { inner: visitor, guard, fields }),
        }
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// The error of a refused key, without the key, which is untrusted.
const RESERVED: &str = "an object has a key that serde_json reserves";

macro_rules! keys {
    ($($method:ident($Type:ty);)*) => {
        $(fn $method<E: Error>(self, value: $Type) -> Result<V::Value, E> {
            self.inner.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for GuardedKey<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    keys! {
        visit_bool(bool);
        visit_i8(i8);
        visit_i16(i16);
        visit_i32(i32);
        visit_i64(i64);
        visit_i128(i128);
        visit_u8(u8);
        visit_u16(u16);
        visit_u32(u32);
        visit_u64(u64);
        visit_u128(u128);
        visit_f32(f32);
        visit_f64(f64);
        visit_char(char);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(Vec<u8>);
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<V::Value, E> {
        match self.guard.refuses(key) {
            true => Err(E::custom(RESERVED)),
            false => self.inner.visit_str(key),
        }
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<V::Value, E> {
        match self.guard.refuses_borrowed(key) {
            true => Err(E::custom(RESERVED)),
            false => self.inner.visit_borrowed_str(key),
        }
    }

    fn visit_string<E: Error>(self, key: String) -> Result<V::Value, E> {
        match self.guard.refuses(&key) {
            true => Err(E::custom(RESERVED)),
            false => self.inner.visit_string(key),
        }
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let Self { inner: visitor, guard, fields } = self;
        visitor.visit_some(GuardedKey { inner, guard, fields })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        let Self { inner: visitor, guard, fields } = self;
        visitor.visit_newtype_struct(GuardedKey { inner, guard, fields })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(access)
    }
}
