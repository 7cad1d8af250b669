//! HTTP clients of the program.

use std::time::Duration;

use matrix_openapi::error::RedirectError;
use matrix_openapi::{Error, reqwest};
use matrix_openapi_testing::{Server, json_response, response};

use super::{bounded, builder};

const LIMIT: Duration = Duration::from_secs(20);

async fn redirecting(target: &str) -> Server {
    Server::scripted(vec![response("302 Found", &[("Location", target)], b"")]).await
}

#[tokio::test]
async fn a_redirect_that_a_given_client_follows_is_refused() {
    let target = Server::json(r#"{"user_id":"@mallory:example.org"}"#).await;
    let server = redirecting(&format!("{}/elsewhere", target.url)).await;
    let following = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = builder(&server.url, LIMIT).http_client(following).build().unwrap();
    let error = bounded(client.whoami().send()).await.unwrap_err();
    assert!(matches!(error, Error::Redirect { problem: RedirectError::Followed, .. }), "{error:?}");
    assert!(target.request().header("authorization").is_empty());
}

#[tokio::test]
async fn a_given_client_without_redirects_keeps_all_promises() {
    let target = Server::responding(|_| json_response("200 OK", r#"{"user_id":"@a:example.org"}"#)).await;
    let server = redirecting(&format!("{}/elsewhere", target.url)).await;
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let client = builder(&server.url, LIMIT).http_client(http.build().unwrap()).build().unwrap();
    bounded(client.whoami().send()).await.unwrap();
    assert!(target.request().header("authorization").is_empty());
    assert_eq!(server.request().header("authorization"), ["Bearer syt_hidden"]);
}
