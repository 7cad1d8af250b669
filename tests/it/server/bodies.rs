//! The bodies of requests: limits, time, JSON and uploads.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use matrix_openapi::application_service;
use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::{ErrorResponse, Router};
use serde_json::Value;

use super::{TestResponse, known_tokens, request, send};

const CREATE: &str = "/_matrix/client/v3/createRoom";
const LOGIN: &str = "/_matrix/client/v3/login";
const UPLOAD: &str = "/_matrix/media/v3/upload";

fn router() -> Router {
    known_tokens()
        .on(op::CreateRoom, |received| async move {
            let name = received.request.body.name.unwrap_or_else(|| "unnamed".to_owned());
            Ok(types::CreateRoomResponse::new(
                format!("!{}", name.len()).parse::<matrix_openapi::id::RoomId>().unwrap(),
            ))
        })
        .on(op::Login, |_| async { Err::<types::LoginResponse, _>(ErrorResponse::not_found("read")) })
        .on(op::UploadContent, |received| async move {
            let request = received.request;
            let (length, media_type) = (request.body.length(), request.content_type);
            let read = request.body.bytes(10).await?;
            Err::<types::UploadContentResponse, _>(ErrorResponse::not_found(format!(
                "{length:?} {media_type:?} {}",
                String::from_utf8_lossy(&read)
            )))
        })
}

async fn post(router: &Router, uri: &str, body: impl Into<Bytes>) -> TestResponse {
    send(router, request("POST", uri), body).await
}

/// Sends a body in chunks, without a length.
async fn stream<S>(router: &Router, uri: &str, chunks: S) -> TestResponse
where
    S: Stream<Item = Result<Frame<Bytes>, std::io::Error>> + Send + 'static,
{
    let response = router.respond(request("POST", uri).body(StreamBody::new(chunks)).unwrap()).await;
    let (head, body) = response.into_parts();
    let body: Value = serde_json::from_slice(&body.collect().await.unwrap().to_bytes()).unwrap();
    TestResponse { status: head.status, headers: head.headers, body }
}

/// A stream of chunks, which may never end.
struct Chunks {
    left: Vec<Result<Frame<Bytes>, std::io::Error>>,
    hangs: bool,
}

impl Chunks {
    fn of(texts: &[&'static str]) -> Self {
        let mut left: Vec<_> =
            texts.iter().map(|text| Ok(Frame::data(Bytes::from_static(text.as_bytes())))).collect();
        left.reverse();
        Self { left, hangs: false }
    }

    fn then_nothing(self) -> Self {
        Self { hangs: true, ..self }
    }

    fn then_broken(mut self) -> Self {
        self.left.insert(0, Err(std::io::Error::other("reset by syt_secret")));
        self
    }
}

impl Stream for Chunks {
    type Item = Result<Frame<Bytes>, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        match self.left.pop() {
            None if self.hangs => std::task::Poll::Pending,
            chunk => std::task::Poll::Ready(chunk),
        }
    }
}

