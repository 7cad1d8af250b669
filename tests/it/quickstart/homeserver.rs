//! The in-process homeserver over plain HTTP. The tests of the example rely on its refusals.

use std::time::Duration;

use matrix_openapi::application_service::types::Registration;
use matrix_openapi_testing::ClosedPort;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::program::support::{AppService, Homeserver, Settings};

/// A plain HTTP client of the homeserver.
struct PlainClient {
    server: Homeserver,
    http: reqwest::Client,
}

impl PlainClient {
    async fn start(settings: Settings) -> Self {
        let server = Homeserver::start(settings).await.unwrap();
        Self { server, http: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.server.url()))
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        with_json(self.request(Method::POST, path), body)
    }

    async fn log_in(&self) -> Value {
        let body = json!({
            "type": "m.login.password",
            "identifier": { "type": "m.id.user", "user": self.server.user() },
            "password": self.server.password(),
            "refresh_token": true,
        });
        succeed(self.post("/_matrix/client/v3/login", &body)).await
    }

    async fn token(&self) -> String {
        text(&self.log_in().await, "access_token")
    }
}

fn with_json(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request.header("content-type", "application/json").body(body.to_string())
}

async fn send(request: RequestBuilder) -> (StatusCode, Value) {
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

async fn succeed(request: RequestBuilder) -> Value {
    let (status, body) = send(request).await;
    assert_eq!(status, StatusCode::OK, "{}", body["errcode"]);
    body
}

async fn assert_refused(request: RequestBuilder, status: u16, errcode: &str) -> Value {
    let (found, body) = send(request).await;
    assert_eq!((found.as_u16(), body["errcode"].as_str()), (status, Some(errcode)));
    body
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("'{name}' is not a string")).to_owned()
}

const WHOAMI: &str = "/_matrix/client/v3/account/whoami";
const REFRESH: &str = "/_matrix/client/v3/refresh";
const REGISTER: &str = "/_matrix/client/v3/register";

#[tokio::test]
async fn a_token_must_be_sent_once_and_as_bearer() {
    let plain = PlainClient::start(Settings::default()).await;
    let token = plain.token().await;
    let bearer = format!("Bearer {token}");
    let in_query = format!("{WHOAMI}?access_token={token}");

    let me = succeed(plain.get(WHOAMI).header("authorization", &bearer)).await;
    assert_eq!(me["user_id"], "@alice:localhost");
    assert_eq!(succeed(plain.get(&in_query)).await, me);

    assert_refused(plain.get(WHOAMI), 401, "M_MISSING_TOKEN").await;
    assert_refused(plain.get(&in_query).header("authorization", &bearer), 401, "M_MISSING_TOKEN").await;
    let twice = plain.get(WHOAMI).header("authorization", &bearer).header("authorization", &bearer);
    assert_refused(twice, 401, "M_MISSING_TOKEN").await;
    let lower_case = plain.get(WHOAMI).header("authorization", format!("bearer {token}"));
    assert_refused(lower_case, 401, "M_MISSING_TOKEN").await;
    let other_scheme = plain.get(WHOAMI).header("authorization", format!("Basic {token}"));
    assert_refused(other_scheme, 401, "M_MISSING_TOKEN").await;
    let unknown = assert_refused(plain.get(WHOAMI).bearer_auth("made-up"), 401, "M_UNKNOWN_TOKEN").await;
    assert_eq!(unknown["soft_logout"], false);
}

#[tokio::test]
async fn endpoints_without_authentication_refuse_a_token() {
    let plain = PlainClient::start(Settings::default()).await;
    let token = plain.token().await;
    for path in ["/.well-known/matrix/client", "/_matrix/client/v3/login"] {
        succeed(plain.get(path)).await;
        assert_refused(plain.get(path).bearer_auth(&token), 400, "M_INVALID_PARAM").await;
        let in_query = plain.get(&format!("{path}?access_token={token}"));
        assert_refused(in_query, 400, "M_INVALID_PARAM").await;
    }
    let bodies = [
        (REFRESH, json!({ "refresh_token": "any" })),
        (REGISTER, json!({})),
        ("/_matrix/client/v3/login", json!({ "type": "m.login.password" })),
    ];
    for (path, body) in bodies {
        let call = plain.post(path, &body).bearer_auth(&token);
        assert_refused(call, 400, "M_INVALID_PARAM").await;
    }
    let versions = "/_matrix/client/versions";
    assert!(succeed(plain.get(versions)).await["versions"].is_array());
    succeed(plain.get(versions).bearer_auth(&token)).await;
    assert_refused(plain.get(versions).bearer_auth("made-up"), 401, "M_UNKNOWN_TOKEN").await;
}

