//! Reads and writes generated object types.
//!
//! Derives of serde would take more than half of the compile time of the generated code: for each type, they write a visitor, a
//! type for the names of its fields, and code to read it from a list. Here the code that does not depend on the type exists
//! once, and each type adds only one function for reading and one for writing.

mod constant;
#[cfg(feature = "events")]
pub(crate) mod map;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serialize, Serializer};

use crate::json::extra::{Extra, ExtraEntry, FieldNames};
use crate::json::forms::Forms;
use crate::json::raw::{Raw, RawJson, RawObject};
use crate::json::read::{Read, Seed};
use crate::json::shared::SharedJson;
use crate::json::{strict, tolerant};

pub use constant::Constant;

/// The field of signed objects.
const SIGNATURES: &str = "signatures";

/// A type that is read from and written to a JSON object.
pub trait Object: Sized {
    /// The name of the type, for errors.
    const NAME: &'static str;
    /// The names of the fields in JSON.
    const FIELDS: &'static [&'static str];
    /// The same names, as a reference of one word.
    #[doc(hidden)]
    const NAMED: &'static &'static [&'static str] = &Self::FIELDS;

    /// Reads the fields.
    ///
    /// # Errors
    /// If a field is missing, occurs twice, or does not fit.
    fn read<'de, A: MapAccess<'de>>(fields: FieldReader<'de, A>) -> Result<Self, A::Error>;

    /// Writes the fields of the type.
    fn write<S: SerializeMap>(&self, fields: &mut FieldWriter<'_, S>);

    /// Returns the extra fields.
    fn extra(&self) -> &Extra;
}

/// Implements [`Object`], and with it serde's traits, for a generated type.
///
/// Each field has its index, its Rust name, its JSON name, the method of [`FieldReader`] and [`FieldWriter`] that reads and
/// writes it, and, if it is required, the method that returns its value or fails.
///
/// Constant fields, which always have the same string, follow after `;`. The type does not have them: each has its index, a name
/// for a variable, its JSON name, whether it is `required` or `optional` when read, and its string.
#[doc(hidden)]
#[macro_export]
macro_rules! json_object {
    ($Name:ident {
        $($index:literal $field:ident $json:literal $kind:ident $($check:ident)?),* $(,)?
        $(; $($number:literal $constant:ident $constant_json:literal = $need:ident $text:literal),* $(,)?)?
    }) => {
        impl $crate::__private::Object for $Name {
            const NAME: &'static str = ::core::stringify!($Name);
            const FIELDS: &'static [&'static str] = &[$($json,)* $($($constant_json),*)?];

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                mut fields: $crate::__private::FieldReader<'de, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                $($(let mut $constant = ::core::option::Option::None;)*)?
                loop {
                    // The value comes first, so the compiler infers the types of the fields.
                    let ::core::option::Option::Some(index) = fields.next_index()? else {
                        $($(let $field = fields.$check($field, $index)?;)?)*
                        $($(fields.present_constant(
                            $constant,
                            $number,
                            $crate::__private::Constant::$need($text),
                        )?;)*)?
                        return ::core::result::Result::Ok(Self { $($field,)* extra: fields.extra() });
                    };
                    match index {
                        $($index => fields.$kind(&mut $field, $index),)*
                        $($($number => fields.constant(
                            &mut $constant,
                            $number,
                            $crate::__private::Constant::$need($text),
                        ),)*)?
                        _ => {}
                    }
                }
            }

            #[allow(unused_variables, reason = "an object may have no fields of its own")]
            fn write<S: ::serde::ser::SerializeMap>(&self, fields: &mut $crate::__private::FieldWriter<'_, S>) {
                $($(fields.constant($constant_json, $text);)*)?
                $(fields.$kind($json, &self.$field);)*
            }

            #[inline]
            fn extra(&self) -> &$crate::json::Extra {
                &self.extra
            }
        }

        impl ::serde::Serialize for $Name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::write_object(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read_object(deserializer)
            }
        }

        impl $crate::__private::Read for $Name {
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read_object(deserializer)
            }
        }
    };
}

/// Reads an object.
///
/// # Errors
/// If the value does not fit the type.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // A signed object is always read exactly, since leaving out a part would invalidate its signatures.
    let is_signed = || T::FIELDS.contains(&SIGNATURES);
    let _exactly = (tolerant::is_on() && is_signed()).then(tolerant::exactly);
    deserializer.deserialize_struct(T::NAME, T::FIELDS, ObjectVisitor(PhantomData))
}

/// Writes an object: the fields of the type, then the extra fields.
///
/// # Errors
/// The errors of the serializer.
pub fn write_object<T: Object, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut fields =
        FieldWriter { map: serializer.serialize_map(None)?, extra: value.extra(), outcome: Ok(()) };
    value.write(&mut fields);
    let FieldWriter { mut map, extra, outcome } = fields;
    outcome?;
    for (name, json) in extra.iter() {
        if !T::FIELDS.contains(&name) {
            map.serialize_entry(name, json)?;
        }
    }
    map.end()
}

