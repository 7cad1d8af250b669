//! Finding the homeserver of a user by
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

/// How long each answer may be: many times what domains publish.
const MAX_ANSWER: usize = 64 << 10;

/// How long the identity server may take, for which most programs have no use.
const IDENTITY_PATIENCE: Duration = Duration::from_secs(10);

// Called by hand, since the generated call tells neither the exact status nor the exact text of the answer.
static WELL_KNOWN: Operation =
    open(Api::ClientServer, "getWellknown", "get_wellknown", "/.well-known/matrix/client");

// The generated call is there only if the feature `identity` is on.
static IDENTITY: Operation = open(Api::Identity, "pingV2", "ping_v2", "/_matrix/identity/v2");

const fn open(api: Api, id: &'static str, rust: &'static str, path: &'static str) -> Operation {
    Operation::new(api, id, rust, Method::GET, path, Authentication::None)
}

impl Client {
    /// Finds the homeserver of a user, such as `@alice:example.org`, or of a bare server name.
    ///
    /// The domain of the name is asked where its servers are, and then each of them whether it is there. The
    /// specification wants this only before a login.
    pub fn discover(id: impl AsRef<str>) -> Discover {
        Discover { address: address(id.as_ref()), http: None, timeout: None, plain_http: PlainHttp::Loopback }
    }
}

/// A discovery, which starts when it is awaited.
///
/// It shows no credential and repeats no request. It asks over plain `http` only a domain on this machine, and only
/// such a domain may lead to servers over plain `http`.
#[derive(Clone)]
#[must_use = "a discovery does nothing until it is awaited"]
pub struct Discover {
    /// Nothing if the name is none.
    address: Option<String>,
    http: Option<reqwest::Client>,
    timeout: Option<Duration>,
    plain_http: PlainHttp,
}

impl Discover {
    /// Asks this address where the servers are, in place of the domain of the name.
    pub fn at(mut self, url: &str) -> Self {
        self.address = Some(url.to_owned());
        self
    }

    /// Uses an HTTP client that the program has set up: see [`ClientBuilder::http_client`].
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Limits the time of each request: see [`ClientBuilder::timeout`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Allows `http` for the domain and the servers that it names, on this machine or not. Whoever is on the way can
    /// then read and use the credentials.
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
        Ok(Discovered { base_url, identity_server, identity_server_error, versions, well_known, by: self })
    }

    /// The address of the identity server that the domain names, once it has responded.
    async fn identity_server(&self, domain: &Client, named: &RawJson) -> Result<String, DiscoveryError> {
        let text = Bytes::from(named.json().to_owned());
        let malformed = |error| because(DiscoveryProblem::Malformed, Error::from(error));
        let Server { base_url } = decode_as(WELL_KNOWN.id, text).map_err(malformed)?.value;
        let failed = |error| because(DiscoveryProblem::IdentityServer, error);
        let client = self.named(domain, &base_url).map_err(failed)?;
        let ping = Call::new(client.session(), &IDENTITY);
        // An object, so that no other page is taken for the response.
        let ping = tokio::time::timeout(IDENTITY_PATIENCE, ping.send_as::<BTreeMap<String, IgnoredAny>>());
        let late = |_| Err(Error::Timeout { operation: IDENTITY.id });
        ping.await.unwrap_or_else(late).map_err(failed)?;
        Ok(client.session().base_url().to_owned())
    }

    /// A client of a server that the domain names.
    fn named(&self, domain: &Client, url: &str) -> Result<Client, Error> {
        let client = self.client(url)?;
        let [from, to] = [domain, &client].map(|client| client.session().base().scheme());
        // A stranger's domain could otherwise lead the program to what runs on its own machine.
        if from == "https" && to == "http" && self.plain_http == PlainHttp::Loopback {
            return Err(BaseUrlError::Downgrade.into());
        }
        Ok(client)
    }

    /// A client without credentials, whose redirects and limits are those of every other.
    fn client(&self, url: &str) -> Result<Client, Error> {
        let mut builder = self.builder(url).max_json_size(MAX_ANSWER);
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        // Every answer has an outcome of its own, and somebody is waiting for it.
        builder.retries(RetryPolicy::never()).build()
    }

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

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Discover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address is not shown: until it was checked, it may hold a password.
        f.debug_struct("Discover").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// The servers that a domain names, of which the homeserver has responded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Discovered {
    /// The address of the homeserver, without a slash at its end.
    pub base_url: String,
    /// The address of the identity server, if the domain names one that has responded, without a slash at its end.
    pub identity_server: Option<String>,
    /// Why the identity server that the domain names cannot be used. Its outcome is for programs that need it.
    pub identity_server_error: Option<Arc<DiscoveryError>>,
    /// The releases of the specification that the homeserver claims.
    pub versions: Vec<String>,
    /// All that the domain says.
    pub well_known: RawObject,
    by: Discover,
}

impl Discovered {
    /// Starts a client of the homeserver, with the program's HTTP client if the discovery had one.
    pub fn client_builder(&self) -> ClientBuilder<Client> {
        self.by.builder(&self.base_url)
    }
}

/// Why a discovery found no server.
#[derive(Debug, thiserror::Error)]
#[error("discovery: {problem}{}{}", told(source.as_ref()), advice(*outcome))]
#[non_exhaustive]
pub struct DiscoveryError {
    /// What the specification wants a client to do now.
    pub outcome: DiscoveryOutcome,
    /// Where it failed.
    pub problem: DiscoveryProblem,
    /// What an address, a request or an answer has to do with it.
    pub source: Option<Error>,
}

fn told(source: Option<&Error>) -> String {
    source.map_or_else(String::new, |source| format!(": {source}"))
}

fn advice(outcome: DiscoveryOutcome) -> &'static str {
    match outcome {
        DiscoveryOutcome::Ignore => "; give Client::builder an address from elsewhere",
        DiscoveryOutcome::FailPrompt => "; ask for the address of the server, and give it to Client::builder",
        DiscoveryOutcome::FailError => "",
    }
}

/// What a domain publishes, as far as a client needs it.
#[derive(Deserialize)]
struct WellKnown {
    #[serde(rename = "m.homeserver")]
    homeserver: Server,
    #[serde(rename = "m.identity_server", default)]
    identity_server: Option<RawJson>,
}

#[derive(Deserialize)]
struct Server {
    base_url: String,
}

fn because(problem: DiscoveryProblem, source: impl Into<Option<Error>>) -> DiscoveryError {
    DiscoveryError { outcome: problem.outcome(), problem, source: source.into() }
}

/// Where the domain of a name is asked: without its port, which is for other homeservers.
fn address(id: &str) -> Option<String> {
    let user = UserId::parse(id).ok();
    let name = user.as_ref().map_or(Some(id), UserId::server_name)?;
    Some(format!("https://{}", ServerName::parse(name).ok()?.host()))
}

/// What the domain has published.
async fn well_known(domain: &Session) -> Result<(WellKnown, RawObject), DiscoveryError> {
    let fetch = async {
        let answer = Call::new(domain, &WELL_KNOWN).send_stream().await?;
        let status = answer.status();
        Ok((status, answer.bytes_within(MAX_ANSWER).await?))
    };
    // The call itself only limits the time of each piece.
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
        assert!(matches!(error, Error::BaseUrl(BaseUrlError::PlainHttp)), "{error:?}");
        assert!(format!("{error} {error:?}").contains("ClientBuilder::allow_plain_http"), "{error}");
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
