//! The sentences about types and fields, which both files of wording contain, and their reader.

use std::path::Path;

use serde_json::{Map, Value};

use crate::lower::ir::{ApiModel, Doc};
use crate::pointer::escape;
use crate::sorted::SortedMap;
use crate::{Error, Release, Result, yaml};

/// The sentences about a type.
#[derive(Debug, Clone, Default)]
pub(super) struct TypeTexts {
    pub(super) description: Option<String>,
    /// By the name of the field.
    pub(super) fields: SortedMap<String, String>,
    /// By the value of an enumeration.
    pub(super) values: SortedMap<String, String>,
}

impl TypeTexts {
    pub(super) fn read(location: &WordingNode<'_>) -> Result<Self> {
        let mut texts = Self::default();
        for (key, location) in location.entries()? {
            match key {
                "description" => texts.description = Some(location.text()?),
                "fields" => texts.fields = location.each(WordingNode::text)?,
                "values" => texts.values = location.each(WordingNode::text)?,
                _ => return Err(location.refuse("neither `description`, `fields` nor `values`")),
            }
        }
        Ok(texts)
    }

    /// Adds the sentences to the type with a name.
    pub(super) fn apply(&self, model: &mut ApiModel, name: &str) {
        if let Some(item) = model.structs.get_mut(name) {
            set_text(&mut item.doc, self.description.as_ref());
            for field in &mut item.fields {
                set_text(&mut field.doc, self.fields.get(&field.name));
            }
        } else if let Some(item) = model.enums.get_mut(name) {
            set_text(&mut item.doc, self.description.as_ref());
            item.value_docs = self.values.clone();
        } else if let Some(item) = model.unions.get_mut(name) {
            set_text(&mut item.doc, self.description.as_ref());
        }
    }
}

/// Reads a file in a folder of overlays, and returns its path for errors; `None` if the file is missing.
pub(super) fn read_file(folder: &Path, name: &str) -> Result<(String, Option<Value>)> {
    let path = folder.join(name);
    let value = if path.is_file() { Some(yaml::read(&path)?) } else { None };
    Ok((path.display().to_string(), value))
}

/// Adds a sentence if the description has no prose.
pub(super) fn set_text(doc: &mut Doc, text: Option<&String>) {
    if doc.text.is_none() {
        doc.text = text.cloned();
    }
}

/// Returns the keys of all sentences about types.
pub(super) fn type_locations(types: &SortedMap<String, TypeTexts>) -> Vec<Vec<&str>> {
    let mut locations = Vec::new();
    for (name, texts) in types {
        locations.push(vec!["types", name]);
        locations.extend(texts.fields.keys().map(|field| vec!["types", name, "fields", field]));
        locations.extend(texts.values.keys().map(|value| vec!["types", name, "values", value]));
    }
    locations
}

/// Returns the keys of all types of a model, and of their fields and values.
pub(super) fn known_types(model: &ApiModel) -> Vec<Vec<&str>> {
    let mut known = Vec::new();
    for (name, item) in &model.structs {
        known.push(vec!["types", name]);
        known.extend(item.fields.iter().map(|field| vec!["types", name, "fields", field.name.as_str()]));
    }
    for (name, item) in &model.enums {
        known.push(vec!["types", name]);
        known.extend(item.values.iter().map(|value| vec!["types", name, "values", value]));
    }
    known.extend(model.unions.keys().map(|name| vec!["types", name.as_str()]));
    known
}

/// A value of the file and its location.
pub(super) struct WordingNode<'a> {
    pub(super) file: &'a str,
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

impl<'a> WordingNode<'a> {
    pub(super) fn refuse(&self, message: &str) -> Error {
        Error::at(self.file, &self.pointer, message)
    }

    pub(super) fn entries(&self) -> Result<impl Iterator<Item = (&'a str, Self)>> {
        let entries: &'a Map<String, Value> =
            self.value.as_object().ok_or_else(|| self.refuse("not a map"))?;
        Ok(entries.iter().map(|(key, value)| {
            let pointer = format!("{}/{}", self.pointer, escape(key));
            (key.as_str(), Self { file: self.file, pointer, value })
        }))
    }

    pub(super) fn each<T>(&self, read: fn(&Self) -> Result<T>) -> Result<SortedMap<String, T>> {
        self.entries()?.map(|(key, location)| Ok((key.to_owned(), read(&location)?))).collect()
    }

    pub(super) fn text(&self) -> Result<String> {
        match self.value.as_str().map(str::trim) {
            Some("") => Err(self.refuse("empty")),
            Some(text) => Ok(text.to_owned()),
            None => Err(self.refuse("not a string; quote it if it is meant to be one")),
        }
    }

    pub(super) fn release(&self) -> Result<Release> {
        self.text()?.parse().map_err(|error: String| self.refuse(&error))
    }
}
