//! Servers of the five APIs: feature `server`.
//!
//! A [`Router`] calls a handler for each operation that it has, by the types in the modules `op`. Before that it finds the operation
//! by path and method, checks the credential by the operation table, and reads the parameters and the body as the type in the
//! module `request`, such as `client_server::request::SendMessage`. Everything else is an [`ErrorResponse`].
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
//! It needs no framework. With axum it is mounted by `axum::Router::new().fallback_service(router)`, with hyper by its
//! `TowerToHyperService`; and [`Router::respond`] responds to a request without either.
//!
//! The traits `application_service::server::Service` and `push_gateway::server::Service` have a method for each operation of their
//! API, and the functions `router` beside them make a router of an implementation.
//!
//! ## What a request goes through
//!
//! | check | response |
//! |---|---|
//! | the path is one of an operation that the server has | 404 `M_UNRECOGNIZED` |
//! | with this method | 405 `M_UNRECOGNIZED` |
//! | the credential that the operation needs is there | 401 `M_MISSING_TOKEN`, without signature 401 `M_UNAUTHORIZED` |
//! | it is valid | what [`Router::tokens`] returns, 401 `M_UNAUTHORIZED`, or 403 `M_FORBIDDEN` for an `hs_token` |
//! | it is of a kind that the operation accepts | 403 `M_FORBIDDEN` |
//! | the body is not too long, and arrives in time | 413 `M_TOO_LARGE`, 408; where the body tells operations apart whose credentials differ, before the credential |
//! | each parameter is there, once and valid | 400 `M_MISSING_PARAM`, `M_INVALID_PARAM` |
//! | the body is JSON of the operation | 400 `M_NOT_JSON`, `M_BAD_JSON` |
//!
//! The cheap checks come first. The credential comes before the body, so nobody without one makes the server keep a body: also where
//! operations share a path and are told apart by the body, such as the two invites, if they take the same credentials. The body is parsed
//! last, after the parameters: it takes the longest, and one pass, straight into the type of the operation, finds both whether it is JSON
//! and whether it fits.
//!
//! Bodies are read exactly: one part that does not fit refuses the request. An empty body counts as `{}`, and the media type of JSON is
//! not looked at, since the specification does not
//! [require](https://spec.matrix.org/v1.19/client-server-api/#api-standards) clients to send it. Identifiers in parameters are
//! checked, those in bodies are not. Events stay [`Raw`](crate::json::Raw) and share the text of the request.
//!
//! A server of the client-server or identity API also answers `OPTIONS`, and sends the
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
// Its requests, responses and headers are part of this interface.
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
    routes::{Handler, Route},
};
