//! State and account data.

use matrix_openapi::Error;
use matrix_openapi_testing::{Server, json_response, response};
use serde_json::json;

use super::{ALICE, Badge, Key, ROOM, SENT, Theme, client, poll};
use crate::event_calls::Poll;

fn not_found() -> Vec<u8> {
    json_response("404 Not Found", r#"{"errcode":"M_NOT_FOUND","error":"Event not found."}"#)
}

#[tokio::test]
async fn state_is_read_by_type_and_key() {
    let red = json_response("200 OK", r#"{"colour":"red"}"#);
    let unset = json_response("200 OK", "{}");
    let badge = json_response("200 OK", r#"{"level":3}"#);
    let server = Server::scripted(vec![red, unset, badge]).await;
    let client = client(&server);
    let theme = client.state::<Theme>(ROOM).await.unwrap();
    assert_eq!(theme, Some(Theme { colour: Some("red".to_owned()) }));
    assert_eq!(client.state::<Theme>(ROOM).await.unwrap(), Some(Theme { colour: None }));
    assert_eq!(client.state_of::<Badge>(ROOM, ALICE).await.unwrap(), Some(Badge { level: 3 }));
    let requests = server.requests();
    let state = "GET /_matrix/client/v3/rooms/%21r%3Aexample.org/state/org.example";
    assert_eq!(requests[0].line, format!("{state}.theme/"));
    assert_eq!(requests[2].line, format!("{state}.badge/%40alice%3Aexample.org"));
}

#[tokio::test]
async fn only_a_404_with_m_not_found_means_absent() {
    let unknown = json_response("404 Not Found", r#"{"errcode":"M_UNRECOGNIZED"}"#);
    let others = [
        unknown,
        json_response("404 Not Found", "{}"),
        response("404 Not Found", &[], b"<html>"),
        json_response("403 Forbidden", r#"{"errcode":"M_NOT_FOUND"}"#),
        json_response("403 Forbidden", r#"{"errcode":"M_FORBIDDEN"}"#),
    ];
    let count = others.len();
    let server = Server::scripted([not_found(), not_found()].into_iter().chain(others).collect()).await;
    let client = client(&server);
    assert_eq!(client.state::<Theme>(ROOM).await.unwrap(), None);
    assert_eq!(client.account_data::<Poll>(ALICE).await.unwrap(), None);
    for _ in 0..count {
        let error = client.state::<Theme>(ROOM).await.unwrap_err();
        assert!(matches!(error, Error::Api(_)), "{error}");
    }
}

#[tokio::test]
async fn a_content_that_does_not_fit_is_an_error_with_its_path() {
    let server = Server::json(r#"{"level":"high"}"#).await;
    let error = client(&server).state_of::<Badge>(ROOM, ALICE).await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!((error.operation, error.path.as_str()), ("getRoomStateWithKey", "$.level"));
}

#[tokio::test]
async fn state_is_set_by_type_and_key() {
    let server = Server::responding(|_| json_response("200 OK", SENT)).await;
    let client = client(&server);
    let sent = client.set_state(ROOM, &Theme { colour: None }).timestamp(7).send().await.unwrap();
    assert_eq!(sent.event_id.as_str(), "$e");
    client.set_state_of(ROOM, ALICE, &Badge { level: 1 }).send().await.unwrap();
    let requests = server.requests();
    let state = "PUT /_matrix/client/v3/rooms/%21r%3Aexample.org/state/org.example";
    assert_eq!(requests[0].line, format!("{state}.theme/?ts=7"));
    assert_eq!(requests[1].line, format!("{state}.badge/%40alice%3Aexample.org"));
    assert_eq!(requests[1].json(), json!({"level": 1}));
    let error = client.set_state_of(ROOM, "nobody", &Badge { level: 1 }).send().await.unwrap_err();
    assert!(
        matches!(error, Error::InvalidArgument { ref argument, .. } if argument == "stateKey"),
        "{error}"
    );
    let error = client.state_of::<Badge>(ROOM, "nobody").await.unwrap_err();
    assert!(
        matches!(error, Error::InvalidArgument { ref argument, .. } if argument == "stateKey"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn account_data_is_read_and_written() {
    let server = Server::responding(|request| {
        json_response("200 OK", if request.line.starts_with("GET") { r#"{"question":"a"}"# } else { "{}" })
    })
    .await;
    let client = client(&server);
    assert_eq!(client.account_data::<Poll>(ALICE).await.unwrap(), Some(poll("a")));
    assert_eq!(client.room_account_data::<Poll>(ALICE, ROOM).await.unwrap(), Some(poll("a")));
    client.put_account_data(ALICE, &poll("b")).send().await.unwrap();
    client.put_room_account_data(ALICE, ROOM, &poll("c")).send().await.unwrap();
    let requests = server.requests();
    let user = "/_matrix/client/v3/user/%40alice%3Aexample.org";
    let room = "rooms/%21r%3Aexample.org";
    let lines: Vec<_> = requests.iter().map(|request| request.line.clone()).collect();
    assert_eq!(
        lines,
        [
            format!("GET {user}/account_data/org.example.poll%2F1"),
            format!("GET {user}/{room}/account_data/org.example.poll%2F1"),
            format!("PUT {user}/account_data/org.example.poll%2F1"),
            format!("PUT {user}/{room}/account_data/org.example.poll%2F1"),
        ]
    );
    assert_eq!(requests[2].json(), json!({"question": "b"}));
    assert_eq!(requests[3].json(), json!({"question": "c"}));
}

#[tokio::test]
async fn a_type_with_a_variable_part_must_be_complete() {
    let server = Server::responding(|_| json_response("200 OK", r#"{"algorithm":"aes"}"#)).await;
    let client = client(&server);
    let key = Key { algorithm: "aes".to_owned() };
    let read = client.account_data::<Key>(ALICE).event_type("org.example.key.one").await.unwrap();
    assert_eq!(read.as_ref(), Some(&key));
    client.put_account_data(ALICE, &key).event_type("org.example.key.two").send().await.unwrap();
    let ends: Vec<_> = server.requests().iter().map(|request| request.path().to_owned()).collect();
    assert!(
        ends[0].ends_with("/org.example.key.one") && ends[1].ends_with("/org.example.key.two"),
        "{ends:?}"
    );
    for wrong in ["org.example.other", "org.example.key."] {
        let error = client.account_data::<Key>(ALICE).event_type(wrong).await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{error}");
    }
    let error = client.put_account_data(ALICE, &key).send().await.unwrap_err();
    assert!(error.to_string().contains("only the prefix of a type"), "{error}");
    assert_eq!(server.requests().len(), 2);
}
