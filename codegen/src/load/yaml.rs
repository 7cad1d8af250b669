//! YAML into JSON values, since OpenAPI documents are JSON in the notation of YAML.

use std::fs;
use std::path::Path;

use serde_json::{Map, Number, Value};
use serde_yaml::Value as Yaml;

use super::pointer;
use crate::{Error, Result};

/// Far more than any description has, counted without regard to strings.
const MOST_OPEN_BRACKETS: usize = 1_000;

/// Reads a file; errors name it as it was given.
pub fn read(path: &Path) -> Result<Value> {
    let name = path.display().to_string();
    let text =
        fs::read_to_string(path).map_err(|error| Error::file(&name, format!("not readable: {error}")))?;
    parse(&name, &text)
}

/// Reads a text; `file` is its name in errors.
///
/// Keys that are numbers or booleans become strings, as response codes are often written so. What JSON cannot
/// say (tags, numbers that are not finite, keys that are lists or maps) is an error. Too deep a nesting is
/// refused by the parser, so that the recursion here is bounded.
pub fn parse(file: &str, text: &str) -> Result<Value> {
    refuse_deep_brackets(file, text)?;
    let value =
        serde_yaml::from_str(text).map_err(|error| Error::file(file, format!("no valid YAML: {error}")))?;
    json(file, "", value)
}

/// The parser's time grows with the square of the open brackets, long before it refuses them itself.
fn refuse_deep_brackets(file: &str, text: &str) -> Result<()> {
    let mut open = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST_OPEN_BRACKETS {
            return Err(Error::file(
                file,
                format!("more than {MOST_OPEN_BRACKETS} brackets are open at once"),
            ));
        }
    }
    Ok(())
}

fn json(file: &str, place: &str, value: Yaml) -> Result<Value> {
    Ok(match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::String(value) => Value::String(value),
        Yaml::Number(value) => Value::Number(number(file, place, &value)?),
        Yaml::Sequence(items) => items
            .into_iter()
            .enumerate()
            .map(|(index, item)| json(file, &pointer::join(place, &index.to_string()), item))
            .collect::<Result<_>>()?,
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, member) in members {
                let key = name(file, place, key)?;
                let inner = pointer::join(place, &key);
                if object.contains_key(&key) {
                    return Err(Error::at(file, inner, "occurs twice, so one of the two would be lost"));
                }
                object.insert(key, json(file, &inner, member)?);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tagged) => {
            return Err(Error::at(file, place, format!("the tag `{}` has no meaning in JSON", tagged.tag)));
        }
    })
}

fn number(file: &str, place: &str, number: &serde_yaml::Number) -> Result<Number> {
    let whole = number.as_u64().map(Number::from).or_else(|| number.as_i64().map(Number::from));
    whole.or_else(|| number.as_f64().and_then(Number::from_f64)).ok_or_else(|| {
        Error::at(file, place, format!("{number} is not a finite number, which JSON cannot say"))
    })
}

fn name(file: &str, place: &str, key: Yaml) -> Result<String> {
    match key {
        Yaml::String(text) => Ok(text),
        Yaml::Bool(value) => Ok(value.to_string()),
        Yaml::Number(value) => Ok(number(file, place, &value)?.to_string()),
        Yaml::Null | Yaml::Sequence(_) | Yaml::Mapping(_) | Yaml::Tagged(_) => Err(Error::at(
            file,
            place,
            "a key is neither a string, a number nor a boolean, which JSON cannot say",
        )),
    }
}
