//! A call of an operation: its request, and the forms in which its response is read.

use std::collections::BTreeMap;
use std::fmt;

#[cfg(helper = "events")]
use matrix_openapi_core::__private::decode_content;
use matrix_openapi_core::__private::{Fields, QueryValue, Read, decode, decode_as, decode_raw};
use matrix_openapi_core::arguments::{IntoOptionalItems, IntoOptionalJson, ItemKind, JsonText, Texts};
#[cfg(helper = "events")]
use matrix_openapi_core::events::EventContent;
use matrix_openapi_core::id::{IdError, Identifier, IntoId, IntoOptionalId};
use matrix_openapi_core::json::{Extra, ExtraError, Raw};
use matrix_openapi_core::operation::Operation;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use tokio::time::timeout_at;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::error::Error;
use crate::http::execution::{Execution, ExpectedResponse};
use crate::http::pending::Pending;
use crate::http::redirect::{Redirect, RedirectError, is_redirect, redirect_target};
use crate::http::request_draft::RequestDraft;
use crate::http::response::{Response, ResponseContent};
use crate::http::response_head::ResponseHead;
use crate::http::trace;
use crate::media::body::Body;
use crate::media::download::Download;
use crate::media::federation_media::FederationMedia;

/// A call of an operation, before it is sent.
///
/// Methods that depend on a type are small, since hundreds of operations instantiate them. An argument that cannot be sent
/// fails the call once it is sent, so setters need not return a `Result`. Sending fails with the variants of [`Error`].
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'a> {
    /// Boxed, since a call moves from setter to setter and into the future that sends it.
    draft: Box<RequestDraft<'a>>,
}

impl<'a> Call<'a> {
    /// Starts a call without arguments.
    pub fn new(session: &'a Session, operation: &'static Operation) -> Self {
        Self { draft: Box::new(RequestDraft::new(session, operation)) }
    }

    /// Returns an identifier for the body. An invalid one fails the call.
    pub fn id<T: Identifier>(&mut self, argument: &'static str, id: impl IntoId<T>) -> T {
        id.into_id().unwrap_or_else(|error| {
            self.refuse(argument, error);
            T::take("")
        })
    }

    /// Returns an optional identifier for the body. An invalid one fails the call.
    pub fn optional_id<T: Identifier>(
        &mut self,
        argument: &'static str,
        id: impl IntoOptionalId<T>,
    ) -> Option<T> {
        id.into_optional_id().unwrap_or_else(|error| {
            self.refuse(argument, error);
            None
        })
    }

    /// Returns an optional list or map for the body. An invalid identifier fails the call.
    pub fn optional_items<Items: ItemKind, Form, C: FromIterator<Items::Item>>(
        &mut self,
        argument: &'static str,
        items: impl IntoOptionalItems<Items, Form>,
    ) -> Option<C> {
        items.into_optional_items().unwrap_or_else(|error| {
            self.refuse(argument, error);
            None
        })
    }

    /// Fills the next parameter of the path.
    pub fn path(&mut self, value: &str) {
        self.draft.fill_path(value);
    }

    /// Fills the next parameter of the path with an identifier.
    pub fn path_id<T: Identifier>(&mut self, argument: &'static str, id: &impl IntoId<T>) {
        let text = self.checked(argument, id.check());
        self.path(text);
    }

    /// Sets a header to an identifier, or leaves it out.
    pub fn header_id<T: Identifier>(&mut self, name: &'static str, id: &impl IntoOptionalId<T>) {
        match id.check_optional() {
            Ok(text) => self.optional_header(name, text),
            Err(error) => self.refuse(name, error),
        }
    }

    /// Sets a query parameter to an identifier, or leaves it out.
    pub fn query_id<T: Identifier>(&mut self, name: &'static str, id: &impl IntoOptionalId<T>) {
        match id.check_optional() {
            Ok(text) => self.query(name, &text),
            Err(error) => self.refuse(name, error),
        }
    }

    /// Sets a query parameter to a text with JSON, or leaves it out.
    pub fn query_json<T>(&mut self, name: &'static str, json: Option<JsonText<T>>) {
        match json.map(JsonText::into_text).transpose() {
            Ok(text) => self.query(name, &text),
            Err(source) => self.draft.fail(Error::Encode { operation: self.draft.operation.id, source }),
        }
    }

