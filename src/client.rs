//! The session behind every client, and how one is made.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderValue, USER_AGENT};
use matrix_openapi_wire::runtime::append;
use url::Url;

use crate::credentials::{Grant, select};
use crate::{Api, BaseUrlError, Credentials, Error, Operation, call};

/// How long a JSON answer may be unless the program says otherwise: above the largest first sync.
const MAX_JSON_SIZE: usize = 256 << 20;

/// Makes a client of one API from the address of a server.
#[must_use = "a builder makes a client only once it is built"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

struct Settings {
    url: String,
    credentials: Option<Credentials>,
    http: Option<reqwest::Client>,
    user_agent: String,
    timeout: Option<Duration>,
    max_json_size: usize,
}

impl<C: ApiClient> ClientBuilder<C> {
    /// Starts with the address of the server, such as `https://matrix.example.org`; a path in front of
    /// the paths of the API is kept.
    pub fn new(url: &str) -> Self {
        let settings = Settings {
            url: url.to_owned(),
            credentials: None,
            http: None,
            user_agent: concat!("matrix-openapi/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: None,
            max_json_size: MAX_JSON_SIZE,
        };
        Self { settings, client: PhantomData }
    }

    /// Sets what the client shows to be let in.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.settings.credentials = Some(credentials.into());
        self
    }

    /// Uses an HTTP client that the program has set up.
    ///
    /// It must not follow redirects itself (`redirect::Policy::none()`): operations that answer with
    /// a redirect fail otherwise, and the rules of this crate for tokens and redirects do not hold.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.settings.http = Some(http);
        self
    }

    /// Sets the `User-Agent` of all requests.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = user_agent.into();
        self
    }

    /// Limits the time of each request, from connecting to the last byte of the answer; there is no
    /// limit otherwise. It has to be longer than the `timeout` of a sync.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Limits the length of JSON answers; the limit is 256 MiB otherwise.
    pub fn max_json_size(mut self, bytes: usize) -> Self {
        self.settings.max_json_size = bytes;
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    /// If the address is not that of a server, or the HTTP client cannot be set up.
    pub fn build(self) -> Result<C, Error> {
        Session::new(self.settings, C::API).map(C::from_session)
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address is not shown: until it was checked, it may hold a password.
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.settings.credentials)
            .finish_non_exhaustive()
    }
}

/// A client of one API.
pub trait ApiClient {
    /// The API.
    const API: Api;

    /// Makes the client.
    fn from_session(session: Session) -> Self;
}

/// What the calls of a client have in common: server, credentials, connections and limits.
///
/// Clones share all of it and cost nothing.
#[derive(Clone)]
pub struct Session {
    credentials: Option<Arc<Credentials>>,
    shared: Arc<Shared>,
}

struct Shared {
    api: Api,
    base: Url,
    http: reqwest::Client,
    user_agent: HeaderValue,
    timeout: Option<Duration>,
    max_json_size: usize,
}

impl Session {
    fn new(settings: Settings, api: Api) -> Result<Self, Error> {
        let base = base(&settings.url)?;
        let user_agent = HeaderValue::from_str(&settings.user_agent).map_err(|_| {
            Error::argument("build", "user_agent", "holds characters that no header may carry")
        })?;
        let http = match settings.http {
            Some(http) => http,
            None => reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .map_err(Error::HttpClient)?,
        };
        let Settings { timeout, max_json_size, .. } = settings;
        Ok(Self {
            credentials: settings.credentials.map(Arc::new),
            shared: Arc::new(Shared { api, base, http, user_agent, timeout, max_json_size }),
        })
    }

    /// The API that the session is for.
    pub fn api(&self) -> Api {
        self.shared.api
    }

