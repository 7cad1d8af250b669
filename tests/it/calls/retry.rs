//! Retries of calls.

use std::time::{Duration, Instant};

use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::media::Body;
use matrix_openapi::{CallOptions, Credentials, Error};
use matrix_openapi_testing::{ClosedPort, Server, chunks, json_response, response};

fn client(server: &Server) -> Client {
    Client::builder(&server.url).credentials(Credentials::access_token("syt_hidden")).build().unwrap()
}

fn limited() -> Vec<u8> {
    json_response("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}"#)
}

fn unavailable(status: &str) -> Vec<u8> {
    response(status, &[("Retry-After", "0")], b"<html>")
}

fn created() -> Vec<u8> {
    json_response("200 OK", r#"{"room_id":"!r:example.org","event_id":"$e","user_id":"@a:example.org"}"#)
}

/// Starts a server with these responses, followed by a success.
async fn server(responses: impl IntoIterator<Item = Vec<u8>>) -> Server {
    Server::scripted(responses.into_iter().chain([created()]).collect()).await
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_in_every_form() {
    let header = |value| response("429 Slow", &[("Retry-After", value)], b"{}");
    let forms = [
        limited(),
        json_response("403 No", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}"#),
        json_response("429 Slow", "[1]"),
        header("0.001"),
        header("0, 0"),
        header("0"),
        header("Thu, 01 Jan 1970 00:00:00 GMT"),
        header("nonsense"),
        header(""),
    ];
    for form in forms {
        let server = server([form]).await;
        let call = client(&server).create_room().name("x").send().await;
        assert_eq!(call.unwrap().room_id.as_str(), "!r:example.org");
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!((&requests[0].line, &requests[0].body), (&requests[1].line, &requests[1].body));
        assert_eq!(requests[1].header("authorization"), ["Bearer syt_hidden"]);
    }
}

#[tokio::test]
async fn the_wait_is_at_least_what_the_server_asks_for() {
    let header = |value| response("429 Slow", &[("Retry-After", value)], b"{}");
    let body = json_response("429 Slow", r#"{"retry_after_ms":700}"#);
    for (form, least) in [(header("1"), 1000), (body, 700)] {
        let server = server([form]).await;
        let start = Instant::now();
        client(&server).create_room().send().await.unwrap();
        assert!(start.elapsed() >= Duration::from_millis(least));
    }
}

#[tokio::test]
async fn a_call_is_retried_three_times() {
    let server = Server::responding(|_| limited()).await;
    let error = client(&server).whoami().send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::LimitExceeded));
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn other_faults_are_retried_for_idempotent_requests_only() {
    let content = serde_json::json!({"body": "x"});
    // After an empty response, it is also unknown whether the server has processed the request.
    let statuses = [502, 503, 504, 520, 521, 522, 523, 524];
    let faults = statuses.map(|status| unavailable(&format!("{status} No")));
    for fault in faults.into_iter().chain([Vec::new()]) {
        let server = Server::scripted(vec![fault.clone(), created(), fault.clone(), created()]).await;
        client(&server).whoami().send().await.unwrap();
        client(&server).send_message("!r:b", "m.room.message", "t1", &content).send().await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 4);
        assert_eq!((&requests[2].line, &requests[2].body), (&requests[3].line, &requests[3].body));

        let server = Server::scripted(vec![fault.clone(); 3]).await;
        client(&server).create_room().send().await.unwrap_err();
        client(&server)
            .set_room_state_with_key("!r:b", "m.room.topic", "", &content)
            .send()
            .await
            .unwrap_err();
        client(&server).delete_device("D").send().await.unwrap_err();
        assert_eq!(server.requests().len(), 3);
    }
    for status in ["400 No", "401 No", "404 No", "500 No", "501 No", "519 No", "525 No"] {
        let server = server([unavailable(status)]).await;
        client(&server).whoami().send().await.unwrap_err();
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_incomplete_response_is_retried_for_idempotent_requests_only() {
    for rest in ["Content-Length: 40", "Content-Length: 400000", "Transfer-Encoding: chunked"] {
        let cut = format!("HTTP/1.1 200 OK\r\n{rest}\r\n\r\n").into_bytes();
        let server = Server::scripted(vec![cut.clone(), created(), cut]).await;
        client(&server).whoami().send().await.unwrap();
        assert_eq!(server.requests().len(), 2);
        // The room may exist already.
        let error = client(&server).create_room().send().await.unwrap_err();
        assert!(matches!(error, Error::Transport { operation: "createRoom", .. }), "{error:?}");
        assert_eq!(server.requests().len(), 3);
    }
}

#[tokio::test]
async fn a_stream_is_not_retried() {
    let uploaded = || json_response("200 OK", r#"{"content_uri":"mxc://a/b"}"#);
    let streams: [fn() -> Body; 2] =
        [|| Body::stream(chunks(&["abc"])), || Body::sized_stream(3, chunks(&["abc"]))];
    for stream in streams {
        let server = Server::scripted(vec![limited(), uploaded()]).await;
        let error = client(&server).upload_content(stream()).send().await.unwrap_err();
        assert_eq!(error.errcode(), Some(&ErrorCode::LimitExceeded));
        assert_eq!(server.requests().len(), 1);
    }
    let server = Server::scripted(vec![limited(), uploaded()]).await;
    client(&server).upload_content("abc").send().await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, [b"abc", b"abc"]);
}

#[tokio::test]
async fn retries_can_be_switched_off_and_on() {
    let never = |server: &Server| Client::builder(&server.url).retries(RetryPolicy::never()).build().unwrap();
    let once = server([limited()]).await;
    never(&once).get_versions().send().await.map(drop).unwrap_err();
    assert_eq!(once.requests().len(), 1);

    let once = server([limited()]).await;
    let call = client(&once).whoami().options(RetryPolicy::never()).send().await;
    assert_eq!(call.unwrap_err().retry_after(), Some(Duration::from_millis(1)));
    assert_eq!(once.requests().len(), 1);

    let twice = server([limited(), limited()]).await;
    let options = CallOptions::new().retries(RetryPolicy::new(2, Duration::from_secs(1)));
    let call = never(&twice).with_credentials(Credentials::access_token("syt_hidden"));
    call.whoami().options(options).send().await.unwrap();
    assert_eq!(twice.requests().len(), 3);
}

#[tokio::test]
async fn a_wait_beyond_the_policy_is_returned_as_an_error() {
    let form = json_response("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2000}"#);
    let server = server([form]).await;
    let policy = RetryPolicy::new(3, Duration::from_millis(1999));
    let error = client(&server).whoami().options(policy).send().await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(error) if error.retry_after == Some(Duration::from_secs(2))),
        "{error:?}"
    );
    assert_eq!(server.requests().len(), 1);
}

/// Returns the URL of a port that refuses connections at first, and sends these responses a little later.
async fn late(responses: Vec<Vec<u8>>) -> (String, tokio::task::JoinHandle<Server>) {
    let port = ClosedPort::reserve();
    let url = port.url.clone();
    let server = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(200)).await;
        Server::scripted_at(port, responses)
    });
    (url, server)
}

