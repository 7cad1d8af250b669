/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /logout`.
    ///
    /// The request of [`op::Logout`](super::op::Logout); [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogout).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Logout {}
    ::matrix_openapi::__private::serve! {
        Logout {} -> Content, None
    }
}
