//! JSON of a kind that only the text shows, for types that take one of several kinds.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

use crate::decode;
use crate::json::Json;
use crate::lenient::Lenient;

/// The kinds of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

/// A value of any kind. Its text is kept, so that raw JSON inside of it stays exact.
pub struct AnyJson(Json);

impl AnyJson {
    /// Takes the next value, whatever it is.
    ///
    /// # Errors
    /// If there is none.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Json::deserialize(deserializer).map(Self)
    }

    /// The kind, which the first character tells.
    pub fn kind(&self) -> Kind {
        match self.text().trim_start().as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::List,
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// Reads the value as a `T` with integers in it, which may be written as floats.
    ///
    /// # Errors
    /// If it is not one.
    pub fn parse_whole<T: Lenient, E: Error>(&self) -> Result<T, E> {
        self.parse::<T::Read, E>().map(T::from_read)
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    /// If it is not one.
    pub fn parse<T: DeserializeOwned, E: Error>(&self) -> Result<T, E> {
        self.0.parse().map_err(|error| E::custom(decode::Kept::failed(self.text(), &error)))
    }

    /// The error of a kind that a type does not take.
    pub fn unexpected<E: Error>(&self, name: &str) -> E {
        let reason = format!("{name} takes no JSON of the kind {:?}", self.kind());
        E::custom(decode::Kept::refused(self.text(), reason))
    }

    fn text(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_character_tells_the_kind() {
        for (text, kind) in [
            ("null", Kind::Null),
            ("true", Kind::Boolean),
            ("false", Kind::Boolean),
            ("-1.5", Kind::Number),
            (r#""a""#, Kind::Text),
            ("[]", Kind::List),
            ("{}", Kind::Object),
        ] {
            let value = AnyJson::read(&mut serde_json::Deserializer::from_str(text)).unwrap();
            assert_eq!(value.kind(), kind, "{text}");
        }
    }
}
