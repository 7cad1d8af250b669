//! Malformed responses of existing servers: a value of the wrong type does not affect the others, and nothing is lost.

use matrix_openapi::client_server::Client;
use matrix_openapi::json::Misfit;
use matrix_openapi::{Credentials, Error, push_gateway, server_server};
use serde_json::{Value, json};

use matrix_openapi_testing::Server;

/// Sends a call of the client-server API to a server with this response.
macro_rules! client {
    ($text:expr, $client:ident => $call:expr) => {{
        let server = Server::json($text).await;
        let $client =
            Client::builder(&server.url).credentials(Credentials::access_token("syt_x")).build().unwrap();
        $call.send_response().await
    }};
}

/// Sends a signed call of the server-server API to a server with this response.
macro_rules! federation {
    ($text:expr, $client:ident => $call:expr) => {{
        let server = Server::json($text).await;
        let $client = server_server::Client::builder(&server.url).credentials(federation()).build().unwrap();
        $call.send_response().await
    }};
}

fn federation() -> Credentials {
    let key = matrix_openapi::signing::SigningKey::new("ed25519:1", &[0; 32]).unwrap();
    Credentials::federation("here.example.org", "there.example.org", key)
}

fn listed(misfits: &[Misfit]) -> Vec<&str> {
    misfits.iter().map(|misfit| misfit.path.as_str()).collect()
}

#[tokio::test]
async fn an_empty_object_is_an_empty_response() {
    let turn = client!("{}", client => client.get_turn_server()).unwrap().into_value();
    assert!(turn.uris.is_empty() && turn.username.is_none() && turn.ttl.is_none());
    assert!(client!("null", client => client.get_protocols()).unwrap().value().is_empty());
    let gone = client!("{}", client => client.deactivate_account()).unwrap();
    assert!(gone.value().id_server_unbind_result.is_none());
    let server = Server::json("{}").await;
    let gateway = push_gateway::Client::builder(&server.url).build().unwrap();
    let notification =
        serde_json::from_value::<push_gateway::types::NotifyNotification>(json!({"devices": []}));
    assert!(gateway.notify(notification.unwrap()).send().await.unwrap().rejected.is_empty());
    let devices = r#"{"user_id":"@bob:there.example.org","stream_id":5,"devices":null}"#;
    let devices = federation!(devices, client => client.get_user_devices("@bob:there.example.org")).unwrap();
    assert!(devices.value().devices.is_empty());
}

#[tokio::test]
async fn fields_that_servers_omit_are_optional() {
    let rules =
        r#"{"global":{"room":[{"actions":["dont_notify"],"rule_id":"!r:example.org","enabled":true}]}}"#;
    let rules = client!(rules, client => client.get_push_rules()).unwrap();
    let rules_of_rooms = rules.value().global.room.as_ref().unwrap();
    assert_eq!((rules_of_rooms[0].default, rules_of_rooms[0].enabled), (false, true));
    let pushers = r#"{"pushers":[{"pushkey":"k","kind":"email","app_id":"m.email","app_display_name":"x",
        "device_display_name":"y","lang":null,"data":{}}]}"#;
    let pushers = client!(pushers, client => client.get_pushers()).unwrap().into_value().pushers.unwrap();
    assert_eq!((pushers.len(), pushers[0].lang.as_deref()), (1, None));
    let users = r#"[{"userid":"@_irc_a:example.org","protocol":"irc","fields":{}},
        {"userid":"@_irc_b:example.org","protocol":"irc"},{"userid":"@_irc_c:example.org","protocol":"irc","fields":null}]"#;
    let users = client!(users, client => client.query_user_by_protocol("irc")).unwrap();
    assert_eq!((users.value().len(), users.value()[1].fields.json()), (3, "{}"));
    assert!(users.misfits().is_empty());
}

#[cfg(operation = "getAuthMetadata")]
#[tokio::test]
async fn fields_of_the_authorization_server_are_optional() {
    let metadata = r#"{"issuer":"https://id.example.org/","authorization_endpoint":"https://id.example.org/auth",
        "token_endpoint":"https://id.example.org/token","response_types_supported":["code"]}"#;
    let metadata = client!(metadata, client => client.get_auth_metadata()).unwrap().into_value();
    assert!(metadata.registration_endpoint.is_none() && metadata.grant_types_supported.is_empty());
}

#[tokio::test]
async fn values_are_read_in_the_forms_that_servers_use() {
    for (text, verified) in [("1", true), ("0", false), ("true", true)] {
        let keys = format!(
            r#"{{"rooms":{{"!r":{{"sessions":{{"s":{{"first_message_index":0,"forwarded_count":0,"is_verified":{text},"session_data":{{}}}}}}}}}}}}"#
        );
        let keys = client!(&keys, client => client.get_room_keys("1")).unwrap().into_value();
        let session = keys.rooms.values().next().unwrap().sessions.values().next().unwrap();
        assert_eq!(session.is_verified, verified, "{text}");
    }
    let data = json!({"public_key": "k"});
    for text in [r#"{"version":1}"#, r#"{"version":"1"}"#] {
        let version = client!(text, client => client.post_room_keys_version("m.megolm_backup.v1", &data));
        assert_eq!(version.unwrap().value().version, "1");
    }
}

