//! Starts a session from the response of a login or a registration.

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

/// A client with a new session.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LoggedIn {
    /// The client. It refreshes its tokens if the server issued a refresh token.
    pub client: Client,
    /// The user.
    pub user_id: UserId,
    /// The device, if the server returned one.
    pub device_id: Option<String>,
}

/// Saves the session in a response, and returns a client with it. Logs out again if the session cannot be saved.
pub(crate) async fn start_session(
    session: &Session,
    operation: &'static Operation,
    access_token: Secret,
    response: &ResponseFields,
) -> Result<LoggedIn, Error> {
    let tokens = Tokens::new(access_token)
        .with_refresh_token(response.secret("refresh_token"))
        .with_expiry(response.expiry());
    let saved = async {
        let owner = match response.id("user_id") {
            Some(user_id) => SessionOwner::new(session.base_url(), user_id, response.string("device_id")),
            // Some servers leave the user out; another request returns it.
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
            // The program never gets the tokens, so it could not end this session itself.
            let session = session.with_credentials(tokens);
            if let Ok(logout) = response_fields::call(&session, "logout") {
                let _ = logout.send_stream().await;
            }
            Err(error)
        }
    }
}
