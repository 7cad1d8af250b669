//! Three operations as a [`Router`] and as plain handlers of axum, which do the same and respond alike.

use axum::Json;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION,
    CONTENT_TYPE, HeaderName,
};
use http::request::Parts;
use http::{HeaderValue, Request, StatusCode};
use http_body_util::Full;
use matrix_openapi::auth::Secret;
use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::{EventId, RoomId, UserId};
use matrix_openapi::server::{Caller, ErrorResponse, Router};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::server::TOKEN;

const USER: &str = "@ada:example.org";
const DEVICE: &str = "ABCDEFGHIJ";
const EVENT: &str = "$0bXVq3lKQz7mX1pTn5cW9aYdRf2eUhGsJvBiLoPkMxE";

/// A request, again and again.
#[derive(Clone, Copy)]
pub struct Sample {
    /// Its name in the table.
    pub name: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path and query.
    pub target: &'static str,
    /// The body.
    pub body: &'static str,
}

/// A request without a body, one whose body stays as it is, and one whose body is read as a type.
pub const SAMPLES: [Sample; 3] = [
    Sample { name: "whoami", method: "GET", target: "/_matrix/client/v3/account/whoami", body: "" },
    Sample {
        name: "send",
        method: "PUT",
        target: "/_matrix/client/v3/rooms/!AbCdEfGhIjKlMnOpQr%3Aexample.org/send/m.room.message/m17",
        body: r#"{"msgtype":"m.text","body":"The same words again and again, so that only the way differs"}"#,
    },
    Sample {
        name: "login",
        method: "POST",
        target: "/_matrix/client/v3/login",
        body: r#"{"type":"m.login.password","identifier":{"type":"m.id.user","user":"ada"},"password":"correct horse","device_id":"ABCDEFGHIJ","initial_device_display_name":"phone"}"#,
    },
];

impl Sample {
    /// The request, for a server in this process.
    ///
    /// # Errors
    /// If it is not a request.
    pub fn request(&self) -> http::Result<Request<Full<Bytes>>> {
        Request::builder()
            .method(self.method)
            .uri(self.target)
            .header(AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from_static(self.body.as_bytes())))
    }

    /// The request, as a client writes it.
    pub fn text(&self) -> String {
        let Self { method, target, body, .. } = self;
        format!(
            "{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: benches\r\nAccept: */*\r\n\
             Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    }
}

/// The three operations as a router of this library.
pub fn ours() -> Router {
    let token = Secret::new(TOKEN);
    Router::new()
        .tokens(move |presented| {
            let is_known = presented.is(&token);
            std::future::ready(match is_known {
                true => Ok(Caller::user(UserId::unchecked(USER), Some(DEVICE.to_owned()))),
                false => Err(ErrorResponse::unknown_token()),
            })
        })
        .on(op::Whoami, |received| async move {
            let mut response = types::WhoamiResponse::new(received.user_id()?.clone());
            response.device_id = received.caller().and_then(Caller::device_id).map(str::to_owned);
            Ok(response)
        })
        .on(op::SendMessage, |received| async move {
            match received.request.room_id.as_str().is_empty() || received.request.body.json().len() < 2 {
                false => Ok(types::SendMessageResponse::new(EventId::unchecked(EVENT))),
                true => Err(ErrorResponse::forbidden("not in the room")),
            }
        })
        .on(op::Login, |received| async move {
            let request = received.request.body;
            let password = request.password.ok_or_else(|| ErrorResponse::missing_param("password"))?;
            match request.type_ == "m.login.password" && password.expose() == "correct horse" {
                true => Ok(types::LoginResponse::new(
                    TOKEN,
                    request.device_id.unwrap_or_default(),
                    UserId::unchecked(USER),
                )),
                false => Err(ErrorResponse::forbidden("wrong password")),
            }
        })
}

/// The same as handlers of axum, written by hand for just these operations.
pub fn plain() -> axum::Router {
    axum::Router::new()
        .route("/_matrix/client/v3/account/whoami", get(whoami))
        .route("/_matrix/client/v3/rooms/{room_id}/send/{event_type}/{txn_id}", put(send))
        .route("/_matrix/client/v3/login", post(login))
}

/// Who sends a request.
struct User {
    user_id: String,
    device_id: String,
}

impl<S: Sync> FromRequestParts<S> for User {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let value = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        match value.and_then(|value| value.strip_prefix("Bearer ")) {
            Some(TOKEN) => Ok(Self { user_id: USER.to_owned(), device_id: DEVICE.to_owned() }),
            Some(_) => Err(error(StatusCode::UNAUTHORIZED, "M_UNKNOWN_TOKEN")),
            None => Err(error(StatusCode::UNAUTHORIZED, "M_MISSING_TOKEN")),
        }
    }
}

