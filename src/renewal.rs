//! The tokens of a session, and how they are renewed.
//!
//! [Refreshing access tokens](https://spec.matrix.org/v1.19/client-server-api/#refreshing-access-tokens): one
//! renewal at a time, in a task of its own, so that no call that waits for it can cancel it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::{ApiError, BoxFuture, Credentials, Error, Session, Tokens};

/// Where a program keeps the tokens of a session.
///
/// A store is for one user: [`with_token_store`](Session::with_token_store) gives each user of a program its own.
/// New tokens are handed over before they are used: the refresh token before them may be good no longer, so
/// that a crash would lose the session. While they cannot be saved, the calls that need them fail. Saving must not
/// call the same client, which waits for it.
pub trait TokenStore: Send + Sync + 'static {
    /// Saves the tokens in place of those before.
    ///
    /// # Errors
    /// If they are not safe.
    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
    ) -> BoxFuture<'a, Result<(), Box<dyn std::error::Error + Send + Sync>>>;
}

/// Why the tokens of a session were not renewed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The server refused the refresh token. The session has ended, and nothing is asked any more.
    #[error("the session has ended, since the server refused to renew its access token")]
    Refused(#[source] Error),
    /// The server could not be asked. A later call asks again.
    #[error("the access token could not be renewed")]
    Unreachable(#[source] Error),
    /// The new tokens could not be saved. A later call tries to save them again.
    #[error("the new access token could not be saved")]
    Unsaved(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The session was logged out.
    #[error("the session was logged out")]
    LoggedOut,
    /// The runtime ended before the renewal did.
    #[error("the renewal of the access token was interrupted")]
    Interrupted,
}

/// What the clones of a session hold together: its credentials, and what is known of their renewal.
pub(crate) struct Slot {
    state: Mutex<State>,
    /// Held by whoever renews.
    turn: Arc<tokio::sync::Mutex<()>>,
    store: Option<Arc<dyn TokenStore>>,
}

struct State {
    held: Result<Arc<Credentials>, Arc<SessionError>>,
    renew_at: Option<SystemTime>,
    /// Counts the renewals that were tried, so that of many that wait for one only the first asks.
    round: u64,
    /// The round in which the tokens came.
    came: u64,
    last: Result<(), Arc<SessionError>>,
    /// New tokens that are not saved yet.
    unsaved: Option<Tokens>,
}

/// Credentials as they were at some time.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) credentials: Arc<Credentials>,
    pub(crate) round: u64,
}

impl Slot {
    pub(crate) fn new(credentials: Credentials, store: Option<Arc<dyn TokenStore>>) -> Self {
        let renew_at = credentials.tokens().and_then(|tokens| tokens.renew_at());
        let held = Ok(Arc::new(credentials));
        let state = State { held, renew_at, round: 0, came: 0, last: Ok(()), unsaved: None };
        Self { state: Mutex::new(state), turn: Arc::default(), store }
    }

    /// The credentials, and whether they should be renewed before they are used.
    pub(crate) fn held(&self) -> Result<(Held, bool), Arc<SessionError>> {
        let state = self.lock();
        let credentials = Arc::clone(state.held.as_ref().map_err(Arc::clone)?);
        let due = state.renew_at.is_some_and(|time| time <= SystemTime::now());
        Ok((Held { credentials, round: state.round }, due))
    }

    /// Ends the session: nothing that it held is used any more.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.held = Err(Arc::new(SessionError::LoggedOut));
        state.unsaved = None;
    }

    /// Renews the tokens that were read in the round `seen`, unless that is tried just now.
    pub(crate) fn renew(
        self: &Arc<Self>,
        session: Session,
        seen: u64,
    ) -> BoxFuture<'static, Result<(), Arc<SessionError>>> {
        let slot = Arc::clone(self);
        Box::pin(async move {
            let entered = slot.lock().round;
            // Waited for here, so that a call which is dropped leaves nothing behind that waits.
            let turn = Arc::clone(&slot.turn).lock_owned().await;
            let held = {
                let state = slot.lock();
                let held = state.held.clone()?;
                // Newer tokens are good whatever became of renewing them early.
                if state.came > seen {
                    return Ok(());
                }
                if state.round != entered {
                    return state.last.clone();
                }
                held
            };
            // A task goes on when the call that started it is dropped.
            let renewal = tokio::spawn(async move {
                let _turn = turn;
                let outcome = slot.ask(&session, &held).await;
                slot.conclude(&held, outcome)
            });
            renewal.await.unwrap_or_else(|_| Err(Arc::new(SessionError::Interrupted)))
        })
    }

    /// Gets new tokens and has them saved.
    async fn ask(&self, session: &Session, held: &Credentials) -> Result<Tokens, SessionError> {
        let unsaved = self.lock().unsaved.clone();
        let tokens = match unsaved {
            Some(tokens) => tokens,
            None => request(session, held).await?,
        };
        // Whoever logged out meanwhile does not want to find tokens in the store.
        if self.lock().held.is_err() {
            return Err(SessionError::LoggedOut);
        }
        // Kept first, since nothing of what saves them need ever return.
        self.lock().unsaved = Some(tokens.clone());
        self.save(&tokens).await?;
        Ok(tokens)
    }

    pub(crate) async fn save(&self, tokens: &Tokens) -> Result<(), SessionError> {
        match &self.store {
            Some(store) => store.save(tokens).await.map_err(SessionError::Unsaved),
            None => Ok(()),
        }
    }

    fn conclude(
        &self,
        held: &Credentials,
        outcome: Result<Tokens, SessionError>,
    ) -> Result<(), Arc<SessionError>> {
        let mut state = self.lock();
        state.round += 1;
        // Whoever logged out meanwhile does not want to be logged in again.
        state.held.as_ref().map_err(Arc::clone)?;
        state.last = match outcome {
            Ok(tokens) => {
                state.renew_at = tokens.renew_at();
                state.unsaved = None;
                state.came = state.round;
                state.held = Ok(Arc::new(held.renewed(tokens)));
                Ok(())
            }
            Err(error) => {
                let error = Arc::new(error);
                match *error {
                    SessionError::Refused(_) => state.held = Err(Arc::clone(&error)),
                    // The token is used up to its end before the server is asked again.
                    SessionError::Unreachable(_) => {
                        state.renew_at = held.tokens().and_then(|tokens| tokens.expires_at());
                    }
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

#[cfg(sessions)]
async fn request(session: &Session, held: &Credentials) -> Result<Tokens, SessionError> {
    use crate::runtime::ApiClient;

    let Some(tokens) = held.tokens() else { return Err(SessionError::Interrupted) };
    let Some(refresh_token) = tokens.refresh_token() else { return Err(SessionError::Interrupted) };
    let client = crate::client_server::Client::from_session(session.clone());
    match client.refresh(refresh_token.clone()).send().await {
        // Without a new refresh token the one before stays good.
        Ok(answer) => {
            let refresh_token = answer.refresh_token.as_ref().unwrap_or(refresh_token);
            Ok(Tokens::of(&answer.access_token, Some(refresh_token), answer.expires_in_ms))
        }
        Err(error) => Err(match error.api() {
            // What else may be said passes: too many requests, faults of the server, and pages of a proxy.
            Some(ApiError { status, errcode: Some(_), .. })
                if status.is_client_error() && status.as_u16() != 429 =>
            {
                SessionError::Refused(error)
            }
            _ => SessionError::Unreachable(error),
        }),
    }
}

#[cfg(not(sessions))]
async fn request(_: &Session, _: &Credentials) -> Result<Tokens, SessionError> {
    Err(SessionError::Interrupted)
}
