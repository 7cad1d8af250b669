//! The registration of an application service: generated, read, written and used.

use std::collections::BTreeSet;
use std::fs;

use matrix_openapi::application_service::server::{Service, router};
use matrix_openapi::application_service::types::Registration;
use matrix_openapi::auth::RegistrationError;
use matrix_openapi::client_server::Client;
use matrix_openapi::mock::Homeserver;
use matrix_openapi::server::ResponseBody;
use matrix_openapi::server::http::{HeaderValue, Request};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::refresh::file_store::Folder;

fn valid() -> Value {
    json!({
        "id": "irc", "url": "http://localhost:9000", "as_token": "as_hidden", "hs_token": "hs_hidden",
        "sender_localpart": "_irc_bot", "namespaces": { "users": [{ "exclusive": true, "regex": "@_irc_.*" }] },
    })
}

/// Returns a valid registration with another value at a pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut changed = valid();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    changed.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(name.to_owned(), value);
    changed
}

/// Returns the path and reason of the defect. Neither the error nor the path has text of the registration.
fn defect(text: impl AsRef<[u8]>) -> (String, String) {
    let error = Registration::from_json(text).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hidden"), "{shown}");
    match error {
        RegistrationError::Malformed { path, reason } => (path, reason),
        other => panic!("{other}"),
    }
}

#[test]
fn a_registration_is_generated_with_different_tokens_that_are_valid_in_a_header() {
    let make = || Registration::generate("irc", "http://localhost:9000", "_irc_bot").unwrap();
    let made: Vec<_> = (0..50).map(|_| make()).collect();
    let tokens: BTreeSet<_> =
        made.iter().flat_map(|one| [one.as_token.expose(), one.hs_token.expose()]).collect();
    assert_eq!(tokens.len(), 100);
    for token in tokens {
        // Four bits each.
        assert!(token.len() >= 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
        assert!(HeaderValue::from_str(&format!("Bearer {token}")).is_ok());
    }
    let made =
        make().with_exclusive_users("@_irc_.*").with_exclusive_aliases("#irc_.*").with_exclusive_users("@x");
    let (as_token, hs_token) = (made.as_token.expose(), made.hs_token.expose());
    let expected = json!({
        "id": "irc", "url": "http://localhost:9000", "as_token": as_token, "hs_token": hs_token,
        "sender_localpart": "_irc_bot", "namespaces": {
            "users": [{ "exclusive": true, "regex": "@_irc_.*" }, { "exclusive": true, "regex": "@x" }],
            "aliases": [{ "exclusive": true, "regex": "#irc_.*" }],
        },
    });
    assert_eq!(serde_json::to_value(&made).unwrap(), expected);
    let debug = format!("{made:?} {made:#?}");
    assert!(!debug.contains(as_token) && !debug.contains(hs_token), "{debug}");
    // A required field is written even if it is null.
    let silent = Registration::generate("irc", None::<String>, "bot").unwrap();
    assert_eq!(serde_json::to_value(silent).unwrap().get("url"), Some(&Value::Null));
}

#[test]
fn unknown_fields_in_syntax_of_json_alone_become_yaml() {
    let folder = Folder::new("notation");
    let path = folder.file();
    let extra = r#""x":\t{"\ud83d\ude00\/"\t:\t["\\\/\\ud83d", "\u00e9\n", "\\"]}"#.replace(r"\t", "\t");
    let text = valid().to_string().replacen('{', &format!("{{{extra},"), 1);
    let registration = Registration::from_json(&text).unwrap();
    registration.write(&path).unwrap();
    let written = fs::read_to_string(&path).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(expected["x"], json!({ "\u{1f600}/": ["\\/\\ud83d", "\u{e9}\n", "\\"] }));
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), expected);
    assert_eq!(serde_yaml::from_str::<Value>(&written).unwrap(), expected);
    assert!(!written.contains('\t') && written.contains("\u{1f600}/"), "{written}");
}

#[test]
fn a_file_is_private_replaced_and_both_json_and_yaml() {
    let folder = Folder::new("registration");
    let path = folder.file();
    Registration::generate("old", None::<String>, "bot").unwrap().write(&path).unwrap();
    let written = Registration::generate("irc", "http://localhost:9000", "_irc_bot").unwrap();
    let written = written.with_exclusive_users(
        "@_irc_.*:example\\.org \u{1}\u{7f}\u{85}\u{a0}\u{2028}\u{feff}\u{ffff}\u{e9}\u{1f600}",
    );
    written.write(&path).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(folder.names(), ["session.json"]);
    let value = serde_json::to_value(&written).unwrap();
    let text = fs::read(&path).unwrap();
    let read = Registration::from_json(&text).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), value);
    let yaml: Value = serde_yaml::from_slice(&text).unwrap();
    assert_eq!(yaml, value);
    let error = written.write(folder.file().join("below")).unwrap_err();
    assert!(matches!(&error, RegistrationError::Io { path, .. } if path.ends_with("below")), "{error}");
    assert!(!format!("{error} {error:?}").contains(written.as_token.expose()));
}

