//! Starts a session with the tokens of a login.

use crate::auth::refresh::request_owner;
use crate::auth::stored_session::{OAuthSession, RefreshMethod, StoredSession};
use crate::client::builder::ApiClient;
use crate::client::session::Session;
use crate::client_server::Client;
use crate::error::Error;
use crate::oauth::device::{other_device, same_device};
use crate::oauth::error::OAuthError;
use crate::oauth::request::TOKEN;
use crate::oauth::revocation::revoke;
use crate::oauth::token_response::IssuedTokens;

/// Checks the tokens and their owner, saves the session, and returns a client with it. Revokes the tokens if that fails, since
/// the program never gets them.
pub(super) async fn start_session(
    session: &Session,
    oauth: OAuthSession,
    device_id: &str,
    issued: IssuedTokens,
) -> Result<Client, Error> {
    let IssuedTokens { tokens, defect } = issued;
    let started = async {
        defect.map_or(Ok(()), Err)?;
        let owner = request_owner(session, &tokens).await?;
        if owner.device_id.as_deref() != Some(device_id) {
            return Err(other_device(device_id, owner.device_id.as_deref()).into());
        }
        let mut stored = StoredSession::new(session.base_url(), owner.user_id.clone(), tokens.clone());
        stored.device_id = Some(device_id.to_owned());
        stored.refresh = RefreshMethod::OAuth(oauth.clone());
        let session = session.with_credentials(stored);
        session.save(&TOKEN, &tokens).await?;
        Ok::<_, Error>(session)
    };
    let late = Err(Error::Timeout { operation: TOKEN.id });
    // Time for the request and for the store.
    let limit = session.settings().timeout.saturating_mul(2);
    match tokio::time::timeout(limit, started).await.unwrap_or(late) {
        Ok(session) => Ok(Client::from_session(session)),
        Err(error) => {
            let _ = revoke(session, &oauth, &tokens).await;
            Err(error)
        }
    }
}

/// Checks the device that a homeserver names as the owner of a session by OAuth 2.0.
pub(crate) fn check_device(session: &Session, found: Option<String>) -> Result<(), OAuthError> {
    match session.tokens.as_ref().and_then(|cell| cell.known_owner()) {
        Some(owner) if owner.oauth().is_some() => same_device(&owner, found.as_deref()),
        _ => Ok(()),
    }
}
