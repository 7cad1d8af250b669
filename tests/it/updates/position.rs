//! When the position is saved, and the parameters of each request.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use futures_core::{FusedStream, Stream};
use matrix_openapi::sync::{MemorySyncStore, SyncPosition};
use matrix_openapi_testing::Server;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

use super::{client, page, parameter, position, positions, saved, server};

#[tokio::test]
async fn a_page_is_acknowledged_when_the_next_one_is_requested() {
    let (server, store) = (server().await, MemorySyncStore::new());
    let client = client(&server);
    let mut updates = client.sync().updates(store.clone());
    assert!(server.requests().is_empty() && updates.since().is_none());
    assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s1");
    assert_eq!((saved(&store), positions(&server)), (None, vec![0]));
    assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s2");
    assert_eq!((saved(&store).as_deref(), positions(&server)), (Some("s1"), vec![0, 1]));
    assert_eq!(updates.since(), Some("s2"));

    // The program ended in the middle of the second page, so the loop returns it again.
    drop(updates);
    let mut updates = client.sync().updates(store.clone());
    assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s2");
    assert_eq!(positions(&server), [0, 1, 1]);

    // The page was acknowledged, so the loop does not return it again.
    updates.handled().await.unwrap();
    updates.handled().await.unwrap();
    assert_eq!((saved(&store).as_deref(), positions(&server).len()), (Some("s2"), 3));
    drop(updates);
    let mut updates = client.sync().updates(store.clone());
    updates.handled().await.unwrap();
    assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s3");
    assert_eq!(positions(&server), [0, 1, 1, 2]);
}

#[tokio::test]
async fn the_loop_returns_the_token_before_each_page() {
    let (server, store) = (server().await, MemorySyncStore::new());
    let client = client(&server);
    let mut updates = client.sync().updates(store.clone());
    assert_eq!(updates.previous(), None);
    updates.next().await.unwrap().unwrap();
    assert_eq!((updates.previous(), updates.since()), (None, Some("s1")));
    updates.next().await.unwrap().unwrap();
    assert_eq!((updates.previous(), updates.since()), (Some("s1"), Some("s2")));
    updates.handled().await.unwrap();
    assert_eq!(updates.previous(), Some("s1"));
    drop(updates);

    let mut updates = client.sync().updates(store);
    assert_eq!(updates.previous(), None);
    updates.next().await.unwrap().unwrap();
    assert_eq!((updates.previous(), updates.since()), (Some("s2"), Some("s3")));
    let mut updates = client.sync().since("s7").updates(MemorySyncStore::new());
    updates.next().await.unwrap().unwrap();
    assert_eq!(updates.previous(), Some("s7"));
}

#[tokio::test]
async fn an_empty_token_starts_with_an_initial_sync() {
    let server = server().await;
    let client = client(&server);
    for (call, stored) in [(client.sync().since(""), None), (client.sync(), Some(""))] {
        let store = MemorySyncStore::new();
        store.set_position(stored.map(SyncPosition::new));
        let mut updates = call.updates(store);
        updates.next().await.unwrap().unwrap();
        assert_eq!(updates.previous(), None);
    }
    let requests = server.requests();
    assert!(requests.iter().all(|request| parameter(request, "since").is_none()), "{requests:?}");
}

#[tokio::test]
async fn every_request_has_the_filter_and_waits_for_news() {
    let server = server().await;
    let client = client(&server);
    let call = client.sync().filter("7").full_state(true).set_presence("offline");
    let mut updates = call.updates(MemorySyncStore::new());
    for _ in 0..3 {
        updates.next().await.unwrap().unwrap();
    }
    let requests = server.requests();
    let sent = |name| requests.iter().map(|request| parameter(request, name)).collect::<Vec<_>>();
    let all = |value: &str| vec![Some(value.to_owned()); 3];
    assert_eq!(sent("filter"), all("7"));
    assert_eq!(sent("set_presence"), all("offline"));
    assert_eq!(sent("timeout"), all("30000"));
    assert_eq!(sent("full_state"), [Some("true".to_owned()), None, None]);
    assert!(requests.iter().all(|request| request.header("authorization") == ["Bearer syt_hidden"]));

    let mut updates = client.sync().timeout(5).updates(MemorySyncStore::new());
    server.take_requests();
    updates.next().await.unwrap().unwrap();
    assert_eq!(parameter(&server.request(), "timeout").as_deref(), Some("5"));
}

#[tokio::test]
async fn the_store_takes_precedence_over_the_token_of_the_call() {
    let (server, store) = (server().await, MemorySyncStore::new());
    let client = client(&server);
    client.sync().since("s5").updates(store.clone()).next().await.unwrap();
    store.set_position(Some(SyncPosition::new("s9")));
    client.sync().since("s5").updates(store.clone()).next().await.unwrap();
    store.set_position(None);
    client.sync().since("").updates(store).next().await.unwrap();
    assert_eq!(positions(&server), [5, 9, 0]);
}

#[tokio::test]
async fn a_page_whose_future_was_dropped_is_returned_by_the_next_one() {
    let permits: &'static Semaphore = Box::leak(Box::new(Semaphore::new(0)));
    let server = Server::handling(move |request, mut stream| async move {
        permits.acquire().await.unwrap().forget();
        let _ = stream.write_all(&page(position(&request) + 1)).await;
    })
    .await;
    let (client, store) = (client(&server), MemorySyncStore::new());
    let mut updates = client.sync().updates(store.clone());
    for number in 1..4 {
        let polled = poll_fn(|context| Poll::Ready(pin!(updates.next()).poll(context).is_ready())).await;
        assert!(!polled);
        assert!(tokio::time::timeout(Duration::from_millis(50), updates.next()).await.is_err());
        permits.add_permits(1);
        assert_eq!(updates.next().await.unwrap().unwrap().next_batch, format!("s{number}"));
    }
    assert_eq!((positions(&server), saved(&store).as_deref()), (vec![0, 1, 2], Some("s2")));
}

#[tokio::test]
async fn a_server_that_does_not_wait_for_news_gets_fewer_requests() {
    let server = Server::responding(|_| page(1)).await;
    let client = client(&server);
    let mut updates = client.sync().updates(MemorySyncStore::new());
    let start = Instant::now();
    for _ in 0..4 {
        assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s1");
    }
    // Two waits, of at least 250 and 500 milliseconds.
    assert!(start.elapsed() >= Duration::from_millis(750));
    assert_eq!(positions(&server), [0, 1, 1, 1]);
}

#[tokio::test]
async fn the_loop_is_a_stream_that_crosses_threads() {
    fn stream<S: FusedStream + Send + Unpin>(stream: S) -> S {
        stream
    }
    let server = server().await;
    let client = client(&server);
    let mut updates = stream(client.sync().updates(MemorySyncStore::new()));
    let first = poll_fn(|context| pin!(&mut updates).poll_next(context)).await.unwrap().unwrap();
    assert_eq!((first.next_batch.as_str(), updates.is_terminated()), ("s1", false));
    assert!(!format!("{updates:?}").contains("hidden"));
}
