/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /rooms/{roomId}/state/{eventType}/{index}`.
    ///
    /// The request of [`op::GetState`](super::op::GetState), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#getroomsroomidstateeventtypeindex).
    ///
    /// `GET /rooms/{roomId}/state/{eventType}/{index}`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server get_state)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct GetState {
        /// `roomId` in the path: a room ID.
        pub room_id: ::matrix_openapi::id::RoomId,
        /// `eventType` in the path: a string.
        pub event_type: String,
        /// `index` in the path: an integer.
        pub index: i64,
    }
    ::matrix_openapi::__private::serve! {
        GetState {
            room_id = path "roomId",
            event_type = path "eventType",
            index = path "index"
        } -> Json(::matrix_openapi::json::RawObject), None
    }
}
