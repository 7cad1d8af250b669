/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `signatures`: a map from strings to maps from strings to strings.
    pub signatures: ::std::collections::BTreeMap<
        String,
        ::std::collections::BTreeMap<String, String>,
    >,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(
        signatures: impl Into<
            ::std::collections::BTreeMap<
                String,
                ::std::collections::BTreeMap<String, String>,
            >,
        >,
    ) -> Self {
        Self {
            signatures: signatures.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest { 0 signatures "signatures" required present }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `signatures`: a JSON object with any fields, optional.
    pub signatures: Option<::matrix_openapi::json::RawObject>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse { 0 signatures "signatures" optional }
}
