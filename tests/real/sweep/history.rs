//! The history of rooms.

use matrix_openapi::client_server::types;
use serde_json::json;

use super::account::Account;
use super::recorder::seen;
use super::rooms::Room;
use super::second_server::{now, typed};
use super::servers::Servers;

pub async fn run(s: &Servers, alice: &Account, bob: &Account, room: &Room) {
    let client = &alice.client;
    let (room_id, message) = (&room.room_id, &room.message);
    seen!(s, client.get_one_room_event(room_id, message));
    seen!(s, client.get_one_event(message));
    seen!(s, client.get_event_context(room_id, message).limit(4));
    seen!(s, client.get_room_events(room_id, "b").limit(50));
    let ts = i64::try_from(now()).unwrap();
    seen!(s, client.get_event_by_timestamp(room_id, "b", ts));
    seen!(s, client.get_relating_events(room_id, message));
    seen!(s, client.get_relating_events_with_rel_type(room_id, message, "m.thread"));
    seen!(
        s,
        client.get_relating_events_with_rel_type_and_event_type(
            room_id,
            message,
            "m.thread",
            "m.room.message"
        )
    );
    seen!(s, client.get_thread_roots(room_id));
    let categories = json!({
        "room_events": {
            "search_term": "hall",
            "event_context": { "before_limit": 1, "after_limit": 1, "include_profile": true },
            "groupings": { "group_by": [{ "key": "room_id" }, { "key": "sender" }] },
        },
    });
    seen!(s, client.search(typed::<types::SearchCategories>(&categories)));

    let first = seen!(s, client.sync()).unwrap();
    let mention = json!({
        "msgtype": "m.text", "body": "alice", "m.mentions": { "user_ids": [alice.user_id] },
    });
    seen!(s, bob.client.send_message(room_id, "m.room.message", "mention", &mention));
    seen!(s, client.invite_user(room_id, s.second.user("nobody")));
    seen!(s, client.sync().since(first.next_batch).timeout(10_000).full_state(true));
    seen!(s, client.get_notifications());
    seen!(s, client.initial_sync().limit(5));
    seen!(s, client.room_initial_sync(room_id));
    let events = seen!(s, client.get_events().timeout(0));
    let peek = client.peek_events(room_id).timeout(0);
    seen!(s, peek);
    drop(events);
}
