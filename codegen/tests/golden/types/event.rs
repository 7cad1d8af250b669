///A part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Event {
    ///`content`: a JSON object of any members.
    pub content: ::matrix_openapi::json::RawObject,
    ///`sender`: a user id, optional.
    pub sender: ::std::option::Option<::matrix_openapi::id::UserId>,
    ///`type`: a string.
    pub type_: ::std::string::String,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    ///`event`: an object of the type `Event`, optional.
    pub event: ::std::option::Option<::matrix_openapi::json::Raw<Event>>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    ///`events`: a list of objects of the type `Event`.
    pub events: ::std::vec::Vec<::matrix_openapi::json::Raw<Event>>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Event {
    /// One with the fields that it must have and no others, which are to be set.
    #[inline]
    pub fn new(
        content: impl ::std::convert::Into<::matrix_openapi::json::RawObject>,
        type_: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        Self {
            content: content.into(),
            sender: ::std::option::Option::None,
            type_: type_.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::std::default::Default for PutThingRequest {
    fn default() -> Self {
        Self {
            event: ::std::option::Option::None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for Event {
    const NAME: &'static str = "Event";
    const FIELDS: &'static [&'static str] = &["content", "sender", "type"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        let mut part_1 = ::std::option::Option::None;
        let mut part_2 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put(&mut part_0, 0)?,
                1 => fields.put_optional(&mut part_1, 1)?,
                2 => fields.put(&mut part_2, 2)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            content: fields.required_object(part_0, 0)?,
            sender: part_1,
            type_: fields.required(part_2, 2)?,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.required("content", &self.content)?;
        fields.optional("sender", &self.sender)?;
        fields.required("type", &self.type_)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingRequest {
    const NAME: &'static str = "PutThingRequest";
    const FIELDS: &'static [&'static str] = &["event"];
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
            event: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("event", &self.event)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingResponse {
    const NAME: &'static str = "PutThingResponse";
    const FIELDS: &'static [&'static str] = &["events"];
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
            events: fields.required(part_0, 0)?,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.required("events", &self.events)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    Event PutThingRequest PutThingResponse
}
