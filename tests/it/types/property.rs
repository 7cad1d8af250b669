//! Any JSON of the right shape survives a round trip, and no bytes make decoding panic.

use matrix_openapi::__private::{self, Read};
use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi::client_server::types::{
    ClientEvent, EventBatch, Presence, PushAction, PushConditionValue, RoomEventFilter, SyncResponse,
};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::id::{EventId, MxcUri, RoomAlias, RoomId, ServerName, UserId};
use matrix_openapi::json::{Raw, RawJson};
use matrix_openapi_testing::Server;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::synthetic;

/// Generates JSON that is not too deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|fields| Value::from(Map::from_iter(fields))),
        ]
    })
}

fn any_object() -> impl Strategy<Value = Value> {
    prop::collection::btree_map(any::<String>(), any_json(), 0..4)
        .prop_map(|fields| Value::from(Map::from_iter(fields)))
}

/// Generates an object with some of these fields.
fn some_of(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Value> {
    let options =
        fields.into_iter().map(|(name, value)| prop::option::of(value.prop_map(move |value| (name, value))));
    options.collect::<Vec<_>>().prop_map(|fields| {
        fields
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>()
            .into()
    })
}

fn texts() -> BoxedStrategy<Value> {
    prop::collection::vec(any::<String>(), 0..3).prop_map(Value::from).boxed()
}

fn any_event() -> impl Strategy<Value = Value> {
    let header =
        (any::<String>(), any::<String>(), any::<String>(), any::<String>(), any::<i64>(), any_object());
    (header, prop::option::of(any::<String>())).prop_map(
        |((kind, sender, id, room, time, content), state_key)| {
            let mut event = json!({"type": kind, "sender": sender, "event_id": id, "room_id": room,
            "origin_server_ts": time, "content": content});
            if let Some(state_key) = state_key {
                event["state_key"] = state_key.into();
            }
            event
        },
    )
}

fn any_filter() -> impl Strategy<Value = Value> {
    some_of(vec![
        ("limit", any::<i64>().prop_map(Value::from).boxed()),
        ("types", texts()),
        ("not_types", texts()),
        ("senders", texts()),
        ("rooms", texts()),
        ("lazy_load_members", any::<bool>().prop_map(Value::from).boxed()),
    ])
}

/// Decodes and encodes a value and asserts that it is unchanged.
fn round_trip<T: Read + Serialize>(value: &Value) -> Result<(), TestCaseError> {
    let read: T = __private::decode("probe", value.to_string().into())
        .map_err(|error| TestCaseError::fail(error.to_string()))?
        .value;
    prop_assert_eq!(&serde_json::from_str::<Value>(&serde_json::to_string(&read).unwrap()).unwrap(), value);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_survives_a_round_trip(value in any_json()) {
        let text = value.to_string();
        let raw: RawJson = __private::decode("probe", text.clone().into()).unwrap().value;
        prop_assert_eq!(raw.json(), &text);
        prop_assert_eq!(&raw.parse().unwrap(), &value);
        prop_assert_eq!(&serde_json::to_string(&raw).unwrap(), &text);
        round_trip::<EventBatch>(&json!({"events": [value, value]}))?;
    }

    #[test]
    fn events_survive_a_round_trip(event in any_event()) {
        round_trip::<ClientEvent>(&event)?;
        let raw = Raw::<ClientEvent>::from_json(event.to_string()).unwrap();
        let header = raw.header().map(|header| (header.event_type.into_owned(), header.sender.map(|sender| sender.into_owned())));
        match header {
            Ok((kind, sender)) => {
                prop_assert_eq!(Value::from(kind), event["type"].clone());
                prop_assert_eq!(Value::from(sender), event["sender"].clone());
            }
            Err(error) => prop_assert!(event["origin_server_ts"].as_i64() < Some(0), "{}", error),
        }
    }

    #[test]
    fn filters_survive_a_round_trip(filter in any_filter()) {
        round_trip::<RoomEventFilter>(&filter)?;
    }

    #[test]
    fn unions_and_enumerations_survive_a_round_trip(
        number in any::<i64>(), flag in any::<bool>(), text in any::<String>(), object in any_object(),
    ) {
        for value in [json!(number), json!(flag), json!(text), Value::Null] {
            round_trip::<PushConditionValue>(&value)?;
        }
        round_trip::<PushAction>(&json!(text))?;
        round_trip::<PushAction>(&object)?;
        round_trip::<Presence>(&json!(text))?;
        round_trip::<ErrorCode>(&json!(text))?;
        prop_assert_eq!(Presence::from(text.as_str()).to_string(), text);
    }

    #[test]
    fn identifiers_keep_any_text_and_never_panic(text in any::<String>()) {
        round_trip::<UserId>(&json!(text))?;
        let user = UserId::unchecked(text.as_str());
        prop_assert!(text.contains(user.localpart()) && user.server_name().is_none_or(|server| text.ends_with(server)));
        let server = ServerName::unchecked(text.as_str());
        prop_assert!(text.starts_with(server.host()));
        let _ = (server.port(), MxcUri::unchecked(text.as_str()).media_id().map(str::len));
        for sigil in ["", "@", "!", "$", "#", "mxc://"] {
            let text = format!("{sigil}{text}");
            let parsed = [
                UserId::parse(&text).map(String::from), RoomId::parse(&text).map(String::from),
                EventId::parse(&text).map(String::from), RoomAlias::parse(&text).map(String::from),
                ServerName::parse(&text).map(String::from), MxcUri::parse(&text).map(String::from),
            ];
            for parsed in parsed.into_iter().flatten() {
                prop_assert_eq!(&parsed, &text);
            }
        }
    }

    #[test]
    fn well_formed_identifiers_are_split_into_their_parts(
        local in "[a-z0-9._=/+-]{1,40}", host in "[a-z0-9-]{1,20}(\\.[a-z0-9-]{1,20}){0,2}|\\[[0-9a-f]{1,4}::[0-9a-f]{1,4}\\]",
        port in prop::option::of(any::<u16>()),
    ) {
        let name = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
        let server = ServerName::parse(&name).unwrap();
        prop_assert_eq!((server.host(), server.port()), (host.as_str(), port));
        let user = UserId::parse(format!("@{local}:{name}")).unwrap();
        prop_assert_eq!((user.localpart(), user.server_name()), (local.as_str(), Some(name.as_str())));
    }

    #[test]
    fn no_bytes_make_decoding_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = __private::decode::<SyncResponse>("sync", bytes.into());
    }

    #[test]
    fn no_broken_response_makes_decoding_panic(seed in 0_u64..4, cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = synthetic::sync(seed, 2).to_string().into_bytes();
        let at = cut.index(body.len());
        let mut shorter = body.clone();
        shorter.truncate(at);
        prop_assert!(__private::decode::<SyncResponse>("sync", shorter.into()).is_err());
        body[at] = byte;
        if let Ok(sync) = __private::decode::<SyncResponse>("sync", body.into()) {
            prop_assert!(serde_json::to_string(&sync.value).is_ok());
        }
    }
}

