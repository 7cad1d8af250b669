//! Values that do not fit, and their paths in the text.

use serde_json::error::Category;

use crate::json::shared::SharedJson;

/// Something that does not fit.
pub(crate) struct Fault {
    /// The number of bytes of the whole text that were understood.
    pub(crate) at: usize,
    /// What is wrong, without a word of the text.
    pub(crate) reason: String,
}

impl Fault {
    /// Why a value could not be read that was tried by itself; without an error it stood too deep.
    pub(crate) fn of_attempt(json: &SharedJson, error: Option<&serde_json::Error>) -> Self {
        let too_deep = || Self { at: json.start(), reason: "nested too deeply".to_owned() };
        error.map_or_else(too_deep, |error| Self::of(json, error))
    }

    /// Why a value could not be read.
    pub(crate) fn of(json: &SharedJson, error: &serde_json::Error) -> Self {
        let read = offset(json.as_str().as_bytes(), error.line(), error.column());
        // A syntax error counts the byte that does not belong there; all others what was understood.
        let understood = if error.classify() == Category::Syntax { read.saturating_sub(1) } else { read };
        Self { at: json.start() + understood, reason: reason(error) }
    }
}

/// The number of bytes before a offset_of that serde_json names by line and column.
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
    let missing = text.strip_prefix("missing field `").and_then(|rest| rest.rsplit_once('`'));
    if let Some((name, _)) = missing.filter(|(name, _)| is_name(name)) {
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

/// Whether this may be the name of a field, which a description chooses freely.
fn is_name(text: &str) -> bool {
    text.len() <= LONGEST_KEY && !text.contains(char::is_control)
}

/// One open object or array, with the entry at which its reading stands.
enum OpenContainer<'a> {
    /// The key with its quotes, once the colon after it was read.
    Object {
        key: Option<&'a [u8]>,
    },
    Array {
        index: usize,
    },
}

/// The paths of the values at which the reading of a JSON text stands after so many bytes each, in ascending order.
pub(crate) fn paths(text: &[u8], offsets: &[usize]) -> Vec<String> {
    let mut open: Vec<OpenContainer<'_>> = Vec::new();
    let mut string: &[u8] = &[];
    let (mut at, mut paths) = (0, Vec::with_capacity(offsets.len()));
    while let Some(byte) = text.get(at) {
        while offsets.get(paths.len()).is_some_and(|offset_of| *offset_of <= at) {
            paths.push(path(&open));
        }
        if paths.len() == offsets.len() {
            break;
        }
        let mut next = at + 1;
        match (byte, open.last_mut()) {
            (b'"', _) => {
                next = end_of_string(text, next);
                string = text.get(at..next).unwrap_or_default();
            }
            (b'{', _) => open.push(OpenContainer::Object { key: None }),
            (b'[', _) => open.push(OpenContainer::Array { index: 0 }),
            (b'}' | b']', _) => drop(open.pop()),
            (b':', Some(OpenContainer::Object { key })) => *key = Some(string),
            (b',', Some(OpenContainer::Object { key })) => *key = None,
            (b',', Some(OpenContainer::Array { index })) => *index += 1,
            _ => {}
        }
        at = next;
    }
    paths.resize_with(offsets.len(), || path(&open));
    paths
}

/// The path of the value at which the reading stands.
fn path(open: &[OpenContainer<'_>]) -> String {
    let mut path = "$".to_owned();
    for entry in open {
        match entry {
            OpenContainer::Object { key: Some(key) } => push_key(key, &mut path),
            OpenContainer::Object { key: None } => break,
            OpenContainer::Array { index } => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// The offset_of after the closing quote of a string whose first character stands at `at`.
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
    use serde::Deserialize;

    use super::reason;

    #[derive(Debug, Deserialize)]
    struct Odd {
        #[serde(rename = "ed25519:0")]
        _key: u8,
        #[serde(rename = "two words`ü`")]
        _words: u8,
    }

    #[test]
    fn a_missing_field_is_named_whatever_its_name() {
        let missing = |text: &str| reason(&serde_json::from_str::<Odd>(text).unwrap_err());
        assert_eq!(missing("{}"), "missing field `ed25519:0`");
        assert_eq!(missing(r#"{"ed25519:0":1}"#), "missing field `two words`ü``");
    }
}