/// Returns no extra fields, for a new value of a type.
pub fn extra_of<T: Object>() -> Extra {
    Extra::of(T::NAMED)
}

/// Reads the fields of an object one by one.
///
/// Methods that read a value store their error for [`next_index`](Self::next_index). If each returned its error, the code of
/// each type would take longer to compile.
pub struct FieldReader<'de, A: MapAccess<'de>> {
    access: A,
    names: FieldNames,
    extra: Vec<ExtraEntry>,
    failure: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> FieldReader<'de, A> {
    /// Returns the index of the next field of the type, and keeps the extra fields before it; `None` at the end.
    ///
    /// # Errors
    /// If the value of the previous field does not fit, the field is a duplicate, or the text is not JSON.
    pub fn next_index(&mut self) -> Result<Option<usize>, A::Error> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        while let Some(name) = self.access.next_key_seed(FieldKeySeed(self.names))? {
            match name {
                FieldKey::Index(index) => return Ok(Some(index)),
                FieldKey::Unknown(name) => {
                    let json = self.access.next_value()?;
                    self.keep_extra(name.into(), Some(json));
                }
            }
        }
        Ok(None)
    }

    /// Reads the value of a required field. Except in a strict read, `null` counts as an empty list or map.
    pub fn required<T: Read>(&mut self, field: &mut Option<T>, index: usize) {
        match T::absent().filter(|_| !T::NULLABLE && !strict::is_on()) {
            None => *field = self.value(Occurrence::of(field), index),
            Some(stand_in) => {
                let value: Option<Option<T>> = self.value(Occurrence::of(field), index);
                *field = value.map(|value| {
                    value.unwrap_or_else(|| {
                        self.keep_null(index);
                        stand_in
                    })
                });
            }
        }
    }

    /// Reads the value of an optional field. In a tolerant read, a value that does not fit is kept as an extra field.
    pub fn optional<T: Read>(&mut self, field: &mut Option<T>, index: usize) {
        if tolerant::is_on() {
            let Some(json) = self.next_text(Occurrence::of(field)) else { return };
            *field = tolerant::read_or_leave_out::<Option<T>>(&json).flatten();
            if field.is_none() {
                self.keep_extra(self.name(index).into(), Some(json.into()));
            }
            return;
        }
        if self.is_duplicate(Occurrence::of(field), index) {
            return;
        }
        let value = self.access.next_value_seed(Seed::<Option<T>>::new());
        if let Some(value) = self.noted(value) {
            *field = value;
            if field.is_none() {
                self.keep_null(index);
            }
        }
    }

    /// Reads the value of a required field that servers send in several forms.
    pub fn required_forms<T: Forms>(&mut self, field: &mut Option<T>, index: usize) {
        *field = self.value(Occurrence::of(field), index).map(T::from_read);
    }

    /// Reads the value of an optional field that servers send in several forms.
    pub fn optional_forms<T: Forms>(&mut self, field: &mut Option<T>, index: usize) {
        let mut read: Option<T::Read> = None;
        if !tolerant::is_on() && self.is_duplicate(Occurrence::of(field), index) {
            return;
        }
        self.optional(&mut read, index);
        *field = read.map(T::from_read);
    }

    /// Reads the value of a required boolean that servers send in several forms.
    pub fn flag(&mut self, field: &mut Option<bool>, index: usize) {
        self.required_forms(field, index);
    }

    /// Returns the value of a required field. Except in a strict read, an absent list or map counts as empty.
    ///
    /// # Errors
    /// If the field is missing.
    pub fn present<T: Read>(&mut self, field: Option<T>, index: usize) -> Result<T, A::Error> {
        let name = self.name(index);
        match field {
            Some(value) => Ok(value),
            None => {
                let stand_in = if strict::is_on() { None } else { T::absent() };
                let value = stand_in.ok_or_else(|| A::Error::missing_field(name))?;
                self.keep_extra(name.into(), None);
                Ok(value)
            }
        }
    }

    /// Returns the value of a required raw object. Except in a strict read, an absent object or `null` counts as empty.
    ///
    /// # Errors
    /// If it is absent or `null` in a strict read.
    pub fn present_object(&mut self, field: Option<RawObject>, index: usize) -> Result<RawObject, A::Error> {
        match field {
            Some(value) if value.json() != "null" => Ok(value),
            found => {
                self.refuse_absence(index)?;
                self.keep_extra(self.name(index).into(), found.map(|null| null.cast()));
                Ok(Raw::from_shared(SharedJson::empty_object()))
            }
        }
    }

    /// Returns the value of a required boolean; `false` if it is absent, except in a strict read.
    ///
    /// # Errors
    /// If it is absent in a strict read.
    pub fn present_flag(&mut self, field: Option<bool>, index: usize) -> Result<bool, A::Error> {
        if let Some(value) = field {
            return Ok(value);
        }
        self.refuse_absence(index)?;
        self.keep_extra(self.name(index).into(), None);
        Ok(false)
    }

    /// Returns the extra fields. Called after all fields were read.
    pub fn extra(self) -> Extra {
        Extra::read(self.names, self.extra)
    }

    /// Refuses an absent field, in a strict read.
    fn refuse_absence(&self, index: usize) -> Result<(), A::Error> {
        if strict::is_on() { Err(A::Error::missing_field(self.name(index))) } else { Ok(()) }
    }

    /// Reads the value of a required field; `None` after an error, which is stored.
    fn value<T: Read>(&mut self, occurrence: Occurrence, index: usize) -> Option<T> {
        if !tolerant::is_on() {
            if self.is_duplicate(occurrence, index) {
                return None;
            }
            let value = self.access.next_value_seed(Seed::new());
            return self.noted(value);
        }
        let read = tolerant::read_or_fail(&self.next_text(occurrence)?);
        self.noted(read.ok_or_else(|| A::Error::custom("a field does not fit")))
    }

    /// Reads the next value as raw text; `None` after an error, which is stored.
    fn next_text(&mut self, occurrence: Occurrence) -> Option<SharedJson> {
        let json = self.access.next_value();
        let json = self.noted(json)?;
        if let Occurrence::Again = occurrence {
            tolerant::replaced(&json);
        }
        Some(json)
    }

    /// Refuses a duplicate field in an exact read, since parsers disagree on which one counts.
    fn is_duplicate(&mut self, occurrence: Occurrence, index: usize) -> bool {
        match occurrence {
            Occurrence::First => false,
            Occurrence::Again => {
                self.failure = Some(A::Error::duplicate_field(self.name(index)));
                true
            }
        }
    }

    /// Stores the error of a read.
    fn noted<T>(&mut self, read: Result<T, A::Error>) -> Option<T> {
        read.map_err(|error| self.failure = Some(error)).ok()
    }

    fn keep_null(&mut self, index: usize) {
        self.keep_extra(self.name(index).into(), Some(Raw::from_shared(SharedJson::null())));
    }

    fn keep_extra(&mut self, name: Cow<'static, str>, value: Option<RawJson>) {
        if self.extra.is_empty() {
            // Most objects have at most one extra field.
            self.extra.reserve_exact(1);
        }
        self.extra.push((name, value));
    }

    fn name(&self, index: usize) -> &'static str {
        self.names.get(index).copied().unwrap_or_default()
    }
}

