//! The session behind every client: the state that its calls share.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::header::{HeaderValue, USER_AGENT};
#[cfg(feature = "client-server")]
use matrix_openapi_core::id::{IntoId, UserId};
use matrix_openapi_core::operation::{Api, Operation};
use reqwest::Request;
use url::Url;

use crate::auth::authorize::{requires_credential, select};
use crate::auth::credential_kind::CredentialKind;
use crate::auth::credentials::Credentials;
use crate::auth::session_store::SessionStore;
use crate::auth::stored_session::StoredSession;
use crate::auth::token_cell::{CredentialSnapshot, RefreshReason, TokenCell, TokenEndpoint};
use crate::auth::tokens::Tokens;
use crate::client::options::{Assertion, CallOptions};
use crate::error::{Error, SessionError};
use crate::http::http_client::HttpClient;
use crate::http::middleware::{Middleware, Next};
use crate::http::retry::RetryPolicy;

/// The longest JSON body read from most responses.
const MAX_JSON_SIZE: usize = 16 << 20;

/// The longest JSON body read where no parameter limits the response, such as the state of a room.
const MAX_OPEN_ENDED_SIZE: usize = 64 << 20;

/// The longest JSON body read from a sync, recognized by its parameter `since`: the first response has all rooms.
const MAX_SYNC_SIZE: usize = 256 << 20;

/// A token that expires sooner than this counts as expired.
const NEARLY_EXPIRED: Duration = Duration::from_millis(300);

/// The state that the calls of a client share: server, credentials, connections and limits.
///
/// Clones are cheap and share all of it.
///
/// ```
/// use matrix_openapi::Credentials;
/// use matrix_openapi::client_server::Client;
///
/// # fn run() -> Result<(), matrix_openapi::Error> {
/// let client = Client::builder("https://matrix.example.org/").build()?;
/// assert_eq!(client.session().base_url(), "https://matrix.example.org");
/// assert!(client.session().credential_kind().is_none());
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
#[derive(Clone)]
pub struct Session {
    pub(crate) tokens: Option<Arc<TokenCell>>,
    pub(crate) store: Option<Arc<dyn SessionStore>>,
    /// The user that the application service acts as, in place of that of its credentials.
    pub(crate) acting: Option<Arc<Assertion>>,
    pub(crate) shared: Arc<SessionShared>,
}

/// The state that all sessions of one built client share.
pub(crate) struct SessionShared {
    pub(crate) api: Api,
    pub(crate) base: Url,
    pub(crate) http: HttpClient,
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) settings: SessionSettings,
    /// Makes the endpoint that refreshes tokens. A function, since the endpoint itself sends requests with a session.
    pub(crate) token_endpoint: fn(&Session) -> Arc<dyn TokenEndpoint>,
    /// The transaction IDs of the calls.
    #[cfg(helper = "events")]
    pub(crate) transactions: crate::events::transaction::TransactionIds,
    /// The releases of the specification that the server claims, once requested.
    #[cfg(helper = "supports")]
    pub(crate) versions: tokio::sync::OnceCell<Vec<String>>,
    /// The name of the server in the IDs of its users, once requested.
    #[cfg(helper = "register")]
    pub(crate) server_name: tokio::sync::OnceCell<String>,
}

/// The settings that a session takes over from its builder.
pub(crate) struct SessionSettings {
    pub(crate) user_agent: Option<String>,
    pub(crate) timeout: Duration,
    pub(crate) max_json_size: Option<usize>,
    pub(crate) retries: RetryPolicy,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
}

impl SessionSettings {
    /// Returns the limit of the operation's JSON response, in bytes.
    pub(crate) fn json_limit(&self, operation: &Operation) -> usize {
        self.max_json_size.unwrap_or(match (operation.open_ended, operation.query.contains(&"since")) {
            (true, true) => MAX_SYNC_SIZE,
            (true, false) => MAX_OPEN_ENDED_SIZE,
            (false, _) => MAX_JSON_SIZE,
        })
    }
}

impl Session {
    /// Returns the API of the session's client.
    pub fn api(&self) -> Api {
        self.shared.api
    }

    /// Returns the base URL of the server, without a trailing slash.
    pub fn base_url(&self) -> &str {
        self.shared.base.as_str().trim_end_matches('/')
    }

