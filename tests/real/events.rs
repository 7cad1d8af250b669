//! Sends typed events, and reads them back.

use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::events::{
    Content, Direct, EventContent, FullyRead, Reaction, RelationType, RoomMember, RoomMessage, RoomName,
    RoomTopic, SecretRequest, Tag,
};
use matrix_openapi::id::{EventId, MxcUri, RoomId};
use matrix_openapi::json::Raw;
use serde_json::{Value, json};

use crate::accounts::User;
use crate::synapse::synapse;

/// Creates a room of a user.
async fn in_a_room(user: &User) -> (&Client, RoomId) {
    let room_id = user.client.create_room().send().await.unwrap().room_id;
    (&user.client, room_id)
}

async fn event(client: &Client, room_id: &RoomId, event_id: &EventId) -> Raw<Value> {
    client.get_one_room_event(room_id, event_id).send_raw().await.unwrap().cast()
}

async fn send(client: &Client, room_id: &RoomId, message: &RoomMessage) -> EventId {
    client.send(room_id, message).send().await.unwrap().event_id
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[tokio::test]
async fn messages_of_each_form_are_read_back() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "forms").await;
    let (client, room_id) = in_a_room(&user).await;
    let uri = MxcUri::unchecked("mxc://example.org/abc");
    for message in [
        RoomMessage::text("a"),
        RoomMessage::html("a", "<b>a</b>"),
        RoomMessage::notice("a"),
        RoomMessage::emote("waves"),
        RoomMessage::image("a.png", uri.clone()),
        RoomMessage::file("a.txt", uri.clone()),
        RoomMessage::audio("a.ogg", uri.clone()),
        RoomMessage::video("a.mp4", uri),
        RoomMessage::location("here", "geo:1,2"),
        message(json!({
            "msgtype": "m.server_notice", "body": "a", "server_notice_type": "m.server_notice.usage_limit_reached",
            "admin_contact": "mailto:admin@example.org", "limit_type": "monthly_active_user",
        })),
        message(json!({
            "msgtype": "m.key.verification.request", "body": "a", "from_device": "D", "methods": ["m.sas.v1"],
            "to": "@other:example.org",
        })),
    ] {
        assert!(!matches!(message, RoomMessage::Other(_)));
        let event_id = send(client, &room_id, &message).await;
        let event = event(client, &room_id, &event_id).await;
        let read = event.content::<RoomMessage>().unwrap().unwrap();
        assert_eq!((read.msgtype(), json_of(&read)), (message.msgtype(), json_of(&message)));
    }
}

#[tokio::test]
async fn a_transaction_id_sends_once() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "once").await;
    let (client, room_id) = in_a_room(&user).await;
    let message = RoomMessage::text("a");
    let send = |id: &'static str| client.send(&room_id, &message).transaction_id(id).send();
    let first = send("t 1/?").await.unwrap();
    assert_eq!(send("t 1/?").await.unwrap().event_id, first.event_id);
    assert_ne!(client.send(&room_id, &message).send().await.unwrap().event_id, first.event_id);
}

#[tokio::test]
async fn the_server_counts_replies_threads_and_edits() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "relations").await;
    let (client, room_id) = in_a_room(&user).await;
    let root = send(client, &room_id, &RoomMessage::text("root")).await;

    let first = send(client, &room_id, &RoomMessage::text("first").in_thread(&root, &root)).await;
    let raw = event(client, &room_id, &first).await;
    let reply = RoomMessage::text("second").reply_to(&raw.read().unwrap()).unwrap();
    let second = send(client, &room_id, &reply).await;
    let edit = RoomMessage::text("better root").edit_of(&root);
    let edit = send(client, &room_id, &edit).await;

    let raw = event(client, &room_id, &root).await;
    let unsigned = raw.read().unwrap().unsigned().unwrap();
    let relations = unsigned.relations.unwrap();
    let thread = relations.thread.unwrap();
    assert_eq!((thread.count, thread.current_user_participated), (Some(2), Some(true)));
    let latest = thread.latest_event.unwrap();
    let latest = latest.read().unwrap();
    assert_eq!(latest.id().unwrap(), second);
    let relation = latest.relation().unwrap().unwrap();
    assert_eq!(relation.target(&RelationType::Thread), Some(&root));
    assert_eq!(relation.replied_to(), Some(&first));
    let replacement = relations.replace.unwrap();
    let replacement = replacement.read().unwrap();
    assert_eq!(replacement.id().unwrap(), edit);
    let Content::RoomMessage(content) = replacement.content().unwrap() else { panic!("no message") };
    assert_eq!(content.body(), Some("* better root"));
    assert_eq!(content.new_content().unwrap().body(), Some("better root"));
}

#[tokio::test]
async fn a_second_reaction_with_the_same_key_is_refused() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "reacting").await;
    let (client, room_id) = in_a_room(&user).await;
    let target = send(client, &room_id, &RoomMessage::text("a")).await;
    let reaction = client.react(&room_id, &target, "👍").send().await.unwrap().event_id;
    let raw = event(client, &room_id, &reaction).await;
    let annotation = raw.content::<Reaction>().unwrap().unwrap().relates_to.unwrap();
    assert_eq!((annotation.event_id.as_ref(), annotation.key.as_deref()), (Some(&target), Some("👍")));
    let error = client.react(&room_id, &target, "👍").send().await.unwrap_err();
    assert_eq!(error.api().unwrap().status.as_u16(), 400);
    assert_eq!(error.errcode().map(ErrorCode::as_str), Some("M_DUPLICATE_ANNOTATION"));
}