#[tokio::test]
async fn a_refresh_rotates_both_tokens() {
    let plain = PlainClient::start(Settings::default()).await;
    let first = plain.log_in().await;
    let refresh = |token: &str| plain.post(REFRESH, &json!({ "refresh_token": token }));

    let second = succeed(refresh(&text(&first, "refresh_token"))).await;
    assert_ne!(first["access_token"], second["access_token"]);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    let old = plain.get(WHOAMI).bearer_auth(text(&first, "access_token"));
    assert_refused(old, 401, "M_UNKNOWN_TOKEN").await;

    // The response may have been lost, so the old refresh token is valid until the new tokens are used.
    let third = succeed(refresh(&text(&first, "refresh_token"))).await;
    let lost = plain.get(WHOAMI).bearer_auth(text(&second, "access_token"));
    assert_refused(lost, 401, "M_UNKNOWN_TOKEN").await;
    succeed(plain.get(WHOAMI).bearer_auth(text(&third, "access_token"))).await;
    let used = assert_refused(refresh(&text(&first, "refresh_token")), 401, "M_UNKNOWN_TOKEN").await;
    assert_eq!(used["soft_logout"], true);
    assert_refused(refresh("made-up"), 401, "M_UNKNOWN_TOKEN").await;
    assert_refused(plain.post(REFRESH, &json!({})), 400, "M_BAD_JSON").await;
}

#[tokio::test]
async fn an_expired_token_is_a_soft_logout() {
    let settings = Settings { token_lifetime: Duration::ZERO, ..Settings::default() };
    let plain = PlainClient::start(settings).await;
    let session = plain.log_in().await;
    assert_eq!(session["expires_in_ms"], 0);
    let late = plain.get(WHOAMI).bearer_auth(text(&session, "access_token"));
    let body = assert_refused(late, 401, "M_UNKNOWN_TOKEN").await;
    assert_eq!(body["soft_logout"], true);
}

