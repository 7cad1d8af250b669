//! What generated members are read with where servers write something else than the description says.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads a member with integers in it, which may be written as floats without a fraction.
///
/// # Errors
/// If it is no such value.
pub fn whole<'de, D: Deserializer<'de>, T: Lenient>(deserializer: D) -> Result<T, D::Error> {
    T::Read::deserialize(deserializer).map(T::from_read)
}

/// Reads a member that some servers leave out or set to `null` when there is nothing in it.
///
/// # Errors
/// If it is neither `null` nor a `T`.
pub fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
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

/// An integer however it is written.
pub struct Whole<T>(T);

struct WholeVisitor<T>(PhantomData<T>);

/// The powers of two are exact as floats, which the greatest integers are not: a server that keeps its
/// numbers as floats writes `i64::MAX` as 2^63 and `u64::MAX` as 2^64, so these stand for them.
macro_rules! whole {
    ($($Integer:ident $read:ident $bits:literal $least:expr;)*) => {$(
        impl Lenient for $Integer {
            type Read = Whole<Self>;

            fn from_read(read: Whole<Self>) -> Self {
                read.0
            }
        }

        impl<'de> Deserialize<'de> for Whole<$Integer> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$read(WholeVisitor(PhantomData::<$Integer>)).map(Self)
            }
        }

        impl Visitor<'_> for WholeVisitor<$Integer> {
            type Value = $Integer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!("an integer of the type ", stringify!($Integer)))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<$Integer, E> {
                $Integer::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<$Integer, E> {
                match $Integer::try_from(value) {
                    Ok(value) => Ok(value),
                    Err(_) if value == 1 << 63 => Ok($Integer::MAX),
                    Err(_) => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
                }
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<$Integer, E> {
                if value.fract() == 0.0 && ($least..=2f64.powi($bits)).contains(&value) {
                    // In these bounds only the upper one is no integer of the type, and becomes its greatest.
                    Ok(value as $Integer)
                } else {
                    Err(E::invalid_value(Unexpected::Float(value), &self))
                }
            }
        }
    )*};
}

whole! {
    i64 deserialize_i64 63 -2f64.powi(63);
    u64 deserialize_u64 64 0.0;
}
