//! Reads the bodies of successful responses.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::Deserializer;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::json::fault::{Fault, paths};
use crate::json::key_guard;
use crate::json::raw::{Raw, RawJson};
use crate::json::read::{Read, from_text};
use crate::json::repair;
use crate::json::shared::SharedJson;
use crate::json::tolerant::{self, Misfit, Misfits};

/// The error of a successful response whose body does not fit the operation.
#[derive(Clone)]
#[non_exhaustive]
pub struct DecodeError {
    /// The operationId of the call.
    pub operation: &'static str,
    /// The path of the defect, such as `$.rooms.join["!a:example.org"].timeline`.
    pub path: String,
    /// The defect, without text of the body.
    pub reason: String,
    /// The line of the defect, from 1.
    pub line: usize,
    /// The number of bytes in that line before the defect.
    pub column: usize,
    /// The exact body.
    pub body: Bytes,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, path, reason, line, column, .. } = self;
        write!(f, "{operation}: the response does not fit at {path}: {reason} (line {line}, column {column})")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation)
            .field("path", &self.path)
            .field("reason", &self.reason)
            .field("line", &self.line)
            .field("column", &self.column)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl std::error::Error for DecodeError {}

/// The result of reading a body.
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// The parts that did not fit.
    pub misfits: Misfits,
    /// The text of the body.
    pub json: RawJson,
}

/// The destination of the value of a body. Code that uses this trait does not depend on the type, so it is compiled only once.
trait Destination {
    /// Reads the value from its text.
    fn read(&mut self, text: &str) -> Result<(), serde_json::Error>;

    /// Uses the substitute for an absent value; returns whether the type has one.
    fn take_absent(&mut self) -> bool;
}

impl<T: Read> Destination for Option<T> {
    fn read(&mut self, text: &str) -> Result<(), serde_json::Error> {
        *self = Some(from_text(text)?);
        Ok(())
    }

    fn take_absent(&mut self) -> bool {
        *self = T::absent();
        self.is_some()
    }
}

/// Reads the body of a successful response: exactly if possible, else tolerantly.
///
/// # Errors
/// If the body does not fit the type.
pub fn decode<T: Read>(operation: &'static str, body: Bytes) -> Result<Decoded<T>, Box<DecodeError>> {
    let mut place = None;
    let (misfits, json) = decode_into(&mut place, operation, body)?;
    match place {
        Some(value) => Ok(Decoded { value, misfits, json }),
        // Not reached: a successful read has set the value.
        None => Err(refused(operation, &json, Fault { at: 0, reason: "there is no value".to_owned() })),
    }
}

/// Returns the error for a part of a text that was read before.
pub(crate) fn refused(operation: &'static str, json: &RawJson, fault: Fault) -> Box<DecodeError> {
    BodyText::of(Bytes::from(json.json().to_owned())).refused(operation, fault)
}

/// Reads the body of a successful response as a type that the program defines.
///
/// # Errors
/// If the body does not fit the type.
pub fn decode_as<T: DeserializeOwned + 'static>(
    operation: &'static str,
    body: Bytes,
) -> Result<Decoded<T>, Box<DecodeError>> {
    let Decoded { value: ProgramType(value), misfits, json } = decode(operation, body)?;
    Ok(Decoded { value, misfits, json })
}

/// Returns the exact body of a successful response, after a check that it is JSON.
///
/// # Errors
/// If the body is not JSON.
pub fn decode_raw<T>(operation: &'static str, body: Bytes) -> Result<Raw<T>, Box<DecodeError>> {
    let body = BodyText::of(body);
    match checked(&body.json) {
        Ok(()) => Ok(Raw::from_shared(body.json)),
        Err(error) => {
            let fault = Fault::of(&body.json, &error);
            Err(body.refused(operation, fault))
        }
    }
}

fn decode_into(
    place: &mut dyn Destination,
    operation: &'static str,
    body: Bytes,
) -> Result<(Misfits, RawJson), Box<DecodeError>> {
    let body = BodyText::of(body);
    if body.was_empty && place.take_absent() {
        return Ok((Misfits::default(), body.json.into()));
    }
    let exact = {
        let _reading = body.json.reading();
        place.read(body.json.as_str())
    };
    match exact {
        Ok(()) => Ok((body.misfits, body.json.into())),
        Err(_) => tolerate(place, operation, body),
    }
}

/// A type of the program, read by serde.
struct ProgramType<T>(T);

impl<T: DeserializeOwned + 'static> Read for ProgramType<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        key_guard::from_deserializer(deserializer).map(Self)
    }
}

