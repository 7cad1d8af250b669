//! Application services: acting as users, registering them, and setting the time of events.

use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::{CallOptions, Credentials, Error};
use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::json;

const SENT: &str = r#"{"event_id":"$a","user_id":"@_irc_bob:example.org","versions":[]}"#;
const ROOM: &str = "!a:example.org";

/// Starts a server that always sends the same response.
async fn responding(body: &'static str) -> Server {
    Server::responding(move |_| json_response("200 OK", body)).await
}

fn client(server: &Server, credentials: impl Into<Credentials>) -> Client {
    Client::builder(&server.url).credentials(credentials).build().unwrap()
}

fn argument(error: &Error) -> &str {
    match error {
        Error::InvalidArgument { argument, .. } => argument,
        error => panic!("{error:?}"),
    }
}

/// The value of a parameter of the query.
fn parameter(request: &Request, name: &str) -> Option<String> {
    request.query().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

#[tokio::test]
async fn a_client_acts_as_a_user_without_changing_the_other() {
    let server = responding(SENT).await;
    let own = Credentials::appservice("as").user_id("@_irc_own:example.org").device_id("OWN");
    let bridge = client(&server, own);
    let bob = bridge.as_user("@_irc_bob:example.org");
    bob.whoami().await.unwrap();
    let ann = bob.as_user("@_irc_ann:example.org");
    ann.whoami().await.unwrap();
    bridge.whoami().await.unwrap();
    bob.whoami().options(CallOptions::new().user_id("@_irc_eve:example.org")).await.unwrap();
    let requests = server.take_requests();
    let users: Vec<_> = requests.iter().map(|request| parameter(request, "user_id").unwrap()).collect();
    assert_eq!(users, ["bob", "ann", "own", "eve"].map(|name| format!("@_irc_{name}:example.org")));
    // The device belongs to the user of the credentials.
    let devices: Vec<_> = requests.iter().map(|request| parameter(request, "device_id")).collect();
    assert_eq!(devices, [None, None, Some("OWN".to_owned()), None]);
    assert!(requests.iter().all(|request| request.header("authorization") == ["Bearer as"]));
}

#[tokio::test]
async fn calls_that_the_application_service_makes_as_itself_assert_no_user() {
    let server = responding(r#"{"duration_ms":1,"versions":[],"flows":[]}"#).await;
    let bob = client(&server, Credentials::appservice("as")).as_user("@_irc_bob:example.org");
    bob.ping_appservice("irc").await.unwrap();
    bob.get_versions().options(CallOptions::new().unauthenticated()).await.unwrap();
    bob.get_login_flows().send_raw().await.unwrap();
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.query().is_empty()), "{requests:?}");
    assert!(requests[1].header("authorization").is_empty() && requests[2].header("authorization").is_empty());
}

