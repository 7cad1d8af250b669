//! Bans a user from a room, and redacts the user's recent messages: `moderation ROOM-ID USER-ID REASON`.

use std::env::{args, var};
use std::error::Error;
use std::time::Duration;

use ruma::api::client::membership::ban_user;
use ruma::api::client::message::get_message_events;
use ruma::api::client::redact::redact_event;
use ruma::api::client::session::logout;
use ruma::api::error::{ErrorKind, FromHttpResponseError, LimitExceededErrorData, RetryAfter};
use ruma::events::{AnyMessageLikeEvent, AnyTimelineEvent};
use ruma::serde::Raw;
use ruma::{OwnedEventId, RoomId, TransactionId, UserId, uint};
use ruma_client::http_client::Reqwest;

type Client = ruma_client::Client<Reqwest>;
type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let [room_id, user_id, reason] = &args().skip(1).collect::<Vec<_>>()[..] else {
        return Err("arguments: ROOM-ID USER-ID REASON".into());
    };
    let (room_id, user_id) = (RoomId::parse(room_id)?, UserId::parse(user_id)?);
    let moderator: Client =
        ruma_client::Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    moderator.log_in(&var("MATRIX_USER")?, &var("MATRIX_PASSWORD")?, None, None).await?;
    let mut ban = ban_user::v3::Request::new(room_id.clone(), user_id.clone());
    ban.reason = Some(reason.clone());
    moderator.send_request(ban).await?;
    let mut request = get_message_events::v3::Request::backward(room_id.clone());
    request.limit = uint!(100);
    for _ in 0..10 {
        let page = moderator.send_request(request.clone()).await?;
        for event_id in page.chunk.iter().filter_map(|event| message_of(event, &user_id)) {
            redact(&moderator, &room_id, event_id, reason).await?;
        }
        request.from = page.end;
        if request.from.is_none() {
            break;
        }
    }
    moderator.send_request(logout::v3::Request::new()).await?;
    Ok(())
}

/// Returns the ID of an event that is a message of the user and not redacted.
fn message_of(event: &Raw<AnyTimelineEvent>, user_id: &UserId) -> Option<OwnedEventId> {
    let Ok(AnyTimelineEvent::MessageLike(event)) = event.deserialize() else { return None };
    let is_message = !event.is_redacted() && !matches!(event, AnyMessageLikeEvent::RoomRedaction(_));
    (event.sender() == user_id && is_message).then(|| event.event_id().to_owned())
}

/// Whether the server refuses this message for good. The others still have to go.
fn is_refusal<E>(error: &ruma_client::Error<E, ruma::api::error::Error>) -> bool {
    let ruma_client::Error::FromHttpResponse(FromHttpResponseError::Server(error)) = error else {
        return false;
    };
    let has_ended = matches!(error.error_kind(), None | Some(ErrorKind::UnknownToken(_)));
    error.status_code.is_client_error() && !has_ended
}

/// Redacts an event, and waits when the server limits the rate.
async fn redact(
    moderator: &Client,
    room_id: &RoomId,
    event_id: OwnedEventId,
    reason: &str,
) -> Result<(), Failure> {
    let mut request =
        redact_event::v3::Request::new(room_id.to_owned(), event_id.clone(), TransactionId::new());
    request.reason = Some(reason.to_owned());
    loop {
        let error = match moderator.send_request(request.clone()).await {
            Ok(_) => break println!("redacted {event_id}"),
            Err(error) => error,
        };
        match error.error_kind() {
            Some(ErrorKind::LimitExceeded(LimitExceededErrorData { retry_after, .. })) => {
                let Some(RetryAfter::Delay(delay)) = retry_after else { return Err(error.into()) };
                tokio::time::sleep((*delay).min(Duration::from_secs(60))).await;
            }
            _ if is_refusal(&error) => break eprintln!("{event_id} stays: {error}"),
            _ => return Err(error.into()),
        }
    }
    Ok(())
}
