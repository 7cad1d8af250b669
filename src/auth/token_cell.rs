//! The tokens of a session, shared by its clones, and the state of their refresh.
//!
//! One refresh runs at a time, in a task of its own, so dropping a call that waits for it does not cancel it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::auth::credentials::Credentials;
use crate::auth::session_owner::SessionOwner;
use crate::auth::session_store::SessionStore;
#[cfg(any(helper = "logout", helper = "deactivate"))]
use crate::auth::stored_session::StoredSession;
use crate::auth::tokens::Tokens;
use crate::error::{Error, SessionError};
use crate::http::box_future::BoxFuture;

/// How long a call whose token is still valid waits for the server's new tokens.
const SERVER_GRACE: Duration = Duration::from_secs(2);

/// How long such a call waits for the store to save them.
const STORE_GRACE: Duration = Duration::from_millis(300);

/// How long an access token is new. A token that the server rejects within this time was never valid; one that it rejects later may
/// have expired while the request was on its way.
const NEW: Duration = Duration::from_secs(2);

/// The requests to the homeserver that a refresh needs.
pub(crate) trait TokenEndpoint: Send + Sync {
    /// Returns the base URL of the homeserver.
    fn base_url(&self) -> &str;

    /// Requests new tokens.
    fn refresh<'a>(&'a self, credentials: &'a Credentials) -> BoxFuture<'a, Result<Tokens, SessionError>>;

    /// Requests the owner of the tokens.
    fn owner<'a>(&'a self, tokens: &'a Tokens) -> BoxFuture<'a, Result<SessionOwner, Error>>;

    /// Checks that new tokens, which are already saved, belong to the owner of the session. A homeserver's own tokens need no check.
    fn confirm<'a>(&'a self, _: &'a Tokens) -> BoxFuture<'a, Result<Confirmation, SessionError>> {
        Box::pin(async { Ok(Confirmation::Same) })
    }
}

/// The outcome of checking the owner of new tokens.
#[cfg_attr(
    not(helper = "oauth"),
    allow(dead_code, reason = "only other servers than the homeserver need it")
)]
pub(crate) enum Confirmation {
    /// They belong to the owner of the session.
    Same,
    /// The homeserver rejects the access token.
    Rejected(Error),
}

/// The credentials that the clones of a session share.
pub(crate) struct TokenCell {
    state: Mutex<TokenState>,
    /// Locked by the task that refreshes or clears.
    exclusive: Arc<tokio::sync::Mutex<()>>,
    store: Option<Arc<dyn SessionStore>>,
    phase: watch::Sender<RefreshPhase>,
}

struct TokenState {
    credentials: Result<Arc<Credentials>, Arc<SessionError>>,
    refresh_at: Option<SystemTime>,
    /// Counts the refreshes, so only the first of many waiting calls sends a request.
    attempt: u64,
    /// The attempt that returned the current tokens.
    refreshed_in: u64,
    /// The time at which the current tokens were received.
    refreshed_at: Instant,
    /// Whether the server has responded to the current access token with anything but a rejection.
    is_accepted: bool,
    last_outcome: Result<(), Arc<SessionError>>,
    /// New tokens that are not saved yet.
    unsaved: Option<Tokens>,
    /// The refusal that ends the session once the access token expires.
    refused: Option<Arc<SessionError>>,
    /// The owner of the tokens, once known.
    owner: Option<Arc<SessionOwner>>,
}

/// The credentials at one moment.
#[derive(Clone)]
pub(crate) struct CredentialSnapshot {
    pub(crate) credentials: Arc<Credentials>,
    /// The attempt that returned them.
    pub(crate) refreshed_in: u64,
}

/// The state of an access token that the server has rejected.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RejectedToken {
    /// Another call has refreshed it in the meantime.
    Superseded,
    /// The server has accepted it before, or it is no longer new, so it has expired.
    Expired,
    /// It is new, and the server has not accepted it yet: after one refresh, another one would not help.
    Unproven,
}

/// The reason for a refresh.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RefreshReason {
    /// The access token expires soon.
    Due,
    /// The server rejected the access token.
    Rejected,
}

