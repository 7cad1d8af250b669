/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `GET /login/redirect`.
    ///
    /// The request of [`op::Redirect`](super::op::Redirect); [specification](https://spec.matrix.org/v1.19/client-server-api/#getloginredirect).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Redirect {}
    ::matrix_openapi::__private::serve! {
        Redirect {} -> Redirect, None
    }
}
