//! Constant fields, which always have the same string. Types do not have them: they are written automatically and checked when read.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, Unexpected, Visitor};
use serde::ser::SerializeMap;

use crate::json::fault::Fault;
use crate::json::object::{FieldReader, FieldWriter, Occurrence};
use crate::json::shared::SharedJson;
use crate::json::tolerant;

/// The string that a constant field always has.
#[derive(Clone, Copy)]
pub struct Constant {
    text: &'static str,
    need: Need,
}

#[derive(Clone, Copy, PartialEq)]
enum Need {
    Required,
    Optional,
}

impl Constant {
    /// Creates the constant of a field that must be present.
    pub const fn required(text: &'static str) -> Self {
        Self { text, need: Need::Required }
    }

    /// Creates the constant of a field that may be absent when it is read.
    pub const fn optional(text: &'static str) -> Self {
        Self { text, need: Need::Optional }
    }

    /// Returns `true` for the string, and `false` for `null`.
    fn check(self, json: &SharedJson) -> Result<bool, Fault> {
        let mut deserializer = serde_json::Deserializer::from_str(json.as_str());
        self.deserialize(&mut deserializer).map_err(|error| Fault::of(json, &error))
    }
}

impl<'de, A: MapAccess<'de>> FieldReader<'de, A> {
    /// Reads the value of a constant field; `found` is `None` unless it is the constant. In a tolerant read, another value of an optional field is kept as an extra field.
    pub fn constant(&mut self, found: &mut Option<Constant>, index: usize, constant: Constant) {
        if !tolerant::is_on() {
            if self.is_duplicate(Occurrence::of(found), index) {
                return;
            }
            let value = self.access.next_value_seed(constant);
            if let Some(value) = self.noted(value) {
                *found = value.then_some(constant);
                if !value {
                    self.keep_null(index);
                }
            }
            return;
        }
        let Some(json) = self.next_text(Occurrence::of(found)) else { return };
        let checked = constant.check(&json);
        *found = matches!(checked, Ok(true)).then_some(constant);
        match checked {
            Err(fault) if constant.need == Need::Required => {
                tolerant::fail(fault);
                self.failure = Some(A::Error::custom("a field does not fit"));
                return;
            }
            Err(fault) => tolerant::note(fault),
            Ok(_) => {}
        }
        if found.is_none() {
            self.keep_extra(self.name(index).into(), Some(json.into()));
        }
    }

    /// Checks a constant field after all fields were read.
    ///
    /// # Errors
    /// If the field is required and missing.
    pub fn present_constant(
        &mut self,
        found: Option<Constant>,
        index: usize,
        constant: Constant,
    ) -> Result<(), A::Error> {
        let name = self.name(index);
        if found.is_some() {
            // The last one of duplicates counts.
            self.extra.retain(|(kept, _)| kept != name);
        } else if constant.need == Need::Required {
            return Err(A::Error::missing_field(name));
        } else if self.extra.iter().all(|(kept, _)| kept != name) {
            self.keep_extra(name.into(), None);
        }
        Ok(())
    }
}

impl<S: SerializeMap> FieldWriter<'_, S> {
    /// Writes a constant field, unless it was absent or had another value when it was read.
    pub fn constant(&mut self, name: &'static str, text: &'static str) {
        match self.extra.kept(name) {
            Some(kept) => self.kept(name, kept),
            None => self.entry(name, text),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Constant {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        match self.need {
            Need::Required => deserializer.deserialize_str(self),
            Need::Optional => deserializer.deserialize_option(self),
        }
    }
}

impl<'de> Visitor<'de> for Constant {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the string `{}`", self.text)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        if text == self.text {
            return Ok(true);
        }
        // Without the string, which is untrusted.
        Err(E::invalid_value(Unexpected::Other("another string"), &self))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }
}
