/// Puts a thing.
///
/// Created by [`Client::put_thing`](super::Client::put_thing); [specification](https://spec.matrix.org/v1.19/client-server-api/#putthingid).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PutThing<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
impl PutThing<'_> {
    /// How many.
    ///
    /// Limits: at most 100. The server's default is `10`.
    #[inline]
    pub fn limit(
        mut self,
        limit: impl ::matrix_openapi::arguments::IntoOption<i64>,
    ) -> Self {
        self.call
            .query(
                "limit",
                &::matrix_openapi::arguments::IntoOption::<i64>::into_option(limit),
            );
        self
    }
}
::matrix_openapi::__private::request_methods! {
    PutThing {} -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "putThing" "put_thing" PUT "/thing/{id}"
        Required(AccessTokenBearer), rate_limited, added_in "1.2", query["limit"]
    ),
];
/// # Things
impl Client {
    /// Puts a thing.
    ///
    /// Replaces it if it exists.
    ///
    /// - first
    ///
    /// - second
    ///
    /// # Arguments
    ///
    /// - `id`: Which thing.
    ///
    /// # Request
    ///
    /// `PUT /thing/{id}`. Authentication: required (`accessTokenBearer`). Rate-limited. Error statuses: 404, 429. Added in Matrix 1.2.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#putthingid)
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(client_server put_thing)
    )]
    #[inline]
    pub fn put_thing(&self, id: impl AsRef<str>) -> call::PutThing<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        __call.path(id.as_ref());
        call::PutThing { call: __call }
    }
}
