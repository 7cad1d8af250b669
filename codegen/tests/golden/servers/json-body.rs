/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `PUT /things`.
    ///
    /// The request of [`op::PutThings`](super::op::PutThings); [specification](https://spec.matrix.org/v1.19/client-server-api/#putthings).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct PutThings {
        /// The JSON of the body.
        pub body: Vec<String>,
    }
    ::matrix_openapi::__private::serve! {
        PutThings { body = json } -> Json(::matrix_openapi::json::RawObject), Json
    }
}
