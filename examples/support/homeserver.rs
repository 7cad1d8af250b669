use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::middleware::from_fn;
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Received, Router};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};
use tokio::task::JoinSet;

use super::secret::random_secret;
use super::state::{MAX_BODY, Server, ServerState, Settings, Shared};
use super::{caller, history, keys, login, media, members, ping, push, rooms, strict};

/// The releases that it claims to support.
const VERSIONS: [&str; 3] = ["v1.11", "v1.12", "v1.13"];

const LOCALPART: &str = "alice";

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
        let service = axum::Router::new().fallback_service(router(&server)).layer(from_fn(strict::check));
        tasks.spawn(async move {
            // The listener stays open, so this ends only when the task is aborted.
            let _ended = axum::serve(listener, service).await;
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

fn router(server: &Shared) -> Router {
    Router::new()
        .max_body(MAX_BODY)
        .tokens(with(server, caller::identify))
        .on(op::GetWellknown, with(server, well_known))
        .on(op::GetVersions, |_| async { Ok(types::GetVersionsResponse::new(VERSIONS.map(str::to_owned))) })
        .on(op::GetLoginFlows, with(server, login::login_flows))
        .on(op::Login, with(server, login::login))
        .on(op::Register, with(server, login::register))
        .on(op::Refresh, with(server, login::refresh))
        .on(op::Logout, with(server, login::logout))
        .on(op::Whoami, with(server, login::whoami))
        .on(op::CreateRoom, with(server, rooms::create))
        .on(op::SendMessage, with(server, rooms::send))
        .on(op::Sync, with(server, rooms::sync))
        .on(op::JoinRoom, with(server, members::join))
        .on(op::JoinRoomById, with(server, members::join_by_id))
        .on(op::InviteUser, with(server, members::invite))
        .on(op::LeaveRoom, with(server, members::leave))
        .on(op::Ban, with(server, members::ban))
        .on(op::GetJoinedMembersByRoom, with(server, members::joined_members))
        .on(op::GetRoomEvents, with(server, history::messages))
        .on(op::RedactEvent, with(server, history::redact))
        .on(op::UploadKeys, with(server, keys::upload))
        .on(op::QueryKeys, with(server, keys::query))
        .on(op::ClaimKeys, with(server, keys::claim))
        .on(op::UploadContent, with(server, media::upload))
        .on(op::GetContentAuthed, with(server, media::download))
        .on(op::GetContentOverrideNameAuthed, with(server, media::download_as))
        .on(op::PingAppservice, with(server, ping::ping))
}

/// A handler with the server as its first argument.
fn with<A, F, H>(server: &Shared, handler: H) -> impl Fn(A) -> F + Send + Sync + 'static + use<A, F, H>
where
    H: Fn(Shared, A) -> F + Send + Sync + 'static,
{
    let server = Arc::clone(server);
    move |argument| handler(Arc::clone(&server), argument)
}

async fn well_known(
    server: Shared,
    received: Received<op::GetWellknown>,
) -> Result<types::DiscoveryInformation, ErrorResponse> {
    caller::without_token(&received)?;
    let homeserver = types::HomeserverInformation::new(&*server.url);
    Ok(types::DiscoveryInformation::new(homeserver))
}
