///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    ///`any`: any JSON, optional.
    pub any: ::std::option::Option<::matrix_openapi::json::RawJson>,
    ///`list`: a list of any JSON, optional.
    pub list: ::std::option::Option<::std::vec::Vec<::matrix_openapi::json::RawJson>>,
    ///`object`: a JSON object of any members.
    pub object: ::matrix_openapi::json::RawObject,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    ///`map`: a map from strings to JSON objects of any members, optional.
    pub map: ::std::option::Option<
        ::std::collections::BTreeMap<
            ::std::string::String,
            ::matrix_openapi::json::RawObject,
        >,
    >,
    ///`object`: a JSON object of any members.
    pub object: ::matrix_openapi::json::RawObject,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// One with the fields that it must have and no others, which are to be set.
    #[inline]
    pub fn new(
        object: impl ::std::convert::Into<::matrix_openapi::json::RawObject>,
    ) -> Self {
        Self {
            any: ::std::option::Option::None,
            list: ::std::option::Option::None,
            object: object.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for PutThingRequest {
    const NAME: &'static str = "PutThingRequest";
    const FIELDS: &'static [&'static str] = &["any", "list", "object"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        let mut part_1 = ::std::option::Option::None;
        let mut part_2 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put_optional(&mut part_0, 0)?,
                1 => fields.put_optional(&mut part_1, 1)?,
                2 => fields.put(&mut part_2, 2)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            any: part_0,
            list: part_1,
            object: fields.required_object(part_2, 2)?,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("any", &self.any)?;
        fields.optional("list", &self.list)?;
        fields.required("object", &self.object)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingResponse {
    const NAME: &'static str = "PutThingResponse";
    const FIELDS: &'static [&'static str] = &["map", "object"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        let mut part_1 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put_optional(&mut part_0, 0)?,
                1 => fields.put(&mut part_1, 1)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            map: part_0,
            object: fields.required_object(part_1, 1)?,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("map", &self.map)?;
        fields.required("object", &self.object)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    PutThingRequest PutThingResponse
}
