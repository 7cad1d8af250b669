//! Exports the history of a room, a line of JSON per event, the oldest first: `export_history ROOM-ID`.

use std::env::{args, var};
use std::error::Error;
use std::io::{self, Write};

use matrix_openapi::client_server::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let room_id = args().nth(1).ok_or("argument: ROOM-ID")?;
    let client = Client::builder(var("HOMESERVER_URL")?).build()?;
    let login = client.password_login(var("MATRIX_USER")?, var("MATRIX_PASSWORD")?);
    let user = client.log_in(login).await?.client;
    let mut out = io::stdout().lock();
    let mut events = user.get_room_events(room_id, "f").limit(100).items();
    while let Some(event) = events.next().await? {
        // The text of an event may contain line breaks between its fields.
        writeln!(out, "{}", event.json().replace(['\n', '\r'], " "))?;
    }
    Ok(user.log_out().await?)
}
