//! The shared state of a mock server's connections, and the handling of requests.

#[cfg(helper = "registration")]
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::request::Parts;
use http::{Method, Request, Response};
use http_body::Body;
use matrix_openapi_core::secret::Secret;

use crate::mock::SERVER_NAME;
use crate::mock::accounts::Accounts;
use crate::mock::exchange::{Exchange, MatchedOperation};
use crate::mock::fault::HungUp;
use crate::mock::lock;
use crate::mock::media::Media;
use crate::mock::operation::MockOperation;
use crate::mock::operations;
use crate::mock::record::{RecordedRequest, Records};
use crate::mock::stubs::{Choice, Stubs};
use crate::mock::violation::{self, Violation};
use crate::server::{
    BoxError, ErrorResponse, ResponseBody, Route, RouteHandler, Router, boxed, error_response, random_text,
    read,
};

/// The limit of the body of a request.
const MAX_BODY: usize = 64 << 20;

/// The timeout of a body.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// The default of the longest wait of a sync.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The limit of violations that a server keeps. The first ones are the most useful.
const MOST_VIOLATIONS: usize = 1000;

/// The state of a mock server.
pub(super) struct Shared {
    pub(super) url: String,
    server_name: Mutex<String>,
    /// The first token is the server's own, the others are those of registrations.
    homeserver_tokens: Arc<Mutex<Vec<Secret>>>,
    /// The `hs_token` of each registration, by its ID.
    #[cfg(helper = "registration")]
    registered_tokens: Mutex<BTreeMap<String, Secret>>,
    pub(super) accounts: Accounts,
    /// The longest wait of a sync, whatever its timeout is.
    pub(super) longest_wait: Mutex<Duration>,
    pub(super) media: Media,
    pub(super) stubs: Stubs,
    pub(super) records: Records,
    violations: Mutex<Vec<Violation>>,
    watcher: Mutex<Option<Arc<Watcher>>>,
}

/// A function of the program that receives each request and its violations.
pub(super) type Watcher = dyn Fn(&RecordedRequest, &[Violation]) + Send + Sync;

/// Reports a request to the watcher once its response is ready, or dropped because the client has gone away.
struct ReportOnDrop<'a> {
    shared: &'a Shared,
    exchange: Arc<Exchange>,
    violations: Vec<Violation>,
}

impl Drop for ReportOnDrop<'_> {
    fn drop(&mut self) {
        // Called without the lock, since the function may use the server.
        let watcher = lock(&self.shared.watcher).clone();
        if let Some(watcher) = watcher {
            watcher(&RecordedRequest::new(&self.exchange), &self.violations);
        }
    }
}

impl Shared {
    pub(super) fn new(url: String) -> Self {
        Self {
            url,
            server_name: Mutex::new(SERVER_NAME.to_owned()),
            homeserver_tokens: Arc::new(Mutex::new(vec![Secret::new(format!("mock_hs_{}", random_text()))])),
            #[cfg(helper = "registration")]
            registered_tokens: Mutex::default(),
            accounts: Accounts::default(),
            longest_wait: Mutex::new(LONGEST_WAIT),
            media: Media::default(),
            stubs: Stubs::default(),
            records: Records::default(),
            violations: Mutex::default(),
            watcher: Mutex::default(),
        }
    }

    /// Returns the name of the homeserver.
    pub(super) fn server_name(&self) -> String {
        lock(&self.server_name).clone()
    }

    pub(super) fn set_server_name(&self, name: &str) {
        name.clone_into(&mut lock(&self.server_name));
    }

    /// Returns the server's own `hs_token`.
    pub(super) fn own_homeserver_token(&self) -> Secret {
        // Not reached: the list always has the server's own token.
        lock(&self.homeserver_tokens).first().cloned().unwrap_or_else(|| Secret::new(String::new()))
    }

    pub(super) fn set_own_homeserver_token(&self, token: Secret) {
        if let Some(own) = lock(&self.homeserver_tokens).first_mut() {
            *own = token;
        }
    }

    /// Sets the `hs_token` of a registration, replacing an earlier one.
    #[cfg(helper = "registration")]
    pub(super) fn set_registered_token(&self, id: &str, token: Secret) {
        let mut registered = lock(&self.registered_tokens);
        registered.insert(id.to_owned(), token);
        let mut tokens = lock(&self.homeserver_tokens);
        tokens.truncate(1);
        tokens.extend(registered.values().cloned());
    }

    pub(super) fn violations(&self) -> Vec<Violation> {
        lock(&self.violations).clone()
    }

    /// Removes requests and violations.
    pub(super) fn clear(&self) {
        self.records.clear();
        lock(&self.violations).clear();
    }

