use std::time::Duration;

use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::{EventId, RoomId};
use matrix_openapi::server::{ErrorResponse, Received};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::caller::Sender;
use super::room::{Membership, Transaction, member_event};
use super::secret::random_secret;
use super::state::{SERVER_NAME, ServerState, Shared, typed};

/// The longest time that a sync waits for events, whatever the client asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Creates a room of the caller. It reads only `name`, `topic` and `invite` of the request.
pub async fn create(
    server: Shared,
    received: Received<op::CreateRoom>,
) -> Result<types::CreateRoomResponse, ErrorResponse> {
    let sender = Sender::of(&received)?;
    let (user_id, body) = (sender.user_id.as_str(), received.request.body);
    let mut events = vec![
        ("m.room.create", "", json!({ "creator": user_id, "room_version": "10" })),
        ("m.room.member", user_id, json!({ "membership": Membership::Join.as_str() })),
        ("m.room.power_levels", "", json!({ "users": { user_id: 100 } })),
    ];
    events.extend(body.name.map(|name| ("m.room.name", "", json!({ "name": name }))));
    events.extend(body.topic.map(|topic| ("m.room.topic", "", json!({ "topic": topic }))));
    let room_id = format!("!{}:{SERVER_NAME}", random_secret());
    let mut state = server.state.lock().await;
    for (event_type, state_key, content) in events {
        let event =
            json!({ "type": event_type, "state_key": state_key, "sender": user_id, "content": content });
        state.append(&room_id, event, None);
    }
    let room = state.rooms.entry(room_id.clone()).or_default();
    room.creator = user_id.to_owned();
    room.members.insert(user_id.to_owned(), Membership::Join);
    for invited in body.invite.unwrap_or_default() {
        let invited = invited.as_str();
        state.append(&room_id, member_event(user_id, invited, Membership::Invite, None), None);
        let room = state.rooms.entry(room_id.clone()).or_default();
        room.members.insert(invited.to_owned(), Membership::Invite);
    }
    server.moved.send_replace(state.position);
    Ok(types::CreateRoomResponse::new(RoomId::unchecked(room_id)))
}

pub async fn send(
    server: Shared,
    received: Received<op::SendMessage>,
) -> Result<types::SendMessageResponse, ErrorResponse> {
    let Sender { user_id, scope } = Sender::of(&received)?;
    let request = received.request;
    let (room_id, event_type) = (request.room_id.as_str(), request.event_type);
    let mut state = server.state.lock().await;
    let room = state.joined(room_id, &user_id)?;
    let transaction = Transaction { scope, event_type: event_type.clone(), id: request.txn_id };
    if let Some(event_id) = room.transactions.get(&transaction) {
        return Ok(types::SendMessageResponse::new(EventId::unchecked(event_id.as_str())));
    }
    let content = request.body.parse().map_err(|_| ErrorResponse::bad_json("the content is not valid"))?;
    let event = json!({ "type": event_type, "sender": user_id, "content": content });
    let event_id = state.append(room_id, event, Some(transaction));
    server.moved.send_replace(state.position);
    Ok(types::SendMessageResponse::new(EventId::unchecked(event_id)))
}

pub async fn sync(
    server: Shared,
    received: Received<op::Sync>,
) -> Result<types::SyncResponse, ErrorResponse> {
    let sender = Sender::of(&received)?;
    let since = position(received.request.since.as_deref(), "since")?;
    let wait = u64::try_from(received.request.timeout.unwrap_or(0));
    let wait = wait.map_err(|_| ErrorResponse::invalid_param("timeout", "is negative"))?;
    let deadline = Instant::now() + Duration::from_millis(wait).min(LONGEST_WAIT);
    let mut moved = server.moved.subscribe();
    loop {
        moved.mark_unchanged();
        let (response, empty) = changes(&*server.state.lock().await, &sender, since.unwrap_or(0));
        // An initial sync responds at once.
        if !empty || since.is_none() || timeout_at(deadline, moved.changed()).await.is_err() {
            return typed(response);
        }
    }
}

/// Returns the sync response after `since`, and whether it has no events.
fn changes(state: &ServerState, sender: &Sender, since: u64) -> (Value, bool) {
    let mut joined = serde_json::Map::new();
    let mut invited = serde_json::Map::new();
    for (room_id, room) in &state.rooms {
        if let Some((_, event)) = room.invite(&sender.user_id).filter(|(position, _)| *position > since) {
            invited.insert(room_id.clone(), json!({ "invite_state": { "events": [event] } }));
        }
        if !room.has_joined(&sender.user_id) {
            continue;
        }
        // As on real servers, a user who has just joined gets the earlier messages.
        let has_come = room.arrival(&sender.user_id).is_some_and(|position| position > since);
        let events = room.timeline(if has_come { 0 } else { since }, &sender.scope);
        if !events.is_empty() {
            let timeline = json!({ "events": events, "limited": false, "prev_batch": format!("s{since}") });
            joined.insert(room_id.clone(), json!({ "timeline": timeline, "state": { "events": [] } }));
        }
    }
    let empty = joined.is_empty() && invited.is_empty();
    let rooms = json!({ "join": joined, "invite": invited });
    (json!({ "next_batch": format!("s{}", state.position), "rooms": rooms }), empty)
}

/// Returns the position that a token of this server stands for.
pub fn position(token: Option<&str>, name: &str) -> Result<Option<u64>, ErrorResponse> {
    let Some(token) = token else { return Ok(None) };
    let position = token.strip_prefix('s').and_then(|digits| digits.parse().ok());
    position.map(Some).ok_or_else(|| ErrorResponse::invalid_param(name, "is not from this server"))
}
