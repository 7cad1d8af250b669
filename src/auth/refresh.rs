//! The requests of a refresh:
//! [refreshing access tokens](https://spec.matrix.org/v1.19/client-server-api/#refreshing-access-tokens).

use std::sync::Arc;

use http::StatusCode;
use matrix_openapi_core::error::ErrorCode;

use crate::auth::credentials::Credentials;
use crate::auth::session_owner::SessionOwner;
use crate::auth::token_cell::TokenEndpoint;
use crate::auth::tokens::Tokens;
use crate::client::session::Session;
use crate::error::{Error, SessionError};
use crate::http::box_future::BoxFuture;
#[cfg(any(helper = "refresh", helper = "restore"))]
use crate::http::response_fields::{self, ResponseFields};

/// The homeserver of a session, which refreshes its tokens itself.
struct HomeserverTokenEndpoint(Session);

/// Returns the token endpoint of a session.
pub(crate) fn token_endpoint(session: &Session) -> Arc<dyn TokenEndpoint> {
    Arc::new(HomeserverTokenEndpoint(session.anonymous()))
}

impl TokenEndpoint for HomeserverTokenEndpoint {
    fn base_url(&self) -> &str {
        self.0.base_url()
    }

    fn refresh<'a>(&'a self, credentials: &'a Credentials) -> BoxFuture<'a, Result<Tokens, SessionError>> {
        Box::pin(async { request_tokens(&self.0, credentials).await.map_err(classify) })
    }

    fn owner<'a>(&'a self, tokens: &'a Tokens) -> BoxFuture<'a, Result<SessionOwner, Error>> {
        Box::pin(request_owner(&self.0, tokens))
    }
}

/// The body of a refresh.
#[cfg(helper = "refresh")]
#[derive(serde::Serialize)]
struct RefreshBody<'a> {
    refresh_token: &'a matrix_openapi_core::secret::Secret,
}

/// Requests the owner of the tokens.
#[cfg(helper = "restore")]
pub(crate) async fn request_owner(session: &Session, tokens: &Tokens) -> Result<SessionOwner, Error> {
    // Without the refresh token, since this request is part of a refresh or a login.
    let credentials = Credentials::access_token(tokens.access_token().clone());
    let session = session.anonymous().with_credentials(credentials);
    let response = ResponseFields::of(response_fields::call(&session, "getTokenOwner")?).await?;
    Ok(SessionOwner::new(session.base_url(), response.user_id()?, response.string("device_id")))
}

#[cfg(not(helper = "restore"))]
pub(crate) async fn request_owner(_: &Session, _: &Tokens) -> Result<SessionOwner, Error> {
    Err(Error::argument("getTokenOwner", "operation", "is not in the description"))
}

#[cfg(helper = "refresh")]
async fn request_tokens(session: &Session, credentials: &Credentials) -> Result<Tokens, Error> {
    let refresh_token = credentials.tokens().and_then(|tokens| tokens.refresh_token());
    let missing = || Error::argument("refresh", "refresh_token", "is missing");
    let refresh_token = refresh_token.ok_or_else(missing)?;
    let mut call = response_fields::call(session, "refresh")?;
    call.json(&RefreshBody { refresh_token });
    let response = ResponseFields::of(call).await?;
    // Without a new refresh token the previous one stays valid.
    let next = response.secret("refresh_token").unwrap_or_else(|| refresh_token.clone());
    let tokens = Tokens::new(response.access_token()?).with_refresh_token(next);
    Ok(tokens.with_expiry(response.expiry()))
}

#[cfg(not(helper = "refresh"))]
async fn request_tokens(_: &Session, _: &Credentials) -> Result<Tokens, Error> {
    Err(Error::argument("refresh", "operation", "is not in the description"))
}

/// Classifies the error of a refresh. Only two responses mean that the refresh token is invalid. All other errors are temporary: a
/// locked account, a rate limit, a server error, a broken connection, or a path that is unavailable for now.
fn classify(error: Error) -> SessionError {
    let is_final = error.api().is_some_and(|error| {
        matches!(
            (error.status, &error.errcode),
            (StatusCode::UNAUTHORIZED, Some(ErrorCode::UnknownToken))
                | (StatusCode::FORBIDDEN, Some(ErrorCode::Forbidden))
        )
    });
    if is_final { SessionError::Refused(error) } else { SessionError::Temporary(error) }
}
