//! Files as request bodies.

use std::fs;

use matrix_openapi::media::Body;

use crate::failure::{Failure, Outcome};
use crate::input::{self, STANDARD};

/// Returns the media type of a file by its name; `application/octet-stream` if the name does not tell.
pub fn media_type(path: &str) -> &'static str {
    mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream")
}

/// Opens a file as a body. Standard input and pipes are read first, since many servers refuse uploads of unknown length.
///
/// # Errors
/// If the file cannot be opened or read, or is a folder.
pub async fn body(path: &str) -> Outcome<Body> {
    if path == STANDARD {
        return Ok(input::bytes(path)?.into());
    }
    let failed = |error| Failure::file(path, &error);
    let facts = fs::metadata(path).map_err(failed)?;
    if facts.is_dir() {
        return Err(Failure::usage(format!("{path}: a folder, not a file")));
    }
    // Files in `/proc` have content, but their length is 0.
    match facts.is_file() && facts.len() > 0 {
        true => Body::file(path).await.map_err(failed),
        false => Ok(input::bytes(path)?.into()),
    }
}
