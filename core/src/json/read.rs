//! How each value of a generated type is read.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::DeserializeSeed;
use serde_json::de::StrRead;

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
