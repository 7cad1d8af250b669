//! Calls that wait for a renewal which takes its time, and calls that were on the way meanwhile.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use matrix_openapi::auth::Tokens;
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::{CallOptions, Error};
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use super::homeserver::{Homeserver, Store, client, events, expired, old, pair, session_of, until};
use matrix_openapi_testing::{Server, json_response};

const SHORT: Duration = Duration::from_millis(300);

/// The outcome, which a call that waits for ever would not have.
async fn bounded<T>(call: impl IntoFuture<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), call.into_future()).await.expect("the call ends")
}

#[tokio::test]
async fn a_call_waits_no_longer_than_its_own_limit_and_the_renewal_goes_on() {
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
        until(|| homeserver.renewals() == 1).await;
        let impatient = || client.whoami().options(CallOptions::new().timeout(SHORT)).send();
        let (first, second) = bounded(async { tokio::join!(impatient(), impatient()) }).await;
        for error in [first.unwrap_err(), second.unwrap_err()] {
            assert!(matches!(error, Error::Timeout { operation: "getTokenOwner" }), "{error:?}");
        }
        assert_eq!(client.session().tokens(), Some(tokens));
        gate.notify_one();
        bounded(patient).await.unwrap().unwrap();
        assert_eq!((homeserver.renewals(), client.session().tokens()), (1, pair(2)));
    }
}

/// A client whose calls wait for a renewal twice as long as for an answer.
fn impatient(server: &Server, tokens: Tokens, store: &Store) -> Client {
    Client::builder(&server.url)
        .credentials(session_of(server, tokens))
        .session_store(store.clone())
        .timeout(SHORT)
        .retries(RetryPolicy::never())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_store_that_takes_for_ever_holds_up_no_call_for_ever() {
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
            // What may not be safe is not used.
            assert_eq!(client.session().tokens(), Some(tokens.clone()));
        }
        gate.notify_one();
        until(|| client.session().tokens() == pair(2)).await;
        bounded(client.whoami().send()).await.unwrap();
        assert_eq!((homeserver.renewals(), store.saved.lock().unwrap().len()), (1, 1));
        assert!(!homeserver.events()[..homeserver.events().len() - 1].contains(&"used 2".to_owned()));
    }
}

#[tokio::test]
async fn an_early_renewal_that_takes_for_ever_leaves_the_old_token_in_use() {
    let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let expiry = SystemTime::now() + Duration::from_secs(5);
    let tokens = Tokens::new("syt_0").with_refresh_token("syr_0").with_expiry(expiry);
    let client = client(&server, tokens, &store);
    bounded(async {
        while homeserver.renewals() == 0 {
            client.whoami().options(CallOptions::new().timeout(SHORT)).send().await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let happened = homeserver.events();
    assert_eq!(happened[happened.len() - 2..], events(["refresh", "used 0"]));
}

/// The homeserver, whose refusals of one operation are on the way until the gate is opened.
async fn with_slow_refusals(homeserver: &Homeserver, gate: &Arc<Notify>) -> Server {
    let (homeserver, gate) = (homeserver.clone(), Arc::clone(gate));
    Server::handling(move |request, mut stream| {
        let (homeserver, gate) = (homeserver.clone(), Arc::clone(&gate));
        async move {
            let answer = homeserver.answer(&request).await;
            if request.path().ends_with("/capabilities") && answer.starts_with(b"HTTP/1.1 401") {
                gate.notified().await;
            }
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

#[tokio::test]
async fn a_call_that_failed_with_the_old_token_takes_the_one_that_came_meanwhile() {
    let (homeserver, gate) = (Homeserver::default(), Arc::new(Notify::new()));
    homeserver.expire();
    let (server, store) = (with_slow_refusals(&homeserver, &gate).await, Store::new(&homeserver, 0));
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

#[tokio::test]
async fn newer_tokens_are_good_though_an_attempt_to_renew_those_has_failed() {
    let gate = Arc::new(Notify::new());
    let homeserver = Homeserver { lifetime: Some(5000), ..Homeserver::default() };
    homeserver.expire();
    let (server, store) = (with_slow_refusals(&homeserver, &gate).await, Store::new(&homeserver, 0));
    let client = client(&server, old(), &store);
    let late = tokio::spawn({
        let client = client.clone();
        async move { client.get_capabilities().send().await.map(drop) }
    });
    until(|| homeserver.events() == events(["used 0"])).await;
    client.whoami().send().await.unwrap();
    assert_eq!(homeserver.renewals(), 1);
    *homeserver.refusals.lock().unwrap() = vec![json_response("503 No", "{}")];
    bounded(async {
        while homeserver.renewals() < 2 {
            client.whoami().send().await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    gate.notify_one();
    bounded(late).await.unwrap().unwrap();
    // They have not expired yet, so nobody asked for others.
    assert_eq!((homeserver.renewals(), homeserver.events().last().unwrap().as_str()), (2, "used 2"));
}