    /// The address of the server, without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.shared.base.as_str().trim_end_matches('/')
    }

    /// The address as it was parsed, which spares each request the parsing of the host.
    pub(crate) fn base(&self) -> &Url {
        &self.shared.base
    }

    /// What the session shows to be let in.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_deref()
    }

    /// The same session with other credentials; connections are shared.
    #[must_use]
    pub fn with_credentials(&self, credentials: impl Into<Credentials>) -> Self {
        Self { credentials: Some(Arc::new(credentials.into())), shared: Arc::clone(&self.shared) }
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    pub(crate) fn max_json_size(&self) -> usize {
        self.shared.max_json_size
    }

    /// The last hand on a request before it is sent: all that depends on the session is added here.
    pub(crate) fn prepare(
        &self,
        operation: &'static Operation,
        request: &mut reqwest::Request,
    ) -> Result<(), Error> {
        self.dress(request);
        let Some(grant) = self.authorize(operation, request)? else { return Ok(()) };
        let asserted = [("user_id", grant.user_id.map(|id| id.as_str())), ("device_id", grant.device_id)];
        for (name, value) in asserted {
            let Some(value) = value else { continue };
            // Servers would read one of the two as the other, and act for the wrong user.
            if request.url().query_pairs().any(|(taken, _)| taken == name) {
                let reason = "is also the name under which the application service asserts its identity";
                return Err(Error::argument(operation.id, name, reason));
            }
            append(request.url_mut(), name, value);
        }
        Ok(())
    }

    /// What every request has, wherever it goes.
    pub(crate) fn dress(&self, request: &mut reqwest::Request) {
        *request.timeout_mut() = self.shared.timeout;
        request.headers_mut().entry(USER_AGENT).or_insert_with(|| self.shared.user_agent.clone());
    }

    /// Puts the credential that the operation takes into the header, if there is one.
    pub(crate) fn authorize(
        &self,
        operation: &'static Operation,
        request: &mut reqwest::Request,
    ) -> Result<Option<Grant<'_>>, Error> {
        let Some(grant) = select(operation, self.credentials())? else { return Ok(None) };
        let mut value = HeaderValue::from_str(&format!("Bearer {}", grant.token.expose()))
            .ok()
            .filter(|_| !grant.token.expose().is_empty())
            .ok_or_else(|| {
                Error::argument(operation.id, "token", "is empty or holds what no header may carry")
            })?;
        value.set_sensitive(true);
        request.headers_mut().entry(AUTHORIZATION).or_insert(value);
        Ok(Some(grant))
    }

    /// The first look at every answer: what is not success becomes an error here.
    pub(crate) async fn finish(
        &self,
        operation: &'static Operation,
        response: reqwest::Response,
    ) -> Result<reqwest::Response, Error> {
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(call::refusal(operation.id, response).await)
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("api", &self.api())
            .field("base_url", &self.base_url())
            .field("credentials", &self.credentials())
            .finish_non_exhaustive()
    }
}

/// Checks the address of a server.
fn base(text: &str) -> Result<Url, BaseUrlError> {
    let url = Url::parse(text).map_err(|_| BaseUrlError::Syntax)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(BaseUrlError::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BaseUrlError::Userinfo);
    }
    if url.query().is_some() {
        return Err(BaseUrlError::Query);
    }
    if url.fragment().is_some() {
        return Err(BaseUrlError::Fragment);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Probe(Session);

    impl ApiClient for Probe {
        const API: Api = Api::ClientServer;

        fn from_session(session: Session) -> Self {
            Self(session)
        }
    }

    #[test]
    fn addresses_lose_only_their_last_slash() {
        for (text, expected) in [
            ("https://example.org", "https://example.org"),
            ("https://Example.org:443/", "https://example.org"),
            ("http://[::1]:8008/matrix/", "http://[::1]:8008/matrix"),
            ("https://example.org/a%20b", "https://example.org/a%20b"),
        ] {
            let client = ClientBuilder::<Probe>::new(text).build().unwrap();
            assert_eq!(client.0.base_url(), expected);
        }
    }

    #[test]
    fn addresses_that_hold_more_are_refused() {
        for (text, expected) in [
            ("example.org", BaseUrlError::Syntax),
            ("https://", BaseUrlError::Syntax),
            ("localhost:8008", BaseUrlError::Scheme),
            ("mxc://a/b", BaseUrlError::Scheme),
            ("https://user@example.org", BaseUrlError::Userinfo),
            ("https://:pw@example.org", BaseUrlError::Userinfo),
            ("https://example.org/?", BaseUrlError::Query),
            ("https://example.org/#", BaseUrlError::Fragment),
        ] {
            assert_eq!(base(text), Err(expected), "{text}");
        }
    }
}
