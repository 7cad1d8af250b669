//! One request: how it is put together, sent and answered.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use matrix_openapi_wire::runtime::{Query, QueryValue, decode, encode, is_redirect, location, wiped};
use reqwest::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use url::Url;

use crate::send::{Expect, Sending, within};
use crate::{
    Body, CallOptions, Download, Error, FederationMedia, Operation, Raw, Redirect, RedirectError, Session,
};

/// How much longer than its template a path is likely to become.
const ARGUMENTS: usize = 96;

/// Up to which length an answer is taken in one go.
const SMALL_ANSWER: u64 = 1 << 16;

/// A request that is being put together.
///
/// The parts that depend on a type are kept small, since hundreds of operations use them. An argument
/// that cannot be sent is kept until the call is, so that setters need no result.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'a> {
    session: &'a Session,
    operation: &'static Operation,
    path: String,
    /// What of the template is still to be filled.
    template: &'static str,
    query: Query,
    headers: HeaderMap,
    body: Option<Payload>,
    options: CallOptions,
    failure: Option<Error>,
}

/// A body with its media type, for which a header of the call may be set instead.
pub(crate) struct Payload {
    pub(crate) content: Body,
    pub(crate) media_type: &'static str,
}

impl<'a> Call<'a> {
    /// Starts a call without arguments.
    pub fn new(session: &'a Session, operation: &'static Operation) -> Self {
        let prefix = session.base().path().trim_end_matches('/');
        let mut path = String::with_capacity(prefix.len() + operation.path.len() + ARGUMENTS);
        path.push_str(prefix);
        Self {
            session,
            operation,
            path,
            template: operation.path,
            query: Query::default(),
            headers: HeaderMap::new(),
            body: None,
            options: CallOptions::new(),
            failure: None,
        }
    }

    /// Fills the next place of the path.
    pub fn path(&mut self, value: &str) {
        let places =
            self.template.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        match places {
            Some((before, (_, after))) => {
                self.path.push_str(before);
                encode(value, &mut self.path);
                self.template = after;
            }
            None => self.fail(Error::Template { operation: self.operation.id }),
        }
    }

    /// Sets a query parameter in place of what was set under its name.
    pub fn query(&mut self, name: &'static str, value: &(impl QueryValue + ?Sized)) {
        self.query.set(name, value);
    }

