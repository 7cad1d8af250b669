//! JSON that keeps its exact text.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::json::key_guard::{self, OptionalSeed};
use crate::json::repair;
use crate::json::shared::SharedJson;
use crate::json::text::BorrowedText;

/// The exact text of a JSON value that is expected to be a `T`, parsed on demand.
///
/// A value that is not a `T` fails when it is parsed, not when it is received. Clones share the text. A `Raw` from a response
/// shares the text of the whole response, and keeps it in memory: see [`Raw::detached`]. Within flattened or untagged types,
/// and in formats other than JSON, the exact text is lost: the value is written as new JSON.
///
/// ```
/// # use matrix_openapi_core::json::RawJson;
/// let raw = RawJson::from_json(r#"{"name": "Hall",  "size": 1.50}"#.to_owned()).expect("JSON");
/// assert_eq!(raw.get_field::<String>("name").expect("a text").as_deref(), Some("Hall"));
/// // The text stays unchanged.
/// assert_eq!(raw.json(), r#"{"name": "Hall",  "size": 1.50}"#);
/// ```
pub struct Raw<T> {
    json: SharedJson,
    // A function type keeps `Raw` sendable and covariant whatever `T` is.
    expected: PhantomData<fn() -> T>,
}

impl<T> Raw<T> {
    /// Writes a value as JSON.
    ///
    /// # Errors
    /// If the value cannot be written as JSON.
    pub fn new(value: &T) -> Result<Self, serde_json::Error>
    where
        T: Serialize,
    {
        serde_json::value::to_raw_value(value).map(Self::from)
    }

    /// Writes any value as JSON, whether or not it is a `T`.
    ///
    /// ```
    /// use matrix_openapi_core::json::RawObject;
    ///
    /// #[derive(serde::Serialize)]
    /// struct Theme {
    ///     colour: &'static str,
    /// }
    ///
    /// let object = RawObject::of(&Theme { colour: "green" })?;
    /// assert_eq!(object.json(), r#"{"colour":"green"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the value cannot be written as JSON.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self::from)
    }

    /// Checks that a text is JSON, and keeps it.
    ///
    /// # Errors
    /// If the text is not JSON.
    pub fn from_json(json: String) -> Result<Self, serde_json::Error> {
        RawValue::from_string(json).map(Self::from)
    }

    /// Returns the text.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }

    /// Copies the value into a text of its own, so it no longer keeps the whole response in memory.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self::keep(SharedJson::new(self.json().to_owned()))
    }

    /// Parses the value.
    ///
    /// # Errors
    /// If it is not a `T`.
    pub fn parse(&self) -> Result<T, serde_json::Error>
    where
        T: DeserializeOwned + 'static,
    {
        self.parse_as()
    }

    /// Parses the value as another type. Unpaired surrogates are read as U+FFFD.
    ///
    /// # Errors
    /// If it is not a `U`.
    pub fn parse_as<U: DeserializeOwned + 'static>(&self) -> Result<U, serde_json::Error> {
        key_guard::parse(&self.json).or_else(|error| match repair::surrogates(self.json()) {
            Cow::Owned(repaired) => key_guard::parse(&SharedJson::new(repaired)),
            Cow::Borrowed(_) => Err(error),
        })
    }

    /// Parses a single field of an object; `None` if it is absent or `null`.
    ///
    /// # Errors
    /// If the value is not an object, or the field is not a `U` or occurs twice.
    pub fn get_field<U>(&self, name: &str) -> Result<Option<U>, serde_json::Error>
    where
        U: DeserializeOwned + 'static,
    {
        field(&self.json, name).or_else(|error| match repair::surrogates(self.json()) {
            Cow::Owned(repaired) => field(&SharedJson::new(repaired), name),
            Cow::Borrowed(_) => Err(error),
        })
    }

    /// Returns the same text with another expected type.
    pub fn cast<U>(&self) -> Raw<U> {
        Raw::keep(self.json.clone())
    }

    pub(crate) fn from_shared(json: SharedJson) -> Self {
        Self::keep(json)
    }

    #[cfg(feature = "events")]
    pub(crate) fn shared(&self) -> &SharedJson {
        &self.json
    }

    fn keep(json: SharedJson) -> Self {
        Self { json, expected: PhantomData }
    }
}

impl From<SharedJson> for RawJson {
    fn from(json: SharedJson) -> Self {
        Self::keep(json)
    }
}

impl<T> From<Box<RawValue>> for Raw<T> {
    fn from(json: Box<RawValue>) -> Self {
        Self::keep(json.into())
    }
}

/// Raw JSON of any type.
pub type RawJson = Raw<Value>;

/// A raw JSON object.
pub type RawObject = Raw<Map<String, Value>>;