fn tolerate(
    place: &mut dyn Destination,
    operation: &'static str,
    mut body: BodyText,
) -> Result<(Misfits, RawJson), Box<DecodeError>> {
    body.repair();
    if let Err(error) = checked(&body.json) {
        let fault = Fault::of(&body.json, &error);
        return Err(body.refused(operation, fault));
    }
    if body.json.as_str().trim() == "null" {
        body.note("`null` in place of a value");
        if place.take_absent() {
            return Ok((body.misfits, body.json.into()));
        }
        body.json = SharedJson::empty_object();
    }
    match tolerant::read(&body.json, |text| place.read(text)) {
        Ok(mut misfits) => {
            // Misfits of the whole text come before those of its parts.
            misfits.listed.splice(..0, body.misfits.listed);
            Ok((misfits, body.json.into()))
        }
        Err(fault) => Err(body.refused(operation, fault)),
    }
}

/// Checks that a text is JSON.
fn checked(json: &SharedJson) -> Result<(), serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(json.as_str()).map(drop)
}

/// The text of a body. Unlike `decode`, it is not generic, so it is compiled only once.
struct BodyText {
    json: SharedJson,
    was_empty: bool,
    misfits: Misfits,
    /// The exact bytes, if they differ from the text.
    original: Option<Bytes>,
}

impl BodyText {
    /// Decodes a body. An empty body counts as an empty object.
    fn of(body: Bytes) -> Self {
        let unmarked = repair::without_mark(&body);
        let body = if unmarked.len() < body.len() { body.slice_ref(unmarked) } else { body };
        let misfits = Misfits::default();
        if body.trim_ascii().is_empty() {
            let original = Some(body);
            return Self { json: SharedJson::empty_object(), was_empty: true, misfits, original };
        }
        match String::from_utf8(body.into()) {
            Ok(text) => Self { json: SharedJson::new(text), was_empty: false, misfits, original: None },
            Err(error) => {
                let original = Bytes::from(error.into_bytes());
                let text = String::from_utf8_lossy(&original).into_owned();
                let mut body =
                    Self { json: SharedJson::new(text), was_empty: false, misfits, original: Some(original) };
                body.note("bytes that are not UTF-8, read as U+FFFD");
                body
            }
        }
    }

    fn repair(&mut self) {
        if let Cow::Owned(text) = repair::surrogates(self.json.as_str()) {
            let before = std::mem::replace(&mut self.json, SharedJson::new(text));
            self.original.get_or_insert_with(|| before.into_whole().into());
            self.note("half of a surrogate pair, read as U+FFFD");
        }
    }

    fn note(&mut self, reason: &str) {
        self.misfits.listed.push(Misfit { path: "$".to_owned(), reason: reason.to_owned() });
    }

