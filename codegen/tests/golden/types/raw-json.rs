/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `any`: any JSON, optional.
    pub any: Option<::matrix_openapi::json::RawJson>,
    /// `list`: a list of any JSON, optional.
    pub list: Option<Vec<::matrix_openapi::json::RawJson>>,
    /// `object`: a JSON object with any fields.
    pub object: ::matrix_openapi::json::RawObject,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(object: impl Into<::matrix_openapi::json::RawObject>) -> Self {
        Self {
            any: None,
            list: None,
            object: object.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest {
        0 any "any" optional,
        1 list "list" optional,
        2 object "object" required present_object
    }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `map`: a map from strings to JSON objects with any fields, optional.
    pub map: Option<
        ::std::collections::BTreeMap<String, ::matrix_openapi::json::RawObject>,
    >,
    /// `object`: a JSON object with any fields.
    pub object: ::matrix_openapi::json::RawObject,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse {
        0 map "map" optional,
        1 object "object" required present_object
    }
}
