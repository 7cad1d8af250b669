///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    ///`signatures`: a map from strings to maps from strings to strings.
    pub signatures: ::std::collections::BTreeMap<
        ::std::string::String,
        ::std::collections::BTreeMap<::std::string::String, ::std::string::String>,
    >,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    ///`signatures`: a JSON object of any members, optional.
    pub signatures: ::std::option::Option<::matrix_openapi::json::RawObject>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// One with the fields that it must have and no others, which are to be set.
    #[inline]
    pub fn new(
        signatures: impl ::std::convert::Into<
            ::std::collections::BTreeMap<
                ::std::string::String,
                ::std::collections::BTreeMap<
                    ::std::string::String,
                    ::std::string::String,
                >,
            >,
        >,
    ) -> Self {
        Self {
            signatures: signatures.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for PutThingRequest {
    const NAME: &'static str = "PutThingRequest";
    const FIELDS: &'static [&'static str] = &["signatures"];
    const SIGNED: bool = true;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put(&mut part_0, 0)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            signatures: fields.required(part_0, 0)?,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.required("signatures", &self.signatures)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingResponse {
    const NAME: &'static str = "PutThingResponse";
    const FIELDS: &'static [&'static str] = &["signatures"];
    const SIGNED: bool = true;
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
            signatures: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("signatures", &self.signatures)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    PutThingRequest PutThingResponse
}
