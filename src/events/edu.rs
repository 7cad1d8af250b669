//! Contents of the ephemeral data units (EDUs) that homeservers send each other in transactions, behind the features `events` and
//! `server-server`.
//!
//! Their types have the same names as events, such as `m.typing`, but other contents. [`Raw::edu`](crate::json::Raw::edu) reads one
//! type and [`Content::of`] any type; [`Raw::from_edu`](crate::json::Raw::from_edu) writes an EDU.
//!
//! ```
//! use matrix_openapi::events::edu::{Content, Typing};
//! use matrix_openapi::id::{RoomId, UserId};
//! use matrix_openapi::json::Raw;
//! use matrix_openapi::server_server::types::SendTransactionRequest;
//!
//! let body = r#"{
//!     "origin": "example.org",
//!     "origin_server_ts": 1234567890,
//!     "pdus": [],
//!     "edus": [{
//!         "edu_type": "m.typing",
//!         "content": {"room_id": "!room:example.org", "user_id": "@alice:example.org", "typing": true}
//!     }]
//! }"#;
//! let transaction: SendTransactionRequest = serde_json::from_str(body)?;
//! for edu in transaction.edus.iter().flatten() {
//!     match Content::of(edu) {
//!         Ok(Content::Typing(typing)) => println!("{} types: {}", typing.user_id, typing.typing),
//!         Ok(_) => {}
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//!
//! let (room, alice): (RoomId, UserId) = ("!room:example.org".parse()?, "@alice:example.org".parse()?);
//! let typing = Typing::new(room, false, alice);
//! let edus = [Raw::from_edu(&typing)?];
//! # let _: [Raw<matrix_openapi::server_server::types::EduWithExample>; 1] = edus;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use self::generated::*;

// Generated code follows the names of the protocol.
#[allow(clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/edu.rs"));
}
