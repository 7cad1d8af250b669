/// `POST /old`.
///
/// Created by [`Client::old`](super::Client::old); [specification](https://spec.matrix.org/v1.19/client-server-api/#postold).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Old<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
    pub(super) body: super::types::OldRequest,
}
impl Old<'_> {
    /// `name`: a string, optional.
    ///
    /// Deprecated by the specification.
    #[inline]
    pub fn name(
        mut self,
        name: impl ::matrix_openapi::arguments::IntoOption<String>,
    ) -> Self {
        self.body.name = ::matrix_openapi::arguments::IntoOption::into_option(name);
        self
    }
}
::matrix_openapi::__private::request_methods! {
    Old { body } -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "old" "old" POST "/old" None, deprecated
    ),
];
/// # Operations
impl Client {
    /// `POST /old`.
    ///
    /// # Request
    ///
    /// `POST /old`. Authentication: none. Deprecated by the specification.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postold)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server old))]
    #[deprecated = "deprecated by the Matrix specification"]
    #[inline]
    pub fn old(&self) -> call::Old<'_> {
        call::Old {
            body: types::OldRequest::default(),
            call: ::matrix_openapi::__private::Call::new(&self.session, &OPERATIONS[0]),
        }
    }
}
