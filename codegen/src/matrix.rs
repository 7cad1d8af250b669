//! The facts about Matrix that no OpenAPI description states. The rest of the generator is about OpenAPI.
//!
//! A new API, identifier or security scheme is a row here and a type in `matrix-openapi-core`.

pub mod api;
pub mod client;
pub mod event_kind;
pub mod event_section;
pub mod events;
pub mod fields;
pub mod identifier;
pub mod paging;
pub mod secrets;
pub mod security;
#[cfg(feature = "server")]
pub mod service;

pub use api::Api;
pub use identifier::{
    IDENTIFIERS, IdentifierFormat, identifier_format, identifier_of_pattern, identifier_type,
};

use event_section::{CONTENT, EDU_TYPE, TYPE};

/// Returns whether an object is an event, by its properties.
pub fn is_event(has_property: impl Fn(&str) -> bool) -> bool {
    has_property(CONTENT) && [TYPE, EDU_TYPE].into_iter().any(has_property)
}
