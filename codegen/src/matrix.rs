//! The facts about Matrix that no OpenAPI description states. The rest of the generator is about OpenAPI.
//!
//! A new API, identifier or security scheme is one row here, and a type in `matrix-openapi-core`.

pub mod api;
pub mod client;
pub mod event_kind;
pub mod events;
pub mod identifier;
pub mod paging;
pub mod security;
#[cfg(feature = "server")]
pub mod service;

pub use api::Api;
pub use identifier::{
    IDENTIFIERS, IdentifierFormat, identifier_format, identifier_of_pattern, identifier_type,
};

/// The property of an event with its content.
const EVENT_CONTENT: &str = "content";

/// The property of an event with its type; the second one is for events of the federation that belong to no room.
const EVENT_TYPES: [&str; 2] = ["type", "edu_type"];

/// Whether an object is an event, by its properties.
pub fn is_event(has_property: impl Fn(&str) -> bool) -> bool {
    has_property(EVENT_CONTENT) && EVENT_TYPES.into_iter().any(has_property)
}
