/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `rooms`: a list of room IDs, optional.
    pub rooms: Option<Vec<::matrix_openapi::id::RoomId>>,
    /// `user`: a user ID.
    pub user: ::matrix_openapi::id::UserId,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(user: impl Into<::matrix_openapi::id::UserId>) -> Self {
        Self {
            rooms: None,
            user: user.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest {
        0 rooms "rooms" optional,
        1 user "user" required present
    }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `users`: a map from user IDs to strings, optional.
    pub users: Option<
        ::std::collections::BTreeMap<::matrix_openapi::id::UserId, String>,
    >,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse { 0 users "users" optional }
}
