/// A server of the Matrix push gateway API: one method per operation.
///
/// Each method has a default, so a later release of the specification does not break programs. Implement the methods of the operations that the program supports, as `async fn`; see [`server`](::matrix_openapi::server).
pub trait Service: Send + Sync + 'static {
    /// Sends a notification for a user's devices to a push gateway.
    ///
    /// Contains an event, changed counters, or both. The homeserver sends it to the URL of the pusher, and removes the pushers whose keys the response rejects. Events may arrive twice; gateways detect duplicates by event ID.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify)
    fn notify(
        &self,
        received: ::matrix_openapi::server::Received<super::op::Notify>,
    ) -> impl ::std::future::Future<
        Output = Result<
            super::types::NotifyResponse,
            ::matrix_openapi::server::ErrorResponse,
        >,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
}
/// Creates a router that calls the service.
///
/// Operations of other APIs can be added to the router.
pub fn router(service: impl Service) -> ::matrix_openapi::server::Router {
    ::matrix_openapi::__private::ServiceRouter::new(service, ())
        .method(
            super::op::Notify,
            &[],
            |service, received| async move { service.notify(received).await },
        )
        .into_router()
}
