/// `GET /download`.
///
/// Created by [`Client::download_`](super::Client::download_); [specification](https://spec.matrix.org/v1.19/client-server-api/#getdownload).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Download<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
::matrix_openapi::__private::request_methods! {
    Download {} -> Stream
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "download" "download_" GET "/download" None
    ),
];
/// # Operations
impl Client {
    /// `GET /download`.
    ///
    /// # Request
    ///
    /// `GET /download`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getdownload)
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(client_server download_)
    )]
    #[inline]
    pub fn download_(&self) -> call::Download<'_> {
        call::Download {
            call: ::matrix_openapi::__private::Call::new(&self.session, &OPERATIONS[0]),
        }
    }
}
