//! Uploads of files: the client retries them like other bodies, and never sends an incomplete file.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use matrix_openapi::auth::{Tokens, Uia};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::media::Body;
use matrix_openapi::{CallOptions, Error};
use matrix_openapi_testing::{Server, chunks, json_response};

use super::bounded;

/// Creates a file with this content for one test, and returns its path.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("uploads");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

fn client(server: &Server) -> Client {
    let tokens = Tokens::new("syt_old").with_refresh_token("syr_old");
    let policy = RetryPolicy::new(3, Duration::from_secs(1));
    Client::builder(&server.url).credentials(tokens).retries(policy).build().unwrap()
}

fn uploaded() -> Vec<u8> {
    json_response("200 OK", r#"{"content_uri":"mxc://example.org/a"}"#)
}

fn expired() -> Vec<u8> {
    json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#)
}

fn refreshed() -> Vec<u8> {
    json_response("200 OK", r#"{"access_token":"syt_new","refresh_token":"syr_new"}"#)
}

fn limited() -> Vec<u8> {
    json_response("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}"#)
}

#[tokio::test]
async fn a_file_is_sent_again_after_a_refresh_and_a_rate_limit() {
    // Longer than the part that is read at once.
    let content = vec![b'x'; 200_000];
    let path = file("again", &content);
    let server = Server::scripted(vec![expired(), refreshed(), limited(), uploaded()]).await;
    let uri = bounded(client(&server).upload_file(&path)).await.unwrap();
    assert_eq!(uri.as_str(), "mxc://example.org/a");
    let requests = server.requests();
    let uploads: Vec<_> = requests.iter().filter(|request| request.path().ends_with("/upload")).collect();
    assert_eq!((requests.len(), uploads.len()), (4, 3));
    for (request, token) in uploads.iter().zip(["syt_old", "syt_new", "syt_new"]) {
        assert_eq!(request.header("content-length"), ["200000"]);
        assert_eq!(request.header("authorization"), [format!("Bearer {token}")]);
        assert!(request.body == content);
    }
}

#[tokio::test]
async fn a_stream_asks_for_another_call_once_the_token_is_refreshed() {
    let server = Server::scripted(vec![expired(), refreshed(), uploaded()]).await;
    let client = client(&server);
    let stream = || Body::sized_stream(6, chunks(&["abc", "def"]));
    let error = client.upload_content(stream()).await.unwrap_err();
    assert!(matches!(error, Error::StreamSent { operation: "uploadContent" }), "{error:?}");
    assert!(error.is_temporary() && !error.is_final());
    client.upload_content(stream()).await.unwrap();
    assert_eq!(server.requests()[2].header("authorization"), ["Bearer syt_new"]);
}

#[tokio::test]
async fn a_path_that_is_not_a_plain_file_is_refused_at_once() {
    let folder = file("plain", b"").parent().unwrap().to_owned();
    let mut paths = vec![folder.clone(), folder.join("nowhere")];
    if cfg!(unix) {
        let pipe = folder.join("pipe");
        let _ = fs::remove_file(&pipe);
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        paths.extend([pipe, "/dev/null".into()]);
    }
    if cfg!(target_os = "linux") {
        paths.push("/proc/self/status".into());
    }
    let server = Server::scripted(vec![uploaded()]).await;
    for path in paths {
        let error = bounded(client(&server).upload_file(&path)).await.unwrap_err();
        let Error::InvalidArgument { argument, .. } = &error else { panic!("{path:?}: {error:?}") };
        assert!(argument == "path" && error.is_final(), "{path:?}: {error}");
    }
    assert!(server.requests().is_empty());
    // An empty file is a plain file.
    bounded(client(&server).upload_file(folder.join("plain"))).await.unwrap();
    assert_eq!(server.request().header("content-length"), ["0"]);
}

#[tokio::test]
async fn a_file_that_became_shorter_is_not_uploaded() {
    let path = file("shorter", &vec![b'x'; 200_000]);
    let server = Server::scripted(vec![uploaded()]).await;
    let body = Body::file(&path).await.unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_len(100_000).unwrap();
    let error = bounded(client(&server).upload_content(body)).await.unwrap_err();
    assert!(matches!(error, Error::Body { .. }) && !error.is_temporary(), "{error:?}");
    assert!(error.to_string().contains("shorter"), "{error}");
    assert!(server.requests().is_empty(), "the server has a complete request");
}

#[tokio::test]
async fn bytes_that_are_appended_meanwhile_are_not_sent() {
    let path = file("longer", b"abc");
    let server = Server::scripted(vec![uploaded()]).await;
    let body = Body::file(&path).await.unwrap();
    fs::File::options().append(true).open(&path).unwrap().write_all(b"def").unwrap();
    bounded(client(&server).upload_content(body)).await.unwrap();
    assert_eq!(
        (server.request().header("content-length"), server.request().body),
        (vec!["3"], b"abc".to_vec())
    );
}

#[tokio::test]
async fn another_file_in_its_place_is_not_sent_by_a_retry() {
    let path = file("replaced", b"abc");
    let replaced = path.clone();
    let server = Server::responding(move |_| {
        fs::write(&replaced, b"another file").unwrap();
        limited()
    })
    .await;
    let error = bounded(client(&server).upload_file(&path)).await.unwrap_err();
    assert!(matches!(error, Error::Body { .. }), "{error:?}");
    assert_eq!(server.request().body, b"abc");
}

#[tokio::test]
async fn a_challenge_does_not_replace_a_file() {
    let path = file("challenge", b"abc");
    let challenge = r#"{"flows":[{"stages":["m.login.dummy"]}],"session":"s"}"#;
    let server = Server::responding(move |_| json_response("401 No", challenge)).await;
    let client = client(&server);
    let body = Body::file(&path).await.unwrap();
    let request = client.request(http::Method::POST, "/a").body(body).options(CallOptions::from(Uia::new()));
    let error = bounded(request).await.unwrap_err();
    assert!(error.uia().is_some(), "{error:?}");
    assert_eq!(server.request().body, b"abc");
}
