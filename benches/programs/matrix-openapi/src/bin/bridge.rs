//! A bridge between a room and a chat of lines, standard input and output. Invite `APPSERVICE_USER` to the room; then a line
//! such as `carol: hello` becomes a message of the user `@ID_carol`, and messages of others become lines.

use std::env::var;
use std::error::Error;
use std::sync::{Arc, Mutex};

use matrix_openapi::Credentials;
use matrix_openapi::application_service::server::{Service, router};
use matrix_openapi::application_service::{op, types};
use matrix_openapi::client_server::Client;
use matrix_openapi::events::{RoomMember, RoomMessage};
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::Raw;
use matrix_openapi::server::{ErrorResponse, Received};
use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use tokio::net::TcpListener;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let token = Credentials::appservice(var("AS_TOKEN")?);
    let client = Client::builder(var("HOMESERVER_URL")?).credentials(token).build()?;
    let (own, id) = (var("APPSERVICE_USER")?.parse()?, var("APPSERVICE_ID")?);
    let bridge = Bridge { client, own, id, room: Arc::default() };
    let service = axum::Router::new().fallback_service(router(bridge.clone(), var("HS_TOKEN")?));
    let listener = TcpListener::bind(var("LISTEN")?).await?;
    tokio::spawn(async move { axum::serve(listener, service).await });
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let Some((name, text)) = line.split_once(": ") else { continue };
        bridge.say(name, text).await.unwrap_or_else(|error| eprintln!("a line is not bridged: {error}"));
    }
    Ok(())
}

#[derive(Clone)]
struct Bridge {
    client: Client,
    own: UserId,
    id: String,
    room: Arc<Mutex<Option<RoomId>>>,
}

impl Service for Bridge {
    async fn send_transaction(&self, received: Received<op::SendTransaction>) -> Result<(), ErrorResponse> {
        for event in &received.request.body.events {
            // One event that cannot be handled does not hold up the others.
            self.receive(event).await.unwrap_or_else(|error| eprintln!("an event is not bridged: {error}"));
        }
        Ok(())
    }
}

impl Bridge {
    /// Joins the room of an invite, and passes on messages of this room that are not the bridge's own.
    async fn receive(&self, event: &Raw<types::ClientEvent>) -> Result<(), Failure> {
        let header = event.parse()?;
        if let Some(member) = event.content::<RoomMember>()? {
            let is_own = header.state_key.is_some_and(|user_id| user_id == self.own);
            if is_own && member.membership.as_str() == "invite" {
                self.client.join_room(&header.room_id).await?;
                *self.room.lock().unwrap() = Some(header.room_id);
            }
        } else if let Some(message) = event.content::<RoomMessage>()? {
            let is_here = self.room.lock().unwrap().as_ref() == Some(&header.room_id);
            if is_here && !self.is_own(&header.sender) {
                println!("{}: {}", header.sender, message.body().unwrap_or_default());
            }
        }
        Ok(())
    }

    /// Whether the user is the bridge or one of its users. On other servers anybody may have such a name.
    fn is_own(&self, user_id: &UserId) -> bool {
        let is_local = user_id.server_name() == self.own.server_name();
        *user_id == self.own || (is_local && user_id.localpart().starts_with(&format!("{}_", self.id)))
    }

    /// Says a line in the room as the user of the speaker. Before there is a room, the line is dropped.
    async fn say(&self, name: &str, text: &str) -> Result<(), Failure> {
        let Some(room_id) = self.room.lock().unwrap().clone() else { return Ok(()) };
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
