//! The received requests.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};
use matrix_openapi_core::operation::{Api, Operation};
use tokio::sync::Notify;

use crate::mock::exchange::Exchange;
use crate::mock::lock;
use crate::server::{Caller, ServerEndpoint};

/// The default limit of requests that a server keeps.
const MOST_REQUESTS: usize = 10_000;

/// The limit of bytes of requests that a server keeps.
const MOST_BYTES: usize = 256 << 20;

/// The approximate memory of a request, without its texts.
const FIXED_BYTES: usize = 1024;

/// The approximate memory of a query parameter or a header, without its texts.
const ROW_BYTES: usize = 96;

/// A request that a mock server has received, unchanged.
///
/// `Debug` prints neither headers, query nor body, which may contain secrets.
#[derive(Clone)]
pub struct RecordedRequest {
    exchange: Arc<Exchange>,
}

impl RecordedRequest {
    pub(super) fn new(exchange: &Arc<Exchange>) -> Self {
        Self { exchange: Arc::clone(exchange) }
    }

    /// Returns the operation; `None` if the description has no operation with this path and method.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.exchange.operation()
    }

    /// Returns the time at which the body was complete.
    pub fn received_at(&self) -> SystemTime {
        self.exchange.received_at
    }

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.exchange.method
    }

    /// Returns the path and query.
    pub fn uri(&self) -> &Uri {
        &self.exchange.uri
    }

    /// Returns the headers, with the credential if it is in one of them.
    pub fn headers(&self) -> &HeaderMap {
        &self.exchange.headers
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.exchange.body
    }

    /// Returns the sender; `None` if the request has no valid credential.
    pub fn caller(&self) -> Option<&Caller> {
        self.exchange.caller.get()
    }

    /// Returns the status of the response; `None` while the response is not ready, or if the server has hung up.
    pub fn status(&self) -> Option<StatusCode> {
        self.exchange.status.get().copied()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.operation().map_or(self.uri().path(), |operation| operation.path);
        f.debug_struct("RecordedRequest")
            .field("operation", &self.operation().map(|operation| operation.id))
            .field("method", self.method())
            .field("path", &path)
            .field("caller", &self.caller())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// A request of the operation `E` that a mock server has received.
#[non_exhaustive]
pub struct TypedRequest<E: ServerEndpoint> {
    /// The parameters and the body.
    pub request: E::Request,
    /// The unchanged request, with its sender and the status of its response.
    pub recorded: RecordedRequest,
}

impl<E: ServerEndpoint<Request: fmt::Debug>> fmt::Debug for TypedRequest<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedRequest")
            .field("request", &self.request)
            .field("recorded", &self.recorded)
            .finish()
    }
}

/// The latest requests, in the order of arrival.
#[derive(Default)]
pub(super) struct Records {
    latest: Mutex<Latest>,
    /// Wakes the tasks that wait for requests.
    pub(super) arrived: Notify,
}

struct Latest {
    exchanges: VecDeque<Arc<Exchange>>,
    bytes: usize,
    /// The limit of kept requests.
    most: usize,
    /// The number of requests of each operation that fit, kept or not.
    counts: BTreeMap<(Api, &'static str), usize>,
}

impl Default for Latest {
    fn default() -> Self {
        Self { exchanges: VecDeque::new(), bytes: 0, most: MOST_REQUESTS, counts: BTreeMap::new() }
    }
}

impl Latest {
    /// Drops the oldest requests if there are too many.
    fn trim(&mut self) {
        while self.exchanges.len() > self.most || self.bytes > MOST_BYTES {
            let Some(oldest) = self.exchanges.pop_front() else { break };
            self.bytes = self.bytes.saturating_sub(size(&oldest));
        }
    }
}

impl Records {
    /// Stores a request, and drops the oldest ones if there are too many.
    pub(super) fn add(&self, exchange: Arc<Exchange>) {
        let mut latest = lock(&self.latest);
        latest.bytes = latest.bytes.saturating_add(size(&exchange));
        if let Some(operation) = exchange.operation().filter(|_| exchange.fits) {
            let count = latest.counts.entry((operation.api, operation.id)).or_default();
            *count = count.saturating_add(1);
        }
        latest.exchanges.push_back(exchange);
        latest.trim();
        drop(latest);
        self.arrived.notify_waiters();
    }