#[tokio::test]
async fn state_is_set_and_read_by_type() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "stateful").await;
    let (client, room_id) = in_a_room(&user).await;
    assert!(client.state::<RoomName>(&room_id).await.unwrap().is_none());
    client.set_state(&room_id, &RoomName::new("Hall")).send().await.unwrap();
    let name = client.state::<RoomName>(&room_id).await.unwrap().unwrap();
    assert_eq!(name.name.as_deref(), Some("Hall"));
    assert!(client.state::<RoomTopic>(&room_id).await.unwrap().is_none());

    let me = &user.registration.user_id;
    let mut member = client.state_of::<RoomMember>(&room_id, me).await.unwrap().unwrap();
    member.displayname = Some("Me here".to_owned());
    client.set_state_of(&room_id, me, &member).send().await.unwrap();
    let member = client.state_of::<RoomMember>(&room_id, me).await.unwrap().unwrap();
    assert_eq!(member.displayname.as_deref(), Some("Me here"));

    let error = client.state::<RoomName>("!nowhere:example.org").await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::Forbidden));
}

#[tokio::test]
async fn account_data_is_written_and_read_by_type() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "accounted").await;
    let (client, room_id) = in_a_room(&user).await;
    let me = &user.registration.user_id;
    assert!(client.account_data::<Direct>(me).await.unwrap().is_none());
    let direct: Direct = content(json!({"@friend:example.org": [room_id]}));
    client.put_account_data(me, &direct).send().await.unwrap();
    let read = client.account_data::<Direct>(me).await.unwrap().unwrap();
    assert_eq!(json_of(&read), json_of(&direct));

    assert!(client.room_account_data::<Tag>(me, &room_id).await.unwrap().is_none());
    let tag: Tag = content(json!({"tags": {"u.work": {"order": 0.5}}}));
    client.put_room_account_data(me, &room_id, &tag).send().await.unwrap();
    let read = client.room_account_data::<Tag>(me, &room_id).await.unwrap().unwrap();
    assert_eq!(json_of(&read), json_of(&tag));
    assert!(client.room_account_data::<FullyRead>(me, &room_id).await.unwrap().is_none());

    let sync = client.sync().send().await.unwrap();
    let synced = sync.account_data_events().find_map(|event| event.content::<Direct>().unwrap()).unwrap();
    assert_eq!(json_of(&synced), json_of(&direct));
    let (joined, room) = sync.joined_rooms().next().unwrap();
    assert_eq!(joined, &room_id);
    assert_eq!(room.account_data_events().filter_map(|event| event.content::<Tag>().unwrap()).count(), 1);
}

fn message(content: Value) -> RoomMessage {
    serde_json::from_value(content).unwrap()
}

fn content<C: EventContent>(json: Value) -> C {
    Raw::new(&json).unwrap().cast::<serde_json::Map<String, Value>>().parse_as().unwrap()
}

#[tokio::test]
async fn devices_receive_their_own_contents() {
    let Some(synapse) = synapse() else { return };
    let (alice, bob) = (User::register(synapse, "sender").await, User::register(synapse, "receiver").await);
    let user_id = &bob.registration.user_id;
    let login = bob.client.password_login(user_id.as_str(), bob.password.as_str());
    let second = bob.client.log_in(login).await.unwrap();
    let first_id = bob.registration.device_id.clone().unwrap();
    let second_id = second.device_id.clone().unwrap();
    let request = |id: &str| -> SecretRequest {
        content(json!({"action": "request_cancellation", "request_id": id, "requesting_device_id": "D"}))
    };
    let to_first = alice.client.to_device(&request("for the first"), [(user_id, &first_id)]);
    to_first.and(&request("for the second"), [(user_id, &second_id)]).send().await.unwrap();
    alice.client.to_device(&request("for all"), [(user_id, "*")]).send().await.unwrap();

    for (client, own) in [(&bob.client, "for the first"), (&second.client, "for the second")] {
        let sync = client.sync().send().await.unwrap();
        let events = sync.to_device_events().map(|event| event.content::<SecretRequest>().unwrap().unwrap());
        let ids: Vec<_> = events.map(|request| request.request_id).collect();
        assert_eq!(ids, [own, "for all"]);
    }
}

#[tokio::test]
async fn redaction_keeps_state_and_removes_messages() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "redacting").await;
    let (client, room_id) = in_a_room(&user).await;
    let message = send(client, &room_id, &RoomMessage::text("a")).await;
    let name = client.set_state(&room_id, &RoomName::new("Hall")).send().await.unwrap().event_id;
    let redaction = client.redact(&room_id, &message).reason("spam").send().await.unwrap().event_id;
    client.redact(&room_id, &name).send().await.unwrap();

    let raw = event(client, &room_id, &message).await;
    let redacted = raw.read().unwrap();
    assert!(redacted.is_redacted());
    assert!(matches!(redacted.content().unwrap(), Content::Redacted));
    assert!(raw.content::<RoomMessage>().unwrap().is_none());
    let because = redacted.unsigned().unwrap().redacted_because.unwrap();
    let because = because.read().unwrap();
    assert_eq!(because.id().unwrap(), redaction);
    let Content::RoomRedaction(content) = because.content().unwrap() else { panic!("no redaction") };
    assert_eq!(content.reason.as_deref(), Some("spam"));

    let raw = event(client, &room_id, &name).await;
    let name = raw.content::<RoomName>().unwrap().unwrap();
    assert_eq!(name.name, None);
    assert_eq!(client.state::<RoomName>(&room_id).await.unwrap().unwrap().name, None);
}
