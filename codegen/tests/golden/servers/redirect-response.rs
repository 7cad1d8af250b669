/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /login/redirect`.
    ///
    /// The request of [`op::Redirect`](super::op::Redirect), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#getloginredirect).
    ///
    /// `GET /login/redirect`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server redirect)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Redirect {}
    ::matrix_openapi::__private::serve! {
        Redirect {} -> Redirect, None
    }
}
