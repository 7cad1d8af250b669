/**`GET /login/redirect`.

Made by [`Client::redirect`](super::Client::redirect); [specification](https://spec.matrix.org/v1.19/client-server-api/#getloginredirect).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Redirect<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> Redirect<'a> {
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
        ::matrix_openapi::http::Redirect,
        ::matrix_openapi::Error,
    > {
        self.call.send_redirect().await
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::http::Operation::new(
        ::matrix_openapi::http::Api::ClientServer,
        "redirect",
        "redirect",
        ::http::Method::GET,
        "/login/redirect",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`GET /login/redirect`.

# Request

`GET /login/redirect`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#getloginredirect)*/
    #[inline]
    pub fn redirect(&self) -> call::Redirect<'_> {
        call::Redirect::__new(&self.session)
    }
}