    /// Sets a header in place of what was set under its name.
    pub fn header(&mut self, name: &'static str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => drop(self.headers.insert(name, value)),
            _ => self.fail(Error::argument(self.operation.id, name, "holds what no header may carry")),
        }
    }

    /// Sets the body to a value as JSON.
    pub fn json(&mut self, value: &(impl Serialize + ?Sized)) {
        let text = serde_json::to_vec(value);
        self.json_text(text);
    }

    /// Sets the body to a value as JSON, unless there is a body already.
    pub fn json_unless_given(&mut self, value: &(impl Serialize + ?Sized)) {
        if self.body.is_none() {
            self.json(value);
        }
    }

    /// The text of a value as JSON, for a member of the body.
    pub fn raw<T>(&mut self, value: &(impl Serialize + ?Sized)) -> Raw<T> {
        let json = serde_json::value::to_raw_value(value).unwrap_or_else(|source| {
            self.fail(Error::Encode { operation: self.operation.id, source });
            // The call is not sent, so that nobody sees this.
            RawValue::NULL.to_owned()
        });
        json.into()
    }

    /// Sets the body to bytes of any kind.
    pub fn bytes(&mut self, body: impl Into<Body>) {
        self.body = Some(Payload { content: body.into(), media_type: "application/octet-stream" });
    }

    /// Sets what the call does otherwise than its client.
    pub fn options(&mut self, options: impl Into<CallOptions>) {
        self.options = options.into();
    }

    /// What the call is made with.
    pub fn session(&self) -> &'a Session {
        self.session
    }

    /// Sends the request and reads the answer as JSON.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<T, Error> {
        let operation = self.operation.id;
        Ok(decode(operation, self.json_answer().await?)?)
    }

    /// Sends the request and ignores the body of the answer.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_empty(self) -> Result<(), Error> {
        self.answer(Expect::Json).await.map(drop)
    }

    /// Sends the request and hands the answer on as it comes.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_stream(self) -> Result<Download, Error> {
        let (operation, idle) = (self.operation.id, self.limit());
        self.answer(Expect::Stream).await.map(|response| Download::new(operation, response, idle))
    }

    /// Sends the request and returns where the server redirects to, without going there.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_redirect(self) -> Result<Redirect, Error> {
        let operation = self.operation.id;
        let refuse = |problem| Error::Redirect { operation, problem };
        let response = self.answer(Expect::Redirect).await?;
        if !is_redirect(response.status()) {
            return Err(refuse(RedirectError::Expected));
        }
        let location = location(response.url(), response.headers()).map_err(refuse)?;
        Ok(Redirect::new(response.status(), location))
    }

    /// Sends the request and reads an answer of several parts up to its file.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_media(self) -> Result<FederationMedia, Error> {
        let (operation, limit, idle) = (self.operation, self.session.settings().max_json_size, self.limit());
        let response = self.answer(Expect::Stream).await?;
        within(operation.id, idle, FederationMedia::read(operation, response, limit, idle)).await
    }

    fn fail(&mut self, error: Error) {
        // The first failure is the one to mend.
        self.failure.get_or_insert(error);
    }

    fn json_text(&mut self, text: Result<Vec<u8>, serde_json::Error>) {
        match text {
            Ok(text) => {
                self.body = Some(Payload { content: wiped(text).into(), media_type: "application/json" })
            }
            Err(source) => self.fail(Error::Encode { operation: self.operation.id, source }),
        }
    }

    async fn json_answer(self) -> Result<Bytes, Error> {
        let (operation, limit, idle) =
            (self.operation.id, self.session.settings().max_json_size, self.limit());
        let streams = self.body.as_ref().is_some_and(|body| !body.content.is_lasting());
        let response = self.answer(Expect::Json).await?;
        match response.content_length() {
            // Most answers are small, and then what HTTP holds of them already is all that is needed.
            Some(0..=SMALL_ANSWER) if SMALL_ANSWER <= limit as u64 && !streams => {
                response.bytes().await.map_err(|source| Error::transport(operation, source))
            }
            // A request whose body is a stream has no limit that would go on for its answer.
            _ => {
                let content = Download::new(operation, response, idle).bytes_within(limit);
                if streams { within(operation, idle, content).await } else { content.await }
            }
        }
    }

    /// Sends the request and returns the answer that was expected.
    async fn answer(mut self, expect: Expect) -> Result<Response, Error> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        let limit = self.limit();
        let mut url = self.url()?;
        self.query.write(&mut url);
        let Self { session, operation, headers, body, options, .. } = self;
        Sending { session, operation, url, headers, body, options, expect, limit, strayed: false }
            .answer()
            .await
    }

    /// How long the request may take; a server that is asked to wait gets that time as well.
    fn limit(&self) -> Duration {
        let asked = self.query.get("timeout").or_else(|| self.query.get("timeout_ms"));
        let asked = asked.and_then(|millis| millis.parse().ok()).map(Duration::from_millis);
        let own = self.options.timeout.unwrap_or(self.session.settings().timeout);
        own.saturating_add(asked.unwrap_or_default())
    }

    fn url(&mut self) -> Result<Url, Error> {
        let operation = self.operation.id;
        if self.template.contains(['{', '}']) {
            return Err(Error::Template { operation });
        }
        self.path.push_str(self.template);
        // URLs give such segments a meaning of their own, in whatever way they are encoded.
        if self.path.contains("/.") && self.path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(Error::argument(operation, "path", "may not hold `.` or `..` for a whole segment"));
        }
        let mut url = self.session.base().clone();
        url.set_path(&self.path);
        Ok(url)
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments are left out: some of them are tokens.
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .finish_non_exhaustive()
    }
}
