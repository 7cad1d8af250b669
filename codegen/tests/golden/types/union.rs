/// `PutThingLimits`, which no operation sends or receives directly.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingLimits {
    /// `most`: an integer, optional.
    pub most: Option<i64>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingLimits { 0 most "most" optional }
}
/// The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    /// `limit`: any JSON, optional.
    pub limit: Option<::matrix_openapi::json::RawJson>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for PutThingRequest {
    #[inline]
    fn default() -> Self {
        Self {
            limit: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    PutThingRequest { 0 limit "limit" optional }
}
/// The response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    /// `actions`: a list of values of `PutThingActions`, optional.
    pub actions: Option<Vec<PutThingActions>>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_object! {
    PutThingResponse { 0 actions "actions" optional }
}
/// Part of the response of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PutThingActions {
    /// A string.
    Text(String),
    /// An object.
    Object(::matrix_openapi::json::RawObject),
}
impl<'de> ::serde::Deserialize<'de> for PutThingActions {
    #[inline]
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        ::matrix_openapi::__private::Read::read(deserializer)
    }
}
impl ::matrix_openapi::__private::Read for PutThingActions {
    #[inline]
    fn read<'de, D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let json = ::matrix_openapi::__private::AnyJson::read(deserializer)?;
        match json.kind() {
            ::matrix_openapi::__private::JsonKind::Text => json.parse().map(Self::Text),
            ::matrix_openapi::__private::JsonKind::Object => {
                json.parse().map(Self::Object)
            }
            _ => Err(json.unexpected("PutThingActions")),
        }
    }
}
impl ::serde::Serialize for PutThingActions {
    #[inline]
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => ::serde::Serialize::serialize(value, serializer),
            Self::Object(value) => ::serde::Serialize::serialize(value, serializer),
        }
    }
}
impl From<String> for PutThingActions {
    #[inline]
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<&str> for PutThingActions {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<::matrix_openapi::json::RawObject> for PutThingActions {
    #[inline]
    fn from(value: ::matrix_openapi::json::RawObject) -> Self {
        Self::Object(value)
    }
}
