//! The decoding of a response.

use std::time::Duration;

use http::StatusCode;
use matrix_openapi::__private::Call;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::json::Raw;
use matrix_openapi::{ClientBuilder, Error};
use matrix_openapi_testing::{Server, json_response, response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{GET, OPEN, Probe, send, user};

#[tokio::test]
async fn error_responses_keep_status_code_and_fields() {
    let limited = response("429 Too Many", &[("Retry-After", "3")], br#"{"errcode":"M_LIMIT_EXCEEDED"}"#);
    let html = response("502 Bad Gateway", &[("Content-Type", "text/html")], b"<h1>no</h1>");
    let uia = json_response("401 Unauthorized", r#"{"flows":[{"stages":["m.login.dummy"]}],"session":"s"}"#);
    let own = json_response("400 Bad Request", r#"{"errcode":"ORG.EXAMPLE_X","error":"e","more":[1]}"#);
    let server = Server::scripted(vec![limited, html, uia, own]).await;
    let session = user(&server);

    let error = send(&session, &GET).await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::LimitExceeded));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));

    let error = send(&session, &GET).await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(
        (api.status, api.errcode.as_ref(), api.text().as_ref()),
        (StatusCode::BAD_GATEWAY, None, "<h1>no</h1>")
    );

    let error = send(&session, &GET).await.unwrap_err();
    let challenge = error.uia().unwrap();
    assert_eq!(
        (challenge.flows[0].stages[0].as_str(), challenge.session.as_deref()),
        ("m.login.dummy", Some("s"))
    );

    let error = send(&session, &GET).await.unwrap_err();
    assert_eq!(error.to_string(), "probe: status 400, ORG.EXAMPLE_X: e");
    assert_eq!(error.api().unwrap().fields.get("more"), Some(&json!([1])));
}

#[tokio::test]
async fn an_error_response_is_read_up_to_one_mebibyte() {
    let server = Server::scripted(vec![response("500 No", &[], &vec![b'x'; (1 << 20) + 5])]).await;
    let error = send(&user(&server), &GET).await.unwrap_err();
    assert_eq!(error.api().unwrap().body.len(), 1 << 20);
}

#[derive(Deserialize, Debug)]
struct Page {
    chunk: Vec<Item>,
}

#[derive(Deserialize, Debug)]
struct Item {
    count: u8,
    event: Option<Raw<Value>>,
}

#[tokio::test]
async fn a_decode_error_names_the_path() {
    let body = r#"{"chunk":[{"count":1,"event":{"x": 1e0}},{"count":"syt_hidden"}]}"#;
    let server = Server::scripted(vec![json_response("200 OK", body), json_response("200 OK", "")]).await;
    let session = user(&server);
    let error = Call::new(&session, &GET).send_as::<Page>().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(
        (error.operation, error.path.as_str(), &error.body[..]),
        ("probe", "$.chunk[1].count", body.as_bytes())
    );
    assert!(!format!("{error} {error:?}").contains("syt_hidden"));

    let Error::Decode(error) = Call::new(&session, &GET).send_as::<Page>().await.unwrap_err() else {
        panic!()
    };
    assert_eq!(error.path, "$");
}

#[tokio::test]
async fn raw_events_keep_their_text() {
    let server = Server::json(r#"{"chunk":[{"count":1,"event":{"x": 1e0}},{"count":2,"event":null}]}"#).await;
    let page: Page = Call::new(&user(&server), &GET).send_as().await.unwrap();
    assert_eq!(page.chunk[0].event.as_ref().unwrap().json(), r#"{"x": 1e0}"#);
    assert_eq!((page.chunk[1].count, page.chunk[1].event.is_none()), (2, true));
}

#[tokio::test]
async fn responses_longer_than_the_limit_are_refused() {
    let unannounced = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[1,2,3,4]".to_vec();
    let server = Server::scripted(vec![
        json_response("200 OK", "[1,2,3]"),
        json_response("200 OK", "[1,2,3,4]"),
        unannounced,
    ])
    .await;
    let session = ClientBuilder::<Probe>::new(&server.url).max_json_size(7).build().unwrap().0;
    assert_eq!(send(&session, &OPEN).await.unwrap(), json!([1, 2, 3]));
    for _ in 0..2 {
        let error = send(&session, &OPEN).await.unwrap_err();
        assert!(matches!(error, Error::BodyTooLarge { operation: "probe", limit: 7 }), "{error:?}");
    }
}
