//! Calls whose access token expires again while they wait for a retry.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::client_server::{Client, op, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::mock::{Homeserver, Sample};
use matrix_openapi::server::ErrorResponse;
use tokio::sync::{Barrier, Notify};
use tokio::task::JoinSet;

use super::{ALICE, server};

/// The number of concurrent calls.
const CALLS: usize = 16;

/// The number of rejected access tokens that one call replaces.
const MOST_REJECTED: u64 = 5;

/// Builds a client of Alice that refreshes her tokens, and retries a rate-limited call without a wait.
fn client(server: &Homeserver) -> Client {
    Client::builder(server.url())
        .credentials(server.tokens(ALICE))
        .timeout(Duration::from_secs(20))
        .retries(RetryPolicy::new(100, Duration::from_secs(1)))
        .build()
        .unwrap()
}

fn limited() -> ErrorResponse {
    ErrorResponse::limited(Duration::ZERO)
}

/// Sends a rate limit to all calls once the server has received them all, and ends their access token before that.
///
/// After this number of rounds the calls succeed.
fn expire_in_rounds(server: &Arc<Homeserver>, rounds: usize, end: fn(&Homeserver, usize)) {
    let (barrier, round) = (Arc::new(Barrier::new(CALLS)), Arc::new(AtomicUsize::new(0)));
    let ending = Arc::downgrade(server);
    server.on(op::Whoami).handle(move |_| {
        let (barrier, round, ending) = (Arc::clone(&barrier), Arc::clone(&round), ending.clone());
        async move {
            let number = round.load(Ordering::SeqCst);
            if number == rounds {
                return Ok(types::WhoamiResponse::sample());
            }
            if barrier.wait().await.is_leader() {
                end(&ending.upgrade().unwrap(), number);
                round.store(number + 1, Ordering::SeqCst);
            }
            barrier.wait().await;
            Err(limited())
        }
    });
}

async fn call_at_once(client: &Client) -> Vec<Result<(), Error>> {
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let client = client.clone();
        calls.spawn(async move { client.whoami().await.map(drop) });
    }
    tokio::time::timeout(Duration::from_secs(60), calls.join_all()).await.expect("the calls end")
}

#[tokio::test]
async fn calls_succeed_though_their_token_expires_several_times() {
    let server = Arc::new(server().await);
    let rounds = usize::try_from(MOST_REJECTED).unwrap();
    expire_in_rounds(&server, rounds, |server, _| server.expire(ALICE));
    for outcome in call_at_once(&client(&server)).await {
        outcome.unwrap();
    }
    assert_eq!(server.requests(op::Refresh).len(), rounds);
}

#[tokio::test]
async fn a_refresh_token_that_is_refused_ends_all_calls() {
    let server = Arc::new(server().await);
    let end = |server: &Homeserver, round| match round {
        0 => server.expire(ALICE),
        _ => server.soft_log_out(ALICE),
    };
    expire_in_rounds(&server, 2, end);
    let client = client(&server);
    for outcome in call_at_once(&client).await {
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Session { .. }) && error.is_final(), "{error:?}");
    }
    let requests = server.all_requests().len();
    assert!(client.whoami().await.unwrap_err().is_final());
    assert_eq!((server.requests(op::Refresh).len(), server.all_requests().len()), (2, requests));
}

#[tokio::test]
async fn a_call_uses_tokens_that_others_have_refreshed_without_its_own_refresh() {
    const EXPIRIES: u64 = 3;
    let server = server().await;
    let (asked, go_on) = (Arc::new(AtomicU64::new(0)), Arc::new(Notify::new()));
    // The rejections arrive late.
    let rejecting = {
        let (asked, go_on) = (Arc::clone(&asked), Arc::clone(&go_on));
        move |_| {
            let (number, go_on) = (asked.fetch_add(1, Ordering::SeqCst), Arc::clone(&go_on));
            async move {
                if number == EXPIRIES {
                    return Ok(types::WhoamiResponse::sample());
                }
                go_on.notified().await;
                Err(ErrorResponse::unknown_token())
            }
        }
    };
    server.on(op::Whoami).handle(rejecting);
    let client = client(&server);
    let late = tokio::spawn({
        let client = client.clone();
        async move { client.whoami().await.map(drop) }
    });
    for number in 1..=EXPIRIES {
        server.wait_for(op::Whoami, usize::try_from(number).unwrap()).await;
        server.expire(ALICE);
        client.get_capabilities().await.unwrap();
        go_on.notify_one();
    }
    tokio::time::timeout(Duration::from_secs(60), late).await.unwrap().unwrap().unwrap();
    assert_eq!(server.requests(op::Refresh).len() as u64, EXPIRIES);
}

#[tokio::test]
async fn a_call_whose_tokens_are_all_rejected_ends() {
    let server = server().await;
    let asked = AtomicU64::new(0);
    // Each token is accepted at first, so a refresh may help.
    let rejecting = server.on(op::Whoami).handle(move |_| {
        let refusal = match asked.fetch_add(1, Ordering::SeqCst) % 2 {
            0 => limited(),
            _ => ErrorResponse::unknown_token(),
        };
        async { Err::<types::WhoamiResponse, _>(refusal) }
    });
    let error = client(&server).whoami().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
    assert_eq!(server.requests(op::Refresh).len() as u64, MOST_REJECTED);
    assert_eq!(rejecting.count(), 2 * (MOST_REJECTED + 1));
}

#[tokio::test]
async fn a_new_token_that_is_rejected_at_once_is_not_refreshed() {
    let server = server().await;
    let rejecting = server.on(op::Whoami).refuse(ErrorResponse::unknown_token());
    let error = client(&server).whoami().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
    assert_eq!((server.requests(op::Refresh).len(), rejecting.count()), (1, 2));
}

#[tokio::test]
async fn a_new_token_that_expires_before_it_arrives_is_refreshed() {
    const EXPIRIES: u64 = 3;
    let server = server().await;
    let asked = AtomicU64::new(0);
    server.on(op::Whoami).handle(move |_| {
        let is_expired = asked.fetch_add(1, Ordering::SeqCst) < EXPIRIES;
        async move {
            if !is_expired {
                return Ok(types::WhoamiResponse::sample());
            }
            // The request took a long time to arrive.
            tokio::time::pause();
            tokio::time::advance(Duration::from_secs(2)).await;
            tokio::time::resume();
            Err(ErrorResponse::unknown_token())
        }
    });
    client(&server).whoami().await.unwrap();
    assert_eq!(server.requests(op::Refresh).len() as u64, EXPIRIES);
}
