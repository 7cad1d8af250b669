//! The requests of generated calls.

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi::client_server::types::{
    EventFilter, Presence, RoomEventFilter, SyncFilter, SyncFilterRoomFilter,
};
use matrix_openapi::id::{RoomId, UserId};
use serde_json::{Value, json};

use matrix_openapi_testing::{Request, Server};

/// Sends a call and returns its request, whatever its outcome.
macro_rules! request {
    ($client:ident => $call:expr) => {{
        let server = Server::json("{}").await;
        let $client = Client::builder(&server.url)
            .credentials(Credentials::access_token("syt_hidden"))
            .build()
            .unwrap();
        let _ = $call.send().await;
        server.request()
    }};
}

fn body(request: &Request) -> Value {
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("content-length"), [request.body.len().to_string()]);
    serde_json::from_slice(&request.body).unwrap()
}

#[tokio::test]
async fn absent_fields_and_defaults_are_not_sent() {
    let request = request!(client => client.sync());
    assert_eq!((request.line.as_str(), request.body.len()), ("GET /_matrix/client/v3/sync", 0));
    assert!(request.header("content-type").is_empty());
    let request = request!(client => client.create_room().name("hall"));
    assert_eq!(body(&request), json!({"name": "hall"}));
    let mut filter = RoomEventFilter::default();
    filter.limit = Some(10);
    assert_eq!(serde_json::to_string(&filter).unwrap(), r#"{"limit":10}"#);
}

#[tokio::test]
async fn a_given_empty_list_or_map_is_sent() {
    let (mut nothing, mut room, mut presence) =
        (RoomEventFilter::default(), SyncFilterRoomFilter::default(), EventFilter::default());
    nothing.types = Some(vec![]);
    presence.types = Some(vec![]);
    (room.timeline, room.rooms) = (Some(nothing), Some(vec![]));
    let request = request!(client => client.define_filter("@a:b").room(room).presence(presence));
    assert_eq!(
        body(&request),
        json!({"presence": {"types": []}, "room": {"rooms": [], "timeline": {"types": []}}})
    );
    let request = request!(client => client.create_room().invite(Vec::<UserId>::new()));
    assert_eq!(body(&request), json!({"invite": []}));
    let request = request!(client => client.delete_devices(Vec::<String>::new()));
    assert_eq!(body(&request), json!({"devices": []}));
}

#[tokio::test]
async fn an_empty_body_is_an_empty_object() {
    for request in [
        request!(client => client.join_room("!a:b")),
        request!(client => client.create_room()),
        request!(client => client.define_filter("@a:b")),
        request!(client => client.define_filter("@a:b").body(&SyncFilter::default())),
    ] {
        assert_eq!(request.body, b"{}", "{}", request.line);
        assert_eq!(body(&request), json!({}));
    }
}

#[tokio::test]
async fn a_given_body_replaces_the_fields_of_the_call() {
    let request = request!(client => client.create_room().name("a").body(&json!({"org.example": [1, null]})));
    assert_eq!(body(&request), json!({"org.example": [1, null]}));
    let request = request!(client => client.send_message("!a:b", "m.x", "1", &json!({"é": 1.5})));
    assert_eq!(request.body, r#"{"é":1.5}"#.as_bytes());
}

#[tokio::test]
async fn path_segments_are_percent_encoded() {
    let request = request!(client => client.set_room_state_with_key("!a/b:c", "org.exämple/#", "@x y:z?&=%", &json!({})));
    assert_eq!(
        request.line,
        "PUT /_matrix/client/v3/rooms/%21a%2Fb%3Ac/state/org.ex%C3%A4mple%2F%23/%40x%20y%3Az%3F%26%3D%25"
    );
    let request =
        request!(client => client.get_room_state_with_key(RoomId::unchecked("!a"), "m.room.name", ""));
    assert_eq!(request.line, "GET /_matrix/client/v3/rooms/%21a/state/m.room.name/");
    let request = request!(client => client.join_room("#hall of 日本:example.org"));
    assert_eq!(request.line, "POST /_matrix/client/v3/join/%23hall%20of%20%E6%97%A5%E6%9C%AC%3Aexample.org");
}

#[tokio::test]
async fn queries_hold_lists_maps_and_enumerations() {
    let request = request!(client => client.join_room("!a").via(["a.org", "b.org:8448"]));
    assert_eq!(request.line, "POST /_matrix/client/v3/join/%21a?via=a.org&via=b.org%3A8448");
    let request = request!(client => client
        .query_user_by_protocol("irc")
        .fields([("nick name", "a&b=c"), ("server", "#é+ ")]));
    assert_eq!(
        request.line,
        "GET /_matrix/client/v3/thirdparty/user/irc?nick%20name=a%26b%3Dc&server=%23%C3%A9%2B%20"
    );
    let request = request!(client => client
        .sync()
        .since("s1 + s2/~")
        .full_state(false)
        .timeout(0)
        .set_presence(Presence::from("org.example.busy"))
        .filter(r#"{"room":{}}"#));
    assert_eq!(
        request.line,
        "GET /_matrix/client/v3/sync?since=s1%20%2B%20s2%2F~&full_state=false&timeout=0\
         &set_presence=org.example.busy&filter=%7B%22room%22%3A%7B%7D%7D"
    );
    let request = request!(client => client.sync().since("a").since("b"));
    assert_eq!(request.line, "GET /_matrix/client/v3/sync?since=b");
}
