//! Stubs: responses that a test sets.

use std::sync::Arc;
use std::time::{Duration, Instant};

use matrix_openapi::Error;
use matrix_openapi::client_server::{op, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::mock::{Homeserver, Sample};
use matrix_openapi::server::http::StatusCode;
use matrix_openapi::server::{ErrorResponse, Reply};
use serde_json::json;

use super::{ALICE, alice, patient, server};

#[tokio::test]
async fn without_a_stub_the_response_is_a_sample_with_values_from_the_request() {
    let server = server().await;
    let client = alice(&server);
    assert_eq!(client.whoami().await.unwrap().user_id, ALICE);
    client.get_devices().await.unwrap();
    client.send_message("!room:example.org", "m.room.message", "1", &json!({})).await.unwrap();
    // A stub without settings changes nothing.
    server.on(op::Whoami);
    assert_eq!(client.whoami().await.unwrap().user_id, ALICE);
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn a_reply_function_receives_the_request_and_its_sender() {
    let server = server().await;
    server.on(op::GetDevice).reply(|received| {
        let name = format!("{} of {}", received.request.device_id, received.user_id().unwrap());
        types::ClientDevice::sample().with(|device| device.display_name = Some(name))
    });
    let device = alice(&server).get_device("PHONE").await.unwrap();
    assert_eq!(device.display_name.unwrap(), "PHONE of @alice:example.org");
}

#[tokio::test]
async fn a_reply_function_may_keep_state_between_requests() {
    let (server, mut number) = (server().await, 0);
    server.on(op::GetDevice).reply(move |_| {
        number += 1;
        types::ClientDevice::sample().with(|device| device.display_name = Some(number.to_string()))
    });
    let client = alice(&server);
    for expected in ["1", "2", "3"] {
        assert_eq!(client.get_device("A").await.unwrap().display_name.unwrap(), expected);
    }
}

#[tokio::test]
async fn a_response_is_sent_to_each_request_and_may_have_another_status_and_headers() {
    let server = server().await;
    let device = types::ClientDevice::sample().with(|device| device.device_id = "SAME".to_owned());
    server.on(op::GetDevice).reply_with(Reply::new(device).status(StatusCode::CREATED));
    let client = alice(&server);
    for _ in 0..2 {
        let response = client.get_device("A").send_response().await.unwrap();
        assert_eq!((response.status().as_u16(), response.value().device_id.as_str()), (201, "SAME"));
    }
}

#[tokio::test]
async fn a_handler_may_wait_and_refuse() {
    let server = server().await;
    server.on(op::ForgetRoom).handle(|received| async move {
        tokio::task::yield_now().await;
        match received.request.room_id.as_str() {
            "!kept:example.org" => Err(ErrorResponse::forbidden("kept")),
            _ => Ok(()),
        }
    });
    let client = alice(&server);
    client.forget_room("!a:example.org").await.unwrap();
    let Error::Api(error) = client.forget_room("!kept:example.org").await.unwrap_err() else { panic!() };
    assert_eq!((error.status.as_u16(), error.errcode), (403, Some(ErrorCode::Forbidden)));
}

#[tokio::test]
async fn json_that_does_not_fit_is_sent_unchanged() {
    let server = server().await;
    server.on(op::Whoami).reply_json(StatusCode::OK, json!({ "user_id": 7 }));
    let error = alice(&server).whoami().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn a_refusal_has_its_code_and_a_client_waits_for_a_rate_limit() {
    let server = server().await;
    let wait = Duration::from_millis(300);
    let stub = server.on(op::Whoami).refuse(ErrorResponse::limited(wait)).times(2).expect(2);
    let (client, start) = (super::builder(&server).build().unwrap(), Instant::now());
    client.whoami().await.unwrap();
    assert!(start.elapsed() >= 2 * wait);
    assert_eq!((stub.count(), server.requests(op::Whoami).len()), (2, 3));
    server.verify().unwrap();
}

#[tokio::test]
async fn a_status_and_a_page_of_a_proxy_are_errors_that_a_client_retries_where_it_is_safe() {
    let server = server().await;
    server.on(op::Whoami).html(StatusCode::BAD_GATEWAY).once();
    server.on(op::Whoami).status(StatusCode::SERVICE_UNAVAILABLE).once();
    patient(&server).whoami().await.unwrap();
    assert_eq!(server.requests(op::Whoami).len(), 3);
    server.on(op::Whoami).html(StatusCode::INTERNAL_SERVER_ERROR);
    let Error::Api(error) = alice(&server).whoami().await.unwrap_err() else { panic!() };
    assert_eq!((error.status.as_u16(), error.errcode.clone()), (500, None));
    assert!(error.text().starts_with("<html>"));
}

#[tokio::test]
async fn the_last_stub_that_applies_wins() {
    let server = server().await;
    let named = |name: &str| {
        let name = name.to_owned();
        types::ClientDevice::sample().with(|device| device.display_name = Some(name))
    };
    server.on(op::GetDevice).reply_with(named("first"));
    let second = server.on(op::GetDevice).reply_with(named("second")).when(|it| it.request.device_id == "B");
    server.on(op::GetDevice).reply_with(named("third")).once().when(|it| it.request.device_id == "B");
    let client = alice(&server);
    let mut names = Vec::new();
    for device in ["A", "B", "B", "A"] {
        names.push(client.get_device(device).await.unwrap().display_name.unwrap());
    }
    assert_eq!(names, ["first", "third", "second", "first"]);
    second.remove();
    assert_eq!(client.get_device("B").await.unwrap().display_name.unwrap(), "first");
}

#[tokio::test]
async fn all_conditions_hold() {
    let server = server().await;
    let stub = server.on(op::GetDevice).refuse(ErrorResponse::not_found("gone"));
    stub.clone()
        .when(|it| it.request.device_id.starts_with('A'))
        .when(|it| it.request.device_id.ends_with('Z'));
    let client = alice(&server);
    client.get_device("AY").await.unwrap();
    client.get_device("BZ").await.unwrap();
    client.get_device("AZ").await.unwrap_err();
    assert_eq!(stub.count(), 1);
}

#[tokio::test]
async fn a_stub_with_only_a_delay_sends_the_default_response_later() {
    let server = server().await;
    server.on(op::Whoami).after(Duration::from_millis(200));
    let start = Instant::now();
    assert_eq!(alice(&server).whoami().await.unwrap().user_id, ALICE);
    assert!(start.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_stub_does_not_apply_to_a_request_without_its_credential() {
    let server = server().await;
    let stub = server.on(op::Whoami).reply_json(StatusCode::OK, json!({}));
    let path = "/_matrix/client/v3/account/whoami";
    let (status, body) = super::raw(&server, "GET", path, &["Authorization: Bearer other"], "").await;
    assert!(status == 401 && body.contains("M_UNKNOWN_TOKEN"), "{status} {body}");
    assert_eq!(stub.count(), 0);
}

#[tokio::test]
async fn an_expectation_that_is_not_met_is_named() {
    let server = server().await;
    server.on(op::Whoami).expect(1);
    server.on(op::GetDevices).expect(0);
    let unmet = server.verify().unwrap_err().to_string();
    assert_eq!(
        unmet,
        "expectations of stubs are not met: getTokenOwner (`whoami`): expected 1 requests, received 0"
    );
    alice(&server).whoami().await.unwrap();
    server.verify().unwrap();
}

#[tokio::test]
async fn a_server_with_an_expectation_that_is_not_met_panics_when_it_is_dropped() {
    let server = server().await;
    server.on(op::Whoami).expect(1);
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(server)));
    let message = *dropped.unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("getTokenOwner (`whoami`): expected 1 requests"), "{message}");
}

#[tokio::test]
async fn a_function_of_a_test_that_panics_is_a_response_and_may_use_the_server() {
    let server = Arc::new(server().await);
    let inner = Arc::downgrade(&server);
    server.on(op::Whoami).once().reply(move |_| -> types::WhoamiResponse {
        let server: Arc<Homeserver> = inner.upgrade().unwrap();
        assert_eq!(server.requests(op::Whoami).len(), 1);
        server.on(op::GetDevices).refuse(ErrorResponse::forbidden("no"));
        panic!("an assertion of the test")
    });
    let client = alice(&server);
    let Error::Api(error) = client.whoami().await.unwrap_err() else { panic!() };
    assert_eq!(error.status.as_u16(), 500);
    client.get_devices().await.unwrap_err();
    client.whoami().await.unwrap();
}
