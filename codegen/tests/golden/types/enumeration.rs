///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    ///Which way.
    pub order: ::std::option::Option<
        ::matrix_openapi::client_server::types::PutThingOrder,
    >,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    ///`orders`: a list of values of `PutThingOrders`, optional.
    pub orders: ::std::option::Option<
        ::std::vec::Vec<::matrix_openapi::client_server::types::PutThingOrders>,
    >,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl ::std::default::Default for PutThingRequest {
    fn default() -> Self {
        Self {
            order: ::std::option::Option::None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for PutThingRequest {
    const NAME: &'static str = "PutThingRequest";
    const FIELDS: &'static [&'static str] = &["order"];
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
            order: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("order", &self.order)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingResponse {
    const NAME: &'static str = "PutThingResponse";
    const FIELDS: &'static [&'static str] = &["orders"];
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
            orders: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("orders", &self.orders)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    PutThingRequest PutThingResponse
}
::matrix_openapi::__private::open_enum! {
    #[doc =
    "Which way.\n\nA part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing)."]
    pub enum PutThingOrder { #[doc = "`up`."] Up = "up", #[doc = "`m.down`."] MDown =
    "m.down", #[doc = "The empty string."] Empty = "", }
}
::matrix_openapi::__private::open_enum! {
    #[doc =
    "A part of the answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing)."]
    pub enum PutThingOrders { #[doc = "`one`."] One = "one", #[doc = "`two`."] Two =
    "two", }
}
