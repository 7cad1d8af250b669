/// A server of the Matrix application service API: one method per operation.
///
/// Each method has a default, so a later release of the specification does not break programs. Implement the methods of the operations that the program supports, as `async fn`; see [`server`](::matrix_openapi::server).
pub trait Service: Send + Sync + 'static {
    /// Returns the metadata of a third-party protocol that the application service bridges to.
    ///
    /// Homeservers pass it to their clients: the fields that identify users and locations, and the instances of the network.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// Legacy path: `/_matrix/app/unstable/thirdparty/protocol/{protocol}`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#get_matrixappv1thirdpartyprotocolprotocol)
    fn get_protocol_metadata(
        &self,
        received: ::matrix_openapi::server::Received<super::op::GetProtocolMetadata>,
    ) -> impl ::std::future::Future<
        Output = Result<super::types::Protocol, ::matrix_openapi::server::ErrorResponse>,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
    /// Checks that the homeserver reaches the application service and has the right token.
    ///
    /// The homeserver sends this when the application service requests a ping; its arrival shows that both directions work. The application service responds with an empty object.
    ///
    /// Accepts the request unless the program implements this method.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#post_matrixappv1ping)
    fn ping(
        &self,
        received: ::matrix_openapi::server::Received<super::op::Ping>,
    ) -> impl ::std::future::Future<
        Output = Result<(), ::matrix_openapi::server::ErrorResponse>,
    > + Send {
        let _ = received;
        ::std::future::ready(Ok(()))
    }
    /// Lists the third-party locations bridged to a room alias.
    ///
    /// The reverse of `query_location_by_protocol`. Always pass an alias.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// Legacy path: `/_matrix/app/unstable/thirdparty/location`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#get_matrixappv1thirdpartylocation)
    fn query_location_by_alias(
        &self,
        received: ::matrix_openapi::server::Received<super::op::QueryLocationByAlias>,
    ) -> impl ::std::future::Future<
        Output = Result<
            Vec<super::types::Location>,
            ::matrix_openapi::server::ErrorResponse,
        >,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
    /// Lists the portal rooms of a third-party location.
    ///
    /// The protocol's metadata lists the fields that describe a location. Several rooms may match. If none does, the application service returns 404 rather than an empty list.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// Legacy path: `/_matrix/app/unstable/thirdparty/location/{protocol}`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#get_matrixappv1thirdpartylocationprotocol)
    fn query_location_by_protocol(
        &self,
        received: ::matrix_openapi::server::Received<super::op::QueryLocationByProtocol>,
    ) -> impl ::std::future::Future<
        Output = Result<
            Vec<super::types::Location>,
            ::matrix_openapi::server::ErrorResponse,
        >,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
    /// Asks the application service to create the room of an alias in its namespace.
    ///
    /// The homeserver sends this when a user requests an unknown alias. To accept, the application service first creates a room with the alias through the client-server API, and then responds.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// Legacy path: `/rooms/{roomAlias}`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#get_matrixappv1roomsroomalias)
    fn query_room_by_alias(
        &self,
        received: ::matrix_openapi::server::Received<super::op::QueryRoomByAlias>,
    ) -> impl ::std::future::Future<
        Output = Result<(), ::matrix_openapi::server::ErrorResponse>,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
    /// Lists the third-party users that a Matrix user represents.
    ///
    /// The reverse of `query_user_by_protocol`. Always pass a user ID.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// Legacy path: `/_matrix/app/unstable/thirdparty/user`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#get_matrixappv1thirdpartyuser)
    fn query_third_party_user_by_id(
        &self,
        received: ::matrix_openapi::server::Received<super::op::QueryThirdPartyUserById>,
    ) -> impl ::std::future::Future<
        Output = Result<Vec<super::types::User>, ::matrix_openapi::server::ErrorResponse>,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
    /// Asks the application service to create a user in its namespace.
    ///
    /// The homeserver sends this when an event, such as an invite, concerns an unknown user. To accept, the application service first registers the user through the client-server API, and then responds.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// Legacy path: `/users/{userId}`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#get_matrixappv1usersuserid)
    fn query_user_by_id(
        &self,
        received: ::matrix_openapi::server::Received<super::op::QueryUserById>,
    ) -> impl ::std::future::Future<
        Output = Result<(), ::matrix_openapi::server::ErrorResponse>,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
    /// Lists the Matrix users that represent a third-party user.
    ///
    /// The protocol's metadata lists the fields that describe a user. Several users may match. If none does, the application service returns 404 rather than an empty list.
    ///
    /// Responds with 404 `M_UNRECOGNIZED` unless the program implements this method.
    ///
    /// Legacy path: `/_matrix/app/unstable/thirdparty/user/{protocol}`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#get_matrixappv1thirdpartyuserprotocol)
    fn query_user_by_protocol(
        &self,
        received: ::matrix_openapi::server::Received<super::op::QueryUserByProtocol>,
    ) -> impl ::std::future::Future<
        Output = Result<Vec<super::types::User>, ::matrix_openapi::server::ErrorResponse>,
    > + Send {
        let _ = received;
        ::std::future::ready(
            Err(::matrix_openapi::server::ErrorResponse::unrecognized()),
        )
    }
    /// Sends a batch of events to an application service.
    ///
    /// The homeserver retries with the same transaction ID until it succeeds, and only then sends the next transaction. Receivers remember processed IDs and respond to duplicates without processing them again. Events with a state key are state events, whatever their type.
    ///
    /// Accepts the request unless the program implements this method.
    ///
    /// Legacy path: `/transactions/{txnId}`.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/application-service-api/#put_matrixappv1transactionstxnid)
    fn send_transaction(
        &self,
        received: ::matrix_openapi::server::Received<super::op::SendTransaction>,
    ) -> impl ::std::future::Future<
        Output = Result<(), ::matrix_openapi::server::ErrorResponse>,
    > + Send {
        let _ = received;
        ::std::future::ready(Ok(()))
    }
}
/// Creates a router that calls the service, with a token of the homeserver or with further settings.
///
/// Operations of other APIs can be added to the router.
pub fn router(
    service: impl Service,
    settings: impl Into<::matrix_openapi::server::ApplicationServiceSettings>,
) -> ::matrix_openapi::server::Router {
    ::matrix_openapi::__private::ServiceRouter::new(service, settings.into())
        .method(
            super::op::GetProtocolMetadata,
            &["/_matrix/app/unstable/thirdparty/protocol/{protocol}"],
            |service, received| async move {
                service.get_protocol_metadata(received).await
            },
        )
        .pings(
            super::op::Ping,
            &[],
            |request| request.body.transaction_id.as_deref(),
            |service, received| async move { service.ping(received).await },
        )
        .method(
            super::op::QueryLocationByAlias,
            &["/_matrix/app/unstable/thirdparty/location"],
            |service, received| async move {
                service.query_location_by_alias(received).await
            },
        )
        .method(
            super::op::QueryLocationByProtocol,
            &["/_matrix/app/unstable/thirdparty/location/{protocol}"],
            |service, received| async move {
                service.query_location_by_protocol(received).await
            },
        )
        .method(
            super::op::QueryRoomByAlias,
            &["/rooms/{roomAlias}"],
            |service, received| async move {
                service.query_room_by_alias(received).await
            },
        )
        .method(
            super::op::QueryThirdPartyUserById,
            &["/_matrix/app/unstable/thirdparty/user"],
            |service, received| async move {
                service.query_third_party_user_by_id(received).await
            },
        )
        .method(
            super::op::QueryUserById,
            &["/users/{userId}"],
            |service, received| async move { service.query_user_by_id(received).await },
        )
        .method(
            super::op::QueryUserByProtocol,
            &["/_matrix/app/unstable/thirdparty/user/{protocol}"],
            |service, received| async move {
                service.query_user_by_protocol(received).await
            },
        )
        .transactions(
            super::op::SendTransaction,
            &["/transactions/{txnId}"],
            |request| &request.txn_id,
            |request| &mut request.body.events,
            |service, received| async move { service.send_transaction(received).await },
        )
        .into_router()
}
