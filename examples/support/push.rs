use matrix_openapi::application_service::types::Registration;
use matrix_openapi::server::http::header;
use serde_json::{Value, json};

use super::appservice::covers;
use super::room::Membership;
use super::state::{SERVER_NAME, ServerState, Shared};

/// Sends an application service the events of the rooms of its users, one transaction after another, for as long as the
/// homeserver runs. Events that an unreachable application service misses are in the transaction after the next event.
pub async fn push(server: Shared, registration: Registration) {
    let Some(url) = &registration.url else { return };
    let mut moved = server.moved.subscribe();
    let mut sent = 0;
    while moved.changed().await.is_ok() {
        let (position, events) = events_after(&*server.state.lock().await, &registration, sent);
        if events.is_empty() {
            sent = position;
            continue;
        }
        let request = server
            .http
            .put(format!("{url}/_matrix/app/v1/transactions/{position}"))
            .bearer_auth(registration.hs_token.expose())
            .header(header::CONTENT_TYPE, "application/json")
            .body(json!({ "events": events }).to_string());
        if request.send().await.is_ok_and(|response| response.status().is_success()) {
            sent = position;
        }
    }
}

/// Returns the newest position, and the events until there of the rooms that the application service is interested in.
fn events_after(state: &ServerState, registration: &Registration, sent: u64) -> (u64, Vec<Value>) {
    let interested = |user_id: &str| {
        let parts = user_id.strip_prefix('@').and_then(|rest| rest.split_once(':'));
        parts.is_some_and(|(localpart, server)| server == SERVER_NAME && covers(registration, localpart))
    };
    let rooms = state.rooms.values().filter(|room| {
        room.members.iter().any(|(user_id, membership)| {
            matches!(membership, Membership::Join | Membership::Invite) && interested(user_id)
        })
    });
    let mut events: Vec<_> =
        rooms.flat_map(|room| &room.events).filter(|event| event.position > sent).collect();
    events.sort_by_key(|event| event.position);
    (state.position, events.into_iter().map(|event| event.body.clone()).collect())
}
