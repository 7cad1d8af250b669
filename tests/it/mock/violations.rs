//! What in a request breaks the description.

use matrix_openapi::mock::{Homeserver, ViolationKind};
use matrix_openapi::signing::{SigningKey, x_matrix};
use serde_json::Value;

use super::{ALICE, raw, server};

/// Sends a request with the token of Alice, and returns its status and what was wrong with it.
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
async fn a_request_as_the_description_has_it_violates_nothing() {
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
    assert_eq!(message, r#"getTokenOwner: the query has "limt", the description none"#);
    let (_, _, message) = one(&server, "GET", &format!("{MESSAGES}?dir=b&form=secret"), "").await;
    assert!(message.contains("\"form\"") && message.contains("`dir`"), "{message}");
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
        assert!(message.starts_with("getRoomEvents: ") && message.contains(part), "{message}");
    }
}

#[tokio::test]
async fn a_body_with_a_defect_is_refused_and_the_place_is_named() {
    let server = server().await;
    let path = "/_matrix/client/v3/presence/@alice:example.org/status";
    for (body, part) in
        [(r#"{"status_msg": "secret"}"#, "presence"), (r#"{"presence": 7}"#, "$.presence"), ("secret", "$")]
    {
        let (status, kind, message) = one(&server, "PUT", path, body).await;
        assert_eq!((status, kind), (400, ViolationKind::InvalidBody), "{message}");
        assert!(message.starts_with("setPresence: ") && message.contains(part), "{message}");
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
            "queryKeys: the body does not fit at $: missing field `device_keys`",
        ),
        (
            "/_matrix/client/v3/keys/query",
            r#"{"device_keys": null}"#,
            "queryKeys: the body does not fit at $.device_keys",
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
    assert_eq!(message, "getTokenOwner: GET has a body, the description has none");
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
    assert_eq!(message, "uploadContent: the parameter `Content-Type` occurs more than once");
    let (status, found) = violations(&server, "POST", "/_matrix/client/v3/logout", &twice, "").await;
    let [(kind, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((status, *kind), (200, ViolationKind::RepeatedHeader));
    assert_eq!(message, "logout: the header `Content-Type` occurs twice");
}

#[tokio::test]
async fn credentials_that_are_missing_or_not_of_the_operation_are_named() {
    let server = server().await;
    let kinds = |server: &Homeserver| -> Vec<ViolationKind> {
        let kinds = server.violations().into_iter().map(|one| one.kind).collect();
        server.clear();
        kinds
    };
    let (status, _) = raw(&server, "GET", WHOAMI, &[], "").await;
    assert_eq!((status, kinds(&server)), (401, vec![ViolationKind::MissingCredential]));
    // A token that is not valid breaks no description.
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
    let (from, to) = ("there.example.org".parse().unwrap(), "here.example.org".parse().unwrap());
    let header = x_matrix(&key, &from, &to, "GET", path, None::<&[u8]>).unwrap();
    let (status, body) = raw(&server, "GET", path, &[&format!("Authorization: {header}")], "").await;
    let _: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, server.violations()), (200, vec![]));
    let requests = server.requests(matrix_openapi::server_server::op::GetEvent);
    let caller = requests[0].recorded.caller().unwrap();
    assert_eq!(caller.server_name().unwrap(), "there.example.org");
}
