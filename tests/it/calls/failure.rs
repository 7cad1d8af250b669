//! Calls without a response.

use std::error::Error as _;
use std::time::Duration;

use matrix_openapi::__private::Call;
use matrix_openapi::auth::Secret;
use matrix_openapi::{ClientBuilder, Error};
use matrix_openapi_testing::Server;
use serde_json::Value;

use super::{GET, OPEN, Probe, send, user};

#[tokio::test]
async fn a_broken_connection_is_a_transport_error_without_the_url() {
    let server =
        Server::scripted(vec![b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}".to_vec(), Vec::new()]).await;
    let session = user(&server);
    for _ in 0..2 {
        let mut call = Call::new(&session, &GET);
        call.query("token", &Secret::from("query_hidden"));
        let error = call.send_json::<Value>().await.unwrap_err();
        assert!(matches!(error, Error::Transport { operation: "probe", .. }), "{error:?}");
        let text = format!("{error} {error:?} {}", error.source().unwrap());
        assert!(!text.contains("hidden") && !text.contains("127.0.0.1"), "{text}");
    }
}

#[tokio::test]
async fn the_timeout_ends_a_call() {
    let server = Server::silent("").await;
    let session =
        ClientBuilder::<Probe>::new(&server.url).timeout(Duration::from_millis(50)).build().unwrap().0;
    let error = send(&session, &OPEN).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "probe" }), "{error:?}");
}
