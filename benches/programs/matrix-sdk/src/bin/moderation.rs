//! Bans a user from a room, and redacts the user's recent messages: `moderation ROOM-ID USER-ID REASON`.

use std::env::{args, var};

use anyhow::bail;
use matrix_sdk::config::SyncSettings;
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::room::MessagesOptions;
use matrix_sdk::ruma::api::error::ErrorKind;
use matrix_sdk::ruma::events::{AnySyncMessageLikeEvent, AnySyncTimelineEvent};
use matrix_sdk::ruma::{OwnedEventId, RoomId, UserId, uint};
use matrix_sdk::{Client, HttpError};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let [room_id, user_id, reason] = &args().skip(1).collect::<Vec<_>>()[..] else {
        bail!("arguments: ROOM-ID USER-ID REASON");
    };
    let (room_id, user_id) = (RoomId::parse(room_id)?, UserId::parse(user_id)?);
    let moderator = Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    moderator.matrix_auth().login_username(var("MATRIX_USER")?, &var("MATRIX_PASSWORD")?).send().await?;
    // Only now are rooms known.
    moderator.sync_once(SyncSettings::default()).await?;
    let Some(room) = moderator.get_room(&room_id) else { bail!("the moderator is not in {room_id}") };
    room.ban_user(&user_id, Some(reason)).await?;
    let mut options = MessagesOptions::backward();
    options.limit = uint!(100);
    for _ in 0..10 {
        let page = room.messages(options).await?;
        for event_id in page.chunk.iter().filter_map(|event| message_of(event, &user_id)) {
            match room.redact(&event_id, Some(reason), None).await {
                Ok(_) => println!("redacted {event_id}"),
                Err(error) if is_refusal(&error) => eprintln!("{event_id} stays: {error}"),
                Err(error) => return Err(error.into()),
            }
        }
        let Some(end) = page.end else { break };
        options = MessagesOptions::backward().from(&*end);
        options.limit = uint!(100);
    }
    Ok(moderator.logout().await?)
}

/// Whether the server refuses this message for good. The others still have to go.
fn is_refusal(error: &HttpError) -> bool {
    let Some(error) = error.as_client_api_error() else { return false };
    let passes =
        matches!(error.error_kind(), None | Some(ErrorKind::LimitExceeded(_) | ErrorKind::UnknownToken(_)));
    error.status_code.is_client_error() && !passes
}

/// Returns the ID of an event that is a message of the user and not redacted.
fn message_of(event: &TimelineEvent, user_id: &UserId) -> Option<OwnedEventId> {
    let Ok(AnySyncTimelineEvent::MessageLike(event)) = event.raw().deserialize() else { return None };
    let is_message = !event.is_redacted() && !matches!(event, AnySyncMessageLikeEvent::RoomRedaction(_));
    (event.sender() == user_id && is_message).then(|| event.event_id().to_owned())
}
