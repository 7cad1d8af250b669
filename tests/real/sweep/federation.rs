//! Requests of the second server to Synapse.

use std::collections::BTreeMap;

use matrix_openapi::events::RoomVersion;
use matrix_openapi::id::{EventId, RoomAlias, RoomId, UserId};
use matrix_openapi::json::{Raw, RawObject};
use matrix_openapi::server_server::{Client, types};
use serde_json::{Value, json};

use super::account::Account;
use super::identity::{self, SECRET};
use super::pdu::Pdu;
use super::recorder::seen;
use super::rooms::join_rule;
use super::second_server::{now, typed};
use super::servers::Servers;
use super::threepids;

pub async fn run(s: &Servers, alice: &Account) {
    let client = s.second.client(&s.synapse.url, &s.synapse.server_name, &s.recorder);
    servers(s, &client).await;
    queries(s, &client, alice).await;
    let room = rooms(s, &client, alice).await;
    media(s, &client, alice).await;
    invitations(s, &client, alice).await;
    third_parties(s, &client, alice, &room).await;
}

/// Requests the facts that servers publish about themselves.
async fn servers(s: &Servers, client: &Client) {
    seen!(s, client.get_version());
    seen!(s, client.get_well_known());
    seen!(s, client.get_server_key());
    seen!(s, client.perspectives_key_query(&s.second.name));
    let criteria = BTreeMap::from([(
        s.second.key.key_id().to_owned(),
        typed::<types::BulkPerspectivesKeyQueryQueryCriteria>(&json!({ "minimum_valid_until_ts": now() })),
    )]);
    seen!(s, client.bulk_perspectives_key_query([(&s.second.name, criteria)]));
}

async fn queries(s: &Servers, client: &Client, alice: &Account) {
    let user = &alice.user_id;
    seen!(s, client.query_profile(user));
    seen!(s, client.query_info("profile").query("user_id", user));
    let alias = RoomAlias::unchecked(format!("#hall:{}", s.synapse.server_name));
    seen!(s, client.query_room_directory(&alias));
    seen!(s, client.get_public_rooms().limit(1));
    seen!(s, client.query_public_rooms().limit(1));
    seen!(s, client.get_user_devices(user));
    seen!(s, client.query_user_encryption_keys([(user, Vec::<String>::new())]));
    let wanted = BTreeMap::from([(alice.device_id.clone(), "signed_curve25519".to_owned())]);
    seen!(s, client.claim_user_encryption_keys([(user, wanted)]));
    let token = seen!(s, alice.client.request_open_id_token(user, &json!({}))).unwrap();
    seen!(s, client.exchange_open_id_token(token.access_token.expose()));
    seen!(s, client.ask_policy_server_to_sign(&json!({ "type": "m.room.message" })));
}

/// Lets users of the second server join, knock on and leave a room of Synapse.
async fn rooms(s: &Servers, client: &Client, alice: &Account) -> RoomId {
    let create = alice.client.create_room().preset("public_chat").name("Federated");
    let room_id = seen!(s, create).unwrap().room_id;
    let bob = s.second.user("bob");
    let (join, version) = join(s, client, &room_id, &bob).await;
    history(s, client, &room_id, &join.event_id).await;
    transaction(s, client, &room_id, &bob, &version).await;
    leave(s, client, &room_id, &bob, &version).await;
    knock(s, client, alice).await;
    room_id
}

async fn join(s: &Servers, client: &Client, room_id: &RoomId, user: &UserId) -> (Pdu, RoomVersion) {
    let made = client.make_join(room_id, user).ver(["10", "11", "12"]);
    let made = seen!(s, made).unwrap();
    let version = RoomVersion::from(made.room_version.as_deref().unwrap());
    let pdu = complete(s, &serde_json::to_value(&made.event).unwrap(), &version);
    let content = types::SendJoinV2MembershipEventContent::new("join");
    let send = client.send_join_v2(
        room_id,
        &pdu.event_id,
        content,
        &s.second.name,
        origin_server_ts(&pdu),
        user,
        user.as_str(),
        "m.room.member",
    );
    seen!(s, send.body(&pdu.event));
    (pdu, version)
}

/// Creates an event from the template of another server.
fn complete(s: &Servers, template: &Value, version: &RoomVersion) -> Pdu {
    let mut event = template.clone();
    event["origin"] = json!(s.second.name);
    event["origin_server_ts"] = json!(now());
    s.second.sign(event, version)
}

fn origin_server_ts(pdu: &Pdu) -> i64 {
    pdu.event["origin_server_ts"].as_i64().unwrap()
}

async fn history(s: &Servers, client: &Client, room_id: &RoomId, event_id: &EventId) {
    seen!(s, client.get_event(event_id));
    seen!(s, client.get_event_auth(room_id, event_id));
    seen!(s, client.get_room_state(room_id, event_id));
    let ids = seen!(s, client.get_room_state_ids(room_id, event_id)).unwrap();
    seen!(s, client.backfill_room(room_id, 5, [event_id]));
    let earliest = ids.pdu_ids.first().unwrap();
    seen!(s, client.get_missing_previous_events(room_id, [earliest], [event_id]).limit(5));
    seen!(s, client.get_event_by_timestamp(room_id, "b", i64::try_from(now()).unwrap()));
    seen!(s, client.get_space_hierarchy(room_id));
}

