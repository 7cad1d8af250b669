//! Rate limits.

use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::RetryPolicy;
use serde_json::json;

use crate::accounts::User;
use crate::step_log::StepLog;
use crate::synapse::short_lived;

/// More messages than the server accepts at once.
const MANY: usize = 50;

#[tokio::test]
async fn rate_limited_calls_are_retried() {
    let Some(synapse) = short_lived() else { return };
    let user = User::register(synapse, "talkative").await;
    let log = StepLog::default();
    let anonymous = Client::builder(&synapse.url).middleware(log.clone()).build().unwrap();
    let login = anonymous.password_login("talkative", user.password.as_str());
    let client = anonymous.log_in(login).await.unwrap().client;
    let room_id = client.create_room().send().await.unwrap().room_id;
    let content = json!({ "msgtype": "m.text", "body": "hello" });

    // Without retries the error is returned.
    let mut rate_limit = None;
    for number in 0..MANY {
        let send = client.send_message(&room_id, "m.room.message", format!("impatient-{number}"), &content);
        if let Err(error) = send.options(RetryPolicy::never()).send().await {
            rate_limit = Some(error);
            break;
        }
    }
    let error = rate_limit.expect("the server limits messages");
    let Error::Api(api_error) = &error else { panic!("{error}") };
    assert_eq!((api_error.status.as_u16(), &api_error.errcode), (429, &Some(ErrorCode::LimitExceeded)));
    let wait = error.retry_after().unwrap();
    assert!(Duration::ZERO < wait && wait < Duration::from_secs(30), "{wait:?}");
    assert_eq!(log.count("send_message 429"), 1);

    // With retries the call succeeds.
    for number in 0..MANY {
        let send = client.send_message(&room_id, "m.room.message", format!("patient-{number}"), &content);
        send.send().await.unwrap();
        if log.count("send_message 429") > 1 {
            break;
        }
    }
    let mut steps = log.steps();
    steps.retain(|step| step.starts_with("send_message"));
    assert_eq!(steps[steps.len() - 2..], ["send_message 429", "send_message 200"]);
    assert_eq!(log.count("send_message 429"), 2);
}
