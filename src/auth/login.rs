//! Logs in.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::auth::start_session::{LoggedIn, start_session};
use crate::client::options::CallOptions;
use crate::client_server::Client;
use crate::client_server::call;
use crate::error::Error;
use crate::http::call::Call;
use crate::http::response_fields;
use crate::http::response_fields::ResponseFields;
use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::secret::Secret;

/// A login request; [`Client::log_in`] sends it.
///
/// [`Client::password_login`] and [`Client::token_login`] start one, and a call of the operation `login` converts into one.
#[derive(Debug)]
#[must_use = "a login does nothing until a client sends it"]
pub struct LoginRequest<'a> {
    call: Result<Call<'a>, Error>,
}

impl LoginRequest<'_> {
    /// Logs in as an existing device, which keeps its keys. By default the server creates a device.
    pub fn device_id(self, device_id: impl IntoOption<String>) -> Self {
        self.optional_field("device_id", device_id)
    }

    /// Sets the display name of a device that the login creates.
    pub fn initial_device_display_name(self, name: impl IntoOption<String>) -> Self {
        self.optional_field("initial_device_display_name", name)
    }

    /// Sets a field of the request body.
    pub fn field(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        if let Ok(call) = &mut self.call {
            call.set_field(name, value);
        }
        self
    }

    /// Overrides client settings for this request, replacing any earlier options.
    pub fn options(mut self, options: impl Into<CallOptions>) -> Self {
        if let Ok(call) = &mut self.call {
            call.options(options);
        }
        self
    }

    fn optional_field(self, name: &str, value: impl IntoOption<String>) -> Self {
        match value.into_option() {
            Some(value) => self.field(name, &value),
            None => self,
        }
    }
}

impl<'a> From<call::Login<'a>> for LoginRequest<'a> {
    #[inline]
    fn from(login: call::Login<'a>) -> Self {
        Self { call: Ok(login.into()) }
    }
}

/// The body of a login.
#[derive(Serialize)]
struct LoginBody<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    proof: BTreeMap<&'static str, &'a Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<LoginIdentifier>,
}

/// The identifier of a user.
#[derive(Serialize)]
struct LoginIdentifier {
    r#type: &'static str,
    user: String,
}

impl Client {
    /// Starts a login with a password, for a user ID or its localpart; [`log_in`](Self::log_in) sends it.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let login = client.password_login("@alice:example.org", "wonderland").initial_device_display_name("my bot");
    /// let alice = client.log_in(login).await?.client;
    /// println!("{}", alice.whoami().await?.user_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn password_login(&self, user: impl Into<String>, password: impl Into<Secret>) -> LoginRequest<'_> {
        let identifier = Some(LoginIdentifier { r#type: "m.id.user", user: user.into() });
        let password = password.into();
        let proof = BTreeMap::from([("password", &password)]);
        self.start_login(&LoginBody { r#type: "m.login.password", proof, identifier })
    }

    /// Starts a login with a login token, such as one from single sign-on; [`log_in`](Self::log_in) sends it.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client, token: &str) -> Result<(), matrix_openapi::Error> {
    /// let login = client.token_login(token).device_id("OLDDEVICE");
    /// let alice = client.log_in(login).await?.client;
    /// println!("{}", alice.whoami().await?.user_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn token_login(&self, token: impl Into<Secret>) -> LoginRequest<'_> {
        let token = token.into();
        let proof = BTreeMap::from([("token", &token)]);
        self.start_login(&LoginBody { r#type: "m.login.token", proof, identifier: None })
    }

    /// Sends a login, requests a refresh token, and returns a client with the session.
    ///
    /// The session is saved in the client's [`SessionStore`](crate::auth::SessionStore) first.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let logged_in = client.log_in(client.password_login("alice", "wonderland")).await?;
    /// let alice = logged_in.client;
    /// println!("{}", alice.whoami().await?.user_id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the server refuses or returns no access token, or the session cannot be saved; the client then ends the new session.
    pub async fn log_in<'a>(&self, login: impl Into<LoginRequest<'a>>) -> Result<LoggedIn, Error> {
        let mut call = login.into().call?;
        call.set_field("refresh_token", &true);
        let (session, operation) = (call.session(), call.operation());
        let response = ResponseFields::of(call).await?;
        start_session(session, operation, response.access_token()?, &response).await
    }

    #[inline]
    fn start_login(&self, body: &LoginBody<'_>) -> LoginRequest<'_> {
        let call = response_fields::call(self.session(), "login").map(|mut call| {
            call.json(body);
            call
        });
        LoginRequest { call }
    }
}
