//! Servers of the five APIs: feature `server`.
//!
//! A [`Router`] has a handler for each operation that it serves, added with the types in the modules `op`. Before it calls the
//! handler, it finds the operation by path and method, checks the credential against the operation table, and reads the parameters
//! and the body as the type in the module `request`, such as `client_server::request::SendMessage`. If one of these steps fails, it
//! responds with an [`ErrorResponse`].
//!
//! ```
//! # #[cfg(feature = "client-server")] {
//! use matrix_openapi::auth::Secret;
//! use matrix_openapi::client_server::{op, types};
//! use matrix_openapi::id::UserId;
//! use matrix_openapi::server::{Caller, ErrorResponse, Router};
//!
//! let token = Secret::new("syt_…");
//! let router = Router::new()
//!     .tokens(move |presented| {
//!         let is_known = presented.is(&token);
//!         async move {
//!             if !is_known {
//!                 return Err(ErrorResponse::unknown_token());
//!             }
//!             Ok(Caller::user(UserId::unchecked("@alice:example.org"), Some("DEVICE".to_owned())))
//!         }
//!     })
//!     .on(op::Whoami, |received| async move { Ok(types::WhoamiResponse::new(received.user_id()?)) })
//!     .on(op::ForgetRoom, |received| async move {
//!         println!("forgets {}", received.request.room_id);
//!         Ok(())
//!     });
//! # let _ = router;
//! # }
//! ```
//!
//! The router needs no framework. In axum, mount it with `axum::Router::new().fallback_service(router)`; in hyper, use
//! `TowerToHyperService`. [`Router::respond`] responds to a request without either.
//!
//! The traits `application_service::server::Service` and `push_gateway::server::Service` have a method for each operation of their
//! API. The function `router` beside each trait creates a router from an implementation.
//!
//! ## Checks of a request
//!
//! | check | response if it fails |
//! |---|---|
//! | the server has an operation with this path | 404 `M_UNRECOGNIZED` |
//! | the operation has this method | 405 `M_UNRECOGNIZED` |
//! | the required credential is present | 401 `M_MISSING_TOKEN`, or 401 `M_UNAUTHORIZED` without a signature |
//! | the credential is valid | the error of [`Router::tokens`], 401 `M_UNAUTHORIZED`, or 403 `M_FORBIDDEN` for an `hs_token` |
//! | the operation accepts this kind of credential | 403 `M_FORBIDDEN` |
//! | the body is not too long, and arrives in time | 413 `M_TOO_LARGE`, 408; checked before the credential if the body distinguishes operations with different credentials |
//! | each parameter is present, once and valid | 400 `M_MISSING_PARAM`, `M_INVALID_PARAM` |
//! | the body is JSON that fits the operation | 400 `M_NOT_JSON`, `M_BAD_JSON` |
//!
//! The cheap checks come first. The credential is checked before the body, so only authenticated clients can make the server buffer a
//! body. This also holds for operations that share a path and differ in the body, such as the two invites, if they accept the same
//! credentials. The body is parsed last, after the parameters, since that takes the longest. A single pass, directly into the type of
//! the operation, finds whether the body is JSON and whether it fits.
//!
//! Bodies are read strictly: if one part does not fit, the request is refused. An empty body counts as `{}`. The media type of JSON
//! is ignored, since the specification does not
//! [require](https://spec.matrix.org/v1.19/client-server-api/#api-standards) clients to send it. Identifiers are checked in
//! parameters, but not in bodies. Events stay [`Raw`](crate::json::Raw) and share the text of the request.
//!
//! A server of the client-server or identity API also responds to `OPTIONS`, and sends the
//! [headers](https://spec.matrix.org/v1.19/client-server-api/#web-browser-clients) that web clients need.

#[cfg(feature = "application-service")]
#[allow(dead_code, reason = "the description may lack the operations that need it")]
mod application_service;
mod body;
mod caller;
mod context;
mod cors;
mod credentials;
pub(crate) mod endpoint;
mod error_response;
#[cfg(feature = "application-service")]
mod file_transaction_log;
#[cfg(helper = "ping")]
mod ping_round_trip;
#[cfg(feature = "application-service")]
#[allow(dead_code, reason = "the description may lack the operations that need it")]
mod pings;
mod presented;
pub(crate) mod reader;
mod received;
#[cfg(feature = "application-service")]
mod recent;
pub(crate) mod reply;
mod router;
mod routes;
#[cfg(any(feature = "application-service", feature = "push-gateway"))]
pub(crate) mod service;
#[cfg(feature = "server-server")]
mod signature;
#[cfg(feature = "application-service")]
mod transaction_log;
#[cfg(feature = "application-service")]
#[allow(dead_code, reason = "the description may lack the operations that need it")]
mod transactions;

#[cfg(feature = "application-service")]
pub use self::application_service::ApplicationServiceSettings;
pub use self::body::{ResponseBody, Upload};
pub use self::caller::{Caller, PresentedToken};
pub use self::endpoint::ServerEndpoint;
pub use self::error_response::ErrorResponse;
#[cfg(feature = "application-service")]
pub use self::file_transaction_log::{FileTransactionLog, FileTransactionLogError};
#[cfg(helper = "ping")]
pub use self::ping_round_trip::PingError;
#[cfg(feature = "application-service")]
pub use self::pings::Pings;
pub use self::received::Received;
pub use self::reply::{Content, FederationFile, IntoReply, Reply};
pub use self::router::Router;
#[cfg(feature = "application-service")]
pub use self::transaction_log::{MemoryTransactionLog, TransactionKey, TransactionLog};
// The requests, responses and headers of this crate are part of the public interface.
pub use ::http;

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use self::endpoint::serve;
// The mock server reads requests of any operation.
#[cfg(feature = "mock")]
pub(crate) use self::{
    body::{BoxError, boxed, read},
    context::Context,
    endpoint::{ExpectedBody, SharedPath},
    presented::{CREDENTIAL_PARAMETERS, authorizations, bearer_token},
    reader::{ReceivedBody, RequestReader},
    reply::{error_response, json_response, random_text, redirect_response},
    routes::{Route, RouteHandler},
};
