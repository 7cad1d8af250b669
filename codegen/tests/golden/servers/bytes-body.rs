/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /upload`.
    ///
    /// The request of [`op::Upload`](super::op::Upload), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postupload).
    ///
    /// `POST /upload`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server upload)
    )]
    #[derive(Debug)]
    #[non_exhaustive]
    pub struct Upload {
        /// `Content-Type` in the headers: a string, optional.
        pub content_type: Option<String>,
        /// The body, which can be read once.
        pub body: ::matrix_openapi::server::Upload,
    }
    ::matrix_openapi::__private::serve! {
        Upload {
            content_type = optional_header "Content-Type",
            body = upload
        } -> Json(::matrix_openapi::json::RawObject), Upload
    }
}
