//! One request: how it is put together, sent and answered.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::http::redirect::{is_redirect, location};
use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use matrix_openapi_core::__private::{
    Query, QueryValue, Read, decode, decode_as, decode_raw, encode, wiped_json,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::pending::Pending;
use crate::http::redirect::{Redirect, RedirectError};
use crate::http::response::Content;
use crate::http::response::Response;
use crate::http::sending::{Answer, Expect, Sending};
use crate::http::trace;
use crate::media::body::Body;
use crate::media::download::Download;
use crate::media::federation_media::FederationMedia;
use matrix_openapi_core::id::{IdError, Identifier, IntoId};
use matrix_openapi_core::json::{Extra, ExtraError, Raw};
use matrix_openapi_core::operation::Operation;

/// How much longer than its template a path is likely to become.
const ARGUMENTS: usize = 96;

/// Up to which length an answer is taken in one go.
const SMALL_ANSWER: u64 = 1 << 16;

/// A request that is being put together.
///
/// The parts that depend on a type are kept small, since hundreds of operations use them. An argument
/// that cannot be sent is kept until the call is, so that setters need no result. Sending fails with all
/// that [`Error`] lists.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'a> {
    /// On the heap, since a call is moved from setter to setter and into the futures that send it.
    draft: Box<Draft<'a>>,
}

