//! The overlay stage: what we think otherwise than upstream, as OpenAPI Overlay documents
//! (<https://spec.openapis.org/overlay/v1.0.0.html>) whose targets are RFC 9535 queries.
//!
//! Four extensions say more than the standard can:
//!
//! - `x-api`: the API (or list of APIs) whose document an action is for.
//! - `x-releases`: the releases that an action is for, such as `v1.15..`.
//! - `x-expects`: the value that a target must have before the action; another one means that upstream has
//!   changed what we corrected, which somebody must look at.
//! - `x-written-for`, for a whole file: on an earlier release an action that matches nothing is passed over,
//!   since names and wording are kept for the vendored release alone.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::load::yaml;
use crate::query::Query;
use crate::release::ReleaseRange;
use crate::{Api, Description, Document, Error, Release, Result, wording};

/// The overlay files of one folder, in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Overlays {
    files: Vec<Overlay>,
}

#[derive(Debug, Clone)]
struct Overlay {
    file: String,
    written_for: Option<Release>,
    actions: Vec<Action>,
}

#[derive(Debug, Clone)]
struct Action {
    pointer: String,
    apis: Vec<Api>,
    releases: ReleaseRange,
    target: Query,
    expects: Option<Value>,
    change: Change,
}

#[derive(Debug, Clone)]
enum Change {
    Update(Value),
    Remove,
}

