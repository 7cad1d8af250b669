//! What generated members are read with where servers write something else than the description says.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads a member with integers in it, which may be written as floats without a fraction.
///
/// # Errors
/// If it is no such value.
pub fn whole<'de, D: Deserializer<'de>, T: Lenient>(deserializer: D) -> Result<T, D::Error> {
    T::Read::deserialize(deserializer).map(T::from_read)
}

/// A type with integers in it.
pub trait Lenient {
    /// What is read in its place.
    type Read: DeserializeOwned;

    /// The value that was read.
    fn from_read(read: Self::Read) -> Self;
}

impl<T: Lenient> Lenient for Option<T> {
    type Read = Option<T::Read>;

    fn from_read(read: Self::Read) -> Self {
        read.map(T::from_read)
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    type Read = Vec<T::Read>;

    fn from_read(read: Self::Read) -> Self {
        read.into_iter().map(T::from_read).collect()
    }
}

impl<K: DeserializeOwned + Ord, T: Lenient> Lenient for BTreeMap<K, T> {
    type Read = BTreeMap<K, T::Read>;

    fn from_read(read: Self::Read) -> Self {
        read.into_iter().map(|(key, value)| (key, T::from_read(value))).collect()
    }
}

impl Lenient for i64 {
    type Read = Whole<Self>;

    fn from_read(read: Whole<Self>) -> Self {
        read.0
    }
}

impl Lenient for u64 {
    type Read = Whole<Self>;

    fn from_read(read: Whole<Self>) -> Self {
        read.0
    }
}

/// An integer however it is written.
pub struct Whole<T>(T);

impl<'de, T: TryFrom<i128>> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = deserializer.deserialize_i64(WholeVisitor)?;
        // A float cannot express the greatest integers: a server that has only floats writes 2^63 for `i64::MAX`
        // and 2^64 for `u64::MAX`.
        let greatest =
            || (number == 1 << 63 || number == 1 << 64).then(|| T::try_from(number - 1).ok()).flatten();
        let refused = || D::Error::invalid_value(Unexpected::Other("number"), &WholeVisitor);
        T::try_from(number).ok().or_else(greatest).map(Self).ok_or_else(refused)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 64 bits")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i128, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i128, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i128, E> {
        // A float beyond the bounds of the type becomes the bound, which is no integer of 64 bits either.
        let whole = (value.fract() == 0.0).then_some(value as i128);
        whole.ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }
}
