/// `POST /logout`.
///
/// Created by [`Client::logout`](super::Client::logout); [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogout).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Logout<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
::matrix_openapi::__private::request_methods! {
    Logout {} -> Empty
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "logout" "logout" POST "/logout" None
    ),
];
/// # Operations
impl Client {
    /// `POST /logout`.
    ///
    /// # Request
    ///
    /// `POST /logout`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postlogout)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server logout))]
    #[inline]
    pub fn logout(&self) -> call::Logout<'_> {
        call::Logout {
            call: ::matrix_openapi::__private::Call::new(&self.session, &OPERATIONS[0]),
        }
    }
}
