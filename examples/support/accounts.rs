use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use serde_json::{Value, json};

use super::appservice::covers;
use super::caller::{Anonymous, Caller, Kind, user_id};
use super::homeserver::{SERVER_NAME, Shared};
use super::reply::{JsonBody, JsonResponse, Refusal, query_parameter};
use super::secret::random_secret;

/// The accounts of a server, with their logged-in devices.
#[derive(Default)]
pub struct Accounts {
    passwords: BTreeMap<String, String>,
    devices: Vec<Device>,
}

struct Device {
    user_id: String,
    device_id: String,
    access_token: String,
    expires: Option<Instant>,
    refresh_token: Option<String>,
    /// The previous refresh token. It stays valid until the new tokens are used, since the response may get lost.
    previous_refresh_token: Option<String>,
}

impl Accounts {
    pub fn add(&mut self, user_id: &str, password: &str) {
        self.passwords.insert(user_id.to_owned(), password.to_owned());
    }

    /// The user and the device that an access token belongs to.
    pub fn by_access_token(&mut self, token: &str) -> Result<(String, String), Refusal> {
        let device = self.devices.iter_mut().find(|device| device.access_token == token);
        let device = device.ok_or_else(|| {
            Refusal::unknown_token("the access token is not known").with("soft_logout", false)
        })?;
        if device.expires.is_some_and(|expires| expires <= Instant::now()) {
            return Err(Refusal::unknown_token("the access token has expired").with("soft_logout", true));
        }
        device.previous_refresh_token = None;
        Ok((device.user_id.clone(), device.device_id.clone()))
    }

    fn log_in(&mut self, user_id: &str, device_id: &str, lifetime: Option<Duration>) -> Value {
        self.log_out(user_id, device_id);
        let device = Device {
            user_id: user_id.to_owned(),
            device_id: device_id.to_owned(),
            access_token: random_secret(),
            expires: lifetime.map(|lifetime| Instant::now() + lifetime),
            refresh_token: lifetime.map(|_| random_secret()),
            previous_refresh_token: None,
        };
        let mut response = json!({
            "user_id": device.user_id,
            "device_id": device.device_id,
            "access_token": device.access_token,
        });
        if let (Some(lifetime), Some(refresh_token)) = (lifetime, &device.refresh_token) {
            response["refresh_token"] = json!(refresh_token);
            response["expires_in_ms"] = milliseconds(lifetime);
        }
        self.devices.push(device);
        response
    }

    fn refresh(&mut self, refresh_token: &str, lifetime: Duration) -> Result<Value, Refusal> {
        let given = Some(refresh_token);
        let device = self.devices.iter_mut().find(|device| {
            device.refresh_token.as_deref() == given || device.previous_refresh_token.as_deref() == given
        });
        let device = device.ok_or_else(|| {
            Refusal::unknown_token("the refresh token is not known").with("soft_logout", true)
        })?;
        let (access_token, next) = (random_secret(), random_secret());
        device.access_token.clone_from(&access_token);
        device.expires = Some(Instant::now() + lifetime);
        device.refresh_token = Some(next.clone());
        device.previous_refresh_token = Some(refresh_token.to_owned());
        Ok(json!({
            "access_token": access_token,
            "refresh_token": next,
            "expires_in_ms": milliseconds(lifetime),
        }))
    }

    fn log_out(&mut self, user_id: &str, device_id: &str) {
        self.devices.retain(|device| device.user_id != user_id || device.device_id != device_id);
    }
}

fn milliseconds(lifetime: Duration) -> Value {
    json!(u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX))
}

pub async fn login_flows(_caller: Anonymous) -> JsonResponse {
    JsonResponse(json!({ "flows": [{ "type": "m.login.password" }] }))
}

pub async fn login(
    State(server): State<Shared>,
    _caller: Anonymous,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    if body.required_text("type")? != "m.login.password" {
        return Err(Refusal::bad_request("M_UNKNOWN", "only a password can be used to log in"));
    }
    let identifier = body.0.get("identifier").and_then(Value::as_object);
    let kind = identifier.and_then(|identifier| identifier.get("type")).and_then(Value::as_str);
    let name = identifier.and_then(|identifier| identifier.get("user")).and_then(Value::as_str);
    let (Some("m.id.user"), Some(name)) = (kind, name) else {
        return Err(Refusal::bad_request("M_BAD_JSON", "an identifier of the type m.id.user is needed"));
    };
    let user_id = if name.starts_with('@') { name.to_owned() } else { user_id(name) };
    let password = body.required_text("password")?;
    let (device_id, lifetime) = device_wishes(&server, &body)?;
    let accounts = &mut server.state.lock().await.accounts;
    if accounts.passwords.get(&user_id).is_none_or(|known| known != password) {
        return Err(Refusal::forbidden("the user or the password is wrong"));
    }
    Ok(JsonResponse(accounts.log_in(&user_id, &device_id, lifetime)))
}

