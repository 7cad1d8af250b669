//! Sends, reacts to and redacts events.

use matrix_openapi_core::__private::extra_of;
use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::id::{EventId, IntoId, RoomId};
use matrix_openapi_core::json::Extra;

use crate::client::options::CallOptions;
use crate::client_server::Client;
use crate::error::Error;
use crate::events::content_call::{ContentCall, setters};
use crate::events::{EventContent, MessageContent, RelatesTo};
use crate::http::box_future::BoxFuture;
use crate::http::call::Call;
use crate::http::response_fields;

/// The response of the server to a sent event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SentEvent {
    /// The identifier of the event.
    pub event_id: EventId,
    /// Fields that the specification does not name.
    pub extra: Extra,
}

matrix_openapi_core::json_object! { SentEvent { 0 event_id "event_id" required present } }

/// An event to be sent into a room, from [`Client::send`] or [`Client::react`].
///
/// Each has its own transaction ID, which is the same in every retry, so the server recognizes a retry as the same event.
#[derive(Debug)]
#[must_use = "an event is sent only once it is awaited"]
pub struct SendEvent<'a> {
    call: ContentCall<'a>,
    transaction_id: String,
}

impl SendEvent<'_> {
    setters! { transaction_id timestamp options }

    /// Sends the event.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send(self) -> Result<SentEvent, Error> {
        self.call.complete(Some(&self.transaction_id))?.send_json().await
    }
}

/// Awaiting an event sends it, as [`send`](SendEvent::send) does.
impl<'a> IntoFuture for SendEvent<'a> {
    type Output = Result<SentEvent, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// A redaction, from [`Client::redact`].
#[derive(Debug)]
#[must_use = "a redaction is sent only once it is awaited"]
pub struct RedactEvent<'a> {
    call: Result<Call<'a>, Error>,
    transaction_id: String,
}

impl RedactEvent<'_> {
    /// Sets the reason; `None` changes nothing.
    pub fn reason(mut self, reason: impl IntoOption<String>) -> Self {
        if let (Ok(call), Some(reason)) = (&mut self.call, reason.into_option()) {
            call.set_field("reason", &reason);
        }
        self
    }

    setters! { transaction_id }

    /// Overrides client settings for this request, replacing any earlier options.
    pub fn options(mut self, options: impl Into<CallOptions>) -> Self {
        if let Ok(call) = &mut self.call {
            call.options(options);
        }
        self
    }

    /// Sends the redaction, and returns the ID of the redaction event.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send(self) -> Result<SentEvent, Error> {
        let mut call = self.call?;
        call.path(&self.transaction_id);
        call.send_json().await
    }
}

/// Awaiting a redaction sends it, as [`send`](RedactEvent::send) does.
impl<'a> IntoFuture for RedactEvent<'a> {
    type Output = Result<SentEvent, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Client {
    /// Starts an event with this content, and of the content's type, in a room.
    ///
    /// This crate does not encrypt. Also in an encrypted room, the event is readable by servers and by all who can read the
    /// room.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::events::{EventContent, MessageContent};
    ///
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Poll {
    ///     question: String,
    /// }
    /// impl EventContent for Poll {
    ///     const TYPE: &'static str = "org.example.poll";
    /// }
    /// impl MessageContent for Poll {}
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// let sent = client.send("!room:example.org", &Poll { question: "Tea?".into() }).await?;
    /// println!("{}", sent.event_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn send<C: MessageContent>(&self, room_id: impl IntoId<RoomId>, content: &C) -> SendEvent<'_> {
        let call = ContentCall::new::<C>(self.session(), "sendMessage");
        let call = call.id::<RoomId>("roomId", &room_id).content(content);
        SendEvent { call, transaction_id: self.session().shared.transactions.next() }
    }

    /// Starts a reaction to an event: an emoji or a short text.
    ///
    /// A server that already has the user's reaction with this key refuses another one, with 400
    /// `M_DUPLICATE_ANNOTATION`.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// client.react("!room:example.org", "$event", "👍").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn react(
        &self,
        room_id: impl IntoId<RoomId>,
        event_id: impl IntoId<EventId>,
        key: impl Into<String>,
    ) -> SendEvent<'_> {
        let relates_to = RelatesTo::annotation(EventId::unchecked(event_id.text()), key);
        let reaction = Reaction { relates_to, extra: extra_of::<Reaction>() };
        let mut event = self.send(room_id, &reaction);
        event.call = event.call.with(|call| {
            // An invalid ID fails the call, so it is not sent.
            let _ = call.id::<EventId>("eventId", event_id);
        });
        event
    }

    /// Starts the redaction of an event, which permanently removes most of its content on all servers that honour it.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// client.redact("!room:example.org", "$event").reason("spam").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn redact(&self, room_id: impl IntoId<RoomId>, event_id: impl IntoId<EventId>) -> RedactEvent<'_> {
        let call = response_fields::call(self.session(), "redactEvent").map(|mut call| {
            call.path_id::<RoomId>("roomId", &room_id);
            call.path_id::<EventId>("eventId", &event_id);
            call.json(&serde_json::Map::new());
            call
        });
        RedactEvent { call, transaction_id: self.session().shared.transactions.next() }
    }
}

/// The content of a reaction. The generated type differs between releases.
struct Reaction {
    relates_to: RelatesTo,
    extra: Extra,
}

matrix_openapi_core::json_object! { Reaction { 0 relates_to "m.relates_to" required present } }

impl EventContent for Reaction {
    const TYPE: &'static str = "m.reaction";
}

impl MessageContent for Reaction {}
