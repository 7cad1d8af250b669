//! The router: handlers by operation.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use http::{Request, Response};
use http_body::Body;
use matrix_openapi_core::operation::{Api, Operation};
use matrix_openapi_core::secret::Secret;
use url::form_urlencoded;

use crate::http::{BoxFuture, Endpoint};
use crate::server::body::{self, BoxBody, BoxError, ResponseBody, Upload, boxed};
use crate::server::caller::{Caller, PresentedToken};
use crate::server::context::Context;
use crate::server::cors;
use crate::server::credentials::CredentialChecks;
use crate::server::endpoint::{ExpectedBody, ServerEndpoint};
use crate::server::error_response::ErrorResponse;
use crate::server::presented::Presented;
use crate::server::reader::{ReceivedBody, RequestReader};
use crate::server::received::Received;
use crate::server::reply::{IntoReply, error_response};
use crate::server::routes::{Route, RouteHandler, Routes};
#[cfg(feature = "server-server")]
use crate::server::signature::{Signatures, is_signed};
#[cfg(feature = "server-server")]
use matrix_openapi_core::{id::ServerName, signing::XMatrix};

/// The default limit of a body, in bytes.
const MAX_BODY: usize = 16 << 20;

/// The default timeout of a body.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// A server for operations of any of the five APIs: see the [module](crate::server).
///
/// It is a [`tower_service::Service`], and cheap to clone. Later changes to a clone do not affect the others.
#[derive(Clone, Default)]
pub struct Router {
    settings: Arc<Settings>,
}

#[derive(Clone)]
struct Settings {
    routes: Routes,
    /// The APIs of the operations.
    apis: Vec<Api>,
    checks: CredentialChecks,
    max_body: usize,
    /// The limits of single operations, by API and operationId.
    max_bodies: BTreeMap<(Api, &'static str), usize>,
    body_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            routes: Routes::default(),
            apis: Vec::new(),
            checks: CredentialChecks::default(),
            max_body: MAX_BODY,
            max_bodies: BTreeMap::new(),
            body_timeout: BODY_TIMEOUT,
        }
    }
}

impl Router {
    /// Creates a server without operations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an operation with its handler, replacing an earlier handler.
    ///
    /// The handler receives the [`Received`] request, and returns the response or a [`Reply`](crate::server::Reply) with it. It runs
    /// only if the request is authenticated and fits the description. If the handler panics, the server responds with the status 500.
    /// If the client hangs up, the future of the handler is dropped; spawn a task for work that must continue.
    #[must_use]
    pub fn on<E, H, F, R>(self, endpoint: E, handler: H) -> Self
    where
        E: ServerEndpoint,
        H: Fn(Received<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, ErrorResponse>> + Send + 'static,
        R: IntoReply<E::Response>,
    {
        // The value `endpoint` only selects the type `E`.
        let _ = endpoint;
        let handler: RouteHandler = Arc::new(move |mut reader| match E::read(&mut reader) {
            Ok(request) => {
                let replied = handler(Received::new(request, reader.context));
                Box::pin(async move { replied.await?.into_reply().write(E::write) })
            }
            Err(error) => Box::pin(std::future::ready(Err(error))),
        });
        self.route(Route { operation: E::OPERATION, body: E::BODY, shared: E::SHARED, handler })
    }

    /// Adds an operation with a handler that reads the request itself.
    pub(crate) fn route(self, route: Route) -> Self {
        self.with(|settings| {
            let api = route.operation.api;
            if !settings.apis.contains(&api) {
                settings.apis.push(api);
            }
            settings.routes.add(route);
        })
    }

    /// Sets the function that finds the owner of an access token.
    ///
    /// For a token that is not valid, the function returns [`ErrorResponse::unknown_token`]. Without this function, operations that
    /// need a token respond with the status 500.
    #[must_use]
    pub fn tokens<H, F>(self, find: H) -> Self
    where
        H: Fn(PresentedToken) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Caller, ErrorResponse>> + Send + 'static,
    {
        self.with(|settings| settings.checks.tokens = Some(Arc::new(move |token| Box::pin(find(token)))))
    }

    /// Sets the `hs_token` by which the homeserver authenticates itself to an application service.
    #[must_use]
    pub fn homeserver_token(self, token: impl Into<Secret>) -> Self {
        self.shared_homeserver_tokens(Arc::new(Mutex::new(vec![token.into()])))
    }

    /// Sets several tokens like [`homeserver_token`](Self::homeserver_token), which may change later.
    pub(crate) fn shared_homeserver_tokens(self, tokens: Arc<Mutex<Vec<Secret>>>) -> Self {
        self.with(|settings| settings.checks.homeserver_tokens = Some(tokens))
    }

    /// Sets the name of this homeserver, and the function that finds the public key of another homeserver. The function returns the
    /// key of [`XMatrix::origin`] with [`XMatrix::key_id`] as base64; `None` if that server has no such valid key.
    ///
    /// The signature covers the path and query as the client sent them, so the router must receive them unchanged.
    #[cfg(feature = "server-server")]
    #[must_use]
    pub fn signatures<H, F>(self, server_name: ServerName, keys: H) -> Self
    where
        H: Fn(XMatrix) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Option<String>, ErrorResponse>> + Send + 'static,
    {
        let keys = Arc::new(move |claim| -> BoxFuture<'static, _> { Box::pin(keys(claim)) });
        let signatures = Signatures { server_name, keys, trusts_unknown_servers: false };
        self.with(|settings| settings.checks.signatures = Some(signatures))
    }

    /// Accepts requests of servers whose keys are not found, also requests for another server.
    #[cfg(all(feature = "mock", feature = "server-server"))]
    pub(crate) fn trusts_unknown_servers(self) -> Self {
        self.with(|settings| {
            if let Some(signatures) = &mut settings.checks.signatures {
                signatures.trusts_unknown_servers = true;
            }
        })
    }

    /// Sets the limit of bodies in bytes, 16 MiB by default. It does not apply to uploads, which the handler reads.
    #[must_use]
    pub fn max_body(self, bytes: usize) -> Self {
        self.with(|settings| settings.max_body = bytes)
    }

    /// Sets the limit of the body of one operation, in bytes, in place of [`max_body`](Self::max_body).
    ///
    /// If operations share a path and differ in the body, such as `InviteUser` and `InviteBy3pid`, the server reads up to the highest
    /// of their limits, and then checks the limit of the operation.
    #[must_use]
    pub fn max_body_of<E: Endpoint>(self, endpoint: E, bytes: usize) -> Self {
        let _ = endpoint;
        self.with(|settings| {
            settings.max_bodies.insert((E::OPERATION.api, E::OPERATION.id), bytes);
        })
    }

    /// Sets the timeout of a whole body, and of each part of an upload; 60 seconds by default.
    ///
    /// The HTTP server limits the time for the head of a request.
    #[must_use]
    pub fn body_timeout(self, time: Duration) -> Self {
        self.with(|settings| settings.body_timeout = time)
    }

    /// Returns the operations that the server has.
    pub fn operations(&self) -> impl Iterator<Item = &'static Operation> {
        self.settings.routes.operations().into_iter()
    }

    /// Responds to a request, as [`call`](tower_service::Service::call) does.
    ///
    /// It needs a tokio runtime with timers.
    pub async fn respond<B>(&self, request: Request<B>) -> Response<ResponseBody>
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        let (head, body) = request.into_parts();
        let Ok(response) = Arc::clone(&self.settings).respond(head, IncomingBody::new(body)).await;
        response
    }

