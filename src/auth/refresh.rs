//! The tokens of a session, and how they are refreshed.
//!
//! [Refreshing access tokens](https://spec.matrix.org/v1.19/client-server-api/#refreshing-access-tokens): one
//! refresh at a time, in a task of its own, so that no call that waits for it can cancel it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::StatusCode;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::auth::credentials::Credentials;
use crate::auth::credentials::Owner;
use crate::auth::session_store::SessionStore;
#[cfg(any(helper = "logout", helper = "deactivate"))]
use crate::auth::stored_session::StoredSession;
use crate::auth::tokens::Tokens;
use crate::client::session::Session;
use crate::error::{Error, SessionError};
use crate::http::box_future::BoxFuture;
use matrix_openapi_core::error::ErrorCode;

/// How long a call whose token is still good waits for the server to give a new one.
const SERVER_GRACE: Duration = Duration::from_secs(2);

/// How long such a call waits for the store to save it.
const STORE_GRACE: Duration = Duration::from_millis(300);

/// What the clones of a session hold together: its credentials, and what is known of their refresh.
pub(crate) struct Slot {
    state: Mutex<State>,
    /// Held by the one who refreshes or clears.
    turn: Arc<tokio::sync::Mutex<()>>,
    store: Option<Arc<dyn SessionStore>>,
    phase: watch::Sender<Phase>,
}

struct State {
    held: Result<Arc<Credentials>, Arc<SessionError>>,
    refresh_at: Option<SystemTime>,
    /// Counts the refreshes that were tried, so that of many that wait for one only the first asks.
    round: u64,
    /// The round in which the tokens came.
    came: u64,
    last: Result<(), Arc<SessionError>>,
    /// New tokens that are not saved yet.
    unsaved: Option<Tokens>,
    /// The refusal that ends the session as soon as the access token is no longer good.
    refused: Option<Arc<SessionError>>,
    /// Whose tokens these are, if that had to be asked.
    owner: Option<Arc<Owner>>,
}

/// Credentials as they were at some time.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) credentials: Arc<Credentials>,
    pub(crate) round: u64,
}

/// Why a refresh is wanted.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Cause {
    /// Its time has come.
    Due,
    /// The server refused the access token.
    Rejected,
}

/// What the refresh does at the moment.
#[derive(Clone, Copy)]
enum Phase {
    Idle,
    Asking(Instant),
    Saving(Instant),
}

impl Slot {
    pub(crate) fn new(credentials: Credentials, store: Option<Arc<dyn SessionStore>>, base: &Url) -> Self {
        let refresh_at = credentials.tokens().and_then(|tokens| tokens.refresh_at());
        let owner = credentials.owner().cloned();
        let held = match owner.as_ref().is_some_and(|owner| !owner.is_at(base)) {
            true => Err(Arc::new(SessionError::OtherHomeserver)),
            false => Ok(Arc::new(credentials)),
        };
        let state =
            State { held, refresh_at, round: 0, came: 0, last: Ok(()), unsaved: None, refused: None, owner };
        let phase = watch::Sender::new(Phase::Idle);
        Self { state: Mutex::new(state), turn: Arc::default(), store, phase }
    }

    /// The credentials, and whether they should be refreshed before they are used.
    pub(crate) fn held(&self) -> Result<(Held, bool), Arc<SessionError>> {
        let state = self.lock();
        let credentials = Arc::clone(state.held.as_ref().map_err(Arc::clone)?);
        let due = state.refresh_at.is_some_and(|time| time <= SystemTime::now());
        Ok((Held { credentials, round: state.round }, due))
    }

