//! A mock server with all operations, for tests: feature `mock`.
//!
//! [`Homeserver`] listens on its own port, and responds to each operation of the five APIs: as a homeserver, an identity server, a
//! push gateway and an application service. Its responses are samples that fit the description, with values from the request, such
//! as the user of the token, or the users whose keys are queried. Tests set other responses with a [`Stub`] per operation.
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
//! // The server refuses the first request; the client waits and retries it.
//! server.on(op::GetDevices).refuse(ErrorResponse::limited(Duration::from_millis(10))).once();
//! client.get_devices().await?;
//! assert_eq!(server.requests(op::GetDevices).len(), 2);
//!
//! // The test sets the response.
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
//! ## Behaviour
//!
//! - **Paths, credentials and bodies** are checked as by any [`Router`](crate::server::Router), so the server refuses the requests
//!   that a strict server refuses.
//! - **Sessions**: any user can log in with any password, or register; [`Homeserver::token`] logs in without a request. Tokens can
//!   be refreshed, [expire](Homeserver::expire), and end with a logout. Signatures of other homeservers are not verified.
//! - **Files** that were uploaded can be downloaded.
//! - Everything else has no state: sent messages do not appear in a sync, and an incremental sync only waits for its timeout.
//! - **[Violations](#violations)** of the description are listed, whether or not the server refuses the request.
//!
//! ## Violations
//!
//! A [`Violation`] is a difference between a request and the description. The server refuses requests that a strict server refuses,
//! and responds to the others as a tolerant server does. It lists the violations of both, by these [kinds](ViolationKind):
//!
//! - an unknown path, or an unknown method of a path;
//! - an unknown, missing or repeated query parameter;
//! - a value that its schema does not allow, in a parameter, in JSON within a parameter or in the body: a wrong JSON type, a missing
//!   field, a value outside an enumeration, limits of numbers and sizes, patterns, identifiers and URIs, keys of maps, and additional
//!   fields where the description excludes them;
//! - a body, other than `{}`, where the operation has none; a repeated `Content-Type` or `Authorization` header;
//! - a credential that is missing, not accepted by the operation, in the wrong location or in two locations, or of the wrong kind,
//!   such as a user's token where only application services may call; a signature that is malformed, or for another server.
//!
//! These are not violations: an invalid or expired token, which the client only has to refresh; a field that the schema of a body
//! does not name, since the description allows additional fields; `null` in place of an optional field; additional headers.
//!
//! The server does not check signatures, formats such as that of email addresses, patterns that `regex-lite` does not support, bodies
//! that are not JSON, the contents of events, since their type is part of the request, and everything that depends on state.
//!
//! The server speaks HTTP/1.1, and listens on loopback only. It limits bodies to 64 MiB, and connections to 512 at a time.

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

/// The default name of the homeserver.
const SERVER_NAME: &str = "example.org";

/// Locks a value. Poisoning is ignored: only functions of the test panic under a lock, and they leave the value consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
