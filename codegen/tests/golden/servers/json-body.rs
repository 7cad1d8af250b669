/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `PUT /things`.
    ///
    /// The request of [`op::PutThings`](super::op::PutThings), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#putthings).
    ///
    /// `PUT /things`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server put_things)
    )]
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
