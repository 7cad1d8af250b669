//! The parts of a request that violate the description.

use matrix_openapi::mock::{Homeserver, ViolationKind};
use matrix_openapi::signing::{SigningKey, x_matrix};
use serde_json::Value;

use super::{ALICE, raw, server};

/// Sends a request with the token of Alice, and returns its status and its violations.
async fn violations(
    server: &Homeserver,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> (u16, Vec<(ViolationKind, String)>) {
    server.clear();
    let authorization = format!("Authorization: Bearer {}", server.token(ALICE).expose());
    let headers: Vec<&str> = headers.iter().copied().chain([authorization.as_str()]).collect();
    let (status, _) = raw(server, method, path, &headers, body).await;
    (status, server.violations().into_iter().map(|one| (one.kind, one.to_string())).collect())
}

/// Expects one violation.
async fn one(server: &Homeserver, method: &str, path: &str, body: &str) -> (u16, ViolationKind, String) {
    let (status, mut all) = violations(server, method, path, &[], body).await;
    assert_eq!(all.len(), 1, "{all:?}");
    let (kind, message) = all.remove(0);
    (status, kind, message)
}

const WHOAMI: &str = "/_matrix/client/v3/account/whoami";
const MESSAGES: &str = "/_matrix/client/v3/rooms/!a:b/messages";

#[tokio::test]
async fn a_request_that_fits_the_description_has_no_violations() {
    let server = server().await;
    for (method, path, body) in [
        ("GET", WHOAMI, ""),
        ("GET", "/_matrix/client/v3/rooms/!a:b/messages?dir=b&limit=5", ""),
        ("POST", "/_matrix/client/v3/logout", "{}"),
        ("OPTIONS", WHOAMI, ""),
        (
            "PUT",
            "/_matrix/client/v3/presence/@alice:example.org/status",
            r#"{"presence": "online", "org.x": 1}"#,
        ),
    ] {
        let (status, found) = violations(&server, method, path, &[], body).await;
        assert!(status < 300 && found.is_empty(), "{method} {path}: {status} {found:?}");
    }
}

#[tokio::test]
async fn an_unknown_path_and_another_method_are_named() {
    let server = server().await;
    let (status, kind, message) = one(&server, "GET", "/_matrix/client/v9/login?token=secret", "").await;
    assert_eq!((status, kind), (404, ViolationKind::UnknownPath));
    assert_eq!(message, r#"GET "/_matrix/client/v9/login": no operation has this path"#);
    let (status, kind, message) = one(&server, "DELETE", WHOAMI, "").await;
    assert_eq!((status, kind), (405, ViolationKind::OtherMethod));
    assert!(message.starts_with("DELETE \"/_matrix/client/v3/account/whoami\""), "{message}");
}

#[tokio::test]
async fn a_parameter_that_the_operation_does_not_have_is_accepted_and_named() {
    let server = server().await;
    let (status, kind, message) = one(&server, "GET", &format!("{WHOAMI}?limt=secret"), "").await;
    assert_eq!((status, kind), (200, ViolationKind::UnknownQueryParameter));
    assert_eq!(message, "getTokenOwner (`whoami`): unknown query parameter `limt`; the description has none");
    let (_, _, message) = one(&server, "GET", &format!("{MESSAGES}?dir=b&form=secret"), "").await;
    assert!(message.contains("parameter `form`; the description has only `dir`"), "{message}");
    assert!(!message.contains("secret"), "{message}");
}

#[tokio::test]
async fn parameters_of_any_name_are_allowed_where_the_description_allows_them() {
    let server = server().await;
    let path = "/_matrix/client/v3/thirdparty/location/irc?channel=a&network=b";
    let (status, found) = violations(&server, "GET", path, &[], "").await;
    assert_eq!((status, found), (200, vec![]));
}

#[tokio::test]
async fn a_parameter_that_is_missing_or_of_another_type_or_twice_is_refused_and_named() {
    let server = server().await;
    for (query, expected, part) in [
        ("limit=5", ViolationKind::MissingParameter, "`dir`"),
        ("dir=b&limit=many", ViolationKind::InvalidParameter, "`limit`"),
        ("dir=b&dir=f", ViolationKind::InvalidParameter, "`dir`"),
    ] {
        let (status, kind, message) = one(&server, "GET", &format!("{MESSAGES}?{query}"), "").await;
        assert_eq!((status, kind), (400, expected), "{message}");
        assert!(
            message.starts_with("getRoomEvents (`get_room_events`): ") && message.contains(part),
            "{message}"
        );
    }
}

#[tokio::test]
async fn a_body_with_a_defect_is_refused_and_the_path_is_named() {
    let server = server().await;
    let path = "/_matrix/client/v3/presence/@alice:example.org/status";
    for (body, part) in
        [(r#"{"status_msg": "secret"}"#, "presence"), (r#"{"presence": 7}"#, "$.presence"), ("secret", "$")]
    {
        let (status, kind, message) = one(&server, "PUT", path, body).await;
        assert_eq!((status, kind), (400, ViolationKind::InvalidBody), "{message}");
        assert!(message.starts_with("setPresence (`set_presence`): ") && message.contains(part), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }
}

#[tokio::test]
async fn a_missing_list_or_map_is_refused_and_named() {
    let server = server().await;
    for (path, body, expected) in [
        (
            "/_matrix/client/v3/keys/query",
            "{}",
            "queryKeys (`query_keys`): the body does not fit at $: missing field `device_keys`",
        ),
        (
            "/_matrix/client/v3/keys/query",
            r#"{"device_keys": null}"#,
            "queryKeys (`query_keys`): the body does not fit at $.device_keys",
        ),
    ] {
        let (status, kind, message) = one(&server, "POST", path, body).await;
        assert_eq!((status, kind), (400, ViolationKind::InvalidBody), "{message}");
        assert!(message.starts_with(expected), "{message}");
    }
    // An optional field may be null.
    let body = r#"{"device_keys": {}, "timeout": null}"#;
    let (status, found) = violations(&server, "POST", "/_matrix/client/v3/keys/query", &[], body).await;
    assert_eq!((status, found), (200, Vec::new()));
}

#[tokio::test]
async fn a_body_that_the_operation_does_not_have_is_named() {
    let server = server().await;
    let (status, kind, message) = one(&server, "GET", WHOAMI, "{}").await;
    assert_eq!((status, kind), (200, ViolationKind::UnexpectedBody));
    assert_eq!(message, "getTokenOwner (`whoami`): GET has a body, but the description has none");
    let (_, kind, _) = one(&server, "POST", "/_matrix/client/v3/logout", r#"{"a": 1}"#).await;
    assert_eq!(kind, ViolationKind::UnexpectedBody);
}

#[tokio::test]
async fn a_media_type_that_is_sent_twice_is_named() {
    let server = server().await;
    let twice = ["Content-Type: text/plain", "Content-Type: image/png"];
    let (status, found) = violations(&server, "POST", "/_matrix/media/v3/upload", &twice, "file").await;
    let [(kind, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((status, *kind), (400, ViolationKind::InvalidParameter));
    assert_eq!(
        message,
        "uploadContent (`upload_content`): the parameter `Content-Type` occurs more than once"
    );
    let (status, found) = violations(&server, "POST", "/_matrix/client/v3/logout", &twice, "").await;
    let [(kind, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((status, *kind), (200, ViolationKind::RepeatedHeader));
    assert_eq!(message, "logout (`logout`): the header `Content-Type` occurs twice");
}

#[tokio::test]
async fn credentials_that_are_missing_or_not_accepted_are_named() {
    let server = server().await;
    let kinds = |server: &Homeserver| -> Vec<ViolationKind> {
        let kinds = server.violations().into_iter().map(|one| one.kind).collect();
        server.clear();
        kinds
    };
    let (status, _) = raw(&server, "GET", WHOAMI, &[], "").await;
    assert_eq!((status, kinds(&server)), (401, vec![ViolationKind::MissingCredential]));
    // An invalid token does not violate the description.
    let (status, _) = raw(&server, "GET", WHOAMI, &["Authorization: Bearer expired"], "").await;
    assert_eq!((status, kinds(&server)), (401, vec![]));
    let (status, _) = raw(&server, "GET", "/_matrix/client/v3/login", &["Authorization: Bearer a"], "").await;
    assert_eq!((status, kinds(&server)), (200, vec![ViolationKind::UnexpectedCredential]));
    let query = "/_matrix/client/v3/login?access_token=a";
    let (status, _) = raw(&server, "GET", query, &[], "").await;
    assert_eq!((status, kinds(&server)), (200, vec![ViolationKind::UnexpectedCredential]));
    let token = format!("Authorization: Bearer {}", server.token(ALICE).expose());
    let (status, _) = raw(&server, "GET", WHOAMI, &[&token, &token], "").await;
    assert_eq!((status, kinds(&server)), (400, vec![ViolationKind::RepeatedHeader]));
}

#[tokio::test]
async fn a_federation_request_without_a_signature_is_refused_and_named() {
    let server = server().await;
    let path = "/_matrix/federation/v1/event/$event";
    let (status, kind, _) = one(&server, "GET", path, "").await;
    assert_eq!((status, kind), (401, ViolationKind::MissingCredential));
    server.clear();
    let key = SigningKey::new("ed25519:1", &[7; 32]).unwrap();
    let (from, to) = ("there.example.org".parse().unwrap(), "example.org".parse().unwrap());
    let header = x_matrix(&key, &from, &to, "GET", path, None::<&[u8]>).unwrap();
    let (status, body) = raw(&server, "GET", path, &[&format!("Authorization: {header}")], "").await;
    let _: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, server.violations()), (200, vec![]));
    let requests = server.requests(matrix_openapi::server_server::op::GetEvent);
    let caller = requests[0].recorded.caller().unwrap();
    assert_eq!(caller.server_name().unwrap(), "there.example.org");
}

#[tokio::test]
async fn values_that_the_description_does_not_allow_are_accepted_and_named() {
    let server = server().await;
    let (create, invite) = ("/_matrix/client/v3/createRoom", "/_matrix/client/v3/rooms/!a:b/invite");
    let profile = "/_matrix/client/v3/profile/@a:b/hidden";
    for (method, path, body, kind, expected) in [
        (
            "GET",
            "/_matrix/client/v3/rooms/!a:b/messages?dir=sideways",
            "",
            ViolationKind::InvalidParameter,
            "getRoomEvents (`get_room_events`): the parameter `dir` is not valid: not one of `f`, `b`",
        ),
        (
            "POST",
            create,
            r#"{"preset": "x"}"#,
            ViolationKind::InvalidBody,
            "createRoom (`create_room`): the body does not fit at $.preset: not one of `",
        ),
        (
            "POST",
            invite,
            r#"{"user_id": "bob"}"#,
            ViolationKind::InvalidBody,
            "inviteUser (`invite_user`): the body does not fit at $.user_id: not a user ID: it does not start with `@`",
        ),
        (
            "POST",
            create,
            r#"{"invite": ["@a:b", "@hidden"]}"#,
            ViolationKind::InvalidBody,
            "createRoom (`create_room`): the body does not fit at $.invite[1]: not a user ID: ",
        ),
        (
            "DELETE",
            profile,
            "",
            ViolationKind::InvalidParameter,
            "deleteProfileField (`delete_profile_field`): the parameter `keyName` is not valid: a string that does not match `^(avatar_url|",
        ),
        (
            "GET",
            "/_matrix/client/v3/sync?filter=%7B%22room%22%3A%7B%22rooms%22%3A%5B%22hidden%22%5D%7D%7D",
            "",
            ViolationKind::InvalidParameter,
            "sync (`sync`): the parameter `filter` is not valid at $.room.rooms[0]: not a room ID: ",
        ),
    ] {
        let (status, found, message) = one(&server, method, path, body).await;
        assert_eq!((status, found), (200, kind), "{message}");
        assert!(message.starts_with(expected), "{message}");
        assert!(!message.contains("hidden") && !message.contains("sideways"), "{message}");
    }
}

#[tokio::test]
async fn a_reserved_key_of_serde_json_is_an_ordinary_key() {
    let server = server().await;
    // Because of such a key, serde_json would read the string as the value.
    let preset = r#"{"$serde_json::private::RawValue":"\"public_chat\""}"#;
    let body = format!(r#"{{"preset":{preset}}}"#);
    let (_, found) = violations(&server, "POST", "/_matrix/client/v3/createRoom", &[], &body).await;
    assert!(found.iter().any(|(_, message)| message.contains("at $.preset: wrong type")), "{found:?}");
    let filter = r#"{"room":{"$serde_json::private::RawValue":"[1]"}}"#;
    let query: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let path = format!("/_matrix/client/v3/sync?filter={query}");
    let (_, found) = violations(&server, "GET", &path, &[], "").await;
    assert_eq!(found, []);
}

#[tokio::test]
async fn all_defects_of_a_refused_request_are_named_each_once() {
    let server = server().await;
    let path = "/_matrix/client/v3/rooms/!a:b/messages?limit=many&dir=up";
    let (status, found) = violations(&server, "GET", path, &[], "").await;
    let messages: Vec<_> = found.iter().map(|(_, message)| message.split_once(": ").unwrap().1).collect();
    assert_eq!((status, messages.len()), (400, 2), "{messages:?}");
    assert!(messages.contains(&"the parameter `dir` is not valid: not one of `f`, `b`"), "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("`limit`")), "{messages:?}");
    let body = r#"{"name": 1, "preset": "x", "invite": [2]}"#;
    let (status, found) = violations(&server, "POST", "/_matrix/client/v3/createRoom", &[], body).await;
    assert_eq!((status, found.len()), (400, 3), "{found:?}");
    for place in ["$.name", "$.preset", "$.invite[0]"] {
        assert!(found.iter().any(|(_, message)| message.contains(place)), "{found:?}");
    }
}

#[tokio::test]
async fn additional_fields_of_a_body_are_allowed_unless_the_description_forbids_them() {
    let server = server().await;
    let body = r#"{"name": "a", "org.example.colour": "red", "misspelt": 1}"#;
    let (status, found) = violations(&server, "POST", "/_matrix/client/v3/createRoom", &[], body).await;
    assert_eq!((status, found), (200, vec![]));
}

#[tokio::test]
async fn two_credentials_and_credentials_of_the_wrong_kind_are_named() {
    let server = server().await;
    let token = server.token(ALICE);
    let bearer = format!("Authorization: Bearer {}", token.expose());
    let found = |server: &Homeserver| -> Vec<(ViolationKind, String)> {
        let found = server.violations().into_iter().map(|one| (one.kind, one.message)).collect();
        server.clear();
        found
    };
    let unexpected = |message: &str| vec![(ViolationKind::UnexpectedCredential, message.to_owned())];
    let (status, _) = raw(&server, "GET", &format!("{WHOAMI}?access_token=a"), &[&bearer], "").await;
    assert_eq!(status, 400);
    assert_eq!(
        found(&server),
        unexpected("the request has both `access_token` in the query and the header `Authorization`")
    );
    // A homeserver may send its token in both locations.
    let own = server.homeserver_token();
    let own_header = format!("Authorization: Bearer {}", own.expose());
    let user = "/_matrix/app/v1/users/@a:b?access_token=";
    let (status, _) = raw(&server, "GET", &format!("{user}{}", own.expose()), &[&own_header], "").await;
    assert_eq!((status, found(&server)), (200, vec![]));
    let (status, _) = raw(&server, "GET", &format!("{user}other"), &[&own_header], "").await;
    assert_eq!(status, 403);
    assert_eq!(
        found(&server),
        unexpected("`access_token` in the query differs from the token in the header `Authorization`")
    );
    // A token of the wrong kind violates the description, an invalid token does not.
    let ping = "/_matrix/client/v1/appservice/irc/ping";
    let (status, _) = raw(&server, "POST", ping, &[&bearer], "{}").await;
    assert_eq!(status, 403);
    let [(ViolationKind::UnexpectedCredential, message)] = &found(&server)[..] else { panic!() };
    assert!(message.starts_with("the token belongs to a user, but the description has `"), "{message}");
    let (status, _) = raw(&server, "POST", ping, &["Authorization: Bearer wrong"], "{}").await;
    assert_eq!((status, found(&server)), (401, vec![]));
}

#[tokio::test]
async fn a_signature_that_is_malformed_or_for_another_server_is_named() {
    let server = server().await;
    let path = "/_matrix/federation/v1/event/$event";
    let (status, _) = raw(&server, "GET", path, &["Authorization: X-Matrix garbage"], "").await;
    assert_eq!(status, 401);
    let [malformed] = &server.violations()[..] else { panic!("{:?}", server.violations()) };
    assert_eq!(malformed.kind, ViolationKind::InvalidCredential);
    assert_eq!(malformed.message, "the header `Authorization` is not a valid `X-Matrix` header");
    server.clear();
    let key = SigningKey::new("ed25519:1", &[7; 32]).unwrap();
    let (from, to) = ("there.example.org".parse().unwrap(), "elsewhere.example.org".parse().unwrap());
    let header = x_matrix(&key, &from, &to, "GET", path, None::<&[u8]>).unwrap();
    let (status, _) = raw(&server, "GET", path, &[&format!("Authorization: {header}")], "").await;
    assert_eq!(status, 200);
    let [elsewhere] = &server.violations()[..] else { panic!("{:?}", server.violations()) };
    assert_eq!(elsewhere.kind, ViolationKind::InvalidCredential);
    assert_eq!(elsewhere.message, "the `destination` of the signature is not this server, `example.org`");
    server.clear();
    server.set_server_name("elsewhere.example.org");
    let (status, _) = raw(&server, "GET", path, &[&format!("Authorization: {header}")], "").await;
    assert_eq!((status, server.violations()), (200, vec![]));
}