#[tokio::test]
async fn a_body_has_the_limit_of_the_router_or_of_the_operation() {
    let body = |length: usize| format!(r#"{{"name":"{}"}}"#, "x".repeat(length - 11));
    let router = router().max_body(64).max_body_of(op::Login, 20);
    assert_eq!(post(&router, CREATE, body(64)).await.status.as_u16(), 200);
    assert_eq!(post(&router, CREATE, body(65)).await.error(), (413, "M_TOO_LARGE"));
    let login = |length: usize| format!(r#"{{"type":"{}"}}"#, "x".repeat(length - 11));
    assert_eq!(post(&router, LOGIN, login(20)).await.error(), (404, "M_NOT_FOUND"));
    assert_eq!(post(&router, LOGIN, login(21)).await.error(), (413, "M_TOO_LARGE"));
    // There is a default limit, too.
    assert_eq!(post(&self::router(), CREATE, body(16 << 20)).await.status.as_u16(), 200);
    assert_eq!(post(&self::router(), CREATE, body((16 << 20) + 1)).await.error(), (413, "M_TOO_LARGE"));
}

#[tokio::test]
async fn a_body_of_unknown_length_has_the_limit_too_and_is_read_no_further() {
    let router = router().max_body(12);
    let chunked = |texts: &[&'static str]| stream(&router, CREATE, Chunks::of(texts));
    assert_eq!(chunked(&["{\"name\"", ":", "\"x\"}"]).await.body["room_id"], "!1");
    assert_eq!(chunked(&["{\"name\"", ":\"x\"}", " "]).await.error(), (413, "M_TOO_LARGE"));
    // The rest never arrives, and the router does not wait for it.
    let endless = Chunks::of(&["{\"name\"", ":\"xx\"}"]).then_nothing();
    assert_eq!(stream(&router, CREATE, endless).await.error(), (413, "M_TOO_LARGE"));
}

#[tokio::test]
async fn a_request_without_a_valid_token_is_refused_before_its_body_is_read() {
    let router = router();
    let request = request("POST", CREATE).header("X", "y");
    let mut request = request.body(StreamBody::new(Chunks::of(&[]).then_nothing())).unwrap();
    request.headers_mut().remove("authorization");
    assert_eq!(router.respond(request).await.status().as_u16(), 401);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_in_time_is_a_timeout() {
    let router = router().body_timeout(Duration::from_secs(7));
    let begun = tokio::time::Instant::now();
    let slow = stream(&router, CREATE, Chunks::of(&["{"]).then_nothing()).await;
    assert_eq!(slow.error(), (408, "M_UNKNOWN"));
    assert_eq!(begun.elapsed().as_secs(), 7);
    // One byte at a time does not help.
    let begun = tokio::time::Instant::now();
    let trickling = stream(&router, CREATE, trickle()).await;
    assert_eq!((trickling.error(), begun.elapsed().as_secs()), ((408, "M_UNKNOWN"), 7));
    // An upload may take any time, but must not pause.
    let begun = tokio::time::Instant::now();
    let upload = stream(&router, UPLOAD, Chunks::of(&["abc"]).then_nothing()).await;
    assert_eq!((upload.error(), begun.elapsed().as_secs()), ((408, "M_UNKNOWN"), 7));
    let begun = tokio::time::Instant::now();
    let upload = stream(&router, UPLOAD, trickle()).await;
    assert_eq!((upload.error(), begun.elapsed().as_secs()), ((413, "M_TOO_LARGE"), 22));
}

#[tokio::test(start_paused = true)]
async fn the_longest_time_limit_of_a_body_is_beyond_every_time() {
    let router = router().body_timeout(Duration::MAX);
    assert_eq!(post(&router, CREATE, r#"{"name":"x"}"#).await.body["room_id"], "!1");
    let upload = stream(&router, UPLOAD, trickle()).await;
    assert_eq!(upload.error(), (413, "M_TOO_LARGE"));
}

/// Returns a stream with a byte every two seconds.
fn trickle() -> impl Stream<Item = Result<Frame<Bytes>, std::io::Error>> {
    struct Trickle(std::pin::Pin<Box<tokio::time::Sleep>>);
    impl Stream for Trickle {
        type Item = Result<Frame<Bytes>, std::io::Error>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::ready!(self.0.as_mut().poll(context));
            self.0 = Box::pin(tokio::time::sleep(Duration::from_secs(2)));
            std::task::Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b" ")))))
        }
    }
    Trickle(Box::pin(tokio::time::sleep(Duration::from_secs(2))))
}

#[tokio::test]
async fn an_incomplete_body_is_an_error_without_the_cause() {
    for uri in [CREATE, UPLOAD] {
        let response = stream(&router(), uri, Chunks::of(&["{"]).then_broken()).await;
        assert_eq!(response.error(), (400, "M_UNKNOWN"), "{uri}");
        assert!(!response.message().contains("syt_secret"), "{uri}");
    }
}

