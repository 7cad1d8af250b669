//! Timeouts: one for head and body of a response together, and one for each chunk of a stream.

use std::time::{Duration, SystemTime};

use matrix_openapi::Error;
use matrix_openapi::auth::Tokens;
use matrix_openapi::media::Body;
use matrix_openapi_testing::{Server, chunks, json_response};
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;

use super::{bounded, builder, client, millis};

/// Starts a server that sends its response in these parts, each after a pause.
async fn pausing(parts: Vec<(Duration, String)>) -> Server {
    Server::handling(move |_, mut stream| {
        let parts = parts.clone();
        async move {
            for (pause, part) in parts {
                tokio::time::sleep(pause).await;
                // A client whose timeout has passed hangs up.
                if stream.write_all(part.as_bytes()).await.is_err() {
                    return;
                }
            }
            let _ = stream.shutdown().await;
        }
    })
    .await
}

const ME: &str = r#"{"user_id":"@a:example.org"}"#;

/// Returns the head of a response with or without a length.
fn head(status: &str, length: Option<usize>) -> String {
    match length {
        Some(length) => format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n"),
        None => format!("HTTP/1.1 {status}\r\nConnection: close\r\n\r\n"),
    }
}

async fn all(mut cases: JoinSet<()>) {
    assert!(!cases.is_empty());
    while let Some(case) = cases.join_next().await {
        case.unwrap();
    }
}

#[tokio::test]
async fn head_and_body_share_one_timeout() {
    let mut cases = JoinSet::new();
    // A length that is read in one piece, one that is not, and an unknown one.
    for (length, body) in [
        (Some(ME.len()), ME.to_owned()),
        (Some(ME.len() + 100_000), ME.to_owned() + &" ".repeat(100_000)),
        (None, ME.to_owned()),
    ] {
        cases.spawn(async move {
            // Neither of the two parts alone takes longer than the timeout.
            let server = pausing(vec![(millis(700), head("200 OK", length)), (millis(900), body)]).await;
            let error = bounded(client(&server.url, millis(1000)).whoami().send()).await.unwrap_err();
            assert!(matches!(error, Error::Timeout { operation: "getTokenOwner" }), "{error:?}");
            bounded(client(&server.url, millis(20_000)).whoami().send()).await.unwrap();
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn head_and_body_of_an_error_response_share_one_timeout() {
    let text = r#"{"errcode":"M_FORBIDDEN"}"#;
    let server =
        pausing(vec![(millis(700), head("403 No", Some(text.len()))), (millis(900), text.to_owned())]).await;
    let error = bounded(client(&server.url, millis(1000)).whoami().send()).await.unwrap_err();
    let refusal = error.api().unwrap();
    assert_eq!((refusal.status.as_u16(), refusal.body.len()), (403, 0));
    let error = bounded(client(&server.url, millis(20_000)).whoami().send()).await.unwrap_err();
    assert_eq!(error.api().unwrap().text(), text);
}

#[tokio::test]
async fn a_download_may_take_long_while_chunks_arrive() {
    let mut parts = vec![(Duration::ZERO, head("200 OK", Some(12)))];
    parts.extend(vec![(millis(500), "ab".to_owned()); 6]);
    let server = pausing(parts).await;
    let download = bounded(client(&server.url, millis(2000)).get_content_authed("a", "b").send()).await;
    assert_eq!(bounded(download.unwrap().bytes()).await.unwrap(), "abababababab");
}

#[tokio::test]
async fn a_long_poll_extends_the_timeout() {
    let mut cases = JoinSet::new();
    for (first, second) in [(millis(1000), Duration::ZERO), (Duration::ZERO, millis(1000))] {
        cases.spawn(async move {
            let body = r#"{"next_batch":"s"}"#.to_owned();
            let server = pausing(vec![(first, head("200 OK", Some(body.len()))), (second, body)]).await;
            let client = client(&server.url, millis(400));
            let response = bounded(client.sync().timeout(10_000).send()).await.unwrap();
            assert_eq!(response.next_batch, "s");
            // Without the long poll the timeout of the client applies.
            let error = bounded(client.sync().send()).await.unwrap_err();
            assert!(matches!(error, Error::Timeout { operation: "sync" }), "{error:?}");
        });
        cases.spawn(async move {
            let body = "file".to_owned();
            let server = pausing(vec![(first, head("200 OK", Some(4))), (second, body)]).await;
            let client = client(&server.url, millis(400));
            let file = bounded(client.get_content_authed("a", "b").timeout_ms(10_000).send()).await.unwrap();
            assert_eq!(bounded(file.bytes()).await.unwrap(), "file");
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn any_timeout_is_accepted() {
    let body =
        r#"{"user_id":"@a:example.org","next_batch":"s","content_uri":"mxc://a/b","access_token":"t"}"#;
    let server = Server::responding(move |_| json_response("200 OK", body)).await;
    let tokens = Tokens::new("syt_0").with_refresh_token("syr_0").with_expiry(SystemTime::UNIX_EPOCH);
    let client = builder(&server.url, Duration::MAX).credentials(tokens).build().unwrap();
    bounded(client.whoami().send()).await.unwrap();
    for timeout in [i64::MAX, 0, -1] {
        bounded(client.sync().timeout(timeout).send()).await.unwrap();
    }
    bounded(client.upload_content(Body::stream(chunks(&["abc"]))).send()).await.unwrap();
    let file = bounded(client.get_content_authed("a", "b").timeout_ms(i64::MAX).send()).await.unwrap();
    assert_eq!(bounded(file.bytes()).await.unwrap(), body);
}
