//! Finds the homeserver of a user:
//! [server discovery](https://spec.matrix.org/v1.19/client-server-api/#server-discovery).

pub(crate) mod problem;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};
use matrix_openapi_core::__private::decode_as;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::client::base_url::{BaseUrlError, PlainHttp};
use crate::client::builder::ClientBuilder;
use crate::client::session::Session;
use crate::client::versions::claims;
use crate::client_server::Client;
pub use crate::discovery::problem::{DiscoveryOutcome, DiscoveryProblem};
use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::call::Call;
use crate::http::retry::RetryPolicy;
use matrix_openapi_core::id::{ServerName, UserId};
use matrix_openapi_core::json::{RawJson, RawObject};
use matrix_openapi_core::operation::{Api, Authentication, Operation};

/// The limit of each response, in bytes: many times the usual length.
const MAX_RESPONSE: usize = 64 << 10;

/// The timeout of the identity server, which most programs do not use.
const IDENTITY_TIMEOUT: Duration = Duration::from_secs(10);

// Not the generated call, which returns neither the exact status nor the exact text of the response.
static WELL_KNOWN: Operation =
    open(Api::ClientServer, "getWellknown", "get_wellknown", "/.well-known/matrix/client");

// The generated call exists only with the feature `identity`.
static IDENTITY: Operation = open(Api::Identity, "pingV2", "ping_v2", "/_matrix/identity/v2");

const fn open(api: Api, id: &'static str, method: &'static str, path: &'static str) -> Operation {
    Operation::new(api, id, method, Method::GET, path, Authentication::None)
}

impl Client {
    /// Finds the homeserver of a user such as `@alice:example.org`, or of a server name.
    ///
    /// The domain of the name publishes the URLs of its servers, and the homeserver must respond. Use it only before a login.
    ///
    /// See [server discovery](https://spec.matrix.org/v1.19/client-server-api/#server-discovery).
    ///
    /// ```no_run
    /// use matrix_openapi::client_server::Client;
    ///
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Client::discover("@alice:example.org").await?;
    /// let client = server.client_builder().build()?;
    /// println!("{:?}", client.get_login_flows().await?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn discover(id: impl AsRef<str>) -> Discover {
        Discover { address: address(id.as_ref()), http: None, timeout: None, plain_http: PlainHttp::Loopback }
    }
}

/// A discovery, which starts when it is awaited.
///
/// It sends no credential and retries no request. By default, only a domain on this machine is asked over plain `http`, and only
/// such a domain may name servers with plain `http`.
#[derive(Clone)]
#[must_use = "a discovery does nothing until it is awaited"]
pub struct Discover {
    /// The URL of the domain; `None` if the name is invalid.
    address: Option<String>,
    http: Option<reqwest::Client>,
    timeout: Option<Duration>,
    plain_http: PlainHttp,
}

impl Discover {
    /// Asks the server at this URL, in place of the domain of the name.
    #[inline]
    pub fn at(mut self, url: &str) -> Self {
        self.address = Some(url.to_owned());
        self
    }

