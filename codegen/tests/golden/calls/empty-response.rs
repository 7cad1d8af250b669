/**`POST /logout`.

Made by [`Client::logout`](super::Client::logout); [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogout).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Logout<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> Logout<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(__session: &'a ::matrix_openapi::Session) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
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
    pub fn send(self) -> ::matrix_openapi::http::Pending<'a, ()> {
        self.call.send_empty()
    }
    /// Sends the call and returns its response with status, headers, text and what did not fit.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send_response(
        self,
    ) -> ::matrix_openapi::http::Pending<'a, ::matrix_openapi::http::Response<()>> {
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
    ) -> ::matrix_openapi::http::Pending<'a, ::matrix_openapi::json::Raw<()>> {
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
        "logout",
        "logout",
        ::http::Method::POST,
        "/logout",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`POST /logout`.

# Request

`POST /logout`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#postlogout)*/
    #[inline]
    pub fn logout(&self) -> call::Logout<'_> {
        call::Logout::__new(&self.session)
    }
}
