//! The session behind every client: what its calls have in common.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use crate::auth::bearer_token::BearerToken;
use http::header::{AUTHORIZATION, HeaderValue, USER_AGENT};
use matrix_openapi_core::__private::append;
use reqwest::Request;
use url::Url;

use crate::auth::bearer_token::CredentialKind;
use crate::auth::credentials::Credentials;
use crate::auth::credentials::{Grant, Place, needs, select};
use crate::auth::refresh::{Cause, Held, Slot};
use crate::auth::session_store::SessionStore;
#[cfg(helper = "restore")]
use crate::auth::stored_session::StoredSession;
use crate::auth::tokens::Tokens;
use crate::client::builder::Settings;
use crate::client::options::Assertion;
use crate::client::options::CallOptions;
use crate::error::Error;
use crate::error::SessionError;
use crate::http::middleware::Next;
#[cfg(feature = "server-server")]
use matrix_openapi_core::__private::RequestSigner;
use matrix_openapi_core::operation::{Api, Operation};
#[cfg(feature = "server-server")]
use matrix_openapi_core::signing::XMatrixError;

/// How short a time of its access token lets a call wait for a new one as if it were over.
const NEARLY_OVER: Duration = Duration::from_millis(300);

/// What the calls of a client have in common: server, credentials, connections and limits.
///
/// Clones share all of it and cost nothing.
#[derive(Clone)]
pub struct Session {
    pub(crate) slot: Option<Arc<Slot>>,
    pub(crate) store: Option<Arc<dyn SessionStore>>,
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) api: Api,
    pub(crate) base: Url,
    pub(crate) http: reqwest::Client,
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) settings: Settings,
    /// The releases that the server claims, once it was asked.
    #[cfg(helper = "supports")]
    pub(crate) versions: tokio::sync::OnceCell<Vec<String>>,
}

impl Session {
    /// The API that the session is for.
    pub fn api(&self) -> Api {
        self.shared.api
    }

