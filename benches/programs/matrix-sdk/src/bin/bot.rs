//! A bot that joins each room that it is invited to, and repeats what people say there.

use std::env::var;

use matrix_sdk::config::SyncSettings;
use matrix_sdk::room::reply::{EnforceThread, Reply};
use matrix_sdk::ruma::events::room::member::StrippedRoomMemberEvent;
use matrix_sdk::ruma::events::room::message::{
    AddMentions, MessageType, OriginalSyncRoomMessageEvent, RoomMessageEventContentWithoutRelation,
};
use matrix_sdk::{Client, Room, RoomState};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let bot = Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    bot.matrix_auth().login_username(var("MATRIX_USER")?, &var("MATRIX_PASSWORD")?).send().await?;
    bot.add_event_handler(join);
    // Messages from before the start are not repeated.
    let first = bot.sync_once(SyncSettings::default()).await?;
    bot.add_event_handler(answer);
    bot.sync(SyncSettings::default().token(first.next_batch)).await?;
    Ok(())
}

async fn join(member: StrippedRoomMemberEvent, bot: Client, room: Room) {
    if Some(&*member.state_key) == bot.user_id()
        && let Err(error) = room.join().await
    {
        eprintln!("cannot join {}: {error}", room.room_id());
    }
}

/// Answers a text of somebody else. Notices are not answered, so bots do not talk to each other forever.
async fn answer(event: OriginalSyncRoomMessageEvent, bot: Client, room: Room) -> anyhow::Result<()> {
    let MessageType::Text(text) = event.content.msgtype else { return Ok(()) };
    let Some(me) = bot.user_id() else { return Ok(()) };
    // Messages from before the bot came to a room are not repeated either.
    let member = room.get_member_no_sync(me).await?;
    let has_come = member.and_then(|member| member.event().timestamp()) < Some(event.origin_server_ts.0);
    if room.state() == RoomState::Joined && has_come && event.sender != me {
        let reply = Reply {
            event_id: event.event_id,
            enforce_thread: EnforceThread::MaybeThreaded,
            add_mentions: AddMentions::Yes,
        };
        let notice = RoomMessageEventContentWithoutRelation::notice_plain(text.body);
        room.send(room.make_reply_event(notice, reply).await?).await?;
    }
    Ok(())
}
