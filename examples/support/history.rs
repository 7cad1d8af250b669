use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::{Value, json};

use super::caller::Caller;
use super::homeserver::Shared;
use super::reply::{JsonBody, JsonResponse, Refusal, query_parameter};
use super::rooms::{Event, Transaction, position, query_number};

/// Returns a page of a room's events; the last page has no `end`.
pub async fn messages(
    State(server): State<Shared>,
    caller: Caller,
    Path(room_id): Path<String>,
    uri: Uri,
) -> Result<JsonResponse, Refusal> {
    let (from, limit) = (position(&uri, "from")?, query_number(&uri, "limit")?.unwrap_or(10));
    let limit = usize::try_from(limit.min(100)).unwrap_or(100);
    let mut state = server.state.lock().await;
    let newest = state.position;
    let events = &state.joined(&room_id, &caller.user_id)?.events;
    // A token is the position of the last event before it.
    let (chunk, from): (Vec<&Event>, u64) = match query_parameter(uri.query(), "dir").as_deref() {
        Some("f") => {
            let from = from.unwrap_or(0);
            (events.iter().filter(|event| event.position > from).take(limit).collect(), from)
        }
        Some("b") => {
            let from = from.unwrap_or(newest);
            (events.iter().rev().filter(|event| event.position <= from).take(limit).collect(), from)
        }
        _ => return Err(Refusal::bad_request("M_INVALID_PARAM", "'dir' must be 'f' or 'b'")),
    };
    let forwards = query_parameter(uri.query(), "dir").as_deref() == Some("f");
    let bodies: Vec<&Value> = chunk.iter().map(|event| &event.body).collect();
    let mut page = json!({ "start": format!("s{from}"), "chunk": bodies });
    if let Some(last) = chunk.last().filter(|_| chunk.len() == limit) {
        let end = if forwards { last.position } else { last.position - 1 };
        page["end"] = json!(format!("s{end}"));
    }
    Ok(JsonResponse(page))
}

/// Redacts an event: its own sender may, and the creator of the room.
pub async fn redact(
    State(server): State<Shared>,
    caller: Caller,
    Path((room_id, redacted, txn_id)): Path<(String, String, String)>,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let reason = body.text("reason")?;
    let mut state = server.state.lock().await;
    let room = state.joined(&room_id, &caller.user_id)?;
    let (scope, event_type) = (caller.transaction_scope(), "m.room.redaction".to_owned());
    let transaction = Transaction { scope, event_type, id: txn_id };
    if let Some(event_id) = room.transactions.get(&transaction) {
        return Ok(JsonResponse(json!({ "event_id": event_id })));
    }
    let event = room.events.iter_mut().find(|event| event.body["event_id"] == redacted.as_str());
    let event = event.ok_or_else(|| Refusal::not_found("no such event"))?;
    if event.body["sender"] != caller.user_id.as_str() && room.creator != caller.user_id {
        return Err(Refusal::forbidden("the event belongs to somebody else"));
    }
    // Messages keep nothing of their content, and other events have no reason to be redacted here.
    event.body["content"] = json!({});
    let mut content = json!({ "redacts": redacted });
    if let Some(reason) = reason {
        content["reason"] = json!(reason);
    }
    event.body["unsigned"] = json!({ "redacted_because": { "sender": caller.user_id, "content": content } });
    let redaction = json!({ "type": "m.room.redaction", "sender": caller.user_id, "redacts": redacted,
        "content": content });
    let event_id = state.append(&room_id, redaction, Some(transaction));
    server.moved.send_replace(state.position);
    Ok(JsonResponse(json!({ "event_id": event_id })))
}
