//! Canonical JSON, the input of signatures and hashes.

use serde_json::{Map, Number, Value};

use crate::json::pointer::escape;
use crate::json::value::{self, DuplicatePolicy};

/// The error of a value without a canonical form.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// The text is not JSON, has a duplicate field, or is nested too deeply.
    #[error("the JSON cannot be read")]
    Json(#[from] serde_json::Error),
    /// A number is not an integer with at most 53 bits.
    #[error("the number at `{pointer}` is not an integer from -(2^53 - 1) to 2^53 - 1")]
    Number {
        /// The JSON pointer of the number.
        pointer: String,
    },
    /// The value is nested deeper than serde_json reads.
    #[error("nested deeper than {MAX_DEPTH} arrays and objects")]
    Depth,
    /// The field `signatures`, or its field for the signing server, is not an object.
    #[error("`signatures`, or its field for the signer, is not an object")]
    Signatures,
}

/// Returns the [canonical JSON](https://spec.matrix.org/v1.19/appendices/#canonical-json) of a value.
///
/// It has no whitespace, sorts fields by the code points of their names, and uses the shortest escapes and only integers. A
/// float without a fraction, such as `1e10`, becomes an integer.
///
/// # Errors
/// If a number is not an integer of at most 53 bits, or the value is nested too deeply.
pub fn canonical_json(value: &Value) -> Result<String, CanonicalError> {
    let mut text = String::new();
    write(value, MAX_DEPTH, &mut text)?;
    Ok(text)
}

/// Returns the [canonical JSON](https://spec.matrix.org/v1.19/appendices/#canonical-json) of a JSON text.
///
/// A number with a fraction or an exponent is read with double precision, as by most parsers.
///
/// ```
/// # use matrix_openapi_core::json::canonicalize;
/// let canonical = canonicalize(r#"{"b": 1, "a": "\u00f6"}"#).expect("JSON");
/// assert_eq!(canonical, r#"{"a":"ö","b":1}"#);
/// ```
///
/// # Errors
/// If the text is not JSON, an object has a duplicate field, a number is not an integer of at most 53 bits, or the value is
/// nested too deeply.
pub fn canonicalize(text: &str) -> Result<String, CanonicalError> {
    canonical_json(&value::from_slice(text.as_bytes(), DuplicatePolicy::Refuse)?)
}

/// The depth that serde_json reads, so it can read every canonical JSON.
const MAX_DEPTH: usize = 127;

/// The greatest integer that every JSON parser represents exactly.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Returns the canonical JSON of an object without some of its fields.
#[cfg(feature = "signing")]
pub(crate) fn canonical_object(
    object: &Map<String, Value>,
    without: &[&str],
) -> Result<String, CanonicalError> {
    let mut text = String::new();
    write_object(object, without, MAX_DEPTH, &mut text)?;
    Ok(text)
}

fn write(value: &Value, depth: usize, text: &mut String) -> Result<(), CanonicalError> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) => match integer(number) {
            Some(integer) => text.push_str(&integer.to_string()),
            None => return Err(CanonicalError::Number { pointer: String::new() }),
        },
        Value::String(string) => write_string(string, text)?,
        Value::Array(items) => write_array(items, depth, text)?,
        Value::Object(object) => write_object(object, &[], depth, text)?,
    }
    Ok(())
}

fn write_array(items: &[Value], depth: usize, text: &mut String) -> Result<(), CanonicalError> {
    let depth = depth.checked_sub(1).ok_or(CanonicalError::Depth)?;
    text.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write(item, depth, text).map_err(|error| within(&index.to_string(), error))?;
    }
    text.push(']');
    Ok(())
}

fn write_object(
    object: &Map<String, Value>,
    without: &[&str],
    depth: usize,
    text: &mut String,
) -> Result<(), CanonicalError> {
    let depth = depth.checked_sub(1).ok_or(CanonicalError::Depth)?;
    let mut fields: Vec<_> = object.iter().filter(|(name, _)| !without.contains(&name.as_str())).collect();
    // UTF-8 sorts by code points. The map may have another order, since any crate can enable a feature of serde_json for that.
    fields.sort_unstable_by_key(|(name, _)| name.as_str());
    text.push('{');
    for (index, (name, value)) in fields.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write_string(name, text)?;
        text.push(':');
        write(value, depth, text).map_err(|error| within(name, error))?;
    }
    text.push('}');
    Ok(())
}

/// Writes a string. The escapes of serde_json are those of canonical JSON.
fn write_string(string: &str, text: &mut String) -> Result<(), CanonicalError> {
    text.push_str(&serde_json::to_string(string)?);
    Ok(())
}

fn integer(number: &Number) -> Option<i64> {
    let integer = match number.as_i64() {
        Some(integer) => integer,
        // The cast saturates at 64 bits, and larger numbers are refused below.
        None => number.as_f64().filter(|float| float.fract() == 0.0)? as i64,
    };
    (-MAX_INTEGER..=MAX_INTEGER).contains(&integer).then_some(integer)
}

/// Prefixes the pointer in an error with a field or an index.
fn within(part: &str, error: CanonicalError) -> CanonicalError {
    match error {
        CanonicalError::Number { pointer } => {
            CanonicalError::Number { pointer: format!("/{}{pointer}", escape(part)) }
        }
        other => other,
    }
}
