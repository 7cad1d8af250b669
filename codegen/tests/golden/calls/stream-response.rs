/**`GET /download`.

Made by [`Client::download`](super::Client::download); [specification](https://spec.matrix.org/v1.19/client-server-api/#getdownload).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Download<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> Download<'a> {
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
    pub async fn send(
        self,
    ) -> ::std::result::Result<
        ::matrix_openapi::media::Download,
        ::matrix_openapi::Error,
    > {
        self.call.send_stream().await
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::http::Operation::new(
        ::matrix_openapi::http::Api::ClientServer,
        "download",
        "download",
        ::http::Method::GET,
        "/download",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`GET /download`.

# Request

`GET /download`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#getdownload)*/
    #[inline]
    pub fn download(&self) -> call::Download<'_> {
        call::Download::__new(&self.session)
    }
}
