//! The settings of an application service, and the routes of its transactions and pings.

use std::fmt;
use std::sync::Arc;

use matrix_openapi_core::json::Raw;
use matrix_openapi_core::secret::Secret;

#[cfg(helper = "registration")]
use crate::application_service::types::Registration;
use crate::server::endpoint::ServerEndpoint;
use crate::server::error_response::ErrorResponse;
use crate::server::pings::Pings;
use crate::server::received::Received;
use crate::server::reply::IntoReply;
use crate::server::router::Router;
use crate::server::service::{ServiceRouter, ServiceSettings};
use crate::server::transaction_log::{MemoryTransactionLog, TransactionLog};
use crate::server::transactions::Transactions;

/// The settings of an application service's router: see `application_service::server::router`.
///
/// ```
/// use matrix_openapi::server::{ApplicationServiceSettings, MemoryTransactionLog};
///
/// let settings = ApplicationServiceSettings::new("hs_token").transactions(MemoryTransactionLog::new()).unique_events(1000);
/// # let _ = settings;
/// ```
#[derive(Clone)]
pub struct ApplicationServiceSettings {
    homeserver_token: Secret,
    log: Arc<dyn TransactionLog>,
    unique_events: usize,
    has_legacy_paths: bool,
    pings: Pings,
}

impl ApplicationServiceSettings {
    /// Creates the default settings, with the `hs_token` of the registration, by which the homeserver authenticates itself.
    pub fn new(homeserver_token: impl Into<Secret>) -> Self {
        Self {
            homeserver_token: homeserver_token.into(),
            log: Arc::new(MemoryTransactionLog::new()),
            unique_events: 0,
            has_legacy_paths: true,
            pings: Pings::new(),
        }
    }

    /// Sets the log of handled transactions, in place of a [`MemoryTransactionLog`].
    #[must_use]
    pub fn transactions(self, log: impl TransactionLog) -> Self {
        Self { log: Arc::new(log), ..self }
    }

    /// Leaves out events that were among the last `count` events of the handled transactions, since
    /// [homeservers may send an event in two transactions](https://github.com/element-hq/synapse/issues/11447).
    ///
    /// Their IDs are kept in memory. Without this setting, or with 0, each event of each new transaction reaches the handler.
    #[must_use]
    pub fn unique_events(self, count: usize) -> Self {
        Self { unique_events: count, ..self }
    }

    /// Responds at the current paths only, not at the
    /// [legacy paths](https://spec.matrix.org/v1.19/application-service-api/#legacy-routes), where homeservers retry requests that
    /// have failed.
    #[must_use]
    pub fn without_legacy_paths(self) -> Self {
        Self { has_legacy_paths: false, ..self }
    }

    /// Sets the [`Pings`] that record arriving pings, so [`Pings::round_trip`] can check for them.
    #[must_use]
    pub fn pings(self, pings: &Pings) -> Self {
        Self { pings: pings.clone(), ..self }
    }
}

macro_rules! from_token {
    ($($Token:ty),*) => {$(
        /// Creates the default settings with this `hs_token`.
        impl From<$Token> for ApplicationServiceSettings {
            fn from(homeserver_token: $Token) -> Self {
                Self::new(homeserver_token)
            }
        }
    )*};
}

from_token!(Secret, String, &str);

/// Creates the default settings with the `hs_token` of the registration.
#[cfg(helper = "registration")]
impl From<&Registration> for ApplicationServiceSettings {
    fn from(registration: &Registration) -> Self {
        Self::new(registration.hs_token.clone())
    }
}

impl fmt::Debug for ApplicationServiceSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplicationServiceSettings")
            .field("unique_events", &self.unique_events)
            .field("has_legacy_paths", &self.has_legacy_paths)
            .finish_non_exhaustive()
    }
}

impl ServiceSettings for ApplicationServiceSettings {
    fn has_legacy_paths(&self) -> bool {
        self.has_legacy_paths
    }

    fn prepare(&self, router: Router) -> Router {
        router.homeserver_token(self.homeserver_token.clone())
    }
}

impl<S: Send + Sync + 'static> ServiceRouter<S, ApplicationServiceSettings> {
    /// Adds the operation by which the homeserver sends transactions. `id` and `events` find the ID and the events in a request.
    #[must_use]
    pub fn transactions<E, M, F, T>(
        self,
        endpoint: E,
        legacy: &[&'static str],
        id: fn(&E::Request) -> &String,
        events: fn(&mut E::Request) -> &mut Vec<Raw<T>>,
        method: M,
    ) -> Self
    where
        E: ServerEndpoint,
        M: Fn(Arc<S>, Received<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), ErrorResponse>> + Send + 'static,
        (): IntoReply<E::Response>,
        T: 'static,
    {
        let transactions = Transactions::new(Arc::clone(&self.settings.log), self.settings.unique_events);
        let (service, method) = (Arc::clone(&self.service), Arc::new(method));
        self.handler(endpoint, legacy, move |received: Received<E>| {
            let (transactions, service, method) =
                (transactions.clone(), Arc::clone(&service), Arc::clone(&method));
            async move {
                let id = id(&received.request).clone();
                let handle = move |received| method(service, received);
                transactions.run(id, received, move |received| events(&mut received.request), handle).await
            }
        })
    }

    /// Adds the operation by which the homeserver sends pings. `id` finds the ID of a ping in a request.
    #[must_use]
    pub fn pings<E, M, F, R>(
        self,
        endpoint: E,
        legacy: &[&'static str],
        id: fn(&E::Request) -> Option<&str>,
        method: M,
    ) -> Self
    where
        E: ServerEndpoint,
        M: Fn(Arc<S>, Received<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, ErrorResponse>> + Send + 'static,
        R: IntoReply<E::Response>,
    {
        let pings = self.settings.pings.clone();
        self.method(endpoint, legacy, move |service, received: Received<E>| {
            if let Some(id) = id(&received.request) {
                pings.arrived(id);
            }
            method(service, received)
        })
    }
}
