use std::error::Error;
use std::time::Duration;

use matrix_openapi::auth::Uia;
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::events::{RoomMember, RoomMessage};
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::Raw;
use tokio::time::timeout;

use super::secret::random_secret;

/// The longest time that a guest waits for somebody.
const PATIENCE: Duration = Duration::from_secs(60);

/// An event of a timeline.
type RoomEvent = Raw<types::ClientEventWithoutRoomId>;

/// Another user, who talks to the program of an example.
pub struct Guest {
    pub client: Client,
    pub user_id: UserId,
    position: Option<String>,
}

impl Guest {
    /// Registers an account with a random name and password.
    pub async fn register(homeserver: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let anonymous = Client::builder(homeserver).build()?;
        let name = format!("guest-{}", random_secret());
        let registration = anonymous.register().username(name).password(random_secret());
        let client = anonymous.sign_up(registration.options(Uia::new())).await?.client;
        let user_id = client.whoami().await?.user_id;
        Ok(Self { client, user_id, position: None })
    }

    /// Creates a room and invites a user to it.
    pub async fn room_with(&self, user_id: &UserId) -> Result<RoomId, Box<dyn Error + Send + Sync>> {
        Ok(self.client.create_room().invite([user_id.clone()]).await?.room_id)
    }

    /// Sends a text.
    pub async fn say(&self, room_id: &RoomId, text: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.client.send(room_id, &RoomMessage::text(text)).await?;
        Ok(())
    }

    /// Waits until a user has joined a room.
    pub async fn expect(
        &mut self,
        room_id: &RoomId,
        user_id: &UserId,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.find(room_id, |event| {
            let member = event.content::<RoomMember>().ok().flatten()?;
            let read = event.read().ok()?;
            (member.membership.as_str() == "join" && read.state_key.as_deref() == Some(user_id.as_str()))
                .then_some(())
        })
        .await
    }

    /// Waits for the next message of a user, and returns its text.
    pub async fn hear(
        &mut self,
        room_id: &RoomId,
        user_id: &UserId,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        self.find(room_id, |event| {
            let message = event.content::<RoomMessage>().ok().flatten()?;
            let read = event.read().ok()?;
            let text = message.body().filter(|_| read.sender.as_deref() == Some(user_id.as_str()));
            text.map(str::to_owned)
        })
        .await
    }

    /// Syncs until an event of the room is found. Later events of the same page are not looked at again.
    async fn find<T>(
        &mut self,
        room_id: &RoomId,
        found: impl Fn(&RoomEvent) -> Option<T>,
    ) -> Result<T, Box<dyn Error + Send + Sync>> {
        let search = async {
            loop {
                let since = self.position.as_deref();
                let page = self.client.sync().since(since).timeout(Duration::from_secs(10)).await?;
                let event = page.timeline_events(room_id).find_map(&found);
                self.position = Some(page.next_batch);
                if let Some(event) = event {
                    return Ok(event);
                }
            }
        };
        timeout(PATIENCE, search).await.map_err(|_| "nobody came")?
    }
}