/// The occurrence of a field in its object.
#[derive(Clone, Copy)]
enum Occurrence {
    First,
    Again,
}

impl Occurrence {
    /// Returns the occurrence of a field that has this value so far.
    fn of<T>(field: &Option<T>) -> Self {
        match field {
            None => Self::First,
            Some(_) => Self::Again,
        }
    }
}

/// Writes the fields of an object.
///
/// It stores the first error, and then writes nothing more. If each method returned its error, the code of each type would take
/// longer to compile.
pub struct FieldWriter<'a, S: SerializeMap> {
    map: S,
    extra: &'a Extra,
    outcome: Result<(), S::Error>,
}

impl<S: SerializeMap> FieldWriter<'_, S> {
    /// Writes a required field, unless it was absent when read and is still empty.
    pub fn required<T: Read + Serialize>(&mut self, name: &'static str, value: &T) {
        if !self.extra.holds_nothing()
            && value.is_absent()
            && let Some(kept) = self.extra.kept(name)
        {
            return self.kept(name, kept);
        }
        self.entry(name, value);
    }

    /// Writes a required boolean, unless it was absent when read and is still `false`.
    pub fn flag(&mut self, name: &'static str, value: &bool) {
        match self.extra.kept(name) {
            Some(kept) if !*value => self.kept(name, kept),
            _ => self.entry(name, value),
        }
    }

    /// Writes an optional field, or if it is `None`, the value that did not fit when it was read.
    pub fn optional<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.entry(name, value),
            None if self.extra.holds_nothing() => {}
            None => self.kept(name, self.extra.kept(name).flatten()),
        }
    }

    /// Writes a field that is read in several forms.
    pub fn required_forms<T: Read + Serialize>(&mut self, name: &'static str, value: &T) {
        self.required(name, value);
    }

    /// Writes a field that may be absent and is read in several forms.
    pub fn optional_forms<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.optional(name, value);
    }

    fn kept(&mut self, name: &'static str, kept: Option<&RawJson>) {
        if let Some(json) = kept {
            self.entry(name, json);
        }
    }

    fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if self.outcome.is_ok() {
            self.outcome = self.map.serialize_entry(name, value);
        }
    }
}

struct ObjectVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::read(FieldReader { access, names: T::NAMED, extra: Vec::new(), failure: None })
    }
}

/// The name of a field.
enum FieldKey {
    /// A field of the type, by its index among the names.
    Index(usize),
    Unknown(String),
}

struct FieldKeySeed(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for FieldKeySeed {
    type Value = FieldKey;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FieldKey, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldKeySeed {
    type Value = FieldKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<FieldKey, E> {
        let index = self.0.iter().position(|known| *known == name);
        Ok(index.map_or_else(|| FieldKey::Unknown(name.to_owned()), FieldKey::Index))
    }
}
