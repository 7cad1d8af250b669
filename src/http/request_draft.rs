//! The parts of a request, from the arguments of a call.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use matrix_openapi_core::__private::{Query, QueryValue, encode, zeroizing_json};
use matrix_openapi_core::operation::{Api, Operation};
use serde::Serialize;
use serde_json::value::RawValue;
use url::Url;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::error::Error;
use crate::media::body::Body;

/// How many bytes arguments usually add to the path of an operation.
const ARGUMENTS: usize = 96;

/// The parts of a request.
///
/// The first argument that cannot be sent is kept as the failure of the call, so setters need not return a `Result`.
pub(crate) struct RequestDraft<'a> {
    pub(crate) session: &'a Session,
    pub(crate) operation: &'static Operation,
    path: String,
    /// The rest of the path template, after the last argument.
    template: &'static str,
    query: Query,
    pub(crate) headers: HeaderMap,
    /// Headers of the program, which do not follow a redirect to another origin.
    pub(crate) own_headers: HeaderMap,
    pub(crate) body: Option<RequestBody>,
    pub(crate) options: CallOptions,
    failure: Option<Error>,
}

/// A body with its default media type.
pub(crate) struct RequestBody {
    pub(crate) content: Body,
    pub(crate) media_type: &'static str,
}

impl RequestBody {
    /// Whether the body is in memory, such as JSON.
    pub(crate) fn is_bytes(&self) -> bool {
        self.content.as_bytes().is_some()
    }
}

impl<'a> RequestDraft<'a> {
    pub(crate) fn new(session: &'a Session, operation: &'static Operation) -> Self {
        let prefix = session.base().path().trim_end_matches('/');
        let mut path = String::with_capacity(
            prefix.len().saturating_add(operation.path.len()).saturating_add(ARGUMENTS),
        );
        path.push_str(prefix);
        Self {
            session,
            operation,
            path,
            template: operation.path,
            query: Query::default(),
            headers: HeaderMap::new(),
            own_headers: HeaderMap::new(),
            body: None,
            options: CallOptions::new(),
            failure: None,
        }
    }

    /// Fails the call, unless it has failed before: the first failure is the one to fix.
    pub(crate) fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    /// Fills the next parameter of the path template.
    pub(crate) fn fill_path(&mut self, value: &str) {
        let parameter =
            self.template.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        let Some((before, (name, after))) = parameter else {
            return self.fail(Error::Template { operation: self.operation.id });
        };
        // An empty argument leads to another operation.
        if value.is_empty() && !may_be_empty(name) {
            self.fail(Error::argument(self.operation.id, name, "is empty"));
        }
        self.path.push_str(before);
        encode(value, &mut self.path);
        self.template = after;
    }

    /// Appends text to the path without encoding it.
    pub(crate) fn push_path(&mut self, text: &str) {
        self.path.push_str(text);
    }

    /// Appends a slash and a percent-encoded segment to the path.
    pub(crate) fn push_segment(&mut self, segment: &str) {
        if !self.path.ends_with('/') {
            self.path.push('/');
        }
        encode(segment, &mut self.path);
    }

    /// Sets a query parameter, replacing earlier values.
    pub(crate) fn set_query(&mut self, name: &'static str, value: &(impl QueryValue + ?Sized)) {
        self.query.set(name, value);
    }

    /// Adds a query parameter.
    pub(crate) fn push_query(&mut self, name: &str, value: &str) {
        self.query.push("", name, value);
    }

    /// Whether the description does not have the request.
    pub(crate) fn is_custom(&self) -> bool {
        self.operation.path.is_empty()
    }

