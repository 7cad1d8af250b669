//! Creates a router from an implementation of a generated trait.

use std::sync::Arc;

use crate::server::endpoint::ServerEndpoint;
use crate::server::error_response::ErrorResponse;
use crate::server::received::Received;
use crate::server::reply::IntoReply;
use crate::server::router::Router;

/// The settings of a router for a generated trait.
pub trait ServiceSettings {
    /// Whether the router also serves the operations at their legacy paths.
    fn has_legacy_paths(&self) -> bool;

    /// Applies the settings to the router.
    fn prepare(&self, router: Router) -> Router;
}

/// A service without settings.
impl ServiceSettings for () {
    fn has_legacy_paths(&self) -> bool {
        true
    }

    fn prepare(&self, router: Router) -> Router {
        router
    }
}

/// A router under construction, to which generated code adds each method of the trait.
pub struct ServiceRouter<S, C> {
    pub(super) service: Arc<S>,
    pub(super) settings: C,
    router: Router,
}

impl<S: Send + Sync + 'static, C: ServiceSettings> ServiceRouter<S, C> {
    pub fn new(service: S, settings: C) -> Self {
        let router = settings.prepare(Router::new());
        Self { service: Arc::new(service), settings, router }
    }

    /// Adds an operation with its method of the trait.
    #[must_use]
    pub fn method<E, M, F, R>(self, endpoint: E, legacy: &[&'static str], method: M) -> Self
    where
        E: ServerEndpoint,
        M: Fn(Arc<S>, Received<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, ErrorResponse>> + Send + 'static,
        R: IntoReply<E::Response>,
    {
        let service = Arc::clone(&self.service);
        self.handler(endpoint, legacy, move |received| method(Arc::clone(&service), received))
    }

    pub fn into_router(self) -> Router {
        self.router
    }

    /// Adds an operation with a handler.
    pub(super) fn handler<E, H, F, R>(mut self, endpoint: E, legacy: &[&'static str], handler: H) -> Self
    where
        E: ServerEndpoint,
        H: Fn(Received<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, ErrorResponse>> + Send + 'static,
        R: IntoReply<E::Response>,
    {
        let paths = if self.settings.has_legacy_paths() { legacy } else { &[] };
        self.router = self.router.on(endpoint, handler).also_at(E::OPERATION, paths);
        self
    }
}
