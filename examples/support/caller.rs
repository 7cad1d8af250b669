use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header;
use axum::http::request::Parts;

use super::appservice::covers;
use super::homeserver::{SERVER_NAME, Shared};
use super::reply::{Refusal, query_parameter};

/// The sender of a request, by its access token.
pub struct Caller {
    pub user_id: String,
    pub kind: Kind,
}

pub enum Kind {
    /// A user with a device.
    Device(String),
    /// The application service with this ID, as its own user or as one of its users.
    AppService(String),
}

impl Caller {
    /// The scope of the caller's transaction IDs.
    pub fn transaction_scope(&self) -> String {
        match &self.kind {
            Kind::Device(device_id) => format!("device {} {device_id}", self.user_id),
            Kind::AppService(id) => format!("appservice {id} {}", self.user_id),
        }
    }
}

pub fn user_id(localpart: &str) -> String {
    format!("@{localpart}:{SERVER_NAME}")
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Shared) -> Result<Self, Refusal> {
        match token(parts)? {
            Some(token) => identify(&token, parts, server).await,
            None => Err(Refusal::missing_token("this endpoint needs an access token")),
        }
    }
}

impl OptionalFromRequestParts<Shared> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Shared) -> Result<Option<Self>, Refusal> {
        match token(parts)? {
            Some(token) => identify(&token, parts, server).await.map(Some),
            None => Ok(None),
        }
    }
}

/// Marks endpoints without authentication. Real servers ignore a token there; this one refuses it, which finds clients that
/// send tokens needlessly.
pub struct Anonymous;

impl FromRequestParts<Shared> for Anonymous {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _server: &Shared) -> Result<Self, Refusal> {
        let in_query = query_parameter(parts.uri.query(), "access_token").is_some();
        if in_query || parts.headers.contains_key(header::AUTHORIZATION) {
            return Err(Refusal::bad_request("M_INVALID_PARAM", "this endpoint takes no access token"));
        }
        Ok(Self)
    }
}

/// Returns the access token of a request, from its header or its query. Both at once are an error.
fn token(parts: &Parts) -> Result<Option<String>, Refusal> {
    let mut headers = parts.headers.get_all(header::AUTHORIZATION).iter();
    let header = headers.next();
    let query = query_parameter(parts.uri.query(), "access_token");
    if headers.next().is_some() || (header.is_some() && query.is_some()) {
        return Err(Refusal::missing_token("more than one access token"));
    }
    let Some(header) = header else { return Ok(query) };
    let bearer = header.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
    match bearer {
        Some(token) => Ok(Some(token.to_owned())),
        None => Err(Refusal::missing_token("the authorization header holds no bearer token")),
    }
}

async fn identify(token: &str, parts: &Parts, server: &Shared) -> Result<Caller, Refusal> {
    let registration = server.settings.registrations.iter().find(|known| known.as_token.expose() == token);
    let Some(registration) = registration else {
        let (user_id, device_id) = server.state.lock().await.accounts.by_access_token(token)?;
        return Ok(Caller { user_id, kind: Kind::Device(device_id) });
    };
    let own = user_id(&registration.sender_localpart);
    let asserted = query_parameter(parts.uri.query(), "user_id").unwrap_or(own);
    let localpart = asserted.strip_prefix('@').and_then(|rest| rest.split_once(':'));
    match localpart {
        Some((localpart, SERVER_NAME)) if covers(registration, localpart) => {
            Ok(Caller { user_id: asserted, kind: Kind::AppService(registration.id.clone()) })
        }
        _ => Err(Refusal::forbidden("the application service cannot act as this user")),
    }
}
