//! Reads `serde_json::Value`s from untrusted JSON.
//!
//! serde_json reserves some keys: `$serde_json::private::RawValue` makes it read a string as a nested document with a separate
//! depth limit, and with arbitrary precision, another key makes it read a string as a number. Here every key is a plain key, and
//! there is a single depth limit.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Error as JsonError, Map, Number, Value};

/// A JSON value in which reserved keys have no meaning. The last one of duplicate fields counts.
pub struct PlainValue(pub Value);

/// A JSON object in which reserved keys have no meaning. The last one of duplicate fields counts.
pub struct PlainObject(pub Map<String, Value>);

/// The handling of duplicate fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DuplicatePolicy {
    /// The last one counts.
    LastWins,
    /// The value is refused, since parsers disagree on which one counts.
    Refuse,
}

/// Reads a whole text as a value.
///
/// # Errors
/// If it is not JSON, is nested too deeply, or has a duplicate field that is refused.
pub(crate) fn from_slice(text: &[u8], duplicates: DuplicatePolicy) -> Result<Value, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = ValueSeed { duplicates }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a value, for `deserialize_with`.
///
/// # Errors
/// If it is not JSON, or is nested too deeply.
pub fn plain_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    ValueSeed { duplicates: DuplicatePolicy::LastWins }.deserialize(deserializer)
}

impl<'de> Deserialize<'de> for PlainValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        plain_value(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for PlainObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PlainObjectVisitor).map(Self)
    }
}

struct ValueSeed {
    duplicates: DuplicatePolicy,
}

impl ValueSeed {
    /// Reads the remaining fields into an object.
    fn fields<'de, A: MapAccess<'de>>(
        &self,
        mut object: Map<String, Value>,
        mut access: A,
    ) -> Result<Map<String, Value>, A::Error> {
        while let Some(name) = access.next_key::<String>()? {
            let value = access.next_value_seed(Self { duplicates: self.duplicates })?;
            self.insert(&mut object, name, value)?;
        }
        Ok(object)
    }

    fn insert<E: Error>(&self, object: &mut Map<String, Value>, name: String, value: Value) -> Result<(), E> {
        // Without the name, which is untrusted.
        match object.insert(name, value) {
            Some(_) if self.duplicates == DuplicatePolicy::Refuse => {
                Err(E::custom("an object has a duplicate field"))
            }
            _ => Ok(()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The only field of the object in which serde_json passes a number, if arbitrary precision is enabled.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Self { duplicates: self.duplicates })? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        if let Some(name) = access.next_key::<String>()? {
            let value = if name == NUMBER {
                match access.next_value_seed(MaybeNumber(Self { duplicates: self.duplicates }))? {
                    NumberOrValue::Number(number) => return Ok(Value::Number(number)),
                    NumberOrValue::Value(value) => value,
                }
            } else {
                access.next_value_seed(Self { duplicates: self.duplicates })?
            };
            object.insert(name, value);
        }
        self.fields(object, access).map(Value::Object)
    }
}

struct PlainObjectVisitor;

impl<'de> Visitor<'de> for PlainObjectVisitor {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        ValueSeed { duplicates: DuplicatePolicy::LastWins }.fields(Map::new(), access)
    }
}

/// Distinguishes a number of serde_json from an object in the input that looks like one: a string in the input reports itself
/// as present when it is read as an optional value, the text of the number does not.
struct MaybeNumber(ValueSeed);

enum NumberOrValue {
    Number(Number),
    Value(Value),
}

impl<'de> DeserializeSeed<'de> for MaybeNumber {
    type Value = NumberOrValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<NumberOrValue, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for MaybeNumber {
    type Value = NumberOrValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<NumberOrValue, E> {
        Ok(NumberOrValue::Value(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<NumberOrValue, E> {
        Ok(NumberOrValue::Value(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<NumberOrValue, D::Error> {
        self.0.deserialize(deserializer).map(NumberOrValue::Value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NumberOrValue, E> {
        text.parse().map(NumberOrValue::Number).map_err(E::custom)
    }
}

/// Removes a field from an object and returns it, if it is a string.
pub(crate) fn take_string(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.get_mut(name)? {
        Value::String(text) => {
            let text = std::mem::take(text);
            fields.remove(name);
            Some(text)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Value {
        from_slice(text.as_bytes(), DuplicatePolicy::LastWins).unwrap()
    }

    const RAW: &str = "$serde_json::private::RawValue";

    #[test]
    fn values_are_read_as_by_serde_json() {
        for text in [
            "null",
            " [true, false, null, 1, -1, 18446744073709551615, 1.5, -0.0, 1e3, 1e400000000000000000000000000000000]",
            r#"{"a":{"b":[{}],"\u0063":"x\n😀"},"a":2,"":[]}"#,
            "[",
            "",
            "[1] 2",
            r#"{"a" 1}"#,
        ] {
            let ours =
                from_slice(text.as_bytes(), DuplicatePolicy::LastWins).map_err(|error| error.to_string());
            let theirs = serde_json::from_str::<Value>(text).map_err(|error| error.to_string());
            assert_eq!(ours, theirs, "{text}");
        }
        assert_eq!(read("-9223372036854775808"), json!(i64::MIN));
    }

    #[test]
    fn keys_that_serde_json_reserves_are_plain_keys() {
        for key in [RAW, NUMBER] {
            let escaped = key.replace('$', r"\u0024").replace('_', r"\u005f");
            for text in [
                format!(r#"{{"{key}":"12"}}"#),
                format!(r#"{{"{escaped}":"12"}}"#),
                format!(r#"{{"{key}":{{"{escaped}":[null]}}}}"#),
                format!(r#"{{"{key}":null,"a":{{"b":1,"{key}":2}}}}"#),
                format!(r#"{{"a":1,"{key}":"{{"}}"#),
            ] {
                let value = read(&text);
                let written = serde_json::to_string(&value).unwrap();
                let sorted = |text: &str| text.replace(&escaped, key);
                assert_eq!(written.len(), sorted(&text).len(), "{text} {written}");
                assert_eq!(read(&written), value, "{text}");
                let PlainObject(object) = serde_json::from_str(&text).unwrap();
                assert_eq!(Value::Object(object), value);
                assert_eq!(plain_value(&value).unwrap(), value);
                assert_eq!(plain_value(value.clone()).unwrap(), value);
            }
        }
        assert_eq!(read(&format!(r#"{{"{NUMBER}":"12"}}"#)).get(NUMBER), Some(&json!("12")));
        assert_eq!(read(&format!(r#"{{"{RAW}":"12"}}"#)).get(RAW), Some(&json!("12")));
    }

    #[test]
    fn a_duplicate_field_is_refused_where_required() {
        let key = NUMBER;
        for text in [
            r#"{"a":1,"a":1}"#.to_owned(),
            r#"[{"a":{"b":1,"\u0062":2}}]"#.to_owned(),
            format!(r#"{{"{key}":1,"{key}":1}}"#),
        ] {
            assert!(from_slice(text.as_bytes(), DuplicatePolicy::Refuse).is_err(), "{text}");
            assert!(from_slice(text.as_bytes(), DuplicatePolicy::LastWins).is_ok(), "{text}");
        }
        assert!(from_slice(br#"{"a":1,"b":{"a":1}}"#, DuplicatePolicy::Refuse).is_ok());
    }

    #[test]
    fn there_is_a_single_depth_limit() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(from_slice(nested(127).as_bytes(), DuplicatePolicy::LastWins).is_ok());
        assert!(from_slice(nested(128).as_bytes(), DuplicatePolicy::LastWins).is_err());
    }
}
