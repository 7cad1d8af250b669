/// `GET /thing`.
///
/// Created by [`Client::get_thing`](super::Client::get_thing); [specification](https://spec.matrix.org/v1.19/client-server-api/#getthing).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetThing<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
impl GetThing<'_> {
    /// `X-Retries` in the headers: an integer, optional.
    #[inline]
    pub fn x_retries(
        mut self,
        x_retries: impl ::matrix_openapi::arguments::IntoOption<i64>,
    ) -> Self {
        self.call
            .optional_header(
                "X-Retries",
                ::matrix_openapi::arguments::IntoOption::<i64>::into_option(x_retries),
            );
        self
    }
}
::matrix_openapi::__private::request_methods! {
    GetThing {} -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "getThing" "get_thing" GET "/thing" None, headers["If-Match"
        "X-Retries"]
    ),
];
/// # Operations
impl Client {
    /// `GET /thing`.
    ///
    /// # Arguments
    ///
    /// - `if_match`: A string.
    ///
    /// # Request
    ///
    /// `GET /thing`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getthing)
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(client_server get_thing)
    )]
    #[inline]
    pub fn get_thing(&self, if_match: impl AsRef<str>) -> call::GetThing<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        __call.header("If-Match", if_match.as_ref());
        call::GetThing { call: __call }
    }
}