/// The device ID, and the lifetime of its access token; unlimited without a refresh token.
fn device_wishes(server: &Shared, body: &JsonBody) -> Result<(String, Option<Duration>), Refusal> {
    let device_id = match body.text("device_id")? {
        Some(device_id) => device_id.to_owned(),
        None => random_secret().to_uppercase().chars().take(10).collect(),
    };
    let lifetime = body.is_set("refresh_token")?.then_some(server.settings.token_lifetime);
    Ok((device_id, lifetime))
}

pub async fn register(
    State(server): State<Shared>,
    caller: Option<Caller>,
    request: Request,
) -> Result<JsonResponse, Refusal> {
    let kind = query_parameter(request.uri().query(), "kind");
    if kind.is_some_and(|kind| kind != "user") {
        return Err(Refusal::forbidden("only accounts of users can be registered"));
    }
    let body = <JsonBody as axum::extract::FromRequest<_>>::from_request(request, &server).await?;
    if let Some(caller) = caller {
        return register_by_appservice(&server, &caller, &body).await;
    }
    let localpart = body.text("username")?.map_or_else(random_secret, str::to_owned);
    check_localpart(&server, &localpart)?;
    let user_id = user_id(&localpart);
    let (device_id, lifetime) = device_wishes(&server, &body)?;
    let mut state = server.state.lock().await;
    if state.accounts.passwords.contains_key(&user_id) {
        return Err(Refusal::bad_request("M_USER_IN_USE", "the user ID is taken"));
    }
    let Some(auth) = body.0.get("auth") else {
        let session = random_secret();
        state.challenges.insert(session.clone());
        return Err(Refusal::challenge(&session));
    };
    let session = auth.get("session").and_then(Value::as_str).unwrap_or_default();
    if !state.challenges.contains(session) {
        return Err(Refusal::bad_request("M_UNKNOWN", "the session is not known"));
    }
    if auth.get("type").and_then(Value::as_str) != Some("m.login.dummy") {
        let refusal = Refusal::challenge(session).with("completed", json!([]));
        return Err(refusal.with("errcode", "M_UNRECOGNIZED").with("error", "no such stage"));
    }
    let password = body.required_text("password")?;
    state.challenges.remove(session);
    state.accounts.add(&user_id, password);
    if body.is_set("inhibit_login")? {
        return Ok(JsonResponse(json!({ "user_id": user_id })));
    }
    Ok(JsonResponse(state.accounts.log_in(&user_id, &device_id, lifetime)))
}

/// Registers a user of an application service, without a session and without user-interactive authentication.
async fn register_by_appservice(
    server: &Shared,
    caller: &Caller,
    body: &JsonBody,
) -> Result<JsonResponse, Refusal> {
    let Kind::AppService(id) = &caller.kind else {
        return Err(Refusal::bad_request("M_INVALID_PARAM", "this endpoint takes no access token of a user"));
    };
    if body.text("type")? != Some("m.login.application_service") {
        return Err(Refusal::bad_request("M_UNKNOWN", "the type must be that of application services"));
    }
    let localpart = body.required_text("username")?;
    let mut registrations = server.settings.registrations.iter();
    if !registrations.any(|known| known.id == *id && covers(known, localpart)) {
        return Err(Refusal::bad_request("M_EXCLUSIVE", "the user ID is not the application service's"));
    }
    let (user_id, accounts) = (user_id(localpart), &mut server.state.lock().await.accounts);
    if accounts.passwords.contains_key(&user_id) {
        return Err(Refusal::bad_request("M_USER_IN_USE", "the user ID is taken"));
    }
    accounts.add(&user_id, &random_secret());
    Ok(JsonResponse(json!({ "user_id": user_id })))
}

fn check_localpart(server: &Shared, localpart: &str) -> Result<(), Refusal> {
    let allowed =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._=-/+".contains(letter);
    if localpart.is_empty() || !localpart.chars().all(allowed) || user_id(localpart).len() > 255 {
        return Err(Refusal::bad_request("M_INVALID_USERNAME", "the user name is not valid"));
    }
    if server.settings.registrations.iter().any(|registration| covers(registration, localpart)) {
        return Err(Refusal::bad_request("M_EXCLUSIVE", "the user ID belongs to an application service"));
    }
    Ok(())
}

pub async fn refresh(
    State(server): State<Shared>,
    _caller: Anonymous,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let refresh_token = body.required_text("refresh_token")?;
    let lifetime = server.settings.token_lifetime;
    server.state.lock().await.accounts.refresh(refresh_token, lifetime).map(JsonResponse)
}

pub async fn whoami(caller: Caller) -> JsonResponse {
    let mut response = json!({ "user_id": caller.user_id, "is_guest": false });
    if let Kind::Device(device_id) = &caller.kind {
        response["device_id"] = json!(device_id);
    }
    JsonResponse(response)
}

pub async fn logout(State(server): State<Shared>, caller: Caller) -> Result<JsonResponse, Refusal> {
    match &caller.kind {
        Kind::Device(device_id) => {
            server.state.lock().await.accounts.log_out(&caller.user_id, device_id);
            Ok(JsonResponse(json!({})))
        }
        Kind::AppService(_) => Err(Refusal::forbidden(&format!("{SERVER_NAME} has no session to end"))),
    }
}
