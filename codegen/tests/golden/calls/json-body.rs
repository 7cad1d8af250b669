/// `PUT /things`.
///
/// Created by [`Client::put_things`](super::Client::put_things); [specification](https://spec.matrix.org/v1.19/client-server-api/#putthings).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PutThings<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
::matrix_openapi::__private::request_methods! {
    PutThings {} -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "putThings" "put_things" PUT "/things" None
    ),
];
/// # Operations
impl Client {
    /// `PUT /things`.
    ///
    /// # Request
    ///
    /// `PUT /things`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#putthings)
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(client_server put_things)
    )]
    #[inline]
    pub fn put_things(
        &self,
        body: &(impl ::serde::Serialize + ?Sized),
    ) -> call::PutThings<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        __call.json(body);
        call::PutThings { call: __call }
    }
}