#[test]
fn a_file_of_an_administrator_is_read_and_keeps_unknown_fields() {
    let text = "
        # The bridge to IRC.
        id: irc
        url: null
        as_token: &token as_hidden
        hs_token: \"hs_hidden\"
        sender_localpart: _irc_bot
        rate_limited: false
        protocols: [irc]
        receive_ephemeral: true
        de.sorunome.msc2409.push_ephemeral: true
        org.example.same: *token
        namespaces:
          users:
            - {exclusive: true, regex: '@_irc_.*', group_id: +irc}
          rooms: []
    ";
    let value: Value = serde_yaml::from_str(text).unwrap();
    let registration = Registration::from_value(&value).unwrap();
    assert_eq!((registration.url.as_deref(), registration.rate_limited), (None, Some(false)));
    assert_eq!(registration.receive_ephemeral, Some(true));
    assert_eq!(registration.protocols.as_deref(), Some(&["irc".to_owned()][..]));
    let users = registration.namespaces.users.as_ref().unwrap();
    assert_eq!((users[0].exclusive, users[0].regex.as_str()), (true, "@_irc_.*"));
    assert_eq!(users[0].extra.get::<String>("group_id").unwrap().as_deref(), Some("+irc"));
    assert_eq!(registration.extra.get::<bool>("de.sorunome.msc2409.push_ephemeral").unwrap(), Some(true));
    assert_eq!(serde_json::to_value(&registration).unwrap(), value);
    assert!(!format!("{registration:?}").contains("_hidden\""));
}

#[test]
fn a_defect_is_refused_with_its_path() {
    for name in ["id", "url", "as_token", "hs_token", "sender_localpart", "namespaces"] {
        let mut lacking = valid();
        lacking.as_object_mut().unwrap().remove(name);
        assert_eq!(defect(lacking.to_string()).1, format!("missing field `{name}`"));
    }
    let wrong = [json!(1), json!(true), json!([{}]), json!({ "a": [] })];
    for name in ["id", "url", "as_token", "hs_token", "sender_localpart"] {
        for value in &wrong {
            assert_eq!(defect(with(&format!("/{name}"), value.clone()).to_string()).0, format!("$.{name}"));
        }
    }
    for (pointer, value, path) in [
        ("/as_token", json!(""), "$.as_token"),
        ("/hs_token", json!(""), "$.hs_token"),
        ("/id", json!(null), "$.id"),
        ("/rate_limited", json!("no"), "$.rate_limited"),
        ("/receive_ephemeral", json!(0), "$.receive_ephemeral"),
        ("/protocols", json!("irc"), "$.protocols"),
        ("/protocols", json!(["irc", 1]), "$.protocols[1]"),
        ("/namespaces", json!([]), "$.namespaces"),
        ("/namespaces/users", json!({}), "$.namespaces.users"),
        ("/namespaces/rooms", json!(["!a:b"]), "$.namespaces.rooms[0]"),
        ("/namespaces/aliases", json!([{ "exclusive": true, "regex": 1 }]), "$.namespaces.aliases[0].regex"),
        (
            "/namespaces/users",
            json!([{ "exclusive": "yes", "regex": "a" }]),
            "$.namespaces.users[0].exclusive",
        ),
    ] {
        assert_eq!(defect(with(pointer, value).to_string()).0, path, "{pointer}");
    }
}

#[test]
fn hostile_texts_are_refused() {
    for text in ["", "null", "[]", "{", "as_hidden", "id: as_hidden", "\"as_hidden\""] {
        assert_eq!(defect(text).0, "$", "{text}");
    }
    defect(b"{\"id\": \"as_hidden\xff\"}");
    let deep = |levels: usize| {
        let text = valid().to_string();
        text.replacen('{', &format!("{{\"deep\":{}{},", "[".repeat(levels), "]".repeat(levels)), 1)
    };
    // Unknown fields stay raw text, at any depth.
    for levels in [1, 100_000] {
        let read = Registration::from_json(deep(levels)).unwrap();
        assert_eq!(read.extra.raw("deep").unwrap().json().len(), 2 * levels);
        assert!(serde_json::to_string(&read).unwrap().contains(&"[".repeat(levels)));
    }
    for name in ["id", "namespaces", "protocols"] {
        let text = with(&format!("/{name}"), json!("here")).to_string();
        let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let (path, _) = defect(text.replace("\"here\"", &nested));
        assert!(path.starts_with(&format!("$.{name}")), "{path}");
    }
    let twice = valid().to_string().replacen('{', "{\"as_token\":\"other_hidden\",", 1);
    assert!(defect(twice).1.contains("duplicate field"));
    // Any number of namespaces is read.
    let many = vec![json!({ "exclusive": false, "regex": "@.*" }); 10_000];
    let read = Registration::from_value(&with("/namespaces/users", many.into())).unwrap();
    assert_eq!(read.namespaces.users.unwrap().len(), 10_000);
}

