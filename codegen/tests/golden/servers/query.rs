/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /search`.
    ///
    /// The request of [`op::Search`](super::op::Search), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#getsearch).
    ///
    /// `GET /search`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server search)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Search {
        /// `by` in the query: a user ID, optional.
        pub by: Option<::matrix_openapi::id::UserId>,
        /// `fields` in the query: a map from strings to strings, optional.
        pub fields: ::std::collections::BTreeMap<String, String>,
        /// `filter` in the query: a string, optional.
        pub filter: Option<String>,
        /// `limit` in the query: a non-negative integer, at least 0, optional.
        pub limit: Option<u64>,
        /// `order` in the query: a value of `SearchOrder`, optional.
        pub order: Option<super::types::SearchOrder>,
        /// `term` in the query: a string.
        pub term: String,
        /// `timeout` in the query: an integer, optional.
        pub timeout: Option<i64>,
        /// `via` in the query: a list of server names, optional.
        pub via: Vec<::matrix_openapi::id::ServerName>,
        /// `words` in the query: a list of strings, optional.
        pub words: Vec<String>,
    }
    ::matrix_openapi::__private::serve! {
        Search {
            by = optional_query "by",
            fields = query_map "fields",
            filter = optional_query "filter",
            limit = optional_query "limit",
            order = optional_query "order",
            term = query "term",
            timeout = optional_query "timeout",
            via = optional_query_list "via",
            words = optional_query_list "words"
        } -> Json(::matrix_openapi::json::RawObject), None
    }
}
