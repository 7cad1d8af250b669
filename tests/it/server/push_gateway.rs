//! Servers of the push gateway API.

use matrix_openapi::push_gateway::server::{Service, router};
use matrix_openapi::push_gateway::{op, types};
use matrix_openapi::server::http::Request;
use matrix_openapi::server::{ErrorResponse, Received};
use serde_json::json;

use super::send;

struct Gateway;

impl Service for Gateway {
    async fn notify(&self, received: Received<op::Notify>) -> Result<types::NotifyResponse, ErrorResponse> {
        let devices = &received.request.body.notification.devices;
        let rejected = devices
            .iter()
            .map(|device| device.pushkey.expose().to_owned())
            .filter(|key| key.starts_with("old"));
        Ok(types::NotifyResponse::new(rejected.collect::<Vec<_>>()))
    }
}

struct EmptyGateway;

impl Service for EmptyGateway {}

#[tokio::test]
async fn a_gateway_rejects_keys_and_needs_no_credential() {
    let device = |key: &str| json!({ "app_id": "org.example.app", "pushkey": key });
    let body = json!({ "notification": { "devices": [device("old1"), device("new")] } }).to_string();
    let notify = || Request::post("/_matrix/push/v1/notify");
    let response = send(&router(Gateway), notify(), body.clone()).await;
    assert_eq!((response.status.as_u16(), response.body), (200, json!({ "rejected": ["old1"] })));
    let response = send(&router(EmptyGateway), notify(), body).await;
    assert_eq!(response.error(), (404, "M_UNRECOGNIZED"));
}
