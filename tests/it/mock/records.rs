//! The received requests.

use std::sync::{Arc, Mutex};

use matrix_openapi::client_server::op;
use matrix_openapi::mock::ViolationKind;
use matrix_openapi::server::Caller;
use matrix_openapi::server::http::Method;
use serde_json::json;

use super::{ALICE, alice, raw, server};

#[tokio::test]
async fn requests_are_kept_in_order_with_all_their_parts() {
    let server = server().await;
    let client = alice(&server);
    for number in ["1", "2"] {
        let content = json!({ "body": number });
        client.send_message("!room:example.org", "m.room.message", number, &content).await.unwrap();
    }
    client.whoami().await.unwrap();
    let sent = server.requests(op::SendMessage);
    assert_eq!(sent.iter().map(|it| it.request.txn_id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(sent[0].request.room_id, "!room:example.org");
    assert_eq!(sent[1].request.body.json(), r#"{"body":"2"}"#);
    let recorded = &sent[0].recorded;
    assert_eq!(recorded.operation().unwrap().id, "sendMessage");
    assert_eq!((recorded.method(), recorded.status().unwrap().as_u16()), (&Method::PUT, 200));
    assert_eq!(recorded.headers()["content-type"], "application/json");
    assert_eq!(recorded.body(), r#"{"body":"1"}"#);
    assert!(matches!(recorded.caller().unwrap(), Caller::User { user_id, .. } if *user_id == ALICE));
    assert!(recorded.received_at() <= sent[1].recorded.received_at());
    assert_eq!(server.all_requests().len(), 3);
    server.clear();
    assert!(server.all_requests().is_empty());
}

#[tokio::test]
async fn a_request_that_does_not_fit_is_listed_only_among_all_requests() {
    let server = server().await;
    raw(&server, "PUT", "/_matrix/client/v3/presence/@a:b/status", &["Authorization: Bearer x"], "1").await;
    raw(&server, "GET", "/unknown", &[], "").await;
    assert!(server.requests(op::SetPresence).is_empty());
    let all = server.all_requests();
    assert_eq!(all.iter().map(|it| it.operation().is_some()).collect::<Vec<_>>(), [true, false]);
    assert_eq!(all[1].uri(), "/unknown");
}

#[tokio::test]
async fn a_function_receives_each_request_and_its_violations() {
    let server = server().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    server.watch(move |request, violations| {
        let kinds: Vec<_> = violations.iter().map(|violation| violation.kind).collect();
        log.lock().unwrap().push((request.status().map(|status| status.as_u16()), kinds));
    });
    alice(&server).whoami().await.unwrap();
    raw(&server, "GET", "/unknown", &[], "").await;
    assert_eq!(*seen.lock().unwrap(), [(Some(200), vec![]), (Some(404), vec![ViolationKind::UnknownPath])]);
}

#[tokio::test]
async fn a_test_waits_for_later_requests() {
    let server = server().await;
    let client = alice(&server);
    let (requests, _) = tokio::join!(server.wait_for(op::Whoami, 2), async {
        client.whoami().await.unwrap();
        client.whoami().await.unwrap();
    });
    assert_eq!(requests.len(), 2);
}

#[tokio::test]
async fn printed_values_contain_no_secret() {
    let server = server().await;
    let client = matrix_openapi::client_server::Client::builder(server.url()).build().unwrap();
    let client = client.log_in(client.password_login("alice", "hidden_password")).await.unwrap().client;
    server.application_service("irc", "hidden_token", "@irc:example.org");
    let query = "/_matrix/client/v3/account/whoami?access_token=hidden_token&limit=hidden";
    raw(&server, "GET", query, &[], "hidden").await;
    client.whoami().await.unwrap();
    let token = client.session().tokens().unwrap();
    let stub = server.on(op::Login);
    let printed = format!(
        "{server:?} {stub:?} {:?} {:?} {:?} {:?}",
        server.all_requests(),
        server.requests(op::Login),
        server.requests(op::Whoami),
        server.violations()
    );
    assert!(printed.contains("\"login\"") && printed.contains("getTokenOwner"), "{printed}");
    assert!(!printed.contains("hidden") && !printed.contains(token.access_token().expose()), "{printed}");
}

#[tokio::test]
async fn waiting_counts_requests_that_are_no_longer_kept() {
    let server = server().await;
    server.keep_requests(2);
    let client = super::alice(&server);
    for _ in 0..3 {
        client.whoami().await.unwrap();
    }
    // All requests have arrived, but the server keeps fewer.
    assert_eq!(server.wait_for(op::Whoami, 3).await.len(), 2);
    server.clear();
    let (requests, called) = tokio::join!(server.wait_for(op::Whoami, 1), client.whoami());
    called.unwrap();
    assert_eq!(requests.len(), 1);
}