    /// Adds a query parameter that the operation does not have, unless it would change the operation or its credential.
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        match query_defect(self.operation, name) {
            Some(reason) => self.fail(Error::argument(self.operation.id, name.to_owned(), reason)),
            None => self.push_query(name, value),
        }
    }

    /// Sets a header, replacing earlier values.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = self.header(name, value) {
            self.headers.insert(name, value);
        }
    }

    /// Removes a header.
    pub(crate) fn remove_header(&mut self, name: &str) {
        self.headers.remove(name);
    }

    /// Sets a header of a request that the description does not have, unless it concerns the connection.
    pub(crate) fn set_custom_header(&mut self, name: &str, value: &str) {
        match is_one_of(&CONNECTION_HEADERS, name) {
            true => self.fail(Error::argument(self.operation.id, name.to_owned(), SET_BY_CLIENT)),
            false => self.set_own_header(name, value),
        }
    }

    /// Sets a header that the operation does not have, unless it would change the request or its credential.
    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        match header_defect(self.operation, name) {
            Some(reason) => self.fail(Error::argument(self.operation.id, name.to_owned(), reason)),
            None => self.set_own_header(name, value),
        }
    }

    /// Sets the body to a value as JSON.
    pub(crate) fn set_json(&mut self, value: &(impl Serialize + ?Sized)) {
        match zeroizing_json(value) {
            Ok(text) => {
                self.body = Some(RequestBody { content: text.into(), media_type: "application/json" });
            }
            Err(source) => self.fail(Error::Encode { operation: self.operation.id, source }),
        }
    }

    /// Sets the body to bytes of any kind.
    pub(crate) fn set_bytes(&mut self, content: Body) {
        self.body = Some(RequestBody { content, media_type: "application/octet-stream" });
    }

    /// Sets one field of a body that is a JSON object, or starts such a body.
    pub(crate) fn set_field(&mut self, name: &str, value: &RawValue) -> Result<(), serde_json::Error> {
        self.change_field(name, Some(value))
    }

    /// Removes one field of a body that is a JSON object.
    pub(crate) fn remove_field(&mut self, name: &str) -> Result<(), serde_json::Error> {
        self.change_field(name, None)
    }

    /// Returns the value of a query parameter.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        self.query.get(name)
    }

    /// Removes a query parameter.
    pub(crate) fn remove_query(&mut self, name: &str) {
        self.query.remove(name);
    }

    /// Returns a string in the body, which is a JSON object.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let text = self.body.as_ref()?.content.as_bytes()?;
        let fields: BTreeMap<String, &RawValue> = serde_json::from_slice(text).ok()?;
        serde_json::from_str(fields.get(name)?.get()).ok()
    }

    /// Returns a copy of the draft, unless the call has failed.
    pub(crate) fn duplicate(&mut self) -> Result<Self, Error> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        let once = || Error::argument(self.operation.id, "body", "is a stream, which can be sent only once");
        let body = match &self.body {
            Some(body) => {
                let content = body.content.duplicate().ok_or_else(once)?;
                Some(RequestBody { content, ..*body })
            }
            None => None,
        };
        Ok(Self {
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            own_headers: self.own_headers.clone(),
            body,
            options: self.options.clone(),
            failure: None,
            ..*self
        })
    }

    /// Checks that the request can be sent, and completes its path.
    pub(crate) fn complete(&mut self) -> Result<(), Error> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        self.options.acting.clone_from(&self.session.acting);
        let operation = self.operation.id;
        if self.template.contains(['{', '}']) {
            return Err(Error::Template { operation });
        }
        self.path.push_str(self.template);
        // URL parsers remove such segments, however they are encoded.
        if self.path.contains("/.") && self.path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(Error::argument(operation, "path", "may not have `.` or `..` as a whole segment"));
        }
        Ok(())
    }

    /// Returns the URL of the request.
    pub(crate) fn url(&self) -> Url {
        let mut url = self.session.base().clone();
        url.set_path(&self.path);
        self.query.write(&mut url);
        url
    }

    /// Returns the time limit of the request. A `timeout` that the call passes to the server extends it.
    pub(crate) fn time_limit(&self) -> Duration {
        let asked = self.query.get("timeout").or_else(|| self.query.get("timeout_ms"));
        let asked = asked.and_then(|millis| millis.parse().ok()).map(Duration::from_millis);
        let own = self.options.timeout.unwrap_or(self.session.settings().timeout);
        own.saturating_add(asked.unwrap_or_default())
    }

    /// Sets a header of the program, replacing earlier values.
    fn set_own_header(&mut self, name: &str, value: &str) {
        if let Some((name, value)) = self.header(name, value) {
            self.own_headers.insert(name, value);
        }
    }

    fn header(&mut self, name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => Some((name, value)),
            _ => {
                let reason = "contains characters that a header cannot carry";
                self.fail(Error::argument(self.operation.id, name.to_owned(), reason));
                None
            }
        }
    }

    fn change_field(&mut self, name: &str, value: Option<&RawValue>) -> Result<(), serde_json::Error> {
        let text = self.body.as_ref().and_then(|body| body.content.as_bytes()).unwrap_or(b"{}");
        // The fields borrow from the text, so no copy of a secret is left behind.
        let mut fields: BTreeMap<String, &RawValue> = serde_json::from_slice(text)?;
        match value {
            Some(value) => drop(fields.insert(name.to_owned(), value)),
            None => drop(fields.remove(name)),
        }
        let content = zeroizing_json(&fields)?.into();
        self.body = Some(RequestBody { content, media_type: "application/json" });
        Ok(())
    }
}

/// Whether a parameter of a path may be empty: only the key of a state event.
pub(crate) fn may_be_empty(parameter: &str) -> bool {
    parameter == "stateKey"
}

/// Headers that concern the connection, so only the client can set them.
const CONNECTION_HEADERS: [HeaderName; 11] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::EXPECT,
    header::HOST,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// Headers that the client sets itself for each operation.
const OWN_HEADERS: [HeaderName; 3] = [header::AUTHORIZATION, header::CONTENT_ENCODING, header::CONTENT_TYPE];

const SET_BY_CLIENT: &str = "is a header that the client sets itself";

fn is_one_of(headers: &[HeaderName], name: &str) -> bool {
    headers.iter().any(|header| header.as_str().eq_ignore_ascii_case(name))
}

/// Returns the reason why a program cannot add a query parameter to an operation.
fn query_defect(operation: &Operation, name: &str) -> Option<&'static str> {
    match name {
        name if operation.query.contains(&name) => {
            Some("is a parameter of the operation; set it with its own setter")
        }
        "access_token" => Some("carries credentials; pass them to ClientBuilder::credentials"),
        // Application services use them to act as another user.
        "user_id" | "device_id" | "org.matrix.msc3202.device_id" if operation.api == Api::ClientServer => {
            Some(
                "selects the user that the request acts as; set it with CallOptions::user_id or CallOptions::device_id",
            )
        }
        _ => None,
    }
}

/// Returns the reason why a program cannot add a header to an operation.
fn header_defect(operation: &Operation, name: &str) -> Option<&'static str> {
    if operation.headers.iter().any(|own| own.eq_ignore_ascii_case(name)) {
        return Some("is a header of the operation; set it with its own setter");
    }
    (is_one_of(&CONNECTION_HEADERS, name) || is_one_of(&OWN_HEADERS, name)).then_some(SET_BY_CLIENT)
}

impl fmt::Debug for RequestDraft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without arguments, since some of them are tokens.
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .finish_non_exhaustive()
    }
}
