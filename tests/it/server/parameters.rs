//! Parameters of the path, the query and headers: the router reads what our client sends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use matrix_openapi::client_server::{Client, op, types};
use matrix_openapi::id::RoomId;
use matrix_openapi::server::{ErrorResponse, Received, Router, ServerEndpoint};
use matrix_openapi::{Credentials, identity};
use proptest::prelude::*;

use super::connections::serve;
use super::{get, known_tokens, request, send};

#[tokio::test]
async fn a_parameter_must_occur_once_and_be_valid() {
    let router = known_tokens().on(op::Sync, |received| async move {
        Err::<types::SyncResponse, _>(ErrorResponse::not_found(format!("{:?}", received.request)))
    });
    let sync = async |query: &str| get(&router, &format!("/_matrix/client/v3/sync?{query}")).await;
    let found =
        sync("timeout=30000&full_state=true&set_presence=org.example.busy&filter=%7B%22a%22%3A1%7D&other=x")
            .await;
    let shown = found.message();
    for part in
        ["timeout: Some(30000)", "full_state: Some(true)", "since: None", r#"filter: Some("{\"a\":1}")"#]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    for (query, name) in [
        ("timeout=secret", "timeout"),
        ("timeout=1.5", "timeout"),
        ("timeout=", "timeout"),
        ("full_state=1", "full_state"),
        ("since=a&since=a", "since"),
        ("timeout=99999999999999999999", "timeout"),
    ] {
        let response = sync(query).await;
        assert_eq!(response.error(), (400, "M_INVALID_PARAM"), "{query}");
        let message = response.message();
        assert!(message.contains(&format!("`{name}`")) && !message.contains("secret"), "{message}");
    }
}

#[tokio::test]
async fn a_missing_required_parameter_is_refused() {
    let router = Router::new().on(op::RedirectToSso, |_| async {
        Err::<matrix_openapi::http::Redirect, _>(ErrorResponse::not_found("read"))
    });
    let path = "/_matrix/client/v3/login/sso/redirect";
    let response = get(&router, path).await;
    assert_eq!(response.error(), (400, "M_MISSING_PARAM"));
    assert_eq!(response.message(), "the parameter `redirectUrl` is missing");
    // A string may be empty.
    assert_eq!(get(&router, &format!("{path}?redirectUrl=")).await.message(), "read");
}

#[tokio::test]
async fn identifiers_in_the_path_and_the_query_are_checked() {
    let router =
        known_tokens().on(op::ForgetRoom, |_| async { Ok(()) }).on(op::JoinRoom, |received| async move {
            Err::<types::JoinRoomResponse, _>(ErrorResponse::not_found(format!("{:?}", received.request.via)))
        });
    let forget = async |room: &str| {
        send(&router, request("POST", &format!("/_matrix/client/v3/rooms/{room}/forget")), "").await
    };
    assert_eq!(forget("!r:example.org").await.status.as_u16(), 200);
    for room in ["r", "%21", "!r:", "@r:example.org", "!r:a%20b"] {
        assert_eq!(forget(room).await.error(), (400, "M_INVALID_PARAM"), "{room}");
    }
    let join = async |query: &str| {
        send(&router, request("POST", &format!("/_matrix/client/v3/join/!r:a{query}")), "").await
    };
    assert_eq!(join("?via=a.org&via=b.org%3A1").await.message(), r#"["a.org", "b.org:1"]"#);
    assert_eq!(join("").await.message(), "[]");
    assert_eq!(join("?via=a.org&via=%2F").await.error(), (400, "M_INVALID_PARAM"));
}

/// The parameters that handlers received, as strings.
type SeenParameters = Arc<Mutex<Vec<String>>>;

/// Returns a handler that records a part of the request, and responds with a 404.
fn recording<E: ServerEndpoint>(
    seen: &SeenParameters,
    part: fn(E::Request) -> String,
) -> impl Fn(Received<E>) -> std::future::Ready<Result<E::Response, ErrorResponse>> + Send + Sync + 'static {
    let seen = Arc::clone(seen);
    move |received| {
        seen.lock().unwrap().push(part(received.request));
        std::future::ready(Err(ErrorResponse::not_found("read")))
    }
}

