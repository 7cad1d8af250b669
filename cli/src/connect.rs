//! The server and the credential for a request, from the options, the environment and the accounts.

use std::time::{Duration, SystemTime};

use matrix_openapi::auth::{FileSessionStore, SessionStore, StoredSession};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::Api;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{CallOptions, Credentials, Session};
use serde::Deserialize;
use url::Url;

use crate::accounts::Accounts;
use crate::failure::{Failure, Outcome};
use crate::globals::{Globals, variable};
use crate::progress::Progress;
use crate::trace::Trace;
use crate::upload_bar::UploadBar;
use crate::{input, name, uia};

/// The `User-Agent` of requests.
const USER_AGENT: &str = concat!("matrix-api/", env!("CARGO_PKG_VERSION"));

/// The URL of a dry run without a server.
const NOWHERE: &str = "https://matrix.example.org";

/// A connection to a server.
pub struct Connection {
    /// The session that sends requests.
    pub session: Session,
    /// The user of the account, if there is one.
    pub user: Option<String>,
}

impl Connection {
    /// Returns the options of a call; user-interactive authentication prompts the user.
    pub fn options(&self, globals: &Globals) -> CallOptions {
        let options = CallOptions::new().uia(uia::handlers(self.user.clone(), globals));
        if globals.is_anonymous { options.unauthenticated() } else { options }
    }
}

/// Builds a client of an API with the options.
macro_rules! client {
    ($Client:ty, $url:expr, $globals:expr, $secrets:expr) => {{
        let (globals, secrets): (&Globals, &[String]) = ($globals, $secrets);
        let mut builder = <$Client>::builder($url).user_agent(USER_AGENT);
        if globals.allows_plain_http {
            builder = builder.allow_plain_http();
        }
        if let Some(seconds) = globals.time_limit {
            builder = builder.timeout(Duration::from_secs(seconds));
        }
        if globals.is_verbose {
            builder = builder.middleware(Trace::new(secrets));
        }
        if Progress::is_shown(globals) {
            builder = builder.middleware(UploadBar);
        }
        builder
    }};
}

/// Returns a session of an API without credentials.
///
/// # Errors
/// If the URL cannot be used.
pub fn anonymous(api: Api, url: &str, globals: &Globals, secrets: &[String]) -> Outcome<Session> {
    use matrix_openapi::{application_service, identity, push_gateway, server_server};
    Ok(match api {
        Api::ClientServer => client!(Client, url, globals, secrets).build()?.session().clone(),
        Api::ServerServer => client!(server_server::Client, url, globals, secrets).build()?.session().clone(),
        Api::ApplicationService => {
            client!(application_service::Client, url, globals, secrets).build()?.session().clone()
        }
        Api::Identity => client!(identity::Client, url, globals, secrets).build()?.session().clone(),
        Api::PushGateway => client!(push_gateway::Client, url, globals, secrets).build()?.session().clone(),
    })
}

/// Returns a client of a homeserver that keeps its session in a store.
///
/// # Errors
/// If the URL cannot be used.
pub fn client(url: &str, globals: &Globals, store: impl SessionStore) -> Outcome<Client> {
    Ok(client!(Client, url, globals, &[]).session_store(store).build()?)
}

/// A server, and the credential for it.
struct Target {
    url: String,
    credential: Option<Credentials>,
    /// The user and the store of the account, if the credential belongs to one.
    account: Option<(String, FileSessionStore)>,
}

/// Connects to the homeserver as a client.
///
/// # Errors
/// As [`open`].
pub async fn open_client(globals: &Globals, accounts: &Accounts) -> Outcome<Client> {
    let Target { url, credential, account } = target(Api::ClientServer, globals, accounts, &[]).await?;
    let client = client!(Client, &url, globals, &[]).build()?;
    let client = match account {
        Some((_, store)) => client.with_session_store(store),
        None => client,
    };
    Ok(match credential {
        Some(credential) => client.with_credentials(credential),
        None => client,
    })
}

/// Connects to the server for requests of an API.
///
/// # Errors
/// If no server is named, or a credential cannot be read.
pub async fn open(
    api: Api,
    globals: &Globals,
    accounts: &Accounts,
    secrets: &[String],
) -> Outcome<Connection> {
    let Target { url, credential, account } = target(api, globals, accounts, secrets).await?;
    let session = anonymous(api, &url, globals, secrets)?;
    let (session, user) = match account {
        Some((user, store)) => (session.with_session_store(store), Some(user)),
        None => (session, None),
    };
    let session = match credential {
        Some(credential) => session.with_credentials(credential),
        None => session,
    };
    Ok(Connection { session, user })
}