    /// The address of the server, without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.shared.base.as_str().trim_end_matches('/')
    }

    /// The kind of the credentials that the session holds, if it holds any and has not ended.
    pub fn credential_kind(&self) -> Option<CredentialKind> {
        Some(self.slot.as_ref()?.held().ok()?.0.credentials.kind())
    }

    /// The tokens that the session was made from, or the ones that they were refreshed to since.
    pub fn tokens(&self) -> Option<Tokens> {
        self.slot.as_ref()?.held().ok()?.0.credentials.tokens().map(|tokens| Tokens::clone(tokens))
    }

    /// The same session with other credentials; connections and the session store are shared.
    #[must_use]
    pub fn with_credentials(&self, credentials: impl Into<Credentials>) -> Self {
        let slot = Slot::new(credentials.into(), self.store.clone(), &self.shared.base);
        Self { slot: Some(Arc::new(slot)), ..self.clone() }
    }

    /// The same connections without credentials, for a user whose session goes to this store.
    #[must_use]
    pub fn with_session_store(&self, store: impl SessionStore) -> Self {
        Self { slot: None, store: Some(Arc::new(store)), shared: Arc::clone(&self.shared) }
    }

    /// Forgets the credentials, in all clones, a token of an application service too. Calls that need them fail
    /// from now on, and tokens that are being refreshed are not saved any more. A session store keeps what it has.
    pub fn forget(&self) {
        if let Some(slot) = &self.slot {
            slot.end();
        }
    }

    /// The same session without credentials.
    pub(crate) fn anonymous(&self) -> Self {
        Self { slot: None, ..self.clone() }
    }

    /// The address as it was parsed, which spares each request the parsing of the host.
    pub(crate) fn base(&self) -> &Url {
        &self.shared.base
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(crate) fn next(&self, operation: &'static Operation) -> Next<'_> {
        Next::new(operation, &self.shared.settings.layers, &self.shared.http)
    }

    /// The credentials for a call, refreshed where that is due; `None` if the call shows none.
    pub(crate) async fn held(
        &self,
        operation: &'static Operation,
        options: &CallOptions,
    ) -> Result<Option<Held>, Error> {
        let ended = |error| Error::session(operation.id, error);
        let (slot, (held, due)) = match self.slot.as_ref().map(|slot| (slot, slot.held())) {
            None => return Ok(None),
            Some((slot, Ok(held))) => (slot, held),
            // Whoever needs no credential can do without one that was forgotten.
            Some((_, Err(error))) => {
                return if needs(operation, options) { Err(ended(error)) } else { Ok(None) };
            }
        };
        // What is refused, or shown nothing, is no reason to refresh.
        if select(operation, options, Some(&held.credentials))?.is_none() {
            return Ok(None);
        }
        if !due {
            return Ok(Some(held));
        }
        let left = || held.credentials.tokens().and_then(|tokens| tokens.left()).unwrap_or(NEARLY_OVER);
        let refresh = Box::pin(self.refreshed(operation, options, slot, held.round, Cause::Due));
        if left() > NEARLY_OVER {
            // Whatever comes of it, and however long that takes, the token can be used that is still good.
            let _ = unless(refresh, Box::pin(slot.patience(left() / 2))).await;
        } else {
            let outcome = refresh.await.and_then(|outcome| outcome.map_err(ended));
            outcome.or_else(|error| if left().is_zero() { Err(error) } else { Ok(()) })?;
        }
        slot.held().map(|(held, _)| Some(held)).map_err(ended)
    }

    /// Refreshes the tokens that a server has rejected, or tells why they cannot be.
    pub(crate) async fn refresh(
        &self,
        operation: &'static Operation,
        options: &CallOptions,
        held: &Held,
    ) -> Option<Result<(), Error>> {
        let slot = self.slot.as_ref()?;
        held.credentials.tokens()?.refresh_token()?;
        let outcome = self.refreshed(operation, options, slot, held.round, Cause::Rejected).await;
        Some(outcome.and_then(|outcome| outcome.map_err(|error| Error::session(operation.id, error))))
    }

    /// Waits for a refresh, which goes on if the call has no more time for it.
    async fn refreshed(
        &self,
        operation: &'static Operation,
        options: &CallOptions,
        slot: &Arc<Slot>,
        seen: u64,
        cause: Cause,
    ) -> Result<Result<(), Arc<SessionError>>, Error> {
        // Half of it for the server, which has its own limit, and half for the store.
        let limit = options.timeout.unwrap_or(self.settings().timeout.saturating_mul(2));
        let refresh = slot.refresh(self.anonymous(), seen, cause);
        let outcome = tokio::time::timeout(limit, refresh).await;
        outcome.map_err(|_| Error::Timeout { operation: operation.id })
    }

    #[cfg(any(helper = "login", helper = "register"))]
    pub(crate) async fn save(&self, operation: &'static Operation, tokens: &Tokens) -> Result<(), Error> {
        match &self.slot {
            Some(slot) => {
                let saved = slot.save(self, tokens).await;
                saved.map_err(|error| Error::session(operation.id, Arc::new(error)))
            }
            None => Ok(()),
        }
    }

    /// Removes the session from its store, these having been its last tokens.
    #[cfg(any(helper = "logout", helper = "deactivate"))]
    pub(crate) async fn clear(
        &self,
        operation: &'static Operation,
        last: Option<&Tokens>,
    ) -> Result<(), Error> {
        let Some(slot) = &self.slot else { return Ok(()) };
        let clearing = slot.clear(last);
        let late = |_| Err(SessionError::Uncleared("the session store took too long".into()));
        let cleared = tokio::time::timeout(self.settings().timeout, clearing).await.unwrap_or_else(late);
        cleared.map_err(|error| Error::session(operation.id, Arc::new(error)))
    }

    /// The session that the store holds.
    #[cfg(helper = "restore")]
    pub(crate) async fn load(&self) -> Result<Option<StoredSession>, Error> {
        const OPERATION: &str = "getTokenOwner";
        let Some(store) = &self.store else { return Ok(None) };
        let late = |_| Err("the session store took too long".into());
        let loaded = tokio::time::timeout(self.settings().timeout, store.load()).await.unwrap_or_else(late);
        loaded.map_err(|error| Error::session(OPERATION, Arc::new(SessionError::Unloaded(error))))
    }

    /// What every request has, wherever it goes.
    pub(crate) fn dress(&self, request: &mut Request) {
        if let Some(name) = &self.shared.user_agent {
            request.headers_mut().entry(USER_AGENT).or_insert_with(|| name.clone());
        }
    }

    /// Puts the credential that the call takes into the request, if there is one, and whom it acts as.
    pub(crate) fn authorize(
        &self,
        operation: &'static Operation,
        options: &CallOptions,
        held: Option<&Credentials>,
        hop: Hop,
        request: &mut Request,
    ) -> Result<(), Error> {
        let mut acting = None;
        match select(operation, options, held)? {
            Some((Grant::Token(bearer, assertion), Place::Query)) => {
                token_header(operation, bearer)?;
                let reason = "is also the name under which the token is sent";
                add(operation, hop, request, ("access_token", bearer.token().unwrap_or_default()), reason)?;
                acting = assertion;
            }
            Some((Grant::Token(bearer, assertion), Place::Header)) => {
                let header = token_header(operation, bearer)?;
                request.headers_mut().entry(AUTHORIZATION).or_insert_with(|| header.clone());
                acting = assertion;
            }
            #[cfg(feature = "server-server")]
            Some((Grant::Signature(signer), _)) => sign(operation, signer, request)?,
            None => {}
        }
        assert_identity(operation, &options.assertion, acting, hop, request)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("api", &self.api())
            .field("base_url", &self.base_url())
            .field("credentials", &self.slot)
            .finish_non_exhaustive()
    }
}

/// The output of the first future, unless the second one ends before it.
async fn unless<T>(mut first: impl Future<Output = T> + Unpin, mut second: impl Future + Unpin) -> Option<T> {
    std::future::poll_fn(|context| match Pin::new(&mut first).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Pin::new(&mut second).poll(context).map(|_| None),
    })
    .await
}

