//! Values that servers send in several forms.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use crate::json::read::Read;
use crate::json::strict;

/// A type whose values some servers send in another form than that of the description. A strict read refuses the other forms.
pub trait Forms: Sized {
    /// The type that reads all forms.
    type Read: Read;

    /// Converts the value that was read.
    fn from_read(read: Self::Read) -> Self;
}

impl Forms for String {
    type Read = TextForms;

    fn from_read(read: TextForms) -> Self {
        read.0
    }
}

impl Forms for bool {
    type Read = FlagForms;

    fn from_read(read: FlagForms) -> Self {
        read.0
    }
}

impl Forms for i64 {
    type Read = IntegerForms<Self>;

    fn from_read(read: IntegerForms<Self>) -> Self {
        read.0
    }
}

impl Forms for u64 {
    type Read = IntegerForms<Self>;

    fn from_read(read: IntegerForms<Self>) -> Self {
        read.0
    }
}

impl Forms for f64 {
    type Read = NumberForms;

    fn from_read(read: NumberForms) -> Self {
        read.0
    }
}

impl<K: Read + Ord, V: Forms> Forms for BTreeMap<K, V> {
    type Read = MapForms<K, V>;

    fn from_read(read: MapForms<K, V>) -> Self {
        read.0.into_iter().map(|(key, value)| (key, V::from_read(value))).collect()
    }
}

/// A map whose values have several forms.
pub struct MapForms<K, V: Forms>(BTreeMap<K, V::Read>);

/// A string, or an integer in place of it.
pub struct TextForms(String);

/// A boolean, or `0`, `1` or `null` in place of it.
pub struct FlagForms(bool);

/// An integer, or a string of its digits.
pub struct IntegerForms<T>(T);

/// A number, or a string with a number.
pub struct NumberForms(f64);

/// An integer, or a float without a fraction.
pub struct LenientInt<T>(pub(crate) T);

impl<K: Read + Ord, V: Forms> Read for MapForms<K, V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::read(deserializer).map(Self)
    }
}

impl Read for TextForms {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StringVisitor;

        impl Visitor<'_> for StringVisitor {
            type Value = TextForms;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<TextForms, E> {
                Ok(TextForms(text.to_owned()))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<TextForms, E> {
                Ok(TextForms(value.to_string()))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<TextForms, E> {
                Ok(TextForms(value.to_string()))
            }
        }

        if strict::is_on() {
            return String::read(deserializer).map(Self);
        }
        deserializer.deserialize_any(StringVisitor)
    }
}

impl Read for FlagForms {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BoolVisitor;

        impl Visitor<'_> for BoolVisitor {
            type Value = FlagForms;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a boolean")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<FlagForms, E> {
                Ok(FlagForms(value))
            }

            fn visit_unit<E: Error>(self) -> Result<FlagForms, E> {
                Ok(FlagForms(false))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<FlagForms, E> {
                Err(E::invalid_value(Unexpected::Signed(value), &self))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<FlagForms, E> {
                match value {
                    0 => Ok(FlagForms(false)),
                    1 => Ok(FlagForms(true)),
                    other => Err(E::invalid_value(Unexpected::Unsigned(other), &self)),
                }
            }
        }

        if strict::is_on() {
            return bool::read(deserializer).map(Self);
        }
        deserializer.deserialize_any(BoolVisitor)
    }
}

impl<T: TryFrom<i128>> Read for IntegerForms<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(IntegerVisitor { digits: !strict::is_on() })
            .and_then(|number| bounded(number).map(Self))
    }
}

impl Read for NumberForms {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor;

        impl Visitor<'_> for NumberVisitor {
            type Value = NumberForms;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<NumberForms, E> {
                Ok(NumberForms(value as f64))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<NumberForms, E> {
                Ok(NumberForms(value as f64))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<NumberForms, E> {
                Ok(NumberForms(value))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<NumberForms, E> {
                // Rust also reads words such as `inf`, which JSON cannot express.
                let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
                number.map(NumberForms).ok_or_else(|| E::invalid_type(Unexpected::Other("text"), &self))
            }
        }

        if strict::is_on() {
            return f64::read(deserializer).map(Self);
        }
        deserializer.deserialize_any(NumberVisitor)
    }
}

impl<'de, T: TryFrom<i128>> Deserialize<'de> for LenientInt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_i64(IntegerVisitor { digits: false })
            .and_then(|number| bounded(number).map(Self))
    }
}

/// Converts the number into a 64-bit integer.
fn bounded<T: TryFrom<i128>, E: Error>(number: i128) -> Result<T, E> {
    // Floats cannot represent the greatest integers: servers that use floats send 2^63 for `i64::MAX` and 2^64 for
    // `u64::MAX`.
    let greatest = || {
        (number == 1 << 63 || number == 1 << 64).then(|| T::try_from(number.saturating_sub(1)).ok()).flatten()
    };
    let refused = || E::invalid_value(Unexpected::Other("number"), &IntegerVisitor { digits: false });
    T::try_from(number).ok().or_else(greatest).ok_or_else(refused)
}

struct IntegerVisitor {
    /// Whether a string of digits is accepted.
    digits: bool,
}

impl Visitor<'_> for IntegerVisitor {
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
        // The cast saturates at 128 bits, and `bounded` refuses larger numbers.
        let whole = (value.fract() == 0.0).then_some(value as i128);
        whole.ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i128, E> {
        let number = self.digits.then(|| text.trim().parse().ok()).flatten();
        number.ok_or_else(|| E::invalid_type(Unexpected::Str(text), &self))
    }
}