    /// Returns the operation of a request, with the decoded parameters of its path.
    ///
    /// # Errors
    /// 404 or 405 `M_UNRECOGNIZED`, or 400 if a parameter of the path is not UTF-8.
    #[cfg(feature = "mock")]
    pub(crate) fn find(
        &self,
        method: &http::Method,
        path: &str,
        query: &[(String, String)],
        body: &Bytes,
    ) -> Result<(&'static Operation, Vec<String>), ErrorResponse> {
        let matched = self.settings.routes.find(path, method)?;
        let operation = matched.choose(query, body)?.operation;
        Ok((operation, matched.parameters))
    }

    /// Serves an operation also at additional paths, with the same parameters in the same order.
    #[cfg(any(feature = "application-service", feature = "push-gateway"))]
    pub(super) fn also_at(self, operation: &'static Operation, paths: &[&'static str]) -> Self {
        self.with(|settings| paths.iter().for_each(|path| settings.routes.add_at(operation, path)))
    }

    fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.settings));
        self
    }
}

impl<B> tower_service::Service<Request<B>> for Router
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    type Response = Response<ResponseBody>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (head, body) = request.into_parts();
        Box::pin(Arc::clone(&self.settings).respond(head, IncomingBody::new(body)))
    }
}

impl Settings {
    async fn respond(
        self: Arc<Self>,
        head: Parts,
        body: IncomingBody,
    ) -> Result<Response<ResponseBody>, Infallible> {
        let is_cors = self.apis.iter().any(|api| cors::is_for(*api));
        if is_cors && head.method == http::Method::OPTIONS {
            return Ok(cors::preflight());
        }
        let run = pin!(self.run(head, body));
        let responded = contained(run).await;
        let internal = || Err(ErrorResponse::internal("the server has failed"));
        let mut response = responded.unwrap_or_else(internal).unwrap_or_else(error_response);
        if is_cors {
            cors::allow(response.headers_mut());
        }
        Ok(response)
    }

