//! Logins with a listener on loopback.

use std::time::{Duration, Instant};

use matrix_openapi::Error;
use matrix_openapi::oauth::OAuthError;
use matrix_openapi_testing::AuthorizationServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::Url;

use super::clients::oauth;

/// Sends a request to the listener and returns its response.
async fn browse(url: &str) -> String {
    let url = Url::parse(url).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", url.port().unwrap())).await.unwrap();
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    stream.write_all(format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await.unwrap();
    let mut response = String::new();
    let _ = stream.read_to_string(&mut response).await;
    response
}

#[tokio::test]
async fn the_first_callback_of_the_browser_counts() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let login = oauth(&server).await.authorization_code().loopback().await.unwrap();
    let callback = authorization_server.approve(login.url());
    assert!(callback.starts_with("http://127.0.0.1:"), "{callback}");
    let origin = callback.split('?').next().unwrap().to_owned();
    let waiting = tokio::spawn(login.wait());
    // Other requests of a browser, silent connections, and bytes that are not HTTP.
    let port = Url::parse(&origin).unwrap().port().unwrap();
    let mut silent = Vec::new();
    for _ in 0..3 {
        silent.push(TcpStream::connect(("127.0.0.1", port)).await.unwrap());
    }
    for other in ["", "favicon.ico", "other?code=c&state=s", "?code2=c"] {
        let response = browse(&format!("{origin}{other}")).await;
        assert!(response.starts_with("HTTP/1.1 404 "), "{other}: {response}");
    }
    let mut garbage = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let _ = garbage.write_all(&vec![b'x'; 1 << 17]).await;
    let response = browse(&callback).await;
    assert!(response.starts_with("HTTP/1.1 200 ") && !response.contains("hidden"), "{response}");
    let alice = waiting.await.unwrap().unwrap();
    alice.whoami().send().await.unwrap();
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err(), "the listener is closed");
}

#[tokio::test]
async fn forged_callbacks_do_not_end_the_login() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let oauth = oauth(&server).await;
    // Every page in the user's browser can send requests to the listener.
    let login = oauth.authorization_code().loopback().await.unwrap();
    let callback = authorization_server.approve(login.url());
    let origin = callback.split('?').next().unwrap();
    let waiting = tokio::spawn(login.wait());
    server.take_requests();
    for forged in ["code=c&state=forged", "code=c", "error=access_denied&state=forged", "error=access_denied"]
    {
        let response = browse(&format!("{origin}?{forged}")).await;
        assert!(response.starts_with("HTTP/1.1 404 "), "{forged}: {response}");
    }
    assert!(server.requests().is_empty(), "no forged code is sent");
    browse(&callback).await;
    waiting.await.unwrap().unwrap();

    // A refusal by the user counts.
    let login = oauth.authorization_code().loopback().await.unwrap();
    let callback = authorization_server.approve(login.url());
    let waiting = tokio::spawn(login.wait());
    browse(&callback.replace("code=", "error=access_denied&x=")).await;
    let error = waiting.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::OAuth(OAuthError::Denied)), "{error:?}");
}

#[tokio::test]
async fn a_user_who_is_too_slow_ends_the_login() {
    let server = AuthorizationServer::default().start().await;
    let oauth = oauth(&server).await;
    let login = oauth.authorization_code().loopback().await.unwrap();
    let begun = Instant::now();
    let error = login.time_limit(Duration::from_millis(300)).wait().await.unwrap_err();
    assert!(
        matches!(error, Error::OAuth(OAuthError::Expired)) && begun.elapsed() < Duration::from_secs(5),
        "{error:?}"
    );
}
