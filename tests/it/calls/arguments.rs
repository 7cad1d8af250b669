//! The arguments of methods and setters: options, strings, identifiers, durations, enumerations and strings of JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::client_server::types::{
    Direction, Invite3pid, Membership, OneTimeKeysItem, PushRuleKind, RoomEventFilter, RoomVisibility,
    SyncFilter,
};
use matrix_openapi::client_server::{Client, OPERATIONS, op};
use matrix_openapi::http::Endpoint;
use matrix_openapi::id::{EventId, IntoId, MxcUri, RoomAlias, RoomId, RoomOrAlias, ServerName, UserId};
use matrix_openapi_testing::{Request, Server, json_response, response};
use serde_json::json;

use super::user;

const SYNC: &str = r#"{"next_batch":"s1"}"#;

async fn server(body: &'static str) -> (Server, Client) {
    let server = Server::responding(move |_| json_response("200 OK", body)).await;
    let client = Client::builder(&server.url).build().unwrap();
    let client = client.with_credentials(matrix_openapi::Credentials::access_token("syt_hidden"));
    (server, client)
}

/// The query of the last request.
fn query(server: &Server) -> Vec<(String, String)> {
    server.take_requests().last().map(Request::query).unwrap()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_call_is_sent_by_await() {
    let (server, client) = server(r#"{"user_id":"@a:example.org"}"#).await;
    assert_eq!(client.whoami().await.unwrap().user_id, "@a:example.org");
    client.request(http::Method::GET, "/_synapse/admin/v1/rooms").await.unwrap();
    let content = client.get_content_authed("example.org", "abc").await.unwrap();
    assert_eq!(content.bytes().await.unwrap(), r#"{"user_id":"@a:example.org"}"#);
    let lines: Vec<_> = server.requests().into_iter().map(|request| request.line).collect();
    let expected = [
        "GET /_matrix/client/v3/account/whoami",
        "GET /_synapse/admin/v1/rooms",
        "GET /_matrix/client/v1/media/download/example.org/abc",
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn setters_of_the_query_take_a_value_or_an_option() {
    let (server, client) = server(SYNC).await;
    let since = "s0".to_owned();
    client.sync().since(&since).full_state(true).timeout(30_000).set_presence("offline").await.unwrap();
    let all =
        pairs(&[("since", "s0"), ("full_state", "true"), ("timeout", "30000"), ("set_presence", "offline")]);
    assert_eq!(query(&server), all);
    let sync = client.sync().since(Some(since.as_str())).full_state(Some(true));
    sync.timeout(Some(Duration::from_secs(30))).set_presence(Some("offline")).await.unwrap();
    assert_eq!(query(&server), all);
    // `None` also removes an earlier value.
    let sync = client.sync().since(None::<String>).full_state(true).full_state(None);
    sync.timeout(None::<Duration>).set_presence(None::<&str>).await.unwrap();
    assert_eq!(query(&server), []);
}

#[tokio::test]
async fn setters_of_the_body_take_a_value_or_an_option() {
    let (server, client) = server(r#"{"room_id":"!a"}"#).await;
    let (name, topic): (Option<String>, Option<&str>) = (Some("Hall".to_owned()), None);
    let room = client.create_room().name(name).topic(topic).is_direct(Some(true)).is_direct(None);
    room.visibility(Some(RoomVisibility::Private)).await.unwrap();
    assert_eq!(server.request().json(), json!({"name": "Hall", "visibility": "private"}));
}

#[tokio::test]
async fn setters_of_lists_and_maps_take_them_or_an_option() {
    let (server, client) = server(r#"{"room_id":"!a"}"#).await;
    let invited: Option<Vec<String>> = Some(vec!["@b:example.org".to_owned()]);
    let room = client.create_room().invite_3pid(None::<Vec<Invite3pid>>).invite(invited.as_deref());
    room.await.unwrap();
    assert_eq!(server.request().json(), json!({"invite": ["@b:example.org"]}));
    let keys = client.upload_keys().one_time_keys(None::<BTreeMap<String, OneTimeKeysItem>>);
    keys.fallback_keys(Some([("curve25519:A", OneTimeKeysItem::Text("key".to_owned()))])).await.unwrap();
    assert_eq!(server.requests()[1].json(), json!({"fallback_keys": {"curve25519:A": "key"}}));
    // In the query, `None` removes an earlier list.
    client.join_room("!a:example.org").via(Some(["a.org", "b.org"])).await.unwrap();
    assert_eq!(query(&server), pairs(&[("via", "a.org"), ("via", "b.org")]));
    client.join_room("!a:example.org").via(["a.org"]).via(None::<Vec<ServerName>>).await.unwrap();
    assert_eq!(query(&server), []);
    let error = client.join_room("!a:example.org").via(Some(["a b"])).await.unwrap_err();
    assert!(matches!(&error, Error::InvalidArgument { argument, .. } if argument == "via"), "{error}");
}

#[tokio::test]
async fn optional_identifiers_are_checked_like_required_ones() {
    let (server, client) = server(r#"{"chunk":[]}"#).await;
    let event = EventId::parse("$a").unwrap();
    for given in [Some(&event), None] {
        client.set_read_marker("!a:example.org").m_read(given).await.unwrap();
    }
    client.set_read_marker("!a:example.org").m_read(Some("$b")).m_read(event).await.unwrap();
    let bodies: Vec<_> = server.requests().iter().map(Request::json).collect();
    assert_eq!(bodies, [json!({"m.read": "$a"}), json!({}), json!({"m.read": "$a"})]);
    let error = client.set_read_marker("!a:example.org").m_read(Some("b")).await.unwrap_err();
    assert!(matches!(&error, Error::InvalidArgument { argument, .. } if argument == "m.read"), "{error}");
}

#[tokio::test]
async fn enumerations_in_path_and_query_are_typed_and_accept_strings() {
    let (server, client) = server(r#"{"chunk":[],"start":"s"}"#).await;
    client.get_room_events("!a:example.org", Direction::B).await.unwrap();
    client.get_room_events("!a:example.org", "b".to_owned()).await.unwrap();
    assert_eq!(query(&server), pairs(&[("dir", "b")]));
    let members = client.get_members_by_room("!a:example.org").membership(Membership::Join);
    members.not_membership(Some("ban")).await.unwrap();
    assert_eq!(query(&server), pairs(&[("membership", "join"), ("not_membership", "ban")]));
    client.delete_push_rule(PushRuleKind::Room, "a").await.unwrap();
    assert_eq!(server.request().path(), "/_matrix/client/v3/pushrules/global/room/a");
}

#[tokio::test]
async fn durations_are_sent_in_milliseconds() {
    let (server, client) = server("{}").await;
    let typing = client.set_typing("!a:example.org", "@a:example.org", true);
    typing.timeout(Duration::from_millis(1500)).await.unwrap();
    assert_eq!(server.request().json(), json!({"typing": true, "timeout": 1500}));
}

#[tokio::test]
async fn filters_are_accepted_typed_or_as_strings() {
    let (server, client) = server(SYNC).await;
    let mut filter = SyncFilter::default();
    filter.event_fields = Some(vec!["type".to_owned()]);
    let text = r#"{"event_fields":["type"]}"#;
    client.sync().filter(&filter).await.unwrap();
    client.sync().filter(Some(&filter)).await.unwrap();
    client.sync().filter(filter).await.unwrap();
    client.sync().filter(text).await.unwrap();
    let queries: Vec<_> = server.take_requests().iter().map(Request::query).collect();
    assert_eq!(queries, vec![pairs(&[("filter", text)]); 4]);
    client.sync().filter("an_id".to_owned()).await.unwrap();
    assert_eq!(query(&server), pairs(&[("filter", "an_id")]));
    client.sync().filter("an_id").filter(None::<&SyncFilter>).await.unwrap();
    assert_eq!(query(&server), []);
    let mut filter = RoomEventFilter::default();
    filter.limit = Some(3);
    let _ = client.get_event_context("!a:example.org", "$a").filter(&filter).send_raw().await.unwrap();
    assert_eq!(query(&server), pairs(&[("filter", r#"{"limit":3}"#)]));
}

#[test]
fn identifiers_are_accepted_as_every_string_type() {
    fn check<T>(id: impl IntoId<T>) -> String {
        id.check().unwrap().to_owned()
    }
    let text = "@a:example.org".to_owned();
    let forms = [
        check::<UserId>(text.as_str()),
        check::<UserId>(&text.as_str()),
        check::<UserId>(&text),
        check::<UserId>(&&text),
        check::<UserId>(text.clone()),
        check::<UserId>(Box::<str>::from(text.as_str())),
        check::<UserId>(Arc::<str>::from(text.as_str())),
        check::<UserId>(Rc::<str>::from(text.as_str())),
        check::<UserId>(Cow::Borrowed(text.as_str())),
        check::<UserId>(&Cow::<str>::Owned(text.clone())),
        check::<UserId>(UserId::parse(&text).unwrap()),
        check::<UserId>(&UserId::parse(&text).unwrap()),
    ];
    assert!(forms.iter().all(|form| *form == text), "{forms:?}");
}

#[test]
fn identifiers_equal_strings_on_both_sides() {
    macro_rules! check {
        ($($Name:ident $text:literal;)*) => {$(
            let id = $Name::parse($text).unwrap();
            let (text, owned): (&str, String) = ($text, $text.to_owned());
            assert!(id == *text && *text == id);
            assert!(id == text && text == id);
            assert!(id == owned && owned == id);
            assert!(id != "other" && "other" != id);
            assert!(id == Cow::Borrowed(text) && Cow::Borrowed(text) == id);
        )*};
    }
    check! {
        UserId "@a:example.org";
        RoomId "!a:example.org";
        EventId "$a";
        RoomAlias "#a:example.org";
        RoomOrAlias "#a:example.org";
        ServerName "example.org";
        MxcUri "mxc://example.org/a";
    }
}

#[test]
fn the_type_of_an_operation_has_its_facts() {
    let facts = <op::Sync as Endpoint>::OPERATION;
    assert_eq!((facts.id, facts.path, facts.method_name), ("sync", "/_matrix/client/v3/sync", "sync"));
    assert!(std::ptr::eq(facts, OPERATIONS.iter().find(|entry| entry.id == "sync").unwrap()));
    assert_eq!(format!("{:?}", op::Sync), "Sync");
}

#[tokio::test]
async fn parameters_and_headers_outside_of_the_description_are_added() {
    let (server, client) = server(SYNC).await;
    let sync = client.sync().since("s0").query("org.example.a&b", 1).query("org.example.a&b", "ü");
    sync.header("X-Probe", "1").header("x-probe", "2").await.unwrap();
    let request = server.request();
    let expected = pairs(&[("since", "s0"), ("org.example.a&b", "1"), ("org.example.a&b", "ü")]);
    assert_eq!(request.query(), expected);
    assert_eq!(request.header("x-probe"), ["2"]);
    assert_eq!(request.header("authorization"), ["Bearer syt_hidden"]);
}

#[tokio::test]
async fn additions_that_would_change_the_operation_or_its_credential_are_refused() {
    let (server, client) = server(SYNC).await;
    let refused = |error: Error| match error {
        Error::InvalidArgument { argument, .. } => argument.into_owned(),
        error => panic!("{error:?}"),
    };
    for name in ["since", "timeout", "access_token", "user_id", "device_id"] {
        let error = client.sync().query(name, "x").await.unwrap_err();
        assert_eq!(refused(error), name);
    }
    let connection = ["Host", "Connection", "Content-Length", "Transfer-Encoding", "TE", "Upgrade"];
    for name in ["Authorization", "proxy-authorization", "content-type"].into_iter().chain(connection) {
        let error = client.sync().header(name, "x").await.unwrap_err();
        assert_eq!(refused(error), name);
    }
    assert_eq!(refused(client.sync().header("a b", "x").await.unwrap_err()), "a b");
    assert_eq!(refused(client.sync().header("a", "x\r\nb: c").await.unwrap_err()), "a");
    let error = client.create_content().header("x", "1").query("access_token", "t").await.unwrap_err();
    assert!(!error.to_string().contains("\"t\""), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn added_headers_stay_with_their_origin() {
    let other = Server::responding(|_| json_response("200 OK", SYNC)).await;
    let there = format!("{}/there", other.url);
    let redirect = response("307 Temporary Redirect", &[("Location", &there)], b"");
    let first = Server::scripted(vec![redirect.clone()]).await;
    let client = Client::builder(&first.url).build().unwrap();
    let client = client.with_credentials(matrix_openapi::Credentials::access_token("syt_hidden"));
    client.sync().header("x-key", "hidden").await.unwrap();
    assert_eq!(first.request().header("x-key"), ["hidden"]);
    let there = other.take_requests();
    assert!(there.len() == 1 && there[0].header("x-key").is_empty());
    let first = Server::scripted(vec![redirect]).await;
    let request = user(&first);
    request.request(http::Method::GET, "/here").header("authorization", "Bearer hidden").await.unwrap();
    assert_eq!(first.request().header("authorization"), ["Bearer hidden"]);
    assert!(other.request().header("authorization").is_empty());
}
