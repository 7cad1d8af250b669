//! Refreshes the tokens of a session at the token endpoint.

use std::sync::Arc;

use http::StatusCode;
use matrix_openapi_core::error::ApiError;

use crate::auth::credentials::Credentials;
use crate::auth::refresh as homeserver;
use crate::auth::refresh::request_owner;
use crate::auth::session_owner::SessionOwner;
use crate::auth::stored_session::OAuthSession;
use crate::auth::token_cell::{Confirmation, TokenEndpoint};
use crate::auth::tokens::Tokens;
use crate::client::session::Session;
use crate::error::{Error, SessionError};
use crate::http::box_future::BoxFuture;
use crate::oauth::client_metadata::REFRESH_TOKEN;
use crate::oauth::device::same_device;
use crate::oauth::error::{OAuthError, code, is_temporary};
use crate::oauth::request::{EndpointRequest, TOKEN};
use crate::oauth::server::checked;
use crate::oauth::token_response::request_tokens;

/// The codes of a token endpoint: [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-5.2).
const CODES: [&str; 7] = [
    "access_denied",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "unauthorized_client",
    "unsupported_grant_type",
];

/// The authorization server of a session.
struct OAuthTokenEndpoint {
    session: Session,
    oauth: OAuthSession,
    owner: Arc<SessionOwner>,
}

/// Returns the token endpoint of a session: of its authorization server, or of its homeserver.
pub(crate) fn token_endpoint(session: &Session) -> Arc<dyn TokenEndpoint> {
    let owner = session.tokens.as_ref().and_then(|cell| cell.known_owner());
    match owner.and_then(|owner| Some((owner.oauth()?.clone(), owner))) {
        Some((oauth, owner)) => Arc::new(OAuthTokenEndpoint { session: session.anonymous(), oauth, owner }),
        None => homeserver::token_endpoint(session),
    }
}

impl TokenEndpoint for OAuthTokenEndpoint {
    fn base_url(&self) -> &str {
        self.session.base_url()
    }

    fn refresh<'a>(&'a self, credentials: &'a Credentials) -> BoxFuture<'a, Result<Tokens, SessionError>> {
        Box::pin(async { self.request(credentials).await.map_err(classify) })
    }

    fn owner<'a>(&'a self, tokens: &'a Tokens) -> BoxFuture<'a, Result<SessionOwner, Error>> {
        Box::pin(request_owner(&self.session, tokens))
    }

    fn confirm<'a>(&'a self, tokens: &'a Tokens) -> BoxFuture<'a, Result<Confirmation, SessionError>> {
        Box::pin(self.compare_owner(tokens))
    }
}

impl OAuthTokenEndpoint {
    async fn request(&self, credentials: &Credentials) -> Result<Tokens, Error> {
        let OAuthSession { token_endpoint, client_id, .. } = &self.oauth;
        let url = checked("token_endpoint", token_endpoint, self.session.base())?;
        let refresh_token = credentials.tokens().and_then(|tokens| tokens.refresh_token());
        let missing = OAuthError::InvalidArgument { argument: "refresh_token", reason: "is missing" };
        let refresh_token = refresh_token.ok_or(missing)?;
        let fields = [
            ("grant_type", REFRESH_TOKEN),
            ("refresh_token", refresh_token.expose()),
            ("client_id", client_id.as_str()),
        ];
        let request = EndpointRequest::form(&self.session, &TOKEN, &url, &fields);
        let tokens = request_tokens(request, self.owner.device_id.as_deref()).await?.usable()?;
        // Without a new refresh token the previous one stays valid.
        Ok(match tokens.refresh_token() {
            Some(_) => tokens,
            None => tokens.with_refresh_token(refresh_token.clone()),
        })
    }

    /// Asks the homeserver whose tokens these are: the authorization server may have issued tokens of another user.
    async fn compare_owner(&self, tokens: &Tokens) -> Result<Confirmation, SessionError> {
        let found = match request_owner(&self.session, tokens).await {
            Ok(found) => found,
            Err(error) if error.api().is_some_and(|error| error.rejects_token()) => {
                return Ok(Confirmation::Rejected(error));
            }
            Err(error) => return Err(SessionError::Temporary(error)),
        };
        if found.user_id != self.owner.user_id {
            let expected = self.owner.user_id.clone();
            return Err(SessionError::Refused(Error::OtherUser { expected, found: found.user_id }));
        }
        let same = same_device(&self.owner, found.device_id.as_deref());
        same.map(|()| Confirmation::Same).map_err(|error| SessionError::Refused(error.into()))
    }
}

/// Classifies the error of a refresh. The session is over if the authorization server says so with a code of OAuth 2.0, or issues
/// tokens that must not be used. All other errors are temporary, such as those of a broken connection or of a gateway, which may be
/// JSON too.
fn classify(error: Error) -> SessionError {
    let is_final = match &error {
        Error::OAuth(_) => true,
        error => error.api().is_some_and(ends_session),
    };
    if is_final { SessionError::Refused(error) } else { SessionError::Temporary(error) }
}

/// Whether an error response means that the refresh token, or the client, is not valid any more.
fn ends_session(error: &ApiError) -> bool {
    let Some(code) = code(error).filter(|_| !is_temporary(error)) else { return false };
    match error.status {
        // The status of refusals. Servers have codes of their own, which look alike.
        StatusCode::BAD_REQUEST => code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
        status => status.is_client_error() && CODES.contains(&code),
    }
}
