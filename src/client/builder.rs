//! The builder of clients.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::client::base_url::{PlainHttp, base_url, is_loopback};
use http::HeaderValue;
use reqwest::redirect::Policy;

use crate::auth::credentials::Credentials;
#[cfg(not(helper = "oauth"))]
use crate::auth::refresh::token_endpoint;
use crate::auth::session_store::SessionStore;
use crate::client::session::{Session, SessionSettings, SessionShared};
use crate::error::Error;
use crate::http::http_client::HttpClient;
use crate::http::middleware::Middleware;
use crate::http::retry::RetryPolicy;
#[cfg(helper = "oauth")]
use crate::oauth::token_endpoint;
use matrix_openapi_core::operation::Api;

/// The default `User-Agent`.
const USER_AGENT: &str = concat!("matrix-openapi/", env!("CARGO_PKG_VERSION"));

/// The default timeout of a request.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Builds a client of one API.
///
/// Each client has a shorthand: `Client::builder(url)`.
///
/// ```
/// use std::time::Duration;
///
/// use matrix_openapi::Credentials;
/// use matrix_openapi::client_server::Client;
///
/// # fn run() -> Result<(), matrix_openapi::Error> {
/// let client = Client::builder("https://matrix.example.org")
///     .credentials(Credentials::access_token("syt_…"))
///     .timeout(Duration::from_secs(30))
///     .user_agent("my-bot/1.0")
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder<C> {
    url: String,
    plain_http: PlainHttp,
    credentials: Option<Credentials>,
    store: Option<Arc<dyn SessionStore>>,
    http: HttpSource,
    proxied: bool,
    settings: SessionSettings,
    client: PhantomData<fn() -> C>,
}

/// The HTTP client of the program, or the builder of a new one.
enum HttpSource {
    Given(reqwest::Client),
    New(Box<reqwest::ClientBuilder>),
}

impl<C: ApiClient> ClientBuilder<C> {
    /// Starts with the base URL of the server, such as `https://matrix.example.org`. Its path, if any, precedes the paths
    /// of the API.
    pub fn new(url: &str) -> Self {
        let settings = SessionSettings {
            user_agent: None,
            timeout: TIMEOUT,
            max_json_size: None,
            retries: RetryPolicy::default(),
            middleware: Vec::new(),
        };
        Self {
            url: url.to_owned(),
            plain_http: PlainHttp::Loopback,
            credentials: None,
            store: None,
            http: HttpSource::New(Box::default()),
            proxied: false,
            settings,
            client: PhantomData,
        }
    }

