//! When and how often tokens are refreshed, and the calls that wait for a refresh.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use matrix_openapi::auth::{SessionStore, StoreError, StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::{ErrorCode, SessionError};
use matrix_openapi::http::BoxFuture;
use matrix_openapi::{Credentials, Error};
use matrix_openapi_testing::{Request, Server, json_response};
use tokio::sync::Notify;

use super::homeserver::{
    Homeserver, Store, client, events, expired, old, pair, session_error, session_of, until, until_async,
};
use super::kind::{Kind, both_kinds};

async fn tokens_are_refreshed_when_rejected_and_saved_before_use() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, old(), &store);
    let clone = client.clone();
    client.whoami().send().await.unwrap();
    assert_eq!(homeserver.events(), events(["used 0", "refresh", "saved 2", "used 2"]));
    // All clones share the new tokens.
    clone.whoami().send().await.unwrap();
    assert_eq!(homeserver.refreshes(), 1);
    assert_eq!((client.session().tokens(), clone.session().tokens()), (pair(2), pair(2)));
    assert_eq!(*store.saved.lock().unwrap(), [pair(2).unwrap()]);
}

async fn expired_tokens_are_refreshed_before_use() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, expired(), &store);
    client.whoami().send().await.unwrap();
    assert_eq!(homeserver.events(), events(["refresh", "saved 2", "used 2"]));
}

async fn a_refresh_request_carries_no_access_token() {
    let forms: [fn(Credentials) -> Credentials; 2] = [|credentials| credentials, Credentials::in_query];
    for form in forms {
        let homeserver = Homeserver::default();
        homeserver.expire();
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        client(&server, form(session_of(&server, old()).into()), &store).whoami().send().await.unwrap();
        let requests = server.requests();
        assert_eq!(requests[1].line, format!("POST {}", homeserver.kind.path()));
        assert!(requests[1].header("authorization").is_empty());
        assert!(!requests[1].text().contains("syt_"));
        // New tokens are sent in the same location as the old ones.
        let form = |request: &Request| (request.header("authorization").len(), request.query().len());
        let last = requests.last().unwrap();
        assert_eq!(form(&requests[0]), form(last));
        assert!(last.text().contains("syt_2"));
    }
}

async fn two_hundred_calls_refresh_once() {
    for tokens in [old(), expired()] {
        let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
        homeserver.expire();
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, tokens, &store);
        let calls: Vec<_> = (0..200)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.whoami().send().await.map(drop) })
            })
            .collect();
        until(|| homeserver.refreshes() > 0).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        homeserver.gate.as_ref().unwrap().notify_one();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(homeserver.refreshes(), 1);
        assert_eq!(store.saved.lock().unwrap().len(), 1);
        assert_eq!(homeserver.events().iter().filter(|event| *event == "used 2").count(), 200);
    }
}

async fn calls_fail_until_the_new_tokens_are_saved() {
    for tokens in [old(), expired()] {
        let homeserver = Homeserver::default();
        homeserver.expire();
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 2));
        let client = client(&server, tokens.clone(), &store);
        for _ in 0..2 {
            let error = client.whoami().send().await.unwrap_err();
            assert!(matches!(session_error(&error), SessionError::Unsaved(_)), "{error:?}");
            assert_eq!(client.session().tokens(), Some(tokens.clone()));
        }
        assert!(!homeserver.events().contains(&"used 2".to_owned()));
        client.whoami().send().await.unwrap();
        assert_eq!(homeserver.refreshes(), 1);
        assert_eq!(*store.saved.lock().unwrap(), [pair(2).unwrap(), pair(2).unwrap(), pair(2).unwrap()]);
        let events = homeserver.events();
        assert_eq!(events[events.len() - 2..], ["saved 2", "used 2"]);
    }
}

async fn a_failed_save_fails_all_waiting_calls() {
    let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 1));
    let client = client(&server, expired(), &store);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.whoami().send().await.map(drop) })
        })
        .collect();
    until(|| homeserver.refreshes() > 0).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    homeserver.gate.as_ref().unwrap().notify_one();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert!(matches!(session_error(&error), SessionError::Unsaved(_)), "{error:?}");
    }
    assert_eq!((homeserver.refreshes(), store.saved.lock().unwrap().len()), (1, 1));
}

async fn a_refused_refresh_ends_the_session() {
    for (failure, code) in Kind::current().refusals() {
        let homeserver = Homeserver::default();
        homeserver.expire();
        *homeserver.refresh_failures.lock().unwrap() = vec![failure];
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, expired(), &store);
        for _ in 0..3 {
            let error = client.whoami().send().await.unwrap_err();
            let SessionError::Refused(refusal) = session_error(&error) else { panic!("{error:?}") };
            assert_eq!(Kind::current().code(refusal).as_deref(), Some(code));
            assert!(error.is_final() && !error.is_temporary());
        }
        assert_eq!(homeserver.events(), events(["refresh"]));
        assert_eq!((client.session().tokens(), client.session().credential_kind()), (None, None));
        assert!(store.saved.lock().unwrap().is_empty());
    }
}