/// The current step of a refresh.
#[derive(Clone, Copy)]
enum RefreshPhase {
    Idle,
    Requesting(Instant),
    Saving(Instant),
}

impl TokenCell {
    pub(crate) fn new(credentials: Credentials, store: Option<Arc<dyn SessionStore>>, base: &Url) -> Self {
        let refresh_at = credentials.tokens().and_then(|tokens| tokens.refresh_at());
        let owner = credentials.owner().cloned();
        let credentials = match owner.as_ref().is_some_and(|owner| !owner.is_at(base)) {
            true => Err(Arc::new(SessionError::OtherHomeserver)),
            false => Ok(Arc::new(credentials)),
        };
        let state = TokenState {
            credentials,
            refresh_at,
            attempt: 0,
            refreshed_in: 0,
            refreshed_at: Instant::now(),
            is_accepted: false,
            last_outcome: Ok(()),
            unsaved: None,
            refused: None,
            owner,
        };
        let phase = watch::Sender::new(RefreshPhase::Idle);
        Self { state: Mutex::new(state), exclusive: Arc::default(), store, phase }
    }

    /// Returns the credentials, and whether a refresh is due before their use.
    pub(crate) fn snapshot(&self) -> Result<(CredentialSnapshot, bool), Arc<SessionError>> {
        let state = self.lock();
        let credentials = Arc::clone(state.credentials.as_ref().map_err(Arc::clone)?);
        let due = state.refresh_at.is_some_and(|time| time <= SystemTime::now());
        Ok((CredentialSnapshot { credentials, refreshed_in: state.refreshed_in }, due))
    }

    /// Records that the server has responded to an access token with anything but a rejection.
    pub(crate) fn accept(&self, snapshot: &CredentialSnapshot) {
        let mut state = self.lock();
        let is_current = |current: &Arc<Credentials>| Arc::ptr_eq(current, &snapshot.credentials);
        state.is_accepted |= state.credentials.as_ref().is_ok_and(is_current);
    }

    /// Classifies an access token that the server has rejected.
    pub(crate) fn classify_rejected(&self, snapshot: &CredentialSnapshot) -> RejectedToken {
        let state = self.lock();
        match state.refreshed_in > snapshot.refreshed_in && state.credentials.is_ok() {
            true => RejectedToken::Superseded,
            false if state.is_accepted || state.refreshed_at.elapsed() >= NEW => RejectedToken::Expired,
            false => RejectedToken::Unproven,
        }
    }

