/**`GET /rooms/{roomId}/state/{eventType}/{index}`.

Made by [`Client::get_state`](super::Client::get_state); [specification](https://spec.matrix.org/v1.19/client-server-api/#getroomsroomidstateeventtypeindex).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetState<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> GetState<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(
        __session: &'a ::matrix_openapi::Session,
        room_id: impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::RoomId>,
        event_type: impl ::std::convert::AsRef<str>,
        index: i64,
    ) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        {
            let __text = __call
                .checked(
                    "roomId",
                    ::matrix_openapi::id::IntoId::<
                        ::matrix_openapi::id::RoomId,
                    >::check(&room_id),
                );
            __call.path(__text);
        }
        {
            let __text = event_type.as_ref();
            __call.path(__text);
        }
        {
            let __text = &index.to_string();
            __call.path(__text);
        }
        Self { call: __call }
    }
    /// Sets what this call does otherwise than its client, in place of all that was set so before.
    #[inline]
    pub fn options(
        mut self,
        options: impl ::std::convert::Into<::matrix_openapi::CallOptions>,
    ) -> Self {
        self.call.options(options);
        self
    }
    /// Sends the call and reads its response.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send(
        self,
    ) -> ::matrix_openapi::http::Pending<'a, ::matrix_openapi::json::RawObject> {
        self.call.send_json()
    }
    /// Sends the call and returns its response with status, headers, text and what did not fit.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send_response(
        self,
    ) -> ::matrix_openapi::http::Pending<
        'a,
        ::matrix_openapi::http::Response<::matrix_openapi::json::RawObject>,
    > {
        self.call.send_response()
    }
    /// Sends the call and returns the text of its response as it came.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send_raw(
        self,
    ) -> ::matrix_openapi::http::Pending<
        'a,
        ::matrix_openapi::json::Raw<::matrix_openapi::json::RawObject>,
    > {
        self.call.send_raw()
    }
    /// Sends the call and reads its response as a type of the program.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send_as<T: ::serde::de::DeserializeOwned + 'static>(
        self,
    ) -> ::matrix_openapi::http::Pending<'a, T> {
        self.call.send_as()
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::http::Operation::new(
        ::matrix_openapi::http::Api::ClientServer,
        "getState",
        "get_state",
        ::http::Method::GET,
        "/rooms/{roomId}/state/{eventType}/{index}",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`GET /rooms/{roomId}/state/{eventType}/{index}`.

# Arguments

- `room_id`: A room id.
- `event_type`: A string.
- `index`: An integer.

# Request

`GET /rooms/{roomId}/state/{eventType}/{index}`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#getroomsroomidstateeventtypeindex)*/
    #[inline]
    pub fn get_state(
        &self,
        room_id: impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::RoomId>,
        event_type: impl ::std::convert::AsRef<str>,
        index: i64,
    ) -> call::GetState<'_> {
        call::GetState::__new(&self.session, room_id, event_type, index)
    }
}