async fn a_failed_refresh_is_retried_by_a_later_call() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let limited = json_response("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":60000}"#);
    *homeserver.refresh_failures.lock().unwrap() =
        vec![limited, json_response("502 No", "<html>"), Vec::new()];
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, expired(), &store);
    // The last failure comes first.
    for wait in [None, None, Some(Duration::from_secs(60))] {
        let error = client.whoami().send().await.unwrap_err();
        assert!(matches!(session_error(&error), SessionError::Temporary(_)), "{error:?}");
        assert_eq!(error.retry_after(), wait, "{error:?}");
    }
    client.whoami().send().await.unwrap();
    assert_eq!(
        homeserver.events(),
        events(["refresh", "refresh", "refresh", "refresh", "saved 2", "used 2"])
    );
}

/// Makes calls until the client refreshes its tokens, which it does before they expire.
async fn call_until_refresh(client: &Client, homeserver: &Homeserver) {
    until_async(async || {
        client.whoami().send().await.unwrap();
        homeserver.refreshes() > 0
    })
    .await;
}

async fn tokens_are_refreshed_before_they_expire() {
    let homeserver = Homeserver::default();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let expiry = SystemTime::now() + Duration::from_secs(5);
    let tokens = Tokens::new("syt_0").with_refresh_token("syr_0").with_expiry(expiry);
    let client = client(&server, tokens, &store);
    call_until_refresh(&client, &homeserver).await;
    let events = homeserver.events();
    let refresh = events.iter().position(|event| event == "refresh").unwrap();
    // Until then the old token was used, and no call failed.
    assert!(refresh > 1 && events[..refresh].iter().all(|event| event == "used 0"), "{events:?}");
    assert_eq!(events[refresh..], ["refresh", "saved 1", "used 1"]);
    assert!(SystemTime::now() < expiry);
}

async fn a_failed_early_refresh_leaves_the_old_token_in_use() {
    let homeserver = Homeserver::default();
    *homeserver.refresh_failures.lock().unwrap() = vec![json_response("503 No", "{}")];
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let expiry = SystemTime::now() + Duration::from_secs(5);
    let tokens = Tokens::new("syt_0").with_refresh_token("syr_0").with_expiry(expiry);
    let client = client(&server, tokens, &store);
    call_until_refresh(&client, &homeserver).await;
    client.whoami().send().await.unwrap();
    let events = homeserver.events();
    assert!(SystemTime::now() < expiry);
    assert_eq!(events.last().unwrap(), "used 0");
    assert_eq!(homeserver.refreshes(), 1, "no second refresh until the token has expired");
    assert_eq!(events.iter().position(|event| event == "refresh").unwrap(), events.len() - 3);
    // Then the client tries again.
    until_async(async || {
        client.whoami().send().await.unwrap();
        homeserver.refreshes() > 1
    })
    .await;
    assert!(SystemTime::now() >= expiry);
    assert_eq!(homeserver.events().last().unwrap(), "used 1");
}

async fn an_aborted_call_does_not_cancel_the_refresh() {
    for tokens in [old(), expired()] {
        let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
        homeserver.expire();
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, tokens, &store);
        let call = || {
            let client = client.clone();
            tokio::spawn(async move { client.whoami().send().await.map(drop) })
        };
        let first = call();
        until(|| homeserver.refreshes() == 1).await;
        let others = [call(), call()];
        tokio::time::sleep(Duration::from_millis(50)).await;
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        homeserver.gate.as_ref().unwrap().notify_one();
        for other in others {
            other.await.unwrap().unwrap();
        }
        assert_eq!((homeserver.refreshes(), store.saved.lock().unwrap().len()), (1, 1));
    }
}

async fn a_refresh_continues_without_waiting_calls() {
    let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, expired(), &store);
    let call = client.whoami().send();
    tokio::time::timeout(Duration::from_millis(200), call).await.unwrap_err();
    homeserver.gate.as_ref().unwrap().notify_one();
    until(|| client.session().tokens() == pair(2)).await;
    client.whoami().send().await.unwrap();
    assert_eq!(homeserver.events(), events(["refresh", "saved 2", "used 2"]));
}

