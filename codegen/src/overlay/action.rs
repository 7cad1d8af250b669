//! One action of an overlay: its target, its conditions and its change.

use serde_json::Value;

use crate::jsonpath::JsonPath;
use crate::pointer::{self, join};
use crate::release::ReleaseRange;
use crate::{Api, Description, Document, Error, Result};

/// The fields of an action. Others are refused, because a misspelt one would change the effect of the action.
const MEMBERS: [&str; 12] = [
    "target",
    "description",
    "update",
    "remove",
    "x-replace",
    "x-api",
    "x-releases",
    "x-expects",
    "x-requires",
    "x-unless",
    "x-reason",
    "x-reference",
];

/// The value of `x-api` that selects the document of the events.
const EVENTS: &str = "events";

/// An action.
#[derive(Debug, Clone)]
pub(super) struct Action {
    pub(super) pointer: String,
    pub(super) apis: Vec<Api>,
    /// Whether it is for the document of the events too.
    events: bool,
    pub(super) releases: ReleaseRange,
    pub(super) target: JsonPath,
    expects: Option<Value>,
    requires: Vec<JsonPath>,
    unless: Vec<JsonPath>,
    change: Change,
}

#[derive(Debug, Clone)]
enum Change {
    Update(Value),
    Replace(Value),
    Remove,
}

/// The result of an action on one document.
pub(super) struct Outcome {
    /// The number of nodes that the target matches.
    pub(super) matched: usize,
    /// How a node differs from what the action expects.
    pub(super) unexpected: Option<String>,
}

impl Action {
    pub(super) fn read(file: &str, pointer: String, value: &Value) -> Result<Self> {
        let refuse = |key: &str, message: &str| Error::at(file, join(&pointer, key), message);
        let mut members = value.as_object().into_iter().flat_map(|members| members.keys());
        if let Some(key) = members.find(|key| !MEMBERS.contains(&key.as_str())) {
            return Err(refuse(key, "not a field of an action, so it would have no effect"));
        }
        let target = value
            .get("target")
            .and_then(Value::as_str)
            .ok_or_else(|| refuse("target", "missing, an action needs a target"))?;
        let (apis, events) = apis(value.get("x-api")).ok_or_else(|| {
            refuse(
                "x-api",
                "not an API such as client-server, nor events, so the action applies to no document",
            )
        })?;
        Ok(Self {
            apis,
            events,
            releases: parsed(file, &pointer, value, "x-releases")?.unwrap_or(ReleaseRange::ALL),
            target: query(target).map_err(|message| refuse("target", &message))?,
            expects: value.get("x-expects").cloned(),
            requires: queries(value.get("x-requires")).map_err(|message| refuse("x-requires", &message))?,
            unless: queries(value.get("x-unless")).map_err(|message| refuse("x-unless", &message))?,
            change: change(value).ok_or_else(|| {
                let message = "needs either `update`, `x-replace` or `remove: true`, and not more than one";
                Error::at(file, &pointer, message)
            })?,
            pointer,
        })
    }

    /// The documents that the action is for.
    pub(super) fn documents<'a>(
        &self,
        description: &'a mut Description,
    ) -> impl Iterator<Item = &'a mut Document> {
        let Description { documents, events, .. } = description;
        let apis = self.apis.clone();
        let documents = documents.values_mut().filter(move |document| apis.contains(&document.api));
        documents.chain(events.as_mut().filter(|_| self.events))
    }

    /// Whether a document that was not read may be the one that the action is about.
    pub(super) fn is_for_unread(&self, description: &Description) -> bool {
        let unread = |api: &Api| !description.documents.contains_key(api);
        // What is for all documents need not be about the events.
        let only_events = self.events && self.apis.len() < Api::ALL.len();
        self.apis.iter().any(unread) || only_events && description.events.is_none()
    }

    /// Whether the document meets the conditions of the action.
    pub(super) fn is_for(&self, document: &Document) -> bool {
        let there = |query: &JsonPath| !query.locate(&document.root).is_empty();
        self.requires.iter().all(there) && !self.unless.iter().any(there)
    }

    /// Whether the action targets a component, and the description has none, because it was read from bundles with all
    /// references resolved.
    pub(super) fn is_about_names_that_are_not_there(&self, description: &Description) -> bool {
        let apis = description.documents.values().filter(|document| self.apis.contains(&document.api));
        let mut documents = apis.chain(description.events.as_ref().filter(|_| self.events));
        self.target.to_string().starts_with("$.components.schemas[")
            && documents.all(|document| document.root.pointer("/components/schemas").is_none())
    }

    /// Changes every node that the target finds and that has the expected value.
    pub(super) fn apply(&self, file: &str, document: &mut Document) -> Outcome {
        let places = self.target.locate(&document.root);
        let mut unexpected = None;
        // From the last to the first, so removing one does not shift the others.
        for place in places.iter().rev() {
            let Some(node) = document.root.pointer_mut(place) else { continue };
            if self.expects.as_ref().is_some_and(|expected| !is_as_expected(node, expected)) {
                unexpected = Some(format!(
                    "{}#{place} is not what the action expects, so it no longer applies to {}",
                    document.file, self.target
                ));
                continue;
            }
            let mut written = vec![place.clone()];
            match &self.change {
                Change::Update(update) => {
                    written.clear();
                    merge(node, update, place, &mut written);
                }
                Change::Replace(value) => *node = value.clone(),
                Change::Remove => remove(&mut document.root, place),
            }
            for pointer in written {
                document.source_map.written(pointer, file, &self.pointer);
            }
        }
        Outcome { matched: places.len(), unexpected }
    }
}

