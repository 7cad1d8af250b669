//! Exports the history of a room, a line of JSON per event, the oldest first: `export_history ROOM-ID`.

use std::env::{args, var};
use std::error::Error;
use std::io::{self, Write};

use ruma::api::client::message::get_message_events;
use ruma::api::client::session::logout;
use ruma::{RoomId, uint};
use ruma_client::http_client::Reqwest;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let room_id = RoomId::parse(args().nth(1).ok_or("argument: ROOM-ID")?)?;
    let user: ruma_client::Client<Reqwest> =
        ruma_client::Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    user.log_in(&var("MATRIX_USER")?, &var("MATRIX_PASSWORD")?, None, None).await?;
    let mut out = io::stdout().lock();
    let mut request = get_message_events::v3::Request::forward(room_id);
    request.limit = uint!(100);
    loop {
        let page = user.send_request(request.clone()).await?;
        for event in &page.chunk {
            // The text of an event may contain line breaks between its fields.
            writeln!(out, "{}", event.json().get().replace(['\n', '\r'], " "))?;
        }
        // A server may return the same token again at the end.
        if page.end.is_none() || page.end == request.from {
            break;
        }
        request.from = page.end;
    }
    user.send_request(logout::v3::Request::new()).await?;
    Ok(())
}