#[tokio::test]
async fn registration_asks_for_the_dummy_stage_first() {
    let plain = PlainClient::start(Settings::default()).await;
    let wish = json!({ "username": "bob", "password": "a password", "refresh_token": true });
    let (status, challenge) = send(plain.post(REGISTER, &wish)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(challenge["flows"], json!([{ "stages": ["m.login.dummy"] }]));
    assert!(challenge.get("errcode").is_none());

    let with_session = |kind: &str, session: &str| {
        let mut body = wish.clone();
        body["auth"] = json!({ "type": kind, "session": session });
        plain.post(REGISTER, &body)
    };
    let session = text(&challenge, "session");
    assert_refused(with_session("m.login.dummy", "made-up"), 400, "M_UNKNOWN").await;
    let wrong = assert_refused(with_session("m.login.sso", &session), 401, "M_UNRECOGNIZED").await;
    assert_eq!(wrong["session"], session.as_str());
    let bob = succeed(with_session("m.login.dummy", &session)).await;
    assert_eq!(bob["user_id"], "@bob:localhost");
    assert!(bob["refresh_token"].is_string());
    assert_refused(plain.post(REGISTER, &wish), 400, "M_USER_IN_USE").await;
    let odd = plain.post(REGISTER, &json!({ "username": "Bob" }));
    assert_refused(odd, 400, "M_INVALID_USERNAME").await;
    let guest = plain.post(&format!("{REGISTER}?kind=guest"), &json!({}));
    assert_refused(guest, 403, "M_FORBIDDEN").await;
}

#[tokio::test]
async fn a_wrong_password_and_a_wrong_body_have_different_errors() {
    let plain = PlainClient::start(Settings::default()).await;
    let login = "/_matrix/client/v3/login";
    let identifier = json!({ "type": "m.id.user", "user": plain.server.user() });
    let wrong = json!({ "type": "m.login.password", "identifier": identifier, "password": "wrong" });
    assert_refused(plain.post(login, &wrong), 403, "M_FORBIDDEN").await;
    assert_refused(plain.post(login, &json!([])), 400, "M_BAD_JSON").await;
    assert_refused(plain.post(login, &json!({ "type": 1 })), 400, "M_BAD_JSON").await;
    assert_refused(plain.post(login, &json!({})), 400, "M_BAD_JSON").await;
    let no_type = plain.request(Method::POST, login).body(wrong.to_string());
    assert_refused(no_type, 400, "M_NOT_JSON").await;
    let two_types = plain.post(login, &wrong).header("content-type", "application/json");
    assert_refused(two_types, 400, "M_NOT_JSON").await;
    let no_json = plain.request(Method::POST, login).header("content-type", "application/json").body("{");
    assert_refused(no_json, 400, "M_NOT_JSON").await;
}

#[tokio::test]
async fn a_logout_revokes_the_token_and_unknown_paths_are_refused() {
    let plain = PlainClient::start(Settings::default()).await;
    let token = plain.token().await;
    succeed(plain.post("/_matrix/client/v3/logout", &json!({})).bearer_auth(&token)).await;
    assert_refused(plain.get(WHOAMI).bearer_auth(&token), 401, "M_UNKNOWN_TOKEN").await;
    assert_refused(plain.get("/_matrix/client/v3/nothing"), 404, "M_UNRECOGNIZED").await;
    assert_refused(plain.request(Method::DELETE, WHOAMI), 405, "M_UNRECOGNIZED").await;
}

#[tokio::test]
async fn a_transaction_is_sent_once_and_wakes_a_waiting_sync() {
    let plain = PlainClient::start(Settings::default()).await;
    let token = plain.token().await;
    let wish = json!({ "name": "the room" });
    let room = succeed(plain.post("/_matrix/client/v3/createRoom", &wish).bearer_auth(&token)).await;
    let room = text(&room, "room_id");
    let sync = |query: &str| {
        let path = format!("/_matrix/client/v3/sync{query}");
        plain.get(&path).bearer_auth(&token)
    };
    let first = succeed(sync("?timeout=60000")).await;
    let timeline = &first["rooms"]["join"][&room]["timeline"]["events"];
    assert_eq!(timeline[3]["content"], wish);

    let since = text(&first, "next_batch");
    let waiting = tokio::spawn(succeed(sync(&format!("?timeout=60000&since={since}"))));
    let path = format!("/_matrix/client/v3/rooms/{room}/send/m.room.message/t%2F1");
    let send = |body: &str| {
        let body = json!({ "msgtype": "m.text", "body": body });
        with_json(plain.request(Method::PUT, &path), &body).bearer_auth(&token)
    };
    let sent = succeed(send("once")).await;
    assert_eq!(succeed(send("twice")).await, sent);

    let woken = waiting.await.unwrap();
    let events = woken["rooms"]["join"][&room]["timeline"]["events"].as_array().unwrap().clone();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["event_id"], sent["event_id"]);
    assert_eq!(events[0]["content"]["body"], "once");
    assert_eq!(events[0]["unsigned"]["transaction_id"], "t/1");

    let nothing = succeed(sync(&format!("?since={}", text(&woken, "next_batch")))).await;
    assert_eq!(nothing["rooms"]["join"], json!({}));
    assert_refused(sync("?since=elsewhere"), 400, "M_INVALID_PARAM").await;
    let elsewhere = plain.request(Method::PUT, "/_matrix/client/v3/rooms/!x:y/send/m.room.message/t");
    assert_refused(with_json(elsewhere, &json!({})).bearer_auth(&token), 403, "M_FORBIDDEN").await;
}

