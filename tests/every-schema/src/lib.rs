//! The JSON Schema of every generated type, by its name.
#![forbid(unsafe_code)]

use matrix_openapi::schemas::schemars::{Schema, SchemaGenerator};

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));
