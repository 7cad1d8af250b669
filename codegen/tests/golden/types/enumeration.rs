/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// Which way.
    pub order: Option<PutThingOrder>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for PutThingRequest {
    #[inline]
    fn default() -> Self {
        Self {
            order: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest { 0 order "order" optional }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `orders`: a list of values of `PutThingOrders`, optional.
    pub orders: Option<Vec<PutThingOrders>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse { 0 orders "orders" optional }
}
/// Which way.
///
/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone)]
#[non_exhaustive]
pub enum PutThingOrder {
    /// `up`.
    Up,
    /// `m.down`.
    MDown,
    /// The empty string.
    Empty,
    /// A value that is not listed here, as received.
    Unknown(::matrix_openapi::json::UnknownValue),
}
::matrix_openapi::__private::open_enum! {
    PutThingOrder {
        Up = "up",
        MDown = "m.down",
        Empty = ""
    }
}
/// Part of the response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone)]
#[non_exhaustive]
pub enum PutThingOrders {
    /// `one`.
    One,
    /// `two`.
    Two,
    /// A value that is not listed here, as received.
    Unknown(::matrix_openapi::json::UnknownValue),
}
::matrix_openapi::__private::open_enum! {
    PutThingOrders {
        One = "one",
        Two = "two"
    }
}