    /// Uses an HTTP client of the program: see [`ClientBuilder::http_client`].
    #[inline]
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Limits the time of each request: see [`ClientBuilder::timeout`].
    #[inline]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Allows plain `http` to the domain and the servers that it names. Everybody on the network path can then read and use
    /// the credentials.
    #[inline]
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = PlainHttp::Anywhere;
        self
    }

    async fn run(self) -> Result<Discovered, DiscoveryError> {
        let address = self.address.as_deref().ok_or_else(|| because(DiscoveryProblem::Name, None))?;
        let domain = self.client(address).map_err(|error| because(DiscoveryProblem::Name, error))?;
        let (named, well_known) = well_known(domain.session()).await?;

        let failed = |error| because(DiscoveryProblem::Homeserver, error);
        let homeserver = self.named(&domain, &named.homeserver.base_url).map_err(failed)?;
        let versions = claims(homeserver.session()).await.map_err(failed)?;
        let (identity_server, identity_server_error) = match named.identity_server {
            None => (None, None),
            Some(named) => match self.identity_server(&domain, &named).await {
                Ok(url) => (Some(url), None),
                Err(error) => (None, Some(Arc::new(error))),
            },
        };
        let base_url = homeserver.session().base_url().to_owned();
        Ok(Discovered {
            base_url,
            identity_server,
            identity_server_error,
            versions,
            well_known,
            discover: self,
        })
    }

    /// Returns the base URL of the identity server that the domain names, after it has responded.
    async fn identity_server(&self, domain: &Client, named: &RawJson) -> Result<String, DiscoveryError> {
        let text = Bytes::from(named.json().to_owned());
        let malformed = |error| because(DiscoveryProblem::Malformed, Error::from(error));
        let ServerInfo { base_url } = decode_as(WELL_KNOWN.id, text).map_err(malformed)?.value;
        let failed = |error| because(DiscoveryProblem::IdentityServer, error);
        let client = self.named(domain, &base_url).map_err(failed)?;
        let ping = Call::new(client.session(), &IDENTITY);
        // The response must be an object, so a web page is not taken for it.
        let ping = tokio::time::timeout(IDENTITY_TIMEOUT, ping.send_as::<BTreeMap<String, IgnoredAny>>());
        let late = |_| Err(Error::Timeout { operation: IDENTITY.id });
        ping.await.unwrap_or_else(late).map_err(failed)?;
        Ok(client.session().base_url().to_owned())
    }

    /// Returns a client of a server that the domain names.
    #[inline]
    fn named(&self, domain: &Client, url: &str) -> Result<Client, Error> {
        let client = self.client(url)?;
        let [from, to] = [domain, &client].map(|client| client.session().base().scheme());
        // Otherwise a hostile domain could direct the program to services on the program's machine.
        if from == "https" && to == "http" && self.plain_http == PlainHttp::Loopback {
            return Err(BaseUrlError::Downgrade.into());
        }
        Ok(client)
    }

    /// Returns a client without credentials and retries.
    #[inline]
    fn client(&self, url: &str) -> Result<Client, Error> {
        let mut builder = self.builder(url).max_json_size(MAX_RESPONSE);
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        // Without retries: every response is an outcome, and a user waits for it.
        builder.retries(RetryPolicy::never()).build().map_err(|error| match error {
            Error::BaseUrl(BaseUrlError::PlainHttp) => Error::BaseUrl(BaseUrlError::DiscoveryPlainHttp),
            error => error,
        })
    }

    #[inline]
    fn builder(&self, url: &str) -> ClientBuilder<Client> {
        let mut builder = ClientBuilder::new(url);
        if let Some(http) = &self.http {
            builder = builder.http_client(http.clone());
        }
        if self.plain_http == PlainHttp::Anywhere {
            builder = builder.allow_plain_http();
        }
        builder
    }
}

impl IntoFuture for Discover {
    type Output = Result<Discovered, DiscoveryError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Discover {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the URL: until it is checked, it may contain a password.
        f.debug_struct("Discover").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// The servers of a domain. Its homeserver has responded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Discovered {
    /// The base URL of the homeserver, without a trailing slash.
    pub base_url: String,
    /// The base URL of the identity server, without a trailing slash; `None` if the domain names none, or it did not respond.
    pub identity_server: Option<String>,
    /// The error of the identity server, if the domain names one that cannot be used. Only programs that need an identity
    /// server need to act on its outcome.
    pub identity_server_error: Option<Arc<DiscoveryError>>,
    /// The releases of the specification that the homeserver claims.
    pub versions: Vec<String>,
    /// The whole JSON that the domain publishes.
    pub well_known: RawObject,
    discover: Discover,
}

impl Discovered {
    /// Returns a builder of clients of the homeserver, with the discovery's HTTP client, if any.
    #[inline]
    pub fn client_builder(&self) -> ClientBuilder<Client> {
        self.discover.builder(&self.base_url)
    }
}

/// The error of a discovery.
#[derive(Debug, thiserror::Error)]
#[error("discovery: {problem}{}{}", detail(source.as_ref()), advice(*outcome))]
#[non_exhaustive]
pub struct DiscoveryError {
    /// The action that the specification asks of a client.
    pub outcome: DiscoveryOutcome,
    /// The step that failed.
    pub problem: DiscoveryProblem,
    /// The error of a URL, request or response, if that is the cause.
    pub source: Option<Error>,
}

#[inline]
fn detail(source: Option<&Error>) -> String {
    source.map_or_else(String::new, |source| format!(": {source}"))
}

#[inline]
fn advice(outcome: DiscoveryOutcome) -> &'static str {
    match outcome {
        DiscoveryOutcome::Ignore => "; pass another base URL to Client::builder",
        DiscoveryOutcome::FailPrompt => "; ask the user for the base URL, and pass it to Client::builder",
        DiscoveryOutcome::FailError => "",
    }
}

/// The fields of the published JSON that a client needs.
#[derive(Deserialize)]
struct WellKnown {
    #[serde(rename = "m.homeserver")]
    homeserver: ServerInfo,
    #[serde(rename = "m.identity_server", default)]
    identity_server: Option<RawJson>,
}

#[derive(Deserialize)]
struct ServerInfo {
    base_url: String,
}

fn because(problem: DiscoveryProblem, source: impl Into<Option<Error>>) -> DiscoveryError {
    DiscoveryError { outcome: problem.outcome(), problem, source: source.into() }
}

