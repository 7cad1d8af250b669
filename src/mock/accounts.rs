//! The users, sessions and application services of a mock server.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use matrix_openapi_core::id::UserId;
use matrix_openapi_core::operation::Api;
use matrix_openapi_core::secret::Secret;
use tokio::time::Instant;

use crate::auth::Tokens;
use crate::mock::lock;
use crate::server::{Caller, ErrorResponse, PresentedToken, random_text};

/// The limit of sessions of a server; the oldest ones end first.
const MOST_SESSIONS: usize = 1000;

/// The limit of access tokens that the server keeps per session: the current one, and expired ones.
const MOST_TOKENS: usize = 8;

/// The users and application services that may send requests.
#[derive(Default)]
pub(super) struct Accounts {
    state: Mutex<AccountState>,
}

#[derive(Default)]
struct AccountState {
    sessions: VecDeque<UserSession>,
    services: Vec<KnownService>,
    /// The lifetime of access tokens; `None` if they do not expire.
    lifetime: Option<Duration>,
}

struct KnownService {
    id: String,
    token: Secret,
    user_id: UserId,
}

/// The session of a user at one of the two servers that have users.
struct UserSession {
    /// The API whose operations accept the tokens.
    api: Api,
    user_id: UserId,
    device_id: String,
    /// The latest token last.
    access_tokens: Vec<AccessToken>,
    /// The latest token last. An earlier one is valid until the latest access token is used.
    refresh_tokens: Vec<Secret>,
    is_soft_logged_out: bool,
}

struct AccessToken {
    secret: Secret,
    expires_at: Option<Instant>,
    is_expired: bool,
    is_used: bool,
}

/// The tokens of a new or refreshed session.
pub(super) struct Issued {
    pub(super) user_id: UserId,
    pub(super) device_id: String,
    pub(super) access_token: Secret,
    pub(super) refresh_token: Secret,
    pub(super) expires_in: Option<Duration>,
}

impl Issued {
    pub(super) fn tokens(self) -> Tokens {
        let expiry = self.expires_in.and_then(|time| SystemTime::now().checked_add(time));
        Tokens::new(self.access_token).with_refresh_token(self.refresh_token).with_expiry(expiry)
    }
}

impl Accounts {
    pub(super) fn set_lifetime(&self, lifetime: Option<Duration>) {
        lock(&self.state).lifetime = lifetime;
    }

    pub(super) fn add_service(&self, id: String, token: Secret, user_id: UserId) {
        let mut state = lock(&self.state);
        state.services.retain(|service| service.id != id);
        state.services.push(KnownService { id, token, user_id });
    }

    /// Logs a user in at the homeserver, replacing an earlier session of the device.
    pub(super) fn log_in(&self, user_id: UserId, device_id: Option<String>) -> Issued {
        self.issue(UserSession::new(Api::ClientServer, user_id, device_id.unwrap_or_else(random_device)))
    }

    /// Logs a user in at the identity server, which has no devices.
    pub(super) fn log_in_at_identity_server(&self, user_id: UserId) -> Issued {
        self.issue(UserSession::new(Api::Identity, user_id, random_device()))
    }

    /// Logs a user in with tokens of the test, replacing an earlier session with the access token.
    pub(super) fn log_in_with(&self, api: Api, user_id: UserId, tokens: Tokens) {
        let mut state = lock(&self.state);
        state.sessions.retain(|session| session.api != api || !session.has(tokens.access_token()));
        let mut session = UserSession::new(api, user_id, random_device());
        session.put(tokens.access_token().clone(), tokens.left());
        session.refresh_tokens.extend(tokens.refresh_token().cloned());
        state.add(session);
    }

    /// Issues new tokens for a refresh token.
    ///
    /// # Errors
    /// If the token is unknown, or no longer valid.
    pub(super) fn refresh(&self, token: &Secret) -> Result<Issued, ErrorResponse> {
        let mut state = lock(&self.state);
        let lifetime = state.lifetime;
        let session = state.sessions.iter_mut().find(|session| session.refresh_tokens.contains(token));
        let session = session.ok_or_else(ErrorResponse::unknown_token)?;
        if session.is_soft_logged_out {
            return Err(ErrorResponse::unknown_token().soft_logout());
        }
        session.refresh_tokens.retain(|other| other == token);
        Ok(session.issue(lifetime))
    }

    /// Returns the owner of a token.
    ///
    /// # Errors
    /// If the token is unknown, or no longer valid.
    pub(super) fn caller(&self, presented: &PresentedToken) -> Result<Caller, ErrorResponse> {
        let mut state = lock(&self.state);
        let api = presented.operation().api;
        let service = state.services.iter().find(|service| presented.is(&service.token));
        if let Some(service) = service.filter(|_| api == Api::ClientServer) {
            let user_id = match presented.asserted_user() {
                Some(user) => user.parse().map_err(|error| ErrorResponse::invalid_param("user_id", error))?,
                None => service.user_id.clone(),
            };
            let device_id = presented.asserted_device().map(str::to_owned);
            return Ok(Caller::application_service(&service.id, user_id, device_id));
        }
        let is_its = |session: &&mut UserSession| session.api == api && session.has(presented.secret());
        let session = state.sessions.iter_mut().find(is_its);
        session.ok_or_else(ErrorResponse::unknown_token)?.caller(presented.secret())
    }

