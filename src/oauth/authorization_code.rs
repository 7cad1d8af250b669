//! Logins in the user's browser:
//! [authorization code grant](https://spec.matrix.org/v1.19/client-server-api/#authorization-code-flow).

use std::fmt;

use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::secret::Secret;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::auth::stored_session::OAuthSession;
use crate::client::session::Session;
use crate::client_server::Client;
use crate::error::Error;
use crate::oauth::callback::{Callback, ExpectedCallback};
use crate::oauth::client_metadata::AUTHORIZATION_CODE;
use crate::oauth::error::OAuthError;
use crate::oauth::random::{challenge, random_device_id, random_secret};
use crate::oauth::refusal::refused;
use crate::oauth::registration::OAuth;
use crate::oauth::request::{EndpointRequest, TOKEN};
use crate::oauth::server::{checked, required};
use crate::oauth::start::start_session;
use crate::oauth::token_response::{check_device_id, request_tokens, scope};

impl OAuth {
    /// Starts a login in the user's browser.
    pub fn authorization_code(&self) -> AuthorizationCode<'_> {
        AuthorizationCode::new(self)
    }
}

/// The start of a login in the user's browser: with [`loopback`](Self::loopback) for a program on the user's machine, or with
/// [`redirect_uri`](Self::redirect_uri) and [`start`](Self::start) for others.
///
/// See [authorization code flow](https://spec.matrix.org/v1.19/client-server-api/#authorization-code-flow).
#[derive(Debug)]
#[must_use = "a login does nothing until it is started"]
pub struct AuthorizationCode<'a> {
    oauth: &'a OAuth,
    device_id: Option<String>,
    redirect_uri: Option<String>,
    response_mode: Option<ResponseMode>,
    parameters: Vec<(&'static str, String)>,
}

/// The part of the redirect URI in which the server returns the code.
///
/// See [authorization code flow](https://spec.matrix.org/v1.19/client-server-api/#authorization-code-flow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseMode {
    /// The query, which the browser sends to the server of the redirect URI.
    Query,
    /// The fragment, which the browser does not send to a server.
    Fragment,
}

impl<'a> AuthorizationCode<'a> {
    pub(super) fn new(oauth: &'a OAuth) -> Self {
        let (device_id, redirect_uri, response_mode) = (None, None, None);
        Self { oauth, device_id, redirect_uri, response_mode, parameters: Vec::new() }
    }

    /// Logs in as this device, such as one that has keys already. By default the device is new.
    pub fn device_id(mut self, device_id: impl IntoOption<String>) -> Self {
        self.device_id = device_id.into_option();
        self
    }

    /// Suggests a user to the server, such as `mxid:@alice:example.org`.
    pub fn login_hint(self, hint: impl IntoOption<String>) -> Self {
        match hint.into_option() {
            Some(hint) => self.parameter("login_hint", hint),
            None => self,
        }
    }

    /// Asks the server to let the user create an account.
    pub fn create_account(self) -> Self {
        self.parameter("prompt", "create".to_owned())
    }

    /// Sets the redirect URI, which must be one of the client's metadata. A URI on loopback (`http` to `localhost`, `127.0.0.1` or
    /// `[::1]`) is registered without a port; here it has the port of the program's own listener.
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(uri.into());
        self
    }

    /// Sets the part of the redirect URI in which the server returns the code. The default is the fragment for `https` URIs,
    /// and the query for others. A program on a web server needs the query, since only pages and apps see the fragment.
    pub fn response_mode(mut self, mode: ResponseMode) -> Self {
        self.response_mode = Some(mode);
        self
    }

    /// Starts the login, without sending a request. The program opens its URL, and passes the callback to
    /// [`AuthorizationLogin::finish`].
    ///
    /// # Errors
    /// If the server does not support the grant, or an argument cannot be sent.
    pub fn start(mut self) -> Result<AuthorizationLogin, Error> {
        let uri = self.redirect_uri.take().ok_or_else(|| invalid_redirect("is missing"))?;
        let parsed = Url::parse(&uri).map_err(|_| invalid_redirect("is not a URL"))?;
        if parsed.fragment().is_some() {
            return Err(invalid_redirect("has a fragment").into());
        }
        self.oauth.require_redirect(&parsed)?;
        let default_mode = match parsed.scheme() {
            "https" => ResponseMode::Fragment,
            _ => ResponseMode::Query,
        };
        let mode = self.response_mode.unwrap_or(default_mode);
        self.pending(uri, mode)
    }

    fn parameter(mut self, name: &'static str, value: String) -> Self {
        self.parameters.retain(|(other, _)| *other != name);
        self.parameters.push((name, value));
        self
    }

    fn pending(self, redirect_uri: String, mode: ResponseMode) -> Result<AuthorizationLogin, Error> {
        const NAME: &str = "authorization codes";
        let OAuth { session, server, .. } = self.oauth;
        self.oauth.require_grant(AUTHORIZATION_CODE, NAME)?;
        let methods = &server.fields.code_challenge_methods_supported;
        if !methods.is_empty() && !methods.iter().any(|method| method == "S256") {
            return Err(OAuthError::Unsupported("proof keys by the method S256").into());
        }
        let endpoint = server.fields.authorization_endpoint.as_ref();
        let mut url = required("authorization_endpoint", endpoint, NAME, session.base())?;
        let device_id = self.device_id.map_or_else(random_device_id, Ok)?;
        check_device_id(&device_id)?;
        let (state, code_verifier) = (random_secret()?, random_secret()?);
        let mode = match mode {
            ResponseMode::Query => "query",
            ResponseMode::Fragment => "fragment",
        };
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("response_mode", mode),
            ("client_id", self.oauth.client_id()),
            ("redirect_uri", &redirect_uri),
            ("scope", &scope(&device_id)),
            ("state", state.expose()),
            ("code_challenge", &challenge(&code_verifier)),
            ("code_challenge_method", "S256"),
        ]);
        url.query_pairs_mut().extend_pairs(self.parameters);
        let (homeserver, oauth) = (session.base_url().to_owned(), self.oauth.stored());
        let names_issuer = server.fields.names_issuer;
        let pending = PendingAuthorization {
            homeserver,
            oauth,
            device_id,
            redirect_uri,
            names_issuer,
            state,
            code_verifier,
        };
        Ok(AuthorizationLogin { session: session.clone(), url, pending })
    }
}

