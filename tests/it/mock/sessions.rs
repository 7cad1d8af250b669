//! Logins, refreshes, logouts and user-interactive authentication.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use matrix_openapi::auth::{StoredSession, Tokens, Uia};
use matrix_openapi::client_server::{Client, op, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::mock::Homeserver;
use matrix_openapi::server::Caller;
use matrix_openapi::{CallOptions, Credentials, Error};

use super::{ALICE, alice, server};

async fn logged_in(server: &Homeserver) -> Client {
    let client = Client::builder(server.url()).build().unwrap();
    let login = client.password_login("alice", "wonderland").device_id("DEVICE");
    client.log_in(login).await.unwrap().client
}

fn errcode(error: Error) -> Option<ErrorCode> {
    match error {
        Error::Api(error) => error.errcode,
        Error::Session { .. } => Some(ErrorCode::UnknownToken),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn any_user_logs_in_with_any_password_and_a_logout_ends_the_session() {
    let server = server().await;
    let client = logged_in(&server).await;
    let owner = client.whoami().await.unwrap();
    assert_eq!((owner.user_id.as_str(), owner.device_id.as_deref()), (ALICE, Some("DEVICE")));
    let token = client.session().tokens().unwrap().access_token().clone();
    client.log_out().await.unwrap();
    let late = Client::builder(server.url()).credentials(Credentials::access_token(token)).build().unwrap();
    assert_eq!(errcode(late.whoami().await.unwrap_err()), Some(ErrorCode::UnknownToken));
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn a_new_user_registers_after_the_stages_that_the_server_requires() {
    let server = server().await;
    server.on(op::Register).uia(["m.login.registration_token", "m.login.dummy"]).expect(1);
    let client = Client::builder(server.url()).build().unwrap();
    let uia = Uia::new().registration_token("token");
    let registration = client.register().username("bob".to_owned()).options(CallOptions::new().uia(uia));
    let bob = client.sign_up(registration).await.unwrap().client;
    assert_eq!(bob.whoami().await.unwrap().user_id, "@bob:example.org");
    // Without stages, with the first stage, and with both.
    assert_eq!(server.all_requests().iter().filter(|it| it.uri().path().ends_with("/register")).count(), 3);
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn a_password_is_required_and_a_client_without_it_gets_the_challenge() {
    let server = server().await;
    server.on(op::DeleteDevice).uia(["m.login.password"]);
    let client = alice(&server);
    let Error::Api(error) = client.delete_device("PHONE").await.unwrap_err() else { panic!() };
    assert_eq!(error.uia.unwrap().flows[0].stages, ["m.login.password"]);
    let uia = Uia::new().password("alice", "wonderland");
    client.delete_device("PHONE").options(CallOptions::new().uia(uia)).await.unwrap();
}

#[tokio::test]
async fn an_expired_token_is_refreshed_and_the_call_is_retried() {
    let server = server().await;
    let client = logged_in(&server).await;
    server.expire(ALICE);
    client.whoami().await.unwrap();
    let statuses = server.requests(op::Whoami);
    let statuses: Vec<_> =
        statuses.iter().filter_map(|it| it.recorded.status()).map(|it| it.as_u16()).collect();
    assert_eq!((statuses, server.requests(op::Refresh).len()), (vec![401, 200], 1));
}

#[tokio::test]
async fn a_refresh_whose_response_is_lost_is_retried_with_the_same_token() {
    let server = server().await;
    let client = logged_in(&server).await;
    server.on(op::Refresh).hang_up().once();
    server.expire(ALICE);
    assert!(client.whoami().await.unwrap_err().is_temporary());
    client.whoami().await.unwrap();
    let tokens: Vec<_> =
        server.requests(op::Refresh).into_iter().map(|it| it.request.body.refresh_token).collect();
    assert_eq!(tokens.len(), 2);
    assert!(tokens[0] == tokens[1]);
    // The next refresh uses the next token.
    server.expire(ALICE);
    client.whoami().await.unwrap();
    let last = server.requests(op::Refresh).pop().unwrap().request.body.refresh_token;
    assert!(last != tokens[0]);
}

#[tokio::test]
async fn tokens_with_a_lifetime_are_refreshed_before_they_expire() {
    let server = server().await;
    server.set_token_lifetime(Some(Duration::from_secs(1)));
    let tokens = server.tokens(ALICE);
    assert!(tokens.refresh_token().is_some());
    let client = Client::builder(server.url()).credentials(tokens).build().unwrap();
    let refreshed = async {
        while server.requests(op::Refresh).is_empty() {
            client.whoami().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(20), refreshed).await.unwrap();
    let all = server.requests(op::Whoami);
    assert!(all.iter().all(|it| it.recorded.status().is_some_and(|status| status.is_success())));
}

#[tokio::test]
async fn a_soft_logout_ends_the_session_until_the_device_logs_in_again() {
    let server = server().await;
    let client = logged_in(&server).await;
    server.soft_log_out(ALICE);
    assert_eq!(errcode(client.whoami().await.unwrap_err()), Some(ErrorCode::UnknownToken));
    let again = logged_in(&server).await;
    assert_eq!(again.whoami().await.unwrap().device_id.as_deref(), Some("DEVICE"));
    server.log_out(ALICE);
    assert_eq!(errcode(again.whoami().await.unwrap_err()), Some(ErrorCode::UnknownToken));
}

#[tokio::test]
async fn a_soft_logout_sets_its_flag_and_a_logout_does_not() {
    let server = server().await;
    let (client, is_soft) = (alice(&server), |error: Error| match error {
        Error::Api(error) => error.soft_logout,
        other => panic!("{other}"),
    });
    server.soft_log_out(ALICE);
    assert!(is_soft(client.whoami().await.unwrap_err()));
    let client = alice(&server);
    server.log_out(ALICE);
    assert!(!is_soft(client.whoami().await.unwrap_err()));
}

#[tokio::test]
async fn a_logout_of_all_devices_ends_each_session_of_the_user_and_no_other() {
    let server = server().await;
    let (one, other) = (alice(&server), alice(&server));
    let bob = Client::builder(server.url()).credentials(Credentials::access_token(server.token("@bob:b")));
    one.logout_all().await.unwrap();
    assert_eq!(errcode(other.whoami().await.unwrap_err()), Some(ErrorCode::UnknownToken));
    assert_eq!(bob.build().unwrap().whoami().await.unwrap().user_id, "@bob:b");
}

#[tokio::test]
async fn an_application_service_acts_as_its_users() {
    let server = server().await;
    server.application_service("irc", "as_token", "@irc:example.org");
    let credentials = Credentials::appservice("as_token");
    let client = Client::builder(server.url()).credentials(credentials).build().unwrap();
    assert_eq!(client.whoami().await.unwrap().user_id, "@irc:example.org");
    let options = CallOptions::new().user_id("@irc_bob:example.org");
    assert_eq!(client.whoami().options(options).await.unwrap().user_id, "@irc_bob:example.org");
    let callers: Vec<_> = server.requests(op::Whoami);
    let is_service = |caller: Option<&Caller>| matches!(caller, Some(Caller::ApplicationService { id, .. }) if id == "irc");
    assert!(callers.iter().all(|it| is_service(it.recorded.caller())), "{callers:?}");
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn a_stored_session_is_restored() {
    let server = server().await;
    let session = StoredSession::new(server.url(), ALICE.parse().unwrap(), server.tokens(ALICE));
    let client = Client::builder(server.url()).credentials(session).build().unwrap();
    assert_eq!(client.whoami().await.unwrap().user_id, ALICE);
}

#[tokio::test]
async fn many_calls_at_once_share_one_refresh() {
    let server = Arc::new(server().await);
    let client = logged_in(&server).await;
    server.expire(ALICE);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.whoami().await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().user_id, ALICE);
    }
    assert_eq!(server.requests(op::Refresh).len(), 1);
}

#[tokio::test]
async fn a_user_is_logged_in_with_tokens_of_the_test() {
    let server = server().await;
    let tokens = Tokens::new("fixed").with_refresh_token("fixed_refresh");
    server.log_in(ALICE, tokens.clone());
    let with = |tokens: Tokens| {
        Client::builder(server.url()).credentials(Credentials::from(tokens)).build().unwrap()
    };
    let client = with(tokens.clone());
    assert_eq!(client.whoami().await.unwrap().user_id, ALICE);
    server.expire(ALICE);
    // The refresh token is valid, and the session continues with new tokens.
    assert_eq!(client.whoami().await.unwrap().user_id, ALICE);
    assert_eq!(server.requests(op::Refresh).len(), 1);

    // The tokens now belong to another user.
    server.log_in("@bob:example.org", tokens.clone());
    assert_eq!(with(tokens.clone()).whoami().await.unwrap().user_id, "@bob:example.org");

    server.log_in(ALICE, Tokens::new("late").with_expiry(SystemTime::UNIX_EPOCH));
    let late = Client::builder(server.url()).credentials(Credentials::access_token("late")).build().unwrap();
    assert_eq!(errcode(late.whoami().await.unwrap_err()), Some(ErrorCode::UnknownToken));
}

#[tokio::test]
async fn an_incremental_sync_waits_no_longer_than_the_test_allows() {
    let server = server().await;
    server.set_longest_wait(Duration::ZERO);
    let client = alice(&server);
    let sync = client.sync().since("s1").timeout(Duration::from_secs(30)).send();
    tokio::time::timeout(Duration::from_secs(20), sync).await.unwrap().unwrap();
}

/// Whether the session of a client is still valid.
async fn is_logged_in(client: &Client) -> bool {
    client.whoami().await.is_ok()
}

/// Logs Alice in on this device, and returns a client of the session.
async fn on_device(server: &Homeserver, device: &str) -> Client {
    let client = Client::builder(server.url()).retries(RetryPolicy::never()).build().unwrap();
    let identifier = serde_json::json!({ "type": "m.id.user", "user": ALICE });
    let identifier: types::UserIdentifier = serde_json::from_value(identifier).unwrap();
    let body = client.login("m.login.password").device_id(device).identifier(identifier).password("pw");
    let token = body.send().await.unwrap().access_token;
    Client::builder(server.url())
        .retries(RetryPolicy::never())
        .credentials(Credentials::access_token(token))
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_operations_that_end_sessions_do_so() {
    let server = server().await;
    let all = async || {
        [on_device(&server, "A").await, on_device(&server, "B").await, on_device(&server, "C").await]
    };
    let left = async |clients: &[Client; 3]| {
        let [a, b, c] = clients;
        [is_logged_in(a).await, is_logged_in(b).await, is_logged_in(c).await]
    };
    let clients = all().await;
    clients[0].delete_device("B").send().await.unwrap();
    assert_eq!(left(&clients).await, [true, false, true]);
    let clients = all().await;
    clients[0].delete_devices(["A", "C", "D"]).send().await.unwrap();
    assert_eq!(left(&clients).await, [false, true, false]);
    let clients = all().await;
    clients[0].change_password("new").logout_devices(false).send().await.unwrap();
    assert_eq!(left(&clients).await, [true, true, true]);
    clients[0].change_password("new").send().await.unwrap();
    assert_eq!(left(&clients).await, [true, false, false]);
    let clients = all().await;
    clients[1].deactivate_account().send().await.unwrap();
    assert_eq!(left(&clients).await, [false, false, false]);
    assert_eq!(server.violations(), []);
}