    /// Checks a request in the order of the specification's error codes, and calls the handler.
    async fn run(&self, head: Parts, body: IncomingBody) -> Result<Response<ResponseBody>, ErrorResponse> {
        let matched = self.routes.find(head.uri.path(), &head.method)?;
        let query = head.uri.query().unwrap_or_default();
        let query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let presented = |route: &Route| Presented { operation: route.operation, head: &head, query: &query };
        let (route, credential, body) = match matched.depends_on_body() {
            true => {
                // Before the body, if the operations take the same credentials: only authenticated clients can make the server
                // buffer a body.
                let credential = match matched.route_of_all_credentials() {
                    Some(any) => Some(self.credential(&presented(any)).await?),
                    None => None,
                };
                let limit = matched.routes().map(|route| self.limit(route.operation)).max();
                let body = body.read(limit.unwrap_or(self.max_body), self.body_timeout).await?;
                let route = matched.choose(&query, &body)?;
                if body.len() > self.limit(route.operation) {
                    return Err(ErrorResponse::too_large());
                }
                (route, credential, IncomingBody::Read(body))
            }
            false => (matched.choose(&query, &Bytes::new())?, None, body),
        };
        let credential = match credential {
            Some(credential) => credential,
            None => self.credential(&presented(route)).await?,
        };
        let (caller, body) = self.authenticate(route, &presented(route), credential, body).await?;
        let Parts { headers, uri, extensions, .. } = head;
        let mut path = matched.parameters;
        path.reverse();
        let context = Context { caller, headers, uri, extensions };
        let reader = RequestReader { operation: route.operation, path, query, context, body };
        (route.handler)(reader).await
    }

    /// Checks the credential as far as possible without the body.
    async fn credential(&self, request: &Presented<'_>) -> Result<Credential, ErrorResponse> {
        #[cfg(feature = "server-server")]
        if is_signed(request.operation.authentication) {
            return self.signatures()?.claims(request).map(Credential::Claims);
        }
        self.checks.authenticate(request).await.map(Credential::Checked)
    }

    /// Reads the body, unless the handler reads it, and checks a credential that covers it.
    async fn authenticate(
        &self,
        route: &Route,
        request: &Presented<'_>,
        credential: Credential,
        body: IncomingBody,
    ) -> Result<(Option<Caller>, ReceivedBody), ErrorResponse> {
        match credential {
            Credential::Checked(caller) => {
                let _ = request;
                Ok((caller, self.received(route, body).await?))
            }
            #[cfg(feature = "server-server")]
            Credential::Claims(claims) => {
                let bytes = body.read(self.limit(route.operation), self.body_timeout).await?;
                let caller = Box::pin(self.signatures()?.verify(request, claims, &bytes)).await?;
                Ok((caller, self.received(route, IncomingBody::Read(bytes)).await?))
            }
        }
    }

    #[cfg(feature = "server-server")]
    fn signatures(&self) -> Result<&Signatures, ErrorResponse> {
        self.checks.signatures.as_ref().ok_or_else(crate::server::credentials::unchecked)
    }

    async fn received(&self, route: &Route, body: IncomingBody) -> Result<ReceivedBody, ErrorResponse> {
        Ok(match (route.body, body) {
            (ExpectedBody::None, _) => ReceivedBody::Bytes(Bytes::new()),
            (ExpectedBody::Json, body) => {
                ReceivedBody::Bytes(body.read(self.limit(route.operation), self.body_timeout).await?)
            }
            (ExpectedBody::Upload, IncomingBody::Open(body)) => {
                ReceivedBody::Upload(Upload::new(body, self.body_timeout))
            }
            (ExpectedBody::Upload, IncomingBody::Read(bytes)) => {
                ReceivedBody::Upload(Upload::new(boxed(ResponseBody::from(bytes)), self.body_timeout))
            }
        })
    }

    fn limit(&self, operation: &Operation) -> usize {
        self.max_bodies.get(&(operation.api, operation.id)).copied().unwrap_or(self.max_body)
    }
}

/// A credential, after the checks that need no body.
enum Credential {
    Checked(Option<Caller>),
    #[cfg(feature = "server-server")]
    Claims(Vec<XMatrix>),
}

/// The body of a request, which is read once.
enum IncomingBody {
    Open(BoxBody),
    Read(Bytes),
}

impl IncomingBody {
    fn new<B>(body: B) -> Self
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        if body.is_end_stream() { Self::Read(Bytes::new()) } else { Self::Open(boxed(body)) }
    }

    async fn read(self, limit: usize, time: Duration) -> Result<Bytes, ErrorResponse> {
        match self {
            // Boxed, so the futures of requests without a body stay small.
            Self::Open(body) => Box::pin(body::read(body, limit, time)).await,
            Self::Read(bytes) => Ok(bytes),
        }
    }
}

/// Runs a future; `None` if it panics.
async fn contained<T>(mut future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    std::future::poll_fn(|context| {
        // After a panic the future is only dropped, so no code sees its inconsistent state.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Some(value)),
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids = self.operations().map(|operation| operation.id);
        f.debug_struct("Router").field("operations", &ids.collect::<Vec<_>>()).finish_non_exhaustive()
    }
}
