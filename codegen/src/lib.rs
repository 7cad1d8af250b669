//! The generator of `matrix-openapi`: reads the vendored Matrix OpenAPI description (or an upstream
//! tree) and writes the Rust interface, in the stages load → overlay → lower → wording → JSON
//! Schemas and samples → emit → shape.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::todo,
        clippy::unwrap_used
    )
)]

mod code_span;
mod correction;
mod definitions;
pub mod description;
pub mod emit;
pub mod error;
pub mod event;
pub mod json;
#[cfg(any(feature = "mock", feature = "schemas"))]
pub mod json_schema;
pub mod jsonpath;
#[cfg(feature = "server")]
mod legacy_path;
pub mod load;
pub mod lower;
pub mod matrix;
pub mod model;
pub mod overlay;
pub mod paging;
pub mod pipeline;
pub mod pointer;
pub mod printer;
pub mod release;
pub mod rust_name;
pub mod rustdoc;
#[cfg(feature = "mock")]
pub mod sample;
pub mod shape;
pub mod sorted;
pub mod source_map;
pub mod wording;
pub mod yaml;

pub use description::{Description, Document, Origin};
pub use error::{Error, Result};
pub use matrix::Api;
pub use pipeline::{
    Built, Generated, Generator, Model, Module, Overlaid, Project, Timing, generate, generate_events,
};
pub use release::Release;
pub use wording::Wording;
