//! The request that a handler gets.

use std::fmt;

use http::{Extensions, HeaderMap, Uri};
use matrix_openapi_core::id::{ServerName, UserId};

use crate::server::caller::Caller;
use crate::server::context::Context;
use crate::server::endpoint::ServerEndpoint;
use crate::server::error_response::ErrorResponse;

/// A request of the operation `E`, with its sender.
#[non_exhaustive]
pub struct Received<E: ServerEndpoint> {
    /// The parameters and the body.
    pub request: E::Request,
    context: Context,
}

impl<E: ServerEndpoint> Received<E> {
    pub(crate) fn new(request: E::Request, context: Context) -> Self {
        Self { request, context }
    }

    /// Returns the sender; `None` if the operation takes no credential, or an optional one was not sent.
    pub fn caller(&self) -> Option<&Caller> {
        self.context.caller.as_ref()
    }

    /// Returns the user that the request acts as.
    ///
    /// # Errors
    /// 401 `M_MISSING_TOKEN` if it does not act as a user.
    pub fn user_id(&self) -> Result<&UserId, ErrorResponse> {
        self.caller().and_then(Caller::user_id).ok_or_else(ErrorResponse::missing_token)
    }

    /// Returns the homeserver that signed the request.
    ///
    /// # Errors
    /// 401 `M_UNAUTHORIZED` if it is not signed.
    pub fn server_name(&self) -> Result<&ServerName, ErrorResponse> {
        let server_name = self.caller().and_then(Caller::server_name);
        server_name.ok_or_else(|| ErrorResponse::unauthorized("the request is not signed"))
    }

    /// Returns the headers, with the credential if it is in one of them.
    pub fn headers(&self) -> &HeaderMap {
        &self.context.headers
    }

    /// Returns the path and query, unchanged and with the credential if it is in the query.
    pub fn uri(&self) -> &Uri {
        &self.context.uri
    }

    /// Returns the extensions that the HTTP server has attached to the request, such as the address of the client.
    pub fn extensions(&self) -> &Extensions {
        &self.context.extensions
    }
}

impl<E: ServerEndpoint<Request: fmt::Debug>> fmt::Debug for Received<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without headers and URI, which may contain a token.
        f.debug_struct("Received")
            .field("operation", &E::OPERATION.id)
            .field("request", &self.request)
            .field("caller", &self.context.caller)
            .finish_non_exhaustive()
    }
}
