use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use matrix_openapi::application_service::types::Registration;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};
use tokio::task::JoinSet;

use super::accounts::{self, Accounts};
use super::caller::{Anonymous, Caller};
use super::media::{self, Media};
use super::reply::{JsonResponse, Refusal};
use super::rooms::{self, Room};
use super::secret::random_secret;
use super::{caller, history, members, ping, push};

/// The server name in identifiers.
pub const SERVER_NAME: &str = "localhost";

/// The limit of a request body.
const MAX_BODY: usize = 32 * 1024 * 1024;

const LOCALPART: &str = "alice";

/// The settings of a homeserver.
pub struct Settings {
    /// The lifetime of an access token with a refresh token.
    pub token_lifetime: Duration,
    /// The registered application services.
    pub registrations: Vec<Registration>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { token_lifetime: Duration::from_secs(300), registrations: Vec::new() }
    }
}

/// A running homeserver with one account, which gets a random password at each start.
pub struct Homeserver {
    url: String,
    password: String,
    // Dropping it ends the tasks.
    _tasks: JoinSet<()>,
}

impl Homeserver {
    /// Starts a homeserver on a free port of loopback.
    pub async fn start(settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let password = random_secret();
        let mut state = ServerState::default();
        state.accounts.add(&caller::user_id(LOCALPART), &password);
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(10))
            .build()
            .map_err(io::Error::other)?;
        let server = Server {
            url: url.clone(),
            settings,
            http,
            state: Mutex::new(state),
            moved: watch::Sender::new(0),
        };
        let server = Arc::new(server);
        let mut tasks = JoinSet::new();
        for registration in &server.settings.registrations {
            tasks.spawn(push::push(Arc::clone(&server), registration.clone()));
        }
        let router = router(server);
        tasks.spawn(async move {
            // The listener stays open, so this ends only when the task is aborted.
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { url, password, _tasks: tasks })
    }

    /// The base URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The localpart of the account.
    pub fn user(&self) -> &str {
        LOCALPART
    }

    /// The password of the account.
    pub fn password(&self) -> &str {
        &self.password
    }
}

pub type Shared = Arc<Server>;

pub struct Server {
    pub url: String,
    pub settings: Settings,
    pub http: reqwest::Client,
    pub state: Mutex<ServerState>,
    /// The position of the last event, which waiting syncs watch.
    pub moved: watch::Sender<u64>,
}

#[derive(Default)]
pub struct ServerState {
    pub accounts: Accounts,
    /// The open sessions of user-interactive authentication.
    pub challenges: BTreeSet<String>,
    pub rooms: BTreeMap<String, Room>,
    pub position: u64,
    pub media: BTreeMap<String, Media>,
}

fn router(server: Shared) -> Router {
    Router::new()
        .route("/.well-known/matrix/client", get(well_known))
        .route("/_matrix/client/versions", get(versions))
        .route("/_matrix/client/v3/login", get(accounts::login_flows).post(accounts::login))
        .route("/_matrix/client/v3/register", post(accounts::register))
        .route("/_matrix/client/v3/refresh", post(accounts::refresh))
        .route("/_matrix/client/v3/logout", post(accounts::logout))
        .route("/_matrix/client/v3/account/whoami", get(accounts::whoami))
        .route("/_matrix/client/v3/createRoom", post(rooms::create))
        .route("/_matrix/client/v3/rooms/{room_id}/send/{event_type}/{txn_id}", put(rooms::send))
        .route("/_matrix/client/v3/join/{room_id}", post(members::join))
        .route("/_matrix/client/v3/rooms/{room_id}/join", post(members::join))
        .route("/_matrix/client/v3/rooms/{room_id}/invite", post(members::invite))
        .route("/_matrix/client/v3/rooms/{room_id}/leave", post(members::leave))
        .route("/_matrix/client/v3/rooms/{room_id}/ban", post(members::ban))
        .route("/_matrix/client/v3/rooms/{room_id}/joined_members", get(members::joined_members))
        .route("/_matrix/client/v3/rooms/{room_id}/messages", get(history::messages))
        .route("/_matrix/client/v3/rooms/{room_id}/redact/{event_id}/{txn_id}", put(history::redact))
        .route("/_matrix/client/v3/sync", get(rooms::sync))
        .route("/_matrix/media/v3/upload", post(media::upload))
        .route("/_matrix/client/v1/media/download/{server}/{media_id}", get(media::download))
        .route("/_matrix/client/v1/media/download/{server}/{media_id}/{file_name}", get(media::download_as))
        .route("/_matrix/client/v1/appservice/{id}/ping", post(ping::ping))
        .method_not_allowed_fallback(|| async { unrecognized(StatusCode::METHOD_NOT_ALLOWED) })
        .fallback(|| async { unrecognized(StatusCode::NOT_FOUND) })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(server)
}

fn unrecognized(status: StatusCode) -> Refusal {
    Refusal::new(status, "M_UNRECOGNIZED", "this server has no such endpoint")
}

async fn well_known(State(server): State<Shared>, _caller: Anonymous) -> JsonResponse {
    JsonResponse(json!({ "m.homeserver": { "base_url": server.url } }))
}

/// The token is optional, but must be valid if sent.
async fn versions(_caller: Option<Caller>) -> JsonResponse {
    JsonResponse(json!({ "versions": ["v1.11", "v1.12", "v1.13"], "unstable_features": {} }))
}
