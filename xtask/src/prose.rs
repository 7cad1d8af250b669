//! By what the words on operations and types can be known again: a hash of each, so that a change of upstream's words
//! shows though none of them is committed.
//!
//! `spec/prose.yaml` has the hashes of upstream's words of the release that is vendored, and `update-spec` writes it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::load::yaml;
use matrix_openapi_codegen::lower::ir::{Doc, Lowered};
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Api, Description, canonical};
use serde_json::{Map, Value};

use crate::digest::sha256;
use crate::input;

/// The name of the file in the folder of a description.
pub const FILE: &str = "prose.yaml";

/// How many digits of a SHA-256 are kept: enough to tell apart what was said of one thing.
const DIGITS: usize = 16;

/// What stands for the hash where nothing is said.
const UNSAID: &str = "none";

/// The hashes of all APIs.
pub type Hashes = BTreeMap<Api, Words>;

/// The hashes of what is said in one API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// By operationId.
    pub operations: BTreeMap<String, String>,
    /// By the name of the type.
    pub types: BTreeMap<String, String>,
}

impl Words {
    /// The hashes of what a lowered API says of its operations, with their parameters, and types, with their members.
    pub fn of(lowered: &Lowered) -> Self {
        let mut words = Self::default();
        for call in &lowered.calls {
            let operation = &call.operation;
            let own = [("summary", &operation.summary), ("description", &operation.description)];
            let own = own.into_iter().map(|(name, text)| (name, text.as_deref()));
            let parameters = call
                .parameters
                .iter()
                .map(|parameter| (parameter.name.as_str(), parameter.doc.text.as_deref()));
            put(&mut words.operations, &operation.id, own.chain(parameters));
        }
        for (name, item) in &lowered.structs {
            let members = item.fields.iter().map(|field| (field.name.as_str(), field.doc.text.as_deref()));
            put(&mut words.types, name, whole(&item.doc).chain(members));
        }
        for (name, item) in &lowered.enums {
            let values = item.texts.iter().map(|(value, text)| (value.as_str(), Some(text.as_str())));
            put(&mut words.types, name, whole(&item.doc).chain(values));
        }
        for (name, item) in &lowered.unions {
            put(&mut words.types, name, whole(&item.doc));
        }
        words
    }

    /// The hashes of one kind, each with the kind's name in the file.
    pub fn kinds(&self) -> [(&'static str, &BTreeMap<String, String>); 2] {
        [("operations", &self.operations), ("types", &self.types)]
    }
}

/// What is said of a type as a whole.
fn whole(doc: &Doc) -> impl Iterator<Item = (&str, Option<&str>)> {
    [("", doc.text.as_deref())].into_iter()
}

/// A hash of some text.
pub fn hash(text: &str) -> String {
    let mut hash = sha256(text.as_bytes());
    hash.truncate(DIGITS);
    hash
}

/// Hashes texts with the names of what they are on. How they are broken into lines says nothing.
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
    let hash = if all.is_empty() { UNSAID.to_owned() } else { hash(&all) };
    hashes.insert(name.to_owned(), hash);
}

/// The hashes of what a description says, which must have the overlays applied.
pub fn hashes(description: &Description) -> Result<Hashes> {
    let mut hashes = Hashes::new();
    for (api, document) in &description.documents {
        hashes.insert(*api, Words::of(&lower(document, description.release)?));
    }
    Ok(hashes)
}

/// The hashes in a folder; nothing if it has none.
pub fn read(spec: &Path) -> Result<Option<Hashes>> {
    let path = spec.join(FILE);
    if !path.exists() {
        return Ok(None);
    }
    let name = path.display().to_string();
    let text = input::read_to_string(&path).with_context(|| format!("{name} is not readable"))?;
    Ok(Some(from_value(&name, &yaml::parse(&name, &text)?)?))
}

/// The file's text.
pub fn render(hashes: &Hashes) -> String {
    format!(
        "# Written by 'cargo xtask update-spec'; do not edit. Hashes of what upstream says of operations and types, so that\n\
         # a refresh can tell which have been reworded.\n{}",
        to_yaml(hashes)
    )
}

/// A map from APIs to operations and types as YAML.
pub fn to_yaml(hashes: &Hashes) -> String {
    let map = |hashes: &BTreeMap<String, String>| -> Value {
        hashes
            .iter()
            .map(|(name, hash)| (name.clone(), Value::from(hash.as_str())))
            .collect::<Map<_, _>>()
            .into()
    };
    let apis = hashes.iter().map(|(api, words)| {
        let kinds = words.kinds().map(|(kind, hashes)| (kind.to_owned(), map(hashes)));
        (api.to_string(), Value::from(Map::from_iter(kinds)))
    });
    canonical::to_yaml(&apis.collect::<Map<_, _>>().into())
}

/// Such a map from the parsed text of a file.
pub fn from_value(file: &str, value: &Value) -> Result<Hashes> {
    let map = |value: &Value, place: &str| -> Result<BTreeMap<String, String>> {
        let members = value.as_object().with_context(|| format!("{file}#{place}: not a map"))?;
        let hash = |(name, hash): (&String, &Value)| {
            let hash = hash.as_str().with_context(|| format!("{file}#{place}/{name}: not a text"))?;
            Ok((name.clone(), hash.to_owned()))
        };
        members.iter().map(hash).collect()
    };
    let mut hashes = Hashes::new();
    for (slug, value) in value.as_object().with_context(|| format!("{file}: not a map"))? {
        let Some(api) = Api::from_slug(slug) else { bail!("{file}#/{slug}: no API such as client-server") };
        let kind = |name: &str| {
            value.get(name).map_or_else(|| Ok(BTreeMap::new()), |kind| map(kind, &format!("/{slug}/{name}")))
        };
        hashes.insert(api, Words { operations: kind("operations")?, types: kind("types")? });
    }
    Ok(hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_back_what_was_written() {
        let hash = |text: &str| BTreeMap::from([("name".to_owned(), text.to_owned())]);
        let hashes = Hashes::from([
            (Api::Identity, Words { operations: hash("0123456789012345"), types: BTreeMap::new() }),
            (Api::PushGateway, Words { operations: BTreeMap::new(), types: hash("1e10") }),
        ]);
        let text = render(&hashes);
        assert!(text.starts_with("# Written by 'cargo xtask update-spec'; do not edit."), "{text}");
        assert_eq!(from_value("a", &yaml::parse("a", &text).unwrap()).unwrap(), hashes);
        assert!(from_value("a", &serde_json::json!({"identity": {"types": {"a": 1}}})).is_err());
        assert!(from_value("a", &serde_json::json!({"other": {}})).is_err());
    }

    #[test]
    fn words_are_hashed_and_lines_are_not() {
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
