//! Successes whose body does not fit, and where in the body that shows.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::Deserializer;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use crate::json::guarded;
use crate::json::raw::{Raw, RawJson};
use crate::json::read::{Read, from_text};
use crate::json::repair;
use crate::json::shared::Json;
use crate::json::tolerant::{self, Misfit, Misfits};

/// A success whose body is not what the operation returns.
#[derive(Clone)]
#[non_exhaustive]
pub struct DecodeError {
    /// The operationId of the call.
    pub operation: &'static str,
    /// Where in the body, such as `$.rooms.join["!a:example.org"].timeline`.
    pub path: String,
    /// What is wrong there, without a word of the body.
    pub reason: String,
    /// The line, from 1.
    pub line: usize,
    /// The number of bytes of that line that were read.
    pub column: usize,
    /// The body as it came.
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

/// A success that was read.
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// What of the text did not fit.
    pub misfits: Misfits,
    /// The text that it was read from.
    pub json: RawJson,
}

/// Reads the body of a success. What does not fit its type costs only itself.
///
/// # Errors
/// If it is not what the operation returns.
pub fn decode<T: Read>(operation: &'static str, body: Bytes) -> Result<Decoded<T>, Box<DecodeError>> {
    let body = Body::of(body);
    if body.was_empty
        && let Some(value) = T::absent()
    {
        return Ok(Decoded { value, misfits: Misfits::default(), json: body.json.into() });
    }
    let exact = {
        let _reading = body.json.reading();
        from_text(body.json.as_str())
    };
    match exact {
        Ok(value) => Ok(Decoded { value, misfits: body.misfits, json: body.json.into() }),
        Err(_) => tolerate(operation, body),
    }
}

/// Reads the body of a success as a type that serde reads.
///
/// # Errors
/// If it is not of that type.
pub fn decode_as<T: DeserializeOwned + 'static>(
    operation: &'static str,
    body: Bytes,
) -> Result<Decoded<T>, Box<DecodeError>> {
    let Decoded { value: Plain(value), misfits, json } = decode(operation, body)?;
    Ok(Decoded { value, misfits, json })
}

/// The body of a success as it came, once it is known to be JSON.
///
/// # Errors
/// If it is no JSON.
pub fn decode_raw<T>(operation: &'static str, body: Bytes) -> Result<Raw<T>, Box<DecodeError>> {
    let body = Body::of(body);
    match checked(&body.json) {
        Ok(()) => Ok(Raw::from_shared(body.json)),
        Err(error) => {
            let fault = Fault::of(&body.json, &error);
            Err(body.refused(operation, fault))
        }
    }
}

/// A type that serde reads.
struct Plain<T>(T);

impl<T: DeserializeOwned + 'static> Read for Plain<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        guarded::from_deserializer(deserializer).map(Self)
    }
}

fn tolerate<T: Read>(operation: &'static str, mut body: Body) -> Result<Decoded<T>, Box<DecodeError>> {
    body.repair();
    if let Err(error) = checked(&body.json) {
        let fault = Fault::of(&body.json, &error);
        return Err(body.refused(operation, fault));
    }
    if body.json.as_str().trim() == "null" {
        body.note("`null` in place of a value");
        if let Some(value) = T::absent() {
            return Ok(Decoded { value, misfits: body.misfits, json: body.json.into() });
        }
        body.json = Json::empty_object();
    }
    match tolerant::read(&body.json) {
        Ok((value, mut misfits)) => {
            // What is said of the text as a whole comes first.
            misfits.listed.splice(..0, body.misfits.listed);
            Ok(Decoded { value, misfits, json: body.json.into() })
        }
        Err(fault) => Err(body.refused(operation, fault)),
    }
}

/// Whether a text is JSON.
fn checked(json: &Json) -> Result<(), serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(json.as_str()).map(drop)
}

/// The body of a success. It stands apart from `decode`, which exists once for each type.
struct Body {
    json: Json,
    was_empty: bool,
    misfits: Misfits,
    /// The bytes as they came, where the text is not the same.
    original: Option<Bytes>,
}

