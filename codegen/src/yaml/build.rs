//! Builds JSON values while the parser reads YAML.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::pointer;
use crate::{Error, Result};

/// The approximate limit for the memory of the values of one file, because aliases can expand a small file enormously.
const MOST_MEMORY: usize = 256 * 1024 * 1024;

/// The keyword whose value is a release.
const RELEASE: &str = "x-addedInMatrixVersion";

/// The key of maps that are merged into the map that contains it.
const MERGE: &str = "<<";

/// The memory of a value without the bytes of a string.
const VALUE: usize = 64;

pub(super) fn value(file: &str, text: &str) -> Result<Value> {
    let work = Reading { file, left: Cell::new(MOST_MEMORY), error: RefCell::new(None) };
    let seed = ValueSeed { work: &work, location: &YamlPath::Root };
    let value = seed.deserialize(serde_yaml::Deserializer::from_str(text));
    // The parser would wrap our error in its own message.
    match (work.error.take(), value) {
        (Some(error), _) => Err(error),
        (None, Ok(value)) => Ok(value),
        (None, Err(error)) => Err(Error::file(file, format!("invalid YAML: {error}"))),
    }
}

struct Reading<'a> {
    file: &'a str,
    left: Cell<usize>,
    error: RefCell<Option<Error>>,
}

/// The path of a node in the document.
enum YamlPath<'a> {
    Root,
    Item(&'a YamlPath<'a>, usize),
    Member(&'a YamlPath<'a>, &'a str),
}

impl YamlPath<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Item(parent, index) => pointer::join(&parent.pointer(), &index.to_string()),
            Self::Member(parent, name) => pointer::join(&parent.pointer(), name),
        }
    }
}

impl Reading<'_> {
    fn refuse<E: serde::de::Error>(&self, location: &YamlPath<'_>, message: &str) -> E {
        // The parser's error follows from our first one.
        self.error.borrow_mut().get_or_insert_with(|| Error::at(self.file, location.pointer(), message));
        E::custom(message)
    }

    fn take<E: serde::de::Error>(&self, location: &YamlPath<'_>, bytes: usize) -> std::result::Result<(), E> {
        match self.left.get().checked_sub(bytes) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(self.refuse(location, "its aliases make it larger than any description")),
        }
    }

    fn float<E: serde::de::Error>(
        &self,
        location: &YamlPath<'_>,
        value: f64,
    ) -> std::result::Result<Number, E> {
        Number::from_f64(value).ok_or_else(|| {
            let text = if value.is_nan() {
                ".nan"
            } else if value < 0.0 {
                "-.inf"
            } else {
                ".inf"
            };
            self.refuse(location, &format!("{text} is not a finite number, which JSON cannot express"))
        })
    }
}

/// The seed of a value, with its path.
#[derive(Clone, Copy)]
struct ValueSeed<'a> {
    work: &'a Reading<'a>,
    location: &'a YamlPath<'a>,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Value, D::Error> {
        self.work.take(self.location, VALUE)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can express")
    }

    fn visit_unit<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    /// Reads a file without a value.
    fn visit_none<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> std::result::Result<Value, E> {
        Err(self.work.refuse(self.location, &format!("{value} has more than 64 bits")))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> std::result::Result<Value, E> {
        Err(self.work.refuse(self.location, &format!("{value} has more than 64 bits")))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> std::result::Result<Value, E> {
        self.work.float(self.location, value).map(Value::Number)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> std::result::Result<Value, E> {
        self.work.take(self.location, value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let location = YamlPath::Item(self.location, list.len());
            match items.next_element_seed(ValueSeed { work: self.work, location: &location })? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = fields.next_key_seed(KeySeed(self))? {
            let location = YamlPath::Member(self.location, &key);
            if object.contains_key(&key) {
                return Err(self.work.refuse(&location, "occurs twice, so one of the two would be lost"));
            }
            let seed = ValueSeed { work: self.work, location: &location };
            let value = match key.as_str() {
                RELEASE => fields.next_value_seed(ReleaseSeed(seed))?,
                _ => fields.next_value_seed(seed)?,
            };
            object.insert(key, value);
        }
        merge(&mut object);
        Ok(Value::Object(object))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> std::result::Result<Value, A::Error> {
        let (tag, _) = data.variant::<String>()?;
        let tag = tag.trim_start_matches('!');
        Err(self.work.refuse(self.location, &format!("the tag `!{tag}` has no meaning in JSON")))
    }
}

/// Adds the entries of the maps that a merge key of YAML 1.1 names, as upstream's tools do. The map's own entries take
/// precedence, then those of earlier maps.
fn merge(object: &mut Map<String, Value>) {
    let is_map = |value: &Value| match value {
        Value::Object(_) => true,
        Value::Array(maps) => !maps.is_empty() && maps.iter().all(Value::is_object),
        _ => false,
    };
    if !object.get(MERGE).is_some_and(is_map) {
        return;
    }
    let maps = match object.remove(MERGE) {
        Some(Value::Array(maps)) => maps,
        one => one.into_iter().collect(),
    };
    for map in maps {
        let Value::Object(map) = map else { continue };
        for (key, value) in map {
            object.entry(key).or_insert(value);
        }
    }
}

/// The seed of a release, which is read as written, because `1.10` without quotes is the number 1.1 in YAML.
struct ReleaseSeed<'a>(ValueSeed<'a>);

impl<'de> DeserializeSeed<'de> for ReleaseSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Value, D::Error> {
        let ValueSeed { work, location } = self.0;
        work.take(location, VALUE)?;
        let text = deserializer.deserialize_str(KeySeed(self.0));
        text.map(Value::String).map_err(|_| work.refuse(location, "not a release, such as \"1.7\""))
    }
}

/// The seed of a key, which is read as written, because `1.10` and `1.1` are the same number.
struct KeySeed<'a>(ValueSeed<'a>);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<String, D::Error> {
        let ValueSeed { work, location } = self.0;
        let error = "a key is neither a string, a number nor a boolean, which JSON cannot express";
        deserializer.deserialize_str(self).map_err(|_| work.refuse(location, error))
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that JSON can express")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> std::result::Result<String, E> {
        let ValueSeed { work, location } = self.0;
        work.take(location, text.len())?;
        Ok(text.to_owned())
    }
}
