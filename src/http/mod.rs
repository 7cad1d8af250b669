//! Requests, and everything that happens to them up to their response.

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
