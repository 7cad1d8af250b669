//! Uploads of streams: they may take as long as they get on, and end once the server stops to take them.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use matrix_openapi::media::Body;
use matrix_openapi::{CallOptions, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinSet;
use tokio::time::Sleep;

use super::{bounded, client, millis};
use matrix_openapi_testing::{ClosedPort, Server, chunks, json_response};

/// More than the buffers between a client and a server on this machine hold.
const LARGE: usize = 24 << 20;

/// How long the calls of these tests may stand still.
const SHORT: Duration = millis(400);

/// The receive buffer of servers that read slowly or not at all.
const RECEIVE_BUFFER: u32 = 1 << 16;

/// A stream that waits before each of its pieces, and counts the bytes that were taken of it.
struct Slow {
    pieces: VecDeque<Bytes>,
    pause: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
    taken: Arc<AtomicUsize>,
}

fn slow(count: usize, size: usize, pause: Duration) -> Slow {
    let pieces = vec![Bytes::from(vec![b'x'; size]); count].into();
    Slow { pieces, pause, sleep: None, taken: Arc::default() }
}

impl Stream for Slow {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.pause.is_zero() {
            let pause = self.pause;
            let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
            ready!(sleep.as_mut().poll(context));
            self.sleep = None;
        }
        let piece = self.pieces.pop_front();
        self.taken.fetch_add(piece.as_ref().map_or(0, Bytes::len), Ordering::SeqCst);
        Poll::Ready(piece.map(Ok))
    }
}

fn uploaded() -> Vec<u8> {
    json_response("200 OK", r#"{"content_uri":"mxc://example.org/a"}"#)
}

async fn all(mut cases: JoinSet<()>) {
    assert!(!cases.is_empty());
    while let Some(case) = cases.join_next().await {
        case.unwrap();
    }
}

#[tokio::test]
async fn an_upload_ends_once_the_server_takes_no_more_of_it() {
    let mut cases = JoinSet::new();
    // Nothing, not all of the head, and then somewhere within the stream.
    for read in [0, 40, 1 << 20, LARGE / 2] {
        // Small pieces, and one of which much is left when the server stops.
        for (count, size) in [(LARGE >> 14, 1 << 14), (1, LARGE)] {
            for announced in [false, true] {
                cases.spawn(async move {
                    let server = Server::accepting(RECEIVE_BUFFER, move |stream| async move {
                        let mut start = stream.take(read as u64);
                        tokio::io::copy(&mut start, &mut tokio::io::sink()).await.unwrap();
                        std::future::pending::<()>().await;
                    })
                    .await;
                    let stream = slow(count, size, Duration::ZERO);
                    let taken = Arc::clone(&stream.taken);
                    let body = match announced {
                        true => Body::sized_stream(LARGE as u64, stream),
                        false => Body::stream(stream),
                    };
                    let error =
                        bounded(client(&server.url, SHORT).upload_content(body).send()).await.unwrap_err();
                    assert!(matches!(error, Error::Timeout { operation: "uploadContent" }), "{error:?}");
                    // One piece is taken as a whole, but small ones only as the server wants them.
                    assert!(count == 1 || taken.load(Ordering::SeqCst) < LARGE);
                });
            }
        }
    }
    all(cases).await;
}

#[tokio::test]
async fn bytes_at_hand_end_with_the_limit_as_well() {
    let server = Server::accepting(RECEIVE_BUFFER, |stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    let call = client(&server.url, SHORT);
    let error = bounded(call.upload_content(vec![0; LARGE]).send()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "uploadContent" }), "{error:?}");
}

