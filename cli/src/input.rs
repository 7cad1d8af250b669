//! Input from files and standard input.

use std::fs;
use std::io::{self, Read};

use crate::failure::{Failure, Outcome};

/// The size limit of an input, in bytes.
const MAX_TEXT: u64 = 256 << 20;

/// The name that stands for standard input, and for standard output.
pub const STANDARD: &str = "-";

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// If the file cannot be read, or is too long.
pub fn bytes(path: &str) -> Outcome<Vec<u8>> {
    let failed = |error: io::Error| Failure::file(path, &error);
    let source: Box<dyn Read> = match path {
        STANDARD => Box::new(io::stdin().lock()),
        path => Box::new(fs::File::open(path).map_err(failed)?),
    };
    let mut bytes = Vec::new();
    source.take(MAX_TEXT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_TEXT {
        return Err(Failure::usage(format!("{path}: the input is longer than {MAX_TEXT} bytes")));
    }
    Ok(bytes)
}

/// Reads a file or standard input as text.
///
/// # Errors
/// If it cannot be read or is not UTF-8.
pub fn text(path: &str) -> Outcome<String> {
    String::from_utf8(bytes(path)?).map_err(|_| Failure::usage(format!("{path}: the input is not UTF-8")))
}

/// Reads a file or standard input as a single line, such as a token.
///
/// # Errors
/// If it cannot be read or is empty.
pub fn line(path: &str) -> Outcome<String> {
    let text = text(path)?;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return Err(Failure::usage(format!("{path}: the input is empty")));
    }
    Ok(line.to_owned())
}
