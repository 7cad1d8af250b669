//! Typed contents of events.
//!
//! An event arrives as [`Raw`](crate::json::Raw), which is parsed on demand: [`Raw::content`](crate::json::Raw::content) reads the
//! content as one type, and [`Raw::read`](crate::json::Raw::read) reads the header once, for several attempts at the content. A
//! content that does not fit its type fails alone; the header and the text remain readable.
//!
//! A program adds its own type by implementing the traits:
//!
//! ```
//! # extern crate matrix_openapi_core as matrix_openapi;
//! use matrix_openapi::events::{EventContent, MessageContent};
//! use matrix_openapi::json::RawObject;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! struct Poll {
//!     question: String,
//! }
//! impl EventContent for Poll {
//!     const TYPE: &'static str = "org.example.poll";
//! }
//! // The event may be sent into rooms.
//! impl MessageContent for Poll {}
//!
//! let event = r#"{"type":"org.example.poll","sender":"@a:example.org","content":{"question":"Tea?"}}"#;
//! let event = RawObject::from_json(event.to_owned())?;
//! let poll = event.content::<Poll>()?.expect("the event has this type");
//! assert_eq!(poll.question, "Tea?");
//!
//! let changed = event.with_content(&Poll { question: "Coffee?".to_owned() })?;
//! assert!(changed.json().ends_with(r#""content":{"question":"Coffee?"}}"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod content;
pub(crate) mod content_enum;
pub(crate) mod edu;
mod error;
mod event;
mod event_type;
mod macros;
mod redaction;
mod relation;
pub(crate) mod response;
pub(crate) mod source;
mod state_key;
mod unsigned;

pub use content::{
    EphemeralContent, EventContent, GlobalAccountData, MessageContent, RoomAccountData, StateContent,
    ToDeviceContent,
};
pub use content_enum::ContentEnum;
pub use edu::EduContent;
pub use error::ContentError;
pub use event::Event;
pub use event_type::{EventKind, EventType, StateKeyKind};
pub use redaction::{RoomVersion, redact};
pub use relation::{InReplyTo, RelatesTo, RelationType};
pub use state_key::{IntoStateKey, StateKey};
pub use unsigned::{ReferenceSummary, ReferringEvent, Relations, ThreadSummary, Unsigned};
