//! Checks the credentials of requests against the operation table.

use std::sync::{Arc, Mutex, PoisonError};

use matrix_openapi_core::operation::{Authentication, Scheme};
use matrix_openapi_core::secret::Secret;

use crate::http::BoxFuture;
use crate::server::caller::{Caller, PresentedToken};
use crate::server::error_response::ErrorResponse;
use crate::server::presented::Presented;
#[cfg(feature = "server-server")]
use crate::server::signature::Signatures;

/// A function of the program that returns the owner of a token.
pub(super) type FindCaller =
    Arc<dyn Fn(PresentedToken) -> BoxFuture<'static, Result<Caller, ErrorResponse>> + Send + Sync>;

/// The checks of credentials. A credential without a check is refused.
#[derive(Clone, Default)]
pub(super) struct CredentialChecks {
    pub(super) tokens: Option<FindCaller>,
    /// One token, except in a mock server of several application services. Shared, so the mock server can change the tokens.
    pub(super) homeserver_tokens: Option<Arc<Mutex<Vec<Secret>>>>,
    #[cfg(feature = "server-server")]
    pub(super) signatures: Option<Signatures>,
}

impl CredentialChecks {
    /// Checks the credential, other than a signature.
    ///
    /// # Errors
    /// If the credential is required and missing, or not valid.
    pub(super) async fn authenticate(
        &self,
        request: &Presented<'_>,
    ) -> Result<Option<Caller>, ErrorResponse> {
        let (schemes, is_required) = match request.operation.authentication {
            Authentication::Required(schemes) => (schemes, true),
            Authentication::Optional(schemes) => (schemes, false),
            _ => return Ok(None),
        };
        let caller = if schemes.contains(&Scheme::HomeserverAccessToken) {
            self.homeserver(request)?
        } else {
            let token = if accepts_query(schemes) { request.token()? } else { request.bearer()? };
            match token {
                Some(token) => Some(self.caller(request, schemes, token).await?),
                None => None,
            }
        };
        match caller {
            None if is_required => Err(ErrorResponse::missing_token()),
            caller => Ok(caller),
        }
    }

    /// Returns the owner of a token, after a check that the operation accepts such an owner.
    async fn caller(
        &self,
        request: &Presented<'_>,
        schemes: &[Scheme],
        token: Secret,
    ) -> Result<Caller, ErrorResponse> {
        let find = self.tokens.as_ref().ok_or_else(unchecked)?;
        let presented = PresentedToken {
            operation: request.operation,
            token,
            asserted_user: request.assertion("user_id")?,
            asserted_device: match request.assertion("device_id")? {
                None => request.assertion("org.matrix.msc3202.device_id")?,
                device => device,
            },
        };
        let caller = find(presented).await?;
        let of_users =
            |scheme: &Scheme| matches!(scheme, Scheme::AccessTokenBearer | Scheme::AccessTokenQuery);
        let for_users = schemes.iter().any(of_users);
        match caller {
            Caller::ApplicationService { .. } => Ok(caller),
            Caller::User { .. } if for_users => Ok(caller),
            Caller::User { .. } => {
                Err(ErrorResponse::forbidden("the endpoint is for application services only"))
            }
            Caller::Homeserver | Caller::Server { .. } => Err(ErrorResponse::unknown_token()),
        }
    }

    /// Checks the token by which a homeserver authenticates itself to an application service; `None` without a token.
    ///
    /// Older homeservers send it in the query, and some in both the query and the header. See the
    /// [specification](https://spec.matrix.org/v1.19/application-service-api/#authorization).
    fn homeserver(&self, request: &Presented<'_>) -> Result<Option<Caller>, ErrorResponse> {
        let expected = self.homeserver_tokens.as_ref().ok_or_else(unchecked)?;
        let tokens = [request.bearer()?, request.query_token()?];
        let given: Vec<_> = tokens.into_iter().flatten().collect();
        let expected = expected.lock().unwrap_or_else(PoisonError::into_inner);
        let is_all_given = |expected: &Secret| {
            // All tokens are compared, so the time does not tell which one was wrong.
            given.iter().filter(|token| **token == *expected).count() == given.len()
        };
        match given.len() {
            0 => Ok(None),
            _ if expected.iter().filter(|expected| is_all_given(expected)).count() > 0 => {
                Ok(Some(Caller::Homeserver))
            }
            _ => Err(ErrorResponse::forbidden("the token is not the `hs_token` of the homeserver")),
        }
    }
}

/// Returns a 500: the program set no check for the credential. A 401 would end the client's session.
pub(super) fn unchecked() -> ErrorResponse {
    ErrorResponse::internal("the server is not set up to check the credentials of this endpoint")
}

/// Whether an operation accepts a token in the query.
fn accepts_query(schemes: &[Scheme]) -> bool {
    let in_query =
        |scheme: &Scheme| matches!(scheme, Scheme::AccessTokenQuery | Scheme::AppserviceAccessTokenQuery);
    schemes.iter().any(in_query)
}
