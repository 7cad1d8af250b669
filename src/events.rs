//! Contents of events by type, behind the feature `events`.

pub use matrix_openapi_core::events::*;
