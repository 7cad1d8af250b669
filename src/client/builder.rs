//! How a client is made, and what can be chosen about it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::client::base_url::{PlainHttp, base_url, is_loopback};
use http::HeaderValue;
use reqwest::redirect::Policy;

use crate::auth::credentials::Credentials;
use crate::auth::refresh::token_endpoint;
use crate::auth::session_store::SessionStore;
use crate::client::session::{Session, SessionSettings, SessionShared};
use crate::error::Error;
use crate::http::middleware::Middleware;
use crate::http::retry::RetryPolicy;
use matrix_openapi_core::operation::Api;

/// How requests name the program that sends them, unless it says so itself.
const USER_AGENT: &str = concat!("matrix-openapi/", env!("CARGO_PKG_VERSION"));

/// How long a call may take unless the program says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Makes a client of one API from the address of a server.
#[must_use = "a builder makes a client only once it is built"]
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

enum HttpSource {
    Given(reqwest::Client),
    Made(Box<reqwest::ClientBuilder>),
}

impl<C: ApiClient> ClientBuilder<C> {
    /// Starts with the address of the server, such as `https://matrix.example.org`; a path in front of
    /// the paths of the API is kept.
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
            http: HttpSource::Made(Box::default()),
            proxied: false,
            settings,
            client: PhantomData,
        }
    }

    /// Sets what the client shows to be let in.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.credentials = Some(credentials.into());
        self
    }

    /// Keeps the session in a store: new tokens are saved there before they are used.
    pub fn session_store(mut self, store: impl SessionStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Allows `http` for a server that is not on this machine. Whoever is on the way can then read and
    /// use the credentials.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = PlainHttp::Anywhere;
        self
    }

    /// Uses an HTTP client that the program has set up, in place of [`proxy`](Self::proxy) and
    /// [`root_certificate`](Self::root_certificate).
    ///
    /// It must not follow redirects itself (`redirect::Policy::none()`): operations that answer with
    /// a redirect fail otherwise, and the rules of this crate for tokens and redirects do not hold. Its own
    /// limits of time hold beside those of this crate.
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = HttpSource::Given(http);
        self
    }

    /// Sends all requests through a proxy.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxied = true;
        self.configure(|http| http.proxy(proxy))
    }

    /// Trusts a root certificate beside those of the system.
    #[cfg(feature = "rustls")]
    pub fn root_certificate(self, certificate: reqwest::Certificate) -> Self {
        self.configure(|http| http.tls_certs_merge([certificate]))
    }

    /// Sets the `User-Agent` of all requests, in place of this crate's or of the given client's.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = Some(user_agent.into());
        self
    }

    /// Limits the time of each request, from connecting to the last byte of the answer; it is 60 seconds
    /// otherwise. Half of it is for connecting. The `timeout` that a sync asks the server for is added
    /// to it. Of an answer that is a stream the time to its first byte is limited, and then that between two pieces.
    /// An upload of a stream may take as long as the server goes on taking it; what was handed over last has to
    /// arrive and be answered within the limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Limits the length of JSON responses to a number of bytes, whatever the operation.
    ///
    /// Otherwise the limit is 16 MiB, and 256 MiB for an operation whose response is as large as a room or an account is
    /// ([`Operation::open_ended`](crate::http::Operation::open_ended)), such as a sync. Events take about as much memory as
    /// their text; of many small typed objects a hostile server can make up to a hundred times their length. So a
    /// program that talks to servers it does not trust lowers the limit to what it has memory for, divided by a hundred.
    pub fn max_json_size(mut self, bytes: usize) -> Self {
        self.settings.max_json_size = Some(bytes);
        self
    }

    /// Sets when calls that failed are repeated.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.settings.retries = policy;
        self
    }

    /// Puts a layer around each request. The first one added is the outermost.
    pub fn middleware(mut self, layer: impl Middleware) -> Self {
        self.settings.middleware.push(Arc::new(layer));
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    /// If the address is not that of a server, or the HTTP client cannot be set up.
    pub fn build(self) -> Result<C, Error> {
        let base = base_url(&self.url, self.plain_http)?;
        // A client that the program has set up may name itself.
        let own = matches!(self.http, HttpSource::Made(_)).then_some(USER_AGENT);
        let user_agent = self.settings.user_agent.as_deref().or(own).map(HeaderValue::from_str);
        let user_agent = user_agent.transpose().map_err(|_| {
            Error::argument("build", "user_agent", "holds characters that no header may carry")
        })?;
        let http = match self.http {
            HttpSource::Given(http) => http,
            HttpSource::Made(mut http) => {
                if base.scheme() == "http" && is_loopback(&base) && !self.proxied {
                    // The environment may name a proxy, to which it would go unencrypted.
                    *http = http.no_proxy();
                }
                let http = http.redirect(Policy::none()).connect_timeout(self.settings.timeout / 2);
                http.build().map_err(Error::HttpClient)?
            }
        };
        let shared = SessionShared {
            api: C::API,
            base,
            http,
            user_agent,
            settings: self.settings,
            token_endpoint,
            #[cfg(helper = "supports")]
            versions: tokio::sync::OnceCell::new(),
        };
        let session = Session { tokens: None, store: self.store, shared: Arc::new(shared) };
        Ok(C::from_session(match self.credentials {
            Some(credentials) => session.with_credentials(credentials),
            None => session,
        }))
    }

    fn configure(mut self, change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        if let HttpSource::Made(http) = self.http {
            self.http = HttpSource::Made(Box::new(change(*http)));
        }
        self
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address is not shown: until it was checked, it may hold a password.
        f.debug_struct("ClientBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}

/// A client of one API.
pub trait ApiClient {
    /// The API.
    const API: Api;

    /// Makes the client.
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
