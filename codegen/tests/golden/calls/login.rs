/// `POST /login`.
///
/// Created by [`Client::login`](super::Client::login); [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogin).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Login<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
    pub(super) body: super::types::LoginRequest,
}
impl Login<'_> {
    /// `token`: a string that is kept secret, optional.
    #[inline]
    pub fn token(
        mut self,
        token: impl ::matrix_openapi::arguments::IntoOption<
            ::matrix_openapi::auth::Secret,
        >,
    ) -> Self {
        self.body.token = ::matrix_openapi::arguments::IntoOption::into_option(token);
        self
    }
}
::matrix_openapi::__private::request_methods! {
    Login { body } -> Json(::matrix_openapi::json::RawObject)
}
#[doc(hidden)]
impl<'a> From<Login<'a>> for ::matrix_openapi::__private::Call<'a> {
    #[inline]
    fn from(call: Login<'a>) -> Self {
        call.__call()
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "login" "login" POST "/login" None
    ),
];
/// # Operations
impl Client {
    /// `POST /login`.
    ///
    /// # Arguments
    ///
    /// - `type_`: A string.
    ///
    /// # Request
    ///
    /// `POST /login`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postlogin)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server login))]
    #[inline]
    pub fn login(&self, type_: impl Into<String>) -> call::Login<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        call::Login {
            body: types::LoginRequest {
                token: None,
                type_: type_.into(),
                extra: ::matrix_openapi::__private::extra_of::<types::LoginRequest>(),
            },
            call: __call,
        }
    }
}