/// Generates header values, most of them with something like a file name.
fn any_disposition() -> impl Strategy<Value = Vec<u8>> {
    let parameter = prop_oneof![
        "; *filename\\*?=[ -~]{0,30}".prop_map(String::into_bytes),
        "; *filename\\*=(utf-8|UTF-8|iso-8859-1)''(%[0-9a-fA-F]{2}|[a-z./%]){0,20}"
            .prop_map(String::into_bytes),
        "; filename=\"[ -~]{0,20}\"?".prop_map(String::into_bytes),
        prop::collection::vec(128_u8.., 0..10),
    ];
    prop::collection::vec(parameter, 0..4)
        .prop_map(|parameters| [b"inline".to_vec(), parameters.concat()].concat())
}

#[test]
fn file_names_have_no_path() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&any_disposition(), |disposition| {
            let head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\nContent-Disposition: ";
            let response = [head, disposition.as_slice(), b"\r\n\r\n"].concat();
            let name = runtime.block_on(async {
                let server = Server::scripted(vec![response]).await;
                let client =
                    Client::builder(&server.url).credentials(Credentials::access_token("a")).build().unwrap();
                client.get_content_authed("a.org", "b").send().await.unwrap().file_name()
            });
            if let Some(name) = name {
                prop_assert!(!name.is_empty() && name != "." && name != "..", "{name:?}");
                prop_assert!(!name.contains(['/', '\\']), "{name:?}");
            }
            Ok(())
        })
        .unwrap();
}