    /// Returns the kind of the credentials; `None` without credentials, or once the session has ended.
    pub fn credential_kind(&self) -> Option<CredentialKind> {
        Some(self.tokens.as_ref()?.snapshot().ok()?.0.credentials.kind())
    }

    /// Returns the current tokens, refreshed or as given; `None` for other credentials, or once the session has ended.
    pub fn tokens(&self) -> Option<Tokens> {
        let (snapshot, _) = self.tokens.as_ref()?.snapshot().ok()?;
        snapshot.credentials.tokens().map(|tokens| Tokens::clone(tokens))
    }

    /// Returns the session in its stored form, with the current tokens; `None` if its user is unknown, or once it has ended.
    pub fn stored(&self) -> Option<StoredSession> {
        let owner = self.tokens.as_ref()?.known_owner()?;
        Some(owner.stored(self.base_url(), self.tokens()?))
    }

    /// Returns a session with other credentials that shares connections and session store.
    #[must_use]
    pub fn with_credentials(&self, credentials: impl Into<Credentials>) -> Self {
        let tokens = TokenCell::new(credentials.into(), self.store.clone(), &self.shared.base);
        Self { tokens: Some(Arc::new(tokens)), acting: None, ..self.clone() }
    }

    /// Returns a session without credentials that shares connections and keeps its tokens in this store.
    #[must_use]
    pub fn with_session_store(&self, store: impl SessionStore) -> Self {
        Self { tokens: None, store: Some(Arc::new(store)), acting: None, shared: Arc::clone(&self.shared) }
    }

    /// Forgets the credentials in all clones, without a request to the server.
    ///
    /// Calls that need credentials fail from now on, and a refresh that is running saves no tokens. The session store keeps
    /// its content.
    pub fn forget(&self) {
        if let Some(tokens) = &self.tokens {
            tokens.end();
        }
    }

    /// Returns a session that shares everything, and acts as a user of the application service.
    #[cfg(feature = "client-server")]
    pub(crate) fn acting_as(&self, user_id: impl IntoId<UserId>) -> Self {
        let mut assertion = Assertion::default();
        assertion.set_user(user_id);
        Self { acting: Some(Arc::new(assertion)), ..self.clone() }
    }

    /// Returns the same session without credentials.
    pub(crate) fn anonymous(&self) -> Self {
        Self { tokens: None, ..self.clone() }
    }

    /// Returns the parsed base URL.
    pub(crate) fn base(&self) -> &Url {
        &self.shared.base
    }

    pub(crate) fn settings(&self) -> &SessionSettings {
        &self.shared.settings
    }

