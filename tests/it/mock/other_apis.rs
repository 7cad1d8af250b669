//! The other APIs, on the same server.

use matrix_openapi::application_service::{self, op as as_op};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::server_server;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Error, identity};

use super::{alice, server};

#[tokio::test]
async fn it_is_an_application_service_whose_token_a_test_can_ask_for() {
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
async fn it_is_an_identity_server_that_issues_tokens() {
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
async fn it_is_another_homeserver() {
    let server = server().await;
    let key = SigningKey::new("ed25519:1", &[7; 32]).unwrap();
    let credentials = Credentials::federation("there.example.org", "example.org", key);
    let client = server_server::Client::builder(server.url()).credentials(credentials).build().unwrap();
    client.get_event("$event").await.unwrap();
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn a_user_id_leads_to_it() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(client.get_wellknown().await.unwrap().m_homeserver.base_url, server.url());
}
