//! Calls of operations that the program chooses at run time.

use matrix_openapi::application_service::OPERATIONS as APPLICATION_SERVICE;
use matrix_openapi::client_server::OPERATIONS;
use matrix_openapi::http::Operation;
use matrix_openapi::{CallOptions, Error};
use matrix_openapi_testing::{Server, json_response, response};
use serde_json::json;

use super::{anonymous, user};

fn operation(id: &str) -> &'static Operation {
    OPERATIONS.iter().find(|operation| operation.id == id).unwrap()
}

#[tokio::test]
async fn arguments_are_encoded_and_the_operation_decides_the_credential() {
    let server = Server::json(r#"{"event_id": "$e"}"#).await;
    let session = user(&server);
    let call =
        session.call(operation("sendMessage")).path("!a/b:example.org").path("m.room.message").path("1?");
    let response = call.json(&json!({"body": "hi"})).send_response().await.unwrap();
    assert_eq!((response.status().as_u16(), response.raw().json()), (200, r#"{"event_id": "$e"}"#));
    let request = server.request();
    assert_eq!(request.line, "PUT /_matrix/client/v3/rooms/%21a%2Fb%3Aexample.org/send/m.room.message/1%3F");
    assert_eq!(request.header("authorization"), ["Bearer syt_hidden"]);
    assert_eq!(request.body, br#"{"body":"hi"}"#);

    let server = Server::json("{}").await;
    user(&server).call(operation("getVersions")).send().await.unwrap();
    assert_eq!(server.request().header("authorization"), ["Bearer syt_hidden"], "the credential is optional");
    let error = anonymous(&server).call(operation("getTokenOwner")).await.unwrap_err();
    assert!(matches!(error, Error::Credentials { held: None, .. }), "{error}");
}

#[tokio::test]
async fn parameters_may_be_repeated_and_unknown_ones_added() {
    let server = Server::json("{}").await;
    let session = user(&server);
    let call =
        session.call(operation("joinRoom")).path("#a:b.org").query("via", "a.org").query("via", "b.org");
    call.query("org.example.new", 1).header("x-probe", "1").json(&json!({})).send().await.unwrap();
    let request = server.request();
    assert_eq!(
        request.line,
        "POST /_matrix/client/v3/join/%23a%3Ab.org?via=a.org&via=b.org&org.example.new=1"
    );
    assert_eq!(request.header("x-probe"), ["1"]);
    for name in ["access_token", "user_id"] {
        let error = session.call(operation("getTokenOwner")).query(name, "x").send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{error}");
    }
    let error =
        session.call(operation("getTokenOwner")).header("authorization", "x").send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidArgument { .. }), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn bytes_have_their_type_and_streams_their_headers() {
    let server = Server::scripted(vec![
        json_response("200 OK", r#"{"content_uri":"mxc://a/b"}"#),
        response("200 OK", &[("Content-Type", "image/png")], b"png"),
    ])
    .await;
    let session = user(&server);
    let upload = session.call(operation("uploadContent")).query("filename", "a b.png");
    let raw = upload.body(b"png".as_slice(), "image/png").send_raw().await.unwrap();
    assert_eq!(raw.json(), r#"{"content_uri":"mxc://a/b"}"#);
    let download =
        session.call(operation("getContentAuthed")).path("a").path("b").send_stream().await.unwrap();
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(&download.bytes().await.unwrap()[..], b"png");
    let [upload, _] = &server.requests()[..] else { panic!("two requests") };
    assert_eq!(upload.line, "POST /_matrix/media/v3/upload?filename=a%20b.png");
    assert_eq!((upload.header("content-type"), &upload.body[..]), (vec!["image/png"], &b"png"[..]));
}

#[tokio::test]
async fn a_redirect_is_returned_and_options_apply() {
    let redirect = response("302 Found", &[("Location", "https://sso.example.org/?state=1")], b"");
    let server = Server::scripted(vec![redirect, json_response("200 OK", "{}")]).await;
    let session = user(&server);
    let sso = session.call(operation("redirectToSSO")).query("redirectUrl", "http://127.0.0.1/");
    assert_eq!(sso.send_redirect().await.unwrap().location(), "https://sso.example.org/?state=1");
    let versions = session.call(operation("getVersions")).options(CallOptions::new().unauthenticated());
    versions.send().await.unwrap();
    assert!(server.requests()[1].header("authorization").is_empty());
}

#[tokio::test]
async fn a_call_that_cannot_be_sent_is_an_error_without_a_request() {
    let server = Server::json("{}").await;
    let session = user(&server);
    let error = session.call(&APPLICATION_SERVICE[0]).path("1").send().await.unwrap_err();
    assert!(error.to_string().contains("application-service"), "{error}");
    let error = session.call(operation("getRoomState")).send().await.unwrap_err();
    assert!(matches!(error, Error::Template { .. }), "{error}");
    let error = session.call(operation("getRoomState")).path("!a:b.org").path("x").send().await.unwrap_err();
    assert!(matches!(error, Error::Template { .. }), "{error}");
    let shown = format!("{:?}", session.call(operation("getRoomState")).path("!hidden:b.org"));
    assert!(shown.contains("getRoomState") && !shown.contains("hidden"), "{shown}");
    assert!(server.requests().is_empty());
}
