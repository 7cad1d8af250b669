/// `GET /login/redirect`.
///
/// Created by [`Client::redirect`](super::Client::redirect); [specification](https://spec.matrix.org/v1.19/client-server-api/#getloginredirect).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Redirect<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
::matrix_openapi::__private::request_methods! {
    Redirect {} -> Redirect
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "redirect" "redirect" GET "/login/redirect" None
    ),
];
/// # Operations
impl Client {
    /// `GET /login/redirect`.
    ///
    /// # Request
    ///
    /// `GET /login/redirect`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getloginredirect)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server redirect))]
    #[inline]
    pub fn redirect(&self) -> call::Redirect<'_> {
        call::Redirect {
            call: ::matrix_openapi::__private::Call::new(&self.session, &OPERATIONS[0]),
        }
    }
}
