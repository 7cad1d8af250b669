/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /login`.
    ///
    /// The request of [`op::Login`](super::op::Login); [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogin).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Login {
        /// The JSON of the body.
        pub body: super::types::LoginRequest,
    }
    ::matrix_openapi::__private::serve! {
        Login { body = json } -> Json(::matrix_openapi::json::RawObject), Json
    }
}
