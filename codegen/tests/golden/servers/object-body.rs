/// The requests of the Matrix client-server API, as a server receives them: one type per operation.
pub mod request {
    /// `POST /invite`.
    ///
    /// The request of [`op::Invite`](super::op::Invite), as a handler of [`Router::on`](::matrix_openapi::server::Router::on) receives it; [specification](https://spec.matrix.org/v1.19/client-server-api/#postinvite).
    ///
    /// `POST /invite`. Authentication: none.
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(handler client_server invite)
    )]
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct Invite {
        /// The JSON of the body.
        pub body: super::types::InviteRequest,
    }
    ::matrix_openapi::__private::serve! {
        Invite { body = json } -> Json(::matrix_openapi::json::RawObject), Json
    }
}
