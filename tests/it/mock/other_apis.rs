//! The other APIs, on the same server.

use matrix_openapi::application_service::{self, op as as_op};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::server_server;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Error, identity};

use super::{alice, server};

#[tokio::test]
async fn the_server_is_an_application_service_whose_token_a_test_can_get() {
    let server = server().await;
    let right = Credentials::homeserver(server.homeserver_token());
    let client = application_service::Client::builder(server.url()).credentials(right).build().unwrap();
    client.query_user_by_id("@irc_alice:example.org").await.unwrap();
    assert_eq!(server.requests(as_op::QueryUserById)[0].request.user_id, "@irc_alice:example.org");
    let wrong = Credentials::homeserver("other");
    let client = application_service::Client::builder(server.url()).credentials(wrong).build().unwrap();
    let Error::Api(error) = client.query_user_by_id("@irc_alice:example.org").await.unwrap_err() else {
        panic!()
    };
    assert_eq!(error.errcode, Some(ErrorCode::Forbidden));
    server.set_homeserver_token("other");
    client.query_user_by_id("@irc_alice:example.org").await.unwrap();
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn the_server_is_an_identity_server_that_issues_tokens() {
    let server = server().await;
    let openid =
        alice(&server).request_open_id_token("@alice:example.org", &serde_json::json!({})).await.unwrap();
    let client = identity::Client::builder(server.url()).build().unwrap();
    let registered = client
        .register_account(openid.access_token, 3600, openid.matrix_server_name.as_str(), openid.token_type)
        .await
        .unwrap();
    let credentials = Credentials::identity(registered.token);
    let client = identity::Client::builder(server.url()).credentials(credentials).build().unwrap();
    client.get_account().await.unwrap();
    client.logout().await.unwrap();
    let Error::Api(error) = client.get_account().await.unwrap_err() else { panic!() };
    assert_eq!(error.errcode, Some(ErrorCode::UnknownToken));
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn the_server_is_another_homeserver() {
    let server = server().await;
    let key = SigningKey::new("ed25519:1", &[7; 32]).unwrap();
    let credentials = Credentials::federation("there.example.org", "example.org", key);
    let client = server_server::Client::builder(server.url()).credentials(credentials).build().unwrap();
    client.get_event("$event").await.unwrap();
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn a_user_id_leads_to_the_server() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(client.get_wellknown().await.unwrap().m_homeserver.base_url, server.url());
}

#[tokio::test]
async fn tokens_of_one_api_are_unknown_to_the_other() {
    let server = server().await;
    let refused = |error: Error| match error {
        Error::Api(error) => error.errcode,
        error => panic!("{error}"),
    };
    for (token, is_identity) in
        [(server.token("@a:example.org"), false), (server.identity_token("@a:example.org"), true)]
    {
        let (user, identity) = (Credentials::access_token(token.clone()), Credentials::identity(token));
        let user = Client::builder(server.url()).credentials(user).build().unwrap();
        let identity = identity::Client::builder(server.url()).credentials(identity).build().unwrap();
        let (whoami, account) = (user.whoami().await, identity.get_account().await);
        match is_identity {
            false => {
                whoami.unwrap();
                assert_eq!(refused(account.unwrap_err()), Some(ErrorCode::UnknownToken));
            }
            true => {
                assert_eq!(account.unwrap().user_id, "@a:example.org");
                assert_eq!(refused(whoami.unwrap_err()), Some(ErrorCode::UnknownToken));
            }
        }
    }
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn the_homeservers_of_several_application_services_are_known() {
    use matrix_openapi::application_service::types::Registration;

    let server = server().await;
    let register = |id: &str| {
        let registration = Registration::generate(id, None::<String>, "_bot").unwrap();
        server.add_application_service(&registration);
        registration.hs_token
    };
    let ask = async |token: &matrix_openapi::auth::Secret| {
        let credentials = Credentials::homeserver(token.clone());
        let client =
            application_service::Client::builder(server.url()).credentials(credentials).build().unwrap();
        client.query_user_by_id("@a:example.org").await.is_ok()
    };
    let (first, second, own) = (register("irc"), register("xmpp"), server.homeserver_token());
    assert!(ask(&first).await && ask(&second).await && ask(&own).await);
    // A new registration of an application service replaces the old one.
    let third = register("irc");
    assert!(!ask(&first).await && ask(&second).await && ask(&third).await);
}
