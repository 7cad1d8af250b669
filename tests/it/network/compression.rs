//! Compressed responses: limits count the bytes after decompression.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use matrix_openapi::Error;
use matrix_openapi_testing::{Server, response};
use tokio::io::AsyncWriteExt;

use super::{bounded, builder, client};

const LIMIT: Duration = Duration::from_secs(60);

const MIB: usize = 1 << 20;

fn gzip(parts: &[&[u8]]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    parts.iter().for_each(|part| encoder.write_all(part).unwrap());
    encoder.finish().unwrap()
}

/// Returns a compressed JSON string of this many MiB, which takes a thousandth.
fn bomb(mib: usize) -> Vec<u8> {
    let spaces = vec![b' '; MIB];
    let mut parts = vec![&b"{"[..]];
    parts.extend(std::iter::repeat_n(&spaces[..], mib));
    parts.push(b"}");
    gzip(&parts)
}

async fn compressed(status: &'static str, body: Vec<u8>) -> Server {
    let headers = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")];
    Server::responding(move |_| response(status, &headers, &body)).await
}

#[tokio::test]
async fn compressed_responses_are_requested_and_read() {
    let text = format!(r#"{{"next_batch":"s","x":"{}"}}"#, "y".repeat(3 * MIB));
    let server = compressed("200 OK", gzip(&[text.as_bytes()])).await;
    let client = client(&server.url, LIMIT);
    let response = bounded(client.sync().send_response()).await.unwrap();
    assert_eq!(response.raw().json(), text);
    assert_eq!(server.take_requests()[0].header("accept-encoding"), ["gzip"]);

    let server = compressed("200 OK", gzip(&[b"some ", b"content"])).await;
    let client = super::client(&server.url, LIMIT);
    let file = bounded(client.get_content_authed("a", "b").send()).await.unwrap();
    assert_eq!(file.content_length(), None);
    assert_eq!(bounded(file.bytes()).await.unwrap(), "some content");
}

#[tokio::test]
async fn a_bomb_ends_at_the_limit_of_decompressed_bytes() {
    let body = bomb(200);
    assert!(body.len() < 2 * MIB, "{}", body.len());
    let server = compressed("200 OK", body).await;
    let error = bounded(client(&server.url, LIMIT).whoami().send()).await.unwrap_err();
    assert!(matches!(error, Error::BodyTooLarge { limit, .. } if limit == 16 * MIB), "{error:?}");

    let small = builder(&server.url, LIMIT).max_json_size(1000).build().unwrap();
    let error = bounded(small.sync().send()).await.unwrap_err();
    assert!(matches!(error, Error::BodyTooLarge { limit: 1000, .. }), "{error:?}");

    let file = bounded(client(&server.url, LIMIT).get_content_authed("a", "b").send()).await.unwrap();
    let error = bounded(file.bytes_within(MIB)).await.unwrap_err();
    assert!(matches!(error, Error::BodyTooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn the_body_of_an_error_is_bounded_after_decompression() {
    let server = compressed("403 Forbidden", bomb(200)).await;
    let error = bounded(client(&server.url, LIMIT).whoami().send()).await.unwrap_err();
    let body = &error.api().unwrap().body;
    assert_eq!(body.len(), MIB);

    let text = br#"{"errcode":"M_FORBIDDEN","error":"no"}"#;
    let server = compressed("403 Forbidden", gzip(&[text])).await;
    let error = bounded(client(&server.url, LIMIT).whoami().send()).await.unwrap_err();
    assert_eq!(error.api().unwrap().message.as_deref(), Some("no"));
}

#[tokio::test]
async fn a_bomb_without_an_end_is_cut_off() {
    // Blocks of a stream that is never finished, sent as long as the client reads.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"{").unwrap();
    for _ in 0..32 {
        encoder.write_all(&vec![b' '; MIB]).unwrap();
    }
    encoder.flush().unwrap();
    let start = encoder.get_ref().clone();
    let server = Server::handling(move |_, mut stream| {
        let start = start.clone();
        async move {
            let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(&start).await;
            // The stream has no end, so the client must decide by the part that it has.
            std::future::pending::<()>().await;
            drop(stream);
        }
    })
    .await;
    let error = bounded(client(&server.url, LIMIT).whoami().send()).await.unwrap_err();
    assert!(matches!(error, Error::BodyTooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn a_broken_compressed_response_is_an_error_and_an_empty_one_is_not() {
    let whole = gzip(&[br#"{"user_id":"@a:example.org"}"#]);
    for broken in [whole[..whole.len() / 2].to_vec(), b"not compressed at all".to_vec()] {
        let server = compressed("200 OK", broken).await;
        let error = bounded(client(&server.url, LIMIT).whoami().send()).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    }
    let server = compressed("200 OK", Vec::new()).await;
    bounded(client(&server.url, LIMIT).logout().send()).await.unwrap();
}
