//! Sessions that the program ends.

use crate::client_server::Client;
#[cfg(helper = "deactivate")]
use crate::client_server::call;
use crate::error::Error;
use crate::error::SessionError;
use crate::http::call::Call;
use matrix_openapi_core::error::ErrorCode;

impl Client {
    /// Logs out, and forgets the tokens in all clones and in the session store. A session that the server does not
    /// know any more is forgotten too.
    ///
    /// # Errors
    /// If the server could not be told, and then the session goes on: [`forget`](crate::Session::forget) ends it
    /// all the same. With [`SessionError::Uncleared`] the session has ended, but the store may still hold it.
    #[cfg(helper = "logout")]
    pub async fn log_out(&self) -> Result<(), Error> {
        end(crate::http::response_fields::call(self.session(), "logout")?).await
    }

    /// Deactivates the account for good, and forgets the tokens in all clones and in the session store. The call's
    /// [`options`](call::DeactivateAccount::options) take the stages of the authentication that most servers ask for.
    ///
    /// # Errors
    /// If the server refuses or could not be told. With [`SessionError::Uncleared`] the account is deactivated, but the
    /// store may still hold the session.
    #[cfg(helper = "deactivate")]
    pub async fn deactivate(&self, deactivation: call::DeactivateAccount<'_>) -> Result<(), Error> {
        end(deactivation.into()).await
    }
}

/// Sends the call that ends its session. What the server says beside its success is of no importance.
async fn end(call: Call<'_>) -> Result<(), Error> {
    let (session, operation) = (call.session(), call.operation());
    let tokens = session.tokens();
    // The head of the response is enough, whatever becomes of its body.
    match call.send_stream().await {
        Err(error) if !is_gone(&error) => Err(error),
        _ => {
            // They may have been refreshed for this call.
            let tokens = session.tokens().or(tokens);
            session.forget();
            session.clear(operation, tokens.as_ref()).await
        }
    }
}

/// Whether the server has ended the session.
fn is_gone(error: &Error) -> bool {
    match error {
        Error::Session { source, .. } => {
            matches!(**source, SessionError::Refused(_) | SessionError::LoggedOut)
        }
        _ => error.errcode() == Some(&ErrorCode::UnknownToken),
    }
}
