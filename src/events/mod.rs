//! Typed contents of events, behind the feature `events`.
//!
//! An event arrives as [`Raw`](crate::json::Raw), which is parsed on demand: [`Raw::content`](crate::json::Raw::content) reads the
//! content as one type, and [`Raw::read`](crate::json::Raw::read) reads the header once, for several attempts at the content. A
//! content that does not fit its type fails alone; the header and the text remain readable.
//!
//! A program adds its own type by implementing the traits:
//!
//! ```
//! use matrix_openapi::events::{EventContent, MessageContent};
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
//! ```

#[cfg(helper = "events")]
mod account_data;
#[cfg(helper = "events")]
mod content_call;
#[cfg(generated_edus)]
pub mod edu;
#[cfg(helper = "messages")]
mod message;
#[cfg(helper = "events")]
mod read;
#[cfg(helper = "events")]
mod send;
#[cfg(helper = "events")]
mod state;
#[cfg(helper = "sync")]
mod sync;
#[cfg(helper = "events")]
mod to_device;
#[cfg(helper = "events")]
pub(crate) mod transaction;

#[cfg(helper = "events")]
pub use self::account_data::PutAccountData;
#[cfg(generated_events)]
pub use self::generated::*;
#[cfg(helper = "events")]
pub use self::read::ReadContent;
#[cfg(helper = "events")]
pub use self::send::{RedactEvent, SendEvent, SentEvent};
#[cfg(helper = "events")]
pub use self::state::SetState;
#[cfg(helper = "events")]
pub use self::to_device::SendToDevice;
pub use matrix_openapi_core::events::*;

// Generated code follows the names of the protocol.
#[allow(clippy::all, clippy::pedantic)]
// It must compile with the same minimum compiler as the rest.
#[warn(clippy::incompatible_msrv)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/events.rs"));
}
