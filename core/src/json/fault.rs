//! Faults: values that do not fit, with their paths in the text.

use serde_json::error::Category;

use crate::json::shared::SharedJson;

/// A value that does not fit.
pub(crate) struct Fault {
    /// The offset of the defect in the whole text in bytes.
    pub(crate) at: usize,
    /// The defect, without parts of the text.
    pub(crate) reason: String,
}

impl Fault {
    /// Creates the fault of a value that was read separately; `None` means that it was nested too deeply.
    pub(crate) fn of_attempt(json: &SharedJson, error: Option<&serde_json::Error>) -> Self {
        let too_deep = || Self { at: json.start(), reason: "nested too deeply".to_owned() };
        error.map_or_else(too_deep, |error| Self::of(json, error))
    }

    /// Creates the fault of a value.
    pub(crate) fn of(json: &SharedJson, error: &serde_json::Error) -> Self {
        let read = offset(json.as_str().as_bytes(), error.line(), error.column());
        // serde_json locates syntax errors after the offending byte, and all other errors before it.
        let understood = if error.classify() == Category::Syntax { read.saturating_sub(1) } else { read };
        Self { at: json.start().saturating_add(understood), reason: reason(error) }
    }
}

/// An object or array that is being scanned, with its current entry.
enum OpenContainer<'a> {
    /// The quoted key, after its colon.
    Object {
        key: Option<&'a [u8]>,
    },
    Array {
        index: usize,
    },
}

/// Returns the paths of the values at offsets in a JSON text, which are in ascending order.
pub(crate) fn paths(text: &[u8], offsets: &[usize]) -> Vec<String> {
    let mut open: Vec<OpenContainer<'_>> = Vec::new();
    let mut string: &[u8] = &[];
    let (mut at, mut paths) = (0, Vec::with_capacity(offsets.len()));
    while let Some(byte) = text.get(at) {
        while offsets.get(paths.len()).is_some_and(|offset| *offset <= at) {
            paths.push(path(&open));
        }
        if paths.len() == offsets.len() {
            break;
        }
        let mut next = at.saturating_add(1);
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
            (b',', Some(OpenContainer::Array { index })) => *index = index.saturating_add(1),
            _ => {}
        }
        at = next;
    }
    paths.resize_with(offsets.len(), || path(&open));
    paths
}

/// Converts a line and column from serde_json into an offset in bytes.
fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let start =
        body.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    usize::saturating_add(start, column).min(body.len())
}

/// Reduces the message of serde_json to the part about the type, since the message also quotes the value.
fn reason(error: &serde_json::Error) -> String {
    let plain = match error.classify() {
        Category::Syntax => "not JSON",
        Category::Eof => "the body ends too early",
        Category::Io | Category::Data => "wrong type or value",
    };
    let text = error.to_string();
    for defect in ["missing field", "duplicate field"] {
        let quoted = text.strip_prefix(defect).and_then(|rest| rest.strip_prefix(" `")?.rsplit_once('`'));
        if let Some((name, _)) = quoted.filter(|(name, _)| is_name(name)) {
            return format!("{defect} `{name}`");
        }
    }
    let mistyped =
        ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|start| text.starts_with(start));
    let expected = text.rsplit_once(", expected ").and_then(|(_, rest)| rest.split(" at line ").next());
    match expected.filter(|_| mistyped) {
        Some(expected) => format!("{plain}, expected {expected}"),
        None => plain.to_owned(),
    }
}

/// Whether this may be the name of a field. A description can choose almost any name.
fn is_name(text: &str) -> bool {
    text.len() <= MAX_KEY && !text.contains(char::is_control)
}

/// Returns the path of the current value.
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

/// Returns the offset after the closing quote of a string that starts at `at`.
fn end_of_string(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at.saturating_add(1),
            b'\\' => at = at.saturating_add(2),
            _ => at = at.saturating_add(1),
        }
    }
    text.len()
}

/// Longer keys are left out of paths; Matrix identifiers fit.
const MAX_KEY: usize = 255;

fn push_key(quoted: &[u8], path: &mut String) {
    let key = serde_json::from_slice::<String>(quoted).unwrap_or_default();
    if !key.is_empty()
        && key.len() <= MAX_KEY
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        path.push('.');
        path.push_str(&key);
    } else if key.len() > MAX_KEY {
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
