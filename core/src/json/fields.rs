//! Reads objects field by field.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::Deserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde_json::Value;

use crate::json::decode::{DecodeError, Decoded, decode, refused};
use crate::json::fault::Fault;
use crate::json::raw::RawJson;
use crate::json::read::{Read, from_text};
use crate::json::repair;
use crate::json::shared::SharedJson;
use crate::json::tolerant::Misfits;
use crate::json::value::{self, DuplicatePolicy};

/// The fields of a response, each as raw text, so a field that does not fit affects no other.
///
/// Handwritten code uses this to read responses, and not its own types, since the code for reading is compiled again for each
/// type.
pub struct Fields {
    operation: &'static str,
    text: RawJson,
    entries: Vec<(String, SharedJson)>,
}

impl Fields {
    /// Reads the body of a successful response; also returns the parts that did not fit.
    ///
    /// # Errors
    /// If the body is not an object.
    pub fn decode(operation: &'static str, body: Bytes) -> Result<(Self, Misfits), Box<DecodeError>> {
        let Decoded { value: Entries(entries), misfits, json: text } = decode(operation, body)?;
        Ok((Self { operation, text, entries }, misfits))
    }

    /// Returns the whole text.
    pub fn text(&self) -> &RawJson {
        &self.text
    }

    /// Returns a field; `None` if it is absent, `null` or of another type.
    pub fn get<T: DeserializeOwned + 'static>(&self, name: &str) -> Option<T> {
        RawJson::from(self.find(name)?.clone()).parse_as::<Option<T>>().ok().flatten()
    }

    /// Returns a field that is a string; `None` if it is absent, `null` or of another type.
    pub fn string(&self, name: &str) -> Option<String> {
        string(self.find(name)?).ok()
    }

    /// Returns a field as a value of any type; `None` if it is absent, `null` or nested too deeply.
    pub fn value(&self, name: &str) -> Option<Value> {
        let json = self.find(name)?.as_str();
        let read = |text: &str| value::from_slice(text.as_bytes(), DuplicatePolicy::LastWins);
        read(json).or_else(|_| read(&repair::surrogates(json))).ok().filter(|value| !value.is_null())
    }

    /// Returns a required field that is a string.
    ///
    /// # Errors
    /// If it is missing, of another type, or a duplicate.
    pub fn required_string(&self, name: &str) -> Result<String, Box<DecodeError>> {
        let mut found = self.entries.iter().filter(|(field, _)| field == name);
        let fault = match (found.next(), found.next()) {
            (Some((_, json)), None) => match string(json) {
                Ok(text) => return Ok(text),
                Err(error) => Fault::of(json, &error),
            },
            (Some(_), Some((_, json))) => {
                Fault { at: json.start(), reason: format!("duplicate field `{name}`") }
            }
            (None, _) => {
                let end = self.text.json().trim_ascii_end().len();
                Fault { at: end, reason: format!("missing field `{name}`") }
            }
        };
        Err(refused(self.operation, &self.text, fault))
    }

    /// Returns the error of a required field whose value cannot be used.
    pub fn unusable(&self, name: &str) -> Box<DecodeError> {
        let at = self.find(name).map_or(0, SharedJson::start);
        let reason = "wrong type or value".to_owned();
        refused(self.operation, &self.text, Fault { at, reason })
    }

    /// Returns the text of a field. The last one of duplicates counts.
    fn find(&self, name: &str) -> Option<&SharedJson> {
        self.entries.iter().rev().find(|(field, _)| field == name).map(|(_, json)| json)
    }
}

/// Reads a string. Unpaired surrogates are read as U+FFFD.
fn string(json: &SharedJson) -> Result<String, serde_json::Error> {
    from_text(json.as_str()).or_else(|error| match repair::surrogates(json.as_str()) {
        Cow::Owned(repaired) => from_text(&repaired),
        Cow::Borrowed(_) => Err(error),
    })
}

/// The names and raw values of an object's fields.
struct Entries(Vec<(String, SharedJson)>);

impl Read for Entries {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor).map(Self)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Vec<(String, SharedJson)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}
