//! Writes the description as YAML in one form: sorted keys, block style, an indentation of two spaces, LF, and quotes
//! only around strings that a reader of YAML 1.1 or 1.2 could read as another type.

use serde_json::{Map, Number, Value};

/// Longer keys need YAML's explicit form, since readers look no further than 1024 bytes for a colon.
const LONGEST_SIMPLE_KEY: usize = 512;

/// Writes a value as a YAML document.
pub fn to_yaml(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => object(&mut text, members, 0),
        Value::Array(items) if !items.is_empty() => array(&mut text, items, 0),
        scalar => {
            push_scalar(&mut text, scalar);
            text.push('\n');
        }
    }
    text
}

/// Writes the fields: the first one at the current position, the others on lines indented by `depth`.
fn object(text: &mut String, members: &Map<String, Value>, depth: usize) {
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort_by_key(|(key, _)| *key);
    for (index, (key, member)) in sorted.into_iter().enumerate() {
        if index > 0 {
            indent(text, depth);
        }
        let key = quoted(key);
        if key.len() > LONGEST_SIMPLE_KEY {
            text.push_str("? ");
            text.push_str(&key);
            text.push('\n');
            indent(text, depth);
        } else {
            text.push_str(&key);
        }
        text.push(':');
        match member {
            Value::Object(inner) if !inner.is_empty() => {
                text.push('\n');
                indent(text, depth + 1);
                object(text, inner, depth + 1);
            }
            Value::Array(items) if !items.is_empty() => {
                text.push('\n');
                indent(text, depth + 1);
                array(text, items, depth + 1);
            }
            scalar => {
                text.push(' ');
                push_scalar(text, scalar);
                text.push('\n');
            }
        }
    }
}

fn array(text: &mut String, items: &[Value], depth: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            indent(text, depth);
        }
        text.push_str("- ");
        match item {
            Value::Object(inner) if !inner.is_empty() => object(text, inner, depth + 1),
            Value::Array(inner) if !inner.is_empty() => array(text, inner, depth + 1),
            scalar => {
                push_scalar(text, scalar);
                text.push('\n');
            }
        }
    }
}

fn indent(text: &mut String, depth: usize) {
    text.extend(std::iter::repeat_n("  ", depth));
}

fn push_scalar(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(value) => text.push_str(&number(value)),
        Value::String(value) => text.push_str(&quoted(value)),
        Value::Array(_) => text.push_str("[]"),
        Value::Object(_) => text.push_str("{}"),
    }
}

/// Writes a number. YAML 1.1 requires a point and a signed exponent where there is an exponent.
fn number(value: &Number) -> String {
    let text = value.to_string();
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

fn quoted(text: &str) -> String {
    if text.chars().any(needs_escape) {
        return escaped(text);
    }
    if is_plain(text) { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// Returns whether every reader of YAML reads the unquoted text as this string.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let special = "-?:,[]{}#&*!|>'\"%@`=<~ ".contains(first);
    let structure =
        text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #") || text.starts_with("...");
    !special && !structure && !is_word_of_yaml(text) && !is_like_a_number(text)
}

/// Returns whether a text means null or a boolean, also in YAML 1.1.
fn is_word_of_yaml(text: &str) -> bool {
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// Returns whether a text could be a number of any base, an infinity, a date or a time.
fn is_like_a_number(text: &str) -> bool {
    let behind_sign = text.trim_start_matches(['+', '-']);
    let behind_point = behind_sign.strip_prefix('.').unwrap_or(behind_sign);
    if behind_point.len() < behind_sign.len()
        && ["inf", "nan"].iter().any(|word| behind_point.eq_ignore_ascii_case(word))
    {
        return true;
    }
    behind_point.starts_with(|letter: char| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_hexdigit() || "xXoOtTzZ_+:.- ".contains(letter))
}

/// Returns whether a character is not allowed in a single-quoted string of one line.
fn needs_escape(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn escaped(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            letter if needs_escape(letter) => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests;
