//! Servers of the APIs: the router, with and without a connection.

mod application_service;
mod bodies;
mod connections;
mod containment;
mod credentials;
mod parameters;
mod push_gateway;
mod responses;
mod routing;
mod signatures;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use matrix_openapi::server::http::{HeaderMap, Request, StatusCode, request};
use matrix_openapi::server::{Caller, ErrorResponse, PresentedToken, Router};
use serde_json::Value;

/// The response of a router, with its body as JSON; `null` for an empty one.
#[derive(Debug)]
struct TestResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl TestResponse {
    /// Returns the status and the error code.
    fn error(&self) -> (u16, &str) {
        (self.status.as_u16(), self.body["errcode"].as_str().unwrap_or_default())
    }

    fn message(&self) -> &str {
        self.body["error"].as_str().unwrap_or_default()
    }
}

/// Lets a router respond to a request without a body.
async fn get(router: &Router, uri: &str) -> TestResponse {
    send(router, request("GET", uri), "").await
}

/// Lets a router respond to a request.
async fn send(router: &Router, request: request::Builder, body: impl Into<Bytes>) -> TestResponse {
    let response = router.respond(request.body(Full::new(body.into())).unwrap()).await;
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).unwrap() };
    TestResponse { status: head.status, headers: head.headers, body }
}

/// Starts a request of the user `@alice:example.org`.
fn request(method: &str, uri: &str) -> request::Builder {
    Request::builder().method(method).uri(uri).header("Authorization", "Bearer alice")
}

/// Returns a router that knows the tokens `alice`, `bridge` and `bridge2`. The last two belong to an application service.
fn known_tokens() -> Router {
    Router::new().tokens(|token| async move { find(&token) })
}

fn find(token: &PresentedToken) -> Result<Caller, ErrorResponse> {
    match token.secret().expose() {
        "alice" => Ok(Caller::user("@alice:example.org".parse().unwrap(), Some("DEVICE".to_owned()))),
        "bridge" => {
            let user = token.asserted_user().unwrap_or("@bridge:example.org");
            let user = user.parse().map_err(|error| ErrorResponse::invalid_param("user_id", error))?;
            Ok(Caller::application_service("irc", user, token.asserted_device().map(str::to_owned)))
        }
        "soft" => Err(ErrorResponse::unknown_token().soft_logout()),
        _ => Err(ErrorResponse::unknown_token()),
    }
}