    /// Ends the session and drops its credentials.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.credentials = Err(Arc::new(SessionError::LoggedOut));
        state.unsaved = None;
    }

    /// Returns the owner of the tokens, if known.
    pub(crate) fn known_owner(&self) -> Option<Arc<SessionOwner>> {
        self.lock().owner.clone()
    }

    /// Waits for a running refresh, and prevents others as long as the guard exists.
    #[cfg(helper = "oauth")]
    pub(crate) async fn pause_refreshes(&self) -> tokio::sync::OwnedMutexGuard<()> {
        Arc::clone(&self.exclusive).lock_owned().await
    }

    /// Returns the newest tokens, saved or not; `None` once the session has ended.
    #[cfg(helper = "oauth")]
    pub(crate) fn newest_tokens(&self) -> Option<Tokens> {
        let state = self.lock();
        let current = state.credentials.as_ref().ok()?.tokens().map(|tokens| Tokens::clone(tokens));
        state.unsaved.clone().or(current)
    }

    /// Refreshes the tokens of the attempt `seen_attempt`, or waits for the refresh that is running.
    pub(crate) fn refresh(
        self: &Arc<Self>,
        endpoint: Arc<dyn TokenEndpoint>,
        seen_attempt: u64,
        reason: RefreshReason,
    ) -> BoxFuture<'static, Result<(), Arc<SessionError>>> {
        let cell = Arc::clone(self);
        Box::pin(async move {
            let attempt_before = cell.lock().attempt;
            // Locked outside of the task, so a dropped call leaves no task behind that waits for the lock.
            let exclusive = Arc::clone(&cell.exclusive).lock_owned().await;
            let Some(credentials) = cell.needs_request(attempt_before, seen_attempt)? else { return Ok(()) };
            // A task, so it continues when the call that started it is dropped.
            let refresh = tokio::spawn(async move {
                let _exclusive = exclusive;
                let phase = PhaseGuard(&cell.phase);
                let outcome = cell.request_and_save(&*endpoint, &credentials, &phase).await;
                cell.conclude(&credentials, outcome, reason)
            });
            refresh.await.unwrap_or_else(|_| Err(Arc::new(SessionError::Interrupted)))
        })
    }

    /// Waits until a call with a valid token has waited long enough for a refresh, at most for `longest`.
    pub(crate) async fn grace_period(&self, longest: Duration) {
        let mut phase = self.phase.subscribe();
        let begun = Instant::now();
        let after = |start: Instant, grace: Duration| start.checked_add(grace.min(longest)).unwrap_or(start);
        loop {
            // Counted from the start of the refresh, so a refresh that hangs does not delay every call.
            let until = match *phase.borrow_and_update() {
                RefreshPhase::Idle => after(begun, SERVER_GRACE),
                RefreshPhase::Requesting(since) => after(since, SERVER_GRACE),
                RefreshPhase::Saving(since) => after(since, STORE_GRACE),
            };
            if !matches!(timeout_at(until, phase.changed()).await, Ok(Ok(()))) {
                return;
            }
        }
    }

    /// Saves the tokens in the session store, if there is one.
    pub(crate) async fn save(
        &self,
        endpoint: &dyn TokenEndpoint,
        tokens: &Tokens,
    ) -> Result<(), SessionError> {
        let Some(store) = &self.store else { return Ok(()) };
        let owner =
            self.owner(endpoint, tokens).await.map_err(|error| SessionError::Unsaved(error.into()))?;
        store.save(&owner.stored(endpoint.base_url(), tokens.clone())).await.map_err(SessionError::Unsaved)
    }

    /// Removes the session from its store, unless the store holds another session: two sessions may share a store.
    #[cfg(any(helper = "logout", helper = "deactivate"))]
    pub(crate) async fn clear(&self, last: Option<&Tokens>) -> Result<(), SessionError> {
        let Some(store) = &self.store else { return Ok(()) };
        // Waits for tokens that are being saved, to remove them too.
        let _exclusive = self.exclusive.lock().await;
        let owner = self.lock().owner.clone();
        let is_own = |stored: &StoredSession| {
            let same_tokens = last.is_some_and(|last| last.access_token() == stored.tokens.access_token());
            let same_device =
                |owner: &SessionOwner| owner.user_id == stored.user_id && owner.device_id == stored.device_id;
            same_tokens || owner.as_deref().is_some_and(same_device)
        };
        match store.load().await.map_err(SessionError::Uncleared)? {
            Some(stored) if !is_own(&stored) => Ok(()),
            _ => store.clear().await.map_err(SessionError::Uncleared),
        }
    }

    /// Returns the credentials to refresh; `None` if there are newer tokens. Fails if another refresh has failed meanwhile.
    fn needs_request(
        &self,
        attempt_before: u64,
        seen_attempt: u64,
    ) -> Result<Option<Arc<Credentials>>, Arc<SessionError>> {
        let mut state = self.lock();
        let credentials = state.credentials.clone()?;
        // Newer tokens are valid even if a later early refresh of them failed.
        if state.refreshed_in > seen_attempt {
            return Ok(None);
        }
        if state.attempt != attempt_before {
            return state.last_outcome.clone().map(|()| None);
        }
        if let Some(refused) = state.refused.clone() {
            // After a refusal a refresh is requested only once the access token is no longer valid.
            state.credentials = Err(Arc::clone(&refused));
            return Err(refused);
        }
        Ok(Some(credentials))
    }

    /// Requests new tokens, or takes those that are not saved yet, and saves them.
    async fn request_and_save(
        &self,
        endpoint: &dyn TokenEndpoint,
        credentials: &Credentials,
        phase: &PhaseGuard<'_>,
    ) -> Result<Tokens, SessionError> {
        let unsaved = self.lock().unsaved.clone();
        let tokens = match unsaved {
            Some(tokens) => tokens,
            None => {
                phase.enter(RefreshPhase::Requesting(Instant::now()));
                endpoint.refresh(credentials).await?
            }
        };
        // The program may have logged out meanwhile; then the store must not get new tokens.
        if self.lock().credentials.is_err() {
            return Err(SessionError::LoggedOut);
        }
        // Kept before saving, since the store may never return.
        self.lock().unsaved = Some(tokens.clone());
        phase.enter(RefreshPhase::Saving(Instant::now()));
        self.save(endpoint, &tokens).await?;
        match endpoint.confirm(&tokens).await {
            Ok(Confirmation::Same) => Ok(tokens),
            Ok(Confirmation::Rejected(error)) => {
                // Their refresh token is the valid one, so the next call requests further tokens with it.
                let mut state = self.lock();
                state.unsaved = None;
                state.is_accepted = false;
                state.refreshed_at = Instant::now();
                if state.credentials.is_ok() {
                    state.credentials = Ok(Arc::new(credentials.refreshed(tokens.with_expiry(UNIX_EPOCH))));
                }
                Err(SessionError::Temporary(error))
            }
            Err(error) => {
                if let (SessionError::Refused(_), Some(previous)) = (&error, credentials.tokens()) {
                    // The store must not keep tokens of somebody else. The refusal says more than a second error.
                    let _ = self.save(endpoint, previous).await;
                }
                Err(error)
            }
        }
    }

    /// Returns the owner of the tokens, and requests it only if the credentials did not name one.
    async fn owner(&self, endpoint: &dyn TokenEndpoint, tokens: &Tokens) -> Result<Arc<SessionOwner>, Error> {
        if let Some(owner) = self.lock().owner.clone() {
            return Ok(owner);
        }
        let owner = Arc::new(endpoint.owner(tokens).await?);
        self.lock().owner = Some(Arc::clone(&owner));
        Ok(owner)
    }

    /// Records the outcome of a refresh.
    fn conclude(
        &self,
        credentials: &Credentials,
        outcome: Result<Tokens, SessionError>,
        reason: RefreshReason,
    ) -> Result<(), Arc<SessionError>> {
        let mut state = self.lock();
        state.attempt = state.attempt.wrapping_add(1);
        // A session that was logged out meanwhile stays logged out.
        let current = Arc::clone(state.credentials.as_ref().map_err(Arc::clone)?);
        state.last_outcome = match outcome {
            Ok(tokens) => {
                state.refresh_at = tokens.refresh_at();
                state.unsaved = None;
                state.refreshed_in = state.attempt;
                state.refreshed_at = Instant::now();
                state.is_accepted = false;
                state.credentials = Ok(Arc::new(credentials.refreshed(tokens)));
                Ok(())
            }
            Err(error) => {
                let error = Arc::new(error);
                let expiry = current.tokens().and_then(|tokens| tokens.expires_at());
                let valid =
                    reason == RefreshReason::Due && expiry.is_some_and(|expiry| expiry > SystemTime::now());
                match *error {
                    SessionError::Refused(_) if !valid => {
                        state.credentials = Err(Arc::clone(&error));
                        state.unsaved = None;
                    }
                    // The token is used until it expires; then the session ends or the server is asked again.
                    SessionError::Refused(_) => {
                        state.refused = Some(Arc::clone(&error));
                        state.unsaved = None;
                        state.refresh_at = expiry;
                    }
                    SessionError::Temporary(_) => state.refresh_at = expiry,
                    _ => {}
                }
                Err(error)
            }
        };
        state.last_outcome.clone()
    }

    fn lock(&self) -> MutexGuard<'_, TokenState> {
        // No code panics while it holds the lock, and the state would be consistent even then.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TokenCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.lock().credentials, f)
    }
}

/// Sets the phase of a refresh, and resets it when dropped, even after a panic.
struct PhaseGuard<'a>(&'a watch::Sender<RefreshPhase>);

impl PhaseGuard<'_> {
    fn enter(&self, phase: RefreshPhase) {
        self.0.send_replace(phase);
    }
}

impl Drop for PhaseGuard<'_> {
    fn drop(&mut self) {
        self.0.send_replace(RefreshPhase::Idle);
    }
}
