/**`GET /thing`.

Made by [`Client::get_thing`](super::Client::get_thing); [specification](https://spec.matrix.org/v1.19/client-server-api/#getthing).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetThing<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> GetThing<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(
        __session: &'a ::matrix_openapi::Session,
        if_match: impl ::std::convert::AsRef<str>,
    ) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        {
            let __text = if_match.as_ref();
            __call.header("If-Match", __text);
        }
        Self { call: __call }
    }
    ///`X-Retries` in the headers: an integer, optional.
    #[inline]
    pub fn x_retries(mut self, x_retries: i64) -> Self {
        {
            let __text = &x_retries.to_string();
            self.call.header("X-Retries", __text);
        }
        self
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
        "getThing",
        "get_thing",
        ::http::Method::GET,
        "/thing",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`GET /thing`.

# Arguments

- `if_match`: A string.

# Request

`GET /thing`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#getthing)*/
    #[inline]
    pub fn get_thing(
        &self,
        if_match: impl ::std::convert::AsRef<str>,
    ) -> call::GetThing<'_> {
        call::GetThing::__new(&self.session, if_match)
    }
}
