//! A bridge between Matrix and a chat that consists of lines, here standard input and output.
//!
//! Invite the bridge's own user to a room; then a line such as `carol: hello` becomes a message of the user `@ID_carol` there,
//! and messages of others become lines.
//!
//! `cargo run --example bridge` bridges one line in each direction on a homeserver inside the process. To run it at another
//! one, register an application service there for the users `@ID_.*`, and set `HOMESERVER_URL`, `APPSERVICE_ID`, `AS_TOKEN`,
//! `HS_TOKEN` and `LISTEN`, such as `127.0.0.1:9000`.

#[allow(dead_code, unused_imports, reason = "each example uses a part of it")]
pub(crate) mod support;

use std::env;
use std::error::Error;
use std::sync::Arc;

use matrix_openapi::application_service::op;
use matrix_openapi::application_service::server::{Service, router};
use matrix_openapi::application_service::types::{ClientEvent, Registration};
use matrix_openapi::client_server::Client;
use matrix_openapi::events::{RoomMember, RoomMessage};
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::Raw;
use matrix_openapi::server::{ErrorResponse, Received};
use support::{Homeserver, Settings};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let Ok(homeserver) = env::var("HOMESERVER_URL") else { return demo().await };
    let registration = support::registration_from_environment()?;
    let listener = TcpListener::bind(env::var("LISTEN")?).await?;
    run(&homeserver, &registration, listener, support::console()).await
}

/// Bridges a line in each direction on a homeserver inside the process.
async fn demo() -> Result<(), Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let registration = support::registration("lines", &listener)?;
    let settings = Settings { registrations: vec![registration.clone()], ..Settings::default() };
    let homeserver = Homeserver::start(settings).await?;
    println!("{}", talk(homeserver.url(), &registration, listener).await?);
    Ok(())
}

/// Bridges until both sides have ended.
pub async fn run(
    homeserver: &str,
    registration: &Registration,
    listener: TcpListener,
    (mut lines, out): (mpsc::Receiver<String>, mpsc::Sender<String>),
) -> Result<(), Failure> {
    let client = Client::builder(homeserver).credentials(registration.credentials()).build()?;
    let own = client.whoami().await?.user_id;
    let bridge = Bridge { client, own, id: registration.id.clone(), room: Arc::default(), out };
    let service = axum::Router::new().fallback_service(router(bridge.clone(), registration));
    let server = axum::serve(listener, service);
    let incoming = async {
        while let Some(line) = lines.recv().await {
            let Some((name, text)) = line.split_once(": ") else { continue };
            // A line that cannot be sent does not stop the others.
            bridge.say(name, text).await.unwrap_or_else(|error| eprintln!("a line is not bridged: {error}"));
        }
        Ok::<_, Failure>(())
    };
    tokio::try_join!(incoming, async { Ok(server.await?) })?;
    Ok(())
}

/// A bridged room, and the channel to the other chat.
#[derive(Clone)]
struct Bridge {
    /// A client with the application service's token, as its own user.
    client: Client,
    own: UserId,
    /// The ID of the application service, with which the names of its users begin.
    id: String,
    room: Arc<Mutex<Option<RoomId>>>,
    out: mpsc::Sender<String>,
}

impl Service for Bridge {
    async fn send_transaction(&self, received: Received<op::SendTransaction>) -> Result<(), ErrorResponse> {
        for event in &received.request.body.events {
            // An event that cannot be handled does not stop the others.
            self.receive(event).await.unwrap_or_else(|error| eprintln!("an event is not bridged: {error}"));
        }
        Ok(())
    }
}

impl Bridge {
    /// Handles an event of Matrix: joins the room of an invite, and passes on messages of this room that are not the
    /// bridge's own.
    async fn receive(&self, event: &Raw<ClientEvent>) -> Result<(), Failure> {
        let header = event.parse()?;
        let mut room = self.room.lock().await;
        if let Some(member) = event.content::<RoomMember>()? {
            let invited = member.membership.as_str() == "invite";
            if invited && header.state_key.is_some_and(|user_id| user_id == self.own) {
                self.client.join_room(&header.room_id).await?;
                *room = Some(header.room_id);
            }
            return Ok(());
        }
        if room.as_ref() != Some(&header.room_id) || self.is_own(&header.sender) {
            return Ok(());
        }
        if let Some(message) = event.content::<RoomMessage>()? {
            self.out.send(format!("{}: {}", header.sender, message.body().unwrap_or_default())).await?;
        }
        Ok(())
    }

    /// Whether the user is the bridge or one of its users. On other servers anybody may have such a name.
    fn is_own(&self, user_id: &UserId) -> bool {
        let is_here = user_id.server_name() == self.own.server_name();
        *user_id == self.own || (is_here && user_id.localpart().starts_with(&format!("{}_", self.id)))
    }

    /// Sends a line to the bridged room, as the user of the speaker. Before there is a room, it drops the line.
    async fn say(&self, name: &str, text: &str) -> Result<(), Failure> {
        let Some(room_id) = self.room.lock().await.clone() else { return Ok(()) };
        let server = self.own.server_name().unwrap_or_default();
        let user_id = format!("@{}_{name}:{server}", self.id);
        let ghost = self.client.as_user(&user_id);
        self.client.ensure_registered(&user_id).await?;
        if ghost.join_room(&room_id).await.is_err() {
            self.client.invite_user(&room_id, &user_id).await?;
            ghost.join_room(&room_id).await?;
        }
        ghost.send(&room_id, &RoomMessage::text(text)).await?;
        Ok(())
    }
}

/// Has a guest of Matrix and a speaker of the other chat send a line each, and returns both lines as the other side gets them.
pub async fn talk(url: &str, registration: &Registration, listener: TcpListener) -> Result<String, Failure> {
    let (sender, lines) = mpsc::channel(1);
    let (out, printed) = mpsc::channel(1);
    tokio::select! {
        said = support::talk_over_bridge(url, registration, sender, printed) => said,
        Err(error) = run(url, registration, listener, (lines, out)) => Err(error),
    }
}
