//! The responses of handlers, and the headers that a router adds.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use matrix_openapi::client_server::{op, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::Redirect;
use matrix_openapi::server::http::header::{CONTENT_DISPOSITION, HeaderValue};
use matrix_openapi::server::http::{HeaderMap, StatusCode};
use matrix_openapi::server::{Content, ErrorResponse, Reply, ResponseBody, Router};
use matrix_openapi::{identity, push_gateway};
use serde_json::json;

use super::{get, known_tokens, request, send};

/// Returns the status, headers and bytes of a response.
async fn raw(router: &Router, uri: &str) -> (u16, HeaderMap, Bytes) {
    let response =
        router.respond(request("GET", uri).body(http_body_util::Empty::<Bytes>::new()).unwrap()).await;
    let (head, body) = response.into_parts();
    (head.status.as_u16(), head.headers, body.collect().await.unwrap().to_bytes())
}

#[tokio::test]
async fn json_is_written_with_extra_fields() {
    let router = known_tokens().on(op::Whoami, |received| async move {
        let mut response = types::WhoamiResponse::new(received.user_id()?);
        response.device_id = received.caller().and_then(|caller| caller.device_id()).map(str::to_owned);
        response.extra.insert("org.example.mood", &"good").unwrap();
        Ok(response)
    });
    let (status, headers, body) = raw(&router, "/_matrix/client/v3/account/whoami").await;
    assert_eq!((status, &headers["content-type"]), (200, &HeaderValue::from_static("application/json")));
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let expected =
        json!({"user_id": "@alice:example.org", "device_id": "DEVICE", "org.example.mood": "good"});
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_reply_has_another_status_and_headers() {
    let router = known_tokens().on(op::UpdateDevice, |_| async {
        Ok(Reply::new(())
            .status(StatusCode::CREATED)
            .header(CONTENT_DISPOSITION, HeaderValue::from_static("inline")))
    });
    let response = send(&router, request("PUT", "/_matrix/client/v3/devices/D"), "{}").await;
    assert_eq!((response.status.as_u16(), response.body), (201, json!({})));
    assert_eq!(response.headers["content-disposition"], "inline");
}

#[tokio::test]
async fn content_of_any_media_type_is_sent_unchanged() {
    let chunks = || {
        let chunks = [Ok::<_, std::io::Error>(Bytes::from_static(b"a")), Ok(Bytes::new()), Ok("bc".into())];
        ResponseBody::stream(BodyChunks(chunks.into_iter().collect()))
    };
    let router = known_tokens()
        .on(op::GetContentAuthed, |received| async move {
            let disposition = HeaderValue::from_static("attachment");
            let content = Content::new("text/plain; charset=utf-8", received.request.media_id);
            Ok(content.header(CONTENT_DISPOSITION, disposition))
        })
        .on(op::GetContentThumbnailAuthed, move |_| {
            let body = chunks();
            async move { Ok(Content::new("no\nmedia type", body)) }
        });
    let (status, headers, body) = raw(&router, "/_matrix/client/v1/media/download/example.org/abc").await;
    assert_eq!((status, &body[..]), (200, &b"abc"[..]));
    assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(headers["content-disposition"], "attachment");
    let thumbnail = "/_matrix/client/v1/media/thumbnail/example.org/abc?width=1&height=1";
    let (status, headers, body) = raw(&router, thumbnail).await;
    assert_eq!((status, &body[..]), (200, &b"abc"[..]));
    assert_eq!(headers["content-type"], "application/octet-stream");
}

struct BodyChunks(std::collections::VecDeque<Result<Bytes, std::io::Error>>);

impl futures_core::Stream for BodyChunks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop_front())
    }
}

#[tokio::test]
async fn a_redirect_leads_to_an_absolute_url() {
    let router = Router::new().on(op::RedirectToSso, |received| async move {
        Redirect::to(&received.request.redirect_url)
            .map_err(|error| ErrorResponse::invalid_param("redirectUrl", error))
    });
    let uri = "/_matrix/client/v3/login/sso/redirect?redirectUrl=";
    let (status, headers, body) = raw(&router, &format!("{uri}https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc")).await;
    assert_eq!((status, body.len()), (302, 0));
    assert_eq!(headers["location"], "https://example.org/a?b=c");
    assert_eq!(get(&router, &format!("{uri}/relative")).await.error(), (400, "M_INVALID_PARAM"));
}

