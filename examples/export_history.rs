//! Exports the history of a room: one line of JSON per event, the oldest first, exactly as the server sent it.
//!
//! `cargo run --example export_history` exports a room of a homeserver inside the process. To export another one, set
//! `HOMESERVER_URL`, `MATRIX_USER` and `MATRIX_PASSWORD`, and pass the room:
//! `cargo run --example export_history -- '!room:example.org' > history.jsonl`.

#[allow(dead_code, unused_imports, reason = "each example uses a part of it")]
pub(crate) mod support;

use std::env::args;
use std::error::Error;
use std::io::{self, Write};

use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::id::RoomId;
use support::{Account, Homeserver, Settings};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut out = io::stdout();
    if let Some(account) = Account::from_environment()? {
        let Some(room_id) = args().nth(1) else { return Err("argument: ROOM-ID".into()) };
        let user = account.log_in().await?;
        let count = export(&user, &room_id.parse()?, &mut out).await?;
        eprintln!("{count} events");
        return Ok(user.log_out().await?);
    }
    let homeserver = Homeserver::start(Settings::default()).await?;
    let user = Account::of(&homeserver).log_in().await?;
    let room_id = room(&user, 25).await?;
    let count = export(&user, &room_id, &mut out).await?;
    eprintln!("{count} events");
    Ok(())
}

/// Writes all events of a room that the user may see, and returns their number.
pub async fn export(
    user: &Client,
    room_id: &RoomId,
    out: &mut impl Write,
) -> Result<usize, Box<dyn Error + Send + Sync>> {
    let mut events = user.get_room_events(room_id, "f").limit(100).items();
    let mut count = 0;
    // Each page is requested when its first event is needed, so only one page is in memory.
    while let Some(event) = events.next().await? {
        // The text of an event may contain line breaks between its fields.
        let line = event.json().replace(['\n', '\r'], " ");
        writeln!(out, "{line}")?;
        count += 1;
    }
    out.flush()?;
    Ok(count)
}

/// Creates a room with a name and some messages.
pub async fn room(user: &Client, messages: usize) -> Result<RoomId, Box<dyn Error + Send + Sync>> {
    let room_id = user.create_room().name("History").await?.room_id;
    for number in 1..=messages {
        user.send(&room_id, &RoomMessage::text(format!("message {number}"))).await?;
    }
    Ok(room_id)
}
