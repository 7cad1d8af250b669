///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    ///`access_token`: a string that is kept secret.
    pub access_token: ::matrix_openapi::auth::Secret,
    ///`client_secret`: a string that is kept secret, optional.
    pub client_secret: ::std::option::Option<::matrix_openapi::auth::Secret>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    ///`refresh_token`: a string that is kept secret.
    pub refresh_token: ::matrix_openapi::auth::Secret,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// One with the fields that it must have and no others, which are to be set.
    #[inline]
    pub fn new(
        access_token: impl ::std::convert::Into<::matrix_openapi::auth::Secret>,
    ) -> Self {
        Self {
            access_token: access_token.into(),
            client_secret: ::std::option::Option::None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for PutThingRequest {
    const NAME: &'static str = "PutThingRequest";
    const FIELDS: &'static [&'static str] = &["access_token", "client_secret"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        let mut part_1 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put(&mut part_0, 0)?,
                1 => fields.put_optional(&mut part_1, 1)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            access_token: fields.required(part_0, 0)?,
            client_secret: part_1,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.required("access_token", &self.access_token)?;
        fields.optional("client_secret", &self.client_secret)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingResponse {
    const NAME: &'static str = "PutThingResponse";
    const FIELDS: &'static [&'static str] = &["refresh_token"];
    const SIGNED: bool = false;
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
            refresh_token: fields.required(part_0, 0)?,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.required("refresh_token", &self.refresh_token)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    PutThingRequest PutThingResponse
}
