/// `POST /upload`.
///
/// Created by [`Client::upload`](super::Client::upload); [specification](https://spec.matrix.org/v1.19/client-server-api/#postupload).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Upload<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
impl Upload<'_> {
    /// `Content-Type` in the headers: a string, optional.
    #[inline]
    pub fn content_type(
        mut self,
        content_type: impl ::matrix_openapi::arguments::IntoOption<String>,
    ) -> Self {
        self.call
            .optional_header(
                "Content-Type",
                ::matrix_openapi::arguments::IntoOption::<
                    String,
                >::into_option(content_type),
            );
        self
    }
}
::matrix_openapi::__private::request_methods! {
    Upload {} -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "upload" "upload" POST "/upload" None, headers["Content-Type"]
    ),
];
/// # Operations
impl Client {
    /// `POST /upload`.
    ///
    /// # Request
    ///
    /// `POST /upload`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postupload)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server upload))]
    #[inline]
    pub fn upload(
        &self,
        body: impl Into<::matrix_openapi::media::Body>,
    ) -> call::Upload<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        __call.bytes(body);
        call::Upload { call: __call }
    }
}