    fn refused(self, operation: &'static str, fault: Fault) -> Box<DecodeError> {
        let text = self.json.as_str().as_bytes();
        let read = text.get(..fault.at).unwrap_or(text);
        let line = read.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
        let column = read.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
        let path = paths(text, &[fault.at]).pop().unwrap_or_default();
        let body = self.original.unwrap_or_else(|| self.json.into_whole().into());
        Box::new(DecodeError { operation, path, reason: fault.reason, line, column, body })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;
    use crate::json::any_json::{AnyJson, JsonKind};

    #[derive(Deserialize, Debug)]
    #[allow(dead_code)] // It is only read, and what fails is looked at.
    struct TestResponse {
        rooms: BTreeMap<String, Vec<TestEvent>>,
        next: Option<String>,
    }

    #[derive(Deserialize, Debug)]
    #[allow(dead_code)] // It is only read, and what fails is looked at.
    struct TestEvent {
        id: i64,
        tags: Option<Vec<u8>>,
    }

    fn fail(body: &str) -> DecodeError {
        decode_as::<TestResponse>("sync", Bytes::copy_from_slice(body.as_bytes()))
            .map(|read| read.value)
            .map_or_else(|error| *error, |value| panic!("{value:?}"))
    }

    #[test]
    fn the_path_leads_to_the_value() {
        for (body, path) in [
            (r#"{"rooms":{"!a:b":[{"id":1},{"id":"secret"}]}}"#, r#"$.rooms["!a:b"][1].id"#),
            (r#"{"rooms":{"a":[{"id":1,"tags":[1,2,300]}]}}"#, "$.rooms.a[0].tags[2]"),
            (r#"{"rooms":{"a":[{"id":1,"tags":[1,"x"]}]}}"#, "$.rooms.a[0].tags[1]"),
            (r#"{"rooms":{"a":[{"id":1,"tags":["x"]}]}}"#, "$.rooms.a[0].tags[0]"),
            (r#"{"rooms":{"a":[{"id":{"x":[1]}}]}}"#, "$.rooms.a[0].id"),
            (r#"{"rooms":{"a":[{"id":[1]}]}}"#, "$.rooms.a[0].id"),
            (r#"{"rooms":{"a":[{"id":null}]}}"#, "$.rooms.a[0].id"),
            (r#"{"rooms":{"a":[{"tags":[{"x":1}]}]}}"#, "$.rooms.a[0].tags[0]"),
            (r#"{"rooms":{"a\"]}":3}}"#, r#"$.rooms["a\"]}"]"#),
            ("{\n \"rooms\": {\n  \"\\u0061\": [ {\"id\": 1}, true ]}}", "$.rooms.a[1]"),
            ("[1]", "$[0]"),
            ("3", "$"),
            ("", "$"),
        ] {
            assert_eq!(fail(body).path, path, "{body}");
        }
    }

    #[test]
    fn a_missing_field_is_named_at_its_object() {
        let error = fail(r#"{"rooms":{"a":[{"id":1},{"tags":[]}]},"next":"x"}"#);
        assert_eq!((error.path.as_str(), error.reason.as_str()), ("$.rooms.a[1]", "missing field `id`"));
        assert_eq!(fail(r#"{"next":"x"}"#).path, "$");
    }

    #[test]
    fn broken_json_has_a_path_too() {
        let error = fail(r#"{"rooms":{"a":[{"id":1},}]}}"#);
        assert_eq!((error.path.as_str(), error.reason.as_str()), ("$.rooms.a[1]", "not JSON"));
        let error = fail(r#"{"rooms":{"a":[{"id":1},{"id":"#);
        assert_eq!(
            (error.path.as_str(), error.reason.as_str()),
            ("$.rooms.a[1].id", "the body ends too early")
        );
        assert_eq!(fail("<html>").path, "$");
        assert_eq!(fail(r#"{"rooms":{"a\"#).path, "$.rooms");
    }

    /// A type of two kinds: a number of one byte, or an object with such a list.
    #[derive(Debug)]
    #[allow(dead_code)] // It is only read, and what fails is looked at.
    enum Either {
        Number(u8),
        More(More),
    }

    #[derive(Deserialize, Debug)]
    #[allow(dead_code)] // It is only read, and what fails is looked at.
    struct More {
        more: Vec<Either>,
    }

    impl<'de> Deserialize<'de> for Either {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let json = AnyJson::read(deserializer)?;
            match json.kind() {
                JsonKind::Number => json.parse().map(|ProgramType(number)| Self::Number(number)),
                JsonKind::Object => json.parse().map(|ProgramType(more)| Self::More(more)),
                _ => Err(json.unexpected("Either")),
            }
        }
    }

    #[test]
    fn types_of_several_json_types_have_exact_paths_too() {
        for (body, path) in [
            ("[1, 300]", "$[1]"),
            ("[1, 300 , 300 ]", "$[1]"),
            (r#"[1, "syt", 2]"#, "$[1]"),
            (r#"[{"more":[]}, {"more" : [1, 300, 2] } , 2]"#, "$[1].more[1]"),
            (r#"[{"more":[{"more":[0]}, {"more":[0, {"more": "x"}]}]}]"#, "$[0].more[1].more[1].more"),
            (r#"[{"more":[{}, {"more":[]}]}]"#, "$[0].more[0]"),
        ] {
            let error = decode_as::<Vec<Either>>("rules", Bytes::copy_from_slice(body.as_bytes()))
                .map(drop)
                .unwrap_err();
            assert_eq!(error.path, path, "{body}: {error}");
        }
        let fail = |body: &'static str| {
            let read = decode_as::<More>("rules", Bytes::from_static(body.as_bytes()));
            read.map(drop).map_err(|error| (error.path, error.reason)).unwrap_err()
        };
        let reason = "Either does not accept JSON of the kind Text".to_owned();
        assert_eq!(fail("{\n\"more\": [1,\n \"syt\" ,3]}"), ("$.more[1]".to_owned(), reason.clone()));
        let fail = |body: &'static str| {
            let read = decode_as::<Either>("rules", Bytes::from_static(body.as_bytes()));
            read.map(drop).map_err(|error| (error.path, error.reason)).unwrap_err()
        };
        assert_eq!(fail(" \"syt\" "), ("$".to_owned(), reason));
        assert_eq!(fail(r#"{"more":[{}]}"#), ("$.more[0]".to_owned(), "missing field `more`".to_owned()));
    }

    #[test]
    fn the_value_is_never_printed() {
        let error = fail(r#"{"rooms":{},"next":7777777}"#);
        assert_eq!(
            error.to_string(),
            "sync: the response does not fit at $.next: wrong type or value, expected a string \
             (line 1, column 26)"
        );
        let error = fail(r#"{"rooms":{"a":[{"id":"x, expected syt_secret at line 1"}]}}"#);
        assert!(!format!("{error} {error:?}").contains("syt_secret"), "{error}");
    }
}
