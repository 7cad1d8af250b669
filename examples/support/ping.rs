use std::time::Instant;

use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::http::{StatusCode, header};
use matrix_openapi::server::{Caller, ErrorResponse, Received};
use serde_json::json;

use super::state::Shared;

/// Pings the application service that requests it, and returns the duration.
pub async fn ping(
    server: Shared,
    received: Received<op::PingAppservice>,
) -> Result<types::PingAppserviceResponse, ErrorResponse> {
    let id = &received.request.appservice_id;
    let registrations = &server.settings.registrations;
    let registration = registrations.iter().find(|registration| registration.id == *id);
    let is_own = matches!(received.caller(), Some(Caller::ApplicationService { id: own, .. }) if own == id);
    let Some(registration) = registration.filter(|_| is_own) else {
        return Err(ErrorResponse::forbidden("the access token is not that of this application service"));
    };
    let Some(url) = &registration.url else {
        let message = "the application service has no URL";
        return Err(ErrorResponse::new(StatusCode::BAD_REQUEST, "M_URL_NOT_SET", message));
    };
    let payload = match &received.request.body.transaction_id {
        Some(id) => json!({ "transaction_id": id }),
        None => json!({}),
    };
    let request = server
        .http
        .post(format!("{url}/_matrix/app/v1/ping"))
        .bearer_auth(registration.hs_token.expose())
        .header(header::CONTENT_TYPE, "application/json")
        .body(payload.to_string());
    let start = Instant::now();
    let response = request.send().await.map_err(|error| unreachable(&error))?;
    let status = response.status();
    let text = response.text().await.map_err(|error| unreachable(&error))?;
    if !status.is_success() {
        let error = format!("the ping returned the status {}", status.as_u16());
        let refusal = ErrorResponse::new(StatusCode::BAD_GATEWAY, "M_BAD_STATUS", error);
        return Err(refusal.field("status", status.as_u16()).field("body", text));
    }
    let duration = i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX);
    Ok(types::PingAppserviceResponse::new(duration))
}

fn unreachable(error: &reqwest::Error) -> ErrorResponse {
    if error.is_timeout() {
        ErrorResponse::new(StatusCode::GATEWAY_TIMEOUT, "M_CONNECTION_TIMEOUT", "the connection timed out")
    } else {
        ErrorResponse::new(StatusCode::BAD_GATEWAY, "M_CONNECTION_FAILED", "the connection failed")
    }
}
