//! What the calls of `matrix-openapi` put on the wire, and how it is read: identifiers, raw JSON, open
//! enumerations, secrets, error answers and the table of operations. Nothing here does I/O.
//!
//! A program depends on `matrix-openapi`, which re-exports all of it that is meant to be used.
#![forbid(unsafe_code)]

mod any_json;
mod api_error;
mod decode;
mod error_code;
mod event;
mod id;
mod json;
mod lenient;
mod open_enum;
mod operation;
mod parameters;
mod query;
mod raw;
mod secret;
mod text;

pub use api_error::{ApiError, UiaChallenge, UiaFlow};
pub use decode::DecodeError;
pub use error_code::ErrorCode;
pub use event::EventHeader;
pub use id::{EventId, IdError, IdKind, MxcUri, RoomAlias, RoomId, ServerName, UserId};
pub use open_enum::UnknownValue;
pub use operation::{Api, Authentication, Operation, Scheme};
pub use raw::{Raw, RawJson, RawObject};
pub use secret::Secret;

/// What generated code and the facade call.
#[doc(hidden)]
pub mod runtime {
    pub use crate::any_json::{AnyJson, Kind};
    pub use crate::decode::decode;
    pub use crate::lenient::{or_empty, whole};
    pub use crate::parameters::{file_name, parameters, unquote};
    pub use crate::query::{Query, QueryValue, append, encode};
    pub use crate::text::read;
}
