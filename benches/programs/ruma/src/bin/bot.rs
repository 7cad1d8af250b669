//! A bot that joins each room that it is invited to, and repeats what people say there.

use std::env::var;
use std::error::Error;
use std::time::Duration;

use futures_util::{StreamExt, pin_mut};
use ruma::api::client::membership::join_room_by_id;
use ruma::api::client::message::send_message_event;
use ruma::api::client::sync::sync_events;
use ruma::events::room::member::MembershipState;
use ruma::events::room::message::{
    AddMentions, ForwardThread, MessageType, OriginalRoomMessageEvent, RoomMessageEventContent,
};
use ruma::events::{
    AnySyncMessageLikeEvent, AnySyncStateEvent, AnySyncTimelineEvent, SyncMessageLikeEvent, SyncStateEvent,
};
use ruma::presence::PresenceState;
use ruma::serde::Raw;
use ruma::{OwnedRoomId, RoomId, TransactionId, UserId};
use ruma_client::http_client::Reqwest;

type Bot = ruma_client::Client<Reqwest>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let bot: Bot = ruma_client::Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    let me = bot.log_in(&var("MATRIX_USER")?, &var("MATRIX_PASSWORD")?, None, None).await?.user_id;
    // Messages from before the start are not repeated.
    let first = bot.send_request(sync_events::v3::Request::new()).await?;
    join(&bot, first.rooms.invite.keys()).await;
    let mut since = first.next_batch;
    // Goes on over outages of the server.
    loop {
        let pages = bot.sync(None, since.clone(), PresenceState::Online, Some(Duration::from_secs(30)));
        pin_mut!(pages);
        while let Some(page) = pages.next().await {
            let page = match page {
                Ok(page) => page,
                Err(ruma_client::Error::FromHttpResponse(error)) => return Err(error.into()),
                Err(error) => {
                    eprintln!("cannot sync: {error}");
                    tokio::time::sleep(Duration::from_secs(5)).await;
                    break;
                }
            };
            join(&bot, page.rooms.invite.keys()).await;
            for (room_id, room) in &page.rooms.join {
                // Messages from before the bot came to a room are not repeated either.
                let events = &room.timeline.events;
                let start =
                    events.iter().rposition(|event| is_arrival(event, &me)).map_or(0, |join| join + 1);
                for event in events.iter().skip(start) {
                    if let Err(error) = answer(&bot, &me, room_id, event).await {
                        eprintln!("cannot answer in {room_id}: {error}");
                    }
                }
            }
            since = page.next_batch;
        }
    }
}

async fn join(bot: &Bot, room_ids: impl Iterator<Item = &OwnedRoomId>) {
    for room_id in room_ids {
        if let Err(error) = bot.send_request(join_room_by_id::v3::Request::new(room_id.clone())).await {
            eprintln!("cannot join {room_id}: {error}");
        }
    }
}

/// Whether the event is the user's join. Changes of the user's name are events of a member, too.
fn is_arrival(raw: &Raw<AnySyncTimelineEvent>, user_id: &UserId) -> bool {
    let Ok(AnySyncTimelineEvent::State(AnySyncStateEvent::RoomMember(SyncStateEvent::Original(event)))) =
        raw.deserialize()
    else {
        return false;
    };
    let before = event.unsigned.prev_content.as_ref().map(|content| &content.membership);
    let was_there = before == Some(&MembershipState::Join);
    event.state_key == user_id && event.content.membership == MembershipState::Join && !was_there
}

/// Answers a text of somebody else. Notices are not answered, so bots do not talk to each other forever.
async fn answer(
    bot: &Bot,
    me: &UserId,
    room_id: &RoomId,
    raw: &Raw<AnySyncTimelineEvent>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let Ok(AnySyncTimelineEvent::MessageLike(AnySyncMessageLikeEvent::RoomMessage(
        SyncMessageLikeEvent::Original(event),
    ))) = raw.deserialize()
    else {
        return Ok(());
    };
    let MessageType::Text(text) = &event.content.msgtype else { return Ok(()) };
    if event.sender != me {
        let notice = RoomMessageEventContent::notice_plain(text.body.clone());
        let event: OriginalRoomMessageEvent = event.into_full_event(room_id.to_owned());
        let content = notice.make_reply_to(&event, ForwardThread::Yes, AddMentions::Yes);
        let request =
            send_message_event::v3::Request::new(room_id.to_owned(), TransactionId::new(), &content)?;
        bot.send_request(request).await?;
    }
    Ok(())
}
