//! The parts of `matrix-openapi` that need neither I/O nor an API description: identifiers, raw and canonical JSON,
//! error responses, secrets, signatures and the facts of an operation.
//!
//! Programs depend on `matrix-openapi`, which re-exports everything public here.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod arguments;
pub mod error;
mod event;
#[cfg(feature = "events")]
pub mod events;
pub mod id;
pub mod json;
mod open_enum;
pub mod operation;
mod query;
#[cfg(feature = "schemars")]
mod schema;
pub mod secret;
#[cfg(feature = "signing")]
pub mod signing;
#[cfg(feature = "schemars")]
mod text_schema;
mod time;

/// The items that generated code and the root crate use. Not a stable interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::error::api_error::CallName;
    pub use crate::error::printable::printable;
    pub use crate::error::uia_challenge::redact_unknown;
    #[cfg(feature = "events")]
    pub use crate::events::content_enum::read_content_enum;
    #[cfg(feature = "events")]
    pub use crate::events::edu::read_edu;
    #[cfg(feature = "events")]
    pub use crate::events::response::decode_content;
    #[cfg(feature = "events")]
    pub use crate::events::source::ContentSource;
    pub use crate::json::any_json::{AnyJson, JsonKind};
    pub use crate::json::decode::{Decoded, decode, decode_as, decode_raw};
    pub use crate::json::fields::Fields;
    #[cfg(feature = "events")]
    pub use crate::json::object::map::{read_map, write_map};
    pub use crate::json::object::{
        Constant, FieldReader, FieldWriter, Object, extra_of, read_object, write_object,
    };
    pub use crate::json::pointer::keys as pointer_keys;
    pub use crate::json::read::Read;
    #[cfg(feature = "server")]
    pub use crate::json::request::{RequestFault, decode_request};
    pub use crate::json::text::read;
    pub use crate::json::tolerant::Misfits;
    pub use crate::json::value::{PlainObject, PlainValue, plain_value};
    pub use crate::operation::SealedEndpoint;
    pub use crate::query::{Query, QueryValue, append, encode};
    pub use crate::secret::zeroizing_json;
    #[cfg(feature = "signing")]
    pub use crate::signing::x_matrix::RequestSigner;
    pub use crate::time::milliseconds;
    pub use percent_encoding::percent_decode_str;
}