#[derive(Serialize)]
struct WhoamiResponse {
    device_id: String,
    user_id: String,
}

async fn whoami(user: User) -> Response {
    respond(&WhoamiResponse { device_id: user.device_id, user_id: user.user_id })
}

#[derive(Serialize)]
struct SendResponse {
    event_id: &'static str,
}

async fn send(
    _: User,
    Path((room, _, _)): Path<(String, String, String)>,
    Json(body): Json<Box<RawValue>>,
) -> Response {
    match room.parse::<RoomId>().is_ok() && body.get().len() >= 2 {
        true => respond(&SendResponse { event_id: EVENT }),
        false => error(StatusCode::FORBIDDEN, "M_FORBIDDEN"),
    }
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is read as a whole, as ours is")]
struct LoginRequest {
    #[serde(rename = "type")]
    type_: String,
    identifier: Option<Identifier>,
    password: Option<String>,
    token: Option<String>,
    device_id: Option<String>,
    initial_device_display_name: Option<String>,
    refresh_token: Option<bool>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is read as a whole, as ours is")]
struct Identifier {
    #[serde(rename = "type")]
    type_: String,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct LoginResponse {
    access_token: &'static str,
    device_id: String,
    user_id: &'static str,
}

async fn login(Json(request): Json<LoginRequest>) -> Response {
    match request.type_ == "m.login.password" && request.password.as_deref() == Some("correct horse") {
        true => respond(&LoginResponse {
            access_token: TOKEN,
            device_id: request.device_id.unwrap_or_default(),
            user_id: USER,
        }),
        false => error(StatusCode::FORBIDDEN, "M_FORBIDDEN"),
    }
}

/// The headers that the specification recommends for web clients.
const CORS: [(HeaderName, HeaderValue); 3] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, PUT, DELETE, OPTIONS")),
    (ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("X-Requested-With, Content-Type, Authorization")),
];

fn respond(body: &impl Serialize) -> Response {
    (CORS, Json(body)).into_response()
}

fn error(status: StatusCode, code: &str) -> Response {
    (status, CORS, Json(serde_json::json!({ "errcode": code, "error": "refused" }))).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use http_body_util::BodyExt;
    use tower_service::Service;

    use super::*;

    async fn outcome<S, B>(
        mut service: S,
        request: Request<Full<Bytes>>,
    ) -> (u16, BTreeMap<String, String>, Bytes)
    where
        S: Service<Request<Full<Bytes>>, Response = http::Response<B>, Error: std::fmt::Debug>,
        B: BodyExt<Data = Bytes, Error: std::fmt::Debug>,
    {
        let response = service.call(request).await.unwrap();
        let text = |value: &HeaderValue| value.to_str().unwrap().to_owned();
        let headers =
            response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        (response.status().as_u16(), headers, response.into_body().collect().await.unwrap().to_bytes())
    }

    #[tokio::test]
    async fn both_respond_alike() {
        for sample in SAMPLES {
            let one = outcome(ours(), sample.request().unwrap()).await;
            let other = outcome(plain(), sample.request().unwrap()).await;
            assert_eq!(one.0, 200, "{}: {:?}", sample.name, one.2);
            let mut headers = other.1.clone();
            // axum adds the length itself, and hyper does it for ours.
            headers.remove("content-length");
            assert_eq!((one.0, one.1), (other.0, headers), "{}", sample.name);
            let json = |bytes: &Bytes| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
            assert_eq!(json(&one.2), json(&other.2), "{}", sample.name);
        }
    }

    #[tokio::test]
    async fn both_refuse_another_token() {
        for sample in &SAMPLES[..2] {
            let request = || {
                let mut request = sample.request().unwrap();
                request.headers_mut().insert(AUTHORIZATION, HeaderValue::from_static("Bearer other"));
                request
            };
            assert_eq!(outcome(ours(), request()).await.0, 401);
            assert_eq!(outcome(plain(), request()).await.0, 401);
        }
    }
}
