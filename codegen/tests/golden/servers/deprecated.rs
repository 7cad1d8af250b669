/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /old`.
    ///
    /// The request of [`op::Old`](super::op::Old), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postold).
    ///
    /// `POST /old`. Authentication: none. Deprecated by the specification.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server old)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Old {
        /// The JSON of the body.
        pub body: super::types::OldRequest,
    }
    ::matrix_openapi::__private::serve! {
        Old { body = json } -> Json(::matrix_openapi::json::RawObject), Json
    }
}
