use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::caller::Caller;
use super::homeserver::{SERVER_NAME, ServerState, Shared};
use super::members::{Membership, member_event};
use super::reply::{JsonBody, JsonResponse, Refusal, query_parameter};
use super::secret::random_secret;

/// The longest time that a sync waits for events, whatever the client asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

#[derive(Default)]
pub struct Room {
    /// The only user with power.
    pub creator: String,
    pub members: BTreeMap<String, Membership>,
    pub events: Vec<Event>,
    /// The event of each transaction, so a retried request does not send it twice.
    pub transactions: BTreeMap<Transaction, String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Transaction {
    pub scope: String,
    pub event_type: String,
    pub id: String,
}

pub struct Event {
    pub position: u64,
    transaction: Option<Transaction>,
    pub body: Value,
}

impl Room {
    /// Whether the user is in the room.
    pub fn has_joined(&self, user_id: &str) -> bool {
        self.members.get(user_id) == Some(&Membership::Join)
    }

    /// Returns the invite of a user, as the invited user sees it, with its position.
    fn invite(&self, user_id: &str) -> Option<(u64, Value)> {
        self.members.get(user_id).filter(|membership| **membership == Membership::Invite)?;
        let invite = self.events.iter().rev().find(|event| event.body["state_key"] == user_id)?;
        let body = &invite.body;
        let keys = ["type", "state_key", "sender", "content"];
        let stripped = keys.map(|key| (key.to_owned(), body[key].clone())).into_iter().collect();
        Some((invite.position, Value::Object(stripped)))
    }

    /// Returns the timeline after `since`; a client's own events have their transaction IDs.
    fn timeline(&self, since: u64, scope: &str) -> Vec<Value> {
        let new = self.events.iter().filter(|event| event.position > since);
        new.map(|event| {
            let mut body = event.body.clone();
            // A sync tells the room elsewhere.
            if let Some(fields) = body.as_object_mut() {
                fields.remove("room_id");
            }
            if let Some(own) = event.transaction.as_ref().filter(|transaction| transaction.scope == scope) {
                body["unsigned"] = json!({ "transaction_id": own.id });
            }
            body
        })
        .collect()
    }
}

impl ServerState {
    /// Returns the room if the user is in it.
    pub fn joined(&mut self, room_id: &str, user_id: &str) -> Result<&mut Room, Refusal> {
        let room = self.rooms.get_mut(room_id).filter(|room| room.has_joined(user_id));
        room.ok_or_else(|| Refusal::forbidden("not a member of this room"))
    }

