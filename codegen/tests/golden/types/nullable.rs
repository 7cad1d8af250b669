/// Part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Node {
    /// `parent`: an object of the type `Node`, optional.
    pub parent: Option<Box<Node>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for Node {
    #[inline]
    fn default() -> Self {
        Self {
            parent: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Node { 0 parent "parent" optional }
}
/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `due`: a string or `null`.
    pub due: Option<String>,
    /// `list`: a list of strings or `null`, optional.
    pub list: Option<Vec<Option<String>>>,
    /// `map`: a map from strings to integers or `null`, optional.
    pub map: Option<::std::collections::BTreeMap<String, Option<i64>>>,
    /// `maybe`: an integer, optional.
    pub maybe: Option<i64>,
    /// `parent`: an object of the type `Node` or `null`.
    pub parent: Option<Box<Node>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(
        due: impl Into<Option<String>>,
        parent: impl Into<Option<Box<Node>>>,
    ) -> Self {
        Self {
            due: due.into(),
            list: None,
            map: None,
            maybe: None,
            parent: parent.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest {
        0 due "due" required present,
        1 list "list" optional,
        2 map "map" optional,
        3 maybe "maybe" optional,
        4 parent "parent" required present
    }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `list`: a list of strings, optional.
    pub list: Option<Vec<String>>,
    /// `user`: a user ID or `null`.
    pub user: Option<::matrix_openapi::id::UserId>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse {
        0 list "list" optional,
        1 user "user" required present
    }
}
