//! JSON of a kind that only the text shows, for types that take one of several kinds.

use std::cell::Cell;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::json::fault::Fault;
use crate::json::read::{Read, from_text};
use crate::json::shared::SharedJson;
use crate::json::tolerant;

/// The kinds of JSON.
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

/// A value of any kind. Its text is kept, so that raw JSON inside of it stays exact.
pub struct AnyJson(SharedJson);

impl AnyJson {
    /// Takes the next value, whatever it is.
    ///
    /// # Errors
    /// If there is none.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SharedJson::deserialize(deserializer).map(Self)
    }

    /// The kind, which the first character tells.
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
    /// If it is not one.
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

    /// The error of a kind that a type does not take.
    pub fn unexpected<E: Error>(&self, name: &str) -> E {
        let reason = format!("{name} takes no JSON of the kind {:?}", self.kind());
        let error = E::custom(&reason);
        tolerant::fail(Fault { at: self.0.start(), reason });
        error
    }

    fn text(&self) -> &str {
        self.0.as_str()
    }
}

/// How deep values of this kind may stand in each other: each is read from its text, which begins to count the levels
/// anew, and takes some of the stack.
const DEEPEST: usize = 32;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Counts one level, as long as the result lives.
struct DepthGuard;

fn enter_level() -> Option<DepthGuard> {
    let depth = DEPTH.get();
    (depth < DEEPEST).then(|| {
        DEPTH.set(depth + 1);
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
