//! Options that override the client for one call: whether to authenticate, and which user to act as.

use matrix_openapi::auth::{CredentialKind, Scheme};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::Operation;
use matrix_openapi::id::UserId;
use matrix_openapi::{CallOptions, Credentials, Error};

use super::credential_matrix::{self, APPSERVICE, BOB, DEVICE, HOMESERVER, USER};
use matrix_openapi_testing::{Request, Server, json_response};

const CAROL: &str = "@_irc_carol:example.org";

/// Starts a server with a response that fits every call of these tests.
async fn server() -> Server {
    let body = r#"{"user_id":"@a:example.org","access_token":"a","device_id":"D","duration_ms":1,"event_id":"$e",
        "versions":[],"flows":[]}"#;
    Server::responding(|_| json_response("200 OK", body)).await
}

fn client(server: &Server, credentials: impl Into<Credentials>) -> Client {
    Client::builder(&server.url).credentials(credentials).build().unwrap()
}

fn bridge() -> matrix_openapi::auth::AppserviceCredentials {
    Credentials::appservice(APPSERVICE)
}

fn acting() -> matrix_openapi::auth::AppserviceCredentials {
    bridge().user_id(BOB).device_id(DEVICE)
}

fn only(server: &Server) -> Request {
    let mut requests = server.take_requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

/// Returns the `Authorization` header, the user and the device of the only request, and asserts that no secret is
/// anywhere else in it.
fn sent(server: &Server) -> (String, String, String) {
    let request = only(server);
    let value = |name: &str| -> String {
        request.query().into_iter().filter(|(key, _)| key == name).map(|(_, value)| value).collect()
    };
    assert_eq!(value("access_token"), "");
    let token = request.header("authorization").concat();
    let mut rest = request.clone();
    rest.headers.retain(|(name, _)| name != "authorization");
    let text = rest.text();
    assert!(credential_matrix::secrets().iter().all(|secret| !text.contains(secret)), "{text}");
    (token, value("user_id"), value("device_id"))
}

fn bearer(token: &str, user_id: &str, device_id: &str) -> (String, String, String) {
    (format!("Bearer {token}"), user_id.to_owned(), device_id.to_owned())
}

fn nothing() -> (String, String, String) {
    Default::default()
}

#[tokio::test]
async fn an_application_service_registers_and_logs_in_with_its_own_token() {
    let server = server().await;
    for credentials in [acting(), acting().in_query()] {
        let client = client(&server, credentials);
        let options = || CallOptions::new().authenticated();
        client.register().username("_irc_bob").options(options()).send().await.unwrap();
        assert_eq!(sent(&server), bearer(APPSERVICE, "", ""));
        client.login("m.login.application_service").options(options()).send().await.unwrap();
        assert_eq!(sent(&server), bearer(APPSERVICE, "", ""));

        client.register().username("_irc_bob").send().await.unwrap();
        assert_eq!(sent(&server), nothing());
        client.login("m.login.application_service").send().await.unwrap();
        assert_eq!(sent(&server), nothing());
    }
    client(&server, Credentials::access_token(USER))
        .login("m.login.password")
        .options(CallOptions::new().authenticated())
        .send()
        .await
        .unwrap();
    assert_eq!(sent(&server), bearer(USER, "", ""));
}

#[tokio::test]
async fn an_unauthenticated_call_sends_no_credential() {
    let server = server().await;
    for credentials in
        [acting().into(), acting().in_query().into(), Credentials::access_token(USER).in_query()]
    {
        let client = client(&server, credentials);
        let options = || CallOptions::new().unauthenticated();
        client.whoami().options(options()).send().await.unwrap();
        assert_eq!(sent(&server), nothing());
        client.get_versions().options(options()).send().await.unwrap();
        assert_eq!(sent(&server), nothing());
        client.ping_appservice("irc").options(options()).send().await.unwrap();
        assert_eq!(sent(&server), nothing());
    }
}

#[tokio::test]
async fn an_authenticated_call_needs_a_credential() {
    let server = server().await;
    let anonymous = Client::builder(&server.url).build().unwrap();
    let options = || CallOptions::new().authenticated();
    let register = anonymous.register().options(options()).send().await.unwrap_err();
    let accepts = [Scheme::AppserviceAccessTokenBearer, Scheme::AccessTokenBearer];
    assert!(
        matches!(&register, Error::Credentials { operation: "register", accepts: found, held: None }
            if *found == accepts),
        "{register:?}"
    );
    let versions = anonymous.get_versions().options(options()).send().await.unwrap_err();
    assert!(
        matches!(versions, Error::Credentials { operation: "getVersions", held: None, .. }),
        "{versions:?}"
    );
    let other = client(&server, Credentials::homeserver("hs")).login("x").options(options()).send().await;
    let held = CredentialKind::Homeserver;
    assert!(
        matches!(&other, Err(Error::Credentials { operation: "login", held: Some(found), .. }) if *found == held),
        "{other:?}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_client_acts_as_its_user_wherever_the_operation_allows_it() {
    let server = server().await;
    let client = client(&server, acting());
    client.whoami().send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, BOB, DEVICE));
    client.get_versions().send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, BOB, DEVICE));
    let content = serde_json::json!({"body": "x"});
    client.send_message("!r:example.org", "m.room.message", "t1", &content).send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, BOB, DEVICE));

    // These operations take no user, so none is asserted.
    client.ping_appservice("irc").send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, "", ""));
    client.refresh("r").send().await.unwrap();
    assert_eq!(sent(&server), nothing());
    client.refresh("r").options(CallOptions::new().authenticated()).send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, "", ""));
}