    /// Ends the session: nothing that it held is used any more.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.held = Err(Arc::new(SessionError::LoggedOut));
        state.unsaved = None;
    }

    /// Refreshes the tokens that were read in the round `seen`, unless that is tried just now.
    pub(crate) fn refresh(
        self: &Arc<Self>,
        session: Session,
        seen: u64,
        cause: Cause,
    ) -> BoxFuture<'static, Result<(), Arc<SessionError>>> {
        let slot = Arc::clone(self);
        Box::pin(async move {
            let entered = slot.lock().round;
            // Waited for here, so that a call which is dropped leaves nothing behind that waits.
            let turn = Arc::clone(&slot.turn).lock_owned().await;
            let Some(held) = slot.before_asking(entered, seen)? else { return Ok(()) };
            // A task goes on when the call that started it is dropped.
            let refresh = tokio::spawn(async move {
                let _turn = turn;
                let phase = InPhase(&slot.phase);
                let outcome = slot.ask(&session, &held, &phase).await;
                slot.conclude(&held, outcome, cause)
            });
            refresh.await.unwrap_or_else(|_| Err(Arc::new(SessionError::Interrupted)))
        })
    }

    /// What is to be refreshed, unless there are newer tokens or it is known already what would come of it.
    fn before_asking(&self, entered: u64, seen: u64) -> Result<Option<Arc<Credentials>>, Arc<SessionError>> {
        let mut state = self.lock();
        let held = state.held.clone()?;
        // Newer tokens are good whatever became of refreshing them early.
        if state.came > seen {
            return Ok(None);
        }
        if state.round != entered {
            return state.last.clone().map(|()| None);
        }
        if let Some(refused) = state.refused.clone() {
            // Nobody asks for a refresh any more but those whose access token is no longer good.
            state.held = Err(Arc::clone(&refused));
            return Err(refused);
        }
        Ok(Some(held))
    }

    /// Ends when a call has waited long enough whose token is still good, at the latest after this time.
    pub(crate) async fn patience(&self, longest: Duration) {
        let mut phase = self.phase.subscribe();
        let begun = Instant::now();
        loop {
            // Counted from when the refresh began, so that not every call waits for one that hangs.
            let until = match *phase.borrow_and_update() {
                Phase::Idle => begun + SERVER_GRACE.min(longest),
                Phase::Asking(since) => since + SERVER_GRACE.min(longest),
                Phase::Saving(since) => since + STORE_GRACE.min(longest),
            };
            if !matches!(timeout_at(until, phase.changed()).await, Ok(Ok(()))) {
                return;
            }
        }
    }

    /// Gets new tokens and has them saved.
    async fn ask(
        &self,
        session: &Session,
        held: &Credentials,
        phase: &InPhase<'_>,
    ) -> Result<Tokens, SessionError> {
        let unsaved = self.lock().unsaved.clone();
        let tokens = match unsaved {
            Some(tokens) => tokens,
            None => {
                phase.enter(Phase::Asking(Instant::now()));
                request(session, held).await?
            }
        };
        // Whoever logged out meanwhile does not want to find tokens in the store.
        if self.lock().held.is_err() {
            return Err(SessionError::LoggedOut);
        }
        // Kept first, since nothing of what saves them need ever return.
        self.lock().unsaved = Some(tokens.clone());
        phase.enter(Phase::Saving(Instant::now()));
        self.save(session, &tokens).await?;
        Ok(tokens)
    }

    pub(crate) async fn save(&self, session: &Session, tokens: &Tokens) -> Result<(), SessionError> {
        let Some(store) = &self.store else { return Ok(()) };
        let owner = self.owner(session, tokens).await.map_err(|error| SessionError::Unsaved(error.into()))?;
        store.save(&owner.stored(session.base_url(), tokens.clone())).await.map_err(SessionError::Unsaved)
    }

    /// Whose tokens these are; only tokens that came without a user need a request for it.
    async fn owner(&self, session: &Session, tokens: &Tokens) -> Result<Arc<Owner>, Error> {
        if let Some(owner) = self.lock().owner.clone() {
            return Ok(owner);
        }
        let owner = Arc::new(owner_of(session, tokens).await?);
        self.lock().owner = Some(Arc::clone(&owner));
        Ok(owner)
    }

    /// Removes the session from its store, if it is this one that is there: of two that share a store, the second has
    /// taken the place of the first.
    #[cfg(any(helper = "logout", helper = "deactivate"))]
    pub(crate) async fn clear(&self, last: Option<&Tokens>) -> Result<(), SessionError> {
        let Some(store) = &self.store else { return Ok(()) };
        // Tokens that are just being saved are to be removed too.
        let _turn = self.turn.lock().await;
        let owner = self.lock().owner.clone();
        let is_own = |stored: &StoredSession| {
            let same_tokens = last.is_some_and(|last| last.access_token() == stored.tokens.access_token());
            let same_device =
                |owner: &Owner| owner.user_id == stored.user_id && owner.device_id == stored.device_id;
            same_tokens || owner.as_deref().is_some_and(same_device)
        };
        match store.load().await.map_err(SessionError::Uncleared)? {
            Some(stored) if !is_own(&stored) => Ok(()),
            _ => store.clear().await.map_err(SessionError::Uncleared),
        }
    }

    fn conclude(
        &self,
        held: &Credentials,
        outcome: Result<Tokens, SessionError>,
        cause: Cause,
    ) -> Result<(), Arc<SessionError>> {
        let mut state = self.lock();
        state.round += 1;
        // Whoever logged out meanwhile does not want to be logged in again.
        state.held.as_ref().map_err(Arc::clone)?;
        state.last = match outcome {
            Ok(tokens) => {
                state.refresh_at = tokens.refresh_at();
                state.unsaved = None;
                state.came = state.round;
                state.held = Ok(Arc::new(held.renewed(tokens)));
                Ok(())
            }
            Err(error) => {
                let error = Arc::new(error);
                let expiry = held.tokens().and_then(|tokens| tokens.expires_at());
                let good = cause == Cause::Due && expiry.is_some_and(|expiry| expiry > SystemTime::now());
                match *error {
                    SessionError::Refused(_) if !good => state.held = Err(Arc::clone(&error)),
                    // The token is used up to its end, and then the server is asked again or the session ends.
                    SessionError::Refused(_) => {
                        state.refused = Some(Arc::clone(&error));
                        state.refresh_at = expiry;
                    }
                    SessionError::Temporary(_) => state.refresh_at = expiry,
                    _ => {}
                }
                Err(error)
            }
        };
        state.last.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock; the state would be whole even so.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.lock().held, f)
    }
}

