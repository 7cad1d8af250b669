//! Faulty responses, and how our client handles them.

use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::client_server::op;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::server::ErrorResponse;
use serde_json::json;

use super::{alice, builder, patient, server};

#[tokio::test]
async fn a_connection_that_ends_before_the_response_is_a_transport_error() {
    let server = server().await;
    server.on(op::Whoami).hang_up();
    let error = alice(&server).whoami().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error}");
    let recorded = server.requests(op::Whoami);
    assert!(recorded.iter().all(|request| request.recorded.status().is_none()), "{recorded:?}");
}

#[tokio::test]
async fn a_request_has_its_effect_before_the_connection_ends_and_is_retried_with_the_same_id() {
    let server = server().await;
    let stub = server.on(op::SendMessage).hang_up().times(2);
    let content = json!({ "msgtype": "m.text", "body": "hello" });
    patient(&server).send_message("!room:example.org", "m.room.message", "txn", &content).await.unwrap();
    let ids: Vec<_> = server.requests(op::SendMessage).into_iter().map(|it| it.request.txn_id).collect();
    assert_eq!((stub.count(), ids), (2, vec!["txn".to_owned(); 3]));
}

#[tokio::test]
async fn a_truncated_body_is_never_taken_for_a_complete_one() {
    let server = server().await;
    for bytes in [0, 1, 20] {
        server.on(op::Whoami).truncate(bytes);
        let error = alice(&server).whoami().await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{bytes}: {error}");
    }
    server.on(op::Whoami).truncate(10_000);
    alice(&server).whoami().await.unwrap();
    server.on(op::Whoami).refuse(ErrorResponse::forbidden("no")).truncate(5);
    let error = alice(&server).whoami().await.unwrap_err();
    assert!(!matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn a_body_without_end_is_read_up_to_the_limit() {
    let server = server().await;
    server.on(op::Whoami).endless_body();
    let client = builder(&server).max_json_size(1 << 20).retries(RetryPolicy::never()).build().unwrap();
    let error = client.whoami().await.unwrap_err();
    assert!(error.to_string().contains("longer than the limit of 1048576 bytes"), "{error}");
}

#[tokio::test]
async fn a_client_waits_for_a_slow_body_until_its_timeout() {
    let server = server().await;
    server.on(op::Whoami).slow_body(Duration::from_millis(1));
    alice(&server).whoami().await.unwrap();
    server.on(op::Whoami).slow_body(Duration::from_millis(100));
    let limit = Duration::from_millis(400);
    let client = builder(&server).timeout(limit).retries(RetryPolicy::never()).build().unwrap();
    let error = client.whoami().await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
}

#[tokio::test]
async fn a_server_ends_with_its_connections_when_it_is_dropped() {
    let server = server().await;
    server.on(op::Whoami).after(Duration::from_secs(600));
    let client = alice(&server);
    let call = tokio::spawn(async move { client.whoami().await });
    server.wait_for(op::Whoami, 1).await;
    let url = server.url().to_owned();
    drop(server);
    assert!(matches!(call.await.unwrap().unwrap_err(), Error::Transport { .. }));
    let address = url.strip_prefix("http://").unwrap();
    tokio::net::TcpStream::connect(address).await.unwrap_err();
}