#[tokio::test]
async fn a_server_that_reads_slowly_gets_all_the_time_it_needs() {
    let mut cases = JoinSet::new();
    for (count, size) in [(LARGE >> 14, 1 << 14), (1, LARGE)] {
        cases.spawn(async move {
            // Four seconds at least, which is twice the limit.
            let server = Server::accepting(RECEIVE_BUFFER, |mut stream| async move {
                let mut part = vec![0; 1 << 16];
                let mut read = 0;
                while read < LARGE {
                    tokio::time::sleep(millis(10)).await;
                    match stream.read(&mut part).await.unwrap() {
                        0 => return,
                        length => read += length,
                    }
                }
                stream.write_all(&uploaded()).await.unwrap();
            })
            .await;
            let body = Body::sized_stream(LARGE as u64, slow(count, size, Duration::ZERO));
            let call = client(&server.url, Duration::from_secs(2));
            let answer = bounded(call.upload_content(body).send()).await.unwrap();
            assert_eq!(answer.content_uri.as_str(), "mxc://example.org/a");
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn the_program_may_be_slow_with_its_pieces() {
    let mut cases = JoinSet::new();
    for announced in [false, true] {
        cases.spawn(async move {
            let server = Server::responding(|_| uploaded()).await;
            let stream = slow(3, 5, millis(1500));
            let body = match announced {
                true => Body::sized_stream(15, stream),
                false => Body::stream(stream),
            };
            let call = client(&server.url, Duration::from_secs(1));
            bounded(call.upload_content(body).send()).await.unwrap();
            let sent = String::from_utf8(server.request().body).unwrap();
            assert_eq!(sent.matches('x').count(), 15);
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn a_piece_without_content_is_no_end() {
    let server = Server::responding(|_| uploaded()).await;
    let call = client(&server.url, Duration::from_secs(10));
    for body in [
        Body::stream(chunks(&["", "abc", "", "", "def", ""])),
        Body::sized_stream(6, chunks(&["", "abc", "", "", "def", ""])),
    ] {
        bounded(call.upload_content(body).send()).await.unwrap();
    }
    let bodies: Vec<_> =
        server.requests().into_iter().map(|request| String::from_utf8(request.body).unwrap()).collect();
    assert_eq!(bodies, ["3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", "abcdef"]);
}

#[tokio::test]
async fn a_limit_of_the_call_is_for_the_whole_stream() {
    let server = Server::responding(|_| uploaded()).await;
    let body = Body::stream(slow(1000, 1, millis(20)));
    let call = client(&server.url, Duration::from_secs(60));
    let upload = call.upload_content(body).options(CallOptions::new().timeout(SHORT)).send();
    let error = bounded(upload).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "uploadContent" }), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_never_comes_after_the_last_piece_is_not_waited_for() {
    let mut cases = JoinSet::new();
    for announced in [false, true] {
        for pause in [Duration::ZERO, millis(50)] {
            cases.spawn(async move {
                let server = Server::silent("").await;
                let stream = slow(3, 5, pause);
                let body = match announced {
                    true => Body::sized_stream(15, stream),
                    false => Body::stream(stream),
                };
                let call = client(&server.url, SHORT);
                let error = bounded(call.upload_content(body).send()).await.unwrap_err();
                assert!(matches!(error, Error::Timeout { operation: "uploadContent" }), "{error:?}");
                // The server had it all.
                server.request();
            });
        }
    }
    all(cases).await;
}

#[tokio::test]
async fn a_refusal_within_an_upload_is_the_answer() {
    let refusal = json_response("413 Too Large", r#"{"errcode":"M_TOO_LARGE"}"#);
    let server = Server::accepting(RECEIVE_BUFFER, move |mut stream| {
        let refusal = refusal.clone();
        async move {
            let mut start = vec![0; 1 << 10];
            stream.read_exact(&mut start).await.unwrap();
            stream.write_all(&refusal).await.unwrap();
            std::future::pending::<()>().await;
        }
    })
    .await;
    let body = Body::sized_stream(LARGE as u64, slow(LARGE >> 14, 1 << 14, Duration::ZERO));
    let call = client(&server.url, Duration::from_secs(10));
    let error = bounded(call.upload_content(body).send()).await.unwrap_err();
    assert_eq!(error.errcode(), Some(&matrix_openapi::error::ErrorCode::TooLarge), "{error:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_ends_an_upload_too() {
    let port = ClosedPort::reserve();
    let call = client(&port.url, SHORT);
    let error = bounded(call.upload_content(Body::stream(chunks(&["abc"]))).send()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { operation: "uploadContent", .. }), "{error:?}");
}
