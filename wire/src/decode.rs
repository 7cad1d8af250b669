//! Successes whose body does not fit, and where in the body that shows.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::json::Json;

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
        write!(f, "{operation}: the answer does not fit at {path}: {reason} (line {line}, column {column})")
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

/// Reads the body of a success.
///
/// # Errors
/// If it is not what the operation returns.
pub fn decode<T: DeserializeOwned>(operation: &'static str, body: Bytes) -> Result<T, Box<DecodeError>> {
    let json = text(operation, body)?;
    json.parse().map_err(|error| failure(operation, json, &error))
}

// These stand apart from `decode`, which exists once for each answer type.
fn text(operation: &'static str, body: Bytes) -> Result<Json, Box<DecodeError>> {
    String::from_utf8(body.into()).map(Json::new).map_err(|error| {
        let understood = error.utf8_error().valid_up_to();
        let body = error.into_bytes();
        let before = body.get(..understood).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let column = before.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
        let (path, reason) = (path(before), "no utf-8".to_owned());
        Box::new(DecodeError { operation, path, reason, line, column, body: body.into() })
    })
}

fn failure(operation: &'static str, json: Json, error: &serde_json::Error) -> Box<DecodeError> {
    let (line, column) = (error.line(), error.column());
    let body = Bytes::from(json.into_whole());
    let (understood, reason) = place(&body, error);
    let path = path(body.get(..understood).unwrap_or(&body));
    Box::new(DecodeError { operation, path, reason, line, column, body })
}

/// How many bytes were understood, and what is wrong with what follows.
fn place(body: &[u8], error: &serde_json::Error) -> (usize, String) {
    let read = offset(body, error.line(), error.column());
    if let Some(kept) = Kept::from_message(&error.to_string())
        && let Some(start) = kept.start(body, read)
    {
        return (start + kept.understood, kept.reason);
    }
    // A syntax error counts the byte that does not belong there; all others what was understood.
    let understood = if error.classify() == Category::Syntax { read.saturating_sub(1) } else { read };
    (understood, reason(error))
}

/// The failure of a type that first kept its value as text and then read the text.
///
/// Serde only learns of it once it is past the value, and places it there or even after the next comma.
/// The message therefore tells how the value is found again.
pub(crate) struct Kept {
    understood: usize,
    length: usize,
    sum: u64,
    reason: String,
}

impl Kept {
    /// The text could not be read.
    pub(crate) fn failed(text: &str, error: &serde_json::Error) -> Self {
        let (understood, reason) = place(text.as_bytes(), error);
        Self { understood, ..Self::refused(text, reason) }
    }

    /// The text was not even tried. The reason must not hold any of it.
    pub(crate) fn refused(text: &str, reason: String) -> Self {
        Self { understood: 0, length: text.len(), sum: sum(text.as_bytes()), reason }
    }

    /// Reads back what `Display` writes. Messages of serde start otherwise, whatever value they quote.
    fn from_message(message: &str) -> Option<Self> {
        let (understood, rest) = message.strip_prefix("at byte ")?.split_once(" of ")?;
        let (length, rest) = rest.split_once(" (sum ")?;
        let (sum, rest) = rest.split_once("): ")?;
        let reason = rest.rsplit_once(" at line ").map_or(rest, |(reason, _)| reason).to_owned();
        let (understood, length) = (understood.parse().ok()?, length.parse().ok()?);
        Some(Self { understood, length, sum: sum.parse().ok()?, reason })
    }

    /// Where the value starts, if it ends at the place that serde names or just before: the end of the
    /// list or object around it, or the comma, may have been read too. Without a place it is the body.
    fn start(&self, body: &[u8], read: usize) -> Option<usize> {
        let after = body.get(..read)?.trim_ascii_end();
        let before = after.split_last().map_or(after, |(_, before)| before.trim_ascii_end());
        [after, before, body.trim_ascii_end()].into_iter().find_map(|end| {
            let start = end.len().checked_sub(self.length)?;
            end.get(start..).is_some_and(|text| sum(text) == self.sum).then_some(start)
        })
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { understood, length, sum, reason } = self;
        write!(f, "at byte {understood} of {length} (sum {sum}): {reason}")
    }
}

/// Tells texts of the same length apart.
fn sum(text: &[u8]) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    hasher.write(text);
    hasher.finish()
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

/// The path of the value at which the reading of a JSON text stands after these bytes.
fn path(read: &[u8]) -> String {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut string: &[u8] = &[];
    let mut at = 0;
    while let Some(byte) = read.get(at) {
        let mut next = at + 1;
        match (byte, open.last_mut()) {
            (b'"', _) => {
                next = end_of_string(read, next);
                string = read.get(at..next).unwrap_or_default();
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
    let mut path = "$".to_owned();
    for entry in &open {
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
    use crate::any_json::{AnyJson, Kind};

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
        match decode::<Answer>("sync", Bytes::copy_from_slice(body.as_bytes())) {
            Err(error) => *error,
            other => panic!("{other:?}"),
        }
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
                Kind::Number => json.parse().map(Self::Number),
                Kind::Object => json.parse().map(Self::More),
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
            let error = decode::<Vec<Either>>("rules", Bytes::copy_from_slice(body.as_bytes())).unwrap_err();
            assert_eq!(error.path, path, "{body}: {error}");
        }
        let fail = |body: &'static str| match decode::<More>("rules", Bytes::from_static(body.as_bytes())) {
            Err(error) => (error.path, error.reason),
            other => panic!("{other:?}"),
        };
        let reason = "Either takes no JSON of the kind Text".to_owned();
        assert_eq!(fail("{\n\"more\": [1,\n \"syt\" ,3]}"), ("$.more[1]".to_owned(), reason.clone()));
        let fail = |body: &'static str| match decode::<Either>("rules", Bytes::from_static(body.as_bytes())) {
            Err(error) => (error.path, error.reason),
            other => panic!("{other:?}"),
        };
        assert_eq!(fail(" \"syt\" "), ("$".to_owned(), reason));
        assert_eq!(fail(r#"{"more":[{}]}"#), ("$.more[0]".to_owned(), "missing field `more`".to_owned()));
    }

    #[test]
    fn the_value_is_never_shown() {
        let error = fail(r#"{"rooms":{},"next":7777777}"#);
        assert_eq!(
            error.to_string(),
            "sync: the answer does not fit at $.next: a value of another kind than expected, which is a string \
             (line 1, column 26)"
        );
        let error = fail(r#"{"rooms":{"a":[{"id":"x, expected syt_secret at line 1"}]}}"#);
        assert!(!format!("{error} {error:?}").contains("syt_secret"), "{error}");
    }
}