#[tokio::test]
async fn json_that_does_not_fit_is_reported_with_its_path_and_without_its_text() {
    let router = router();
    let response = post(&router, CREATE, r#"{"name":"x","invite":["@a:b",{"syt_secret":1}]}"#).await;
    assert_eq!(response.error(), (400, "M_BAD_JSON"));
    assert!(response.message().starts_with("the body does not fit at $.invite[1]"), "{}", response.message());
    assert!(!response.message().contains("syt_secret"), "{}", response.message());
    for (body, code) in [
        ("{", "M_NOT_JSON"),
        ("name=x", "M_NOT_JSON"),
        ("{} {}", "M_NOT_JSON"),
        ("\"text\"", "M_BAD_JSON"),
        ("[]", "M_BAD_JSON"),
        ("null", "M_BAD_JSON"),
        (r#"{"name":1}"#, "M_BAD_JSON"),
        (r#"{"name":"x","name":"y"}"#, "M_BAD_JSON"),
    ] {
        assert_eq!(post(&router, CREATE, body).await.error(), (400, code), "{body}");
    }
    assert_eq!(post(&router, CREATE, &b"{\"name\":\"\xff\"}"[..]).await.error(), (400, "M_NOT_JSON"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(post(&router, CREATE, deep).await.status.as_u16(), 400);
    assert_eq!(post(&router, LOGIN, "{}").await.error(), (400, "M_BAD_JSON"));
}

#[tokio::test]
async fn a_body_with_any_fields_is_an_object() {
    let router = known_tokens().on(op::SendMessage, |received| async move {
        Err::<types::SendMessageResponse, _>(ErrorResponse::not_found(received.request.body.json()))
    });
    let uri = "/_matrix/client/v3/rooms/!room:example.org/send/m.room.message/1";
    for body in ["1", "null", " []", "\"{}\"", "true"] {
        let response = send(&router, request("PUT", uri), body).await;
        assert_eq!(response.error(), (400, "M_BAD_JSON"), "{body}");
    }
    for (body, read) in [(" \n{\"a\": 1} ", "{\"a\": 1}"), ("", "{}")] {
        assert_eq!(send(&router, request("PUT", uri), body).await.message(), read);
    }
}

#[tokio::test]
async fn an_empty_body_is_an_empty_object() {
    assert_eq!(post(&router(), CREATE, "").await.body["room_id"], "!7");
    let none = request("POST", CREATE).body(http_body_util::Empty::<Bytes>::new()).unwrap();
    assert_eq!(router().respond(none).await.status().as_u16(), 200);
}

#[tokio::test]
async fn the_media_type_of_json_is_ignored() {
    for media_type in
        ["application/json", "application/json; charset=utf-8", "text/plain", "multipart/form-data"]
    {
        let request = request("POST", CREATE).header("Content-Type", media_type);
        let response = send(&router(), request, r#"{"name":"abc"}"#).await;
        assert_eq!(response.body["room_id"], "!3", "{media_type}");
    }
    let form = request("POST", CREATE).header("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(send(&router(), form, "name=abc").await.error(), (400, "M_NOT_JSON"));
}

#[tokio::test]
async fn the_handler_reads_an_upload() {
    let upload = request("POST", UPLOAD).header("Content-Type", "image/png");
    let response = send(&router().max_body(1), upload, "0123456789").await;
    assert_eq!(response.message(), "Some(10) Some(\"image/png\") 0123456789");
    assert_eq!(post(&router(), UPLOAD, "0123456789a").await.error(), (413, "M_TOO_LARGE"));
    let chunked = stream(&router(), UPLOAD, Chunks::of(&["01", "", "23"])).await;
    assert_eq!(chunked.message(), "None None 0123");
}

#[tokio::test]
async fn events_share_the_text_of_the_request() {
    let router = Router::new().homeserver_token("alice").on(
        application_service::op::SendTransaction,
        |received| async move {
            let events = received.request.body.events;
            let start = |index: usize| events[index].json().as_ptr().addr();
            assert_eq!((events.len(), start(1) - start(0)), (2, events[0].json().len() + 2));
            Ok(())
        },
    );
    let body = r#"{"events":[{"type":"m.a","content":{"x": 1.50}}, {"type":"m.b"}]}"#;
    let response = send(&router, request("PUT", "/_matrix/app/v1/transactions/1"), body).await;
    assert_eq!((response.status.as_u16(), response.body), (200, serde_json::json!({})));
}

#[tokio::test]
async fn a_body_where_none_is_expected_is_ignored() {
    let router = known_tokens().on(op::Logout, |_| async { Ok(()) });
    let hanging = Chunks::of(&["no json"]).then_nothing();
    let response = stream(&router, "/_matrix/client/v3/logout", hanging).await;
    assert_eq!(response.status.as_u16(), 200);
}

#[tokio::test]
async fn the_future_of_a_handler_is_dropped_with_the_request() {
    struct Told(std::sync::Arc<std::sync::atomic::AtomicUsize>);
    impl Drop for Told {
        fn drop(&mut self) {
            self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        }
    }
    let dropped = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let told = dropped.clone();
    let router = known_tokens().on(op::Logout, move |_| {
        let told = Told(told.clone());
        async move {
            let _told = told;
            pending::<Result<(), ErrorResponse>>().await
        }
    });
    let body = http_body_util::Empty::<Bytes>::new().map_err(|never: Infallible| never);
    let responding = router.respond(request("POST", "/_matrix/client/v3/logout").body(body).unwrap());
    let given_up = tokio::time::timeout(Duration::from_millis(20), responding).await;
    assert!(given_up.is_err());
    assert_eq!(dropped.load(std::sync::atomic::Ordering::SeqCst), 1);
}

const INVITE: &str = "/_matrix/client/v3/rooms/!a:b/invite";

/// Returns a router with both invites, which differ in the body.
fn invites() -> Router {
    known_tokens()
        .on(op::InviteUser, |_| async { Err::<(), _>(ErrorResponse::not_found("user")) })
        .on(op::InviteBy3pid, |_| async { Err::<(), _>(ErrorResponse::not_found("third party")) })
}

#[tokio::test]
async fn operations_on_one_path_have_separate_limits() {
    let router = invites().max_body(1024).max_body_of(op::InviteUser, 4096);
    let user = |length: usize| format!(r#"{{"user_id": "@a:b", "reason": "{}"}}"#, "x".repeat(length));
    let pid = |length: usize| {
        let fill = "x".repeat(length);
        format!(r#"{{"id_server": "a", "id_access_token": "b", "medium": "email", "address": "{fill}"}}"#)
    };
    assert_eq!(post(&router, INVITE, user(2048)).await.message(), "user");
    assert_eq!(post(&router, INVITE, user(4096)).await.error(), (413, "M_TOO_LARGE"));
    assert_eq!(post(&router, INVITE, pid(512)).await.message(), "third party");
    assert_eq!(post(&router, INVITE, pid(2048)).await.error(), (413, "M_TOO_LARGE"));
    // The limit may also be lower than that of all other operations.
    let router = invites().max_body_of(op::InviteUser, 1024);
    assert_eq!(post(&router, INVITE, user(2048)).await.error(), (413, "M_TOO_LARGE"));
    assert_eq!(post(&router, INVITE, pid(2048)).await.message(), "third party");
}

#[tokio::test]
async fn the_credential_is_checked_before_a_body_that_distinguishes_operations() {
    let router = invites().max_body(1024).body_timeout(Duration::from_secs(3600));
    let ask = async |token: &str, body: Chunks| {
        let request = matrix_openapi::server::http::Request::post(INVITE).header("Authorization", token);
        let response = router.respond(request.body(StreamBody::new(body)).unwrap()).await;
        response.status().as_u16()
    };
    // The body of the first request never arrives, and the router does not wait for it.
    let hangs = || Chunks { left: Vec::new(), hangs: true };
    assert_eq!(ask("", hangs()).await, 401);
    assert_eq!(ask("Bearer wrong", hangs()).await, 401);
    assert_eq!(ask("Bearer alice", Chunks::of(&["{\"user_id\": ", "\"@a:b\"}"])).await, 404);
}
