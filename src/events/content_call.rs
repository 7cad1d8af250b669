//! Calls whose path ends with the type of an event.

use std::borrow::Cow;
use std::fmt;

use matrix_openapi_core::id::{Identifier, IntoId};

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::error::Error;
use crate::events::EventContent;
use crate::http::call::Call;
use crate::http::response_fields;

/// A call of an operation whose path ends with the type of an event and, for some operations, one more parameter. Both are
/// filled in last, so setters can change them.
pub(crate) struct ContentCall<'a> {
    call: Result<Call<'a>, Error>,
    event_type: Cow<'static, str>,
    is_type: fn(&str) -> bool,
}

impl<'a> ContentCall<'a> {
    /// Starts a call for events of the type `C`.
    pub(crate) fn new<C: EventContent>(session: &'a Session, operation: &'static str) -> Self {
        let call = response_fields::call(session, operation);
        Self { call, event_type: Cow::Borrowed(C::TYPE), is_type: C::is_type }
    }

    /// Fills the next parameter of the path with an identifier.
    pub(crate) fn id<T: Identifier>(self, argument: &'static str, id: &impl IntoId<T>) -> Self {
        self.with(|call| call.path_id::<T>(argument, id))
    }

    /// Sets the content as the body.
    pub(crate) fn content<C: EventContent>(self, content: &C) -> Self {
        self.with(|call| set_content(call, content))
    }

    /// Sets the type of the event, for a content whose type has several names or a variable part.
    pub(crate) fn event_type(mut self, event_type: String) -> Self {
        self.event_type = Cow::Owned(event_type);
        self
    }

    pub(crate) fn options(self, options: impl Into<CallOptions>) -> Self {
        self.with(|call| call.options(options))
    }

    /// Changes the call, unless it has failed.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Call<'a>)) -> Self {
        if let Ok(call) = &mut self.call {
            change(call);
        }
        self
    }

    /// Completes the path with the type, and with a last parameter if the operation has one.
    pub(crate) fn complete(self, last: Option<&str>) -> Result<Call<'a>, Error> {
        let mut call = self.call?;
        let operation = call.operation().id;
        let refuse = |reason| Err(Error::argument(operation, "event_type", reason));
        if !(self.is_type)(&self.event_type) {
            return refuse("is not a type of this content");
        }
        if self.event_type.ends_with('.') {
            return refuse("is only the prefix of a type; set the whole type with `event_type`");
        }
        call.path(&self.event_type);
        last.into_iter().for_each(|last| call.path(last));
        Ok(call)
    }
}

/// Defines setters that several calls have in common, within the `impl` of one: `setters! { timestamp options }`.
macro_rules! setters {
    ($($setter:ident)+) => { $(setters! { @$setter })+ };
    (@event_type) => {
        /// Sets the type of the event, for a content whose type has a variable part or former names.
        pub fn event_type(mut self, event_type: impl Into<String>) -> Self {
            self.call = self.call.event_type(event_type.into());
            self
        }
    };
    (@options) => {
        /// Overrides client settings for this request, replacing any earlier options.
        pub fn options(mut self, options: impl Into<$crate::CallOptions>) -> Self {
            self.call = self.call.options(options);
            self
        }
    };
    (@timestamp) => {
        /// Sets the time of the event, in milliseconds since 1970; `None` leaves it to the server. Servers accept it
        /// [from application services](https://spec.matrix.org/v1.19/application-service-api/#timestamp-massaging) only.
        pub fn timestamp(mut self, timestamp: impl ::matrix_openapi_core::arguments::IntoOption<u64>) -> Self {
            self.call = self.call.with(|call| call.query("ts", &timestamp.into_option()));
            self
        }
    };
    (@transaction_id) => {
        /// Sets the transaction ID in place of a random one, so a restarted program can send the same event again; `None`
        /// keeps the random ID.
        pub fn transaction_id(
            mut self,
            transaction_id: impl ::matrix_openapi_core::arguments::IntoOption<String>,
        ) -> Self {
            if let Some(transaction_id) = transaction_id.into_option() {
                self.transaction_id = transaction_id;
            }
            self
        }
    };
}

pub(crate) use setters;

impl fmt::Debug for ContentCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContentCall")
            .field("call", &self.call)
            .field("event_type", &self.event_type)
            .finish_non_exhaustive()
    }
}

/// Sets the content as the body. It must be an object: servers respond to anything else with an error that does not say so.
pub(crate) fn set_content<C: EventContent>(call: &mut Call<'_>, content: &C) {
    call.json(content);
    let operation = call.operation().id;
    let draft = call.draft();
    let text = draft.body.as_ref().and_then(|body| body.content.as_bytes());
    if text.is_some_and(|text| !text.starts_with(b"{")) {
        draft.fail(Error::argument(operation, "content", "is not a JSON object"));
    }
}
