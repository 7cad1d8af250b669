/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `access_token`: a string that is kept secret.
    pub access_token: ::matrix_openapi::auth::Secret,
    /// `client_secret`: a string that is kept secret, optional.
    pub client_secret: Option<::matrix_openapi::auth::Secret>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(access_token: impl Into<::matrix_openapi::auth::Secret>) -> Self {
        Self {
            access_token: access_token.into(),
            client_secret: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest {
        0 access_token "access_token" required present,
        1 client_secret "client_secret" optional
    }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `refresh_token`: a string that is kept secret.
    pub refresh_token: ::matrix_openapi::auth::Secret,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse { 0 refresh_token "refresh_token" required present }
}