/// The phases of one refresh, which is over when this is dropped, by a panic too.
struct InPhase<'a>(&'a watch::Sender<Phase>);

impl InPhase<'_> {
    fn enter(&self, phase: Phase) {
        self.0.send_replace(phase);
    }
}

impl Drop for InPhase<'_> {
    fn drop(&mut self) {
        self.0.send_replace(Phase::Idle);
    }
}

/// Asks the homeserver for new tokens.
#[cfg(helper = "refresh")]
async fn request(session: &Session, held: &Credentials) -> Result<Tokens, SessionError> {
    let Some(tokens) = held.tokens() else { return Err(SessionError::Interrupted) };
    let Some(refresh_token) = tokens.refresh_token() else { return Err(SessionError::Interrupted) };
    let asked = async {
        let mut call = crate::http::response_fields::call(session, "refresh")?;
        call.json(&std::collections::BTreeMap::from([("refresh_token", refresh_token)]));
        let response = crate::http::response_fields::ResponseFields::of(call).await?;
        // Without a new refresh token the one before stays good.
        let next = response.get("refresh_token").unwrap_or_else(|| refresh_token.clone());
        let tokens = Tokens::new(response.access_token()?).with_refresh_token(next);
        Ok(response.expiry().map_or(tokens.clone(), |expiry| tokens.with_expiry(expiry)))
    };
    asked.await.map_err(refusal)
}

#[cfg(not(helper = "refresh"))]
async fn request(_: &Session, _: &Credentials) -> Result<Tokens, SessionError> {
    Err(refusal(Error::argument("refresh", "operation", "is not in the description")))
}

/// Only these two mean that the refresh token is not good; whatever else is said passes: locks, limits, faults of
/// the server or the way to it, and a path that is not there for the moment.
fn refusal(error: Error) -> SessionError {
    let is_final = error.api().is_some_and(|error| {
        matches!(
            (error.status, &error.errcode),
            (StatusCode::UNAUTHORIZED, Some(ErrorCode::UnknownToken))
                | (StatusCode::FORBIDDEN, Some(ErrorCode::Forbidden))
        )
    });
    if is_final { SessionError::Refused(error) } else { SessionError::Temporary(error) }
}

/// Asks the homeserver whose tokens these are.
#[cfg(helper = "restore")]
pub(crate) async fn owner_of(session: &Session, tokens: &Tokens) -> Result<Owner, Error> {
    // Without what refreshes it: this is part of a refresh, or of a login.
    let session =
        session.anonymous().with_credentials(Credentials::access_token(tokens.access_token().clone()));
    let response = crate::http::response_fields::ResponseFields::of(crate::http::response_fields::call(
        &session,
        "getTokenOwner",
    )?)
    .await?;
    Ok(Owner::new(session.base_url(), response.user_id()?, response.get("device_id")))
}

#[cfg(not(helper = "restore"))]
pub(crate) async fn owner_of(_: &Session, _: &Tokens) -> Result<Owner, Error> {
    Err(Error::argument("getTokenOwner", "operation", "is not in the description"))
}
