use std::time::Duration;

use matrix_openapi::application_service::types::Registration;
use matrix_openapi::client_server::{op, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::server::http::StatusCode;
use matrix_openapi::server::{Caller, ErrorResponse, Received};
use serde_json::json;

use super::appservice::covers;
use super::caller::{registering, user_id, without_token};
use super::secret::random_secret;
use super::state::{SERVER_NAME, Shared, typed};

pub async fn login_flows(
    _: Shared,
    received: Received<op::GetLoginFlows>,
) -> Result<types::GetLoginFlowsResponse, ErrorResponse> {
    without_token(&received)?;
    let mut response = types::GetLoginFlowsResponse::default();
    response.flows = Some(vec![types::GetLoginFlowsLoginFlow::new("m.login.password")]);
    Ok(response)
}

pub async fn login(
    server: Shared,
    received: Received<op::Login>,
) -> Result<types::LoginResponse, ErrorResponse> {
    without_token(&received)?;
    let body = received.request.body;
    if body.type_ != "m.login.password" {
        return Err(bad_request("M_UNKNOWN", "only a password can be used to log in"));
    }
    let identifier = body.identifier.filter(|identifier| identifier.type_ == "m.id.user");
    let name = identifier.and_then(|identifier| identifier.extra.get::<String>("user").ok().flatten());
    let (Some(name), Some(password)) = (name, body.password) else {
        return Err(ErrorResponse::bad_json("a password and an identifier of the type m.id.user are needed"));
    };
    let user_id = if name.starts_with('@') { name } else { user_id(&name) };
    let (device_id, lifetime) = device_wishes(&server, body.device_id, body.refresh_token);
    let accounts = &mut server.state.lock().await.accounts;
    if !accounts.accepts(&user_id, password.expose()) {
        return Err(ErrorResponse::forbidden("the user or the password is wrong"));
    }
    typed(accounts.log_in(&user_id, &device_id, lifetime))
}

/// The device ID, and the lifetime of its access token; unlimited without a refresh token.
fn device_wishes(
    server: &Shared,
    device_id: Option<String>,
    refresh_token: Option<bool>,
) -> (String, Option<Duration>) {
    let device_id = device_id.unwrap_or_else(|| random_secret().to_uppercase().chars().take(10).collect());
    let lifetime = refresh_token.unwrap_or_default().then_some(server.settings.token_lifetime);
    (device_id, lifetime)
}

pub async fn register(
    server: Shared,
    received: Received<op::Register>,
) -> Result<types::RegisterResponse, ErrorResponse> {
    if received.request.kind.as_ref().is_some_and(|kind| kind.as_str() != "user") {
        return Err(ErrorResponse::forbidden("only accounts of users can be registered"));
    }
    if let Some(registration) = registering(&server, &received)? {
        return register_by_appservice(&server, registration, &received.request.body).await;
    }
    let body = received.request.body;
    let localpart = body.username.unwrap_or_else(random_secret);
    check_localpart(&server, &localpart)?;
    let user_id = user_id(&localpart);
    let (device_id, lifetime) = device_wishes(&server, body.device_id, body.refresh_token);
    let mut state = server.state.lock().await;
    if state.accounts.has(&user_id) {
        return Err(bad_request("M_USER_IN_USE", "the user ID is taken"));
    }
    let Some(auth) = body.auth else {
        let session = random_secret();
        state.challenges.insert(session.clone());
        return Err(challenge(&session));
    };
    let session = auth.session.as_ref().map(|session| session.expose()).unwrap_or_default();
    if !state.challenges.contains(session) {
        return Err(bad_request("M_UNKNOWN", "the session is not known"));
    }
    if auth.type_.as_deref() != Some("m.login.dummy") {
        let mut refusal = challenge(session).field("completed", json!([]));
        (refusal.errcode, refusal.message) = (Some(ErrorCode::Unrecognized), "no such stage".to_owned());
        return Err(refusal);
    }
    let password = body.password.ok_or_else(|| ErrorResponse::missing_param("password"))?;
    state.challenges.remove(session);
    state.accounts.add(&user_id, password.expose());
    match body.inhibit_login {
        Some(true) => typed(json!({ "user_id": user_id })),
        _ => typed(state.accounts.log_in(&user_id, &device_id, lifetime)),
    }
}

fn challenge(session: &str) -> ErrorResponse {
    ErrorResponse::user_interactive([["m.login.dummy"]], session)
}

fn bad_request(errcode: &str, message: &str) -> ErrorResponse {
    ErrorResponse::new(StatusCode::BAD_REQUEST, errcode, message)
}

/// Registers a user of an application service, without a session and without user-interactive authentication.
async fn register_by_appservice(
    server: &Shared,
    registration: &Registration,
    body: &types::RegisterRequest,
) -> Result<types::RegisterResponse, ErrorResponse> {
    if body.type_.as_deref() != Some("m.login.application_service") {
        return Err(bad_request("M_UNKNOWN", "the type must be that of application services"));
    }
    let localpart = body.username.as_deref().ok_or_else(|| ErrorResponse::missing_param("username"))?;
    if !covers(registration, localpart) {
        return Err(bad_request("M_EXCLUSIVE", "the user ID is not the application service's"));
    }
    let (user_id, accounts) = (user_id(localpart), &mut server.state.lock().await.accounts);
    if accounts.has(&user_id) {
        return Err(bad_request("M_USER_IN_USE", "the user ID is taken"));
    }
    accounts.add(&user_id, &random_secret());
    typed(json!({ "user_id": user_id }))
}

fn check_localpart(server: &Shared, localpart: &str) -> Result<(), ErrorResponse> {
    let allowed =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._=-/+".contains(letter);
    if localpart.is_empty() || !localpart.chars().all(allowed) || user_id(localpart).len() > 255 {
        return Err(bad_request("M_INVALID_USERNAME", "the user name is not valid"));
    }
    if server.settings.registrations.iter().any(|registration| covers(registration, localpart)) {
        return Err(bad_request("M_EXCLUSIVE", "the user ID belongs to an application service"));
    }
    Ok(())
}

pub async fn refresh(
    server: Shared,
    received: Received<op::Refresh>,
) -> Result<types::RefreshResponse, ErrorResponse> {
    without_token(&received)?;
    let refresh_token = received.request.body.refresh_token;
    let lifetime = server.settings.token_lifetime;
    typed(server.state.lock().await.accounts.refresh(refresh_token.expose(), lifetime)?)
}

pub async fn whoami(
    _: Shared,
    received: Received<op::Whoami>,
) -> Result<types::WhoamiResponse, ErrorResponse> {
    let mut response = types::WhoamiResponse::new(received.user_id()?);
    response.is_guest = Some(false);
    response.device_id = received.caller().and_then(Caller::device_id).map(str::to_owned);
    Ok(response)
}

pub async fn logout(server: Shared, received: Received<op::Logout>) -> Result<(), ErrorResponse> {
    match received.caller() {
        Some(Caller::User { user_id, device_id: Some(device_id), .. }) => {
            let mut state = server.state.lock().await;
            state.accounts.log_out(user_id.as_str(), device_id);
            state.keys.entry(user_id.to_string()).or_default().remove(&**device_id);
            Ok(())
        }
        _ => Err(ErrorResponse::forbidden(format!("{SERVER_NAME} has no session to end"))),
    }
}
