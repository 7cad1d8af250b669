/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /old`.
    ///
    /// The request of [`op::Old`](super::op::Old); [specification](https://spec.matrix.org/v1.19/client-server-api/#postold).
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
