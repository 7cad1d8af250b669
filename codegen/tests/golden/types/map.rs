/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `counts`: a map from strings to integers.
    pub counts: ::std::collections::BTreeMap<String, i64>,
    /// `things`: a map from strings to objects of the type `PutThingThing`, optional.
    pub things: Option<::std::collections::BTreeMap<String, PutThingThing>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(counts: impl Into<::std::collections::BTreeMap<String, i64>>) -> Self {
        Self {
            counts: counts.into(),
            things: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest {
        0 counts "counts" required present,
        1 things "things" optional
    }
}
/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingThing {
    /// `name`: a string, optional.
    pub name: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for PutThingThing {
    #[inline]
    fn default() -> Self {
        Self {
            name: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingThing { 0 name "name" optional }
}
