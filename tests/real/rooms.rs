//! Rooms and messages.

use matrix_openapi::error::ErrorCode;
use serde_json::{Value, json};

use crate::accounts::User;
use crate::synapse::synapse;

#[tokio::test]
async fn a_sent_event_arrives_in_sync() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "talking").await;
    let room_id = user.client.create_room().name("a room").topic("a topic").send().await.unwrap().room_id;
    let first = user.client.sync().send().await.unwrap();
    let joined = first.rooms.unwrap().join.unwrap();
    assert_eq!(joined.keys().collect::<Vec<_>>(), [&room_id]);

    // A round trip through parsed JSON would change this number or the order of the fields.
    let content =
        json!({ "msgtype": "m.text", "body": "héllo \u{1f642}", "org.example.number": 9007199254740991_i64 });
    let send = || user.client.send_message(&room_id, "m.room.message", "txn/1 ?", &content).send();
    let event_id = send().await.unwrap().event_id;
    assert_eq!(send().await.unwrap().event_id, event_id);

    let second = user.client.sync().since(first.next_batch).timeout(10_000).send().await.unwrap();
    let joined = second.rooms.unwrap().join.unwrap();
    let events = &joined[&room_id].timeline.as_ref().unwrap().events;
    let [raw] = &events[..] else { panic!("{} events instead of one", events.len()) };
    let event = raw.parse().unwrap();
    assert_eq!(event.event_id, event_id);
    assert_eq!(event.type_, "m.room.message");
    assert_eq!(event.sender, user.registration.user_id);
    assert_eq!(raw.get_field::<Value>("content").unwrap(), Some(content));
}

#[tokio::test]
async fn a_message_to_a_room_of_others_is_refused() {
    let Some(synapse) = synapse() else { return };
    let owner = User::register(synapse, "owner").await;
    let stranger = User::register(synapse, "stranger").await;
    let room_id = owner.client.create_room().send().await.unwrap().room_id;
    let content = json!({ "msgtype": "m.text", "body": "hello" });
    let send = stranger.client.send_message(&room_id, "m.room.message", "t1", &content);
    let error = send.send().await.unwrap_err();
    assert_eq!(error.api().unwrap().status.as_u16(), 403);
    assert_eq!(error.errcode(), Some(&ErrorCode::Forbidden));
}
