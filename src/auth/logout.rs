//! Ends a session.

use crate::client_server::Client;
#[cfg(helper = "deactivate")]
use crate::client_server::call;
use crate::error::Error;
use crate::error::SessionError;
use crate::http::call::Call;
use matrix_openapi_core::error::ErrorCode;

impl Client {
    /// Logs out, and forgets the tokens in all clones and in the session store, even if the server has already ended
    /// the session. The authorization server of an OAuth 2.0 session revokes its tokens.
    ///
    /// See [logout](https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3logout) and
    /// [token revocation](https://spec.matrix.org/v1.19/client-server-api/#token-revocation).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let bot = client.log_in(client.password_login("bot", "wonderland")).await?.client;
    /// bot.log_out().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the request fails, or the authorization server revokes no tokens; then the session continues, and
    /// [`forget`](crate::Session::forget) ends it without the server.
    /// After [`SessionError::Uncleared`] the session has ended, but the store may still hold it.
    #[cfg(helper = "logout")]
    pub async fn log_out(&self) -> Result<(), Error> {
        #[cfg(helper = "oauth")]
        if let Some(outcome) = crate::oauth::log_out(self.session()).await {
            return outcome;
        }
        end(crate::http::response_fields::call(self.session(), "logout")?).await
    }

    /// Deactivates the account permanently, and forgets the tokens in all clones and in the session store.
    ///
    /// Most servers ask for user-interactive authentication: see the call's
    /// [`options`](call::DeactivateAccount::options).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::auth::Uia;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let uia = Uia::new().password("alice", "wonderland");
    /// client.deactivate(client.deactivate_account().erase(true).options(uia)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the request fails. After [`SessionError::Uncleared`] the account is deactivated, but the store may still hold the
    /// session.
    #[cfg(helper = "deactivate")]
    pub async fn deactivate(&self, deactivation: call::DeactivateAccount<'_>) -> Result<(), Error> {
        end(deactivation.into()).await
    }
}

/// Sends the call that ends its session, and clears the session if it succeeds.
async fn end(call: Call<'_>) -> Result<(), Error> {
    let (session, operation) = (call.session(), call.operation());
    let tokens = session.tokens();
    // The status decides; the body is ignored.
    match call.send_stream().await {
        Err(error) if !is_gone(&error) => Err(error),
        _ => {
            // The call may have refreshed the tokens.
            let tokens = session.tokens().or(tokens);
            session.forget();
            session.clear(operation, tokens.as_ref()).await
        }
    }
}

/// Whether the server has ended the session.
#[inline]
fn is_gone(error: &Error) -> bool {
    match error {
        Error::Session { source, .. } => {
            matches!(**source, SessionError::Refused(_) | SessionError::LoggedOut)
        }
        _ => error.errcode() == Some(&ErrorCode::UnknownToken),
    }
}
