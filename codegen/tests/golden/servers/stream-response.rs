/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /download`.
    ///
    /// The request of [`op::Download`](super::op::Download); [specification](https://spec.matrix.org/v1.19/client-server-api/#getdownload).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Download {}
    ::matrix_openapi::__private::serve! {
        Download {} -> Content, None
    }
}
