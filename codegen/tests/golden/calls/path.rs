/// `GET /rooms/{roomId}/state/{eventType}/{index}`.
///
/// Created by [`Client::get_state`](super::Client::get_state); [specification](https://spec.matrix.org/v1.19/client-server-api/#getroomsroomidstateeventtypeindex).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetState<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
::matrix_openapi::__private::request_methods! {
    GetState {} -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "getState" "get_state" GET
        "/rooms/{roomId}/state/{eventType}/{index}" None
    ),
];
/// # Operations
impl Client {
    /// `GET /rooms/{roomId}/state/{eventType}/{index}`.
    ///
    /// # Arguments
    ///
    /// - `room_id`: A room ID.
    /// - `event_type`: A string.
    /// - `index`: An integer.
    ///
    /// # Request
    ///
    /// `GET /rooms/{roomId}/state/{eventType}/{index}`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getroomsroomidstateeventtypeindex)
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(client_server get_state)
    )]
    #[inline]
    pub fn get_state(
        &self,
        room_id: impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::RoomId>,
        event_type: impl AsRef<str>,
        index: i64,
    ) -> call::GetState<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        __call.path_id::<::matrix_openapi::id::RoomId>("roomId", &room_id);
        __call.path(event_type.as_ref());
        __call.path(&index.to_string());
        call::GetState { call: __call }
    }
}
