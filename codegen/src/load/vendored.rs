//! The vendored description: `pin.toml` and one OpenAPI document per API.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cycles;
use super::release_state::ReleaseState;
use crate::sorted::{SortedMap, sort};
use crate::{Api, Description, Document, Error, Origin, Release, Result};
use crate::{pointer, yaml};

/// The file that identifies a vendored folder.
pub const PIN: &str = "pin.toml";

/// The document of the events, which some vendored folders lack.
pub const EVENTS: &str = "events.yaml";

/// The file that marks a vendored folder as partly updated; nothing is read from such a folder.
pub const UNFINISHED: &str = "update-unfinished";

/// Reads a vendored folder and checks that it is complete: all files are of one release, and every `$ref` has a
/// target.
pub fn vendored(folder: &Path) -> Result<Description> {
    vendored_apis(folder, &Api::ALL)
}

/// Reads some APIs of a vendored folder, and no file of the others.
pub fn vendored_apis(folder: &Path, apis: &[Api]) -> Result<Description> {
    if folder.join(UNFINISHED).exists() {
        let message =
            "an update of this folder was interrupted, run `cargo xtask update-spec` again to finish it";
        return Err(Error::file(folder.display().to_string(), message));
    }
    let ReleaseState { release, finished } = state(&folder.join(PIN))?;
    let mut documents = SortedMap::new();
    for &api in apis {
        let path = folder.join(file_name(api));
        let mut document = Document::new(api, path.display().to_string(), yaml::read(&path)?);
        document.finished = finished;
        check(&document, release, ("/paths", "the API has no operations"))?;
        documents.insert(api, document);
    }
    Ok(Description { release, origin: Origin::Vendored, documents, events: None })
}

/// Reads the document of the events of a vendored folder, if it has one.
pub(super) fn events(folder: &Path, state: ReleaseState) -> Result<Option<Document>> {
    let path = folder.join(EVENTS);
    if !path.exists() {
        return Ok(None);
    }
    let mut document = Document::new(Api::OF_EVENTS, path.display().to_string(), yaml::read(&path)?);
    document.finished = state.finished;
    check(&document, state.release, ("/events", "it describes no events"))?;
    Ok(Some(document))
}

/// Returns the files of a vendored folder.
pub(super) fn inputs(folder: &Path, apis: &[Api]) -> Vec<PathBuf> {
    let mut files: Vec<_> = apis.iter().map(|&api| folder.join(file_name(api))).collect();
    files.push(folder.join(PIN));
    sort(&mut files, Ord::cmp);
    files
}

fn file_name(api: Api) -> String {
    format!("{api}.yaml")
}

/// Reads the release from a pin file; the generator does not need the rest.
fn state(pin: &Path) -> Result<ReleaseState> {
    let name = pin.display().to_string();
    let text = yaml::text(pin).map_err(|error| Error::file(&name, error))?;
    let value = |key: &str| {
        let mut top_level = text.lines().take_while(|line| !line.trim_start().starts_with('['));
        top_level
            .find_map(|line| line.split_once('=').filter(|(name, _)| name.trim() == key))
            .map(|(_, value)| value.trim())
    };
    let release = value("release")
        .ok_or_else(|| Error::file(&name, "no line `release = \"vX.Y\"`, so the release is unknown"))?;
    let release =
        release.trim_matches('"').parse().map_err(|error: String| Error::at(name, "/release", error))?;
    Ok(ReleaseState { release, finished: value("unstable") != Some("true") })
}

fn check(document: &Document, release: Release, (part, lacking): (&str, &str)) -> Result<()> {
    let Document { file, root, .. } = document;
    let version = root.get("openapi").and_then(Value::as_str);
    if !version.is_some_and(|version| version.starts_with("3.1.")) {
        return Err(Error::at(file, "/openapi", "not OpenAPI 3.1, which a vendored file must be"));
    }
    let of = root.pointer("/info/version").and_then(Value::as_str);
    if of != Some(&release.to_string()) {
        let message = format!("not {release}, the release of {PIN}, so the files are of different releases");
        return Err(Error::at(file, "/info/version", message));
    }
    if !root.pointer(part).is_some_and(Value::is_object) {
        return Err(Error::at(file, part, format!("not a map, so {lacking}")));
    }
    let mut references = Vec::new();
    collect(root, String::new(), &mut references);
    let found = |target: &str| target.strip_prefix('#').is_some_and(|target| root.pointer(target).is_some());
    if let Some((location, target)) = references.iter().find(|(_, target)| !found(target)) {
        return Err(Error::at(file, location, format!("`{target}` does not exist in this file")));
    }
    match cycles::find(&whole(&references)) {
        None => Ok(()),
        Some(location) => {
            Err(Error::at(file, location, "closes a cycle of references, so it describes nothing"))
        }
    }
}

/// Collects the references of a document: their JSON pointers and targets.
fn collect(value: &Value, location: String, references: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                let inner = pointer::join(&location, key);
                match field {
                    Value::String(target) if key == "$ref" => references.push((inner, target.clone())),
                    field if matches!(key.as_str(), "enum" | "const" | "default") && !field.is_object() => {}
                    field => collect(field, inner, references),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, pointer::join(&location, &index.to_string()), references);
            }
        }
        _ => {}
    }
}

/// Returns the components that each component consists of, by direct references, without those of properties, items
/// or other parts.
fn whole(references: &[(String, String)]) -> cycles::Graph<String, String> {
    let mut graph = cycles::Graph::new();
    for (location, target) in references {
        let mut keys = location.split('/').skip(1);
        let (Some("components"), Some(section), Some(name)) = (keys.next(), keys.next(), keys.next()) else {
            continue;
        };
        let same = |key: &str| {
            matches!(key, "allOf" | "anyOf" | "oneOf" | "not" | "if" | "then" | "else" | "$ref")
                || key.bytes().all(|letter| letter.is_ascii_digit())
        };
        if keys.all(same) {
            let from = format!("#/components/{section}/{name}");
            graph.entry(from).or_default().push((target.clone(), location.clone()));
        }
    }
    graph
}
