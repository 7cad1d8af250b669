//! Clients of an authorization server.

use std::time::Duration;

use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::oauth::{ClientMetadata, OAuth};
use matrix_openapi_testing::{AuthorizationServer, Server};

pub fn client(server: &Server) -> Client {
    let builder = Client::builder(&server.url).retries(RetryPolicy::never());
    builder.timeout(Duration::from_secs(20)).build().unwrap()
}

pub fn bot() -> ClientMetadata {
    ClientMetadata::native("https://example.org/bot", "my bot").localized("client_name", "fr", "mon bot")
}

pub async fn oauth(server: &Server) -> OAuth {
    client(server).oauth(bot()).await.unwrap()
}

/// Logs in by an authorization code.
pub async fn log_in(authorization_server: &AuthorizationServer, client: &Client) -> Client {
    let oauth = client.oauth(bot().redirect_uri("https://example.org/back")).await.unwrap();
    let login = oauth.authorization_code().redirect_uri("https://example.org/back").start().unwrap();
    let callback = authorization_server.approve(login.url());
    login.finish(&callback).await.unwrap()
}