#[tokio::test]
async fn a_request_without_a_connection_is_always_retried() {
    let (url, server) = late(vec![created()]).await;
    let client = Client::builder(&url).credentials(Credentials::access_token("syt_hidden")).build().unwrap();
    // Even the creation of a room is retried, because the first request reached no server.
    client.create_room().name("x").send().await.unwrap();
    assert_eq!(server.await.unwrap().requests().len(), 1);

    let (url, _server) = late(Vec::new()).await;
    let client = Client::builder(&url).retries(RetryPolicy::never()).build().unwrap();
    let error = client.get_versions().send().await.map(drop).unwrap_err();
    assert!(matches!(error, Error::Transport { .. }) && error.is_temporary(), "{error:?}");
}

#[tokio::test]
async fn the_wait_in_the_body_is_read_in_every_form() {
    for time in ["300", "300.0", "\"300\"", "3e2"] {
        let body = format!(r#"{{"errcode":"M_LIMIT_EXCEEDED","error":"\ud83d","retry_after_ms":{time}}}"#);
        let server = server([json_response("429 Slow", &body)]).await;
        let start = Instant::now();
        client(&server).create_room().send().await.unwrap();
        assert!(start.elapsed() >= Duration::from_millis(300), "{time}");
        assert_eq!(server.requests().len(), 2);
    }
}
