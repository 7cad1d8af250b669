//! Logins on another device: [RFC 8628](https://www.rfc-editor.org/rfc/rfc8628).

use std::fmt;
use std::time::Duration;

use matrix_openapi_core::__private::printable;
use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::json::RawJson;
use matrix_openapi_core::secret::Secret;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, sleep};
use url::Url;

use crate::auth::stored_session::OAuthSession;
use crate::client::session::Session;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::execution::deadline_after;
use crate::oauth::client_metadata::DEVICE_CODE;
use crate::oauth::error::{OAuthError, code, is_temporary};
use crate::oauth::random::random_device_id;
use crate::oauth::refusal::refused;
use crate::oauth::registration::OAuth;
use crate::oauth::request::{AUTHORIZE_DEVICE, EndpointRequest, TOKEN};
use crate::oauth::server::{checked, required};
use crate::oauth::start::start_session;
use crate::oauth::token_response::{IssuedTokens, check_device_id, request_tokens, scope, seconds};

impl OAuth {
    /// Starts a login for which the user enters a code on another device: for bots and programs without a browser.
    pub fn device_code(&self) -> DeviceCode<'_> {
        DeviceCode::new(self)
    }
}

/// The interval of polling if the server names none, by the RFC.
const INTERVAL: Duration = Duration::from_secs(5);

/// The shortest interval, whatever the server says.
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);

/// The longest interval, whatever the server says.
const LONGEST_INTERVAL: Duration = Duration::from_secs(60);

/// How much longer the interval becomes when the server asks to slow down, by the RFC.
const SLOWER: Duration = Duration::from_secs(5);

/// The longest time that a login waits for the user, whatever the server says.
const LONGEST_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// The start of a login on another device; await it.
///
/// See [device authorization grant](https://spec.matrix.org/v1.19/client-server-api/#device-authorisation-grant).
#[derive(Debug)]
#[must_use = "a login starts only once it is awaited"]
pub struct DeviceCode<'a> {
    oauth: &'a OAuth,
    device_id: Option<String>,
}

impl<'a> DeviceCode<'a> {
    pub(super) fn new(oauth: &'a OAuth) -> Self {
        Self { oauth, device_id: None }
    }

    /// Logs in as this device, such as one that has keys already. By default the device is new.
    pub fn device_id(mut self, device_id: impl IntoOption<String>) -> Self {
        self.device_id = device_id.into_option();
        self
    }

    async fn start(self) -> Result<DeviceLogin, Error> {
        let OAuth { session, server, .. } = self.oauth;
        const NAME: &str = "device authorization";
        let endpoint = server.fields.device_authorization_endpoint.as_ref();
        let url = required("device_authorization_endpoint", endpoint, NAME, session.base())?;
        self.oauth.require_grant(DEVICE_CODE, NAME)?;
        let device_id = self.device_id.map_or_else(random_device_id, Ok)?;
        check_device_id(&device_id)?;
        let fields = [("client_id", self.oauth.client_id()), ("scope", &scope(&device_id))];
        let request = EndpointRequest::form(session, &AUTHORIZE_DEVICE, &url, &fields);
        let to_refusal = |error| refused(error, &[], OAuthError::Refused);
        let response: RawJson = request.send_as().await.map_err(to_refusal)?;
        let malformed =
            |_| OAuthError::Unsupported("device authorization: its response lacks required fields");
        let response: DeviceAuthorization = response.parse_as().map_err(malformed)?;
        DeviceLogin::new(self.oauth, device_id, response)
    }
}

impl<'a> IntoFuture for DeviceCode<'a> {
    type Output = Result<DeviceLogin, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.start())
    }
}

#[derive(Deserialize)]
struct DeviceAuthorization {
    device_code: Secret,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    interval: Value,
}

/// A login that waits for the user to enter a code on another device.
///
/// See [device authorization grant](https://spec.matrix.org/v1.19/client-server-api/#device-authorisation-grant).
#[must_use = "a login is complete only after `wait`"]
pub struct DeviceLogin {
    session: Session,
    oauth: OAuthSession,
    device_id: String,
    device_code: Secret,
    user_code: String,
    verification_uri: Url,
    verification_uri_complete: Option<Url>,
    expires_at: Instant,
    interval: Duration,
}