    /// Sets a query parameter to several identifiers.
    pub fn query_ids<T: Identifier>(
        &mut self,
        name: &'static str,
        ids: impl IntoIterator<Item = impl IntoId<T>>,
    ) {
        let ids: Vec<_> = ids.into_iter().map(|id| self.checked(name, id.check()).to_owned()).collect();
        self.query(name, &ids);
    }

    /// Sets a query parameter to several strings.
    pub fn query_list(&mut self, name: &'static str, items: impl IntoIterator<Item = impl AsRef<str>>) {
        let items: Vec<_> = items.into_iter().map(|item| item.as_ref().to_owned()).collect();
        self.query(name, &items);
    }

    /// Sets a query parameter for each entry of a map.
    pub fn query_map(
        &mut self,
        name: &'static str,
        entries: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    ) {
        let entries = entries.into_iter();
        let entries: BTreeMap<_, _> =
            entries.map(|(key, value)| (key.as_ref().to_owned(), value.as_ref().to_owned())).collect();
        self.query(name, &entries);
    }

    /// Sets a query parameter to several texts, or leaves it out.
    pub fn optional_query_list<Items: ItemKind<Item: AsRef<str>>, Form>(
        &mut self,
        name: &'static str,
        items: impl IntoOptionalItems<Items, Form>,
    ) {
        let items: Option<Vec<_>> = self.optional_items(name, items);
        let items = items.map(|items| items.iter().map(|item| item.as_ref().to_owned()).collect::<Vec<_>>());
        self.query(name, &items);
    }

    /// Sets a query parameter for each entry of a map, or leaves them out.
    pub fn optional_query_map<Form>(
        &mut self,
        name: &'static str,
        entries: impl IntoOptionalItems<(Texts, Texts), Form>,
    ) {
        let entries: Option<BTreeMap<_, _>> = self.optional_items(name, entries);
        self.query(name, &entries);
    }

    /// Sets a query parameter, replacing earlier values.
    pub fn query(&mut self, name: &'static str, value: &(impl QueryValue + ?Sized)) {
        self.draft.set_query(name, value);
    }

    /// Sets a header, replacing earlier values.
    pub fn header(&mut self, name: &'static str, value: &str) {
        self.draft.set_header(name, value);
    }

    /// Sets a header, or leaves it out.
    pub fn optional_header(&mut self, name: &'static str, value: Option<impl ToString>) {
        match value {
            Some(value) => self.header(name, &value.to_string()),
            None => self.draft.remove_header(name),
        }
    }

    /// Adds a query parameter that the operation does not have.
    pub fn add_query(&mut self, name: &str, value: &dyn fmt::Display) {
        self.draft.add_query(name, &value.to_string());
    }

    /// Sets a header that the operation does not have.
    pub fn add_header(&mut self, name: &str, value: &str) {
        self.draft.add_header(name, value);
    }

    /// Sets the body to a value as JSON.
    pub fn json(&mut self, value: &(impl Serialize + ?Sized)) {
        self.draft.set_json(value);
    }

    /// Sets the body to a value as JSON, unless the call has a body.
    pub fn json_unless_given(&mut self, value: &(impl Serialize + ?Sized)) {
        if self.draft.body.is_none() {
            self.json(value);
        }
    }

    /// Returns a value as raw JSON, for a field of the body.
    pub fn raw<T>(&mut self, value: &(impl Serialize + ?Sized)) -> Raw<T> {
        let json = serde_json::value::to_raw_value(value).unwrap_or_else(|source| {
            self.draft.fail(Error::Encode { operation: self.draft.operation.id, source });
            // Never sent, since the call has failed.
            RawValue::NULL.to_owned()
        });
        json.into()
    }

    /// Returns a value as raw JSON, for an optional field of the body.
    pub fn optional_raw<T>(&mut self, value: impl IntoOptionalJson) -> Option<Raw<T>> {
        value.into_optional_json().map(|json| json.map(Raw::from)).unwrap_or_else(|source| {
            self.draft.fail(Error::Encode { operation: self.draft.operation.id, source });
            None
        })
    }