#[tokio::test]
async fn custom_requests_act_as_the_user() {
    let server = responding("{}").await;
    let bridge = client(&server, Credentials::appservice("as"));
    let send = async |client: &Client| {
        let request = client.request(http::Method::POST, "/_matrix/client/unstable/org.example");
        request.authenticated().await.unwrap();
        let options = CallOptions::new().authenticated();
        client
            .request(http::Method::GET, "/_matrix/client/unstable/org.example")
            .options(options)
            .await
            .unwrap();
    };
    send(&bridge.as_user("@_irc_bob:example.org")).await;
    send(&client(&server, Credentials::appservice("as").user_id("@_irc_bob:example.org"))).await;
    for request in server.take_requests() {
        assert_eq!(request.query(), [("user_id".to_owned(), "@_irc_bob:example.org".to_owned())]);
        assert_eq!(request.header("authorization"), ["Bearer as"]);
    }
    send(&bridge).await;
    assert!(server.take_requests().iter().all(|request| request.query().is_empty()));
    let options = CallOptions::new().authenticated().user_id("@_irc_eve:example.org");
    bridge.request(http::Method::GET, "/a").options(options).await.unwrap();
    assert_eq!(parameter(&server.take_requests()[0], "user_id").as_deref(), Some("@_irc_eve:example.org"));
    // A query parameter of the program could make the server act as another user.
    let bob = bridge.as_user("@_irc_bob:example.org");
    let request = bob.request(http::Method::GET, "/a");
    let error = request.query("user_id", "@_irc_eve:example.org").authenticated().await.unwrap_err();
    assert_eq!(argument(&error), "user_id");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn only_an_application_service_acts_as_others() {
    let server = responding(SENT).await;
    let alice = client(&server, Credentials::access_token("t")).as_user("@_irc_bob:example.org");
    assert_eq!(argument(&alice.whoami().await.unwrap_err()), "user_id");
    let invalid = client(&server, Credentials::appservice("as")).as_user("bob");
    assert_eq!(argument(&invalid.whoami().await.unwrap_err()), "user_id");
    let nobody = Client::builder(&server.url).build().unwrap().as_user("@_irc_bob:example.org");
    assert!(matches!(nobody.whoami().await, Err(Error::Credentials { held: None, .. })));
    assert!(server.requests().is_empty());
    // Other credentials act as their own user again.
    let own = alice.with_credentials(Credentials::access_token("t"));
    own.whoami().await.unwrap();
    assert!(server.request().query().is_empty());
}

#[tokio::test]
async fn a_user_is_registered_once() {
    let in_use = r#"{"errcode":"M_USER_IN_USE","error":"taken"}"#;
    let exclusive = r#"{"errcode":"M_EXCLUSIVE","error":"not yours"}"#;
    let server = Server::scripted(vec![
        json_response("200 OK", r#"{"user_id":"@_irc_own:example.org"}"#),
        json_response("200 OK", SENT),
        json_response("400 Bad Request", in_use),
        json_response("400 Bad Request", exclusive),
        json_response("200 OK", r#"{"user_id":"@_irc_bob:elsewhere.org"}"#),
    ])
    .await;
    let bridge = client(&server, Credentials::appservice("as"));
    let bob = "@_irc_bob:example.org";
    assert!(bridge.ensure_registered(bob).await.unwrap());
    assert!(!bridge.ensure_registered(bob).await.unwrap());
    let error = bridge.ensure_registered(bob).await.unwrap_err();
    assert_eq!(error.errcode().map(|code| code.as_str()), Some("M_EXCLUSIVE"));
    let error = bridge.ensure_registered(bob).await.unwrap_err();
    assert!(matches!(error, Error::OtherUserRegistered { .. }) && error.is_final(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "register: the server registered @_irc_bob:elsewhere.org instead of @_irc_bob:example.org; use the user ID that it registered"
    );
    assert_eq!(argument(&bridge.ensure_registered("bob").await.unwrap_err()), "user_id");
    // The client asks once for the name of the server, as the application service itself.
    let mut requests = server.requests();
    let whoami = requests.remove(0);
    assert_eq!((whoami.line.as_str(), requests.len()), ("GET /_matrix/client/v3/account/whoami", 4));
    let body = json!({"type": "m.login.application_service", "username": "_irc_bob", "inhibit_login": true});
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[0].header("authorization"), ["Bearer as"]);
    assert!(requests[0].query().is_empty());
}

#[tokio::test]
async fn a_user_of_another_server_is_not_registered() {
    let server = responding(r#"{"user_id":"@_irc_own:example.org"}"#).await;
    let bridge = client(&server, Credentials::appservice("as")).as_user("@_irc_ann:example.org");
    for other in ["@_irc_bob:wrong.org", "@_irc_bob:example.org:8448"] {
        assert_eq!(argument(&bridge.ensure_registered(other).await.unwrap_err()), "user_id");
    }
    assert_eq!(server.request().line, "GET /_matrix/client/v3/account/whoami");
    // A user in the credentials may not be registered yet, so its server is not asked.
    let server = responding(SENT).await;
    let bridge = client(&server, Credentials::appservice("as").user_id("@_irc_bob:example.org"));
    assert_eq!(argument(&bridge.ensure_registered("@_irc_bob:wrong.org").await.unwrap_err()), "user_id");
    assert!(server.requests().is_empty());
    assert!(bridge.ensure_registered("@_irc_bob:example.org").await.unwrap());
    assert!(server.request().line.starts_with("POST /_matrix/client/v3/register"));
}

#[tokio::test]
async fn an_application_service_sets_the_time_of_an_event() {
    let server = responding(SENT).await;
    let bridge = client(&server, Credentials::appservice("as"));
    let options = || CallOptions::new().timestamp(1_700_000_000_000);
    bridge.send(ROOM, &RoomMessage::text("a")).options(options()).await.unwrap();
    bridge.send_message(ROOM, "m.room.message", "t", &json!({})).options(options()).await.unwrap();
    let requests = server.take_requests();
    for request in &requests {
        assert_eq!(parameter(request, "ts").as_deref(), Some("1700000000000"));
    }
    assert_eq!(requests.len(), 2);
    assert_eq!(argument(&bridge.whoami().options(options()).await.unwrap_err()), "timestamp");
    let alice = client(&server, Credentials::access_token("t"));
    let error = alice.send(ROOM, &RoomMessage::text("a")).options(options()).await.unwrap_err();
    assert_eq!(argument(&error), "timestamp");
    let twice = bridge.send(ROOM, &RoomMessage::text("a")).timestamp(1).options(options()).await;
    let twice = twice.unwrap_err();
    assert_eq!(argument(&twice), "ts");
    assert!(twice.to_string().ends_with("; leave out the argument or CallOptions::timestamp"), "{twice}");
    assert!(server.requests().is_empty());
}
