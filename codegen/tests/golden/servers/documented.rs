/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// Puts a thing.
    ///
    /// The request of [`op::PutThing`](super::op::PutThing); [specification](https://spec.matrix.org/v1.19/client-server-api/#putthingid).
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
        PutThing { id = path "id", limit = optional_query "limit" } ->
        Json(::matrix_openapi::json::RawObject), None
    }
}
