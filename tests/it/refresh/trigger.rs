//! The calls that refresh tokens: those that send them, and no others.

use matrix_openapi::auth::CredentialKind;
use matrix_openapi::media::Body;
use matrix_openapi::{CallOptions, Error};

use super::homeserver::{Homeserver, Store, client, events, expired, old, pair};
use super::kind::both_kinds;
use matrix_openapi_testing::{chunks, json_response};

async fn an_unauthenticated_call_does_not_refresh() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, expired(), &store);
    let unauthenticated = || CallOptions::new().unauthenticated();
    client.get_login_flows().send().await.unwrap();
    client.whoami().options(unauthenticated()).send().await.unwrap();
    client.get_versions().options(unauthenticated()).send().await.unwrap();
    assert_eq!(homeserver.events(), events(["open", "open", "open"]));
    assert_eq!(client.session().tokens(), Some(expired()));
    // An authenticated call refreshes, although the operation does not need a token.
    client.get_login_flows().options(CallOptions::new().authenticated()).send().await.unwrap();
    assert_eq!(homeserver.events()[3..], events(["refresh", "saved 2", "used 2"]));
}

async fn a_call_that_is_not_sent_does_not_refresh() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, expired(), &store);
    for _ in 0..2 {
        // This operation is for application services.
        let error = client.ping_appservice("irc").send().await.unwrap_err();
        let kind = CredentialKind::AccessToken;
        assert!(matches!(error, Error::Credentials { held: Some(held), .. } if held == kind), "{error:?}");
    }
    // A path cannot contain this segment.
    let error = client.get_device(".").send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    assert_eq!((homeserver.events(), client.session().tokens()), (events([]), Some(expired())));
}

async fn a_call_with_a_forbidden_user_does_not_refresh() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, expired(), &store);
    // A user cannot act as another one.
    let options = CallOptions::new().user_id("@b:example.org");
    let error = client.whoami().options(options).send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    assert_eq!((homeserver.events(), client.session().tokens()), (events([]), Some(expired())));
}

async fn an_optional_token_is_refreshed() {
    for tokens in [old(), expired()] {
        let homeserver = Homeserver::default();
        homeserver.expire();
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, tokens, &store);
        client.get_versions().send().await.unwrap();
        let happened = homeserver.events();
        assert_eq!(happened[happened.len() - 3..], events(["refresh", "saved 2", "used 2"]));
    }
}

async fn a_stream_is_not_sent_again_but_its_rejection_refreshes() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, old(), &store);
    let error = client.upload_content(Body::stream(chunks(&["abc", "def"]))).send().await.unwrap_err();
    assert!(matches!(error, Error::StreamSent { .. }) && error.is_temporary(), "{error:?}");
    assert_eq!(homeserver.events(), events(["used 0", "refresh", "saved 2"]));
    assert_eq!(client.session().tokens(), pair(2));
    client.upload_content(Body::sized_stream(6, chunks(&["abc", "def"]))).send().await.unwrap();
    assert_eq!(homeserver.events()[3..], events(["used 2"]));
}

async fn a_rejected_stream_returns_the_error_of_the_refresh() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let unavailable = json_response("503 No", "{}");
    *homeserver.refresh_failures.lock().unwrap() = vec![unavailable];
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, old(), &store);
    let error = client.upload_content(Body::stream(chunks(&["abc"]))).send().await.unwrap_err();
    assert!(matches!(error, Error::Session { .. }) && error.is_temporary(), "{error:?}");
    assert_eq!(homeserver.events(), events(["used 0", "refresh"]));
    client.whoami().send().await.unwrap();
    assert_eq!(homeserver.events()[2..], events(["used 0", "refresh", "saved 2", "used 2"]));
}

both_kinds!(tokio::test: an_unauthenticated_call_does_not_refresh, a_call_that_is_not_sent_does_not_refresh, a_call_with_a_forbidden_user_does_not_refresh, an_optional_token_is_refreshed, a_stream_is_not_sent_again_but_its_rejection_refreshes, a_rejected_stream_returns_the_error_of_the_refresh);