/// Adds whom an application service acts as. What the call asks for goes before what the credentials do.
fn assert_identity(
    operation: &'static Operation,
    asked: &Assertion,
    held: Option<&Assertion>,
    hop: Hop,
    request: &mut Request,
) -> Result<(), Error> {
    if let Some(error) = asked.wrong.or(held.and_then(|held| held.wrong)) {
        return Err(Error::argument(operation.id, "user_id", format!("is {error}")));
    }
    let asked_user = asked.user_id.as_ref().map(AsRef::as_ref);
    let own_user = held.and_then(|held| held.user_id.as_ref()).map(AsRef::as_ref);
    // A device is one of its user's, and goes with them.
    let same_user = asked_user.is_none() || asked_user == own_user;
    let own_device = held.filter(|_| same_user).and_then(|held| held.device_id.as_deref());
    let values = [("user_id", asked_user, own_user), ("device_id", asked.device_id.as_deref(), own_device)];
    for (name, asked, own) in values {
        let Some(value) = asked.or(own) else { continue };
        let reason = "is also the name under which the application service asserts its identity";
        add(operation, hop, request, (name, value), reason)?;
    }
    Ok(())
}

/// Whether the address of a request is the call's own or the server's.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Hop {
    First,
    Redirected,
}

/// Adds what belongs to the credential to the query.
///
/// An argument of the same name would be read in place of it, and the server act for the wrong user; the
/// server itself may have kept it in the address that it redirects to.
fn add(
    operation: &'static Operation,
    hop: Hop,
    request: &mut Request,
    (name, value): (&'static str, &str),
    reason: &'static str,
) -> Result<(), Error> {
    match (request.url().query_pairs().any(|(taken, _)| taken == name), hop) {
        (true, Hop::First) => return Err(Error::argument(operation.id, name, reason)),
        (true, Hop::Redirected) => {}
        (false, _) => append(request.url_mut(), name, value),
    }
    Ok(())
}

/// Signs the request, body and query included.
#[cfg(feature = "server-server")]
fn sign(operation: &'static Operation, signer: &RequestSigner, request: &mut Request) -> Result<(), Error> {
    let content = match request.body().map(|body| body.as_bytes()) {
        Some(None) => {
            return Err(Error::argument(operation.id, "body", "is a stream, which cannot be signed"));
        }
        content => content.flatten(),
    };
    let url = request.url();
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let header = signer.header(operation.method.as_str(), target, content).map_err(|error| match error {
        XMatrixError::Name(error) => Error::argument(operation.id, "server name", format!("is {error}")),
        _ => Error::argument(operation.id, "body", "is no canonical json, which cannot be signed"),
    })?;
    request.headers_mut().insert(AUTHORIZATION, header);
    Ok(())
}

fn token_header<'a>(
    operation: &'static Operation,
    bearer: &'a BearerToken,
) -> Result<&'a HeaderValue, Error> {
    let reason = "is empty or holds what no header may carry";
    bearer.header().ok_or_else(|| Error::argument(operation.id, "token", reason))
}
