//! The JSON Schemas of all generated types, by name.
#![forbid(unsafe_code)]

use matrix_openapi::schemas::schemars::{Schema, SchemaGenerator};

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));