    /// Sets the body to bytes of any kind.
    pub fn bytes(&mut self, body: impl Into<Body>) {
        self.draft.set_bytes(body.into());
    }

    /// Overrides client settings for this call, replacing any earlier options.
    pub fn options(&mut self, options: impl Into<CallOptions>) {
        self.draft.options = options.into();
    }

    /// Sets a field of the body that its type does not name.
    pub fn extra(&mut self, extra: &mut Extra, name: impl Into<String>, value: &(impl Serialize + ?Sized)) {
        let operation = self.draft.operation.id;
        match extra.insert(name, value) {
            Ok(_) => {}
            Err(ExtraError::Json { source, .. }) => self.draft.fail(Error::Encode { operation, source }),
            Err(ExtraError::Named { name }) => {
                let reason = "is a named field of the body; set it with its own setter";
                self.draft.fail(Error::argument(operation, name, reason));
            }
            Err(_) => self.draft.fail(Error::argument(operation, "extra", "cannot be set")),
        }
    }

    /// Sets one field of a body that is a JSON object, or starts such a body.
    #[allow(dead_code, reason = "the description may lack the operations that need it")]
    pub(crate) fn set_field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        let set = serde_json::value::to_raw_value(value).and_then(|value| self.draft.set_field(name, &value));
        self.changed(set);
    }

    /// Removes one field of a body that is a JSON object.
    pub(crate) fn remove_field(&mut self, name: &str) {
        let removed = self.draft.remove_field(name);
        self.changed(removed);
    }

    /// Returns the operation.
    #[allow(dead_code, reason = "the description may lack the operations that need it")]
    pub(crate) fn operation(&self) -> &'static Operation {
        self.draft.operation
    }

    /// Returns the session that sends the call.
    pub fn session(&self) -> &'a Session {
        self.draft.session
    }

    /// Returns a copy of the call.
    ///
    /// # Errors
    /// If an argument cannot be sent, or the body can be sent only once.
    pub(crate) fn duplicate(&mut self) -> Result<Self, Error> {
        Ok(Self { draft: Box::new(self.draft.duplicate()?) })
    }

    pub(crate) fn draft(&mut self) -> &mut RequestDraft<'a> {
        &mut self.draft
    }

    /// Sends the request and reads the response as JSON.
    pub fn send_json<T: Read>(self) -> Pending<'a, T> {
        self.pending(|operation, content| {
            let decoded = decode(operation.id, content.body)?;
            trace::misfits(operation, &decoded.misfits);
            Ok(decoded.value)
        })
    }

    /// Sends the request and ignores the body of the response.
    pub fn send_empty(self) -> Pending<'a, ()> {
        self.pending(|_, _| Ok(()))
    }

    /// Sends the request and reads the response as a type that the program defines.
    pub fn send_as<T: DeserializeOwned + 'static>(self) -> Pending<'a, T> {
        self.pending(|operation, content| {
            let decoded = decode_as(operation.id, content.body)?;
            trace::misfits(operation, &decoded.misfits);
            Ok(decoded.value)
        })
    }

    /// Sends the request and reads the response field by field.
    #[allow(dead_code, reason = "the description may lack the operations that need it")]
    pub(crate) fn send_fields(self) -> Pending<'a, Fields> {
        self.pending(|operation, content| {
            let (fields, misfits) = Fields::decode(operation.id, content.body)?;
            trace::misfits(operation, &misfits);
            Ok(fields)
        })
    }

    /// Sends the request and reads the response as the content of an event.
    #[cfg(helper = "events")]
    pub(crate) fn send_content<C: EventContent>(self) -> Pending<'a, C> {
        self.pending(|operation, content| {
            let decoded = decode_content(operation.id, content.body)?;
            trace::misfits(operation, &decoded.misfits);
            Ok(decoded.value)
        })
    }

    /// Sends the request and returns the exact JSON text of the response.
    pub fn send_raw<T>(self) -> Pending<'a, Raw<T>> {
        self.pending(|operation, content| Ok(decode_raw(operation.id, content.body)?))
    }

    /// Sends the request and returns the response with its status, headers, value, text and misfits.
    pub fn send_response<T: Read>(self) -> Pending<'a, Response<T>> {
        self.pending(|operation, content| {
            let ResponseContent { status, headers, body } = content;
            let decoded = decode(operation.id, body)?;
            trace::misfits(operation, &decoded.misfits);
            Ok(Response::new(status, headers, decoded))
        })
    }

    /// Sends the request and streams the body of the response.
    pub async fn send_stream(self) -> Result<Download, Error> {
        let (operation, idle) = (self.draft.operation.id, self.draft.time_limit());
        let ResponseHead { response, .. } = self.execution(ExpectedResponse::Stream)?.run().await?;
        Ok(Download::new(operation, response, idle))
    }

    /// Sends the request and returns the redirect in the response, without following it.
    pub async fn send_redirect(self) -> Result<Redirect, Error> {
        let operation = self.draft.operation.id;
        let refuse = |problem| Error::Redirect { operation, problem };
        let mut execution = self.execution(ExpectedResponse::Redirect)?;
        let ResponseHead { response, .. } = execution.run().await?;
        if !is_redirect(response.status()) {
            return Err(refuse(RedirectError::Expected));
        }
        let location = redirect_target(&execution.draft.url(), response.headers()).map_err(refuse)?;
        Ok(Redirect::new(response.status(), location))
    }

    /// Sends the request and reads a multipart response up to its file.
    pub async fn send_media(self) -> Result<FederationMedia, Error> {
        let (operation, idle) = (self.draft.operation.id, self.draft.time_limit());
        let mut execution = self.execution(ExpectedResponse::Stream)?;
        let head = execution.run().await?;
        let limit = execution.draft.session.settings().json_limit(execution.draft.operation);
        let deadline = head.deadline;
        let url = head.redirected_to.map_or_else(|| execution.draft.url(), |url| *url);
        let reading = FederationMedia::read(operation, head.response, &url, limit, idle);
        timeout_at(deadline, reading).await.unwrap_or(Err(Error::Timeout { operation }))
    }

    pub(crate) fn refuse(&mut self, argument: &'static str, error: IdError) {
        self.draft.fail(Error::argument(self.draft.operation.id, argument, format!("is {error}")));
    }

    /// Sends the request and returns the response without parsing its body.
    pub(crate) async fn content(self) -> Result<ResponseContent, Error> {
        let (operation, idle) = (self.draft.operation.id, self.draft.time_limit());
        let limit = self.draft.session.settings().json_limit(self.draft.operation);
        let mut execution = self.execution(ExpectedResponse::Json)?;
        loop {
            let mut head = execution.run().await?;
            let status = head.response.status();
            let headers = std::mem::take(head.response.headers_mut());
            let (deadline, reading) = head.body(operation, limit, idle);
            let content = timeout_at(deadline, reading).await.unwrap_or(Err(Error::Timeout { operation }));
            match content {
                Ok(body) => return Ok(ResponseContent { status, headers, body }),
                Err(error) => Box::pin(execution.prepare_retry(None, error)).await?,
            }
        }
    }

    /// Returns the text of an identifier. An invalid one fails the call.
    fn checked<'t>(&mut self, argument: &'static str, text: Result<&'t str, IdError>) -> &'t str {
        text.unwrap_or_else(|error| {
            self.refuse(argument, error);
            // Never sent, since the call has failed.
            ""
        })
    }

    fn changed(&mut self, outcome: Result<(), serde_json::Error>) {
        if let Err(source) = outcome {
            self.draft.fail(Error::Encode { operation: self.draft.operation.id, source });
        }
    }

    fn pending<T>(self, read: fn(&'static Operation, ResponseContent) -> Result<T, Error>) -> Pending<'a, T> {
        Pending::new(self.draft.operation, Box::pin(self.content()), read)
    }

    /// Checks the request, and prepares to send it.
    fn execution(mut self, expected: ExpectedResponse) -> Result<Execution<'a>, Error> {
        self.draft.complete()?;
        let limit = self.draft.time_limit();
        Ok(Execution::new(self.draft, expected, limit))
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.fmt(f)
    }
}
