//! The trait that reads the values of generated types.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::DeserializeSeed;
use serde_json::de::StrRead;

/// A value that is read from JSON, exactly or tolerantly.
pub trait Read: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// If it does not fit the type.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Returns the substitute for a required value that is absent or `null`; `None` if the type has none.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether the value equals the substitute for an absent one.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether `null` is a value of the type, and does not count as absent.
    const NULLABLE: bool = false;
}

/// Reads a whole text.
///
/// # Errors
/// If it does not fit the type.
pub(crate) fn from_text<T: Read>(text: &str) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::new(StrRead::new(text));
    let value = T::read(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a value, for `deserialize_with`.
///
/// # Errors
/// If it does not fit the type.
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