impl Overlays {
    /// The files that [`Overlays::load`] reads from a folder: all but the wording, which has a form of its own.
    pub fn inputs(folder: &Path) -> Result<Vec<PathBuf>> {
        let name = folder.display().to_string();
        let listing = std::fs::read_dir(folder).map_err(|error| Error::file(&name, error.to_string()))?;
        let mut paths = Vec::new();
        for entry in listing {
            let path = entry.map_err(|error| Error::file(&name, error.to_string()))?.path();
            let worded = path.file_name().is_some_and(|name| name == wording::FILE);
            if !worded && path.extension().is_some_and(|extension| extension == "yaml") {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    /// Reads all overlays of a folder.
    pub fn load(folder: &Path) -> Result<Self> {
        let files = Self::inputs(folder)?
            .into_iter()
            .map(|path| Overlay::read(&path.display().to_string(), &yaml::read(&path)?))
            .collect::<Result<_>>()?;
        Ok(Self { files })
    }

    /// Reads one overlay from its parsed text.
    pub fn from_value(file: &str, value: &Value) -> Result<Self> {
        Ok(Self { files: vec![Overlay::read(file, value)?] })
    }

    /// Applies every action that is for the description's release.
    pub fn apply(&self, description: &mut Description) -> Result<()> {
        self.files.iter().try_for_each(|overlay| overlay.apply(description))
    }
}

impl Overlay {
    fn read(file: &str, value: &Value) -> Result<Self> {
        match value.get("overlay").and_then(Value::as_str) {
            Some(version) if version.starts_with("1.") => {}
            _ => {
                return Err(Error::at(
                    file,
                    "/overlay",
                    "no overlay of version 1, so its actions mean nothing",
                ));
            }
        }
        let written_for = parsed(file, "", value, "x-written-for")?;
        let actions = value
            .get("actions")
            .and_then(Value::as_array)
            .ok_or_else(|| Error::at(file, "/actions", "not a list, an overlay consists of actions"))?
            .iter()
            .enumerate()
            .map(|(index, action)| Action::read(file, format!("/actions/{index}"), action))
            .collect::<Result<_>>()?;
        Ok(Self { file: file.to_owned(), written_for, actions })
    }

    fn apply(&self, description: &mut Description) -> Result<()> {
        let release = description.release;
        let earlier = self.written_for.is_some_and(|written_for| release < written_for);
        for action in self.actions.iter().filter(|action| action.releases.contains(release)) {
            let mut matched = 0;
            for document in
                description.documents.values_mut().filter(|document| action.apis.contains(&document.api))
            {
                matched += action.apply(&self.file, document)?;
            }
            // An API that was not read may be the one that the action is about.
            let all_read = action.apis.iter().all(|api| description.documents.contains_key(api));
            if matched == 0 && all_read && !earlier && !action.is_about_names_that_are_not_there(description)
            {
                let message = format!(
                    "`{}` matches nothing in {release}, so the action no longer applies",
                    action.target
                );
                return Err(Error::at(&self.file, &action.pointer, message));
            }
        }
        Ok(())
    }
}

impl Action {
    fn read(file: &str, pointer: String, value: &Value) -> Result<Self> {
        let refuse = |key: &str, message: &str| Error::at(file, format!("{pointer}/{key}"), message);
        let apis = match value.get("x-api") {
            None => Api::ALL.to_vec(),
            Some(Value::String(slug)) => vec![slug.as_str()].into_iter().filter_map(Api::from_slug).collect(),
            Some(Value::Array(slugs)) => {
                let known: Vec<_> =
                    slugs.iter().filter_map(Value::as_str).filter_map(Api::from_slug).collect();
                if known.len() == slugs.len() { known } else { Vec::new() }
            }
            Some(_) => Vec::new(),
        };
        if apis.is_empty() {
            return Err(refuse(
                "x-api",
                "not an API such as client-server, so the action is for no document",
            ));
        }
        let target = value
            .get("target")
            .and_then(Value::as_str)
            .ok_or_else(|| refuse("target", "missing, an action needs a place"))?;
        let target = Query::parse(target)
            .map_err(|error| refuse("target", &format!("not a query that is understood: {error}")))?;
        let change = match (value.get("update"), value.get("remove").and_then(Value::as_bool)) {
            (Some(update), None | Some(false)) => Change::Update(update.clone()),
            (None, Some(true)) => Change::Remove,
            _ => {
                return Err(Error::at(
                    file,
                    pointer,
                    "needs either `update` or `remove: true`, and not both",
                ));
            }
        };
        let releases = parsed(file, &pointer, value, "x-releases")?.unwrap_or(ReleaseRange::ALL);
        Ok(Self { apis, releases, target, expects: value.get("x-expects").cloned(), change, pointer })
    }

    /// Whether the action is for a definition of a description that names none, as it is when it comes from bundles in
    /// which every reference is resolved.
    fn is_about_names_that_are_not_there(&self, description: &Description) -> bool {
        let mut documents =
            description.documents.values().filter(|document| self.apis.contains(&document.api));
        self.target.to_string().starts_with("$.components.schemas[")
            && documents.all(|document| document.root.pointer("/components/schemas").is_none())
    }

    /// Changes every place that the target names and returns how many there were.
    fn apply(&self, file: &str, document: &mut Document) -> Result<usize> {
        let places = self.target.locate(&document.root);
        // From the last to the first, so that removing one does not shift those still to come.
        for place in places.iter().rev() {
            let Some(node) = document.root.pointer_mut(place) else { continue };
            if self.expects.as_ref().is_some_and(|expected| expected != node) {
                let message = format!(
                    "{}#{place} is not what the action expects, so it no longer applies to {}",
                    document.file, self.target
                );
                return Err(Error::at(file, &self.pointer, message));
            }
            match &self.change {
                Change::Update(update) => merge(node, update),
                Change::Remove => remove(&mut document.root, place),
            }
        }
        Ok(places.len())
    }
}

/// The merge of the Overlay specification: objects member by member, a list grows, anything else is replaced.
fn merge(node: &mut Value, update: &Value) {
    match (node, update) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                match members.get_mut(name) {
                    Some(member) => merge(member, change),
                    None => {
                        members.insert(name.clone(), change.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        (Value::Array(items), one) => items.push(one.clone()),
        (node, update) => *node = update.clone(),
    }
}

fn remove(root: &mut Value, place: &str) {
    let Some((parent, name)) = place.rsplit_once('/') else { return };
    let name = name.replace("~1", "/").replace("~0", "~");
    match root.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(&name);
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = name.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// A string member read as `T`; absent is fine.
fn parsed<T: std::str::FromStr<Err = String>>(
    file: &str,
    pointer: &str,
    value: &Value,
    key: &str,
) -> Result<Option<T>> {
    let text = match value.get(key) {
        None => return Ok(None),
        Some(Value::String(text)) => text.parse(),
        Some(_) => Err("not a string".to_owned()),
    };
    text.map(Some).map_err(|message| Error::at(file, format!("{pointer}/{key}"), message))
}