#[tokio::test]
async fn errors_have_their_status_code_fields_and_headers() {
    let limited = ErrorResponse::limited(Duration::from_millis(1500)).field("org.example.reason", "busy");
    let uia = ErrorResponse::user_interactive([["m.login.password"], ["m.login.sso"]], "session");
    let router = known_tokens()
        .on(op::Logout, move |_| std::future::ready(Err::<(), _>(limited.clone())))
        .on(op::LogoutAll, move |_| std::future::ready(Err::<(), _>(uia.clone())));
    let response = send(&router, request("POST", "/_matrix/client/v3/logout"), "").await;
    assert_eq!((response.status.as_u16(), &response.headers["retry-after"]), (429, &HeaderValue::from(2)));
    let expected = json!({
        "errcode": "M_LIMIT_EXCEEDED", "error": "too many requests", "retry_after_ms": 1500, "org.example.reason": "busy"
    });
    assert_eq!(response.body, expected);
    let response = send(&router, request("POST", "/_matrix/client/v3/logout/all"), "").await;
    let flows = json!([{"stages": ["m.login.password"]}, {"stages": ["m.login.sso"]}]);
    assert_eq!(response.body, json!({"flows": flows, "params": {}, "session": "session"}));
    assert_eq!(response.status.as_u16(), 401);
}

#[tokio::test]
async fn the_error_of_another_server_is_forwarded() {
    let body = r#"{"errcode":"M_USER_LOCKED","error":"later","soft_logout":true,"retry_after_ms":5,"x":[1]}"#;
    let server = matrix_openapi_testing::Server::responding(move |_| {
        matrix_openapi_testing::json_response("401 Unauthorized", body)
    });
    let server = server.await;
    let client = identity::Client::builder(&server.url).build().unwrap();
    let Err(matrix_openapi::Error::Api(error)) = client.get_versions().send().await else {
        panic!("no error of the server")
    };
    let error = ErrorResponse::from(*error);
    assert_eq!((error.status.as_u16(), error.errcode.clone()), (401, Some(ErrorCode::UserLocked)));
    assert_eq!(error.to_string(), "status 401, M_USER_LOCKED: later");
    let router = known_tokens().on(op::Logout, move |_| std::future::ready(Err::<(), _>(error.clone())));
    let response = send(&router, request("POST", "/_matrix/client/v3/logout"), "").await;
    assert_eq!(response.body, serde_json::from_str::<serde_json::Value>(body).unwrap());
}

#[tokio::test]
async fn a_handler_that_panics_affects_only_its_request() {
    let router = known_tokens()
        .on(op::Logout, |_| async {
            tokio::task::yield_now().await;
            if true {
                panic!("syt_secret");
            }
            Ok(())
        })
        .on(op::LogoutAll, |_| -> std::future::Ready<Result<(), ErrorResponse>> { panic!("syt_secret") });
    for path in ["/_matrix/client/v3/logout", "/_matrix/client/v3/logout/all"] {
        let response = send(&router, request("POST", path), "").await;
        assert_eq!((response.error(), response.message()), ((500, "M_UNKNOWN"), "the server has failed"));
        assert!(response.headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn web_clients_are_allowed_in_the_apis_that_they_use() {
    let web = known_tokens().on(op::Logout, |_| async { Ok(()) });
    let identity = Router::new().on(identity::op::PingV2, |_| async { Ok(()) });
    for router in [&web, &identity] {
        for path in ["/_matrix/client/v3/logout", "/unknown"] {
            let response = send(router, request("OPTIONS", path), "").await;
            assert_eq!((response.status.as_u16(), &response.body), (204, &json!(null)));
            assert_eq!(response.headers["access-control-allow-origin"], "*");
            assert_eq!(response.headers["access-control-allow-methods"], "GET, POST, PUT, DELETE, OPTIONS");
            let allowed = "X-Requested-With, Content-Type, Authorization";
            assert_eq!(response.headers["access-control-allow-headers"], allowed);
        }
        assert_eq!(get(router, "/unknown").await.headers["access-control-allow-origin"], "*");
    }
    let push = Router::new()
        .on(push_gateway::op::Notify, |_| async { Ok(push_gateway::types::NotifyResponse::new(Vec::new())) });
    let response = send(&push, request("OPTIONS", "/_matrix/push/v1/notify"), "").await;
    assert_eq!(response.error(), (405, "M_UNRECOGNIZED"));
    assert!(!response.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn a_handler_can_set_the_headers_for_web_clients_itself() {
    let origin = HeaderValue::from_static("https://app.example.org");
    let router = known_tokens().on(op::Logout, move |_| {
        let origin = origin.clone();
        async move { Ok(Reply::new(()).header(http::header::ACCESS_CONTROL_ALLOW_ORIGIN, origin)) }
    });
    let response = send(&router, request("POST", "/_matrix/client/v3/logout"), "").await;
    let origins: Vec<_> = response.headers.get_all("access-control-allow-origin").iter().collect();
    assert_eq!(origins, ["https://app.example.org"]);
}

#[test]
fn debug_output_of_errors_omits_values_of_other_fields() {
    let uia = ErrorResponse::user_interactive([["m.login.password"]], "secret_session");
    assert!(!format!("{uia:?} {uia}").contains("secret_session"));
}
