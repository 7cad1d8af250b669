///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingRequest {
    ///`count`: a non-negative integer, at least 0.
    pub count: u64,
    ///`lines`: a list of strings, optional.
    pub lines: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /**`m.limit`: an integer, optional.

The server's default is `10`.*/
    pub m_limit: ::std::option::Option<i64>,
    /**Its name.

Limits: at most 255 characters.*/
    pub name: ::std::string::String,
    ///`note`: a string, optional.
    pub note: ::std::option::Option<::std::string::String>,
    ///`ratio`: a number, optional.
    pub ratio: ::std::option::Option<f64>,
    ///`ready`: a boolean.
    pub ready: bool,
    ///`type`: a string, optional.
    pub type_: ::std::option::Option<::std::string::String>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The answer of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PutThingResponse {
    ///`flag`: a boolean, optional.
    pub flag: ::std::option::Option<bool>,
    ///`name`: a string.
    pub name: ::std::string::String,
    ///`note`: a string or `null`.
    pub note: ::std::option::Option<::std::string::String>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl PutThingRequest {
    /// One with the fields that it must have and no others, which are to be set.
    #[inline]
    pub fn new(
        count: u64,
        name: impl ::std::convert::Into<::std::string::String>,
        ready: bool,
    ) -> Self {
        Self {
            count,
            lines: ::std::option::Option::None,
            m_limit: ::std::option::Option::None,
            name: name.into(),
            note: ::std::option::Option::None,
            ratio: ::std::option::Option::None,
            ready,
            type_: ::std::option::Option::None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for PutThingRequest {
    const NAME: &'static str = "PutThingRequest";
    const FIELDS: &'static [&'static str] = &[
        "count",
        "lines",
        "m.limit",
        "name",
        "note",
        "ratio",
        "ready",
        "type",
    ];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        let mut part_1 = ::std::option::Option::None;
        let mut part_2 = ::std::option::Option::None;
        let mut part_3 = ::std::option::Option::None;
        let mut part_4 = ::std::option::Option::None;
        let mut part_5 = ::std::option::Option::None;
        let mut part_6 = ::std::option::Option::None;
        let mut part_7 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put(&mut part_0, 0)?,
                1 => fields.put_optional(&mut part_1, 1)?,
                2 => fields.put_optional(&mut part_2, 2)?,
                3 => fields.put(&mut part_3, 3)?,
                4 => fields.put_optional(&mut part_4, 4)?,
                5 => fields.put_optional(&mut part_5, 5)?,
                6 => fields.put(&mut part_6, 6)?,
                7 => fields.put_optional(&mut part_7, 7)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            count: fields.required(part_0, 0)?,
            lines: part_1,
            m_limit: part_2,
            name: fields.required(part_3, 3)?,
            note: part_4,
            ratio: part_5,
            ready: fields.required(part_6, 6)?,
            type_: part_7,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.required("count", &self.count)?;
        fields.optional("lines", &self.lines)?;
        fields.optional("m.limit", &self.m_limit)?;
        fields.required("name", &self.name)?;
        fields.optional("note", &self.note)?;
        fields.optional("ratio", &self.ratio)?;
        fields.required("ready", &self.ready)?;
        fields.optional("type", &self.type_)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for PutThingResponse {
    const NAME: &'static str = "PutThingResponse";
    const FIELDS: &'static [&'static str] = &["flag", "name", "note"];
    const SIGNED: bool = false;
    fn read<'de, A: ::serde::de::MapAccess<'de>>(
        mut fields: ::matrix_openapi::__private::FieldReader<A>,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut part_0 = ::std::option::Option::None;
        let mut part_1 = ::std::option::Option::None;
        let mut part_2 = ::std::option::Option::None;
        while let ::std::option::Option::Some(place) = fields.next_index()? {
            match place {
                0 => fields.put_optional_forms(&mut part_0, 0)?,
                1 => fields.put(&mut part_1, 1)?,
                2 => fields.put(&mut part_2, 2)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            flag: part_0,
            name: fields.required(part_1, 1)?,
            note: fields.required(part_2, 2)?,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("flag", &self.flag)?;
        fields.required("name", &self.name)?;
        fields.required("note", &self.note)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    PutThingRequest PutThingResponse
}