impl Body {
    /// The text of a body: nothing counts as an empty object.
    fn of(body: Bytes) -> Self {
        let unmarked = repair::without_mark(&body);
        let body = if unmarked.len() < body.len() { body.slice_ref(unmarked) } else { body };
        let misfits = Misfits::default();
        if body.trim_ascii().is_empty() {
            let original = Some(body);
            return Self { json: Json::empty_object(), was_empty: true, misfits, original };
        }
        match String::from_utf8(body.into()) {
            Ok(text) => Self { json: Json::new(text), was_empty: false, misfits, original: None },
            Err(error) => {
                let original = Bytes::from(error.into_bytes());
                let text = String::from_utf8_lossy(&original).into_owned();
                let mut body =
                    Self { json: Json::new(text), was_empty: false, misfits, original: Some(original) };
                body.note("bytes that are not UTF-8, read as U+FFFD");
                body
            }
        }
    }

    fn repair(&mut self) {
        if let Cow::Owned(text) = repair::surrogates(self.json.as_str()) {
            let before = std::mem::replace(&mut self.json, Json::new(text));
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
        let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
        let column = read.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
        let path = paths(text, &[fault.at]).pop().unwrap_or_default();
        let body = self.original.unwrap_or_else(|| self.json.into_whole().into());
        Box::new(DecodeError { operation, path, reason: fault.reason, line, column, body })
    }
}

/// Something that does not fit.
pub(crate) struct Fault {
    /// The number of bytes of the whole text that were understood.
    pub(crate) at: usize,
    /// What is wrong, without a word of the text.
    pub(crate) reason: String,
}

impl Fault {
    /// Why a value could not be read that was tried by itself; without an error it stood too deep.
    pub(crate) fn of_attempt(json: &Json, error: Option<&serde_json::Error>) -> Self {
        let too_deep = || Self { at: json.start(), reason: "nested too deeply".to_owned() };
        error.map_or_else(too_deep, |error| Self::of(json, error))
    }

    /// Why a value could not be read.
    pub(crate) fn of(json: &Json, error: &serde_json::Error) -> Self {
        let read = offset(json.as_str().as_bytes(), error.line(), error.column());
        // A syntax error counts the byte that does not belong there; all others what was understood.
        let understood = if error.classify() == Category::Syntax { read.saturating_sub(1) } else { read };
        Self { at: json.start() + understood, reason: reason(error) }
    }
}

/// What did not fit, with the places in the text.
pub(crate) fn misfits(json: &Json, mut faults: Vec<Fault>) -> Vec<Misfit> {
    faults.sort_by_key(|fault| fault.at);
    let places: Vec<_> = faults.iter().map(|fault| fault.at).collect();
    let paths = paths(json.as_str().as_bytes(), &places);
    let named = |(fault, path): (Fault, String)| Misfit { path, reason: fault.reason };
    faults.into_iter().zip(paths).map(named).collect()
}

/// The number of bytes before a place that serde_json names by line and column.
fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let start =
        body.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    usize::saturating_add(start, column).min(body.len())
}

/// What serde says, cut down to what comes from the types of the program: it also quotes the value.
fn reason(error: &serde_json::Error) -> String {
    let plain = match error.classify() {
        Category::Syntax => "no json",
        Category::Eof => "the body ends too early",
        Category::Io | Category::Data => "a value of another kind than expected",
    };
    let text = error.to_string();
    let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    if let Some(name) = missing.filter(|name| name.bytes().all(is_name)) {
        return format!("missing field `{name}`");
    }
    let mistyped =
        ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|start| text.starts_with(start));
    let expected = text.rsplit_once(", expected ").and_then(|(_, rest)| rest.split(" at line ").next());
    match expected.filter(|_| mistyped) {
        Some(expected) => format!("{plain}, which is {expected}"),
        None => plain.to_owned(),
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

/// One open object or array, with the entry at which its reading stands.
enum Open<'a> {
    /// The key with its quotes, once the colon after it was read.
    Object {
        key: Option<&'a [u8]>,
    },
    Array {
        index: usize,
    },
}

