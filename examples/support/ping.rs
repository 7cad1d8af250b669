use std::time::Instant;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use serde_json::json;

use super::caller::{Caller, Kind};
use super::homeserver::Shared;
use super::reply::{JsonBody, JsonResponse, Refusal};

/// Pings the application service that requests it, and returns the duration.
pub async fn ping(
    State(server): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let registrations = &server.settings.registrations;
    let registration = registrations.iter().find(|registration| registration.id == id);
    let Some(registration) =
        registration.filter(|_| matches!(&caller.kind, Kind::AppService(own) if *own == id))
    else {
        return Err(Refusal::forbidden("the access token is not that of this application service"));
    };
    let Some(url) = &registration.url else {
        return Err(Refusal::bad_request("M_URL_NOT_SET", "the application service has no URL"));
    };
    let payload = match body.text("transaction_id")? {
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
        let refusal = Refusal::new(StatusCode::BAD_GATEWAY, "M_BAD_STATUS", &error);
        return Err(refusal.with("status", status.as_u16()).with("body", text));
    }
    Ok(JsonResponse(json!({ "duration_ms": u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX) })))
}

fn unreachable(error: &reqwest::Error) -> Refusal {
    if error.is_timeout() {
        Refusal::new(StatusCode::GATEWAY_TIMEOUT, "M_CONNECTION_TIMEOUT", "the connection timed out")
    } else {
        Refusal::new(StatusCode::BAD_GATEWAY, "M_CONNECTION_FAILED", "the connection failed")
    }
}
