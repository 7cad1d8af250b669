/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /thing`.
    ///
    /// The request of [`op::GetThing`](super::op::GetThing), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#getthing).
    ///
    /// `GET /thing`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server get_thing)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct GetThing {
        /// `If-Match` in the headers: a string.
        pub if_match: String,
        /// `X-Retries` in the headers: an integer, optional.
        pub x_retries: Option<i64>,
    }
    ::matrix_openapi::__private::serve! {
        GetThing {
            if_match = header "If-Match",
            x_retries = optional_header "X-Retries"
        } -> Json(::matrix_openapi::json::RawObject), None
    }
}
