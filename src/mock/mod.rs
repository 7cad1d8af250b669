//! A mock server of all operations, for tests: feature `mock`.
//!
//! [`Homeserver`] responds to each operation of the five APIs on a port of its own: as a homeserver, an identity server, a push
//! gateway and an application service. Its responses are samples that fit the description, with what the request determines, such as
//! the user of the token, or the users whose keys are queried. Tests set others, by a [`Stub`] per operation.
//!
//! ```
//! # #[cfg(feature = "client-server")]
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//!
//! use matrix_openapi::Credentials;
//! use matrix_openapi::client_server::{Client, op, types};
//! use matrix_openapi::mock::{Homeserver, Sample};
//! use matrix_openapi::server::ErrorResponse;
//!
//! let server = Homeserver::start().await?;
//! let token = server.token("@alice:example.org");
//! let client = Client::builder(server.url()).credentials(Credentials::access_token(token)).build()?;
//! assert_eq!(client.whoami().await?.user_id, "@alice:example.org");
//!
//! // The first request is refused, and the client waits and sends it again.
//! server.on(op::GetDevices).refuse(ErrorResponse::limited(Duration::from_millis(10))).once();
//! client.get_devices().await?;
//! assert_eq!(server.requests(op::GetDevices).len(), 2);
//!
//! // A response of the test's own.
//! let device = types::ClientDevice::sample().with(|it| it.display_name = Some("phone".to_owned()));
//! server.on(op::GetDevice).reply_with(device).expect(1);
//! assert_eq!(client.get_device("PHONE").await?.display_name.as_deref(), Some("phone"));
//!
//! assert_eq!(server.violations(), []);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "client-server"))]
//! # fn main() {}
//! ```
//!
//! ## What it does
//!
//! - **Paths, credentials and bodies** are checked as by any [`Router`](crate::server::Router), so a request that a strict server
//!   refuses is refused.
//! - **Sessions**: any user logs in with any password, or registers; [`Homeserver::token`] does it without a request. Tokens are
//!   refreshed, [expire](Homeserver::expire), and end by a logout. Signatures of other homeservers are not verified.
//! - **Files** that are uploaded can be downloaded.
//! - Everything else has no state: a message that is sent is in no sync, and an incremental sync only waits as long as it asks for.
//! - **[Violations](#violations)** of the description are listed, whether the server refuses the request or not.
//!
//! ## Violations
//!
//! A [`Violation`] is a difference of a request from the description. The server refuses what a strict server refuses, and responds to
//! the rest as a tolerant one does. It lists both, by these [kinds](ViolationKind):
//!
//! - an unknown path, or another method;
//! - a parameter of the query that the operation does not have; one that is missing; one that occurs twice;
//! - a value of a parameter, of JSON in a parameter or of the body that its schema does not allow: another kind of JSON, a missing field,
//!   a value outside an enumeration, limits of numbers and sizes, patterns, identifiers and URIs, keys of maps, and further fields where
//!   the description excludes them;
//! - a body that the operation does not have, except for `{}`; a `Content-Type` or `Authorization` that occurs twice;
//! - a credential that is missing, is not one of the operation, is in the wrong place or in two, or is of the wrong kind, such as the
//!   token of a user where only an application service may call; a signature that is malformed, or for another server.
//!
//! These are none: a token that is not valid or has expired, since it only has to be renewed; a field that the schema of a body does not
//! name, since the description allows further fields; `null` in place of an optional field; further headers. Not checked are signatures,
//! formats such as that of email addresses, patterns of a form that `regex-lite` lacks, bodies that are not JSON, the contents of
//! events, since their type is a part of the request, and everything that depends on state.
//!
//! It speaks HTTP/1.1, and listens on loopback only. Requests are limited to 64 MiB, connections to 512 at a time.

mod accounts;
mod connection;
mod exchange;
mod fault;
mod homeserver;
mod keys;
mod media;
pub(crate) mod operation;
mod operations;
mod pattern;
mod record;
mod sample;
mod schema;
mod shared;
mod stub;
mod stubs;
mod uia;
mod usual;
mod values;
mod violation;
mod violation_kind;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use self::homeserver::{Homeserver, UnmetExpectations};
pub use self::record::{RecordedRequest, TypedRequest};
pub use self::sample::Sample;
pub use self::stub::Stub;
pub use self::violation::Violation;
pub use self::violation_kind::ViolationKind;

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use self::operation::mock_operations;
#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use self::sample::samples;

/// The name of the homeserver, unless a test sets another one.
const SERVER_NAME: &str = "example.org";

/// Locks a value. A panic while it was locked is one of a test's function, which leaves nothing broken.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
