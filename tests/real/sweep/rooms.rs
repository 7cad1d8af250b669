//! Rooms, their members and their state.

use matrix_openapi::client_server::types;
use matrix_openapi::id::{EventId, RoomId};
use serde_json::json;

use super::account::Account;
use super::recorder::seen;
use super::second_server::typed;
use super::servers::Servers;

/// A room with a message and a reply to it in a thread.
pub struct Room {
    pub room_id: RoomId,
    pub message: EventId,
}

/// Creates the first room, which everybody may join, and calls the operations of rooms.
pub async fn run(s: &Servers, alice: &Account, bob: &Account) -> Room {
    let client = &alice.client;
    let create =
        client.create_room().name("Hall").topic("About halls").preset("public_chat").room_alias_name("hall");
    let room_id = seen!(s, create.visibility("public")).unwrap().room_id;
    membership(s, alice, bob, &room_id).await;
    state(s, alice, bob, &room_id).await;
    let text = |body: &str| json!({ "msgtype": "m.text", "body": body });
    let message =
        seen!(s, client.send_message(&room_id, "m.room.message", "t1", &text("a hall"))).unwrap().event_id;
    let in_thread = json!({
        "msgtype": "m.text", "body": "a reply",
        "m.relates_to": { "rel_type": "m.thread", "event_id": message },
    });
    seen!(s, bob.client.send_message(&room_id, "m.room.message", "t2", &in_thread));
    let mistake =
        seen!(s, client.send_message(&room_id, "m.room.message", "t3", &text("wrong"))).unwrap().event_id;
    seen!(s, client.redact_event(&room_id, &mistake, "t4").reason("a mistake"));
    attention(s, alice, &room_id, &message).await;
    upgrade(s, alice).await;
    Room { room_id, message }
}

/// Returns a join rule event for a new room.
pub fn join_rule(rule: &str) -> types::CreateRoomStateEvent {
    typed(&json!({ "type": "m.room.join_rules", "state_key": "", "content": { "join_rule": rule } }))
}

async fn membership(s: &Servers, alice: &Account, bob: &Account, room_id: &RoomId) {
    let (client, user) = (&alice.client, &bob.user_id);
    seen!(s, bob.client.join_room_by_id(room_id));
    seen!(s, client.kick(room_id, user).reason("a test"));
    seen!(s, client.ban(room_id, user));
    seen!(s, client.unban(room_id, user));
    seen!(s, client.invite_user(room_id, user));
    seen!(s, bob.client.join_room(room_id));
    seen!(s, bob.client.leave_room(room_id));
    seen!(s, bob.client.forget_room(room_id));
    seen!(s, bob.client.join_room(room_id));
    let knocking = client.create_room().initial_state([join_rule("knock")]);
    let knocking = seen!(s, knocking).unwrap().room_id;
    seen!(s, bob.client.knock_room(&knocking).reason("a test"));
    seen!(s, client.get_joined_rooms());
    seen!(s, client.get_members_by_room(room_id));
    seen!(s, client.get_joined_members_by_room(room_id));
    seen!(s, client.get_mutual_rooms(user));
}

async fn state(s: &Servers, alice: &Account, bob: &Account, room_id: &RoomId) {
    let (client, me) = (&alice.client, &alice.user_id);
    let pinned = json!({ "pinned": [] });
    seen!(s, client.set_room_state_with_key(room_id, "m.room.pinned_events", "", &pinned));
    seen!(s, client.get_room_state_with_key(room_id, "m.room.pinned_events", ""));
    seen!(s, client.get_room_state_with_key(room_id, "m.room.name", "").format("event"));
    seen!(s, client.get_room_state(room_id));
    seen!(s, client.set_room_tag(me, room_id, "u.work").order(0.5));
    seen!(s, client.get_room_tags(me, room_id));
    seen!(s, client.delete_room_tag(me, room_id, "u.work"));
    seen!(s, client.set_account_data_per_room(me, room_id, "org.example.data", &json!({ "a": 1 })));
    seen!(s, client.get_account_data_per_room(me, room_id, "org.example.data"));
    seen!(s, bob.client.report_room(room_id, "a test"));
    seen!(s, client.get_room_summary(room_id));
}

/// Sends receipts and typing notices of users.
async fn attention(s: &Servers, alice: &Account, room_id: &RoomId, message: &EventId) {
    let (client, me) = (&alice.client, &alice.user_id);
    seen!(s, client.set_typing(room_id, me, true).timeout(1_000));
    seen!(s, client.post_receipt(room_id, "m.read", message));
    seen!(s, client.set_read_marker(room_id).m_fully_read(message).m_read(message));
    seen!(s, client.report_event(room_id, message).reason("a test"));
}

async fn upgrade(s: &Servers, alice: &Account) {
    let client = &alice.client;
    let room_id = seen!(s, client.create_room().room_version("10")).unwrap().room_id;
    seen!(s, client.upgrade_room(&room_id, "11"));
}
