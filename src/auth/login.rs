//! Logging in.

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
use matrix_openapi_core::secret::Secret;

/// A login that is being put together; [`Client::log_in`] sends it.
///
/// [`Client::password_login`] and [`Client::token_login`] start one, and every call of the operation `login` becomes
/// one.
#[derive(Debug)]
#[must_use = "a login does nothing until a client sends it"]
pub struct LoginRequest<'a> {
    call: Result<Call<'a>, Error>,
}

impl LoginRequest<'_> {
    /// Logs in as this device, which keeps its keys; the server makes a device otherwise.
    pub fn device_id(self, device_id: impl Into<String>) -> Self {
        self.field("device_id", &device_id.into())
    }

    /// Names the device if this login makes one.
    pub fn initial_device_display_name(self, name: impl Into<String>) -> Self {
        self.field("initial_device_display_name", &name.into())
    }

    /// Sets any field of the request.
    pub fn field(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        if let Ok(call) = &mut self.call {
            call.set_field(name, value);
        }
        self
    }

    /// Sets what the call does otherwise than its client.
    pub fn options(mut self, options: impl Into<CallOptions>) -> Self {
        if let Ok(call) = &mut self.call {
            call.options(options);
        }
        self
    }
}

impl<'a> From<call::Login<'a>> for LoginRequest<'a> {
    fn from(login: call::Login<'a>) -> Self {
        Self { call: Ok(login.into()) }
    }
}

/// A login as it is sent.
#[derive(Serialize)]
struct LoginBody<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    proof: BTreeMap<&'static str, &'a Secret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<LoginIdentifier>,
}

/// What names a user.
#[derive(Serialize)]
struct LoginIdentifier {
    r#type: &'static str,
    user: String,
}

impl Client {
    /// Starts a login with a password, for a user id or its local part; [`log_in`](Self::log_in) sends it.
    pub fn password_login(&self, user: impl Into<String>, password: impl Into<Secret>) -> LoginRequest<'_> {
        let identifier = Some(LoginIdentifier { r#type: "m.id.user", user: user.into() });
        let password = password.into();
        let proof = BTreeMap::from([("password", &password)]);
        self.start_login(&LoginBody { r#type: "m.login.password", proof, identifier })
    }

    /// Starts a login with a token, which single sign-on ends with; [`log_in`](Self::log_in) sends it.
    pub fn token_login(&self, token: impl Into<Secret>) -> LoginRequest<'_> {
        let token = token.into();
        let proof = BTreeMap::from([("token", &token)]);
        self.start_login(&LoginBody { r#type: "m.login.token", proof, identifier: None })
    }

    /// Sends a login, asks for a refresh token with it, and gives a client with the session. A
    /// [`SessionStore`](crate::auth::SessionStore) gets the session first.
    ///
    /// # Errors
    /// If the server refuses or gives no access token, or the session cannot be saved, which ends it again.
    pub async fn log_in<'a>(&self, login: impl Into<LoginRequest<'a>>) -> Result<LoggedIn, Error> {
        let mut call = login.into().call?;
        call.set_field("refresh_token", &true);
        let (session, operation) = (call.session(), call.operation());
        let response = ResponseFields::of(call).await?;
        start_session(session, operation, response.access_token()?, &response).await
    }

    fn start_login(&self, body: &LoginBody<'_>) -> LoginRequest<'_> {
        let call = response_fields::call(self.session(), "login").map(|mut call| {
            call.json(body);
            call
        });
        LoginRequest { call }
    }
}
