//! Reads YAML into JSON values, because OpenAPI documents have the data model of JSON.

mod build;
mod file;
mod tags;

use std::path::Path;

use serde_json::Value;

use crate::{Error, Result};

pub(crate) use file::text;

/// The most brackets that may be open at once; brackets in strings count, too.
const MOST_OPEN_BRACKETS: usize = 1_000;

/// Reads a file; errors contain the path as it was given.
pub fn read(path: &Path) -> Result<Value> {
    let name = path.display().to_string();
    let text = file::text(path).map_err(|error| Error::file(&name, error))?;
    parse(&name, &text)
}

/// Parses a string; `file` is its name in errors.
///
/// Keys that are numbers or booleans become strings, because response codes are often written without quotes. Values that
/// JSON cannot express (tags, infinite numbers, keys that are lists or maps) are errors. Nesting is limited, so recursion
/// is bounded, and so is the expansion of aliases. Merge keys (`<<`) are merged.
pub fn parse(file: &str, text: &str) -> Result<Value> {
    // The parser would take the text after a byte order mark for a second document.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    refuse_deep_brackets(file, text)?;
    tags::refuse(file, text)?;
    build::value(file, text)
}

/// Limits the open brackets: the parser refuses too deep nesting only after time that grows with the square of the depth.
fn refuse_deep_brackets(file: &str, text: &str) -> Result<()> {
    let mut open = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open = open.saturating_add(1),
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
