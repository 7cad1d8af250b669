//! Errors and interruptions between the pages of a list.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use futures_core::{FusedStream, Stream};
use matrix_openapi::auth::Tokens;
use matrix_openapi::client_server::{Client, OPERATIONS};
use matrix_openapi::http::{Operation, RetryPolicy};
use matrix_openapi::{CallOptions, Error};
use matrix_openapi_testing::{Server, json_response};
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

use super::client;
use super::list_server::{item, operation, page, token};

fn threads() -> &'static Operation {
    operation(OPERATIONS, "getThreadRoots")
}

/// Returns the number of an item.
fn number(item: Option<&impl serde::Serialize>) -> Option<u64> {
    serde_json::to_value(item).unwrap().get("number").and_then(Value::as_u64)
}

/// Starts a server of three pages with two items each. The first request with the token `failing` gets an error.
async fn failing(status: &'static str, failing: &'static str) -> Server {
    let failures = AtomicUsize::new(0);
    Server::responding(move |request| {
        let token = token(threads(), request);
        if token.as_deref() == Some(failing) && failures.fetch_add(1, Ordering::SeqCst) == 0 {
            return json_response(status, r#"{"errcode":"M_UNKNOWN","retry_after_ms":1}"#);
        }
        match token.as_deref() {
            None => page(threads(), &[item(1), item(2)], Some("2")),
            Some("2") => page(threads(), &[item(3), item(4)], Some("3")),
            Some("3") => page(threads(), &[item(5), item(6)], None),
            other => panic!("{other:?}"),
        }
    })
    .await
}

#[tokio::test]
async fn an_error_ends_the_pages_and_the_token_continues_them() {
    let server = failing("400 No", "2").await;
    let client = client(&server);
    let mut pages = client.get_thread_roots("!r:example.org").pages();
    assert_eq!(pages.token(), None);
    assert!(pages.next().await.unwrap().is_some() && !pages.is_terminated());
    assert_eq!(pages.next().await.unwrap_err().api().unwrap().status.as_u16(), 400);
    assert!(pages.next().await.unwrap().is_none() && pages.is_terminated());
    assert_eq!(pages.token(), Some("2"));

    let mut pages = client.get_thread_roots("!r:example.org").from(pages.token().unwrap()).pages();
    assert_eq!(number(pages.next().await.unwrap().unwrap().chunk.first()), Some(3));
    assert!(pages.next().await.unwrap().is_some() && pages.next().await.unwrap().is_none());
}

#[tokio::test]
async fn the_token_of_items_loses_no_item() {
    let server = failing("400 No", "3").await;
    let client = client(&server);
    let mut items = client.get_thread_roots("!r:example.org").items();
    let (mut seen, mut tokens) = (Vec::new(), vec![items.token().map(str::to_owned)]);
    let error = loop {
        match items.next().await {
            Ok(item) => seen.push(number(item.as_ref()).unwrap()),
            Err(error) => break error,
        }
        tokens.push(items.token().map(str::to_owned));
    };
    assert_eq!((seen, error.api().unwrap().status.as_u16()), (vec![1, 2, 3, 4], 400));
    // In the middle of a page, it is the token of that page.
    assert_eq!(tokens, [None, None, Some("2"), Some("2"), Some("3")].map(|token| token.map(str::to_owned)));
    assert!(items.next().await.unwrap().is_none() && items.is_terminated());
    let mut rest = client.get_thread_roots("!r:example.org").from(items.token().unwrap()).items();
    assert_eq!(number(rest.next().await.unwrap().as_ref()), Some(5));
}

#[tokio::test]
async fn each_page_has_the_retries_and_the_options_of_the_call() {
    let server = failing("429 Slow", "2").await;
    let client = client(&server);
    let mut pages = client.get_thread_roots("!r:example.org").pages();
    assert!(pages.next().await.unwrap().is_some() && pages.next().await.unwrap().is_some());
    assert_eq!(server.requests().len(), 3);

    let server = failing("429 Slow", "3").await;
    let client = super::client(&server);
    let mut pages = client.get_thread_roots("!r:example.org").options(RetryPolicy::never()).pages();
    assert!(pages.next().await.unwrap().is_some() && pages.next().await.unwrap().is_some());
    assert_eq!(pages.next().await.unwrap_err().api().unwrap().status.as_u16(), 429);

    let mut anonymous =
        client.get_thread_roots("!r:example.org").options(CallOptions::new().unauthenticated()).pages();
    server.take_requests();
    assert!(anonymous.next().await.unwrap().is_some() && anonymous.next().await.unwrap().is_some());
    assert!(server.requests().iter().all(|request| request.header("authorization").is_empty()));
}

#[tokio::test]
async fn a_token_that_expires_between_pages_is_refreshed() {
    let server = Server::responding(|request| {
        if request.path().ends_with("/refresh") {
            return json_response("200 OK", r#"{"access_token":"syt_new","refresh_token":"syr_new"}"#);
        }
        match (token(threads(), request).as_deref(), &request.header("authorization")[..]) {
            (None, ["Bearer syt_old"]) => page(threads(), &[item(1)], Some("2")),
            (Some("2"), ["Bearer syt_new"]) => page(threads(), &[item(2)], None),
            _ => json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#),
        }
    })
    .await;
    let tokens = Tokens::new("syt_old").with_refresh_token("syr_old");
    let client = Client::builder(&server.url).credentials(tokens).build().unwrap();
    let mut items = client.get_thread_roots("!r:example.org").items();
    assert_eq!(number(items.next().await.unwrap().as_ref()), Some(1));
    assert_eq!(number(items.next().await.unwrap().as_ref()), Some(2));
    assert!(items.next().await.unwrap().is_none());
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn an_argument_that_cannot_be_sent_fails_the_first_page() {
    let server = Server::json("{}").await;
    let client = client(&server);
    let mut pages = client.get_thread_roots("no room").pages();
    assert!(matches!(pages.next().await, Err(Error::InvalidArgument { .. })));
    assert!(pages.next().await.unwrap().is_none() && server.requests().is_empty());
}

#[tokio::test]
async fn a_response_that_does_not_fit_ends_the_pages() {
    let server =
        Server::scripted(vec![page(threads(), &[item(1)], Some("2")), json_response("200 OK", "[]")]).await;
    let client = client(&server);
    let mut items = client.get_thread_roots("!r:example.org").items();
    assert!(items.next().await.unwrap().is_some());
    assert!(matches!(items.next().await, Err(Error::Decode(_))));
    assert_eq!((items.next().await.unwrap().is_none(), items.token()), (true, Some("2")));
}

/// Polls a future once.
async fn poll_once<F: Future>(future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| {
        Poll::Ready(match future.as_mut().poll(context) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test]
async fn a_page_whose_future_was_dropped_is_returned_by_the_next_one() {
    let permits: &'static Semaphore = Box::leak(Box::new(Semaphore::new(0)));
    let server = Server::handling(move |request, mut stream| async move {
        permits.acquire().await.unwrap().forget();
        let page = match token(threads(), &request).as_deref() {
            None => page(threads(), &[item(1)], Some("2")),
            Some(_) => page(threads(), &[item(2)], None),
        };
        let _ = stream.write_all(&page).await;
    })
    .await;
    let client = client(&server);
    let mut items = client.get_thread_roots("!r:example.org").items();
    for number in [1, 2] {
        // Dropped after a poll, and again while the server has the request.
        assert!(poll_once(items.next()).await.is_none());
        let waiting = tokio::time::timeout(Duration::from_millis(50), items.next());
        assert!(waiting.await.is_err());
        permits.add_permits(1);
        assert_eq!(self::number(items.next().await.unwrap().as_ref()), Some(number));
    }
    assert!(items.next().await.unwrap().is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn pages_and_items_are_streams_that_cross_threads() {
    fn stream<S: FusedStream + Send + Unpin>(stream: S) -> S {
        stream
    }
    let server = failing("400 No", "").await;
    let client = client(&server);
    let mut pages = stream(client.get_thread_roots("!r:example.org").pages());
    let mut items = stream(client.get_thread_roots("!r:example.org").items());
    let first = poll_fn(|context| pin!(&mut pages).poll_next(context)).await.unwrap().unwrap();
    assert_eq!(first.chunk.len(), 2);
    let mut count = 0;
    while let Some(item) = poll_fn(|context| pin!(&mut items).poll_next(context)).await {
        item.unwrap();
        count += 1;
    }
    assert_eq!(count, 6);
    assert!(!format!("{pages:?} {items:?}").contains("hidden"));
}
