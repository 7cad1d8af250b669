//! Registers an account.

use crate::auth::start_session::{LoggedIn, start_session};
use crate::client::options::CallOptions;
use crate::client_server::Client;
use crate::client_server::call;
use crate::error::Error;
use crate::http::call::Call;
use crate::http::response_fields::{self, ResponseFields};
use matrix_openapi_core::id::UserId;

impl Client {
    /// Registers a user of the application service, without a session: the application service acts as the user with its own
    /// credentials, and homeservers that leave accounts to an OAuth 2.0 server create no sessions here.
    ///
    /// See [register](https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3register).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let bob = client.register_appservice_user("_irc_bob").await?;
    /// client.as_user(&bob).set_profile_field(&bob, "displayname", &serde_json::json!({"displayname": "Bob"})).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the client has no application service's credentials, or the server refuses, such as with `M_USER_IN_USE`.
    pub async fn register_appservice_user(&self, localpart: impl Into<String>) -> Result<UserId, Error> {
        let mut call = response_fields::call(self.session(), "register")?;
        call.options(CallOptions::new().authenticated());
        call.set_field("type", "m.login.application_service");
        call.set_field("username", &localpart.into());
        call.set_field("inhibit_login", &true);
        ResponseFields::of(call).await?.user_id()
    }

    /// Registers an account with a session and a refresh token, and returns a client with the session.
    ///
    /// Most servers ask for user-interactive authentication: see the call's [`options`](call::Register::options).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::auth::Uia;
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let registration = client.register().username("alice").password("wonderland");
    /// let alice = client.sign_up(registration.options(Uia::new().registration_token("t0k3n"))).await?.client;
    /// println!("{}", alice.whoami().await?.user_id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the server refuses or returns no token, or the session cannot be saved; the client then ends the new session.
    pub async fn sign_up(&self, registration: call::Register<'_>) -> Result<LoggedIn, Error> {
        let mut call = Call::from(registration);
        call.set_field("inhibit_login", &false);
        call.set_field("refresh_token", &true);
        let (session, operation) = (call.session(), call.operation());
        let response = ResponseFields::of(call).await?;
        match response.secret("access_token") {
            Some(access_token) => start_session(session, operation, access_token, &response).await,
            None => {
                let reason = "was ignored by the server, so the new account has no session; log in";
                Err(Error::argument(operation.id, "inhibit_login", reason))
            }
        }
    }
}
