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

use texts::{TypeTexts, WordingNode, known_types, read_file, set_text, type_locations};

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
        let location = WordingNode { file, pointer: String::new(), value };
        let mut wording = Self { file: file.to_owned(), ..Self::default() };
        for (key, location) in location.entries()? {
            if key == "release" {
                wording.release = Some(location.release()?);
                continue;
            }
            let api = Api::from_slug(key).ok_or_else(|| {
                location.refuse("not an API such as client-server, so the sentences apply to nothing")
            })?;
            wording.apis.insert(api, Texts::read(&location)?);
        }
        if wording.release.is_none() {
            return Err(location.refuse("no `release`, so the required entries are unknown"));
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
        for operation in &mut model.operations {
            texts.apply_to_operation(operation);
        }
        for (name, text) in &texts.types {
            text.apply(model, name);
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
        let lost = texts.locations().into_iter().find(|location| !known.contains(location.as_slice()));
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
    let operations = model.operations.iter().map(|operation| &operation.facts);
    operations.filter(|one| one.summary.is_none() && !wording.has(one.api, &one.id))
}

impl Texts {
    fn read(location: &WordingNode<'_>) -> Result<Self> {
        let mut texts = Self::default();
        for (key, location) in location.entries()? {
            match key {
                "operations" => texts.operations = location.each(OperationTexts::read)?,
                "parameters" => texts.parameters = location.each(WordingNode::text)?,
                "types" => texts.types = location.each(TypeTexts::read)?,
                _ => return Err(location.refuse("neither `operations`, `parameters` nor `types`")),
            }
        }
        Ok(texts)
    }

    fn apply_to_operation(&self, operation: &mut Operation) {
        let own = self.operations.get(&operation.facts.id);
        if let Some(own) = own
            && operation.facts.summary.is_none()
            && operation.facts.description.is_none()
        {
            operation.facts.summary = Some(own.summary.clone());
            operation.facts.description = Some(own.description.clone());
        }
        for parameter in &mut operation.parameters {
            let own = own.and_then(|own| own.parameters.get(&parameter.name));
            set_text(&mut parameter.doc, own.or_else(|| self.parameters.get(&parameter.name)));
        }
    }

    /// Returns the keys of all sentences.
    fn locations(&self) -> Vec<Vec<&str>> {
        let mut locations = Vec::new();
        for (id, texts) in &self.operations {
            locations.push(vec!["operations", id]);
            locations.extend(texts.parameters.keys().map(|name| vec!["operations", id, "parameters", name]));
        }
        locations.extend(self.parameters.keys().map(|name| vec!["parameters", name]));
        locations.extend(type_locations(&self.types));
        locations
    }
}

impl OperationTexts {
    fn read(location: &WordingNode<'_>) -> Result<Self> {
        let mut texts = Self::default();
        for (key, location) in location.entries()? {
            match key {
                "summary" => texts.summary = location.text()?,
                "description" => texts.description = location.text()?,
                "parameters" => texts.parameters = location.each(WordingNode::text)?,
                _ => return Err(location.refuse("neither `summary`, `description` nor `parameters`")),
            }
        }
        if texts.summary.is_empty() || texts.description.is_empty() {
            return Err(location.refuse("an operation needs both a `summary` and a `description`"));
        }
        Ok(texts)
    }
}

/// Returns the keys of all items that can have sentences.
fn known(model: &ApiModel) -> SortedSet<Vec<&str>> {
    let mut known = SortedSet::new();
    for operation in &model.operations {
        let id = operation.facts.id.as_str();
        known.insert(vec!["operations", id]);
        for parameter in &operation.parameters {
            known.insert(vec!["operations", id, "parameters", &parameter.name]);
            known.insert(vec!["parameters", &parameter.name]);
        }
    }
    known.extend(known_types(model));
    known
}
