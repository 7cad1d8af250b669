//! The tag of a union: the field that distinguishes its variants.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::any_json::AnyJson;
use crate::json::fault::Fault;
use crate::json::text::BorrowedText;
use crate::json::tolerant;

impl AnyJson {
    /// Returns the tag: the string of the field that distinguishes the variants of a union.
    ///
    /// # Errors
    /// If the value is not an object with that field, the field is not a string, or it is a duplicate in an exact read.
    pub fn tag<E: Error>(&self, name: &'static str) -> Result<Cow<'_, str>, E> {
        self.find_tag(name).map_err(|fault| {
            let error = E::custom(&fault.reason);
            tolerant::fail(fault);
            error
        })
    }

    fn find_tag(&self, name: &'static str) -> Result<Cow<'_, str>, Fault> {
        let value = serde_json::Deserializer::from_str(self.0.as_str())
            .deserialize_map(TagVisitor { name })
            .map_err(|error| Fault::of(&self.0, &error))?;
        match serde_json::from_str(value) {
            Ok(BorrowedText(tag)) => Ok(tag),
            Err(error) => Err(Fault::of(&self.0.part(value), &error)),
        }
    }
}

/// Finds the value of a field.
struct TagVisitor {
    name: &'static str,
}

impl<'de> Visitor<'de> for TagVisitor {
    type Value = &'de str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<&'de str, A::Error> {
        let mut found: Option<&'de str> = None;
        while let Some(BorrowedText(name)) = map.next_key()? {
            if name != self.name {
                map.next_value::<IgnoredAny>()?;
            } else if found.replace(map.next_value::<&RawValue>()?.get()).is_some() && !tolerant::is_on() {
                return Err(A::Error::duplicate_field(self.name));
            }
        }
        found.ok_or_else(|| A::Error::missing_field(self.name))
    }
}