/// Sends a message as a user of the second server.
async fn transaction(s: &Servers, client: &Client, room_id: &RoomId, user: &UserId, version: &RoomVersion) {
    // The template of another event has the forward extremities of the room, and the auth events of the user.
    let template = seen!(s, client.make_leave(room_id, user)).unwrap();
    let mut event = serde_json::to_value(&template.event).unwrap();
    event["type"] = json!("m.room.message");
    event["content"] = json!({ "msgtype": "m.text", "body": "from afar" });
    event.as_object_mut().unwrap().remove("state_key");
    let pdu = complete(s, &event, version);
    let events = [RawObject::of(&pdu.event).unwrap()];
    let time = i64::try_from(now()).unwrap();
    let typing = json!({
        "edu_type": "m.typing",
        "content": { "room_id": room_id, "user_id": user, "typing": true },
    });
    let typing = Raw::new(&typing).unwrap().cast();
    let sent = client.send_transaction("t1", &s.second.name, time, events).edus([typing]);
    let results = seen!(s, sent).unwrap();
    let result = serde_json::to_value(&results.pdus[&pdu.event_id]).unwrap();
    assert_eq!(result, json!({}));
}

async fn leave(s: &Servers, client: &Client, room_id: &RoomId, user: &UserId, version: &RoomVersion) {
    let made = seen!(s, client.make_leave(room_id, user)).unwrap();
    let pdu = complete(s, &serde_json::to_value(&made.event).unwrap(), version);
    let content = types::SendLeaveV2MembershipEventContent::new("leave");
    let send = client.send_leave_v2(
        room_id,
        &pdu.event_id,
        content,
        pdu.event["depth"].as_i64().unwrap(),
        &s.second.name,
        origin_server_ts(&pdu),
        user,
        user.as_str(),
        "m.room.member",
    );
    seen!(s, send.body(&pdu.event));
}

async fn knock(s: &Servers, client: &Client, alice: &Account) {
    let room_id = seen!(s, alice.client.create_room().initial_state([join_rule("knock")])).unwrap().room_id;
    let user = s.second.user("dave");
    let made = seen!(s, client.make_knock(&room_id, &user, ["10", "11", "12"])).unwrap();
    let version = RoomVersion::from(made.room_version.as_str());
    let pdu = complete(s, &serde_json::to_value(&made.event).unwrap(), &version);
    let content = types::SendKnockMembershipEventContent::new("knock");
    let send = client.send_knock(
        &room_id,
        &pdu.event_id,
        content,
        &s.second.name,
        origin_server_ts(&pdu),
        &user,
        user.as_str(),
        "m.room.member",
    );
    seen!(s, send.body(&pdu.event));
}

async fn media(s: &Servers, client: &Client, alice: &Account) {
    let upload = alice.client.upload_content(super::media::PIXEL.to_vec()).content_type("image/gif");
    let uri = seen!(s, upload).unwrap().content_uri;
    let id = uri.media_id().unwrap();
    s.recorder.other(client.get_content(id).send().await);
    s.recorder.other(client.get_content_thumbnail(id, 32, 32).send().await);
}

/// Invites a user of Synapse to rooms of the second server.
async fn invitations(s: &Servers, client: &Client, alice: &Account) {
    let user = alice.user_id.as_str();
    let sender = s.second.user("bob");
    let room_id = RoomId::unchecked(format!("!far:{}", s.second.name));
    let event = |extra: Value| {
        let mut event = json!({
            "type": "m.room.member", "room_id": room_id, "sender": sender, "state_key": user, "depth": 4,
            "content": { "membership": "invite" }, "origin": s.second.name, "origin_server_ts": now(),
        });
        event.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        event
    };
    let created = format!("$create:{}", s.second.name);
    let hash = json!([[created, { "sha256": "DoarRSBLi4CAV4vVvmnDFXrtLG2vLoF9vLvZWYGaQCc" }]]);
    let own = format!("$invite:{}", s.second.name);
    let first = event(json!({ "event_id": own, "prev_events": hash, "auth_events": hash }));
    let first = s.second.sign(first, &RoomVersion::V1);
    let content = types::SendInviteV1MembershipEventContent::new("invite");
    let send = client.send_invite_v1(
        &room_id,
        &first.event_id,
        content,
        &s.second.name,
        origin_server_ts(&first),
        &sender,
        user,
        "m.room.member",
    );
    seen!(s, send.body(&first.event));

    let before = "$DoarRSBLi4CAV4vVvmnDFXrtLG2vLoF9vLvZWYGaQCc";
    let second = event(json!({ "prev_events": [before], "auth_events": [before] }));
    let second = s.second.sign(second, &RoomVersion::V10);
    let send = client.send_invite_v2(&room_id, &second.event_id, &second.event, "10".to_owned());
    seen!(s, send);
}

/// Invites an address that belongs to a user of the second server.
async fn third_parties(s: &Servers, client: &Client, alice: &Account, room_id: &RoomId) {
    let address = "carol@example.org";
    threepids::invite(s, alice, room_id, address).await;
    // The mail of the invitation arrives before that of the validation.
    s.mail.to(address).await;
    let identity = identity::register(s, "token", &s.second.name).await.client;
    let session = identity::validate(s, &identity, address).await;
    let carol = s.second.user("bob");
    seen!(s, identity.bind_v2(SECRET, &carol, session));
    let bound = s.second.bound().await;
    let invite = &bound["invites"][0];
    let content = json!({
        "membership": "invite",
        "third_party_invite": { "display_name": "Carol", "signed": invite["signed"] },
    });
    let content = typed::<types::ExchangeThirdPartyInviteEventContent>(&content);
    let exchange = client.exchange_third_party_invite(
        room_id,
        content,
        room_id,
        &alice.user_id,
        &carol,
        "m.room.member".to_owned(),
    );
    seen!(s, exchange);
    let invites = [typed::<types::OnBindThirdPartyIdentifierThirdPartyInvite>(invite)];
    seen!(s, client.on_bind_third_party_identifier(address, invites, "email", &carol));
}
