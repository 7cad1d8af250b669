//! The content of a request.

use std::collections::BTreeMap;

use matrix_openapi::__private::Call;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::Raw;
use matrix_openapi::media::Body;
use matrix_openapi::{ClientBuilder, Credentials, Error};
use matrix_openapi_testing::{Server, chunks, json_response};
use serde_json::{Value, json};

use super::{POST, Probe, STATE, user};

#[tokio::test]
async fn paths_and_queries_are_percent_encoded() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 3]).await;
    let client: Probe = ClientBuilder::new(&format!("{}/prefix/", server.url))
        .credentials(Credentials::access_token("syt_hidden"))
        .user_agent("probe/1")
        .build()
        .unwrap();
    let mut call = Call::new(&client.0, &STATE);
    call.path(RoomId::unchecked("!a/b?c#d%2F:example.org").as_ref());
    call.path("m.room é..");
    call.path("");
    call.query("via", &vec!["a b", "c"]);
    call.query("at", &-1i64);
    call.query("at", &2u64);
    call.query("user", &UserId::unchecked("@a:b"));
    call.query("fields", &BTreeMap::from([("k&".to_owned(), "v=".to_owned())]));
    call.query("code", &ErrorCode::NotFound);
    call.json(&json!({"a": 1}));
    call.send_empty().await.unwrap();
    let request = server.request();
    assert_eq!(
        request.line,
        "PUT /prefix/rooms/%21a%2Fb%3Fc%23d%252F%3Aexample.org/state/m.room%20%C3%A9../\
         ?via=a%20b&via=c&at=2&user=%40a%3Ab&k%26=v%3D&code=M_NOT_FOUND"
    );
    assert_eq!(request.body, br#"{"a":1}"#);
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("content-length"), ["7"]);
    assert_eq!(request.header("user-agent"), ["probe/1"]);
}

#[tokio::test]
async fn arguments_that_cannot_be_encoded_are_refused() {
    let server = Server::json("{}").await;
    let session = user(&server);
    for segment in [".", ".."] {
        let mut call = Call::new(&session, &STATE);
        call.path("!room");
        call.path(segment);
        call.path("");
        let error = call.send_empty().await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { operation: "probe", .. }), "{error:?}");
    }
    for places in [2, 4] {
        let mut call = Call::new(&session, &STATE);
        (0..places).for_each(|_| call.path("x"));
        let error = call.send_empty().await.unwrap_err();
        assert!(matches!(error, Error::Template { operation: "probe" }), "{error:?}");
    }
    let mut call = Call::new(&session, &POST);
    call.header("Content-Type", "a\r\nEvil: yes");
    let error = call.send_empty().await.unwrap_err();
    assert!(
        matches!(&error, Error::InvalidArgument { argument, .. } if argument == "Content-Type"),
        "{error:?}"
    );
    let mut call = Call::new(&session, &POST);
    call.json(&BTreeMap::from([(vec![1u8], 1)]));
    assert!(matches!(call.send_empty().await.unwrap_err(), Error::Encode { operation: "probe", .. }));
    let mut call = Call::new(&session, &POST);
    let _: Raw<Value> = call.raw(&BTreeMap::from([(vec![1u8], 1)]));
    assert!(matches!(call.send_empty().await.unwrap_err(), Error::Encode { operation: "probe", .. }));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_given_body_replaces_the_fields() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 2]).await;
    let session = user(&server);
    let mut call = Call::new(&session, &POST);
    let raw: Raw<Value> = call.raw(&[1.5]);
    call.json_unless_given(&json!({ "member": raw }));
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.json("whole");
    call.json_unless_given("members");
    call.send_empty().await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, [&br#"{"member":[1.5]}"#[..], br#""whole""#]);
}

#[tokio::test]
async fn a_body_has_one_content_type_in_any_order_of_calls() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 3]).await;
    let session = user(&server);
    let mut call = Call::new(&session, &POST);
    call.bytes(vec![1, 2, 3]);
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.header("content-type", "text/plain");
    call.header("Content-Type", "image/png");
    call.bytes("abc");
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.bytes("abc");
    call.header("Content-Type", "image/png");
    call.send_empty().await.unwrap();
    let types: Vec<_> =
        server.requests().iter().map(|request| request.header("content-type").join("|")).collect();
    assert_eq!(types, ["application/octet-stream", "image/png", "image/png"]);
    assert_eq!(server.requests()[0].body, [1, 2, 3]);
}

#[tokio::test]
async fn streams_are_uploaded_with_and_without_a_length() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 2]).await;
    let session = user(&server);
    let mut call = Call::new(&session, &POST);
    call.bytes(Body::sized_stream(6, chunks(&["abc", "def"])));
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.bytes(Body::stream(chunks(&["abc", "def"])));
    call.send_empty().await.unwrap();
    let requests = server.requests();
    assert_eq!((requests[0].header("content-length"), &requests[0].body[..]), (vec!["6"], &b"abcdef"[..]));
    assert_eq!(requests[1].header("transfer-encoding"), ["chunked"]);
    assert_eq!(requests[1].body, b"3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
    let mut call = Call::new(&session, &POST);
    call.bytes(Body::sized_stream(7, chunks(&["abc", "def"])));
    assert!(matches!(call.send_empty().await.unwrap_err(), Error::Body { .. }));
}
