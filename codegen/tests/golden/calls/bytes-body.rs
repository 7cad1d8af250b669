/**`POST /upload`.

Made by [`Client::upload`](super::Client::upload); [specification](https://spec.matrix.org/v1.19/client-server-api/#postupload).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Upload<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> Upload<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(
        __session: &'a ::matrix_openapi::Session,
        body: impl ::std::convert::Into<::matrix_openapi::media::Body>,
    ) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        __call.bytes(body);
        Self { call: __call }
    }
    ///`Content-Type` in the headers: a string, optional.
    #[inline]
    pub fn content_type(
        mut self,
        content_type: impl ::std::convert::AsRef<str>,
    ) -> Self {
        {
            let __text = content_type.as_ref();
            self.call.header("Content-Type", __text);
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
        "upload",
        "upload",
        ::http::Method::POST,
        "/upload",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`POST /upload`.

# Request

`POST /upload`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#postupload)*/
    #[inline]
    pub fn upload(
        &self,
        body: impl ::std::convert::Into<::matrix_openapi::media::Body>,
    ) -> call::Upload<'_> {
        call::Upload::__new(&self.session, body)
    }
}
