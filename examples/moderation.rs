//! A moderation tool: bans a user from a room and redacts the user's recent messages.
//!
//! `cargo run --example moderation` does so on a homeserver inside the process. To moderate a room, set `HOMESERVER_URL`,
//! `MATRIX_USER` and `MATRIX_PASSWORD`, and pass room, user and reason:
//! `cargo run --example moderation -- '!room:example.org' '@spammer:example.org' spam`.

#[allow(dead_code, unused_imports, reason = "each example uses a part of it")]
pub(crate) mod support;

use std::env::args;
use std::error::Error;

use matrix_openapi::client_server::{Client, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::id::{EventId, RoomId, UserId};
use matrix_openapi::json::Raw;
use support::{Account, Guest, Homeserver, Settings};

/// How many events are searched, from the newest one.
const DEPTH: usize = 1000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    if let Some(account) = Account::from_environment()? {
        let (Some(room_id), Some(user_id)) = (args().nth(1), args().nth(2)) else {
            return Err("arguments: ROOM-ID USER-ID [REASON]".into());
        };
        let moderator = account.log_in().await?;
        let reason = args().nth(3);
        let count = clean(&moderator, &room_id.parse()?, &user_id.parse()?, reason.as_deref()).await?;
        println!("redacted {count} messages");
        return Ok(moderator.log_out().await?);
    }
    let homeserver = Homeserver::start(Settings::default()).await?;
    let moderator = Account::of(&homeserver).log_in().await?;
    println!("redacted {} messages of a spammer", demo(&moderator, homeserver.url()).await?);
    Ok(())
}

/// Bans the user and redacts the user's messages among the last ones of the room. Returns how many were redacted.
pub async fn clean(
    moderator: &Client,
    room_id: &RoomId,
    user_id: &UserId,
    reason: Option<&str>,
) -> Result<usize, Box<dyn Error + Send + Sync>> {
    // The ban comes first, so no message arrives during the redactions.
    moderator.ban(room_id, user_id).reason(reason).await?;
    let mut redacted = 0;
    let mut events = moderator.get_room_events(room_id, "b").limit(100).items();
    for _ in 0..DEPTH {
        let Some(event) = events.next().await? else { break };
        if let Some(event_id) = message_of(&event, user_id) {
            match moderator.redact(room_id, &event_id).reason(reason).await {
                Ok(_) => redacted += 1,
                // The server refuses one message, for example because it no longer has it; the others must still be redacted.
                Err(error) if is_refusal(&error) => eprintln!("{event_id} stays: {error}"),
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(redacted)
}

/// Whether the server refuses the redaction for good. After a limit, an outage or the end of the session, another run can redact it.
fn is_refusal(error: &matrix_openapi::Error) -> bool {
    error.is_final() && error.errcode().is_some_and(|code| *code != ErrorCode::UnknownToken)
}

/// Returns the ID of an event that is a message of the user and not redacted yet; `None` for all others, such as state.
fn message_of(event: &Raw<types::ClientEvent>, user_id: &UserId) -> Option<EventId> {
    // Others may send anything. Clients do not show events that they cannot read.
    let event = event.read().ok()?;
    let theirs = event.sender.as_deref() == Some(user_id.as_str());
    let message = event.state_key.is_none() && event.event_type != "m.room.redaction" && !event.is_redacted();
    event.id().ok().filter(|_| theirs && message)
}

/// Has a guest write spam, and cleans it up.
pub async fn demo(moderator: &Client, homeserver: &str) -> Result<usize, Box<dyn Error + Send + Sync>> {
    let spammer = Guest::register(homeserver).await?;
    let room_id = moderator.create_room().invite([spammer.user_id.clone()]).await?.room_id;
    spammer.client.join_room(&room_id).await?;
    for _ in 0..3 {
        spammer.say(&room_id, "cheap watches").await?;
    }
    moderator.send(&room_id, &RoomMessage::text("who is that?")).await?;
    let count = clean(moderator, &room_id, &spammer.user_id, Some("spam")).await?;
    // The server refuses the next message.
    if spammer.say(&room_id, "cheaper watches").await.is_ok() {
        return Err("the spammer is still there".into());
    }
    Ok(count)
}