    /// Sets a function to be called for each request from now on.
    pub(super) fn watch(&self, watcher: Arc<Watcher>) {
        *lock(&self.watcher) = Some(watcher);
    }

    fn report(&self, violations: &[Violation]) {
        let mut all = lock(&self.violations);
        let left = MOST_VIOLATIONS.saturating_sub(all.len());
        all.extend(violations.iter().take(left).cloned());
    }

    /// Records a request, and finds its violations.
    fn receive(&self, router: &Router, head: &Parts, body: &[u8]) -> ReportOnDrop<'_> {
        let mut exchange = Exchange::new(head, body);
        let found = router.find(&head.method, head.uri.path(), &exchange.query, &exchange.body);
        let violations = match found {
            Ok((operation, parameters)) => {
                exchange.matched =
                    operations::find(operation).map(|mock| MatchedOperation { mock, parameters });
                let refusal = exchange.check().err();
                exchange.fits = refusal.is_none();
                let is_of_user = |token: &str| self.accounts.is_of_user(token);
                violation::find(&exchange, refusal.as_ref(), is_of_user, &self.server_name())
            }
            Err(refusal) => vec![violation::unrecognized(&exchange, &refusal)],
        };
        self.report(&violations);
        let exchange = Arc::new(exchange);
        self.records.add(Arc::clone(&exchange));
        ReportOnDrop { shared: self, exchange, violations }
    }

    /// Responds to a request that is authenticated and fits the description.
    async fn respond(
        &self,
        exchange: &Exchange,
        mock: &MockOperation,
    ) -> Result<Response<ResponseBody>, ErrorResponse> {
        let stub = match self.stubs.choose(exchange) {
            None => return self.usual(exchange, mock).await,
            Some(Choice::Challenge(challenge)) => return Err(challenge),
            Some(Choice::Stub(stub)) => stub,
        };
        if !stub.delay.is_zero() {
            tokio::time::sleep(stub.delay).await;
        }
        let response = match &stub.reply {
            Some(reply) => reply(exchange).await,
            None => self.usual(exchange, mock).await,
        };
        // Faults apply to error responses too.
        let response = response.unwrap_or_else(error_response);
        Ok(match stub.fault {
            Some(fault) => fault.apply(response),
            None => response,
        })
    }
}

/// Responds to a request.
pub(super) async fn serve<B>(shared: &Shared, router: &Router, request: Request<B>) -> Response<ResponseBody>
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    let (mut head, body) = request.into_parts();
    let body = match read(boxed(body), MAX_BODY, BODY_TIMEOUT).await {
        Ok(body) => body,
        Err(refusal) => return error_response(refusal),
    };
    if head.method == Method::OPTIONS {
        return router.respond(Request::from_parts(head, ResponseBody::default())).await;
    }
    let received = shared.receive(router, &head, &body);
    head.extensions.insert(Arc::clone(&received.exchange));
    let response = router.respond(Request::from_parts(head, ResponseBody::from(body))).await;
    let has_hung_up = response.extensions().get::<HungUp>().is_some();
    if !has_hung_up {
        // Set only here.
        let _ = received.exchange.status.set(response.status());
    }
    response
}

/// Returns a router with all operations.
pub(super) fn router(shared: &Arc<Shared>) -> Router {
    let accounts = Arc::clone(shared);
    let mut router = Router::new()
        .max_body(MAX_BODY)
        .shared_homeserver_tokens(Arc::clone(&shared.homeserver_tokens))
        .tokens(move |presented| std::future::ready(accounts.accounts.caller(&presented)));
    #[cfg(feature = "server-server")]
    {
        let server_name = matrix_openapi_core::id::ServerName::unchecked(SERVER_NAME);
        router = router.signatures(server_name, |_| async { Ok(None) }).trusts_unknown_servers();
    }
    for mock in operations::all() {
        let handler = handler(Arc::clone(shared), mock);
        let MockOperation { operation, body, shared, .. } = *mock;
        router = router.route(Route { operation, body, shared, handler });
    }
    router
}

fn handler(shared: Arc<Shared>, mock: &'static MockOperation) -> RouteHandler {
    Arc::new(move |reader| {
        let shared = Arc::clone(&shared);
        Box::pin(async move {
            let exchange = reader.context.extensions.get::<Arc<Exchange>>().cloned();
            let exchange = exchange.ok_or_else(|| ErrorResponse::internal("the request is not recorded"))?;
            if let Some(caller) = reader.context.caller {
                let _ = exchange.caller.set(caller);
            }
            exchange.check()?;
            shared.respond(&exchange, mock).await
        })
    })
}
