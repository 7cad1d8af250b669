//! Revokes the tokens of a session: [RFC 7009](https://www.rfc-editor.org/rfc/rfc7009).

use std::time::Duration;

use crate::auth::stored_session::OAuthSession;
use crate::auth::tokens::Tokens;
use crate::client::session::Session;
use crate::error::Error;
use crate::oauth::error::{code, is_temporary};
use crate::oauth::request::{EndpointRequest, REVOKE};
use crate::oauth::server::required;

/// Revokes the tokens of a session that began with OAuth 2.0, and forgets and clears it; `None` for other sessions.
pub(crate) async fn log_out(session: &Session) -> Option<Result<(), Error>> {
    let cell = session.tokens.as_ref()?;
    let owner = cell.known_owner()?;
    let oauth = owner.oauth()?;
    Some(
        async {
            // A refresh that is running would bring other tokens.
            let limit: Duration = session.settings().timeout.saturating_mul(2);
            let late = |_| Error::Timeout { operation: REVOKE.id };
            let exclusive = tokio::time::timeout(limit, cell.pause_refreshes()).await.map_err(late)?;
            let newest = cell.newest_tokens();
            if let Some(tokens) = &newest {
                revoke(session, oauth, tokens).await?;
            }
            session.forget();
            drop(exclusive);
            session.clear(&REVOKE, newest.as_ref()).await
        }
        .await,
    )
}

/// Revokes tokens. A server that does not know them has nothing to revoke.
pub(super) async fn revoke(session: &Session, oauth: &OAuthSession, tokens: &Tokens) -> Result<(), Error> {
    let endpoint = oauth.revocation_endpoint.as_ref();
    let url = required("revocation_endpoint", endpoint, "the revocation of tokens", session.base())?;
    let access = (tokens.access_token(), "access_token");
    // The refresh token first: the server ends the whole session with it.
    let refresh = tokens.refresh_token().map(|token| (token, "refresh_token"));
    let mut outcome = Ok(());
    for (token, hint) in refresh.into_iter().chain([access]) {
        let fields =
            [("token", token.expose()), ("token_type_hint", hint), ("client_id", oauth.client_id.as_str())];
        outcome = match EndpointRequest::form(session, &REVOKE, &url, &fields).send().await {
            // The status decides; the body is ignored.
            Ok(_) | Err(Error::BodyTooLarge { .. }) => return Ok(()),
            Err(error) if is_unknown(&error) => return Ok(()),
            Err(error) => Err(error),
        };
        // Some servers revoke access tokens only.
        let unsupported = |error: &Error| error.api().and_then(code) == Some("unsupported_token_type");
        if !outcome.as_ref().is_err_and(unsupported) {
            break;
        }
    }
    outcome
}

/// Whether the server does not know the token or its client, so the session is over.
fn is_unknown(error: &Error) -> bool {
    let error = error.api().filter(|error| !is_temporary(error));
    error
        .and_then(code)
        .is_some_and(|code| matches!(code, "invalid_token" | "invalid_grant" | "invalid_client"))
}
