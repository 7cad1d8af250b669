/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /logout`.
    ///
    /// The request of [`op::Logout`](super::op::Logout), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogout).
    ///
    /// `POST /logout`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server logout)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Logout {}
    ::matrix_openapi::__private::serve! {
        Logout {} -> Content, None
    }
}
