//! Bans a user from a room, and redacts the user's recent messages: `moderation ROOM-ID USER-ID REASON`.

use std::env::{args, var};
use std::error::Error;

use matrix_openapi::client_server::{Client, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::id::{EventId, UserId};
use matrix_openapi::json::Raw;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let [room_id, user_id, reason] = &args().skip(1).collect::<Vec<_>>()[..] else {
        return Err("arguments: ROOM-ID USER-ID REASON".into());
    };
    let user_id: UserId = user_id.parse()?;
    let client = Client::builder(var("HOMESERVER_URL")?).build()?;
    let login = client.password_login(var("MATRIX_USER")?, var("MATRIX_PASSWORD")?);
    let moderator = client.log_in(login).await?.client;
    moderator.ban(room_id, &user_id).reason(reason).await?;
    let mut events = moderator.get_room_events(room_id, "b").limit(100).items();
    for _ in 0..1000 {
        let Some(event) = events.next().await? else { break };
        let Some(event_id) = message_of(&event, &user_id) else { continue };
        match moderator.redact(room_id, &event_id).reason(reason).await {
            Ok(_) => println!("redacted {event_id}"),
            // The server refuses one message for good. The others still have to go.
            Err(error) if is_refusal(&error) => eprintln!("{event_id} stays: {error}"),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(moderator.log_out().await?)
}

/// Whether the server refuses this message for good, and not for now or because the session has ended.
fn is_refusal(error: &matrix_openapi::Error) -> bool {
    error.is_final() && error.errcode().is_some_and(|code| *code != ErrorCode::UnknownToken)
}

/// Returns the ID of an event that is a message of the user and not redacted.
fn message_of(event: &Raw<types::ClientEvent>, user_id: &UserId) -> Option<EventId> {
    let event = event.read().ok()?;
    let is_theirs = event.sender.as_deref() == Some(user_id.as_str());
    let is_message =
        event.state_key.is_none() && event.event_type != "m.room.redaction" && !event.is_redacted();
    event.id().ok().filter(|_| is_theirs && is_message)
}
