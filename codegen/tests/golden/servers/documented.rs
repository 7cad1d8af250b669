/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// Puts a thing.
    ///
    /// The request of [`op::PutThing`](super::op::PutThing), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#putthingid).
    ///
    /// `PUT /thing/{id}`. Authentication: required (`accessTokenBearer`). Rate-limited. Error statuses: 404, 429. Added in Matrix 1.2.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server put_thing)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct PutThing {
        /// Which thing.
        pub id: String,
        /// How many.
        ///
        /// Limits: at most 100. The server's default is `10`.
        pub limit: Option<i64>,
    }
    ::matrix_openapi::__private::serve! {
        PutThing {
            id = path "id",
            limit = optional_query "limit"
        } -> Json(::matrix_openapi::json::RawObject), None
    }
}