/// All that is known of a request.
pub(crate) struct Draft<'a> {
    pub(crate) session: &'a Session,
    pub(crate) operation: &'static Operation,
    path: String,
    /// What of the template is still to be filled.
    template: &'static str,
    query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Payload>,
    pub(crate) options: CallOptions,
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
        let draft = Draft {
            session,
            operation,
            path,
            template: operation.path,
            query: Query::default(),
            headers: HeaderMap::new(),
            body: None,
            options: CallOptions::new(),
            failure: None,
        };
        Self { draft: Box::new(draft) }
    }

    /// The text of an identifier. One that is wrong fails the call.
    pub fn checked<'t>(&mut self, argument: &'static str, text: Result<&'t str, IdError>) -> &'t str {
        text.unwrap_or_else(|error| {
            self.refuse(argument, error);
            // The call is not sent, so nobody sees this.
            ""
        })
    }

    /// An identifier for the body. One that is wrong fails the call.
    pub fn id<T: Identifier>(&mut self, argument: &'static str, id: impl IntoId<T>) -> T {
        id.into_id().unwrap_or_else(|error| {
            self.refuse(argument, error);
            T::take("")
        })
    }

    /// Fills the next place of the path.
    pub fn path(&mut self, value: &str) {
        let places = self
            .draft
            .template
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        match places {
            Some((before, (name, after))) => {
                // The path would lead to another operation, or to none. Only the key of a state event may be empty.
                if value.is_empty() && name != "stateKey" {
                    self.fail(Error::argument(self.draft.operation.id, name, "is empty"));
                }
                self.draft.path.push_str(before);
                encode(value, &mut self.draft.path);
                self.draft.template = after;
            }
            None => self.fail(Error::Template { operation: self.draft.operation.id }),
        }
    }

    /// Sets a query parameter in place of what was set under its name.
    pub fn query(&mut self, name: &'static str, value: &(impl QueryValue + ?Sized)) {
        self.draft.query.set(name, value);
    }

    /// Sets a header in place of what was set under its name.
    pub fn header(&mut self, name: &'static str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => drop(self.draft.headers.insert(name, value)),
            _ => self.fail(Error::argument(self.draft.operation.id, name, "holds what no header may carry")),
        }
    }

    /// Sets the body to a value as JSON.
    pub fn json(&mut self, value: &(impl Serialize + ?Sized)) {
        let text = wiped_json(value);
        self.json_text(text);
    }

    /// Sets the body to a value as JSON, unless there is a body already.
    pub fn json_unless_given(&mut self, value: &(impl Serialize + ?Sized)) {
        if self.draft.body.is_none() {
            self.json(value);
        }
    }

    /// The text of a value as JSON, for a member of the body.
    pub fn raw<T>(&mut self, value: &(impl Serialize + ?Sized)) -> Raw<T> {
        let json = serde_json::value::to_raw_value(value).unwrap_or_else(|source| {
            self.fail(Error::Encode { operation: self.draft.operation.id, source });
            // The call is not sent, so that nobody sees this.
            RawValue::NULL.to_owned()
        });
        json.into()
    }

    /// Sets the body to bytes of any kind.
    pub fn bytes(&mut self, body: impl Into<Body>) {
        self.draft.body = Some(Payload { content: body.into(), media_type: "application/octet-stream" });
    }

    /// Sets what the call does otherwise than its client, in place of all that was set so before.
    pub fn options(&mut self, options: impl Into<CallOptions>) {
        self.draft.options = options.into();
    }

    /// Sets one field of the body, which is an object or not there yet.
    #[allow(dead_code, reason = "a description may lack the operations of the helpers that do")]
    pub(crate) fn set_field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        let set = serde_json::value::to_raw_value(value).and_then(|value| self.draft.set_field(name, &value));
        if let Err(source) = set {
            self.fail(Error::Encode { operation: self.draft.operation.id, source });
        }
    }

    /// What the call is of.
    #[allow(dead_code, reason = "a description may lack the operations of the helpers that ask")]
    pub(crate) fn operation(&self) -> &'static Operation {
        self.draft.operation
    }

    /// What the call is made with.
    pub fn session(&self) -> &'a Session {
        self.draft.session
    }

    /// Sets a field of the body that its type does not name.
    pub fn extra(&mut self, extra: &mut Extra, name: impl Into<String>, value: &(impl Serialize + ?Sized)) {
        let operation = self.draft.operation.id;
        match extra.insert(name, value) {
            Ok(_) => {}
            Err(ExtraError::Json { source, .. }) => self.fail(Error::Encode { operation, source }),
            Err(ExtraError::Named { name }) => {
                self.fail(Error::argument(
                    operation,
                    name,
                    "is a field of the type, which has a setter of its own",
                ));
            }
            Err(_) => self.fail(Error::argument(operation, "extra", "cannot be set")),
        }
    }

    /// Sends the request and reads the response as JSON.
    pub fn send_json<T: Read>(self) -> Pending<'a, T> {
        self.pending(|operation, content| {
            let decoded = decode(operation.id, content.body)?;
            trace::misfits(operation, &decoded.misfits);
            Ok(decoded.value)
        })
    }

    /// Sends the request and ignores the body of the response, which means nothing.
    pub fn send_empty(self) -> Pending<'a, ()> {
        self.pending(|_, _| Ok(()))
    }

    /// Sends the request and reads the response as a type that serde reads.
    pub fn send_as<T: DeserializeOwned + 'static>(self) -> Pending<'a, T> {
        self.pending(|operation, content| {
            let decoded = decode_as(operation.id, content.body)?;
            trace::misfits(operation, &decoded.misfits);
            Ok(decoded.value)
        })
    }

    /// Sends the request and returns the text of the response as it came.
    pub fn send_raw<T>(self) -> Pending<'a, Raw<T>> {
        self.pending(|operation, content| Ok(decode_raw(operation.id, content.body)?))
    }

    /// Sends the request and reads the response with all that came with it.
    pub fn send_response<T: Read>(self) -> Pending<'a, Response<T>> {
        self.pending(|operation, content| {
            let Content { status, headers, body } = content;
            let decoded = decode(operation.id, body)?;
            trace::misfits(operation, &decoded.misfits);
            Ok(Response::new(status, headers, decoded))
        })
    }

    /// Sends the request and hands the answer on as it comes.
    pub async fn send_stream(self) -> Result<Download, Error> {
        let (operation, idle) = (self.draft.operation.id, self.limit());
        let Answer { response, .. } = self.complete(Expect::Stream)?.answer().await?;
        Ok(Download::new(operation, response, idle))
    }

    /// Sends the request and returns where the server redirects to, without going there.
    pub async fn send_redirect(self) -> Result<Redirect, Error> {
        let operation = self.draft.operation.id;
        let refuse = |problem| Error::Redirect { operation, problem };
        let mut sending = self.complete(Expect::Redirect)?;
        let Answer { response, .. } = sending.answer().await?;
        if !is_redirect(response.status()) {
            return Err(refuse(RedirectError::Expected));
        }
        let location = location(&sending.draft.url(), response.headers()).map_err(refuse)?;
        Ok(Redirect::new(response.status(), location))
    }

    /// Sends the request and reads an answer of several parts up to its file.
    pub async fn send_media(self) -> Result<FederationMedia, Error> {
        let (operation, idle) = (self.draft.operation.id, self.limit());
        let mut sending = self.complete(Expect::Stream)?;
        let answer = sending.answer().await?;
        let limit = sending.draft.session.settings().json_limit(sending.draft.operation);
        let deadline = answer.deadline;
        let from = answer.from.map_or_else(|| sending.draft.url(), |from| *from);
        let reading = FederationMedia::read(operation, answer.response, &from, limit, idle);
        timeout_at(deadline, reading).await.unwrap_or(Err(Error::Timeout { operation }))
    }

    fn refuse(&mut self, argument: &'static str, error: IdError) {
        self.fail(Error::argument(self.draft.operation.id, argument, format!("is {error}")));
    }

    fn pending<T>(self, read: fn(&'static Operation, Content) -> Result<T, Error>) -> Pending<'a, T> {
        Pending::new(self.draft.operation, Box::pin(self.json_content()), read)
    }

    fn fail(&mut self, error: Error) {
        // The first failure is the one to mend.
        self.draft.failure.get_or_insert(error);
    }

    fn json_text(&mut self, text: Result<Bytes, serde_json::Error>) {
        match text {
            Ok(text) => {
                self.draft.body = Some(Payload { content: text.into(), media_type: "application/json" })
            }
            Err(source) => self.fail(Error::Encode { operation: self.draft.operation.id, source }),
        }
    }

    async fn json_content(self) -> Result<Content, Error> {
        let (operation, idle) = (self.draft.operation.id, self.limit());
        let limit = self.draft.session.settings().json_limit(self.draft.operation);
        let mut sending = self.complete(Expect::Json)?;
        loop {
            let mut answer = sending.answer().await?;
            let status = answer.response.status();
            let headers = std::mem::take(answer.response.headers_mut());
            let (deadline, reading) = answer.content(operation, limit, idle);
            let content = timeout_at(deadline, reading).await.unwrap_or(Err(Error::Timeout { operation }));
            match content {
                Ok(body) => return Ok(Content { status, headers, body }),
                Err(error) => Box::pin(sending.recover(None, error)).await?,
            }
        }
    }

    /// The request as it is sent.
    fn complete(mut self, expect: Expect) -> Result<Sending<'a>, Error> {
        if let Some(error) = self.draft.failure.take() {
            return Err(error);
        }
        self.draft.complete_path()?;
        let limit = self.limit();
        Ok(Sending::new(self.draft, expect, limit))
    }

    /// How long the request may take; a server that is asked to wait gets that time as well.
    fn limit(&self) -> Duration {
        let asked = self.draft.query.get("timeout").or_else(|| self.draft.query.get("timeout_ms"));
        let asked = asked.and_then(|millis| millis.parse().ok()).map(Duration::from_millis);
        let own = self.draft.options.timeout.unwrap_or(self.draft.session.settings().timeout);
        own.saturating_add(asked.unwrap_or_default())
    }
}

