//! A walk through the client-server API: versions, login, refresh, ping, a room, a message, sync, logout.
//!
//! By default it starts a small homeserver and an application service inside the process, and calls them over loopback.
//! To call another server, set:
//!
//! - `HOMESERVER_URL`, `MATRIX_USER` and `MATRIX_PASSWORD`: the server and the account;
//! - `APPSERVICE_ID` and `AS_TOKEN`, both or neither: an application service to ping.

#[allow(dead_code, unused_imports, reason = "the tests use more of it than the example")]
pub(crate) mod support;

use std::error::Error;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use matrix_openapi::Credentials;
use matrix_openapi::auth::Secret;
use matrix_openapi::client_server::{Client, OPERATIONS, types};
use matrix_openapi::events::{Content, RoomMessage};
use matrix_openapi::id::RoomId;
use support::{AppService, Homeserver, Settings};

#[tokio::main]
async fn main() -> ExitCode {
    let target = match Target::from_variables(|name| std::env::var(name).ok()) {
        Ok(target) => target,
        Err(message) => {
            eprintln!("quickstart: {message}");
            return ExitCode::from(2);
        }
    };
    match run(target, &mut io::stdout()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quickstart: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

/// The server to call.
pub enum Target {
    /// A server that the example starts.
    InProcess,
    /// A server that is already running.
    Given(Server),
}

/// A server, with the credentials for it.
pub struct Server {
    url: String,
    user: String,
    password: Secret,
    appservice: Option<(String, Secret)>,
}

impl Target {
    /// Reads the target from variables, such as those of the environment.
    pub fn from_variables(value: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let set = |name| value(name).filter(|text| !text.is_empty());
        let Some(url) = set("HOMESERVER_URL") else { return Ok(Self::InProcess) };
        let needed =
            |name| set(name).ok_or_else(|| format!("HOMESERVER_URL is set, so {name} is needed too"));
        let user = needed("MATRIX_USER")?;
        let password = needed("MATRIX_PASSWORD")?.into();
        let appservice = match (set("APPSERVICE_ID"), set("AS_TOKEN")) {
            (Some(id), Some(token)) => Some((id, token.into())),
            (None, None) => None,
            _ => return Err("APPSERVICE_ID and AS_TOKEN belong together, but only one is set".to_owned()),
        };
        Ok(Self::Given(Server { url, user, password, appservice }))
    }
}

/// Makes all calls and prints their results, without secrets.
pub async fn run(target: Target, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    match target {
        Target::Given(server) => walk(&server, out).await,
        Target::InProcess => {
            let service = AppService::start("telegram").await?;
            let registration = service.registration().clone();
            let settings = Settings { registrations: vec![registration.clone()], ..Settings::default() };
            let homeserver = Homeserver::start(settings).await?;
            writeln!(out, "started a homeserver and an application service in this process")?;
            let server = Server {
                url: homeserver.url().to_owned(),
                user: homeserver.user().to_owned(),
                password: homeserver.password().into(),
                appservice: Some((registration.id, registration.as_token)),
            };
            walk(&server, out).await
        }
    }
}

async fn walk(server: &Server, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // Versions, login and refresh need no credentials.
    let anonymous = Client::builder(&server.url).build()?;
    let versions = anonymous.get_versions().await?.versions;
    let newest = versions.last().map_or("none", String::as_str);
    report(out, "getVersions", format!("{} versions, the last is {newest}", versions.len()))?;

    let token = log_in(&anonymous, server, out).await?;
    ping(server, out).await?;

    let user = Client::builder(&server.url).credentials(Credentials::access_token(token)).build()?;
    let room_id = user.create_room().name("quickstart").await?.room_id;
    report(out, "createRoom", &room_id)?;
    talk(&user, &room_id, out).await?;

    user.logout().await?;
    report(out, "logout", "the access token is void")?;
    writeln!(out, "success: every response was decoded into its type")?;
    Ok(())
}

/// Logs in, and refreshes the tokens at once to show how.
async fn log_in(client: &Client, server: &Server, out: &mut impl Write) -> Result<Secret, Box<dyn Error>> {
    let mut identifier = types::UserIdentifier::new("m.id.user");
    identifier.extra.insert("user", &server.user)?;
    let session = client
        .login("m.login.password")
        .identifier(identifier)
        .password(server.password.clone())
        .initial_device_display_name("quickstart")
        .refresh_token(true)
        .await?;
    report(
        out,
        "login",
        format!("{} at device {}", session.user_id, session.device_id.as_deref().unwrap_or("?")),
    )?;

    let Some(refresh_token) = session.refresh_token else {
        writeln!(out, "  skipped the refresh: the server gave no refresh token")?;
        return Ok(session.access_token);
    };
    let refreshed = client.refresh(refresh_token).await?;
    let lifetime = refreshed.expires_in_ms.map_or("for ever".to_owned(), |time| format!("for {time} ms"));
    report(out, "refresh", format!("a new access token, good {lifetime}"))?;
    Ok(refreshed.access_token)
}

/// Asks the homeserver to ping the application service, with the application service's own token.
async fn ping(server: &Server, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let Some((id, token)) = &server.appservice else {
        writeln!(out, "  skipped the ping: APPSERVICE_ID and AS_TOKEN are not set")?;
        return Ok(());
    };
    let bridge = Client::builder(&server.url).credentials(Credentials::appservice(token.clone())).build()?;
    let pong = bridge.ping_appservice(id).transaction_id("t1").await?;
    report(out, "pingAppservice", format!("{id} responded in {} ms", pong.duration_ms))?;
    Ok(())
}

/// Sends a message and finds it in a sync.
async fn talk(user: &Client, room_id: &RoomId, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let sent = user.send(room_id, &RoomMessage::text("hello")).await?.event_id;
    report(out, "sendMessage", &sent)?;

    // Only this room, since the account may be in many.
    let mut rooms = types::SyncFilterRoomFilter::default();
    rooms.rooms = Some(vec![room_id.clone()]);
    let mut filter = types::SyncFilter::default();
    filter.room = Some(rooms);
    let page = user.sync().filter(&filter).await?;
    for event in page.timeline_events(room_id) {
        // Others may send anything, so an event that cannot be read is skipped.
        let Ok(event) = event.read() else { continue };
        let Ok(Content::RoomMessage(message)) = event.content() else { continue };
        if event.id().is_ok_and(|id| id == sent) {
            let (sender, body) = (event.sender.as_deref(), message.body());
            report(out, "sync", format!("{}: {}", sender.unwrap_or("?"), body.unwrap_or_default()))?;
            return Ok(());
        }
    }
    Err("the message is not in the timeline of the room".into())
}

/// An error with its causes, which contain no secrets.
fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

/// Prints a call with its entry in the operation table, and its result.
fn report(out: &mut impl Write, id: &str, result: impl Display) -> io::Result<()> {
    let operation = OPERATIONS.iter().find(|operation| operation.id == id);
    let call = operation.map_or_else(|| id.to_owned(), |known| format!("{} {}", known.method, known.path));
    writeln!(out, "{call}\n  {result}")
}
