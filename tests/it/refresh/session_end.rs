//! The errors that end a session, those that do not, and the calls that still work afterwards.

use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi::{CallOptions, Credentials, Error};

use super::homeserver::{Homeserver, Store, client, events, expired, old, session_error};
use super::kind::{Kind, both_kinds};
use matrix_openapi_testing::{json_response, response};

/// Returns an error page, as proxies send it.
fn page(status: &str) -> Vec<u8> {
    response(status, &[("Content-Type", "text/html")], b"<html>no</html>")
}

async fn only_an_error_code_ends_the_session() {
    let others =
        |status| [page(status), json_response(status, "{}"), json_response(status, r#"{"errcode":7}"#)];
    for error_response in
        ["400 No", "401 No", "403 No", "404 No", "405 No", "410 Gone"].into_iter().flat_map(others)
    {
        for tokens in [old(), expired()] {
            let homeserver = Homeserver::default();
            homeserver.expire();
            *homeserver.refresh_failures.lock().unwrap() = vec![error_response.clone()];
            let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
            let client = client(&server, tokens.clone(), &store);
            let error = client.whoami().send().await.unwrap_err();
            let SessionError::Temporary(refusal) = session_error(&error) else { panic!("{error:?}") };
            assert_eq!(refusal.errcode(), None);
            assert_eq!(client.session().tokens(), Some(tokens));
            client.whoami().send().await.unwrap();
            assert_eq!(homeserver.refreshes(), 2);
        }
    }
}

/// Asserts that a client with an ended session can make unauthenticated calls only.
async fn assert_ended(client: &Client, homeserver: &Homeserver, is_expected: fn(&SessionError) -> bool) {
    homeserver.events.lock().unwrap().clear();
    let ended = |outcome: Result<(), Error>| match outcome {
        Err(Error::Session { source, .. }) => assert!(is_expected(&source), "{source:?}"),
        other => panic!("{other:?}"),
    };
    let authenticated = CallOptions::new().authenticated();
    ended(client.whoami().send().await.map(drop));
    ended(client.get_capabilities().send().await.map(drop));
    ended(client.get_versions().options(authenticated.clone()).send().await.map(drop));
    ended(client.get_login_flows().options(authenticated).send().await.map(drop));
    assert_eq!(homeserver.events(), events([]));

    client.get_versions().send().await.unwrap();
    client.get_login_flows().send().await.unwrap();
    client.whoami().options(CallOptions::new().unauthenticated()).send().await.unwrap();
    assert_eq!(homeserver.events(), events(["open", "open", "open"]));
    assert_eq!((client.session().tokens(), client.session().credential_kind()), (None, None));
}

async fn an_ended_session_can_still_make_unauthenticated_calls() {
    for tokens in [old(), expired()] {
        let homeserver = Homeserver::default();
        homeserver.expire();
        *homeserver.refresh_failures.lock().unwrap() = vec![Kind::current().refusal().0];
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, tokens, &store);
        client.whoami().send().await.unwrap_err();
        assert_ended(&client, &homeserver, |error| matches!(error, SessionError::Refused(_))).await;
    }
}

async fn forgetting_a_session_ends_it_for_all_clones() {
    let kinds: [Credentials; 4] = [
        Credentials::access_token("syt_0"),
        Credentials::access_token("syt_0").in_query(),
        expired().into(),
        Credentials::appservice("syt_0").user_id("@b:example.org").into(),
    ];
    for credentials in kinds {
        let homeserver = Homeserver::default();
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, credentials, &store);
        client.clone().session().forget();
        assert_ended(&client, &homeserver, |error| matches!(error, SessionError::LoggedOut)).await;
        assert!(store.saved.lock().unwrap().is_empty());
    }
}

both_kinds!(tokio::test: only_an_error_code_ends_the_session, an_ended_session_can_still_make_unauthenticated_calls, forgetting_a_session_ends_it_for_all_clones);