fn recorder(seen: &SeenParameters) -> Router {
    known_tokens()
        .on(
            op::SendMessage,
            recording::<op::SendMessage>(seen, |request| {
                format!("{}\n{}\n{}", request.room_id, request.event_type, request.txn_id)
            }),
        )
        .on(
            op::GetRoomStateWithKey,
            recording::<op::GetRoomStateWithKey>(seen, |request| {
                format!("{}\n{}", request.event_type, request.state_key)
            }),
        )
        .on(
            op::QueryUserByProtocol,
            recording::<op::QueryUserByProtocol>(seen, |request| format!("{:?}", request.fields)),
        )
        .on(
            op::GetRoomEvents,
            recording::<op::GetRoomEvents>(seen, |request| {
                let (from, limit) = (request.from.unwrap_or_default(), request.limit.unwrap_or_default());
                format!("{from}\n{}\n{limit}", request.dir)
            }),
        )
        .on(
            op::UploadContent,
            recording::<op::UploadContent>(seen, |request| {
                format!(
                    "{}\n{}",
                    request.filename.unwrap_or_default(),
                    request.content_type.unwrap_or_default()
                )
            }),
        )
        .on(identity::op::GetPubKeyV2, recording::<identity::op::GetPubKeyV2>(seen, |request| request.key_id))
}

/// Generates segments. Clients send neither a segment of dots nor an empty one.
fn segment() -> impl Strategy<Value = String> {
    let odd = "[/%?#&=+ ;:@!$'()*,.~\"<>\\\\^`{|}a-z\u{e9}\u{4e16}\u{1f600}\u{7f}\n\t-]{1,12}";
    odd.prop_filter("dots", |text| is_not_dots(text))
}

fn is_not_dots(text: &str) -> bool {
    !matches!(text, "." | "..")
}

fn key() -> impl Strategy<Value = String> {
    "[a-z%&=+ é]{1,6}".prop_filter("of the credential or the operation", |name| {
        !matches!(name.as_str(), "fields" | "access_token" | "user_id" | "device_id")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_a_client_writes_a_server_reads(
        room in segment(),
        one in segment(),
        other in segment(),
        text in "\\PC{0,12}".prop_filter("dots", |text| is_not_dots(text)),
        number in any::<i64>(),
        fields in prop::collection::btree_map(key(), "\\PC{0,8}", 0..4),
    ) {
        let room = RoomId::unchecked(format!("!{}:example.org", room.replace('\0', "").replace(':', ".")));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let seen = SeenParameters::default();
        let read = runtime.block_on(async {
            let url = serve(recorder(&seen)).await;
            let client =
                Client::builder(&url).credentials(Credentials::access_token("alice")).build().unwrap();
            let keys = identity::Client::builder(&url).build().unwrap();
            drop(client.send_message(&room, &one, &other, &serde_json::json!({})).send().await.unwrap_err());
            drop(client.get_room_state_with_key(&room, &one, &text).send().await.unwrap_err());
            drop(client.query_user_by_protocol("irc").fields(&fields).send().await.unwrap_err());
            drop(client.get_room_events(&room, text.as_str()).from(&one).limit(number).send().await.unwrap_err());
            drop(client.upload_content("x").filename(&text).send().await.unwrap_err());
            drop(keys.get_pub_key_v2(&one).send().await.unwrap_err());
            std::mem::take(&mut *seen.lock().unwrap())
        });
        let fields: BTreeMap<String, String> = fields;
        let expected = [
            format!("{room}\n{one}\n{other}"),
            format!("{one}\n{text}"),
            format!("{fields:?}"),
            format!("{one}\n{text}\n{number}"),
            format!("{text}\napplication/octet-stream"),
            one.clone(),
        ];
        prop_assert_eq!(read, expected);
    }
}
