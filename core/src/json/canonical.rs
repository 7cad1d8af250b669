//! JSON in the one form that signatures and hashes are made of.

use serde_json::{Map, Number, Value};

use crate::json::value::{self, DuplicatePolicy};

/// Why a value has no canonical form.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// The text is not JSON, has a field twice in one object, or is nested too deep to be read.
    #[error("the json cannot be read")]
    Json(#[from] serde_json::Error),
    /// A number is no integer, or has more than 53 bits.
    #[error("the number at `{pointer}` is no integer from -(2^53 - 1) to 2^53 - 1")]
    Number {
        /// Where the number stands, as a JSON pointer.
        pointer: String,
    },
    /// The value is nested deeper than JSON can be read back.
    #[error("nested deeper than {MAX_DEPTH} arrays and objects")]
    Depth,
    /// The member `signatures` is no object, or what it holds for the signing server is none.
    #[error("`signatures` holds something other than objects")]
    Signatures,
}

/// The [canonical JSON](https://spec.matrix.org/v1.19/appendices/#canonical-json) of a value: no white space,
/// members in the order of their names' code points, the shortest escapes, integers alone.
///
/// A float that is whole, such as `1e10`, becomes the integer that it is.
///
/// # Errors
/// If a number is no integer of at most 53 bits, or the value is nested too deep.
pub fn canonical_json(value: &Value) -> Result<String, CanonicalError> {
    let mut text = String::new();
    write(value, MAX_DEPTH, &mut text)?;
    Ok(text)
}

/// The [canonical JSON](https://spec.matrix.org/v1.19/appendices/#canonical-json) of what a JSON text says.
///
/// A number with a fraction or an exponent is the nearest one of double precision, as for most readers of JSON.
///
/// # Errors
/// If the text is not JSON, an object has a field twice, a number is not an integer of at most 53 bits, or the value is
/// nested too deep.
pub fn canonicalize(text: &str) -> Result<String, CanonicalError> {
    canonical_json(&value::from_slice(text.as_bytes(), DuplicatePolicy::Refuse)?)
}

/// As deep as `serde_json` reads, so that what was written can be read.
const MAX_DEPTH: usize = 127;

/// The greatest integer that every reader of JSON holds exactly.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// The canonical JSON of an object without some of its members.
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
    let mut members: Vec<_> = object.iter().filter(|(name, _)| !without.contains(&name.as_str())).collect();
    // The order of UTF-8 is that of the code points. The map itself may keep another one, by a feature that
    // any crate of the program can turn on.
    members.sort_unstable_by_key(|(name, _)| name.as_str());
    text.push('{');
    for (index, (name, value)) in members.into_iter().enumerate() {
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

/// Writes a string, for which `serde_json` has the very escapes that the canonical form asks for.
fn write_string(string: &str, text: &mut String) -> Result<(), CanonicalError> {
    text.push_str(&serde_json::to_string(string)?);
    Ok(())
}

fn integer(number: &Number) -> Option<i64> {
    let integer = match number.as_i64() {
        Some(integer) => integer,
        // A float beyond the bounds becomes a bound of 64 bits, which is refused below.
        None => number.as_f64().filter(|float| float.fract() == 0.0)? as i64,
    };
    (-MAX_INTEGER..=MAX_INTEGER).contains(&integer).then_some(integer)
}

/// The error of a part, as that of the whole.
fn within(part: &str, error: CanonicalError) -> CanonicalError {
    match error {
        CanonicalError::Number { pointer } => {
            let part = part.replace('~', "~0").replace('/', "~1");
            CanonicalError::Number { pointer: format!("/{part}{pointer}") }
        }
        other => other,
    }
}
