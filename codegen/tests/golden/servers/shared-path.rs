/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /things/{thingId}`.
    ///
    /// The request of [`op::CountThings`](super::op::CountThings), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postthingsthingid).
    ///
    /// `POST /things/{thingId}`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server count_things)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct CountThings {
        /// `thingId` in the path: a string.
        pub thing_id: String,
        /// `since` in the query: a string, optional.
        pub since: Option<String>,
    }
    ::matrix_openapi::__private::serve! {
        CountThings {
            thing_id = path "thingId",
            since = optional_query "since"
        } -> Json(::matrix_openapi::json::RawObject), None, shared [] [Query("to"), Field("reason")] true
    }
    /// `POST /things/{thingId}`.
    ///
    /// The request of [`op::MoveThing`](super::op::MoveThing), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postthingsthingid).
    ///
    /// `POST /things/{thingId}`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server move_thing)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct MoveThing {
        /// `thingId` in the path: a string.
        pub thing_id: String,
        /// `since` in the query: a string, optional.
        pub since: Option<String>,
        /// `to` in the query: a string.
        pub to: String,
        /// The JSON of the body.
        pub body: super::types::MoveThingRequest,
    }
    ::matrix_openapi::__private::serve! {
        MoveThing {
            thing_id = path "thingId",
            since = optional_query "since",
            to = query "to",
            body = json
        } -> Json(::matrix_openapi::json::RawObject), Json, shared [Query("to"), Field("reason")] [] false
    }
}
