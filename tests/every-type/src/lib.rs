//! Reads and writes every object type and response of the description, by its name.
#![forbid(unsafe_code)]

use matrix_openapi::__private::{Read, decode};
use serde::Serialize;

/// The result of reading a text as a type.
#[derive(Debug)]
pub struct Reading {
    /// The text that the value is written as, or the path and reason of the error.
    pub written: Result<String, (String, String)>,
    /// The paths of the misfits.
    pub misfits: Vec<String>,
}

include!(concat!(env!("OUT_DIR"), "/types.rs"));

fn reading<T: Read + Serialize>(text: &str) -> Reading {
    match decode::<T>("every type", text.to_owned().into()) {
        Ok(decoded) => {
            let written = serde_json::to_string(&decoded.value);
            let misfits = decoded.misfits.listed.into_iter().map(|misfit| misfit.path).collect();
            Reading { written: written.map_err(|error| ("$".to_owned(), error.to_string())), misfits }
        }
        Err(error) => Reading { written: Err((error.path, error.reason)), misfits: Vec::new() },
    }
}