/// The paths of the values at which the reading of a JSON text stands after so many bytes each, in ascending order.
fn paths(text: &[u8], places: &[usize]) -> Vec<String> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut string: &[u8] = &[];
    let (mut at, mut paths) = (0, Vec::with_capacity(places.len()));
    while let Some(byte) = text.get(at) {
        while places.get(paths.len()).is_some_and(|place| *place <= at) {
            paths.push(path(&open));
        }
        if paths.len() == places.len() {
            break;
        }
        let mut next = at + 1;
        match (byte, open.last_mut()) {
            (b'"', _) => {
                next = end_of_string(text, next);
                string = text.get(at..next).unwrap_or_default();
            }
            (b'{', _) => open.push(Open::Object { key: None }),
            (b'[', _) => open.push(Open::Array { index: 0 }),
            (b'}' | b']', _) => drop(open.pop()),
            (b':', Some(Open::Object { key })) => *key = Some(string),
            (b',', Some(Open::Object { key })) => *key = None,
            (b',', Some(Open::Array { index })) => *index += 1,
            _ => {}
        }
        at = next;
    }
    paths.resize_with(places.len(), || path(&open));
    paths
}

/// The path of the value at which the reading stands.
fn path(open: &[Open<'_>]) -> String {
    let mut path = "$".to_owned();
    for entry in open {
        match entry {
            Open::Object { key: Some(key) } => push_key(key, &mut path),
            Open::Object { key: None } => break,
            Open::Array { index } => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// The place after the closing quote of a string whose first character stands at `at`.
fn end_of_string(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// Up to which length a name is shown: that of Matrix identifiers.
const LONGEST_KEY: usize = 255;

fn push_key(quoted: &[u8], path: &mut String) {
    let key = serde_json::from_slice::<String>(quoted).unwrap_or_default();
    if !key.is_empty()
        && key.len() <= LONGEST_KEY
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        path.push('.');
        path.push_str(&key);
    } else if key.len() > LONGEST_KEY {
        path.push_str("[…]");
    } else {
        path.push_str(&format!("[{}]", serde_json::Value::String(key)));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;
    use crate::json::any_json::{AnyJson, Kind};

    #[derive(Deserialize, Debug)]
    #[allow(dead_code)] // It is only read, and what fails is looked at.
    struct Answer {
        rooms: BTreeMap<String, Vec<Event>>,
        next: Option<String>,
    }

    #[derive(Deserialize, Debug)]
    #[allow(dead_code)] // It is only read, and what fails is looked at.
    struct Event {
        id: i64,
        tags: Option<Vec<u8>>,
    }

    fn fail(body: &str) -> DecodeError {
        decode_as::<Answer>("sync", Bytes::copy_from_slice(body.as_bytes()))
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
    fn broken_json_has_a_place_too() {
        let error = fail(r#"{"rooms":{"a":[{"id":1},}]}}"#);
        assert_eq!((error.path.as_str(), error.reason.as_str()), ("$.rooms.a[1]", "no json"));
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
                Kind::Number => json.parse().map(|Plain(number)| Self::Number(number)),
                Kind::Object => json.parse().map(|Plain(more)| Self::More(more)),
                _ => Err(json.unexpected("Either")),
            }
        }
    }

    #[test]
    fn types_of_several_kinds_have_exact_places_too() {
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
        let reason = "Either takes no JSON of the kind Text".to_owned();
        assert_eq!(fail("{\n\"more\": [1,\n \"syt\" ,3]}"), ("$.more[1]".to_owned(), reason.clone()));
        let fail = |body: &'static str| {
            let read = decode_as::<Either>("rules", Bytes::from_static(body.as_bytes()));
            read.map(drop).map_err(|error| (error.path, error.reason)).unwrap_err()
        };
        assert_eq!(fail(" \"syt\" "), ("$".to_owned(), reason));
        assert_eq!(fail(r#"{"more":[{}]}"#), ("$.more[0]".to_owned(), "missing field `more`".to_owned()));
    }

    #[test]
    fn the_value_is_never_shown() {
        let error = fail(r#"{"rooms":{},"next":7777777}"#);
        assert_eq!(
            error.to_string(),
            "sync: the response does not fit at $.next: a value of another kind than expected, which is a string \
             (line 1, column 26)"
        );
        let error = fail(r#"{"rooms":{"a":[{"id":"x, expected syt_secret at line 1"}]}}"#);
        assert!(!format!("{error} {error:?}").contains("syt_secret"), "{error}");
    }
}