fn invalid_redirect(reason: &'static str) -> OAuthError {
    OAuthError::InvalidArgument { argument: "redirect_uri", reason }
}

/// A login that waits for the callback of the user's browser.
///
/// See [authorization code flow](https://spec.matrix.org/v1.19/client-server-api/#authorization-code-flow).
#[must_use = "a login is complete only after `finish`"]
pub struct AuthorizationLogin {
    session: Session,
    url: Url,
    pending: PendingAuthorization,
}

impl AuthorizationLogin {
    /// Returns the URL that the user opens in a browser.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Returns the device that logs in.
    pub fn device_id(&self) -> &str {
        &self.pending.device_id
    }

    /// Returns the state of the login, which another process can finish:
    /// see [`Client::finish_authorization`].
    pub fn pending(&self) -> &PendingAuthorization {
        &self.pending
    }

    /// Finishes the login with the URL to which the browser was redirected, or its query or fragment.
    ///
    /// # Errors
    /// As [`Client::finish_authorization`].
    pub async fn finish(self, callback: &str) -> Result<Client, Error> {
        self.pending.finish(&self.session, Callback::parse(callback)).await
    }

    /// Returns the state, which the callback has too.
    pub(super) fn state(&self) -> &Secret {
        &self.pending.state
    }

    pub(super) async fn finish_with(self, callback: Callback) -> Result<Client, Error> {
        self.pending.finish(&self.session, callback).await
    }
}

impl fmt::Debug for AuthorizationLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the URL, which contains the state.
        f.debug_tuple("AuthorizationLogin").field(&self.pending).finish()
    }
}

/// The state of a login between its start and its callback, for programs that do both in different processes.
///
/// It contains the verifier of the code, so store it as a secret, in the session of the browser that logs in. `Debug` shows no
/// secret.
///
/// See [authorization code flow](https://spec.matrix.org/v1.19/client-server-api/#authorization-code-flow).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingAuthorization {
    homeserver: String,
    oauth: OAuthSession,
    device_id: String,
    redirect_uri: String,
    /// Whether the server has said that its callbacks name the issuer.
    #[serde(default)]
    names_issuer: bool,
    state: Secret,
    code_verifier: Secret,
}

impl Client {
    /// Finishes a login by OAuth 2.0 that another process may have started, and returns a client with the session, which is
    /// saved in the client's store.
    ///
    /// `callback` is the URL to which the browser was redirected, or its query or fragment.
    ///
    /// See [authorization code flow](https://spec.matrix.org/v1.19/client-server-api/#authorization-code-flow).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::oauth::PendingAuthorization;
    ///
    /// # async fn run(client: Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let pending: PendingAuthorization = serde_json::from_str(stored)?;
    /// let alice = client.finish_authorization(pending, "https://example.org/back?code=…&state=…").await?;
    /// println!("{}", alice.whoami().await?.user_id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`OAuthError::StateMismatch`] if the callback or the client belongs to another login, and [`OAuthError::Denied`] if the
    /// user refused. Otherwise, if the server refuses, the tokens belong to another device, or the session cannot be saved.
    /// Tokens of a failed login are revoked.
    pub async fn finish_authorization(
        &self,
        pending: PendingAuthorization,
        callback: &str,
    ) -> Result<Client, Error> {
        pending.finish(&self.session().anonymous(), Callback::parse(callback)).await
    }
}

impl PendingAuthorization {
    async fn finish(self, session: &Session, callback: Callback) -> Result<Client, Error> {
        let Self { homeserver, oauth, device_id, redirect_uri, names_issuer, state, code_verifier } = self;
        if homeserver != session.base_url() {
            return Err(OAuthError::StateMismatch.into());
        }
        let code = callback.code(&ExpectedCallback { state: &state, issuer: &oauth.issuer, names_issuer })?;
        let url = checked("token_endpoint", &oauth.token_endpoint, session.base())?;
        let fields = [
            ("grant_type", AUTHORIZATION_CODE),
            ("code", code.expose()),
            ("redirect_uri", redirect_uri.as_str()),
            ("client_id", oauth.client_id.as_str()),
            ("code_verifier", code_verifier.expose()),
        ];
        let request = EndpointRequest::form(session, &TOKEN, &url, &fields);
        let secrets = [code.expose(), code_verifier.expose()];
        let tokens = request_tokens(request, Some(&device_id))
            .await
            .map_err(|error| refused(error, &secrets, OAuthError::Refused))?;
        start_session(session, oauth, &device_id, tokens).await
    }
}