/// Returns whether a request that accepts a credential but does not need it would have one.
pub fn has_credential(globals: &Globals, accounts: &Accounts) -> bool {
    let is_given = globals.token_file.is_some() || variable("MATRIX_API_TOKEN").is_some();
    !globals.is_anonymous && (is_given || globals.account.is_some() || accounts.current().is_some())
}

/// Returns the base URL from the options or else the account in use, without sending a request; a placeholder if there is none.
pub async fn url_without_requests(api: Api, globals: &Globals, accounts: &Accounts) -> Outcome<String> {
    match &globals.server {
        Some(server) if server.contains("://") => Ok(server.clone()),
        Some(server) => Ok(format!("https://{server}")),
        None if api == Api::ClientServer => {
            let stored = account(globals, accounts).await.ok().flatten();
            Ok(stored.map_or_else(|| NOWHERE.to_owned(), |session| session.homeserver))
        }
        None => Ok(NOWHERE.to_owned()),
    }
}

/// Finds the homeserver of a user ID or a server name.
///
/// # Errors
/// If the domain names no homeserver, or the homeserver does not respond.
pub async fn discover(name: &str, globals: &Globals) -> Outcome<String> {
    let mut discover = Client::discover(name);
    if globals.allows_plain_http {
        discover = discover.allow_plain_http();
    }
    Ok(discover.await?.base_url)
}

/// Returns the token from the options or the environment.
///
/// # Errors
/// If its file cannot be read.
pub fn token(globals: &Globals) -> Outcome<Option<String>> {
    match &globals.token_file {
        _ if globals.is_anonymous => Ok(None),
        Some(path) => input::line(path).map(Some),
        None => Ok(variable("MATRIX_API_TOKEN")),
    }
}

async fn target(api: Api, globals: &Globals, accounts: &Accounts, secrets: &[String]) -> Outcome<Target> {
    let token = token(globals)?;
    let stored = match api {
        Api::ClientServer if token.is_none() && !globals.is_anonymous => account(globals, accounts).await?,
        _ => None,
    };
    let stored = match stored {
        Some(session) => Some(refreshed(session, globals, accounts).await?),
        None => None,
    };
    let url = match (&globals.server, &stored) {
        (Some(server), _) => url(api, server, globals, secrets).await?,
        (None, Some(session)) => session.homeserver.clone(),
        (None, None) => return Err(no_server(api)),
    };
    // The credential of an account is sent to its homeserver only.
    match stored.filter(|session| is_same(&session.homeserver, &url)) {
        Some(session) => {
            let user = session.user_id.to_string();
            let store = accounts.store(&user);
            Ok(Target { url, credential: Some(session.into()), account: Some((user, store)) })
        }
        None => {
            let credential = credentials(api, globals, token, &url)?;
            Ok(Target { url, credential, account: None })
        }
    }
}

/// Refreshes an expired session. If several commands run at once, only one does so, since a server considers a refresh token
/// that is used twice as stolen.
async fn refreshed(session: StoredSession, globals: &Globals, accounts: &Accounts) -> Outcome<StoredSession> {
    let is_expired = |session: &StoredSession| {
        let tokens = &session.tokens;
        tokens.refresh_token().is_some() && tokens.expires_at().is_some_and(|time| time <= SystemTime::now())
    };
    if !is_expired(&session) {
        return Ok(session);
    }
    let user = session.user_id.to_string();
    let store = accounts.store(&user);
    let load = async || match store.load().await {
        Ok(Some(session)) => Ok(session),
        Ok(None) => Err(Failure::Credential(
            "another command has logged out the account; run `matrix-api login`".to_owned(),
        )),
        Err(error) => Err(Failure::usage(error.to_string())),
    };
    let _lock = accounts.lock(&user)?;
    // Another command may have refreshed it before this one got the lock.
    let session = load().await?;
    if !is_expired(&session) {
        return Ok(session);
    }
    client(&session.homeserver.clone(), globals, store.clone())?.restore(session).await?;
    load().await
}

/// Returns whether two URLs lead to the same server.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |url: &str| Url::parse(url).map(|url| url.as_str().trim_end_matches('/').to_owned()).ok();
    plain(one).is_some_and(|one| plain(other) == Some(one))
}

fn no_server(api: Api) -> Failure {
    match api {
        Api::ClientServer => Failure::Credential(
            "there is no account and no server; run `matrix-api login`, or name a server with --server"
                .to_owned(),
        ),
        _ => Failure::usage(format!("name the server of the API {api} with --server")),
    }
}

