//! Hashes of the prose on operations and types. They show what upstream has reworded, although its prose is not committed.
//!
//! `update-spec` writes the hashes of the vendored release's prose into `spec/prose.yaml`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::lower::event_ir::EventModel;
use matrix_openapi_codegen::lower::ir::{ApiModel, Doc};
use matrix_openapi_codegen::yaml;
use matrix_openapi_codegen::{Api, Model};
use serde_json::{Map, Value};

use crate::digest::sha256;
use crate::{canonical, input};

/// The name of the file in the folder of a description.
pub const FILE: &str = "prose.yaml";

/// The number of digits of a SHA-256 that are kept, enough to tell versions of one text apart.
const DIGITS: usize = 16;

/// The placeholder for the hash of missing prose.
const NO_PROSE: &str = "none";

/// The hashes of each API, and of the events.
pub type Hashes = BTreeMap<&'static str, ProseHashes>;

/// The names of the hashes of the events and the EDUs.
pub const EVENTS: [&str; 2] = ["events", "edus"];

/// The hashes of one API, or of the events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProseHashes {
    /// By operationId.
    pub operations: BTreeMap<String, String>,
    /// By the name of the type.
    pub types: BTreeMap<String, String>,
}

impl ProseHashes {
    /// Hashes the prose on the operations, with their parameters, and on the types, with their fields.
    pub fn of(model: &ApiModel) -> Self {
        let mut hashes = Self::default();
        for call in &model.operations {
            let operation = &call.facts;
            let own = [("summary", &operation.summary), ("description", &operation.description)];
            let own = own.into_iter().map(|(name, text)| (name, text.as_deref()));
            let parameters = call
                .parameters
                .iter()
                .map(|parameter| (parameter.name.as_str(), parameter.doc.text.as_deref()));
            put(&mut hashes.operations, &operation.id, own.chain(parameters));
        }
        for (name, item) in &model.structs {
            let fields = item.fields.iter().map(|field| (field.name.as_str(), field.doc.text.as_deref()));
            put(&mut hashes.types, name, type_prose(&item.doc).chain(fields));
        }
        for (name, item) in &model.enums {
            let values = item.value_docs.iter().map(|(value, text)| (value.as_str(), Some(text.as_str())));
            put(&mut hashes.types, name, type_prose(&item.doc).chain(values));
        }
        for (name, item) in &model.unions {
            put(&mut hashes.types, name, type_prose(&item.doc));
        }
        hashes
    }

    /// Hashes the prose on the contents of events and their parts, with their fields.
    pub fn of_events(model: &EventModel) -> Self {
        let mut hashes = Self::of(&model.types);
        let tagged = model.tagged.iter().map(|(name, item)| (name, &item.doc));
        let newtypes = model.newtypes.iter().map(|(name, item)| (name, &item.doc));
        for (name, doc) in tagged.chain(newtypes) {
            put(&mut hashes.types, name, type_prose(doc));
        }
        hashes
    }