impl From<Value> for RawJson {
    fn from(value: Value) -> Self {
        // serde_json never fails to write a `Value`, so the `null` is never used.
        Self::new(&value).unwrap_or_else(|_| Self::from(RawValue::NULL.to_owned()))
    }
}

impl From<Map<String, Value>> for RawObject {
    fn from(object: Map<String, Value>) -> Self {
        RawJson::from(Value::Object(object)).cast()
    }
}

// Not derived, since derives would require the traits of `T`.
impl<T> Clone for Raw<T> {
    fn clone(&self) -> Self {
        self.cast()
    }
}

impl<T> PartialEq for Raw<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl<T> Eq for Raw<T> {}

impl<T> fmt::Debug for Raw<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the text, which may contain a key or a token.
        write!(f, "Raw({} bytes)", self.json().len())
    }
}

impl<T> Serialize for Raw<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // serde_json writes raw text only from this type, which validates the text again.
        let json: &RawValue = serde_json::from_str(self.json()).map_err(serde::ser::Error::custom)?;
        json.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Raw<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SharedJson::deserialize(deserializer).map(Self::keep)
    }
}

fn field<U: DeserializeOwned + 'static>(
    json: &SharedJson,
    name: &str,
) -> Result<Option<U>, serde_json::Error> {
    let _reading = json.reading();
    let mut deserializer = serde_json::Deserializer::from_str(json.as_str());
    deserializer.deserialize_map(FieldVisitor { name, expected: PhantomData })
}

struct FieldVisitor<'a, U> {
    name: &'a str,
    expected: PhantomData<fn() -> U>,
}

impl<'de, U: DeserializeOwned + 'static> Visitor<'de> for FieldVisitor<'_, U> {
    type Value = Option<U>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found: Option<Option<U>> = None;
        while let Some(BorrowedText(name)) = map.next_key()? {
            if name != self.name {
                map.next_value::<IgnoredAny>()?;
            } else if found.replace(map.next_value_seed(OptionalSeed::new())?).is_some() {
                // Refused, since parsers disagree on which one of two equal names counts.
                return Err(A::Error::custom("the field occurs twice"));
            }
        }
        Ok(found.flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Holder {
        event: Option<Raw<Vec<u8>>>,
    }

    #[test]
    fn keeps_the_exact_text_and_fails_only_when_read() {
        let text = r#"{ "event": {"a" : 1.50, "b":"x","a2":null}}"#;
        let event = serde_json::from_str::<Holder>(text).unwrap().event.unwrap();
        assert_eq!(event.json(), r#"{"a" : 1.50, "b":"x","a2":null}"#);
        assert_eq!(serde_json::to_string(&event).unwrap(), event.json());
        assert!(event.parse().is_err());
        assert_eq!(event.get_field::<String>("b").unwrap().as_deref(), Some("x"));
        assert_eq!(event.get_field::<String>("a2").unwrap(), None);
        assert_eq!(event.get_field::<String>("c").unwrap(), None);
        assert!(event.get_field::<String>("a").is_err());
        assert_eq!(format!("{event:?}"), "Raw(31 bytes)");
    }

    #[test]
    fn null_is_absent() {
        assert!(serde_json::from_str::<Holder>(r#"{"event":null}"#).unwrap().event.is_none());
        assert!(serde_json::from_str::<Holder>("{}").unwrap().event.is_none());
    }

    #[test]
    fn text_is_checked_and_values_round_trip() {
        assert!(Raw::<String>::from_json("{".to_owned()).is_err());
        let raw = Raw::new(&vec![1u8, 2]).unwrap();
        assert_eq!(raw, Raw::from_json("[1,2]".to_owned()).unwrap());
        assert_eq!(raw.clone().parse().unwrap(), [1, 2]);
        assert!(raw.get_field::<u8>("a").is_err());
    }

    #[test]
    fn values_become_raw() {
        assert_eq!(RawJson::from(serde_json::json!([1, null])).json(), "[1,null]");
        let object = Map::from_iter([("a".to_owned(), Value::Bool(true))]);
        assert_eq!(RawObject::from(object.clone()).json(), r#"{"a":true}"#);
        assert_eq!(RawObject::from(object.clone()).parse().unwrap(), object);
    }

    #[test]
    fn a_field_named_twice_is_refused_and_escaped_keys_are_understood() {
        let twice = Raw::<()>::from_json(r#"{"a":1,"a":2}"#.to_owned()).unwrap();
        assert!(twice.get_field::<u8>("a").is_err());
        let escaped = Raw::<()>::from_json(r#"{"\u0061":1}"#.to_owned()).unwrap();
        assert_eq!(escaped.get_field::<u8>("a").unwrap(), Some(1));
    }
}