#[tokio::test]
async fn media_is_downloaded_with_its_type_and_name() {
    let plain = PlainClient::start(Settings::default()).await;
    let token = plain.token().await;
    let bytes: Vec<u8> = (0..=255).cycle().take(3_000_000).collect();
    let upload = plain
        .request(Method::POST, "/_matrix/media/v3/upload?filename=caf%C3%A9.png")
        .header("content-type", "image/png")
        .body(bytes.clone());
    let uri = text(&succeed(upload.bearer_auth(&token)).await, "content_uri");
    let id = uri.strip_prefix("mxc://").unwrap();

    let path = format!("/_matrix/client/v1/media/download/{id}");
    let response = plain.get(&path).bearer_auth(&token).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/png");
    assert_eq!(response.headers()["content-disposition"], "attachment; filename*=UTF-8''caf%C3%A9%2Epng");
    assert_eq!(response.bytes().await.unwrap(), bytes);
    let renamed = plain.get(&format!("{path}/other")).bearer_auth(&token).send().await.unwrap();
    assert_eq!(renamed.headers()["content-disposition"], "attachment; filename*=UTF-8''other");

    assert_refused(plain.get(&path), 401, "M_MISSING_TOKEN").await;
    let elsewhere = plain.get("/_matrix/client/v1/media/download/localhost/nothing");
    assert_refused(elsewhere.bearer_auth(&token), 404, "M_NOT_FOUND").await;
    // One byte too many is refused because of the announced length, so no byte is sent.
    let (_, address) = plain.server.url().split_once("://").unwrap();
    let mut connection = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /_matrix/media/v3/upload HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        32 * 1024 * 1024 + 1
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 413 ") && response.contains("M_TOO_LARGE"), "{response}");
}

#[tokio::test]
async fn a_ping_reaches_the_application_service_and_reports_failures() {
    let service = AppService::start("telegram").await.unwrap();
    let good = service.registration().clone();
    let made_up =
        |id: &str, url: Option<String>| Registration::generate(id, url, format!("{id}bot")).unwrap();
    let closed = ClosedPort::reserve();
    let registrations = vec![
        good.clone(),
        made_up("stranger", good.url.clone()),
        made_up("unset", None),
        made_up("down", Some(closed.url.clone())),
    ];
    let tokens: Vec<String> = registrations.iter().map(|known| known.as_token.expose().to_owned()).collect();
    let plain = PlainClient::start(Settings { registrations, ..Settings::default() }).await;
    let ping = |id: &str, token: &str| {
        let path = format!("/_matrix/client/v1/appservice/{id}/ping");
        plain.post(&path, &json!({ "transaction_id": "t1" })).bearer_auth(token)
    };

    let pong = succeed(ping("telegram", &tokens[0])).await;
    assert!(pong["duration_ms"].is_u64());
    assert_eq!(service.transactions().await, ["t1"]);

    let refused = assert_refused(ping("stranger", &tokens[1]), 502, "M_BAD_STATUS").await;
    assert_eq!(refused["status"], 403);
    assert!(refused["body"].as_str().unwrap().contains("M_FORBIDDEN"));
    assert_refused(ping("unset", &tokens[2]), 400, "M_URL_NOT_SET").await;
    assert_refused(ping("down", &tokens[3]), 502, "M_CONNECTION_FAILED").await;
    assert_refused(ping("telegram", &tokens[1]), 403, "M_FORBIDDEN").await;
    assert_refused(ping("nobody", &tokens[0]), 403, "M_FORBIDDEN").await;
    assert_refused(ping("telegram", &plain.token().await), 403, "M_FORBIDDEN").await;
    assert_eq!(service.transactions().await, ["t1"]);
}

#[tokio::test]
async fn an_application_service_acts_as_its_own_users_only() {
    let service = AppService::start("telegram").await.unwrap();
    let registrations = vec![service.registration().clone()];
    let plain = PlainClient::start(Settings { registrations, ..Settings::default() }).await;
    let whoami = |query: &str| {
        let path = format!("{WHOAMI}{query}");
        plain.get(&path).bearer_auth(service.registration().as_token.expose())
    };
    assert_eq!(succeed(whoami("")).await["user_id"], "@telegrambot:localhost");
    let bob = succeed(whoami("?user_id=%40telegram_bob%3Alocalhost")).await;
    assert_eq!(bob["user_id"], "@telegram_bob:localhost");
    assert_refused(whoami("?user_id=%40alice%3Alocalhost"), 403, "M_FORBIDDEN").await;
    assert_refused(whoami("?user_id=%40telegram_bob%3Aelsewhere"), 403, "M_FORBIDDEN").await;
    let taken = plain.post(REGISTER, &json!({ "username": "telegram_bob" }));
    assert_refused(taken, 400, "M_EXCLUSIVE").await;
}