/// Returns the URL of the domain of a name, without its port, which is for federation.
#[inline]
fn address(id: &str) -> Option<String> {
    let user = UserId::parse(id).ok();
    let name = user.as_ref().map_or(Some(id), UserId::server_name)?;
    Some(format!("https://{}", ServerName::parse(name).ok()?.host()))
}

/// Requests the JSON that the domain publishes.
async fn well_known(domain: &Session) -> Result<(WellKnown, RawObject), DiscoveryError> {
    let fetch = async {
        let response = Call::new(domain, &WELL_KNOWN).send_stream().await?;
        let status = response.status();
        Ok((status, response.bytes_within(MAX_RESPONSE).await?))
    };
    // The call itself only limits the time of each chunk.
    let late = Err(Error::Timeout { operation: WELL_KNOWN.id });
    match tokio::time::timeout(domain.settings().timeout, fetch).await.unwrap_or(late) {
        Ok((StatusCode::OK, body)) => {
            let read =
                || Ok((decode_as(WELL_KNOWN.id, body.clone())?.value, decode_as(WELL_KNOWN.id, body)?.value));
            read().map_err(|error: Error| because(DiscoveryProblem::Malformed, error))
        }
        Ok(_) => Err(because(DiscoveryProblem::Unavailable, None)),
        Err(error) if error.api().is_some_and(|error| error.status == StatusCode::NOT_FOUND) => {
            Err(because(DiscoveryProblem::Nothing, error))
        }
        Err(error) => Err(because(DiscoveryProblem::Unavailable, error)),
    }
}

#[cfg(test)]
mod tests {
    use crate::http::redirect::RedirectError;

    use super::*;

    #[test]
    fn the_domain_of_a_name_is_asked_over_tls_and_without_a_port() {
        for (name, expected) in [
            ("@alice:example.org", "https://example.org"),
            ("@alice:example.org:8448", "https://example.org"),
            ("@:a:example.org", ""),
            ("example.org", "https://example.org"),
            ("example.org:8448", "https://example.org"),
            ("@alice:[2001:db8::1]:8448", "https://[2001:db8::1]"),
            ("[::1]", "https://[::1]"),
            ("127.0.0.1:80", "https://127.0.0.1"),
            ("#room:example.org", ""),
            ("http://example.org", ""),
        ] {
            assert_eq!(address(name).unwrap_or_default(), expected, "{name}");
        }
    }

    #[test]
    fn a_redirect_out_of_tls_prompts() {
        let error = Error::Redirect { operation: WELL_KNOWN.id, problem: RedirectError::Downgrade };
        let error = because(DiscoveryProblem::Unavailable, error);
        assert_eq!(error.outcome, DiscoveryOutcome::FailPrompt);
    }

    #[test]
    fn a_domain_reached_over_tls_leads_out_of_it_only_if_the_program_allows_it() {
        let strict = Client::discover("example.org");
        let lax = strict.clone().allow_plain_http();
        let [domain, local] =
            ["https://example.org", "http://127.0.0.1:1"].map(|url| strict.client(url).unwrap());
        for url in ["http://127.0.0.1", "http://[::1]:8008", "http://localhost"] {
            let error = strict.named(&domain, url).unwrap_err();
            assert!(matches!(error, Error::BaseUrl(BaseUrlError::Downgrade)), "{error:?}");
            assert!(format!("{error} {error:?}").contains("Discover::allow_plain_http"), "{error}");
            assert!(strict.named(&local, url).is_ok() && lax.named(&domain, url).is_ok(), "{url}");
        }
        let error = strict.named(&domain, "http://example.org").unwrap_err();
        assert!(matches!(error, Error::BaseUrl(BaseUrlError::DiscoveryPlainHttp)), "{error:?}");
        assert!(format!("{error} {error:?}").contains("Discover::allow_plain_http"), "{error}");
        assert!(lax.named(&domain, "http://example.org").is_ok());
        for discover in [strict, lax] {
            assert!(discover.named(&domain, "https://example.org").is_ok());
        }
    }

    #[test]
    fn the_entries_made_by_hand_are_those_of_the_table() {
        let entry = crate::client_server::OPERATIONS.iter().find(|entry| entry.id == WELL_KNOWN.id).unwrap();
        assert_eq!(format!("{entry:?}"), format!("{WELL_KNOWN:?}"));
        #[cfg(feature = "identity")]
        {
            let entry = crate::identity::OPERATIONS.iter().find(|entry| entry.id == IDENTITY.id).unwrap();
            assert_eq!(format!("{entry:?}"), format!("{IDENTITY:?}"));
        }
    }
}
