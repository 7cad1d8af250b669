//! Extra fields: the fields of an object that its type does not have.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json::raw::{Raw, RawJson};

/// The fields of a JSON object that its type does not have, kept unchanged and written back.
///
/// It also keeps values that did not fit a field of the type, such as `null` or a value of the wrong type. They are written
/// back while the field itself has no value.
///
/// ```
/// # #[cfg(feature = "events")] {
/// # use matrix_openapi_core::events::RelatesTo;
/// let mut relation = RelatesTo::default();
/// relation.extra.insert("org.example.weight", &3).expect("no field of the type");
/// assert_eq!(relation.extra.get::<u8>("org.example.weight").expect("a number"), Some(3));
/// // Fields that the type has are set there.
/// assert!(relation.extra.insert("key", &"a").is_err());
/// # }
/// ```
#[derive(Clone)]
pub struct Extra {
    /// The names of the type's own fields. A reference to a slice, since that takes one word.
    named: FieldNames,
    /// Boxed, since this size is part of every object, and most objects have no extra fields.
    fields: Option<Box<ExtraFields>>,
}

/// The names of a type's own fields.
pub(crate) type FieldNames = &'static &'static [&'static str];

/// The fields, sorted by name without duplicates.
#[derive(Clone, Default, PartialEq)]
struct ExtraFields(Vec<ExtraEntry>);

/// A field with its value. `None` marks a required list, map or boolean that was absent, so it is not written back.
pub(crate) type ExtraEntry = (Cow<'static, str>, Option<RawJson>);

/// The error of [`Extra::insert`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExtraError {
    /// The type itself has a field of this name.
    #[error("the type has a field `{name}`; set that field instead")]
    Named {
        /// The name of the field in JSON.
        name: String,
    },
    /// The value cannot be written as JSON.
    #[error("the value of the field `{name}` cannot be written as JSON")]
    Json {
        /// The name of the field in JSON.
        name: String,
        /// The error from serde_json.
        source: serde_json::Error,
    },
}

impl Extra {
    /// Parses a field; `None` if it is absent.
    ///
    /// # Errors
    /// If the value is not a `T`.
    pub fn get<T: DeserializeOwned + 'static>(&self, name: &str) -> Result<Option<T>, serde_json::Error> {
        self.raw(name).map(Raw::parse_as).transpose()
    }

    /// Returns the raw value of a field.
    pub fn raw(&self, name: &str) -> Option<&RawJson> {
        self.kept(name)?
    }

    /// Sets a field, and returns its previous value.
    ///
    /// # Errors
    /// If the type itself has a field of that name, or the value cannot be written as JSON.
    pub fn insert(
        &mut self,
        name: impl Into<String>,
        value: &(impl Serialize + ?Sized),
    ) -> Result<Option<RawJson>, ExtraError> {
        let name = name.into();
        if self.named.contains(&name.as_str()) {
            return Err(ExtraError::Named { name });
        }
        match serde_json::value::to_raw_value(value) {
            Ok(json) => Ok(self.put(name.into(), json.into())),
            Err(source) => Err(ExtraError::Json { name, source }),
        }
    }

    /// Removes a field, and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<RawJson> {
        self.raw(name)?;
        let index = self.index(name).ok()?;
        self.fields.as_mut()?.0.remove(index).1
    }

    /// Returns the fields, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawJson)> {
        self.entries().iter().filter_map(|(name, value)| Some((name.as_ref(), value.as_ref()?)))
    }

    /// Returns the number of fields.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are no fields.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Copies each value into its own text, for values that outlive their response. A received value shares the text of the whole
    /// response, and keeps it in memory.
    #[must_use]
    pub fn detached(&self) -> Self {
        let own = |(name, value): &ExtraEntry| (name.clone(), value.as_ref().map(Raw::detached));
        Self::of_entries(self.named, self.entries().iter().map(own).collect())
    }

    /// Creates an empty set of extra fields, for a type with these fields.
    #[doc(hidden)]
    pub const fn of(named: FieldNames) -> Self {
        Self { named, fields: None }
    }

    /// Sorts fields that were read. The last one of duplicates counts.
    pub(crate) fn read(named: FieldNames, mut fields: Vec<ExtraEntry>) -> Self {
        if fields.len() > 1 {
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            fields.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                if same {
                    std::mem::swap(later, kept);
                }
                same
            });
        }
        Self::of_entries(named, fields)
    }

    /// Whether it is empty, and marks no absent required field.
    pub(crate) fn holds_nothing(&self) -> bool {
        self.entries().is_empty()
    }

    /// Returns the value that is kept under a name; an inner `None` marks a required field that was absent.
    pub(crate) fn kept(&self, name: &str) -> Option<Option<&RawJson>> {
        let index = self.index(name).ok()?;
        self.entries().get(index).map(|(_, value)| value.as_ref())
    }

    fn of_entries(named: FieldNames, fields: Vec<ExtraEntry>) -> Self {
        Self { named, fields: (!fields.is_empty()).then(|| Box::new(ExtraFields(fields))) }
    }

    fn put(&mut self, name: Cow<'static, str>, value: RawJson) -> Option<RawJson> {
        let index = self.index(&name);
        let fields = &mut self.fields.get_or_insert_default().0;
        match index {
            Ok(index) => fields.get_mut(index).and_then(|entry| entry.1.replace(value)),
            Err(index) => {
                fields.insert(index, (name, Some(value)));
                None
            }
        }
    }

    fn index(&self, name: &str) -> Result<usize, usize> {
        self.entries().binary_search_by(|(other, _)| other.as_ref().cmp(name))
    }

    fn entries(&self) -> &[ExtraEntry] {
        self.fields.as_ref().map_or(&[], |fields| &fields.0)
    }
}

