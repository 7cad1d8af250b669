//! A request that the server has received, with its outcome.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use matrix_openapi_core::__private::PlainObject;
use matrix_openapi_core::operation::Operation;
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::http::Endpoint;
use crate::mock::operation::MockOperation;
use crate::server::{
    Caller, Context, ErrorResponse, ExpectedBody, Received, ReceivedBody, RequestReader, ResponseBody,
    ServerEndpoint, Upload, boxed,
};

/// The timeout of a part of an upload. Not reached, since the server has the whole body.
const IDLE: Duration = Duration::from_secs(60);

/// A request, with its whole body.
pub(super) struct Exchange {
    pub(super) received_at: SystemTime,
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    /// The decoded parameters of the query.
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Bytes,
    /// The operation; `None` if there is none with this path and method.
    pub(super) matched: Option<MatchedOperation>,
    /// Whether the request fits its operation.
    pub(super) fits: bool,
    pub(super) caller: OnceLock<Caller>,
    /// The status of the response, once the response is ready.
    pub(super) status: OnceLock<StatusCode>,
}

/// The operation of a request.
pub(super) struct MatchedOperation {
    pub(super) mock: &'static MockOperation,
    /// The decoded parameters of the path, in its order.
    pub(super) parameters: Vec<String>,
}

impl Exchange {
    pub(super) fn new(head: &Parts, body: &[u8]) -> Self {
        // Copied, since a part of the connection's buffer would keep the whole buffer in memory.
        Self {
            received_at: SystemTime::now(),
            method: head.method.clone(),
            uri: detached_uri(&head.uri),
            headers: detached_headers(&head.headers),
            query: form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes())
                .into_owned()
                .collect(),
            body: Bytes::copy_from_slice(body),
            matched: None,
            fits: false,
            caller: OnceLock::new(),
            status: OnceLock::new(),
        }
    }

    /// Returns the operation.
    pub(super) fn operation(&self) -> Option<&'static Operation> {
        self.matched.as_ref().map(|matched| matched.mock.operation)
    }

    /// Returns a reader of the request; `None` without an operation.
    pub(super) fn reader(&self) -> Option<RequestReader> {
        let matched = self.matched.as_ref()?;
        let body = match matched.mock.body {
            ExpectedBody::None => ReceivedBody::Bytes(Bytes::new()),
            ExpectedBody::Json => ReceivedBody::Bytes(self.body.clone()),
            ExpectedBody::Upload => {
                let body = boxed(ResponseBody::from(self.body.clone()));
                ReceivedBody::Upload(Upload::new(body, IDLE))
            }
        };
        let mut path = matched.parameters.clone();
        path.reverse();
        let (operation, query) = (matched.mock.operation, self.query.clone());
        Some(RequestReader { operation, path, query, context: self.context(), body })
    }

    /// Returns the request as one of the operation `E`; `None` if it is of another operation, or does not fit.
    pub(super) fn received<E: ServerEndpoint>(&self) -> Option<Received<E>> {
        self.request::<E>().map(|request| Received::new(request, self.context()))
    }

    /// Returns the request as [`received`](Self::received) does, without its sender.
    pub(super) fn request<E: ServerEndpoint>(&self) -> Option<E::Request> {
        if !self.operation().is_some_and(|operation| is_same(operation, <E as Endpoint>::OPERATION)) {
            return None;
        }
        E::read(&mut self.reader()?).ok()
    }

    /// Returns a parameter of the path by its name.
    pub(super) fn path_parameter(&self, name: &str) -> Option<&str> {
        let matched = self.matched.as_ref()?;
        let segments = matched.mock.operation.path.split('/');
        let names = segments.filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
        names.zip(&matched.parameters).find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// Returns the first value of a parameter of the query.
    pub(super) fn query_parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Returns the fields of the body; empty if it is not a JSON object.
    pub(super) fn fields(&self) -> Map<String, Value> {
        serde_json::from_slice(&self.body).map_or_else(|_| Map::new(), |PlainObject(fields)| fields)
    }

    /// Checks that the request can be read as the type of its operation.
    ///
    /// # Errors
    /// If a part of it is missing or not valid.
    pub(super) fn check(&self) -> Result<(), ErrorResponse> {
        match (&self.matched, self.reader()) {
            (Some(matched), Some(mut reader)) => (matched.mock.check)(&mut reader),
            _ => Ok(()),
        }
    }

    /// Returns the approximate size of the request's texts in bytes.
    pub(super) fn size(&self) -> usize {
        let query = self.query.iter().map(|(name, value)| name.len().saturating_add(value.len()));
        let headers =
            self.headers.iter().map(|(name, value)| name.as_str().len().saturating_add(value.len()));
        let path = self.matched.iter().flat_map(|matched| &matched.parameters).map(String::len);
        let query_text = self.uri.query().map_or(0, str::len);
        [self.body.len(), self.uri.path().len(), query_text]
            .into_iter()
            .chain(query)
            .chain(headers)
            .chain(path)
            .fold(0, usize::saturating_add)
    }

    fn context(&self) -> Context {
        Context {
            caller: self.caller.get().cloned(),
            headers: self.headers.clone(),
            uri: self.uri.clone(),
            extensions: http::Extensions::new(),
        }
    }
}

/// Whether both are the same operation.
pub(super) fn is_same(one: &Operation, other: &Operation) -> bool {
    (one.api, one.id) == (other.api, other.id)
}

/// Copies a URI.
fn detached_uri(uri: &Uri) -> Uri {
    // Not reached: the text of a URI is a valid URI.
    uri.to_string().parse().unwrap_or_default()
}

/// Copies headers.
fn detached_headers(headers: &HeaderMap) -> HeaderMap {
    let copy = |(name, value): (&HeaderName, &HeaderValue)| {
        let name = HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
        Some((name, HeaderValue::from_bytes(value.as_bytes()).ok()?))
    };
    let mut detached = HeaderMap::new();
    for (name, value) in headers.iter().filter_map(copy) {
        detached.append(name, value);
    }
    detached
}
