/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /login`.
    ///
    /// The request of [`op::Login`](super::op::Login), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogin).
    ///
    /// `POST /login`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server login)
    )]
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