    /// Adds an event to a room, and returns its ID.
    pub fn append(&mut self, room_id: &str, mut body: Value, transaction: Option<Transaction>) -> String {
        self.position += 1;
        let event_id = format!("${}:{SERVER_NAME}", random_secret());
        body["event_id"] = json!(event_id);
        body["room_id"] = json!(room_id);
        body["origin_server_ts"] = now();
        let room = self.rooms.entry(room_id.to_owned()).or_default();
        if let Some(transaction) = &transaction {
            room.transactions.insert(transaction.clone(), event_id.clone());
        }
        room.events.push(Event { position: self.position, transaction, body });
        event_id
    }
}

fn now() -> Value {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    json!(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// Creates a room of the caller. It reads only `name`, `topic` and `invite` of the request.
pub async fn create(
    State(server): State<Shared>,
    caller: Caller,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let user_id = caller.user_id.as_str();
    let mut events = vec![
        ("m.room.create", "", json!({ "creator": user_id, "room_version": "10" })),
        ("m.room.member", user_id, json!({ "membership": Membership::Join.as_str() })),
        ("m.room.power_levels", "", json!({ "users": { user_id: 100 } })),
    ];
    for (key, event_type) in [("name", "m.room.name"), ("topic", "m.room.topic")] {
        if let Some(text) = body.text(key)? {
            events.push((event_type, "", json!({ key: text })));
        }
    }
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
    for invited in body.texts("invite")? {
        state.append(&room_id, member_event(user_id, invited, Membership::Invite, None), None);
        let room = state.rooms.entry(room_id.clone()).or_default();
        room.members.insert(invited.to_owned(), Membership::Invite);
    }
    server.moved.send_replace(state.position);
    Ok(JsonResponse(json!({ "room_id": room_id })))
}

pub async fn send(
    State(server): State<Shared>,
    caller: Caller,
    Path((room_id, event_type, txn_id)): Path<(String, String, String)>,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let mut state = server.state.lock().await;
    let room = state.joined(&room_id, &caller.user_id)?;
    let scope = caller.transaction_scope();
    let transaction = Transaction { scope, event_type: event_type.clone(), id: txn_id };
    if let Some(event_id) = room.transactions.get(&transaction) {
        return Ok(JsonResponse(json!({ "event_id": event_id })));
    }
    let event = json!({ "type": event_type, "sender": caller.user_id, "content": body.0 });
    let event_id = state.append(&room_id, event, Some(transaction));
    server.moved.send_replace(state.position);
    Ok(JsonResponse(json!({ "event_id": event_id })))
}

pub async fn sync(State(server): State<Shared>, caller: Caller, uri: Uri) -> Result<JsonResponse, Refusal> {
    let since = position(&uri, "since")?;
    let wait = query_number(&uri, "timeout")?.map_or(Duration::ZERO, Duration::from_millis);
    let deadline = Instant::now() + wait.min(LONGEST_WAIT);
    let mut moved = server.moved.subscribe();
    loop {
        moved.mark_unchanged();
        let (response, empty) = changes(&*server.state.lock().await, &caller, since.unwrap_or(0));
        // An initial sync responds at once.
        if !empty || since.is_none() || timeout_at(deadline, moved.changed()).await.is_err() {
            return Ok(JsonResponse(response));
        }
    }
}

/// Returns the sync response after `since`, and whether it has no events.
fn changes(state: &ServerState, caller: &Caller, since: u64) -> (Value, bool) {
    let scope = caller.transaction_scope();
    let mut joined = serde_json::Map::new();
    let mut invited = serde_json::Map::new();
    for (room_id, room) in &state.rooms {
        if let Some((_, event)) = room.invite(&caller.user_id).filter(|(position, _)| *position > since) {
            invited.insert(room_id.clone(), json!({ "invite_state": { "events": [event] } }));
        }
        if !room.has_joined(&caller.user_id) {
            continue;
        }
        let events = room.timeline(since, &scope);
        if !events.is_empty() {
            let timeline = json!({ "events": events, "limited": false, "prev_batch": format!("s{since}") });
            joined.insert(room_id.clone(), json!({ "timeline": timeline, "state": { "events": [] } }));
        }
    }
    let empty = joined.is_empty() && invited.is_empty();
    let rooms = json!({ "join": joined, "invite": invited });
    (json!({ "next_batch": format!("s{}", state.position), "rooms": rooms }), empty)
}

/// Returns the position in a query parameter.
pub fn position(uri: &Uri, name: &str) -> Result<Option<u64>, Refusal> {
    let Some(token) = query_parameter(uri.query(), name) else { return Ok(None) };
    let position = token.strip_prefix('s').and_then(|digits| digits.parse().ok());
    position
        .map(Some)
        .ok_or_else(|| Refusal::bad_request("M_INVALID_PARAM", &format!("'{name}' is not from this server")))
}

/// Returns the number in a query parameter.
pub fn query_number(uri: &Uri, name: &str) -> Result<Option<u64>, Refusal> {
    let Some(text) = query_parameter(uri.query(), name) else { return Ok(None) };
    let number = text.parse().map(Some);
    number.map_err(|_| Refusal::bad_request("M_INVALID_PARAM", &format!("'{name}' must be a number")))
}