/// Parses a field with a string; `None` if it is absent.
pub(super) fn parsed<T: std::str::FromStr<Err = String>>(
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
    text.map(Some).map_err(|message| Error::at(file, join(pointer, key), message))
}

/// The APIs that an action is for, and whether it is for the events; without a word it is for all of them.
fn apis(value: Option<&Value>) -> Option<(Vec<Api>, bool)> {
    let slugs = match value {
        None => return Some((Api::ALL.to_vec(), true)),
        Some(Value::Array(slugs)) => slugs.as_slice(),
        Some(slug) => std::slice::from_ref(slug),
    };
    let slugs: Vec<&str> = slugs.iter().map(Value::as_str).collect::<Option<_>>()?;
    let apis = slugs.iter().filter(|slug| **slug != EVENTS).map(|slug| Api::from_slug(slug));
    let apis: Vec<Api> = apis.collect::<Option<_>>()?;
    (!slugs.is_empty()).then(|| (apis, slugs.contains(&EVENTS)))
}

fn change(value: &Value) -> Option<Change> {
    let remove = match value.get("remove") {
        None => false,
        Some(remove) => remove.as_bool()?,
    };
    match (value.get("update"), value.get("x-replace"), remove) {
        (Some(update), None, false) => Some(Change::Update(update.clone())),
        (None, Some(value), false) => Some(Change::Replace(value.clone())),
        (None, None, true) => Some(Change::Remove),
        _ => None,
    }
}

fn queries(value: Option<&Value>) -> std::result::Result<Vec<JsonPath>, String> {
    let text = |value: &Value| query(value.as_str().ok_or("neither a query nor a list of them")?);
    match value {
        None => Ok(Vec::new()),
        Some(Value::Array(list)) => list.iter().map(text).collect(),
        Some(value) => Ok(vec![text(value)?]),
    }
}

fn query(text: &str) -> std::result::Result<JsonPath, String> {
    JsonPath::parse(text).map_err(|error| format!("not a supported query: {error}"))
}

/// Whether a value is the expected one. An action applies to the vendored files and to upstream's, which also contain
/// prose, so prose that the action does not mention is ignored. A property named `description` is a schema and not prose.
fn is_as_expected(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::Object(members), Value::Object(expected)) => {
            let is_text =
                |name: &str, member: &Value| matches!(name, "description" | "summary") && member.is_string();
            expected.keys().all(|name| members.contains_key(name))
                && members.iter().all(|(name, member)| match expected.get(name) {
                    Some(expected) => is_as_expected(member, expected),
                    None => is_text(name, member),
                })
        }
        (Value::Array(items), Value::Array(expected)) => {
            items.len() == expected.len()
                && items.iter().zip(expected).all(|(item, expected)| is_as_expected(item, expected))
        }
        (value, expected) => value == expected,
    }
}

/// Merges as the Overlay specification defines: objects by their fields, lists are appended to, anything else is replaced.
/// Adds the pointers of the written nodes to `written`.
fn merge(node: &mut Value, update: &Value, place: &str, written: &mut Vec<String>) {
    match (node, update) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                let inner = join(place, name);
                match members.get_mut(name) {
                    Some(member) => merge(member, change, &inner, written),
                    None => {
                        members.insert(name.clone(), change.clone());
                        written.push(inner);
                    }
                }
            }
        }
        (Value::Array(items), update) => {
            let more = match update {
                Value::Array(more) => more.as_slice(),
                one => std::slice::from_ref(one),
            };
            let places = items.len()..items.len() + more.len();
            written.extend(places.map(|index| join(place, &index.to_string())));
            items.extend(more.iter().cloned());
        }
        (node, update) => {
            *node = update.clone();
            written.push(place.to_owned());
        }
    }
}

fn remove(root: &mut Value, place: &str) {
    let Some((parent, _)) = place.rsplit_once('/') else { return };
    let Some(name) = pointer::last(place) else { return };
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