    /// Sets how many requests are kept.
    pub(super) fn set_most(&self, number: usize) {
        let mut latest = lock(&self.latest);
        latest.most = number;
        latest.trim();
    }

    /// Returns all requests.
    pub(super) fn all(&self) -> Vec<RecordedRequest> {
        let latest = lock(&self.latest);
        latest.exchanges.iter().cloned().map(|exchange| RecordedRequest { exchange }).collect()
    }

    /// Returns the requests of an operation that fit.
    pub(super) fn of<E: ServerEndpoint>(&self) -> Vec<TypedRequest<E>> {
        let typed = |recorded: RecordedRequest| {
            Some(TypedRequest { request: recorded.exchange.request::<E>()?, recorded })
        };
        self.all().into_iter().filter_map(typed).collect()
    }

    /// Returns the number of requests of an operation that fit since the last [`clear`](Self::clear), kept or not.
    pub(super) fn count(&self, operation: &Operation) -> usize {
        lock(&self.latest).counts.get(&(operation.api, operation.id)).copied().unwrap_or_default()
    }

    pub(super) fn clear(&self) {
        let mut latest = lock(&self.latest);
        *latest = Latest { most: latest.most, ..Latest::default() };
    }
}

fn size(exchange: &Exchange) -> usize {
    // Each text is an allocation, and each parameter and header a row.
    let rows = exchange.query.len().saturating_add(exchange.headers.len());
    exchange.size().saturating_add(rows.saturating_mul(ROW_BYTES)).saturating_add(FIXED_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(number: usize, body: Bytes) -> Arc<Exchange> {
        let (head, ()) = http::Request::get(format!("/{number}")).body(()).unwrap().into_parts();
        Arc::new(Exchange::new(&head, &body))
    }

    fn first(records: &Records) -> String {
        records.all()[0].uri().to_string()
    }

    #[test]
    fn the_oldest_requests_are_dropped_if_there_are_too_many() {
        let records = Records::default();
        (0..MOST_REQUESTS + 5).for_each(|number| records.add(exchange(number, Bytes::new())));
        assert_eq!((records.all().len(), first(&records)), (MOST_REQUESTS, "/5".to_owned()));
    }

    #[test]
    fn the_oldest_requests_are_dropped_if_they_are_too_large() {
        let (records, body) = (Records::default(), Bytes::from(vec![0; MOST_BYTES / 4]));
        (0..5).for_each(|number| records.add(exchange(number, body.clone())));
        assert_eq!((records.all().len(), first(&records)), (3, "/2".to_owned()));
        records.clear();
        assert!(records.all().is_empty());
    }

    #[test]
    fn all_parts_of_a_request_count_not_only_the_body() {
        let records = Records::default();
        let query = "a".repeat(60 << 10);
        for number in 0..2_000 {
            let request = http::Request::get(format!("/{number}?b={query}")).header("c", &query);
            let (head, ()) = request.body(()).unwrap().into_parts();
            records.add(Arc::new(Exchange::new(&head, &[])));
        }
        // The query is kept both unchanged and decoded.
        let most = MOST_BYTES / (3 * query.len());
        assert!((most - 50..=most).contains(&records.all().len()), "{}", records.all().len());
    }

    #[test]
    fn the_program_sets_how_many_requests_are_kept() {
        let records = Records::default();
        (0..5).for_each(|number| records.add(exchange(number, Bytes::new())));
        records.set_most(3);
        assert_eq!((records.all().len(), first(&records)), (3, "/2".to_owned()));
        records.clear();
        (0..5).for_each(|number| records.add(exchange(number, Bytes::new())));
        assert_eq!((records.all().len(), first(&records)), (3, "/2".to_owned()));
    }
}
