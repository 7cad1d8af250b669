//! How generated types read the objects of JSON.
//!
//! What serde derives for reading is more than half of what compiling the generated code costs: for each type
//! another visitor, another type for the names of its members, and a way to read it from a list. Here all that does
//! not depend on the type is written once, and what does is one function.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::lenient::Lenient;

/// A type that is read from an object.
pub trait Object<'de>: Sized {
    /// What it is called where something else was found.
    const NAME: &'static str;
    /// The names of its members in JSON.
    const MEMBERS: &'static [&'static str];

    /// Reads it member by member.
    ///
    /// # Errors
    /// If a member is missing, there twice, or of another type.
    fn read<A: MapAccess<'de>>(members: Members<A>) -> Result<Self, A::Error>;
}

/// Reads an object.
///
/// # Errors
/// If it is none, or not of this type.
pub fn object<'de, T: Object<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::MEMBERS, Whole(PhantomData))
}

/// The members of an object that are still to be read.
pub struct Members<A> {
    access: A,
    names: &'static [&'static str],
}

/// The name of a member.
pub enum Name {
    /// One of the type's own, by its place among their names.
    Known(usize),
    /// Another one.
    Other(String),
}

impl<'de, A: MapAccess<'de>> Members<A> {
    /// The place of the next member among the names of those that are known; others are passed over.
    ///
    /// # Errors
    /// If there is no JSON.
    pub fn next_place(&mut self) -> Result<Option<usize>, A::Error> {
        while let Some(place) = self.access.next_key_seed(Known(self.names))? {
            if place.is_some() {
                return Ok(place);
            }
            self.access.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    /// The name of the next member, whichever it is.
    ///
    /// # Errors
    /// If there is no JSON.
    pub fn next_name(&mut self) -> Result<Option<Name>, A::Error> {
        self.access.next_key_seed(Any(self.names))
    }

    /// Reads the value of a member.
    ///
    /// # Errors
    /// If it was there before, or is of another type.
    pub fn put<T: Deserialize<'de>>(&mut self, part: &mut Option<T>, place: usize) -> Result<(), A::Error> {
        self.once(part, place)?;
        *part = Some(self.access.next_value()?);
        Ok(())
    }

    /// Reads the value of a member with integers in it, however they are written.
    ///
    /// # Errors
    /// If it was there before, or is of another type.
    pub fn put_whole<T: Lenient>(&mut self, part: &mut Option<T>, place: usize) -> Result<(), A::Error> {
        self.once(part, place)?;
        *part = Some(T::from_read(self.access.next_value()?));
        Ok(())
    }

    /// Reads the value of a list or map, which is empty if it is `null`.
    ///
    /// # Errors
    /// If it was there before, or is of another type.
    pub fn put_or_empty<T: Deserialize<'de> + Default>(
        &mut self,
        part: &mut Option<T>,
        place: usize,
    ) -> Result<(), A::Error> {
        self.once(part, place)?;
        *part = Some(self.access.next_value::<Option<T>>()?.unwrap_or_default());
        Ok(())
    }

    /// Reads the value of a member that the type does not name. Of several of one name the last one counts.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn keep<T: Deserialize<'de>>(
        &mut self,
        extra: &mut BTreeMap<String, T>,
        name: String,
    ) -> Result<(), A::Error> {
        extra.insert(name, self.access.next_value()?);
        Ok(())
    }

    /// The same, with integers in it, however they are written.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn keep_whole<T: Lenient>(
        &mut self,
        extra: &mut BTreeMap<String, T>,
        name: String,
    ) -> Result<(), A::Error> {
        extra.insert(name, T::from_read(self.access.next_value()?));
        Ok(())
    }

    /// A member that must be there.
    ///
    /// # Errors
    /// If it is not.
    pub fn required<T>(&self, part: Option<T>, place: usize) -> Result<T, A::Error> {
        part.ok_or_else(|| A::Error::missing_field(self.name(place)))
    }
    fn once<T>(&self, part: &Option<T>, place: usize) -> Result<(), A::Error> {
        match part {
            Some(_) => Err(A::Error::duplicate_field(self.name(place))),
            None => Ok(()),
        }
    }

    fn name(&self, place: usize) -> &'static str {
        self.names.get(place).copied().unwrap_or_default()
    }
}

struct Whole<T>(PhantomData<fn() -> T>);

impl<'de, T: Object<'de>> Visitor<'de> for Whole<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::read(Members { access, names: T::MEMBERS })
    }
}

/// The place of a name among those that are known.
struct Known(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Known {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Known {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|known| *known == name))
    }
}

/// A name, whichever it is.
struct Any(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Any {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Any {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let place = self.0.iter().position(|known| *known == name);
        Ok(place.map_or_else(|| Name::Other(name.to_owned()), Name::Known))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_str, from_value, json};

    use super::*;

    #[derive(Debug, PartialEq)]
    struct Room {
        count: i64,
        name: Option<String>,
        rooms: Vec<String>,
        extra: BTreeMap<String, bool>,
    }

    impl<'de> Object<'de> for Room {
        const NAME: &'static str = "Room";
        const MEMBERS: &'static [&'static str] = &["count", "m.name", "rooms"];

        fn read<A: MapAccess<'de>>(mut members: Members<A>) -> Result<Self, A::Error> {
            let (mut count, mut name, mut rooms, mut extra) = (None, None, None, BTreeMap::new());
            while let Some(member) = members.next_name()? {
                match member {
                    Name::Known(0) => members.put_whole(&mut count, 0)?,
                    Name::Known(1) => members.put(&mut name, 1)?,
                    Name::Known(_) => members.put_or_empty(&mut rooms, 2)?,
                    Name::Other(other) => members.keep(&mut extra, other)?,
                }
            }
            let count = members.required(count, 0)?;
            Ok(Self { count, name: name.unwrap_or_default(), rooms: rooms.unwrap_or_default(), extra })
        }
    }

    impl<'de> Deserialize<'de> for Room {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object(deserializer)
        }
    }

    fn failing(text: &str) -> String {
        from_str::<Room>(text).unwrap_err().to_string()
    }

    #[test]
    fn members_are_read_in_any_order_and_from_any_format() {
        let text = r#"{"other":true,"rooms":null,"m.\u006eame":null,"count":2.0,"more":false}"#;
        let extra = BTreeMap::from([("other".to_owned(), true), ("more".to_owned(), false)]);
        let room = Room { count: 2, name: None, rooms: Vec::new(), extra };
        assert_eq!(from_str::<Room>(text).unwrap(), room);
        assert_eq!(from_value::<Room>(from_str(text).unwrap()).unwrap(), room);
        let least: Room = from_value(json!({"count": 1})).unwrap();
        assert_eq!((least.count, least.name, least.rooms, least.extra.len()), (1, None, vec![], 0));
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        assert!(failing("{}").starts_with("missing field `count`"));
        assert!(
            failing(r#"{"count":1,"count":1}"#).starts_with("duplicate field `count` at line 1 column 18")
        );
        assert!(failing(r#"{"m.name":1}"#).starts_with("invalid type: integer `1`, expected a string"));
        assert!(failing(r#"{"count":1.5}"#).starts_with("invalid"), "{}", failing(r#"{"count":1.5}"#));
        assert!(failing("[1]").starts_with("invalid type: sequence, expected struct Room"));
        assert!(failing("7").starts_with("invalid type: integer `7`, expected struct Room"));
        assert!(failing(r#"{"count":1,"other":2}"#).starts_with("invalid type: integer `2`"));
    }
}
