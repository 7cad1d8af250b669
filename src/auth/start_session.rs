//! Sessions that begin.

use crate::auth::refresh::request_owner;
use crate::auth::session_owner::SessionOwner;
use crate::auth::tokens::Tokens;
use crate::client::builder::ApiClient;
use crate::client::session::Session;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::response_fields;
use crate::http::response_fields::ResponseFields;
use matrix_openapi_core::id::UserId;
use matrix_openapi_core::operation::Operation;
use matrix_openapi_core::secret::Secret;

/// A client that has just been let in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LoggedIn {
    /// The client, which refreshes its tokens itself if the server gave a refresh token.
    pub client: Client,
    /// The user.
    pub user_id: UserId,
    /// The device, if the server named one.
    pub device_id: Option<String>,
}

/// Makes a client of what a login or a registration was answered with, once its session is saved.
pub(crate) async fn start_session(
    session: &Session,
    operation: &'static Operation,
    access_token: Secret,
    response: &ResponseFields,
) -> Result<LoggedIn, Error> {
    let mut tokens = Tokens::new(access_token);
    if let Some(refresh_token) = response.get::<Secret>("refresh_token") {
        tokens = tokens.with_refresh_token(refresh_token);
    }
    if let Some(expiry) = response.expiry() {
        tokens = tokens.with_expiry(expiry);
    }
    let saved = async {
        let owner = match response.get("user_id") {
            Some(user_id) => SessionOwner::new(session.base_url(), user_id, response.get("device_id")),
            // The user is let in all the same, and the server knows who it is.
            None => request_owner(session, &tokens).await?,
        };
        let stored = owner.stored(session.base_url(), tokens.clone());
        let session = session.with_credentials(stored);
        session.save(operation, &tokens).await?;
        Ok((session, owner))
    };
    let late = Err(Error::Timeout { operation: operation.id });
    match tokio::time::timeout(session.settings().timeout, saved).await.unwrap_or(late) {
        Ok((session, SessionOwner { user_id, device_id, .. })) => {
            Ok(LoggedIn { client: Client::from_session(session), user_id, device_id })
        }
        Err(error) => {
            // Nobody has the tokens, so that nobody else could end this session.
            let session = session.with_credentials(tokens);
            if let Ok(logout) = response_fields::call(&session, "logout") {
                let _ = logout.send_stream().await;
            }
            Err(error)
        }
    }
}
