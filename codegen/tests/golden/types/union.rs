///`PutThingLimits`, which no operation sends or answers by itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingLimits {
    ///`most`: an integer, optional.
    pub most: ::std::option::Option<i64>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    ///`limit`: any JSON, optional.
    pub limit: ::std::option::Option<::matrix_openapi::json::RawJson>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    ///`actions`: a list of values of `PutThingActions`, optional.
    pub actions: ::std::option::Option<
        ::std::vec::Vec<::matrix_openapi::client_server::types::PutThingActions>,
    >,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl ::std::default::Default for PutThingRequest {
    fn default() -> Self {
        Self {
            limit: ::std::option::Option::None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for PutThingLimits {
    const NAME: &'static str = "PutThingLimits";
    const FIELDS: &'static [&'static str] = &["most"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put_optional(&mut part_0, 0)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            most: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("most", &self.most)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingRequest {
    const NAME: &'static str = "PutThingRequest";
    const FIELDS: &'static [&'static str] = &["limit"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put_optional(&mut part_0, 0)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            limit: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("limit", &self.limit)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingResponse {
    const NAME: &'static str = "PutThingResponse";
    const FIELDS: &'static [&'static str] = &["actions"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put_optional(&mut part_0, 0)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            actions: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("actions", &self.actions)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    PutThingLimits PutThingRequest PutThingResponse
}
///A part of the answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PutThingActions {
    ///A string.
    Text(::std::string::String),
    ///An object.
    Object(::matrix_openapi::json::RawObject),
}
impl<'de> ::serde::Deserialize<'de> for PutThingActions {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        ::matrix_openapi::__private::Read::read(deserializer)
    }
}
impl ::matrix_openapi::__private::Read for PutThingActions {
    fn read<'de, D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        let json = ::matrix_openapi::__private::AnyJson::read(deserializer)?;
        match json.kind() {
            ::matrix_openapi::__private::JsonKind::Text => json.parse().map(Self::Text),
            ::matrix_openapi::__private::JsonKind::Object => {
                json.parse().map(Self::Object)
            }
            _ => ::std::result::Result::Err(json.unexpected("PutThingActions")),
        }
    }
}
impl ::serde::Serialize for PutThingActions {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => ::serde::Serialize::serialize(value, serializer),
            Self::Object(value) => ::serde::Serialize::serialize(value, serializer),
        }
    }
}
impl ::std::convert::From<::std::string::String> for PutThingActions {
    fn from(value: ::std::string::String) -> Self {
        Self::Text(value)
    }
}
impl ::std::convert::From<&str> for PutThingActions {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl ::std::convert::From<::matrix_openapi::json::RawObject> for PutThingActions {
    fn from(value: ::matrix_openapi::json::RawObject) -> Self {
        Self::Object(value)
    }
}