    /// Whether a token is an access token of a user, valid or expired.
    pub(super) fn is_of_user(&self, token: &str) -> bool {
        let token = Secret::new(token);
        lock(&self.state).sessions.iter().any(|session| session.has(&token))
    }

    /// Lets all current access tokens of a user expire.
    pub(super) fn expire(&self, user_id: &str) {
        self.for_each(user_id, |session| {
            session.access_tokens.iter_mut().for_each(|token| token.is_expired = true);
        });
    }

    /// Ends the sessions of a user by a soft logout, until the user logs in again.
    pub(super) fn soft_log_out(&self, user_id: &str) {
        self.for_each(user_id, |session| session.is_soft_logged_out = true);
    }

    /// Ends the sessions of a user at both servers.
    pub(super) fn log_out(&self, user_id: &str) {
        lock(&self.state).sessions.retain(|session| session.user_id != *user_id);
    }

    /// Ends the sessions of a user at one of the servers, for the devices that the closure selects.
    pub(super) fn log_out_devices(&self, api: Api, user_id: &UserId, is_meant: impl Fn(&str) -> bool) {
        let is_its = |session: &UserSession| session.api == api && session.user_id == *user_id;
        lock(&self.state).sessions.retain(|session| !is_its(session) || !is_meant(&session.device_id));
    }

    fn issue(&self, mut session: UserSession) -> Issued {
        let mut state = lock(&self.state);
        let issued = session.issue(state.lifetime);
        state.add(session);
        issued
    }

    fn for_each(&self, user_id: &str, change: impl FnMut(&mut UserSession)) {
        let mut state = lock(&self.state);
        state.sessions.iter_mut().filter(|session| session.user_id == *user_id).for_each(change);
    }
}

impl AccountState {
    /// Adds a session, replacing an earlier session of the device.
    fn add(&mut self, session: UserSession) {
        let is_other = |one: &UserSession| {
            (one.api, &one.user_id, &one.device_id) != (session.api, &session.user_id, &session.device_id)
        };
        self.sessions.retain(is_other);
        if self.sessions.len() >= MOST_SESSIONS {
            self.sessions.pop_front();
        }
        self.sessions.push_back(session);
    }
}

fn random_device() -> String {
    random_text().to_uppercase().chars().take(10).collect()
}

impl UserSession {
    fn new(api: Api, user_id: UserId, device_id: String) -> Self {
        Self {
            api,
            user_id,
            device_id,
            access_tokens: Vec::new(),
            refresh_tokens: Vec::new(),
            is_soft_logged_out: false,
        }
    }

    /// Whether an access token belongs to the session.
    fn has(&self, token: &Secret) -> bool {
        self.access_tokens.iter().any(|other| other.secret == *token)
    }

    /// Makes an access token the current one.
    fn put(&mut self, secret: Secret, lifetime: Option<Duration>) {
        let expires_at = lifetime.and_then(|lifetime| Instant::now().checked_add(lifetime));
        let (is_expired, is_used) = (false, false);
        self.access_tokens.push(AccessToken { secret, expires_at, is_expired, is_used });
        let superfluous = self.access_tokens.len().saturating_sub(MOST_TOKENS);
        self.access_tokens.drain(..superfluous);
    }

    fn issue(&mut self, lifetime: Option<Duration>) -> Issued {
        let access_token = Secret::new(format!("mock_access_{}", random_text()));
        let refresh_token = Secret::new(format!("mock_refresh_{}", random_text()));
        self.put(access_token.clone(), lifetime);
        self.refresh_tokens.push(refresh_token.clone());
        Issued {
            user_id: self.user_id.clone(),
            device_id: self.device_id.clone(),
            access_token,
            refresh_token,
            expires_in: lifetime,
        }
    }

    fn caller(&mut self, token: &Secret) -> Result<Caller, ErrorResponse> {
        let expired = || ErrorResponse::unknown_token().soft_logout();
        let position = self.access_tokens.iter().position(|other| other.secret == *token);
        let (Some(position), false) = (position, self.is_soft_logged_out) else { return Err(expired()) };
        let is_latest = position.checked_add(1) == Some(self.access_tokens.len());
        let Some(token) = self.access_tokens.get_mut(position) else { return Err(expired()) };
        if token.is_expired || token.expires_at.is_some_and(|time| time <= Instant::now()) {
            return Err(expired());
        }
        let is_first_use = !std::mem::replace(&mut token.is_used, true);
        if is_first_use && is_latest {
            // The client has the new tokens, so it no longer needs the earlier ones.
            self.access_tokens.iter_mut().take(position).for_each(|earlier| earlier.is_expired = true);
            let superfluous = self.refresh_tokens.len().saturating_sub(1);
            self.refresh_tokens.drain(..superfluous);
        }
        Ok(Caller::user(self.user_id.clone(), Some(self.device_id.clone())))
    }
}
