//! Errors after which the loop continues, and those that end it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use matrix_openapi::Error;
use matrix_openapi::auth::Tokens;
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::sync::{MemorySyncStore, SyncPosition};
use matrix_openapi_testing::{ClosedPort, Server, json_response, response};

use super::{client, page, position, positions, saved, server_with};

#[tokio::test]
async fn temporary_errors_are_waited_for_and_no_page_is_lost_or_repeated() {
    let trouble = vec![
        json_response("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":600}"#),
        response("502 Bad Gateway", &[], b"<html>"),
        // The server is killed.
        Vec::new(),
        response("200 OK", &[], b"").drain(..12).collect(),
    ];
    let (server, store) = (server_with(trouble).await, MemorySyncStore::new());
    let (client, told) = (client(&server), Arc::new(Mutex::new(Vec::new())));
    let telling = Arc::clone(&told);
    let tell = move |error: &Error, wait| telling.lock().unwrap().push((error.to_string(), wait));
    let mut updates = client.sync().updates(store.clone()).on_retry(tell);
    for number in 1..4 {
        assert_eq!(updates.next().await.unwrap().unwrap().next_batch, format!("s{number}"));
    }
    assert_eq!((positions(&server), saved(&store).as_deref()), (vec![0, 1, 1, 1, 1, 1, 2], Some("s2")));
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 4);
    assert!(told[0].0.contains("429") && told[0].1 == Duration::from_millis(600), "{told:?}");
    for (failures, (_, wait)) in told.iter().enumerate().skip(1) {
        let most = Duration::from_millis(500 << failures);
        assert!(*wait >= most / 2 && *wait <= most, "{told:?}");
    }
}

#[tokio::test]
async fn a_server_that_starts_later_is_waited_for() {
    let port = ClosedPort::reserve();
    let client = Client::builder(&port.url).credentials(Tokens::new("syt_hidden"));
    let client = client.retries(RetryPolicy::never()).build().unwrap();
    let failed = Arc::new(tokio::sync::Notify::new());
    let telling = Arc::clone(&failed);
    let mut updates =
        client.sync().updates(MemorySyncStore::new()).on_retry(move |_, _| telling.notify_one());
    let (first, _server) = tokio::join!(updates.next(), async {
        failed.notified().await;
        Server::scripted_at(port, vec![page(1)])
    });
    assert_eq!(first.unwrap().unwrap().next_batch, "s1");
}

