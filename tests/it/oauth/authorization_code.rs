//! Logins in a browser, in one or two processes.

use matrix_openapi::Error;
use matrix_openapi::client_server::Client;
use matrix_openapi::oauth::{OAuthError, PendingAuthorization, ResponseMode};
use matrix_openapi_testing::AuthorizationServer;
use serde_json::json;
use url::Url;

use super::clients::{bot, client, oauth};

const BACK: &str = "https://example.org/back";
const APP: &str = "org.example.app:/back";

#[tokio::test]
async fn a_login_requests_the_scope_of_one_new_device_with_a_proof_key() {
    let mut devices = Vec::new();
    for (uri, mode, expected) in [
        (BACK, None, "fragment"),
        (APP, None, "query"),
        (BACK, Some(ResponseMode::Query), "query"),
        (APP, Some(ResponseMode::Fragment), "fragment"),
    ] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        let oauth = client(&server).oauth(bot().redirect_uri(uri)).await.unwrap();
        let mut start = oauth.authorization_code().redirect_uri(uri).login_hint("mxid:@a:example.org");
        if let Some(mode) = mode {
            start = start.response_mode(mode);
        }
        let login = start.create_account().start().unwrap();
        let url = Url::parse(login.url()).unwrap();
        let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let names: Vec<_> = query.iter().map(|(name, _)| name.as_str()).collect();
        let expected_names = [
            "kept",
            "response_type",
            "response_mode",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method",
            "login_hint",
            "prompt",
        ];
        assert_eq!(names, expected_names);
        assert_eq!((query[2].1.as_str(), query[10].1.as_str()), (expected, "create"));
        let device_id = login.device_id().to_owned();
        assert!(device_id.len() >= 10);
        assert_eq!(query[5].1, format!("urn:matrix:client:api:* urn:matrix:client:device:{device_id}"));
        let alice = login.finish(&authorization_server.approve(url.as_str())).await.unwrap();
        let me = alice.whoami().send().await.unwrap();
        assert_eq!(
            (me.user_id.as_str(), me.device_id.as_deref()),
            ("@a:example.org", Some(device_id.as_str()))
        );
        devices.push(device_id);
    }
    devices.dedup();
    assert_eq!(devices.len(), 4);
}

#[tokio::test]
async fn another_process_finishes_a_login() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let oauth = client(&server).oauth(bot().redirect_uri(BACK)).await.unwrap();
    let login = oauth.authorization_code().device_id("OLD").redirect_uri(BACK).start().unwrap();
    let stored = serde_json::to_string(login.pending()).unwrap();
    let callback = authorization_server.approve(login.url());
    let shown = format!("{login:?} {oauth:?}");
    drop((login, oauth));

    let pending: PendingAuthorization = serde_json::from_str(&stored).unwrap();
    let state = callback.split("state=").nth(1).unwrap();
    for text in [shown, format!("{pending:?}")] {
        assert!(!text.contains(state) && text.contains("OLD"), "{text}");
    }
    // The client sends nothing to another homeserver.
    let elsewhere = AuthorizationServer::default().start().await;
    let error = client(&elsewhere).finish_authorization(pending.clone(), &callback).await.unwrap_err();
    assert!(
        matches!(error, Error::OAuth(OAuthError::StateMismatch)) && elsewhere.requests().is_empty(),
        "{error:?}"
    );

    let alice = client(&server).finish_authorization(pending.clone(), &callback).await.unwrap();
    assert_eq!(alice.session().stored().unwrap().device_id.as_deref(), Some("OLD"));
    // A code can be used only once.
    let error = client(&server).finish_authorization(pending, &callback).await.unwrap_err();
    assert!(
        matches!(&error, Error::OAuth(OAuthError::Refused(refusal)) if refusal.code == "invalid_grant"),
        "{error:?}"
    );
    // The server's error description contains the code and its verifier.
    let form = server.requests().pop().unwrap().body;
    let verifier = url::form_urlencoded::parse(&form).find(|(name, _)| name == "code_verifier").unwrap().1;
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hidden") && !shown.contains(&*verifier) && shown.contains(" and "), "{shown}");
}

