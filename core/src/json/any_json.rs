//! JSON of any type, for types that accept several JSON types.

use std::cell::Cell;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::json::fault::Fault;
use crate::json::read::{Read, from_text};
use crate::json::shared::SharedJson;
use crate::json::tolerant;

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
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

/// A value of any JSON type. It keeps its text, so raw JSON within it stays exact.
pub struct AnyJson(pub(crate) SharedJson);

impl AnyJson {
    /// Reads the next value, of any type.
    ///
    /// # Errors
    /// If there is no value.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SharedJson::deserialize(deserializer).map(Self)
    }

    /// Returns the type of the value, by its first character.
    pub fn kind(&self) -> JsonKind {
        match self.text().trim_start().as_bytes().first() {
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::List,
            Some(b'"') => JsonKind::Text,
            Some(b't' | b'f') => JsonKind::Boolean,
            Some(b'n') => JsonKind::Null,
            _ => JsonKind::Number,
        }
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    /// If it is not a `T`.
    pub fn parse<T: Read, E: Error>(&self) -> Result<T, E> {
        let Some(_nested) = enter_level() else {
            tolerant::fail(Fault { at: self.0.start(), reason: "nested too deeply".to_owned() });
            return Err(E::custom("nested too deeply"));
        };
        from_text(self.text()).map_err(|error| {
            let fault = Fault::of(&self.0, &error);
            let error = E::custom(&fault.reason);
            tolerant::fail(fault);
            error
        })
    }

    /// Returns the error for a JSON type that the type `name` does not accept.
    pub fn unexpected<E: Error>(&self, name: &str) -> E {
        let reason = format!("{name} does not accept JSON of the kind {:?}", self.kind());
        let error = E::custom(&reason);
        tolerant::fail(Fault { at: self.0.start(), reason });
        error
    }

    fn text(&self) -> &str {
        self.0.as_str()
    }
}

/// The limit of nested values of this type. Each is read from its own text, so serde_json counts the depth from zero again,
/// and each uses the stack.
const MAX_DEPTH: usize = 32;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Counts one level until dropped.
struct DepthGuard;

fn enter_level() -> Option<DepthGuard> {
    let depth = DEPTH.get();
    (depth < MAX_DEPTH).then(|| {
        DEPTH.set(depth.saturating_add(1));
        DepthGuard
    })
}

impl Drop for DepthGuard {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_character_tells_the_kind() {
        for (text, kind) in [
            ("null", JsonKind::Null),
            ("true", JsonKind::Boolean),
            ("false", JsonKind::Boolean),
            ("-1.5", JsonKind::Number),
            (r#""a""#, JsonKind::Text),
            ("[]", JsonKind::List),
            ("{}", JsonKind::Object),
        ] {
            let value = AnyJson::read(&mut serde_json::Deserializer::from_str(text)).unwrap();
            assert_eq!(value.kind(), kind, "{text}");
        }
    }
}
