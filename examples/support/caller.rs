use matrix_openapi::application_service::types::Registration;
use matrix_openapi::id::UserId;
use matrix_openapi::server::http::header::AUTHORIZATION;
use matrix_openapi::server::{Caller, ErrorResponse, PresentedToken, Received, ServerEndpoint};

use super::appservice::covers;
use super::state::{SERVER_NAME, Shared};

/// The sender of a request that needs an access token.
pub struct Sender {
    pub user_id: String,
    /// The scope of the sender's transaction IDs.
    pub scope: String,
}

impl Sender {
    pub fn of<E: ServerEndpoint>(received: &Received<E>) -> Result<Self, ErrorResponse> {
        let user_id = received.user_id()?.to_string();
        let scope = match received.caller() {
            Some(Caller::ApplicationService { id, .. }) => format!("appservice {id} {user_id}"),
            caller => {
                let device_id = caller.and_then(Caller::device_id).unwrap_or_default();
                format!("device {user_id} {device_id}")
            }
        };
        Ok(Self { user_id, scope })
    }
}

pub fn user_id(localpart: &str) -> String {
    format!("@{localpart}:{SERVER_NAME}")
}

/// Refuses a token where the operation takes none. Real servers ignore it there; this one finds clients that send tokens needlessly.
pub fn without_token<E: ServerEndpoint>(received: &Received<E>) -> Result<(), ErrorResponse> {
    let mut pairs = received.uri().query().unwrap_or_default().split('&');
    let in_query = pairs.any(|pair| pair.starts_with("access_token="));
    match in_query || received.headers().contains_key(AUTHORIZATION) {
        true => Err(ErrorResponse::invalid_param("access_token", "is not taken by this endpoint")),
        false => Ok(()),
    }
}

/// The application service that registers a user. The operation takes no token by the description, so the router does not check one.
pub fn registering<'a, E: ServerEndpoint>(
    server: &'a Shared,
    received: &Received<E>,
) -> Result<Option<&'a Registration>, ErrorResponse> {
    let Err(refusal) = without_token(received) else { return Ok(None) };
    let header = received.headers().get(AUTHORIZATION).and_then(|header| header.to_str().ok());
    let token = header.and_then(|header| header.strip_prefix("Bearer "));
    let known = server.settings.registrations.iter().find(|known| token == Some(known.as_token.expose()));
    known.map(Some).ok_or(refusal)
}

/// Returns the owner of an access token.
pub async fn identify(server: Shared, presented: PresentedToken) -> Result<Caller, ErrorResponse> {
    let token = presented.secret().expose();
    let registration = server.settings.registrations.iter().find(|known| known.as_token.expose() == token);
    let Some(registration) = registration else {
        let (user_id, device_id) = server.state.lock().await.accounts.by_access_token(token)?;
        return Ok(Caller::user(UserId::unchecked(user_id), Some(device_id)));
    };
    let own = user_id(&registration.sender_localpart);
    let asserted = presented.asserted_user().unwrap_or(&own);
    let localpart = asserted.strip_prefix('@').and_then(|rest| rest.split_once(':'));
    match localpart {
        Some((localpart, SERVER_NAME)) if covers(registration, localpart) => {
            Ok(Caller::application_service(&registration.id, UserId::unchecked(asserted), None))
        }
        _ => Err(ErrorResponse::forbidden("the application service cannot act as this user")),
    }
}
