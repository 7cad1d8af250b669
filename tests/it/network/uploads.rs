//! Uploads of streams: they may take a long time while they make progress, and time out once the server stops reading.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation};
use matrix_openapi::media::Body;
use matrix_openapi::{CallOptions, Error};
use matrix_openapi_testing::{ClosedPort, Server, chunks, json_response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinSet;
use tokio::time::Sleep;

use super::{bounded, builder, client, millis};

/// More bytes than fit into the buffers between a client and a server on loopback.
const LARGE: usize = 24 << 20;

/// The timeout of calls that are expected to time out.
const SHORT: Duration = millis(400);

/// The receive buffer of servers that read slowly or not at all.
const RECEIVE_BUFFER: u32 = 1 << 16;

/// A stream that waits before each chunk and counts the bytes that were read from it.
struct SlowStream {
    chunks: VecDeque<Bytes>,
    pause: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
    read_bytes: Arc<AtomicUsize>,
}

fn slow(count: usize, size: usize, pause: Duration) -> SlowStream {
    let chunks = vec![Bytes::from(vec![b'x'; size]); count].into();
    SlowStream { chunks, pause, sleep: None, read_bytes: Arc::default() }
}

impl Stream for SlowStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.pause.is_zero() {
            let pause = self.pause;
            let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
            ready!(sleep.as_mut().poll(context));
            self.sleep = None;
        }
        let chunk = self.chunks.pop_front();
        self.read_bytes.fetch_add(chunk.as_ref().map_or(0, Bytes::len), Ordering::SeqCst);
        Poll::Ready(chunk.map(Ok))
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
async fn an_upload_times_out_once_the_server_stops_reading() {
    let mut cases = JoinSet::new();
    // Nothing, a part of the head, and then somewhere within the stream.
    for read in [0, 40, 1 << 20, LARGE / 2] {
        // Many small chunks, and a single large one.
        for (count, size) in [(LARGE >> 14, 1 << 14), (1, LARGE)] {
            for sized in [false, true] {
                cases.spawn(async move {
                    let server = Server::accepting(RECEIVE_BUFFER, move |stream| async move {
                        let mut start = stream.take(read as u64);
                        tokio::io::copy(&mut start, &mut tokio::io::sink()).await.unwrap();
                        std::future::pending::<()>().await;
                    })
                    .await;
                    let stream = slow(count, size, Duration::ZERO);
                    let read_bytes = Arc::clone(&stream.read_bytes);
                    let body = match sized {
                        true => Body::sized_stream(LARGE as u64, stream),
                        false => Body::stream(stream),
                    };
                    let error =
                        bounded(client(&server.url, SHORT).upload_content(body).send()).await.unwrap_err();
                    assert!(matches!(error, Error::Timeout { operation: "uploadContent" }), "{error:?}");
                    // A single chunk is read at once, small ones only as the server reads.
                    assert!(count == 1 || read_bytes.load(Ordering::SeqCst) < LARGE);
                });
            }
        }
    }
    all(cases).await;
}

#[tokio::test]
async fn a_buffered_upload_times_out() {
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
async fn a_slow_reader_may_exceed_the_timeout() {
    let mut cases = JoinSet::new();
    for (count, size) in [(LARGE >> 14, 1 << 14), (1, LARGE)] {
        cases.spawn(async move {
            // At least four seconds, which is twice the timeout.
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
            let response = bounded(call.upload_content(body).send()).await.unwrap();
            assert_eq!(response.content_uri.as_str(), "mxc://example.org/a");
        });
    }
    all(cases).await;
}

#[tokio::test]
async fn a_slow_stream_may_exceed_the_timeout() {
    let mut cases = JoinSet::new();
    for sized in [false, true] {
        cases.spawn(async move {
            let server = Server::responding(|_| uploaded()).await;
            let stream = slow(3, 5, millis(1500));
            let body = match sized {
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
async fn a_timeout_of_zero_does_not_keep_the_program_from_creating_the_stream() {
    struct Waiting(Pin<Box<Sleep>>, Arc<AtomicUsize>);

    impl Stream for Waiting {
        type Item = io::Result<Bytes>;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            // Ends a loop that polls without yielding.
            if self.1.fetch_add(1, Ordering::SeqCst) > 1000 {
                return Poll::Ready(Some(Err(io::Error::other("polled without yielding"))));
            }
            self.0.as_mut().poll(context).map(|()| None)
        }
    }

    /// Reads the whole body before it sends the request.
    struct Buffering;

    impl Middleware for Buffering {
        fn handle<'a>(
            &'a self,
            _: &'static Operation,
            mut request: reqwest::Request,
            next: Next<'a>,
        ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
            Box::pin(async move {
                let mut body = request.body_mut().take().unwrap();
                while poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await.is_some() {}
                next.run(request).await
            })
        }
    }

    let server = Server::responding(|_| uploaded()).await;
    let client = builder(&server.url, Duration::ZERO).middleware(Buffering).build().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let body = Body::stream(Waiting(Box::pin(tokio::time::sleep(millis(200))), Arc::clone(&asked)));
    // The server may be as fast as the check.
    if let Err(error) = bounded(client.upload_content(body).send()).await {
        assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    }
    assert!((2..100).contains(&asked.load(Ordering::SeqCst)), "{asked:?}");
}

#[tokio::test]
async fn an_empty_chunk_does_not_end_the_stream() {
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
async fn a_timeout_of_the_call_limits_the_whole_stream() {
    let server = Server::responding(|_| uploaded()).await;
    let body = Body::stream(slow(1000, 1, millis(20)));
    let call = client(&server.url, Duration::from_secs(60));
    let upload = call.upload_content(body).options(CallOptions::new().timeout(SHORT)).send();
    let error = bounded(upload).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "uploadContent" }), "{error:?}");
}

#[tokio::test]
async fn a_missing_response_after_the_last_chunk_times_out() {
    for sized in [false, true] {
        for pause in [Duration::ZERO, millis(50)] {
            let server = Server::silent("").await;
            let stream = slow(3, 5, pause);
            let body = match sized {
                true => Body::sized_stream(15, stream),
                false => Body::stream(stream),
            };
            // Far longer than the transfer takes; then the test advances the clock beyond it.
            let limit = Duration::from_secs(60);
            let client = client(&server.url, limit);
            let call = tokio::spawn(async move { client.upload_content(body).await });
            while server.requests().is_empty() {
                assert!(!call.is_finished());
                tokio::time::sleep(millis(1)).await;
            }
            tokio::time::pause();
            tokio::time::advance(limit).await;
            let error = call.await.unwrap().unwrap_err();
            assert!(matches!(error, Error::Timeout { operation: "uploadContent" }), "{error:?}");
            tokio::time::resume();
        }
    }
}

#[tokio::test]
async fn an_error_response_during_an_upload_is_returned() {
    let error_response = json_response("413 Too Large", r#"{"errcode":"M_TOO_LARGE"}"#);
    let server = Server::accepting(RECEIVE_BUFFER, move |mut stream| {
        let error_response = error_response.clone();
        async move {
            let mut start = vec![0; 1 << 10];
            stream.read_exact(&mut start).await.unwrap();
            stream.write_all(&error_response).await.unwrap();
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
async fn an_unreachable_server_ends_an_upload() {
    let port = ClosedPort::reserve();
    let call = client(&port.url, SHORT);
    let error = bounded(call.upload_content(Body::stream(chunks(&["abc"]))).send()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { operation: "uploadContent", .. }), "{error:?}");
}