impl DeviceLogin {
    /// Returns the URL that the user opens, to enter [`user_code`](Self::user_code) there.
    pub fn verification_uri(&self) -> &str {
        self.verification_uri.as_str()
    }

    /// Returns the URL that includes the code, if the server has one, for a link or a QR code.
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.verification_uri_complete.as_ref().map(Url::as_str)
    }

    /// Returns the code that the user enters.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Returns how long the user may take, at most an hour.
    pub fn expires_in(&self) -> Duration {
        self.expires_at.saturating_duration_since(Instant::now())
    }

    /// Returns the device that logs in.
    pub fn device_id(&self) -> &str {
        &self.device_id
    }

    /// Polls until the user has decided, and returns a client with the session, which is saved in the client's store.
    ///
    /// It polls at the server's interval, but at least once a minute and at most once a second. Dropping the future ends the
    /// login.
    ///
    /// # Errors
    /// [`OAuthError::Denied`] if the user refuses, and [`OAuthError::Expired`] once the code has expired. Otherwise, if the
    /// server refuses, the tokens belong to another device, or the session cannot be saved. Tokens of a failed login are revoked.
    pub async fn wait(self) -> Result<Client, Error> {
        let url = checked("token_endpoint", &self.oauth.token_endpoint, self.session.base())?;
        let mut interval = self.interval;
        loop {
            let left = self.expires_in();
            if left.is_zero() {
                return Err(OAuthError::Expired.into());
            }
            sleep(interval.min(left)).await;
            let error = match self.poll(&url).await {
                Ok(tokens) => return start_session(&self.session, self.oauth, &self.device_id, tokens).await,
                Err(error) => error,
            };
            match pause(&error) {
                Some(longer) => interval = interval.saturating_add(longer).min(LONGEST_INTERVAL),
                None => return Err(self.refused(error)),
            }
        }
    }

    fn new(oauth: &OAuth, device_id: String, response: DeviceAuthorization) -> Result<Self, Error> {
        let base = oauth.session.base();
        let verification_uri = checked("verification_uri", &response.verification_uri, base)?;
        let complete = response.verification_uri_complete;
        let complete = complete.map(|url| checked("verification_uri_complete", &url, base)).transpose()?;
        // Programs print it, and control characters can command a terminal.
        if printable(&response.user_code, &[]) != response.user_code {
            return Err(
                OAuthError::Unsupported("device authorization: its user code is not printable").into()
            );
        }
        let lifetime = seconds(&response.expires_in).unwrap_or(LONGEST_LIFETIME).min(LONGEST_LIFETIME);
        let interval = seconds(&response.interval).unwrap_or(INTERVAL);
        Ok(Self {
            session: oauth.session.clone(),
            oauth: oauth.stored(),
            device_id,
            device_code: response.device_code,
            user_code: response.user_code,
            verification_uri,
            verification_uri_complete: complete,
            expires_at: deadline_after(lifetime),
            interval: interval.clamp(SHORTEST_INTERVAL, LONGEST_INTERVAL),
        })
    }

    async fn poll(&self, url: &Url) -> Result<IssuedTokens, Error> {
        let fields = [
            ("grant_type", DEVICE_CODE),
            ("device_code", self.device_code.expose()),
            ("client_id", self.oauth.client_id.as_str()),
        ];
        let request = EndpointRequest::form(&self.session, &TOKEN, url, &fields).without_retries();
        request_tokens(request, Some(&self.device_id)).await
    }

    fn refused(&self, error: Error) -> Error {
        refused(error, &[self.device_code.expose()], OAuthError::Refused)
    }
}

/// Returns how much longer the interval becomes before the next poll; `None` if the login has failed.
fn pause(error: &Error) -> Option<Duration> {
    let slower = || SLOWER.max(error.retry_after().unwrap_or_default());
    match error.api() {
        Some(response) if code(response) == Some("authorization_pending") => Some(Duration::ZERO),
        // A server that fails or does not respond may be overloaded.
        Some(response) => is_temporary(response).then(slower),
        None => error.is_temporary().then(slower),
    }
}

impl fmt::Debug for DeviceLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the user code: anyone who sees it could complete the login.
        f.debug_struct("DeviceLogin")
            .field("client_id", &self.oauth.client_id)
            .field("device_id", &self.device_id)
            .finish_non_exhaustive()
    }
}
