//! What a call asks for otherwise than its client: to show the credential or not, and whom to act as.

use matrix_openapi::auth::{CredentialKind, Scheme};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::Operation;
use matrix_openapi::{CallOptions, Credentials, Error};

use super::credential_matrix::{self as held, APPSERVICE, BOB, DEVICE, HOMESERVER, USER};
use matrix_openapi_testing::{Request, Server, json_response};

const CAROL: &str = "@_irc_carol:example.org";

/// A server with one answer that fits all calls of these tests.
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

/// The token of the header, the user and the device, and nothing of the kind anywhere else.
fn shown(server: &Server) -> (String, String, String) {
    let request = only(server);
    let value = |name: &str| -> String {
        request.query().into_iter().filter(|(key, _)| key == name).map(|(_, value)| value).collect()
    };
    assert_eq!(value("access_token"), "");
    let token = request.header("authorization").concat();
    let mut rest = request.clone();
    rest.headers.retain(|(name, _)| name != "authorization");
    let text = rest.text();
    assert!(held::secrets().iter().all(|secret| !text.contains(secret)), "{text}");
    (token, value("user_id"), value("device_id"))
}

fn bearer(token: &str, user_id: &str, device_id: &str) -> (String, String, String) {
    (format!("Bearer {token}"), user_id.to_owned(), device_id.to_owned())
}

fn nothing() -> (String, String, String) {
    Default::default()
}

#[tokio::test]
async fn an_application_service_registers_and_logs_in_as_itself() {
    let server = server().await;
    for credentials in [acting(), acting().in_query()] {
        let client = client(&server, credentials);
        let options = || CallOptions::new().authenticated();
        client.register().username("_irc_bob").options(options()).send().await.unwrap();
        assert_eq!(shown(&server), bearer(APPSERVICE, "", ""));
        client.login("m.login.application_service").options(options()).send().await.unwrap();
        assert_eq!(shown(&server), bearer(APPSERVICE, "", ""));

        client.register().username("_irc_bob").send().await.unwrap();
        assert_eq!(shown(&server), nothing());
        client.login("m.login.application_service").send().await.unwrap();
        assert_eq!(shown(&server), nothing());
    }
    client(&server, Credentials::access_token(USER))
        .login("m.login.password")
        .options(CallOptions::new().authenticated())
        .send()
        .await
        .unwrap();
    assert_eq!(shown(&server), bearer(USER, "", ""));
}

#[tokio::test]
async fn a_call_may_keep_the_credential_to_itself() {
    let server = server().await;
    for credentials in
        [acting().into(), acting().in_query().into(), Credentials::access_token(USER).in_query()]
    {
        let client = client(&server, credentials);
        let options = || CallOptions::new().unauthenticated();
        client.whoami().options(options()).send().await.unwrap();
        assert_eq!(shown(&server), nothing());
        client.get_versions().options(options()).send().await.unwrap();
        assert_eq!(shown(&server), nothing());
        client.ping_appservice("irc").options(options()).send().await.unwrap();
        assert_eq!(shown(&server), nothing());
    }
}

#[tokio::test]
async fn what_a_call_insists_on_has_to_be_there() {
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
async fn a_client_acts_as_a_user_wherever_the_operation_takes_users() {
    let server = server().await;
    let client = client(&server, acting());
    client.whoami().send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, BOB, DEVICE));
    client.get_versions().send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, BOB, DEVICE));
    let content = serde_json::json!({"body": "x"});
    client.send_message("!r:example.org", "m.room.message", "t1", &content).send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, BOB, DEVICE));

    // The application service speaks for itself, or nobody does.
    client.ping_appservice("irc").send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, "", ""));
    client.refresh("r").send().await.unwrap();
    assert_eq!(shown(&server), nothing());
    client.refresh("r").options(CallOptions::new().authenticated()).send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, "", ""));
}

#[tokio::test]
async fn a_call_acts_as_another_user_than_its_client() {
    let server = server().await;
    let client = client(&server, acting());
    client.whoami().options(CallOptions::new().user_id(CAROL)).send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, CAROL, ""), "the device is the other user's");
    client.whoami().options(CallOptions::new().device_id("E")).send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, BOB, "E"));
    client.whoami().options(CallOptions::new().user_id(CAROL).device_id("E")).send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, CAROL, "E"));
    let itself = self::client(&server, bridge());
    itself.whoami().options(CallOptions::new().user_id(CAROL)).send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, CAROL, ""));
    itself.whoami().send().await.unwrap();
    assert_eq!(shown(&server), bearer(APPSERVICE, "", ""));
}

#[tokio::test]
async fn nobody_is_asserted_where_it_would_mean_nothing() {
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
async fn every_operation_without_security_refuses_an_assertion() {
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
async fn an_identity_token_is_for_identity_servers_alone() {
    let server = server().await;
    let client = matrix_openapi::identity::Client::builder(&server.url)
        .credentials(Credentials::access_token(USER))
        .build()
        .unwrap();
    let error = client.get_account().send().await.unwrap_err();
    assert!(
        matches!(error, Error::Credentials { held: Some(CredentialKind::AccessToken), .. }),
        "a homeserver's token never goes to an identity server: {error:?}"
    );
    assert!(server.requests().is_empty());
}

/// What no push gateway takes, since none knows whom it is asked by.
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
async fn nothing_is_shown_to_a_push_gateway_even_if_a_call_asks_for_it() {
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
async fn an_operation_that_takes_no_credential_at_all_says_so() {
    let error = authenticated_notification(&server().await).await;
    assert_eq!(
        error.to_string(),
        "notify: takes no credential, but the client has a homeserver's token for an application service"
    );
}
