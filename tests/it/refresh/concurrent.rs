//! Calls that wait for a slow refresh, and calls that are in flight meanwhile.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use matrix_openapi::auth::Tokens;
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::{CallOptions, Error};
use matrix_openapi_testing::{Server, json_response};
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use super::homeserver::{Homeserver, Store, client, events, expired, old, pair, session_of, until};
use super::kind::both_kinds;

const SHORT: Duration = Duration::from_millis(300);

/// Waits for the outcome of a call and fails if it hangs.
async fn bounded<T>(call: impl IntoFuture<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), call.into_future()).await.expect("the call ends")
}

async fn a_call_waits_no_longer_than_its_timeout_and_the_refresh_continues() {
    for tokens in [old(), expired()] {
        let gate = Arc::new(Notify::new());
        let homeserver = Homeserver { gate: Some(Arc::clone(&gate)), ..Homeserver::default() };
        homeserver.expire();
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, tokens.clone(), &store);
        let patient = tokio::spawn({
            let client = client.clone();
            async move { client.whoami().send().await.map(drop) }
        });
        until(|| homeserver.refreshes() == 1).await;
        let impatient = || client.whoami().options(CallOptions::new().timeout(SHORT)).send();
        let (first, second) = bounded(async { tokio::join!(impatient(), impatient()) }).await;
        for error in [first.unwrap_err(), second.unwrap_err()] {
            assert!(matches!(error, Error::Timeout { operation: "getTokenOwner" }), "{error:?}");
        }
        assert_eq!(client.session().tokens(), Some(tokens));
        gate.notify_one();
        bounded(patient).await.unwrap().unwrap();
        assert_eq!((homeserver.refreshes(), client.session().tokens()), (1, pair(2)));
    }
}

/// Builds a client with a short timeout; a refresh may take twice as long.
fn impatient(server: &Server, tokens: Tokens, store: &Store) -> Client {
    Client::builder(&server.url)
        .credentials(session_of(server, tokens))
        .session_store(store.clone())
        .timeout(SHORT)
        .retries(RetryPolicy::never())
        .build()
        .unwrap()
}

async fn a_stuck_store_does_not_block_calls() {
    for tokens in [old(), expired()] {
        let homeserver = Homeserver::default();
        homeserver.expire();
        let gate = Arc::new(Notify::new());
        let store = Store { gate: Some(Arc::clone(&gate)), ..Store::new(&homeserver, 0) };
        let server = homeserver.start().await;
        let client = impatient(&server, tokens.clone(), &store);
        for _ in 0..2 {
            let error = bounded(client.whoami().send()).await.unwrap_err();
            assert!(matches!(error, Error::Timeout { operation: "getTokenOwner" }), "{error:?}");
            // Tokens that may not be saved are not used.
            assert_eq!(client.session().tokens(), Some(tokens.clone()));
        }
        gate.notify_one();
        until(|| client.session().tokens() == pair(2)).await;
        bounded(client.whoami().send()).await.unwrap();
        assert_eq!((homeserver.refreshes(), store.saved.lock().unwrap().len()), (1, 1));
        assert!(!homeserver.events()[..homeserver.events().len() - 1].contains(&"used 2".to_owned()));
    }
}

async fn a_stuck_early_refresh_leaves_the_old_token_in_use() {
    let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let expiry = SystemTime::now() + Duration::from_secs(5);
    let tokens = Tokens::new("syt_0").with_refresh_token("syr_0").with_expiry(expiry);
    let client = client(&server, tokens, &store);
    bounded(async {
        while homeserver.refreshes() == 0 {
            client.whoami().options(CallOptions::new().timeout(SHORT)).send().await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let happened = homeserver.events();
    assert_eq!(happened[happened.len() - 2..], events(["refresh", "used 0"]));
}

/// Starts a homeserver that delays its rejections of one operation until the gate is opened.
async fn with_slow_rejections(homeserver: &Homeserver, gate: &Arc<Notify>) -> Server {
    let (homeserver, gate) = (homeserver.clone(), Arc::clone(gate));
    Server::handling(move |request, mut stream| {
        let (homeserver, gate) = (homeserver.clone(), Arc::clone(&gate));
        async move {
            let response = homeserver.respond(&request).await;
            if request.path().ends_with("/capabilities") && response.starts_with(b"HTTP/1.1 401") {
                gate.notified().await;
            }
            let _ = stream.write_all(&response).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

async fn a_call_rejected_with_the_old_token_uses_the_one_refreshed_meanwhile() {
    let (homeserver, gate) = (Homeserver::default(), Arc::new(Notify::new()));
    homeserver.expire();
    let (server, store) = (with_slow_rejections(&homeserver, &gate).await, Store::new(&homeserver, 0));
    let client = client(&server, old(), &store);
    let late = tokio::spawn({
        let client = client.clone();
        async move { client.get_capabilities().send().await.map(drop) }
    });
    until(|| homeserver.events() == events(["used 0"])).await;
    client.whoami().send().await.unwrap();
    assert!(!late.is_finished());
    gate.notify_one();
    bounded(late).await.unwrap().unwrap();
    assert_eq!(homeserver.events(), events(["used 0", "used 0", "refresh", "saved 2", "used 2", "used 2"]));
}

async fn a_failed_early_refresh_leaves_the_newer_token_in_use() {
    let gate = Arc::new(Notify::new());
    let homeserver = Homeserver { lifetime: Some(5000), ..Homeserver::default() };
    homeserver.expire();
    let (server, store) = (with_slow_rejections(&homeserver, &gate).await, Store::new(&homeserver, 0));
    let client = client(&server, old(), &store);
    let late = tokio::spawn({
        let client = client.clone();
        async move { client.get_capabilities().send().await.map(drop) }
    });
    until(|| homeserver.events() == events(["used 0"])).await;
    client.whoami().send().await.unwrap();
    assert_eq!(homeserver.refreshes(), 1);
    *homeserver.refresh_failures.lock().unwrap() = vec![json_response("503 No", "{}")];
    bounded(async {
        while homeserver.refreshes() < 2 {
            client.whoami().send().await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    gate.notify_one();
    bounded(late).await.unwrap().unwrap();
    // The tokens have not expired yet, so no refresh was needed.
    assert_eq!((homeserver.refreshes(), homeserver.events().last().unwrap().as_str()), (2, "used 2"));
}

both_kinds!(tokio::test: a_call_waits_no_longer_than_its_timeout_and_the_refresh_continues, a_stuck_store_does_not_block_calls, a_stuck_early_refresh_leaves_the_old_token_in_use, a_call_rejected_with_the_old_token_uses_the_one_refreshed_meanwhile, a_failed_early_refresh_leaves_the_newer_token_in_use);