/// Returns the stored session of the account that is chosen or in use.
async fn account(globals: &Globals, accounts: &Accounts) -> Outcome<Option<StoredSession>> {
    let user = match &globals.account {
        Some(name) => accounts.find(name)?,
        None => match accounts.current() {
            Some(user) => user,
            None => return Ok(None),
        },
    };
    let loaded = accounts.store(&user).load().await;
    loaded.map_err(|error| Failure::usage(error.to_string()))
}

/// Returns the base URL of a server, given by its URL or its name.
async fn url(api: Api, server: &str, globals: &Globals, secrets: &[String]) -> Outcome<String> {
    if server.contains("://") {
        return Ok(server.to_owned());
    }
    match api {
        Api::ClientServer => discover(server, globals).await,
        Api::ServerServer => Ok(federation_url(server, globals, secrets).await),
        _ => Ok(format!("https://{server}")),
    }
}

/// Returns the URL at which other homeservers reach a homeserver: the one that its domain names, or its name with the default
/// port.
async fn federation_url(name: &str, globals: &Globals, secrets: &[String]) -> String {
    #[derive(Deserialize)]
    struct WellKnown {
        #[serde(rename = "m.server")]
        server: String,
    }
    let with_port = |name: &str| match Url::parse(&format!("https://{name}")) {
        Ok(url) if url.port().is_none() && !name.ends_with(":443") => format!("https://{name}:8448"),
        _ => format!("https://{name}"),
    };
    let domain = format!("https://{name}");
    let has_port = Url::parse(&domain).is_ok_and(|url| url.port().is_some());
    let found = async {
        let session = anonymous(Api::ServerServer, &domain, globals, secrets).ok()?;
        let operation = name::find(Some(Api::ServerServer), "getWellknown")?;
        session.call(operation).send_as::<WellKnown>().await.ok()
    };
    match if has_port { None } else { found.await } {
        Some(WellKnown { server }) => with_port(&server),
        None => with_port(name),
    }
}

/// Returns the credential of the kind that an API takes.
fn credentials(
    api: Api,
    globals: &Globals,
    token: Option<String>,
    url: &str,
) -> Outcome<Option<Credentials>> {
    if globals.is_anonymous {
        return Ok(None);
    }
    if api == Api::ServerServer {
        return federation(globals, url);
    }
    let Some(token) = token else {
        return match globals.as_user {
            Some(_) => Err(Failure::Credential(
                "--as-user needs the token of an application service, in MATRIX_API_TOKEN or with --token-file".to_owned(),
            )),
            None => Ok(None),
        };
    };
    Ok(match (api, &globals.as_user) {
        (Api::ClientServer, Some(user)) => Some(Credentials::appservice(token).user_id(user.as_str()).into()),
        (Api::ClientServer, None) if globals.is_appservice => Some(Credentials::appservice(token).into()),
        (Api::ClientServer, None) => Some(Credentials::access_token(token)),
        (Api::ApplicationService, _) => Some(Credentials::homeserver(token)),
        (Api::Identity, _) => Some(Credentials::identity(token)),
        (Api::PushGateway | Api::ServerServer, _) => None,
    })
}

/// Returns the credential of a homeserver, from its key file.
fn federation(globals: &Globals, url: &str) -> Outcome<Option<Credentials>> {
    let (Some(key), Some(origin)) = (&globals.key, &globals.origin) else {
        return match (&globals.key, &globals.origin) {
            (None, None) => Ok(None),
            _ => Err(Failure::usage("signed requests need both --key FILE and --origin NAME")),
        };
    };
    let destination = match (&globals.destination, &globals.server) {
        (Some(name), _) => name.clone(),
        (None, Some(server)) if !server.contains("://") => server.clone(),
        _ => authority(url).ok_or_else(|| {
            Failure::usage("name the homeserver that the request is for with --destination")
        })?,
    };
    let line = input::line(key)?;
    let mut words = line.split_whitespace();
    let (Some(algorithm), Some(version), Some(seed)) = (words.next(), words.next(), words.next()) else {
        return Err(Failure::usage(format!(
            "{key}: not a signing key; the file must contain `ed25519 VERSION SEED`"
        )));
    };
    let key = SigningKey::from_base64(&format!("{algorithm}:{version}"), seed)
        .map_err(|error| Failure::usage(format!("{key}: {error}")))?;
    Ok(Some(Credentials::federation(origin.as_str(), destination.as_str(), key)))
}

/// Returns the host and port of a URL.
fn authority(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}