#[tokio::test]
async fn a_malformed_item_does_not_affect_the_others() {
    let keys = r#"{"device_keys":{"@alice:example.org":{"A":{"algorithms":["a"],"device_id":"A","keys":{"ed25519:A":"k"},"signatures":{},"user_id":"@alice:example.org"}},"@mallory:example.net":{"M":{"device_id":"M","algorithms":"all","keys":null}}},"failures":{}}"#;
    let keys =
        client!(keys, client => client.query_keys([("@alice:example.org", Vec::<String>::new())])).unwrap();
    assert_eq!(
        keys.value().device_keys.as_ref().unwrap().values().map(|of| of.len()).collect::<Vec<_>>(),
        [1, 0]
    );
    assert_eq!(listed(keys.misfits()), [r#"$.device_keys["@mallory:example.net"].M.algorithms"#]);

    let sync =
        r#"{"next_batch":"s","rooms":{"join":{"!r":{"summary":{"m.heroes":[null,"@bob:example.org"]}}}}}"#;
    let sync = client!(sync, client => client.sync()).unwrap();
    let rooms = sync.value().rooms.as_ref().unwrap().join.as_ref().unwrap();
    let heroes = rooms.values().next().unwrap().summary.as_ref().unwrap().m_heroes.as_ref().unwrap();
    assert_eq!((heroes.len(), heroes[0].as_str()), (1, "@bob:example.org"));
    assert_eq!(listed(sync.misfits()), [r#"$.rooms.join["!r"].summary["m.heroes"][0]"#]);

    let rules = r#"{"global":{"override":[{"rule_id":"a","default":true,"enabled":true,"actions":["notify"]},{"rule_id":"b","default":false,"enabled":true,"actions":[7]}]}}"#;
    let rules = client!(rules, client => client.get_push_rules()).unwrap();
    assert_eq!(rules.value().global.override_.as_ref().unwrap().len(), 2);
    assert_eq!(listed(rules.misfits()), ["$.global.override[1].actions[0]"]);

    let keys = r#"{"one_time_keys":{"@a:example.org":{"A":{"signed_curve25519:1":{"key":"k","signatures":{}}}},"@b:example.org":{"B":null}}}"#;
    let wanted = [("@a:example.org", [("A".to_owned(), "signed_curve25519".to_owned())])];
    let keys = client!(keys, client => client.claim_keys(wanted)).unwrap();
    assert_eq!(keys.value().one_time_keys.values().map(|of| of.len()).collect::<Vec<_>>(), [1, 0]);
}

#[tokio::test]
async fn lone_surrogates_are_replaced() {
    let rooms = r#"{"chunk":[{"room_id":"!a:b","num_joined_members":3,"world_readable":true,"guest_can_join":true},{"room_id":"!b:c","topic":"cut off \ud83d","num_joined_members":2,"world_readable":true,"guest_can_join":false}]}"#;
    let rooms = client!(rooms, client => client.get_public_rooms()).unwrap();
    assert_eq!(rooms.value().chunk.len(), 2);
    assert_eq!(rooms.value().chunk[1].topic.as_deref(), Some("cut off \u{fffd}"));
    let body = b"{\"next_batch\":\"s\",\"account_data\":{\"events\":[{\"type\":\"a\",\"content\":{\"v\":\"\xE9\"}}]}}";
    let server = Server::scripted(vec![matrix_openapi_testing::response("200 OK", &[], body)]).await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("syt_x")).build().unwrap();
    let sync = client.sync().send().await.unwrap();
    let event = &sync.account_data.unwrap().events.unwrap()[0];
    assert!(event.json().contains('\u{fffd}'));
    let half = matrix_openapi::json::RawJson::from_json(r#"{"a":"\ud83d"}"#.to_owned()).unwrap();
    assert_eq!(half.get_field::<String>("a").unwrap().as_deref(), Some("\u{fffd}"));
    assert_eq!(half.parse().unwrap(), json!({"a": "\u{fffd}"}));
    let event =
        matrix_openapi::json::RawJson::from_json(r#"{"type":"m.x","sender":"\ud83d"}"#.to_owned()).unwrap();
    assert_eq!(event.header().unwrap().sender.as_deref(), Some("\u{fffd}"));
}

#[tokio::test]
async fn an_empty_body_counts_as_an_empty_object() {
    for text in ["", " ", "{}"] {
        client!(text, client => client.logout()).unwrap();
        client!(text, client => client.set_typing("!r:b", "@a:b", true)).unwrap();
        let error = client!(text, client => client.whoami()).unwrap_err();
        assert!(
            matches!(&error, Error::Decode(error) if error.reason == "missing field `user_id`"),
            "{error}"
        );
    }
    let response = client!("", client => client.logout()).unwrap();
    assert_eq!(response.raw().json(), "{}");
}

#[tokio::test]
async fn a_response_has_its_raw_body() {
    let text = r#"{ "user_id": "@a:b", "x": 1.50 }"#;
    let server = Server::json(text).await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("syt_x")).build().unwrap();
    let raw = client.whoami().send_raw().await.unwrap();
    assert_eq!((raw.json(), raw.parse().unwrap().user_id.as_str()), (text, "@a:b"));
    let response = client!(text, client => client.whoami()).unwrap();
    assert_eq!((response.status().as_u16(), response.raw().json()), (200, text));
    assert_eq!(response.headers()["content-type"], "application/json");
    #[derive(serde::Deserialize)]
    struct Own {
        x: f64,
    }
    let server = Server::json(text).await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("syt_x")).build().unwrap();
    assert_eq!(client.whoami().send_as::<Own>().await.unwrap().x, 1.5);
    let server = Server::json(text).await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("syt_x")).build().unwrap();
    assert_eq!(client.whoami().send_as::<Value>().await.unwrap()["x"], 1.5);
}