/// Generates fields with names that no known field has.
fn unknown() -> impl Strategy<Value = Map<String, Value>> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    let value = scalar.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(".*", inner, 0..4).prop_map(|map| Value::from(Map::from_iter(map))),
        ]
    });
    btree_map("x\\..*", value, 0..4).prop_map(Map::from_iter)
}

fn object(fields: Value, unknown: Map<String, Value>) -> Value {
    let mut fields = fields;
    fields.as_object_mut().unwrap().extend(unknown);
    fields
}

fn namespaces() -> impl Strategy<Value = Value> {
    let one = (any::<bool>(), ".*", unknown())
        .prop_map(|(exclusive, regex, rest)| object(json!({ "exclusive": exclusive, "regex": regex }), rest));
    let kind = prop_oneof![Just("users"), Just("rooms"), Just("aliases")].prop_map(str::to_owned);
    let lists = btree_map(kind, vec(one, 0..3).prop_map(Value::from), 0..3);
    (lists, unknown()).prop_map(|(lists, rest)| object(Map::from_iter(lists).into(), rest))
}

proptest! {
    #[test]
    fn nothing_of_a_registration_is_lost(
        (id, url, localpart) in (".*", proptest::option::of(".*"), ".*"),
        (as_token, hs_token) in (".+", ".+"),
        (rate_limited, protocols) in (proptest::option::of(any::<bool>()), proptest::option::of(vec(".*", 0..3))),
        namespaces in namespaces(),
        rest in unknown(),
    ) {
        let mut value = json!({
            "id": id, "url": url, "as_token": as_token, "hs_token": hs_token, "sender_localpart": localpart,
            "namespaces": namespaces,
        });
        value.as_object_mut().unwrap().extend(rate_limited.map(|it| ("rate_limited".to_owned(), it.into())));
        value.as_object_mut().unwrap().extend(protocols.map(|it| ("protocols".to_owned(), it.into())));
        let value = object(value, rest);
        let registration = Registration::from_value(&value).unwrap();
        prop_assert_eq!(&serde_json::to_value(&registration).unwrap(), &value);
        let again: Registration = serde_json::from_str(&serde_json::to_string(&registration).unwrap()).unwrap();
        prop_assert_eq!(&serde_json::to_value(again).unwrap(), &value);
    }
}

/// A service without operations.
struct UnusedService;

impl Service for UnusedService {}

#[tokio::test]
async fn a_router_takes_the_token_of_the_homeserver_from_a_registration() {
    let registration = Registration::generate("irc", None::<String>, "bot").unwrap();
    let router = router(UnusedService, &registration);
    for (token, status) in [(&registration.hs_token, 200), (&registration.as_token, 403)] {
        let request = Request::post("/_matrix/app/v1/ping");
        let request = request.header("Authorization", format!("Bearer {}", token.expose()));
        let response = router.respond(request.body(ResponseBody::from("{}".to_owned())).unwrap()).await;
        assert_eq!(response.status().as_u16(), status);
    }
}

#[tokio::test]
async fn a_mock_server_accepts_both_tokens() {
    use matrix_openapi::{Credentials, application_service};

    let server = Homeserver::start().await.unwrap();
    let registration = Registration::generate("irc", None::<String>, "_irc_bot").unwrap();
    server.add_application_service(&registration);
    let bridge = Client::builder(server.url()).credentials(registration.credentials()).build().unwrap();
    assert_eq!(bridge.whoami().await.unwrap().user_id, "@_irc_bot:example.org");
    let bob = bridge.as_user("@_irc_bob:example.org");
    assert_eq!(bob.whoami().await.unwrap().user_id, "@_irc_bob:example.org");
    let homeserver = Credentials::homeserver(registration.hs_token.clone());
    let homeserver =
        application_service::Client::builder(server.url()).credentials(homeserver).build().unwrap();
    homeserver.query_user_by_id("@_irc_bob:example.org").await.unwrap();
    assert_eq!(server.violations(), []);
}

#[test]
fn the_text_of_a_registration_is_that_of_its_file() {
    let folder = Folder::new("registration-text");
    let registration = Registration::generate("irc", "http://localhost:9000", "_irc_bot").unwrap();
    registration.write(folder.file()).unwrap();
    let text = registration.to_yaml().unwrap();
    assert_eq!(std::fs::read_to_string(folder.file()).unwrap(), text.expose());
    assert!(text.expose().contains(registration.hs_token.expose()));
    assert!(!format!("{text:?}").contains(registration.hs_token.expose()));
}
