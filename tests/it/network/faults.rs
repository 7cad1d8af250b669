//! Faults of the network, which pass and are tried again where that is safe, and servers that are too slow,
//! which are not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::client_server::Client;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation, RetryPolicy};

use super::{bounded, builder, millis};
use matrix_openapi_testing::{ClosedPort, Server};

/// Counts the requests, of which not all reach a server.
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

/// Asks who it is, sends a message and creates a room, of which the last must not happen twice.
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
        // Without a connection nothing was sent, so that even a room is not made twice.
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
async fn a_server_that_is_not_there_is_asked_again() {
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
async fn a_server_that_is_too_slow_is_not_asked_again() {
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
async fn the_limits_of_the_programs_own_http_client_are_told_apart_the_same_way() {
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

/// An address that takes no more connections, and does not say so.
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
async fn a_connection_that_is_not_made_in_time_is_a_fault_of_the_network() {
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
async fn a_connection_that_is_not_made_within_the_limit_is_one_as_well() {
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
