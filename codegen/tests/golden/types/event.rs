/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Event {
    /// `content`: a JSON object with any fields.
    pub content: ::matrix_openapi::json::RawObject,
    /// `sender`: a user ID, optional.
    pub sender: Option<::matrix_openapi::id::UserId>,
    /// `type`: a string.
    pub type_: String,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Event {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(
        content: impl Into<::matrix_openapi::json::RawObject>,
        type_: impl Into<String>,
    ) -> Self {
        Self {
            content: content.into(),
            sender: None,
            type_: type_.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Event {
        0 content "content" required present_object,
        1 sender "sender" optional,
        2 type_ "type" required present
    }
}
/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `event`: an object of the type `Event`, optional.
    pub event: Option<::matrix_openapi::json::Raw<Event>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for PutThingRequest {
    #[inline]
    fn default() -> Self {
        Self {
            event: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest { 0 event "event" optional }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `events`: a list of objects of the type `Event`.
    pub events: Vec<::matrix_openapi::json::Raw<Event>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse { 0 events "events" required present }
}