    /// Returns the hashes by kind, with the kind's name in the file.
    pub fn kinds(&self) -> [(&'static str, &BTreeMap<String, String>); 2] {
        [("operations", &self.operations), ("types", &self.types)]
    }
}

/// Returns the hash of a text.
pub fn hash(text: &str) -> String {
    let mut hash = sha256(text.as_bytes());
    hash.truncate(DIGITS);
    hash
}

/// Returns the hashes of a description's prose. The wording must not have been added to the model.
pub fn hashes(model: &Model) -> Hashes {
    let apis = model.apis.iter().map(|(api, lowered)| (api.slug(), ProseHashes::of(lowered)));
    let events = model.events.iter().chain(&model.edus);
    apis.chain(events.map(|events| (events.section.slug(), ProseHashes::of_events(events)))).collect()
}

/// Returns the hashes in a folder; `None` if it has none.
pub fn read(spec: &Path) -> Result<Option<Hashes>> {
    let path = spec.join(FILE);
    if !path.exists() {
        return Ok(None);
    }
    let name = path.display().to_string();
    let text = input::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
    Ok(Some(from_value(&name, &yaml::parse(&name, &text)?)?))
}

/// Returns the file's text.
pub fn render(hashes: &Hashes) -> String {
    format!(
        "# Written by 'cargo xtask update-spec'; do not edit. Hashes of upstream's prose on operations and types,\n\
         # which show what a later release has reworded.\n{}",
        to_yaml(hashes)
    )
}

/// Returns a map from APIs, and the events, to operations and types as YAML.
pub fn to_yaml(hashes: &Hashes) -> String {
    let map = |hashes: &BTreeMap<String, String>| -> Value {
        hashes
            .iter()
            .map(|(name, hash)| (name.clone(), Value::from(hash.as_str())))
            .collect::<Map<_, _>>()
            .into()
    };
    let apis = hashes.iter().map(|(api, hashes)| {
        // Events have no operations.
        let kinds = hashes.kinds().into_iter().filter(|(kind, _)| !EVENTS.contains(api) || *kind == "types");
        let kinds = kinds.map(|(kind, hashes)| (kind.to_owned(), map(hashes)));
        ((*api).to_owned(), Value::from(Map::from_iter(kinds)))
    });
    canonical::to_yaml(&apis.collect::<Map<_, _>>().into())
}

/// Reads a map as [`to_yaml`] writes it from the parsed text of a file.
pub fn from_value(file: &str, value: &Value) -> Result<Hashes> {
    let map = |value: &Value, pointer: &str| -> Result<BTreeMap<String, String>> {
        let members = value.as_object().with_context(|| format!("{file}#{pointer}: not a map"))?;
        let hash = |(name, hash): (&String, &Value)| {
            let hash = hash.as_str().with_context(|| format!("{file}#{pointer}/{name}: not a string"))?;
            Ok((name.clone(), hash.to_owned()))
        };
        members.iter().map(hash).collect()
    };
    let mut hashes = Hashes::new();
    for (slug, value) in value.as_object().with_context(|| format!("{file}: not a map"))? {
        let Some(name) = section(slug) else {
            bail!("{file}#/{slug}: not an API such as client-server, nor {}", EVENTS.join(" or "))
        };
        let kind = |name: &str| {
            value.get(name).map_or_else(|| Ok(BTreeMap::new()), |kind| map(kind, &format!("/{slug}/{name}")))
        };
        hashes.insert(name, ProseHashes { operations: kind("operations")?, types: kind("types")? });
    }
    Ok(hashes)
}

/// Returns the prose on a type as a whole.
fn type_prose(doc: &Doc) -> impl Iterator<Item = (&str, Option<&str>)> {
    [("", doc.text.as_deref())].into_iter()
}

/// Hashes texts with the names of their subjects. Line breaks do not count.
fn put<'a>(
    hashes: &mut BTreeMap<String, String>,
    name: &str,
    texts: impl Iterator<Item = (&'a str, Option<&'a str>)>,
) {
    let mut all = String::new();
    for (on, text) in texts {
        if let Some(text) = text {
            let words: Vec<_> = text.split_whitespace().collect();
            all += &format!("{on}\n{}\n", words.join(" "));
        }
    }
    let hash = if all.is_empty() { NO_PROSE.to_owned() } else { hash(&all) };
    hashes.insert(name.to_owned(), hash);
}

/// Returns the name of the hashes of an API or of the events.
fn section(slug: &str) -> Option<&'static str> {
    EVENTS.into_iter().find(|name| *name == slug).or_else(|| Api::from_slug(slug).map(Api::slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_back_as_they_were_written() {
        let hash = |text: &str| BTreeMap::from([("name".to_owned(), text.to_owned())]);
        let hashes = Hashes::from([
            ("identity", ProseHashes { operations: hash("0123456789012345"), types: BTreeMap::new() }),
            ("push-gateway", ProseHashes { operations: BTreeMap::new(), types: hash("1e10") }),
        ]);
        let text = render(&hashes);
        assert!(text.starts_with("# Written by 'cargo xtask update-spec'; do not edit."), "{text}");
        assert_eq!(from_value("a", &yaml::parse("a", &text).unwrap()).unwrap(), hashes);
        assert!(from_value("a", &serde_json::json!({"identity": {"types": {"a": 1}}})).is_err());
        assert!(from_value("a", &serde_json::json!({"other": {}})).is_err());
    }

    #[test]
    fn line_breaks_do_not_count() {
        let hash = |texts: &[(&str, Option<&str>)]| {
            let mut hashes = BTreeMap::new();
            put(&mut hashes, "it", texts.iter().copied());
            hashes.remove("it")
        };
        let one = hash(&[("", Some("Some words.")), ("a", None)]);
        assert_eq!(one, hash(&[("", Some("Some\n  words.\n"))]));
        assert_ne!(one, hash(&[("", Some("Other words."))]));
        assert_ne!(one, hash(&[("a", Some("Some words."))]));
        assert_eq!(one.map(|hash| hash.len()), Some(DIGITS));
        assert_eq!(hash(&[("", None)]).as_deref(), Some("none"));
    }
}
