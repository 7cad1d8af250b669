/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /listed`.
    ///
    /// The request of [`op::List`](super::op::List), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#getlisted).
    ///
    /// `GET /listed`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server list)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct List {
        /// `from` in the query: a string, optional.
        pub from: Option<String>,
    }
    ::matrix_openapi::__private::serve! {
        List { from = optional_query "from" } -> Json(super::types::ListResponse), None
    }
    /// `GET /whole`.
    ///
    /// The request of [`op::Poll`](super::op::Poll), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#getwhole).
    ///
    /// `GET /whole`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server poll)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Poll {
        /// `since` in the query: a string, optional.
        pub since: Option<String>,
    }
    ::matrix_openapi::__private::serve! {
        Poll { since = optional_query "since" } -> Json(super::types::PollResponse), None
    }
    /// `POST /found`.
    ///
    /// The request of [`op::Search`](super::op::Search), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postfound).
    ///
    /// `POST /found`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server search)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Search {
        /// The JSON of the body.
        pub body: super::types::SearchRequest,
    }
    ::matrix_openapi::__private::serve! {
        Search { body = json } -> Json(super::types::SearchResponse), Json
    }
}
impl types::ListResponse {
    /// Creates a value from its required fields; set optional ones as fields.
    ///
    /// A later release of the specification may require more fields, which then become further arguments.
    #[inline]
    pub fn new(chunk: impl Into<Vec<::matrix_openapi::id::RoomId>>) -> Self {
        Self {
            chunk: chunk.into(),
            end: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl Default for types::PollResponse {
    #[inline]
    fn default() -> Self {
        Self {
            next_batch: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl Default for types::SearchFound {
    #[inline]
    fn default() -> Self {
        Self {
            rooms: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl types::SearchResponse {
    /// Creates a value from its required fields; set optional ones as fields.
    ///
    /// A later release of the specification may require more fields, which then become further arguments.
    #[inline]
    pub fn new(found: impl Into<types::SearchFound>) -> Self {
        Self {
            found: found.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl types::SearchRooms {
    /// Creates a value from its required fields; set optional ones as fields.
    ///
    /// A later release of the specification may require more fields, which then become further arguments.
    #[inline]
    pub fn new(next_batch: impl Into<String>) -> Self {
        Self {
            next_batch: next_batch.into(),
            results: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
