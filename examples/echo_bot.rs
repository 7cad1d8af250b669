//! A bot that joins each room that it is invited to, and repeats the messages of others there.
//!
//! `cargo run --example echo_bot` talks to the bot on a homeserver inside the process. To run it on another one until it is
//! interrupted, set `HOMESERVER_URL`, `MATRIX_USER` and `MATRIX_PASSWORD`.

#[allow(dead_code, unused_imports, reason = "each example uses a part of it")]
pub(crate) mod support;

use std::error::Error;

use matrix_openapi::client_server::{Client, types};
use matrix_openapi::events::RoomMessage;
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::Raw;
use matrix_openapi::sync::MemorySyncStore;
use support::{Account, Guest, Homeserver, Settings};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    if let Some(account) = Account::from_environment()? {
        return run(&account.log_in().await?).await;
    }
    let homeserver = Homeserver::start(Settings::default()).await?;
    let bot = Account::of(&homeserver).log_in().await?;
    println!("a guest says hello, and hears: {}", talk(&bot, homeserver.url()).await?);
    Ok(())
}

/// Repeats messages until the session ends.
pub async fn run(bot: &Client) -> Result<(), Box<dyn Error + Send + Sync>> {
    let me = bot.whoami().await?.user_id;
    let mut updates = bot.sync().updates(MemorySyncStore::new());
    let mut is_first = true;
    // Continues after outages of the server, and ends with any other error.
    while let Some(page) = updates.next().await? {
        for (room_id, _) in page.invited_rooms() {
            // The invite may be withdrawn by now.
            if let Err(error) = bot.join_room(room_id).await {
                eprintln!("cannot join {room_id}: {error}");
            }
        }
        // Messages from before the start are not repeated.
        let rooms = page.joined_rooms().filter(|_| !is_first);
        for (room_id, room) in rooms {
            // Messages from before the bot joined are not repeated either.
            for event in room.timeline_events_after_join(&me) {
                // The bot may not be allowed to speak. With `?`, an error in one room would end the bot.
                if let Err(error) = reply(bot, &me, room_id, event).await {
                    eprintln!("cannot reply in {room_id}: {error}");
                }
            }
        }
        is_first = false;
    }
    Ok(())
}

/// Replies to a text of somebody else, but not to notices, so bots do not talk to each other forever.
async fn reply(
    bot: &Client,
    me: &UserId,
    room_id: &RoomId,
    raw: &Raw<types::ClientEventWithoutRoomId>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    // The bot does not reply to an event that cannot be read.
    let (Ok(event), Ok(Some(RoomMessage::Text(text)))) = (raw.read(), raw.content()) else { return Ok(()) };
    if event.sender.as_deref() != Some(me.as_str()) {
        let reply = RoomMessage::notice(text.body).reply_to(&event)?;
        bot.send(room_id, &reply).await?;
    }
    Ok(())
}

/// Talks to the bot as a guest, and returns its reply.
pub async fn talk(bot: &Client, homeserver: &str) -> Result<String, Box<dyn Error + Send + Sync>> {
    let me = bot.whoami().await?.user_id;
    let conversation = async {
        let mut guest = Guest::register(homeserver).await?;
        let room_id = guest.room_with(&me).await?;
        guest.expect(&room_id, &me).await?;
        guest.say(&room_id, "hello").await?;
        guest.hear(&room_id, &me).await
    };
    tokio::select! {
        reply = conversation => reply,
        ended = run(bot) => ended.and(Err("the bot ended".into())),
    }
}
