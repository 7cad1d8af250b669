//! The facts about Matrix that no OpenAPI description states. The rest of the generator is about OpenAPI.
//!
//! A new API, identifier or security scheme is a row here and a type in `matrix-openapi-core`.

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

/// The property with the content of an event.
const EVENT_CONTENT: &str = "content";

/// The properties with the type of an event; the second one is that of EDUs.
const EVENT_TYPES: [&str; 2] = ["type", "edu_type"];

/// Returns whether an object is an event, by its properties.
pub fn is_event(has_property: impl Fn(&str) -> bool) -> bool {
    has_property(EVENT_CONTENT) && EVENT_TYPES.into_iter().any(has_property)
}
