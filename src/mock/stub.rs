//! Stubs: the responses that a test sets.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde_json::Value;

use crate::http::BoxFuture;
use crate::mock::exchange::Exchange;
use crate::mock::fault::Fault;
use crate::mock::lock;
use crate::mock::stubs::{ReplyFunction, StubState};
use crate::mock::uia::UiaStages;
use crate::server::{ErrorResponse, IntoReply, Received, ResponseBody, ServerEndpoint, json_response};

/// An HTML page, as proxies send it in place of a server's response.
const PAGE: &str = "<html><head><title>Error</title></head><body><h1>Error</h1><hr>nginx</body></html>";

/// The response of a mock server to requests of the operation `E`, in place of the default response. Created by
/// [`Homeserver::on`](crate::mock::Homeserver::on).
///
/// It applies to requests that are authenticated and fit the description. If an operation has several stubs, the last added one that
/// [applies](Self::when) responds. Each method takes effect at once, so call them before the request.
///
/// The response (`reply`, `refuse`, `status`, …) and the faults of its transport (`after`, `hang_up`, `truncate`, …) are
/// independent. A stub without a response of its own sends the default response.
pub struct Stub<E> {
    state: Arc<StubState>,
    endpoint: PhantomData<fn() -> E>,
}

impl<E> Clone for Stub<E> {
    fn clone(&self) -> Self {
        Self { state: Arc::clone(&self.state), endpoint: PhantomData }
    }
}

impl<E: ServerEndpoint> Stub<E> {
    pub(super) fn new(state: Arc<StubState>) -> Self {
        Self { state, endpoint: PhantomData }
    }

    /// Responds with the return value of a function: the response of the operation, `()` for `{}`, or a
    /// [`Reply`](crate::server::Reply).
    pub fn reply<R, F>(self, function: F) -> Self
    where
        R: IntoReply<E::Response>,
        F: FnMut(Received<E>) -> R + Send + 'static,
    {
        let function = Mutex::new(function);
        self.typed(move |received| {
            let reply = (*lock(&function))(received).into_reply();
            Box::pin(std::future::ready(reply.write(E::write)))
        })
    }

    /// Responds with a copy of this response.
    pub fn reply_with<R>(self, response: R) -> Self
    where
        R: IntoReply<E::Response> + Clone + Send + 'static,
    {
        self.reply(move |_| response.clone())
    }

    /// Responds with the return value of a handler, as [`Router::on`](crate::server::Router::on) does.
    pub fn handle<H, F, R>(self, handler: H) -> Self
    where
        H: Fn(Received<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R, ErrorResponse>> + Send + 'static,
        R: IntoReply<E::Response>,
    {
        self.typed(move |received| {
            let replied = handler(received);
            Box::pin(async move { replied.await?.into_reply().write(E::write) })
        })
    }

    /// Responds with this JSON, which does not have to fit the operation.
    pub fn reply_json(self, status: StatusCode, body: Value) -> Self {
        self.untyped(move |_| {
            let mut response = json_response(&body)?;
            *response.status_mut() = status;
            Ok(response)
        })
    }

    /// Responds with this error.
    pub fn refuse(self, error: ErrorResponse) -> Self {
        self.untyped(move |_| Err(error.clone()))
    }

    /// Responds with this status and an empty body.
    pub fn status(self, status: StatusCode) -> Self {
        self.untyped(move |_| {
            let mut response = Response::new(ResponseBody::default());
            *response.status_mut() = status;
            Ok(response)
        })
    }

    /// Responds with this status and an HTML page, as proxies do.
    pub fn html(self, status: StatusCode) -> Self {
        self.untyped(move |_| {
            let mut response = Response::new(ResponseBody::from(PAGE));
            *response.status_mut() = status;
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            Ok(response)
        })
    }

    /// Waits before the response.
    pub fn after(self, delay: Duration) -> Self {
        self.state.change(|settings| settings.delay = delay);
        self
    }

    /// Closes the connection in place of the response. The function of [`reply`](Self::reply) or [`handle`](Self::handle) runs before
    /// that: the request has its effect, but the client does not learn of it.
    pub fn hang_up(self) -> Self {
        self.fault(Fault::HangUp)
    }

    /// Closes the connection after this many bytes of the body, if it is longer.
    pub fn truncate(self, bytes: usize) -> Self {
        self.fault(Fault::Truncate(bytes))
    }

    /// Sends endless whitespace after the body.
    pub fn endless_body(self) -> Self {
        self.fault(Fault::Endless)
    }

    /// Sends the body byte by byte, with a pause before each.
    pub fn slow_body(self, pause: Duration) -> Self {
        self.fault(Fault::Slow(pause))
    }

    /// Applies only to requests for which the condition holds. With several conditions, all must hold.
    pub fn when(self, condition: impl Fn(&Received<E>) -> bool + Send + Sync + 'static) -> Self {
        self.state.change(|settings| {
            settings.conditions.push(Arc::new(move |exchange| {
                exchange.received::<E>().is_some_and(|received| condition(&received))
            }));
        });
        self
    }

    /// Applies to this many requests only. Later requests go to the stub that was added before, or get the default response.
    pub fn times(self, number: u64) -> Self {
        self.state.change(|settings| settings.times = Some(number));
        self
    }

    /// Applies to one request only.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Expects that the stub applies to exactly this many requests: see [`Homeserver::verify`](crate::mock::Homeserver::verify).
    pub fn expect(self, number: u64) -> Self {
        self.state.change(|settings| settings.expected = Some(number));
        self
    }

    /// Requires
    /// [user-interactive authentication](https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api) with
    /// these stages, such as `m.login.password`, before the response. Any password is accepted. Challenges do not count as requests.
    pub fn uia<S: Into<String>>(self, stages: impl IntoIterator<Item = S>) -> Self {
        let stages = Arc::new(UiaStages::new(stages.into_iter().map(Into::into).collect()));
        self.state.change(|settings| settings.uia = Some(stages));
        self
    }

    /// Returns the number of requests to which the stub has applied.
    pub fn count(&self) -> u64 {
        self.state.count()
    }

    /// Removes the stub, so it applies to no further request.
    pub fn remove(self) {
        self.state.change(|settings| settings.times = Some(0));
    }

    fn fault(self, fault: Fault) -> Self {
        self.state.change(|settings| settings.fault = Some(fault));
        self
    }

    fn typed(
        self,
        respond: impl Fn(Received<E>) -> BoxFuture<'static, Result<Response<ResponseBody>, ErrorResponse>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.set(Arc::new(move |exchange: &Exchange| match exchange.received::<E>() {
            Some(received) => respond(received),
            // Not reached: only requests that fit reach a stub.
            None => Box::pin(std::future::ready(Err(ErrorResponse::unrecognized()))),
        }))
    }

    fn untyped(
        self,
        respond: impl Fn(&Exchange) -> Result<Response<ResponseBody>, ErrorResponse> + Send + Sync + 'static,
    ) -> Self {
        self.set(Arc::new(move |exchange: &Exchange| Box::pin(std::future::ready(respond(exchange)))))
    }

    fn set(self, reply: ReplyFunction) -> Self {
        self.state.change(|settings| settings.reply = Some(reply));
        self
    }
}

impl<E> fmt::Debug for Stub<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stub").field("operation", &self.state.operation.id).finish_non_exhaustive()
    }
}
