//! Raw and canonical JSON, extra fields, misfits, and errors of reading.

pub(crate) mod any_json;
pub(crate) mod canonical;
pub(crate) mod decode;
pub(crate) mod extra;
pub(crate) mod fault;
pub(crate) mod fields;
pub(crate) mod forms;
pub(crate) mod key_guard;
pub(crate) mod object;
pub(crate) mod pointer;
pub(crate) mod raw;
pub(crate) mod read;
pub(crate) mod repair;
#[cfg(feature = "server")]
pub(crate) mod request;
pub(crate) mod shared;
mod standard;
pub(crate) mod strict;
#[cfg(feature = "events")]
mod tag;
pub(crate) mod text;
pub(crate) mod tolerant;
pub(crate) mod value;

pub use canonical::{CanonicalError, canonical_json, canonicalize};
pub use decode::DecodeError;
pub use extra::{Extra, ExtraError};
pub use raw::{Raw, RawJson, RawObject};
pub use serde_json::Value as JsonValue;
pub use tolerant::Misfit;

pub use crate::event::EventHeader;
pub use crate::open_enum::UnknownValue;