#[tokio::test]
async fn a_callback_of_another_login_sends_no_code() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let oauth = client(&server).oauth(bot().redirect_uri(BACK)).await.unwrap();
    let start = || oauth.authorization_code().redirect_uri(BACK).start().unwrap();
    let other = authorization_server.approve(start().url());
    server.take_requests();
    let error = start().finish(&other).await.unwrap_err();
    assert!(matches!(error, Error::OAuth(OAuthError::StateMismatch)), "{error:?}");
    let login = start();
    let state = Url::parse(login.url())
        .unwrap()
        .query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned();
    let denied = format!("{BACK}#error=access_denied&error_description=no&state={state}");
    assert!(matches!(login.finish(&denied).await.unwrap_err(), Error::OAuth(OAuthError::Denied)));
    for (code, is_temporary) in
        [("temporarily_unavailable", true), ("server_error", true), ("invalid_scope", false)]
    {
        let login = start();
        let url = Url::parse(login.url()).unwrap();
        let state = url.query_pairs().find(|(name, _)| name == "state").unwrap().1;
        let error = login.finish(&format!("error={code}&state={state}")).await.unwrap_err();
        assert!(
            matches!(&error, Error::OAuth(OAuthError::Refused(refusal)) if refusal.code == code),
            "{error:?}"
        );
        assert_eq!(error.is_temporary(), is_temporary, "{code}");
        assert_eq!((error.is_temporary(), error.is_final()), (is_temporary, !is_temporary), "{code}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn arguments_are_checked_before_anything_is_sent() {
    let server = AuthorizationServer::default().start().await;
    let oauth = oauth(&server).await;
    let start = || oauth.authorization_code();
    let error = start().start().unwrap_err();
    assert!(
        matches!(error, Error::OAuth(OAuthError::InvalidArgument { argument: "redirect_uri", .. })),
        "{error:?}"
    );
    for uri in ["nowhere", "https://example.org/#x"] {
        let error = start().redirect_uri(uri).start().unwrap_err();
        assert!(
            matches!(error, Error::OAuth(OAuthError::InvalidArgument { argument: "redirect_uri", .. })),
            "{error:?}"
        );
    }
    // The URI is not registered.
    let error = start().redirect_uri(BACK).start().unwrap_err();
    assert!(matches!(error, Error::OAuth(OAuthError::Unsupported(_))), "{error:?}");
    let error = start().device_id("A B").loopback().await.unwrap_err();
    assert!(
        matches!(error, Error::OAuth(OAuthError::InvalidArgument { argument: "device_id", .. })),
        "{error:?}"
    );
    let error = oauth.device_code().device_id("").await.unwrap_err();
    assert!(
        matches!(error, Error::OAuth(OAuthError::InvalidArgument { argument: "device_id", .. })),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_redirect_uri_on_loopback_is_registered_without_a_port_and_used_with_any() {
    for (registered, used) in [
        ("http://127.0.0.1/", "http://127.0.0.1:4711/"),
        ("http://localhost/back", "http://localhost:80/back"),
        ("http://[::1]/back", "http://[::1]:4711/back"),
        ("http://127.0.0.1:1/back", "http://127.0.0.1:2/back"),
    ] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        let oauth = client(&server).oauth(bot().redirect_uri(registered)).await.unwrap();
        let login = oauth.authorization_code().redirect_uri(used).start().unwrap();
        let callback = authorization_server.approve(login.url());
        assert!(callback.starts_with(&format!("{used}?")), "{callback}");
        login.finish(&callback).await.unwrap();
        for other in
            ["http://127.0.0.1:1/other", "http://127.0.0.1/back?x", "https://127.0.0.1:1/", "http://[::2]:1/"]
        {
            let error = oauth.authorization_code().redirect_uri(other).start().unwrap_err();
            assert!(
                matches!(error, Error::OAuth(OAuthError::Unsupported(_))),
                "{registered} {other}: {error:?}"
            );
        }
    }
    // For other hosts, the port is part of the URI.
    let server = AuthorizationServer::default().start().await;
    let oauth = client(&server).oauth(bot().redirect_uri(BACK)).await.unwrap();
    let error = oauth.authorization_code().redirect_uri("https://example.org:8443/back").start().unwrap_err();
    assert!(matches!(error, Error::OAuth(OAuthError::Unsupported(_))), "{error:?}");
}

#[tokio::test]
async fn a_callback_names_the_issuer_if_the_metadata_says_so() {
    for (supported, issuer, is_accepted) in [
        (false, None, true),
        (false, Some("own"), true),
        (false, Some("https://other.example.org/"), false),
        (true, Some("own"), true),
        (true, Some("https://other.example.org/"), false),
        (true, None, false),
    ] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.change(
            "/_matrix/client/v1/auth_metadata",
            json!({"authorization_response_iss_parameter_supported": supported}),
        );
        let server = authorization_server.start().await;
        let oauth = client(&server).oauth(bot().redirect_uri(BACK)).await.unwrap();
        let login = oauth.authorization_code().redirect_uri(BACK).start().unwrap();
        let mut callback = authorization_server.approve(login.url());
        let own = format!("{}/", server.url);
        if let Some(issuer) = issuer {
            let issuer = if issuer == "own" { &own } else { issuer };
            callback +=
                &url::form_urlencoded::Serializer::new("&".to_owned()).append_pair("iss", issuer).finish();
        }
        // Another process checks it too.
        let pending = serde_json::to_string(login.pending()).unwrap();
        let pending: PendingAuthorization = serde_json::from_str(&pending).unwrap();
        server.take_requests();
        match client(&server).finish_authorization(pending, &callback).await {
            Ok(_) => assert!(is_accepted, "{supported} {issuer:?}"),
            Err(Error::OAuth(OAuthError::StateMismatch)) => {
                assert!(!is_accepted && server.requests().is_empty(), "{supported} {issuer:?}");
            }
            Err(error) => panic!("{supported} {issuer:?}: {error:?}"),
        }
    }
}

#[tokio::test]
async fn a_known_client_id_needs_no_registration() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let known = oauth(&server).await.client_id().to_owned();
    server.take_requests();
    let client: Client = client(&server);
    let oauth = client.oauth_with_client_id(known).await.unwrap();
    let login = oauth.authorization_code().redirect_uri(BACK).start().unwrap();
    let callback = authorization_server.approve(login.url());
    login.finish(&callback).await.unwrap();
    assert!(server.requests().iter().all(|request| request.path() != "/oauth2/registration"));
}
