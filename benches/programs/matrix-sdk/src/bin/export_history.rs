//! Exports the history of a room, a line of JSON per event, the oldest first: `export_history ROOM-ID`.

use std::env::{args, var};
use std::io::{self, Write};

use anyhow::Context;
use matrix_sdk::Client;
use matrix_sdk::config::SyncSettings;
use matrix_sdk::room::MessagesOptions;
use matrix_sdk::ruma::{RoomId, uint};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let room_id = RoomId::parse(args().nth(1).context("argument: ROOM-ID")?)?;
    let user = Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    user.matrix_auth().login_username(var("MATRIX_USER")?, &var("MATRIX_PASSWORD")?).send().await?;
    // Only now are rooms known.
    user.sync_once(SyncSettings::default()).await?;
    let room = user.get_room(&room_id).context("the user is not in the room")?;
    let mut from = None;
    loop {
        let mut options = MessagesOptions::forward().from(from.as_deref());
        options.limit = uint!(100);
        let page = room.messages(options).await?;
        for event in &page.chunk {
            // The text of an event may contain line breaks between its fields.
            writeln!(io::stdout(), "{}", event.raw().json().get().replace(['\n', '\r'], " "))?;
        }
        // A server may return the same token again at the end.
        if page.end.is_none() || page.end == from {
            break;
        }
        from = page.end;
    }
    Ok(user.logout().await?)
}