#[tokio::test]
async fn a_call_overrides_the_user_of_its_client() {
    let server = server().await;
    let client = client(&server, acting());
    client.whoami().options(CallOptions::new().user_id(CAROL)).send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, CAROL, ""), "the device belongs to the other user");
    client.whoami().options(CallOptions::new().device_id("E")).send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, BOB, "E"));
    client.whoami().options(CallOptions::new().user_id(CAROL).device_id("E")).send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, CAROL, "E"));
    let itself = self::client(&server, bridge());
    itself.whoami().options(CallOptions::new().user_id(CAROL)).send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, CAROL, ""));
    itself.whoami().send().await.unwrap();
    assert_eq!(sent(&server), bearer(APPSERVICE, "", ""));
}

#[tokio::test]
async fn an_optional_user_is_asserted_or_left_out() {
    let server = server().await;
    let bob = UserId::parse(BOB).unwrap();
    let nobody = None::<&UserId>;
    for (credentials, asked, expected) in [
        (bridge().user_id(Some(&bob)), CallOptions::new(), BOB),
        (bridge().user_id(Some(&bob)), CallOptions::new().user_id(nobody), BOB),
        (bridge().user_id(Some(&bob)), CallOptions::new().user_id(Some(CAROL)), CAROL),
        (bridge().user_id(BOB).user_id(nobody), CallOptions::new(), ""),
        (bridge(), CallOptions::new().user_id(CAROL).user_id(nobody), ""),
        // The last ID counts, even if an earlier one was invalid.
        (
            bridge().user_id("bob").user_id(nobody),
            CallOptions::new().user_id("carol").user_id(Some(CAROL)),
            CAROL,
        ),
    ] {
        client(&server, credentials).whoami().options(asked).send().await.unwrap();
        assert_eq!(sent(&server), bearer(APPSERVICE, expected, ""));
    }
}

#[tokio::test]
async fn asserting_a_user_is_refused_where_it_has_no_meaning() {
    let server = server().await;
    let bridge = client(&server, acting());
    let user = client(&server, Credentials::access_token(USER));
    let carol = || CallOptions::new().user_id(CAROL);
    let device = || CallOptions::new().device_id("E");
    let refused = [
        bridge.refresh("r").options(carol()).send().await.map(drop),
        bridge.refresh("r").options(device()).send().await.map(drop),
        bridge.refresh("r").options(carol().authenticated()).send().await.map(drop),
        bridge.ping_appservice("irc").options(carol()).send().await.map(drop),
        bridge.register().options(carol()).send().await.map(drop),
        bridge.register().options(carol().authenticated()).send().await.map(drop),
        bridge.login("x").options(device().authenticated()).send().await.map(drop),
        bridge.whoami().options(carol().unauthenticated()).send().await.map(drop),
        user.whoami().options(carol()).send().await.map(drop),
        user.whoami().options(device()).send().await.map(drop),
    ];
    for (index, outcome) in refused.into_iter().enumerate() {
        let error = outcome.unwrap_err();
        let Error::InvalidArgument { argument, .. } = &error else { panic!("{index}: {error:?}") };
        assert!(matches!(argument.as_ref(), "user_id" | "device_id"), "{index}: {error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn every_operation_without_security_refuses_an_asserted_user() {
    let server = server().await;
    let client = client(&server, acting());
    let open = |operation: &&'static Operation| operation.authentication.schemes().is_empty();
    for operation in matrix_openapi::client_server::OPERATIONS.iter().filter(open) {
        let mut call = matrix_openapi::__private::Call::new(client.session(), operation);
        operation.path.matches('{').for_each(|_| call.path("x"));
        call.options(CallOptions::new().user_id(CAROL));
        let error = call.send_empty().await.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidArgument { operation: id, .. } if *id == operation.id),
            "{error:?}"
        );
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_identity_server_accepts_identity_tokens_only() {
    let server = server().await;
    let client = matrix_openapi::identity::Client::builder(&server.url)
        .credentials(Credentials::access_token(USER))
        .build()
        .unwrap();
    let error = client.get_account().send().await.unwrap_err();
    assert!(
        matches!(error, Error::Credentials { held: Some(CredentialKind::AccessToken), .. }),
        "the token of a homeserver is not for an identity server: {error:?}"
    );
    assert!(server.requests().is_empty());
}

/// Returns the error of a call that would authenticate to a push gateway, which takes no credentials.
async fn authenticated_notification(server: &Server) -> Error {
    let client = matrix_openapi::push_gateway::Client::builder(&server.url)
        .credentials(Credentials::homeserver(HOMESERVER))
        .build()
        .unwrap();
    let operation = matrix_openapi::push_gateway::OPERATIONS.first().unwrap();
    let mut call = matrix_openapi::__private::Call::new(client.session(), operation);
    call.options(CallOptions::new().authenticated());
    call.send_empty().await.unwrap_err()
}

#[tokio::test]
async fn a_push_gateway_gets_no_credential_even_if_the_call_asks_for_it() {
    let server = server().await;
    let error = authenticated_notification(&server).await;
    assert!(
        matches!(&error, Error::Credentials { operation: "notify", accepts: [], held: Some(held) }
            if *held == CredentialKind::Homeserver),
        "{error:?}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_error_says_that_an_operation_takes_no_credential() {
    let error = authenticated_notification(&server().await).await;
    assert_eq!(
        error.to_string(),
        "notify: takes no credential, but the client has a homeserver's token for an application service"
    );
}