async fn a_logout_during_a_refresh_is_final() {
    let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, expired(), &store);
    let waiting = client.clone();
    let call = tokio::spawn(async move { waiting.whoami().send().await.map(drop) });
    until(|| homeserver.refreshes() == 1).await;
    client.session().forget();
    homeserver.gate.as_ref().unwrap().notify_one();
    for error in [call.await.unwrap().unwrap_err(), client.whoami().send().await.unwrap_err()] {
        assert!(matches!(session_error(&error), SessionError::LoggedOut), "{error:?}");
    }
    assert_eq!(client.session().tokens(), None);
    assert!(!homeserver.events().iter().any(|event| event.starts_with("used")));
}

/// A store that logs out while it saves.
#[derive(Clone, Default)]
struct LogoutStore(Arc<Mutex<Option<Client>>>);

impl SessionStore for LogoutStore {
    fn save<'a>(&'a self, _: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        self.0.lock().unwrap().take().unwrap().session().forget();
        Box::pin(async { Ok(()) })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(None) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
}

async fn tokens_that_arrive_after_a_logout_are_not_used() {
    let (homeserver, store) = (Homeserver::default(), LogoutStore::default());
    homeserver.expire();
    let server = homeserver.start().await;
    let client =
        Client::builder(&server.url).credentials(session_of(&server, expired())).session_store(store.clone());
    let client = client.build().unwrap();
    *store.0.lock().unwrap() = Some(client.clone());
    for _ in 0..2 {
        let error = client.whoami().send().await.unwrap_err();
        assert!(matches!(session_error(&error), SessionError::LoggedOut), "{error:?}");
    }
    assert_eq!((client.session().tokens(), homeserver.events()), (None, events(["refresh"])));
}

async fn credentials_without_a_refresh_token_are_not_refreshed() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let kinds = [
        Credentials::access_token("syt_0"),
        Tokens::new("syt_0").into(),
        Tokens::new("syt_0").with_expiry(SystemTime::UNIX_EPOCH).into(),
        Credentials::appservice("syt_0").into(),
    ];
    for credentials in kinds {
        let error = client(&server, credentials, &store).whoami().send().await.unwrap_err();
        assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
        assert!(error.api().unwrap().soft_logout);
    }
    let missing = json_response("401 No", r#"{"errcode":"M_MISSING_TOKEN","soft_logout":true}"#);
    let forbidden = json_response("403 No", r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#);
    let locked = json_response("401 No", r#"{"errcode":"M_USER_LOCKED","soft_logout":true}"#);
    let other = Server::scripted(vec![missing, forbidden, locked]).await;
    let client = client(&other, old(), &store);
    for _ in 0..3 {
        assert!(matches!(client.whoami().send().await.unwrap_err(), Error::Api(_)));
    }
    assert!(other.requests().iter().all(|request| request.line.ends_with("/whoami")));
    assert_eq!((homeserver.refreshes(), other.requests().len()), (0, 3));
}

async fn the_refresh_token_is_kept_if_the_response_has_none() {
    let responses = vec![
        json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#),
        json_response("200 OK", &Kind::current().tokens("syt_2", None, Some(3_600_000))),
        json_response("200 OK", r#"{"user_id":"@a:example.org","device_id":"D"}"#),
        json_response("200 OK", r#"{"user_id":"@a:example.org","device_id":"D"}"#),
    ];
    let (server, homeserver) = (Server::scripted(responses).await, Homeserver::default());
    let client = client(&server, old(), &Store::new(&homeserver, 0));
    client.whoami().send().await.unwrap();
    let tokens = client.session().tokens().unwrap();
    assert_eq!((tokens.access_token().expose(), tokens.refresh_token()), ("syt_2", old().refresh_token()));
    let left = tokens.expires_at().unwrap().duration_since(SystemTime::now()).unwrap();
    assert!((3500..=3600).contains(&left.as_secs()), "{left:?}");
}

both_kinds!(tokio::test: tokens_are_refreshed_when_rejected_and_saved_before_use, expired_tokens_are_refreshed_before_use, a_refresh_request_carries_no_access_token, calls_fail_until_the_new_tokens_are_saved, a_refused_refresh_ends_the_session, a_failed_refresh_is_retried_by_a_later_call, tokens_are_refreshed_before_they_expire, a_failed_early_refresh_leaves_the_old_token_in_use, an_aborted_call_does_not_cancel_the_refresh, a_refresh_continues_without_waiting_calls, a_logout_during_a_refresh_is_final, tokens_that_arrive_after_a_logout_are_not_used, credentials_without_a_refresh_token_are_not_refreshed, the_refresh_token_is_kept_if_the_response_has_none);

both_kinds!(tokio::test(flavor = "multi_thread"): two_hundred_calls_refresh_once, a_failed_save_fails_all_waiting_calls);
