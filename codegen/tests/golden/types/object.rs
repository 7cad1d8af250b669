/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `count`: a non-negative integer, at least 0.
    pub count: u64,
    /// `lines`: a list of strings, optional.
    pub lines: Option<Vec<String>>,
    /// `m.limit`: an integer, optional.
    ///
    /// The server's default is `10`.
    pub m_limit: Option<i64>,
    /// Its name.
    ///
    /// Limits: at most 255 characters.
    pub name: String,
    /// `note`: a string, optional.
    pub note: Option<String>,
    /// `ratio`: a number, optional.
    pub ratio: Option<f64>,
    /// `ready`: a boolean.
    pub ready: bool,
    /// `type`: a string, optional.
    pub type_: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(count: u64, name: impl Into<String>, ready: bool) -> Self {
        Self {
            count,
            lines: None,
            m_limit: None,
            name: name.into(),
            note: None,
            ratio: None,
            ready,
            type_: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest {
        0 count "count" required present,
        1 lines "lines" optional,
        2 m_limit "m.limit" optional,
        3 name "name" required present,
        4 note "note" optional,
        5 ratio "ratio" optional,
        6 ready "ready" required present,
        7 type_ "type" optional
    }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `flag`: a boolean, optional.
    pub flag: Option<bool>,
    /// `name`: a string.
    pub name: String,
    /// `note`: a string or `null`.
    pub note: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse {
        0 flag "flag" optional_forms,
        1 name "name" required present,
        2 note "note" required present
    }
}