impl Draft<'_> {
    /// Sets one field of the body, which is an object or not there yet.
    pub(crate) fn set_field(&mut self, name: &str, value: &RawValue) -> Result<(), serde_json::Error> {
        let text = self.body.as_ref().and_then(|body| body.content.as_bytes()).unwrap_or(b"{}");
        // The fields are parts of the text, so that no copy of a secret is left behind.
        let mut fields: BTreeMap<String, &RawValue> = serde_json::from_slice(text)?;
        fields.insert(name.to_owned(), value);
        let content = wiped_json(&fields)?.into();
        self.body = Some(Payload { content, media_type: "application/json" });
        Ok(())
    }

    fn complete_path(&mut self) -> Result<(), Error> {
        let operation = self.operation.id;
        if self.template.contains(['{', '}']) {
            return Err(Error::Template { operation });
        }
        self.path.push_str(self.template);
        // URLs give such segments a meaning of their own, in whatever way they are encoded.
        if self.path.contains("/.") && self.path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(Error::argument(operation, "path", "may not hold `.` or `..` for a whole segment"));
        }
        Ok(())
    }

    /// The address that the request goes to.
    pub(crate) fn url(&self) -> Url {
        let mut url = self.session.base().clone();
        url.set_path(&self.path);
        self.query.write(&mut url);
        url
    }
}

impl Answer {
    /// Reads the whole body, on the heap, since the answer is large and would be moved otherwise.
    fn content(
        self,
        operation: &'static str,
        limit: usize,
        idle: Duration,
    ) -> (Instant, BoxFuture<'static, Result<Bytes, Error>>) {
        let Self { response, deadline, .. } = self;
        // Most answers are small, and then what HTTP holds of them already is all that is needed.
        if response.content_length().is_some_and(|length| length <= SMALL_ANSWER.min(limit as u64)) {
            let failed = move |source| Error::transport(operation, source);
            return (deadline, Box::pin(async move { response.bytes().await.map_err(failed) }));
        }
        (deadline, Box::pin(Download::new(operation, response, idle).bytes_within(limit)))
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments are left out: some of them are tokens.
        f.debug_struct("Call")
            .field("operation", &self.draft.operation.id)
            .field("method", &self.draft.operation.method)
            .field("path", &self.draft.operation.path)
            .finish_non_exhaustive()
    }
}