    /// Sets the credentials that authenticate the client's requests.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.credentials = Some(credentials.into());
        self
    }

    /// Keeps the session in a store, which saves new tokens before they are used.
    pub fn session_store(mut self, store: impl SessionStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Allows plain `http` to another machine. Everybody on the network path can then read and use the credentials.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = PlainHttp::Anywhere;
        self
    }

    /// Uses an HTTP client of the program, in place of [`proxy`](Self::proxy) and
    /// [`root_certificate`](Self::root_certificate).
    ///
    /// Use the version of reqwest that this crate [re-exports](crate::reqwest). This crate cannot change the settings of that client:
    ///
    /// - Build it with `redirect::Policy::none()`. If it follows a redirect, the call fails with
    ///   [`RedirectError::Followed`](crate::error::RedirectError::Followed), but the request has been sent to the target, without its
    ///   `Authorization` if that is another host.
    /// - Its own timeouts apply in addition to those of this crate, so it should have none: a timeout of the whole request ends
    ///   long polls, uploads and downloads.
    /// - It may use a proxy from the environment, even for plain `http` to this machine, for which this crate's own client uses none.
    /// - It decides on TLS, HTTP/2, compression and the number of connections.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = HttpSource::Given(http);
        self
    }

    /// Sends all requests through a proxy; a `socks5` proxy needs the feature `socks`.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxied = true;
        self.configure(|http| http.proxy(proxy))
    }

    /// Trusts a root certificate in addition to the system's, for example for your own server:
    ///
    /// ```no_run
    /// # #[cfg(feature = "client-server")]
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use matrix_openapi::client_server::Client;
    /// use matrix_openapi::reqwest::Certificate;
    ///
    /// let certificate = Certificate::from_pem(&std::fs::read("root.pem")?)?;
    /// let client = Client::builder("https://matrix.example.org").root_certificate(certificate).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificate(self, certificate: reqwest::Certificate) -> Self {
        self.configure(|http| http.tls_certs_merge([certificate]))
    }

    /// Sets the `User-Agent` of all requests, in place of this crate's or the given HTTP client's.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = Some(user_agent.into());
        self
    }

    /// Limits the time of each request, from connecting to the last byte of the response; the default is 60 seconds.
    ///
    /// - Connecting may take half of it.
    /// - The `timeout` that a sync passes to the server extends it.
    /// - For a streamed response, the limit applies to its head, and then to each chunk.
    /// - A streamed upload may take as long as the server keeps reading; the limit applies to each pause, and to the
    ///   response.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Limits the length of JSON responses in bytes, for every operation.
    ///
    /// The default is 256 MiB for sync, 64 MiB for other [open-ended](crate::http::Operation::open_ended) operations, such as the state
    /// of a room, and 16 MiB for all others.
    ///
    /// Events take about as much memory as their text, but many small typed objects can take a hundred times their length.
    /// For servers that are not trusted, set the limit to a hundredth of the available memory.
    pub fn max_json_size(mut self, bytes: usize) -> Self {
        self.settings.max_json_size = Some(bytes);
        self
    }

    /// Sets the retry policy of all calls.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.settings.retries = policy;
        self
    }

    /// Adds middleware around each request. The first one added is the outermost.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.settings.middleware.push(Arc::new(middleware));
        self
    }

    /// Builds the client, without sending a request.
    ///
    /// # Errors
    /// If the base URL cannot be used, or the HTTP client cannot be set up.
    pub fn build(self) -> Result<C, Error> {
        let base = base_url(&self.url, self.plain_http)?;
        // A given HTTP client may have a `User-Agent` of its own.
        let own = matches!(self.http, HttpSource::New(_)).then_some(USER_AGENT);
        let user_agent = self.settings.user_agent.as_deref().or(own).map(HeaderValue::from_str);
        let user_agent = user_agent.transpose().map_err(|_| {
            Error::argument("build", "user_agent", "contains characters that a header cannot carry")
        })?;
        let http = match self.http {
            HttpSource::Given(http) => HttpClient::Given(http),
            HttpSource::New(mut http) => {
                if base.scheme() == "http" && is_loopback(&base) && !self.proxied {
                    // A proxy from the environment would get the request unencrypted.
                    *http = http.no_proxy();
                }
                let http = http
                    .redirect(Policy::none())
                    .connect_timeout(self.settings.timeout.checked_div(2).unwrap_or_default());
                HttpClient::Own(with_tls(http).build().map_err(Error::HttpClient)?)
            }
        };
        let shared = SessionShared {
            api: C::API,
            base,
            http,
            user_agent,
            settings: self.settings,
            token_endpoint,
            #[cfg(helper = "events")]
            transactions: crate::events::transaction::TransactionIds::new(),
            #[cfg(helper = "supports")]
            versions: tokio::sync::OnceCell::new(),
            #[cfg(helper = "register")]
            server_name: tokio::sync::OnceCell::new(),
        };
        let session = Session { tokens: None, store: self.store, acting: None, shared: Arc::new(shared) };
        Ok(C::from_session(match self.credentials {
            Some(credentials) => session.with_credentials(credentials),
            None => session,
        }))
    }

    fn configure(mut self, change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        if let HttpSource::New(http) = self.http {
            self.http = HttpSource::New(Box::new(change(*http)));
        }
        self
    }
}

/// Chooses the TLS library by this crate's features, since those of reqwest also depend on other crates of the program.
fn with_tls(http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(feature = "native-tls")]
    return http.tls_backend_native();
    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    return http.tls_backend_rustls();
    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    http
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the URL: until it is checked, it may contain a password.
        f.debug_struct("ClientBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}

/// A client of one API.
pub trait ApiClient {
    /// The API of the client.
    const API: Api;

    /// Creates a client with a session.
    fn from_session(session: Session) -> Self;
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
}