impl Default for Extra {
    fn default() -> Self {
        const NONE: &[&str] = &[];
        Self::of(&NONE)
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.entries() == other.entries()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without values, which may contain keys or tokens.
        f.debug_set().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

impl<'a> IntoIterator for &'a Extra {
    type Item = (&'a str, &'a RawJson);
    type IntoIter = Box<dyn Iterator<Item = Self::Item> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    static NAMED: &[&str] = &["name"];

    #[test]
    fn fields_are_set_typed_and_read_typed() {
        let mut extra = Extra::of(&NAMED);
        assert!(extra.insert("b", &json!([1, 2])).unwrap().is_none());
        assert!(extra.insert("a", "text").unwrap().is_none());
        assert_eq!(extra.get::<Vec<u8>>("b").unwrap(), Some(vec![1, 2]));
        assert_eq!(extra.get::<String>("none").unwrap(), None);
        assert!(extra.get::<String>("b").is_err());
        assert_eq!(extra.insert("b", &7).unwrap().unwrap().json(), "[1,2]");
        assert_eq!(extra.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(extra.remove("a").unwrap().json(), r#""text""#);
        assert_eq!((extra.len(), extra.is_empty(), extra.remove("a").is_none()), (1, false, true));
    }

    #[test]
    fn a_name_of_a_field_of_the_type_is_refused() {
        let error = Extra::of(&NAMED).insert("name", "x").unwrap_err();
        assert_eq!(error.to_string(), "the type has a field `name`; set that field instead");
    }

    #[test]
    fn debug_output_has_names_only() {
        let mut extra = Extra::default();
        extra.insert("token", "syt_hidden").unwrap();
        assert_eq!(format!("{extra:?}"), r#"{"token"}"#);
    }

    #[test]
    fn the_last_of_several_fields_of_one_name_counts() {
        let entry = |name: &'static str, text: &str| (name.into(), Some(RawJson::from(json!(text))));
        let extra =
            Extra::read(&NAMED, vec![entry("b", "1"), entry("a", "2"), entry("b", "3"), entry("b", "4")]);
        let found: Vec<_> = extra.iter().map(|(name, value)| (name, value.json().to_owned())).collect();
        assert_eq!(found, [("a", r#""2""#.to_owned()), ("b", r#""4""#.to_owned())]);
    }
}
