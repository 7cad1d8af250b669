//! The client retries network faults if that is safe, but not timeouts. The faults are below HTTP, so their servers are sockets.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::client_server::Client;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation, RetryPolicy};

use super::{bounded, builder, millis};
use matrix_openapi_testing::{ClosedPort, Server};

/// A middleware that counts requests, including those that do not reach a server.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Counter {
    fn take(&self) -> usize {
        self.0.swap(0, Ordering::SeqCst)
    }
}

impl Middleware for Counter {
    fn handle<'a>(
        &'a self,
        _: &'static Operation,
        request: reqwest::Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(next.run(request))
    }
}

const TWICE: RetryPolicy = RetryPolicy::new(1, Duration::from_secs(5));

/// Returns the errors of three calls, each with the number of its requests. The last call, which creates a room, must
/// not be sent twice.
async fn calls(client: &Client, counter: &Counter) -> [(Error, usize); 3] {
    let content = serde_json::json!({"body": "x"});
    let asking = bounded(client.whoami().send()).await.map(drop).unwrap_err();
    let asked = counter.take();
    let sending = client.send_message("!r:b", "m.room.message", "t1", &content).send();
    let sending = bounded(sending).await.map(drop).unwrap_err();
    let sent = counter.take();
    let creating = bounded(client.create_room().send()).await.map(drop).unwrap_err();
    [(asking, asked), (sending, sent), (creating, counter.take())]
}

fn assert_of_network(outcomes: &[(Error, usize); 3]) {
    for (error, requests) in outcomes {
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        // Without a connection nothing was sent, so even the room is not created twice.
        assert_eq!(*requests, 2, "{error:?}");
    }
}

fn assert_too_slow(outcomes: &[(Error, usize); 3]) {
    for (error, requests) in outcomes {
        assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
        assert_eq!(*requests, 1, "{error:?}");
    }
}

#[tokio::test]
async fn an_unreachable_server_is_retried() {
    let port = ClosedPort::reserve();
    let counter = Counter::default();
    let client = builder(&port.url, Duration::from_secs(20))
        .retries(TWICE)
        .middleware(counter.clone())
        .build()
        .unwrap();
    assert_of_network(&calls(&client, &counter).await);
}

#[tokio::test]
async fn a_slow_server_is_not_retried() {
    let (server, counter) = (Server::silent("").await, Counter::default());
    let client =
        builder(&server.url, millis(300)).retries(TWICE).middleware(counter.clone()).build().unwrap();
    assert_too_slow(&calls(&client, &counter).await);
}

fn http(configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> reqwest::Client {
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    configure(http).build().unwrap()
}

#[tokio::test]
async fn timeouts_of_a_given_http_client_are_not_retried() {
    let (server, counter) = (Server::silent("").await, Counter::default());
    for http in [http(|http| http.timeout(millis(300))), http(|http| http.read_timeout(millis(300)))] {
        let client = builder(&server.url, Duration::from_secs(20))
            .http_client(http)
            .retries(TWICE)
            .middleware(counter.clone())
            .build()
            .unwrap();
        assert_too_slow(&calls(&client, &counter).await);
    }
}

/// Returns a listener with a full backlog, which neither accepts nor refuses further connections.
#[cfg(target_os = "linux")]
async fn full() -> (tokio::net::TcpListener, Vec<tokio::net::TcpStream>) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = tokio::time::timeout(millis(500), tokio::net::TcpStream::connect(address)).await {
        waiting.push(stream.unwrap());
        assert!(waiting.len() < 64);
    }
    (listener, waiting)
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connect_timeout_is_a_transport_error() {
    let (listener, _waiting) = full().await;
    let counter = Counter::default();
    let client = builder(&format!("http://{}", listener.local_addr().unwrap()), Duration::from_secs(20))
        .http_client(http(|http| http.connect_timeout(millis(300))))
        .retries(TWICE)
        .middleware(counter.clone())
        .build()
        .unwrap();
    assert_of_network(&calls(&client, &counter).await);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_call_timeout_while_connecting_is_a_transport_error() {
    let (listener, _waiting) = full().await;
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let client = super::client(&url, millis(800));
        calls.spawn(async move { bounded(client.whoami().send()).await.unwrap_err() });
    }
    while let Some(error) = calls.join_next().await {
        let error = error.unwrap();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    }
}
