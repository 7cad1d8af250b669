///A part of the body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Leaf {
    ///`tree`: an object of the type `Tree`, optional.
    pub tree: ::std::option::Option<Tree>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
///The body of [`put_thing`](super::Client::put_thing), see its [specification](https://spec.matrix.org/v1.19/client-server-api/#putthing).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tree {
    ///`inner`: an object of the type `Tree`, optional.
    pub inner: ::std::option::Option<::std::boxed::Box<Tree>>,
    ///`leaf`: an object of the type `Leaf`.
    pub leaf: ::std::boxed::Box<Leaf>,
    ///`others`: a list of objects of the type `Tree`, optional.
    pub others: ::std::option::Option<::std::vec::Vec<Tree>>,
    /// The fields that the specification does not name, and what named ones could not take.
    pub extra: ::matrix_openapi::json::Extra,
}
impl ::std::default::Default for Leaf {
    fn default() -> Self {
        Self {
            tree: ::std::option::Option::None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl Tree {
    /// One with the fields that it must have and no others, which are to be set.
    #[inline]
    pub fn new(leaf: impl ::std::convert::Into<::std::boxed::Box<Leaf>>) -> Self {
        Self {
            inner: ::std::option::Option::None,
            leaf: leaf.into(),
            others: ::std::option::Option::None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
impl ::matrix_openapi::__private::Object for Leaf {
    const NAME: &'static str = "Leaf";
    const FIELDS: &'static [&'static str] = &["tree"];
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
            tree: part_0,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("tree", &self.tree)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
impl ::matrix_openapi::__private::Object for Tree {
    const NAME: &'static str = "Tree";
    const FIELDS: &'static [&'static str] = &["inner", "leaf", "others"];
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
                1 => fields.put(&mut part_1, 1)?,
                2 => fields.put_optional(&mut part_2, 2)?,
                _ => {}
            }
        }
        ::std::result::Result::Ok(Self {
            inner: part_0,
            leaf: fields.required(part_1, 1)?,
            others: part_2,
            extra: fields.extra(),
        })
    }
    fn write<S: ::serde::ser::SerializeMap>(
        &self,
        fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
    ) -> ::std::result::Result<(), S::Error> {
        fields.optional("inner", &self.inner)?;
        fields.required("leaf", &self.leaf)?;
        fields.optional("others", &self.others)?;
        ::std::result::Result::Ok(())
    }
    fn extra(&self) -> &::matrix_openapi::json::Extra {
        &self.extra
    }
}
::matrix_openapi::__private::json_objects! {
    Leaf Tree
}
