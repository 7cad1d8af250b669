//! Finding the homeserver of a user by
//! [server discovery](https://spec.matrix.org/v1.19/client-server-api/#server-discovery).

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use http::{Method, StatusCode};
use matrix_openapi_wire::runtime::decode;
use serde::de::IgnoredAny;

use crate::client_server::{Client, types::DiscoveryInformation};
use crate::runtime::Call;
use crate::{
    Api, Authentication, BoxFuture, ClientBuilder, DiscoveryOutcome, DiscoveryProblem, Error, Operation,
    RawObject, RetryPolicy, ServerName, Session, UserId,
};

/// How long each answer may be: many times what domains publish.
const MAX_ANSWER: usize = 64 << 10;

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
        Discover { address: address(id.as_ref()), http: None, timeout: None }
    }
}

/// A discovery, which starts when it is awaited.
///
/// It shows no credential, repeats no request, and asks over plain `http` only servers on this machine.
#[derive(Clone)]
#[must_use = "a discovery does nothing until it is awaited"]
pub struct Discover {
    /// Nothing if the name is none.
    address: Option<String>,
    http: Option<reqwest::Client>,
    timeout: Option<Duration>,
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

    async fn run(self) -> Result<Discovered, DiscoveryError> {
        use crate::DiscoveryProblem::*;
        let address = self.address.as_deref().ok_or_else(|| because(Name, None))?;
        let domain = self.client(address).map_err(|error| because(Name, error))?;
        let (named, well_known) = well_known(domain.session()).await?;

        let failed = |error| because(Homeserver, error);
        let homeserver = self.client(&named.m_homeserver.base_url).map_err(failed)?;
        let versions = homeserver.get_versions().send().await.map_err(failed)?.versions;
        let mut identity_server = None;
        if let Some(named) = named.m_identity_server {
            let failed = |error| because(IdentityServer, error);
            let client = self.client(&named.base_url).map_err(failed)?;
            let ping = Call::new(client.session(), &IDENTITY);
            // An object, so that no other page is taken for the answer.
            ping.send_as::<BTreeMap<String, IgnoredAny>>().await.map_err(failed)?;
            identity_server = Some(client.session().base_url().to_owned());
        }
        let base_url = homeserver.session().base_url().to_owned();
        Ok(Discovered { base_url, identity_server, versions, well_known, by: self })
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
        match &self.http {
            Some(http) => ClientBuilder::new(url).http_client(http.clone()),
            None => ClientBuilder::new(url),
        }
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

/// The servers that a domain names, each of which has answered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Discovered {
    /// The address of the homeserver, without a slash at its end.
    pub base_url: String,
    /// The address of the identity server, if the domain names one, without a slash at its end.
    pub identity_server: Option<String>,
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

/// Why a discovery found no homeserver.
#[derive(Debug, thiserror::Error)]
#[error("discovery: {problem}")]
#[non_exhaustive]
pub struct DiscoveryError {
    /// What the specification wants a client to do now.
    pub outcome: DiscoveryOutcome,
    /// Where it failed.
    pub problem: DiscoveryProblem,
    /// What an address, a request or an answer has to do with it.
    pub source: Option<Error>,
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
async fn well_known(domain: &Session) -> Result<(DiscoveryInformation, RawObject), DiscoveryError> {
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
                || Ok((decode(WELL_KNOWN.id, body.clone())?.value, decode(WELL_KNOWN.id, body)?.value));
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
    use crate::RedirectError;

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
