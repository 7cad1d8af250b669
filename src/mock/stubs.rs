//! The stubs of a server, and the selection of the one that applies.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Response;
use matrix_openapi_core::operation::Operation;

use crate::http::BoxFuture;
use crate::mock::exchange::{Exchange, is_same};
use crate::mock::fault::Fault;
use crate::mock::lock;
use crate::mock::uia::UiaStages;
use crate::server::{ErrorResponse, ResponseBody};

/// A function that responds to a request.
pub(super) type ReplyFunction =
    Arc<dyn Fn(&Exchange) -> BoxFuture<'static, Result<Response<ResponseBody>, ErrorResponse>> + Send + Sync>;

/// A function that returns whether a stub applies to a request.
pub(super) type Condition = Arc<dyn Fn(&Exchange) -> bool + Send + Sync>;

/// The state of a stub, which a test may change.
pub(super) struct StubState {
    pub(super) operation: &'static Operation,
    settings: Mutex<StubSettings>,
}

/// The effects of a stub, and the number of its requests.
#[derive(Clone, Default)]
pub(super) struct StubSettings {
    pub(super) conditions: Vec<Condition>,
    /// The response; `None` for the default response.
    pub(super) reply: Option<ReplyFunction>,
    pub(super) delay: Duration,
    pub(super) fault: Option<Fault>,
    pub(super) uia: Option<Arc<UiaStages>>,
    /// The number of requests to which it applies.
    pub(super) times: Option<u64>,
    pub(super) expected: Option<u64>,
    count: u64,
}

impl StubState {
    pub(super) fn change(&self, change: impl FnOnce(&mut StubSettings)) {
        change(&mut lock(&self.settings));
    }

    pub(super) fn count(&self) -> u64 {
        lock(&self.settings).count
    }

    /// Returns the effect on a request; `None` if the stub does not apply.
    fn choose(&self, exchange: &Exchange) -> Option<Choice> {
        let settings = lock(&self.settings).clone();
        // Called without the lock, since conditions are code of the test and may use the stub.
        if !settings.conditions.iter().all(|condition| condition(exchange)) {
            return None;
        }
        let mut current = lock(&self.settings);
        if current.times.is_some_and(|times| current.count >= times) {
            return None;
        }
        if let Some(challenge) = settings.uia.as_ref().and_then(|uia| uia.challenge(&exchange.fields())) {
            return Some(Choice::Challenge(challenge));
        }
        current.count = current.count.saturating_add(1);
        Some(Choice::Stub(settings))
    }

    /// Describes an expectation that is not met; `None` if there is none.
    fn unmet(&self) -> Option<String> {
        let settings = lock(&self.settings);
        let (expected, count) = (settings.expected?, settings.count);
        let Operation { id, method_name, .. } = self.operation;
        (expected != count)
            .then(|| format!("{id} (`{method_name}`): expected {expected} requests, received {count}"))
    }
}

/// The effect on a request.
pub(super) enum Choice {
    /// The stub requires further authentication.
    Challenge(ErrorResponse),
    Stub(StubSettings),
}

/// The stubs of a server. The last one is asked first.
#[derive(Default)]
pub(super) struct Stubs {
    all: Mutex<Vec<Arc<StubState>>>,
}

impl Stubs {
    pub(super) fn add(&self, operation: &'static Operation) -> Arc<StubState> {
        let stub = Arc::new(StubState { operation, settings: Mutex::default() });
        lock(&self.all).push(Arc::clone(&stub));
        stub
    }

    /// Returns the effect on a request; `None` if no stub applies.
    pub(super) fn choose(&self, exchange: &Exchange) -> Option<Choice> {
        let operation = exchange.operation()?;
        let all = lock(&self.all);
        let stubs: Vec<_> =
            all.iter().filter(|stub| is_same(stub.operation, operation)).rev().cloned().collect();
        drop(all);
        stubs.iter().find_map(|stub| stub.choose(exchange))
    }

    /// Describes the expectations that are not met.
    pub(super) fn unmet(&self) -> Vec<String> {
        lock(&self.all).iter().filter_map(|stub| stub.unmet()).collect()
    }
}
