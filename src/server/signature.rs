//! Checks the signatures of requests from other homeservers.

use std::sync::Arc;

use matrix_openapi_core::id::ServerName;
use matrix_openapi_core::operation::{Authentication, Scheme};
use matrix_openapi_core::signing::XMatrix;

use crate::http::BoxFuture;
use crate::server::caller::Caller;
use crate::server::error_response::ErrorResponse;
use crate::server::presented::{Presented, authorizations};

/// The limit of checked signatures per request. Servers send one for each of their keys.
const MOST_SIGNATURES: usize = 8;

/// A function of the program that finds the public key of a server, as base64.
pub(super) type FindKey =
    Arc<dyn Fn(XMatrix) -> BoxFuture<'static, Result<Option<String>, ErrorResponse>> + Send + Sync>;

/// The checks of signatures.
#[derive(Clone)]
pub(super) struct Signatures {
    /// The name of this server.
    pub(super) server_name: ServerName,
    pub(super) keys: FindKey,
    /// Whether a claim counts if no key of its server is found. Only a mock server does that.
    pub(super) trusts_unknown_servers: bool,
}

/// Whether the operation is for signed requests.
pub(super) fn is_signed(authentication: Authentication) -> bool {
    authentication.schemes().contains(&Scheme::SignedRequest)
}

impl Signatures {
    /// Returns the claims of a request, before its body is read.
    ///
    /// # Errors
    /// If a required signature is missing, or a signature is malformed or for another server.
    pub(super) fn claims(&self, request: &Presented<'_>) -> Result<Vec<XMatrix>, ErrorResponse> {
        let headers = authorizations(&request.head.headers).take(MOST_SIGNATURES);
        let claims = headers.map(XMatrix::parse).collect::<Result<Vec<_>, _>>();
        let claims = claims.map_err(|error| ErrorResponse::unauthorized(error.to_string()))?;
        if claims.is_empty() && matches!(request.operation.authentication, Authentication::Required(_)) {
            return Err(ErrorResponse::unauthorized("the request is not signed"));
        }
        let is_foreign = |claim: &XMatrix| claim.destination().is_some_and(|name| *name != self.server_name);
        if !self.trusts_unknown_servers && claims.iter().any(is_foreign) {
            return Err(ErrorResponse::unauthorized("the request is for another server"));
        }
        Ok(claims)
    }

    /// Verifies that the server has signed the request, by any of its keys.
    ///
    /// # Errors
    /// If no signature is valid.
    pub(super) async fn verify(
        &self,
        request: &Presented<'_>,
        claims: Vec<XMatrix>,
        body: &[u8],
    ) -> Result<Option<Caller>, ErrorResponse> {
        if claims.is_empty() {
            return Ok(None);
        }
        let uri = request.head.uri.path_and_query().map_or("/", |uri| uri.as_str());
        let content = (!body.is_empty()).then_some(body);
        let mut known = false;
        let first = claims.first().map(|claim| claim.origin().clone());
        for claim in claims {
            let (server_name, method) = (claim.origin().clone(), request.head.method.as_str());
            let Some(key) = (self.keys)(claim.clone()).await? else { continue };
            known = true;
            if claim.verify(&key, method, uri, &self.server_name, content).is_ok() {
                return Ok(Some(Caller::Server { server_name }));
            }
        }
        match first {
            Some(server_name) if self.trusts_unknown_servers && !known => {
                Ok(Some(Caller::Server { server_name }))
            }
            _ => Err(ErrorResponse::unauthorized("the signature of the request is not valid")),
        }
    }
}
