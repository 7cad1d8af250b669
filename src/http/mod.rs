//! Requests and responses: custom requests, calls of operations that are chosen at run time, middleware, retries and redirects.

pub(crate) mod box_future;
pub(crate) mod call;
mod custom_request;
pub(crate) mod execution;
pub(crate) mod http_client;
pub(crate) mod middleware;
pub(crate) mod pending;
pub(crate) mod redirect;
mod request_draft;
mod request_secrets;
pub(crate) mod response;
#[allow(dead_code, reason = "the description may lack the operations that need it")]
pub(crate) mod response_fields;
pub(crate) mod response_head;
pub(crate) mod retry;
pub(crate) mod trace;
mod untyped_call;

pub use self::box_future::BoxFuture;
pub use self::custom_request::CustomRequest;
pub use self::middleware::{Middleware, Next};
pub use self::pending::Pending;
pub use self::redirect::Redirect;
#[cfg(feature = "server")]
pub(crate) use self::request_draft::may_be_empty;
pub use self::response::Response;
pub use self::retry::RetryPolicy;
pub use self::untyped_call::UntypedCall;
pub use http::Method;
pub use matrix_openapi_core::operation::{Api, Endpoint, Operation};
