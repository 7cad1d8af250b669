//! Slow servers. The cases of a test run concurrently.

use std::time::Duration;

use matrix_openapi::media::Body;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{CallOptions, Credentials, Error, server_server};
use matrix_openapi_testing::{Server, chunks};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::log_redaction::{self, assert_discreet};
use super::{IMPATIENT, bounded, impatient};

/// Sends single bytes, so no timeout between two chunks passes, and never hangs up.
async fn drip(mut stream: TcpStream, head: &str, body: &str) {
    let _ = stream.write_all(head.as_bytes()).await;
    for byte in body.bytes().cycle() {
        tokio::time::sleep(Duration::from_millis(20)).await;
        if stream.write_all(&[byte]).await.is_err() {
            return;
        }
    }
}

async fn dripping(head: &'static str, body: &'static str) -> Server {
    Server::handling(move |_, stream| drip(stream, head, body)).await
}

const SUCCESS: &str = "HTTP/1.1 200 OK\r\n\r\n";
const SMALL: &str = "HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n";
const LARGE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n";
const REFUSAL: &str = "HTTP/1.1 403 Forbidden\r\n\r\n";
const REASON: &str = "HTTP/1.1 200 OK and all is well but for this reason, which has no end";

/// Asserts that the call timed out, or that only the status of the error response arrived in time.
fn assert_late(error: &Error) {
    let refused = error.api().is_some_and(|error| error.status == 403);
    assert!(refused || matches!(error, Error::Timeout { .. }), "{error:?}");
    assert_discreet(error);
}

async fn all(mut cases: JoinSet<()>) {
    assert!(!cases.is_empty());
    while let Some(case) = cases.join_next().await {
        case.unwrap();
    }
}

#[tokio::test]
async fn a_response_in_single_bytes_times_out() {
    let mut cases = JoinSet::new();
    for (head, body) in
        [("", REASON), ("HTTP/1.1 200 OK\r\nX: ", "x"), (SUCCESS, "[ "), (SMALL, "[ "), (LARGE, "[ ")]
    {
        cases.spawn(async move {
            let server = dripping(head, body).await;
            let error = bounded(impatient(&server.url).whoami().send()).await.unwrap_err();
            assert!(matches!(error, Error::Timeout { operation: "getTokenOwner" }), "{head}: {error:?}");
            assert_discreet(&error);
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn a_silent_server_times_out() {
    let mut cases = JoinSet::new();
    for head in ["", "HTTP/1.1 200 OK\r\n", SUCCESS, SMALL, LARGE, REFUSAL] {
        cases.spawn(async move {
            let server = Server::silent(head).await;
            assert_late(&bounded(impatient(&server.url).whoami().send()).await.unwrap_err());
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn a_slow_error_response_to_a_download_or_redirect_times_out() {
    let mut cases = JoinSet::new();
    for (head, body) in [(REFUSAL, ""), (REFUSAL, "x"), ("", ""), ("", REASON)] {
        cases.spawn(async move {
            let server =
                if body.is_empty() { Server::silent(head).await } else { dripping(head, body).await };
            let client = impatient(&server.url);
            assert_late(&bounded(client.get_content_authed("a", "b").send()).await.map(drop).unwrap_err());
            assert_late(&bounded(client.redirect_to_sso("app://x").send()).await.unwrap_err());
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn a_download_that_stops_times_out() {
    let server = Server::silent("HTTP/1.1 200 OK\r\n\r\nabc").await;
    let mut download = bounded(impatient(&server.url).get_content_authed("a", "b").send()).await.unwrap();
    assert_eq!(bounded(download.chunk()).await.unwrap().unwrap(), "abc");
    let error = bounded(download.chunk()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    assert_discreet(&error);
}

#[tokio::test]
async fn the_response_to_an_upload_times_out() {
    let mut cases = JoinSet::new();
    for (head, options) in [
        (SUCCESS, CallOptions::new()),
        (SMALL, CallOptions::new()),
        (LARGE, CallOptions::new()),
        (REFUSAL, CallOptions::new()),
        // Without a timeout of the call, the stream may take any time.
        ("", CallOptions::new().timeout(IMPATIENT)),
    ] {
        for body in ["", "[ "].into_iter().take(if head.is_empty() { 1 } else { 2 }) {
            let options = options.clone();
            cases.spawn(async move {
                let server =
                    if body.is_empty() { Server::silent(head).await } else { dripping(head, body).await };
                let stream = Body::sized_stream(3, chunks(&["abc"]));
                let client = impatient(&server.url);
                let upload = client.upload_content(stream).options(options).send();
                assert_late(&bounded(upload).await.unwrap_err());
            });
        }
    }
    all(cases).await;
}

#[tokio::test]
async fn the_parts_before_a_federation_file_time_out() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    log_redaction::start();
    let mut cases = JoinSet::new();
    for (head, body) in [(HEAD, "x"), (HEAD, "\r\n--b\r\nX: y"), (REFUSAL, "x")] {
        cases.spawn(async move {
            let server = dripping(head, body).await;
            let key = SigningKey::new("ed25519:1", &[1; 32]).unwrap();
            let client = server_server::Client::builder(&server.url)
                .timeout(IMPATIENT)
                .credentials(Credentials::federation("a.example.org", "b.example.org", key))
                .build()
                .unwrap();
            assert_late(&bounded(client.get_content("m").send()).await.unwrap_err());
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn a_long_poll_times_out_after_the_requested_wait() {
    let server = Server::silent("").await;
    let error = bounded(impatient(&server.url).sync().timeout(300).send()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "sync" }), "{error:?}");
    assert_discreet(&error);
}
