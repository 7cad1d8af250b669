//! The facts of a request that do not depend on its operation.

use http::{Extensions, HeaderMap, Uri};

use crate::server::caller::Caller;

/// The sender and the head of a request.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) caller: Option<Caller>,
    pub(crate) headers: HeaderMap,
    pub(crate) uri: Uri,
    pub(crate) extensions: Extensions,
}
