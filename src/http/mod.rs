//! Requests, and everything that happens to them up to their response.

pub(crate) mod box_future;
pub(crate) mod middleware;
pub(crate) mod pending;
pub(crate) mod redirect;
pub(crate) mod request;
pub(crate) mod request_secrets;
pub(crate) mod response;
#[allow(dead_code, reason = "a description may lack the operations of some helpers, or of all")]
pub(crate) mod response_fields;
pub(crate) mod retry;
pub(crate) mod sending;
pub(crate) mod trace;

pub use self::box_future::BoxFuture;
pub use self::middleware::{Middleware, Next};
pub use self::pending::Pending;
pub use self::redirect::Redirect;
pub use self::response::Response;
pub use self::retry::RetryPolicy;
pub use matrix_openapi_core::operation::{Api, Operation};