#[tokio::test]
async fn a_refresh_between_two_pages_changes_nothing() {
    let server = Server::responding(|request| {
        if request.path().ends_with("/refresh") {
            return json_response("200 OK", r#"{"access_token":"syt_new","refresh_token":"syr_new"}"#);
        }
        match (position(request), &request.header("authorization")[..]) {
            (0, ["Bearer syt_old"]) | (1.., ["Bearer syt_new"]) => page(position(request) + 1),
            _ => json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#),
        }
    })
    .await;
    let tokens = Tokens::new("syt_old").with_refresh_token("syr_old");
    let client = Client::builder(&server.url).credentials(tokens).build().unwrap();
    let mut updates = client.sync().updates(MemorySyncStore::new());
    for number in 1..4 {
        assert_eq!(updates.next().await.unwrap().unwrap().next_batch, format!("s{number}"));
    }
    let syncs = server.requests().into_iter().filter(|request| request.path().ends_with("/sync"));
    assert_eq!(syncs.map(|request| position(&request)).collect::<Vec<_>>(), [0, 1, 1, 2]);
}

#[tokio::test]
async fn other_errors_end_the_loop_and_the_position_stays() {
    for (status, body) in [
        ("400 No", r#"{"errcode":"M_UNKNOWN_POS"}"#),
        ("400 No", r#"{"errcode":"M_INVALID_PARAM"}"#),
        ("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN"}"#),
        ("403 No", r#"{"errcode":"M_FORBIDDEN"}"#),
        ("200 OK", "[]"),
    ] {
        let (server, store) = (server_with(vec![json_response(status, body)]).await, MemorySyncStore::new());
        let client = client(&server);
        let mut updates = client.sync().updates(store.clone());
        assert!(updates.next().await.unwrap().is_some());
        let error = updates.next().await.unwrap_err();
        assert!(!error.is_temporary(), "{error}");
        assert!(updates.next().await.unwrap().is_none());
        updates.handled().await.unwrap();
        assert_eq!((saved(&store).as_deref(), positions(&server)), (Some("s1"), vec![0, 1]), "{body}");

        // The next loop continues from there.
        let mut updates = client.sync().updates(store);
        assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s2");
    }
}

/// Returns responses of a proxy in place of a homeserver that restarts.
fn of_proxy() -> Vec<Vec<u8>> {
    vec![
        response("404 Not Found", &[], b"404 page not found"),
        json_response("403 Forbidden", "{}"),
        response("200 OK", &[("Content-Type", "text/html")], b"<html>back soon</html>"),
        response("200 OK", &[], b""),
    ]
}

#[tokio::test]
async fn a_proxy_in_place_of_the_server_is_waited_for_after_the_first_page() {
    let (server, store) = (server_with(of_proxy()).await, MemorySyncStore::new());
    let (client, told) = (client(&server), Arc::new(Mutex::new(0)));
    let telling = Arc::clone(&told);
    let mut updates = client.sync().updates(store.clone()).on_retry(move |_, wait| {
        assert!(wait <= Duration::from_secs(60));
        *telling.lock().unwrap() += 1;
    });
    for number in 1..4 {
        assert_eq!(updates.next().await.unwrap().unwrap().next_batch, format!("s{number}"));
    }
    assert_eq!((positions(&server), saved(&store).as_deref()), (vec![0, 1, 1, 1, 1, 1, 2], Some("s2")));
    assert_eq!(*told.lock().unwrap(), 4);
}

#[tokio::test]
async fn a_wrong_url_ends_the_loop_before_the_first_page() {
    for wrong in of_proxy() {
        let server = Server::responding(move |_| wrong.clone()).await;
        let client = client(&server);
        let store = MemorySyncStore::new();
        store.set_position(Some(SyncPosition::new("s1")));
        let mut updates = client.sync().updates(store);
        let error = updates.next().await.unwrap_err();
        assert!(!error.is_temporary() && updates.next().await.unwrap().is_none(), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn the_misfits_of_each_page_are_listed() {
    let odd = json_response("200 OK", r#"{"next_batch":"s2","rooms":7}"#);
    let server = server_with(vec![odd]).await;
    let client = client(&server);
    let mut updates = client.sync().updates(MemorySyncStore::new());
    assert!(updates.misfits().is_empty());
    for expected in [&[][..], &["$.rooms"], &[]] {
        updates.next().await.unwrap().unwrap();
        let paths: Vec<_> = updates.misfits().iter().map(|misfit| misfit.path.as_str()).collect();
        assert_eq!(paths, expected);
    }
}

#[tokio::test]
async fn a_session_that_has_ended_ends_the_loop() {
    let server = server_with(Vec::new()).await;
    let client = client(&server);
    let mut updates = client.sync().updates(MemorySyncStore::new());
    updates.next().await.unwrap().unwrap();
    client.session().forget();
    let error = updates.next().await.unwrap_err();
    assert!(error.is_final() && matches!(error, Error::Session { .. }), "{error}");
    assert!(updates.next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_argument_that_cannot_be_sent_ends_the_loop() {
    let server = server_with(Vec::new()).await;
    let anonymous = Client::builder(&server.url).build().unwrap();
    let start = Instant::now();
    let mut updates = anonymous.sync().updates(MemorySyncStore::new());
    assert!(matches!(updates.next().await, Err(Error::Credentials { .. })));
    assert!(updates.next().await.unwrap().is_none() && server.requests().is_empty());
    assert!(start.elapsed() < Duration::from_secs(20));
}
