/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /download`.
    ///
    /// The request of [`op::Download`](super::op::Download), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#getdownload).
    ///
    /// `GET /download`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server download_)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Download {}
    ::matrix_openapi::__private::serve! {
        Download {} -> Multipart, None
    }
}