    /// Returns the chain of middleware around one request.
    pub(crate) fn middleware(&self, operation: &'static Operation) -> Next<'_> {
        Next::new(operation, &self.shared.settings.middleware, &self.shared.http)
    }

    /// Returns the credentials for a call, refreshed if due; `None` if the call sends none.
    pub(crate) async fn credentials_for(
        &self,
        operation: &'static Operation,
        options: &CallOptions,
    ) -> Result<Option<CredentialSnapshot>, Error> {
        let ended = |error| Error::session(operation.id, error);
        let (cell, (snapshot, due)) = match self.tokens.as_ref().map(|cell| (cell, cell.snapshot())) {
            None => return Ok(None),
            Some((cell, Ok(snapshot))) => (cell, snapshot),
            // A call that needs no credential does not fail if the session has ended.
            Some((_, Err(error))) => {
                return if requires_credential(operation, options) { Err(ended(error)) } else { Ok(None) };
            }
        };
        // A call that fails, or sends no credential, does not trigger a refresh.
        if select(operation, options, Some(&snapshot.credentials))?.is_none() {
            return Ok(None);
        }
        if !due {
            return Ok(Some(snapshot));
        }
        let left =
            || snapshot.credentials.tokens().and_then(|tokens| tokens.left()).unwrap_or(NEARLY_EXPIRED);
        let refresh =
            Box::pin(self.refresh(operation, options, cell, snapshot.refreshed_in, RefreshReason::Due));
        if left() > NEARLY_EXPIRED {
            // The token is still valid, so the call uses it if the refresh fails or takes long.
            let _ =
                unless(refresh, Box::pin(cell.grace_period(left().checked_div(2).unwrap_or_default()))).await;
        } else {
            let outcome = refresh.await.and_then(|outcome| outcome.map_err(ended));
            outcome.or_else(|error| if left().is_zero() { Err(error) } else { Ok(()) })?;
        }
        cell.snapshot().map(|(snapshot, _)| Some(snapshot)).map_err(ended)
    }

    /// Refreshes the tokens that a server has rejected; `None` without a refresh token.
    pub(crate) async fn refresh_rejected(
        &self,
        operation: &'static Operation,
        options: &CallOptions,
        rejected: &CredentialSnapshot,
    ) -> Option<Result<(), Error>> {
        let cell = self.tokens.as_ref()?;
        rejected.credentials.tokens()?.refresh_token()?;
        let refresh = self.refresh(operation, options, cell, rejected.refreshed_in, RefreshReason::Rejected);
        Some(refresh.await.and_then(|outcome| outcome.map_err(|error| Error::session(operation.id, error))))
    }

    #[cfg(any(helper = "login", helper = "register", helper = "oauth"))]
    pub(crate) async fn save(&self, operation: &'static Operation, tokens: &Tokens) -> Result<(), Error> {
        match &self.tokens {
            Some(cell) => {
                let saved = cell.save(&*self.token_endpoint(), tokens).await;
                saved.map_err(|error| Error::session(operation.id, Arc::new(error)))
            }
            None => Ok(()),
        }
    }

    /// Removes the session from its store, if the store still holds these tokens or this device.
    #[cfg(any(helper = "logout", helper = "deactivate"))]
    pub(crate) async fn clear(
        &self,
        operation: &'static Operation,
        last: Option<&Tokens>,
    ) -> Result<(), Error> {
        let Some(cell) = &self.tokens else { return Ok(()) };
        let clearing = cell.clear(last);
        let late = |_| Err(SessionError::Uncleared("the session store took too long".into()));
        let cleared = tokio::time::timeout(self.settings().timeout, clearing).await.unwrap_or_else(late);
        cleared.map_err(|error| Error::session(operation.id, Arc::new(error)))
    }

    /// Loads the session from its store.
    #[cfg(helper = "restore")]
    pub(crate) async fn load(&self) -> Result<Option<StoredSession>, Error> {
        const OPERATION: &str = "getTokenOwner";
        let Some(store) = &self.store else { return Ok(None) };
        let late = |_| Err("the session store took too long".into());
        let loaded = tokio::time::timeout(self.settings().timeout, store.load()).await.unwrap_or_else(late);
        loaded.map_err(|error| Error::session(OPERATION, Arc::new(SessionError::Unloaded(error))))
    }

    /// Adds the `User-Agent` to a request that has none.
    pub(crate) fn add_user_agent(&self, request: &mut Request) {
        if let Some(name) = &self.shared.user_agent {
            request.headers_mut().entry(USER_AGENT).or_insert_with(|| name.clone());
        }
    }

    /// Waits for a refresh, which continues if the call times out.
    async fn refresh(
        &self,
        operation: &'static Operation,
        options: &CallOptions,
        cell: &Arc<TokenCell>,
        seen_attempt: u64,
        reason: RefreshReason,
    ) -> Result<Result<(), Arc<SessionError>>, Error> {
        // Half of it for the server, which has a timeout of its own, and half for the store.
        let limit = options.timeout.unwrap_or(self.settings().timeout.saturating_mul(2));
        let refresh = cell.refresh(self.token_endpoint(), seen_attempt, reason);
        let outcome = tokio::time::timeout(limit, refresh).await;
        outcome.map_err(|_| Error::Timeout { operation: operation.id })
    }

    fn token_endpoint(&self) -> Arc<dyn TokenEndpoint> {
        (self.shared.token_endpoint)(self)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("api", &self.api())
            .field("base_url", &self.base_url())
            .field("credentials", &self.tokens)
            .finish_non_exhaustive()
    }
}

/// Returns the output of the first future; `None` if the second one ends before it.
async fn unless<T>(mut first: impl Future<Output = T> + Unpin, mut second: impl Future + Unpin) -> Option<T> {
    std::future::poll_fn(|context| match Pin::new(&mut first).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Pin::new(&mut second).poll(context).map(|_| None),
    })
    .await
}
