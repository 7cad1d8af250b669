//! The wording: our own sentences about operations, parameters, types and fields, in two files beside the overlays, one
//! on the APIs and one on the events.
//!
//! Each file names the release that it is written for. For that release, every entry must exist in the description; for
//! other releases, missing entries are skipped.

use std::path::Path;

use serde_json::Value;

use crate::lower::ir::{ApiModel, Operation};
use crate::model::OperationFacts;
use crate::overlay::WORDING_FILE;
use crate::pointer::escape;
use crate::sorted::{SortedMap, SortedSet};
use crate::{Api, Error, Release, Result};

mod events;
mod texts;

pub use events::{EventWording, undocumented_types};

use texts::{TypeTexts, WordingNode, known_types, put, read_file, type_places};

/// The sentences about all APIs.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    file: String,
    release: Option<Release>,
    apis: SortedMap<Api, Texts>,
}

/// The sentences about one API.
#[derive(Debug, Clone, Default)]
struct Texts {
    operations: SortedMap<String, OperationTexts>,
    /// The sentences about parameters of operations that have no sentence of their own about them.
    parameters: SortedMap<String, String>,
    types: SortedMap<String, TypeTexts>,
}

#[derive(Debug, Clone, Default)]
struct OperationTexts {
    summary: String,
    description: String,
    parameters: SortedMap<String, String>,
}

impl Wording {
    /// Reads the file in a folder of overlays; a missing file counts as empty.
    pub fn load(folder: &Path) -> Result<Self> {
        match read_file(folder, WORDING_FILE)? {
            (file, Some(value)) => Self::from_value(&file, &value),
            (file, None) => Ok(Self { file, ..Self::default() }),
        }
    }

    /// Reads the wording from the parsed file.
    pub fn from_value(file: &str, value: &Value) -> Result<Self> {
        let place = WordingNode { file, pointer: String::new(), value };
        let mut wording = Self { file: file.to_owned(), ..Self::default() };
        for (key, place) in place.members()? {
            if key == "release" {
                wording.release = Some(place.release()?);
                continue;
            }
            let api = Api::from_slug(key).ok_or_else(|| {
                place.refuse("not an API such as client-server, so the sentences apply to nothing")
            })?;
            wording.apis.insert(api, Texts::read(&place)?);
        }
        if wording.release.is_none() {
            return Err(place.refuse("no `release`, so the required entries are unknown"));
        }
        Ok(wording)
    }

    /// Returns the file's name, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the release that the sentences are written for; `None` if there are no sentences.
    pub fn release(&self) -> Option<Release> {
        self.release
    }

    /// Adds the sentences to items without prose in the description.
    pub fn apply(&self, model: &mut ApiModel) -> Result<()> {
        let Some(texts) = self.apis.get(&model.api) else { return Ok(()) };
        for call in &mut model.operations {
            texts.put_operation(call);
        }
        for (name, text) in &texts.types {
            text.put(model, name);
        }
        if model.finished && self.release == Some(model.release) { self.check(texts, model) } else { Ok(()) }
    }

    /// Returns whether there are sentences about an operation.
    pub fn has(&self, api: Api, id: &str) -> bool {
        self.apis.get(&api).is_some_and(|texts| texts.operations.contains_key(id))
    }

    /// Fails with the first sentence about something that the description lacks.
    fn check(&self, texts: &Texts, model: &ApiModel) -> Result<()> {
        let known = known(model);
        let lost = texts.places().into_iter().find(|place| !known.contains(place.as_slice()));
        let Some(lost) = lost else { return Ok(()) };
        let pointer: String = lost.iter().map(|key| format!("/{}", escape(key))).collect();
        let message = format!("not in {} of the API, so the sentence would not appear", model.release);
        Err(Error::at(&self.file, format!("/{}{pointer}", model.api), message))
    }
}

/// Returns the operations of an API that have neither wording nor prose.
pub fn undocumented_operations<'a>(
    model: &'a ApiModel,
    wording: &Wording,
) -> impl Iterator<Item = &'a OperationFacts> {
    let operations = model.operations.iter().map(|call| &call.facts);
    operations.filter(|one| one.summary.is_none() && !wording.has(one.api, &one.id))
}

impl Texts {
    fn read(place: &WordingNode<'_>) -> Result<Self> {
        let mut texts = Self::default();
        for (key, place) in place.members()? {
            match key {
                "operations" => texts.operations = place.each(OperationTexts::read)?,
                "parameters" => texts.parameters = place.each(WordingNode::text)?,
                "types" => texts.types = place.each(TypeTexts::read)?,
                _ => return Err(place.refuse("neither `operations`, `parameters` nor `types`")),
            }
        }
        Ok(texts)
    }

    fn put_operation(&self, call: &mut Operation) {
        let own = self.operations.get(&call.facts.id);
        if let Some(own) = own
            && call.facts.summary.is_none()
            && call.facts.description.is_none()
        {
            call.facts.summary = Some(own.summary.clone());
            call.facts.description = Some(own.description.clone());
        }
        for parameter in &mut call.parameters {
            let own = own.and_then(|own| own.parameters.get(&parameter.name));
            put(&mut parameter.doc, own.or_else(|| self.parameters.get(&parameter.name)));
        }
    }

    /// Returns the keys of all sentences.
    fn places(&self) -> Vec<Vec<&str>> {
        let mut places = Vec::new();
        for (id, texts) in &self.operations {
            places.push(vec!["operations", id]);
            places.extend(texts.parameters.keys().map(|name| vec!["operations", id, "parameters", name]));
        }
        places.extend(self.parameters.keys().map(|name| vec!["parameters", name]));
        places.extend(type_places(&self.types));
        places
    }
}

impl OperationTexts {
    fn read(place: &WordingNode<'_>) -> Result<Self> {
        let mut texts = Self::default();
        for (key, place) in place.members()? {
            match key {
                "summary" => texts.summary = place.text()?,
                "description" => texts.description = place.text()?,
                "parameters" => texts.parameters = place.each(WordingNode::text)?,
                _ => return Err(place.refuse("neither `summary`, `description` nor `parameters`")),
            }
        }
        if texts.summary.is_empty() || texts.description.is_empty() {
            return Err(place.refuse("an operation needs both a `summary` and a `description`"));
        }
        Ok(texts)
    }
}

/// Returns the keys of all items that can have sentences.
fn known(model: &ApiModel) -> SortedSet<Vec<&str>> {
    let mut known = SortedSet::new();
    for call in &model.operations {
        let id = call.facts.id.as_str();
        known.insert(vec!["operations", id]);
        for parameter in &call.parameters {
            known.insert(vec!["operations", id, "parameters", &parameter.name]);
            known.insert(vec!["parameters", &parameter.name]);
        }
    }
    known.extend(known_types(model));
    known
}
