use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::EventId;
use matrix_openapi::server::{ErrorResponse, Received};
use serde_json::{Value, json};

use super::caller::Sender;
use super::room::{Event, Transaction};
use super::rooms::position;
use super::state::{Shared, typed};

/// Returns a page of a room's events; the last page has no `end`.
pub async fn messages(
    server: Shared,
    received: Received<op::GetRoomEvents>,
) -> Result<types::GetRoomEventsResponse, ErrorResponse> {
    let sender = Sender::of(&received)?;
    let request = received.request;
    let from = position(request.from.as_deref(), "from")?;
    let limit = usize::try_from(request.limit.unwrap_or(10).min(100));
    let limit = limit.map_err(|_| ErrorResponse::invalid_param("limit", "is negative"))?;
    let mut state = server.state.lock().await;
    let newest = state.position;
    let events = &state.joined(request.room_id.as_str(), &sender.user_id)?.events;
    let forwards = match request.dir.as_str() {
        "f" => true,
        "b" => false,
        _ => return Err(ErrorResponse::invalid_param("dir", "must be 'f' or 'b'")),
    };
    // A token is the position of the last event before it.
    let from = from.unwrap_or(if forwards { 0 } else { newest });
    let chunk: Vec<&Event> = match forwards {
        true => events.iter().filter(|event| event.position > from).take(limit).collect(),
        false => events.iter().rev().filter(|event| event.position <= from).take(limit).collect(),
    };
    let bodies: Vec<&Value> = chunk.iter().map(|event| &event.body).collect();
    let mut page = json!({ "start": format!("s{from}"), "chunk": bodies });
    if let Some(last) = chunk.last().filter(|_| chunk.len() == limit) {
        let end = if forwards { last.position } else { last.position - 1 };
        page["end"] = json!(format!("s{end}"));
    }
    typed(page)
}

/// Redacts an event: its own sender may, and the creator of the room.
pub async fn redact(
    server: Shared,
    received: Received<op::RedactEvent>,
) -> Result<types::RedactEventResponse, ErrorResponse> {
    let Sender { user_id, scope } = Sender::of(&received)?;
    let request = received.request;
    let (room_id, redacted) = (request.room_id.as_str(), request.event_id.as_str());
    let mut response = types::RedactEventResponse::default();
    let mut state = server.state.lock().await;
    let room = state.joined(room_id, &user_id)?;
    let transaction = Transaction { scope, event_type: "m.room.redaction".to_owned(), id: request.txn_id };
    if let Some(event_id) = room.transactions.get(&transaction) {
        response.event_id = Some(EventId::unchecked(event_id.as_str()));
        return Ok(response);
    }
    let event = room.events.iter_mut().find(|event| event.body["event_id"] == redacted);
    let event = event.ok_or_else(|| ErrorResponse::not_found("no such event"))?;
    if event.body["sender"] != user_id.as_str() && room.creator != user_id {
        return Err(ErrorResponse::forbidden("the event belongs to somebody else"));
    }
    // A message loses all of its content. Nothing redacts other events here.
    event.body["content"] = json!({});
    let mut content = json!({ "redacts": redacted });
    if let Some(reason) = request.body.reason {
        content["reason"] = json!(reason);
    }
    event.body["unsigned"] = json!({ "redacted_because": { "sender": user_id, "content": content } });
    let redaction = json!({ "type": "m.room.redaction", "sender": user_id, "redacts": redacted,
        "content": content });
    let event_id = state.append(room_id, redaction, Some(transaction));
    server.moved.send_replace(state.position);
    response.event_id = Some(EventId::unchecked(event_id));
    Ok(response)
}
