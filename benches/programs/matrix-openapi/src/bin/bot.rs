//! A bot that joins each room that it is invited to, and repeats what people say there.

use std::env::var;
use std::error::Error;

use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::sync::MemorySyncStore;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let client = Client::builder(var("HOMESERVER_URL")?).build()?;
    let login = client.password_login(var("MATRIX_USER")?, var("MATRIX_PASSWORD")?);
    let bot = client.log_in(login).await?.client;
    let me = bot.whoami().await?.user_id;
    let mut updates = bot.sync().updates(MemorySyncStore::new());
    // Messages from before the start are not repeated.
    let mut is_first = true;
    // Goes on over outages of the server.
    while let Some(page) = updates.next().await? {
        for (room_id, _) in page.invited_rooms() {
            if let Err(error) = bot.join_room(room_id).await {
                eprintln!("cannot join {room_id}: {error}");
            }
        }
        for (room_id, room) in page.joined_rooms().filter(|_| !is_first) {
            // Nor are those from before the bot came.
            for raw in room.timeline_events_after_join(&me) {
                let (Ok(event), Ok(Some(RoomMessage::Text(text)))) = (raw.read(), raw.content()) else {
                    continue;
                };
                // Notices are not answered, so bots do not talk to each other forever.
                if event.sender.as_deref() != Some(me.as_str()) {
                    let notice =
                        RoomMessage::notice(text.body).reply_to(&event)?.mentioning(event.sender.as_deref());
                    if let Err(error) = bot.send(room_id, &notice).await {
                        eprintln!("cannot answer in {room_id}: {error}");
                    }
                }
            }
        }
        is_first = false;
    }
    Ok(())
}
