//! An action of an overlay: its target, its conditions and its change.

use serde_json::Value;

use crate::json::brief;
use crate::jsonpath::JsonPath;
use crate::pointer::{self, join};
use crate::release::ReleaseRange;
use crate::sorted::SortedSet;
use crate::{Api, Description, Document, Error, Result};

/// The fields of an action. Others are refused, because a misspelt field would change the effect of the action.
const MEMBERS: [&str; 13] = [
    "target",
    "description",
    "update",
    "remove",
    "x-replace",
    "x-api",
    "x-releases",
    "x-expects",
    "x-follow",
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
    /// Whether it applies to the document of the events, too.
    events: bool,
    pub(super) releases: ReleaseRange,
    pub(super) target: JsonPath,
    expects: Option<Value>,
    requires: Vec<Condition>,
    unless: Vec<Condition>,
    follow: bool,
    change: Change,
    /// The nodes of the document that the change refers to, as JSON pointers.
    references: Vec<String>,
}

/// A condition of a document or a target: the query must, or must not, match a node in it.
#[derive(Debug, Clone)]
struct Condition {
    query: JsonPath,
    /// Whether the query starts at the target, with `@`.
    of_target: bool,
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
    /// The number of nodes that already had the result of the action.
    pub(super) unchanged: usize,
    /// The reason why the action does not apply: an unexpected node, or a reference without a target.
    pub(super) unexpected: Option<String>,
}

impl Action {
    pub(super) fn read(file: &str, pointer: String, value: &Value) -> Result<Self> {
        let refuse = |key: &str, message: &str| Error::at(file, join(&pointer, key), message);
        let mut fields = value.as_object().into_iter().flat_map(|fields| fields.keys());
        if let Some(key) = fields.find(|key| !MEMBERS.contains(&key.as_str())) {
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
        let follow = match value.get("x-follow") {
            None => false,
            Some(follow) => {
                follow.as_bool().ok_or_else(|| refuse("x-follow", "neither `true` nor `false`"))?
            }
        };
        let change = change(value).ok_or_else(|| {
            let message = "needs either `update`, `x-replace` or `remove: true`, and not more than one";
            Error::at(file, &pointer, message)
        })?;
        Ok(Self {
            apis,
            events,
            releases: parsed(file, &pointer, value, "x-releases")?.unwrap_or(ReleaseRange::ALL),
            target: query(target).map_err(|message| refuse("target", &message))?,
            expects: value.get("x-expects").cloned(),
            requires: conditions(value.get("x-requires"))
                .map_err(|message| refuse("x-requires", &message))?,
            unless: conditions(value.get("x-unless")).map_err(|message| refuse("x-unless", &message))?,
            follow,
            references: references(&change),
            change,
            pointer,
        })
    }

    /// Returns the documents that the action applies to.
    pub(super) fn documents<'a>(
        &self,
        description: &'a mut Description,
    ) -> impl Iterator<Item = &'a mut Document> {
        let Description { documents, events, .. } = description;
        let apis = self.apis.clone();
        let documents = documents.values_mut().filter(move |document| apis.contains(&document.api));
        documents.chain(events.as_mut().filter(|_| self.events))
    }

    /// Returns whether the action may be for a document that was not read.
    pub(super) fn is_for_unread(&self, description: &Description) -> bool {
        let unread = |api: &Api| !description.documents.contains_key(api);
        // An action for all documents is not only for the events.
        let only_events = self.events && self.apis.len() < Api::ALL.len();
        self.apis.iter().any(unread) || only_events && description.events.is_none()
    }

    /// Returns whether the document meets the conditions of the action.
    pub(super) fn is_for(&self, document: &Document) -> bool {
        self.meets(&document.root, IsOfTarget::No)
    }

    fn meets(&self, value: &Value, of: IsOfTarget) -> bool {
        let of_target = of == IsOfTarget::Yes;
        let there = |one: &&Condition| !one.query.locate(value).is_empty();
        let mut requires = self.requires.iter().filter(|one| one.of_target == of_target);
        let mut unless = self.unless.iter().filter(|one| one.of_target == of_target);
        requires.all(|one| there(&one)) && !unless.any(|one| there(&one))
    }

    /// Returns whether the action targets a component, but the description lacks components because it was read from bundles with
    /// all references resolved.
    pub(super) fn is_about_names_that_are_not_there(&self, description: &Description) -> bool {
        let apis = description.documents.values().filter(|document| self.apis.contains(&document.api));
        let mut documents = apis.chain(description.events.as_ref().filter(|_| self.events));
        self.target.to_string().starts_with("$.components.schemas[")
            && documents.all(|document| document.root.pointer("/components/schemas").is_none())
    }

    /// Changes every node that the target finds, if it meets the conditions and has the expected value.
    pub(super) fn apply(&self, file: &str, document: &mut Document) -> Outcome {
        let locations = self.locations(&document.root);
        let mut outcome = Outcome { matched: locations.len(), unchanged: 0, unexpected: None };
        let is_gone = |target: &&String| {
            document.root.pointer(target).is_none()
                && !locations.iter().any(|location| self.change.brings(location, target))
        };
        if let Some(gone) = self.references.iter().find(is_gone) {
            // The action would make the document invalid.
            outcome.unexpected = Some(format!("refers to #{gone}, which {} does not have", document.file));
            return outcome;
        }
        // From the last to the first, so removing one does not shift the others.
        for location in locations.iter().rev() {
            let Some(node) = document.root.pointer_mut(location) else { continue };
            if !self.meets(node, IsOfTarget::Yes) {
                continue;
            }
            if self.expects.as_ref().is_some_and(|expected| !is_as_expected(node, expected)) {
                outcome.unexpected = Some(format!(
                    "{}#{location} is not what the action expects, so it no longer applies to {}",
                    document.file, self.target
                ));
                continue;
            }
            if self.change.has_no_place_in(node) {
                outcome.unexpected = Some(format!(
                    "{}#{location} is {}, to which fields cannot be added, so the action does not apply to {}",
                    document.file,
                    brief(node),
                    self.target
                ));
                continue;
            }
            let mut written = Vec::new();
            match &self.change {
                Change::Update(update) => merge(node, update, location, &mut written),
                Change::Replace(value) if node == value => {}
                Change::Replace(value) => {
                    *node = value.clone();
                    written.push(location.clone());
                }
                Change::Remove => {
                    remove(&mut document.root, location);
                    written.push(location.clone());
                }
            }
            outcome.unchanged = outcome.unchanged.saturating_add(usize::from(written.is_empty()));
            for pointer in written {
                document.source_map.written(pointer, file, &self.pointer);
            }
        }
        outcome
    }

    /// Returns the JSON pointers that the target finds, or with `x-follow` those that references there lead to; each once.
    fn locations(&self, root: &Value) -> Vec<String> {
        let mut locations = self.target.locate(root);
        if self.follow {
            locations.iter_mut().for_each(|location| *location = followed(root, std::mem::take(location)));
            let mut seen = SortedSet::new();
            locations.retain(|location| seen.insert(location.clone()));
        }
        locations
    }
}

impl Change {
    /// Returns whether the change adds fields to a value that cannot have fields, such as the schema `false`, and so would
    /// replace the value.
    fn has_no_place_in(&self, node: &Value) -> bool {
        matches!(self, Self::Update(Value::Object(_))) && !node.is_object() && !node.is_array()
    }

    /// Returns whether the change of the node at `location` creates the node at `target`.
    fn brings(&self, location: &str, target: &str) -> bool {
        let inner = target.strip_prefix(location);
        match self {
            Self::Update(value) | Self::Replace(value) => {
                inner.is_some_and(|inner| value.pointer(inner).is_some())
            }
            Self::Remove => false,
        }
    }
}

/// Whether a condition is that of a target or of the whole document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IsOfTarget {
    Yes,
    No,
}

/// Returns the JSON pointer that a reference at `location` targets, or `location` itself. A reference at the target is not followed,
/// because the action must not change a node that others share.
fn followed(root: &Value, location: String) -> String {
    let target = root.pointer(&location).and_then(|node| node.get("$ref")).and_then(Value::as_str);
    let target = target.and_then(|target| target.strip_prefix('#'));
    target.filter(|target| root.pointer(target).is_some()).map_or(location, str::to_owned)
}

/// Returns the nodes of the document that a change refers to, as JSON pointers.
fn references(change: &Change) -> Vec<String> {
    let mut found = Vec::new();
    let mut todo = match change {
        Change::Update(value) | Change::Replace(value) => vec![value],
        Change::Remove => Vec::new(),
    };
    while let Some(value) = todo.pop() {
        let target = value.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        found.extend(target.map(str::to_owned));
        match value {
            Value::Object(fields) => todo.extend(fields.values()),
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
    }
    found
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

/// Returns the APIs that an action is for, and whether it is for the events; without `x-api` it is for all of them.
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

fn conditions(value: Option<&Value>) -> std::result::Result<Vec<Condition>, String> {
    let text = |value: &Value| {
        let text = value.as_str().ok_or("neither a query nor a list of them")?;
        Ok::<_, String>(match text.strip_prefix('@') {
            Some(rest) => Condition { query: query(&format!("${rest}"))?, of_target: true },
            None => Condition { query: query(text)?, of_target: false },
        })
    };
    match value {
        None => Ok(Vec::new()),
        Some(Value::Array(list)) => list.iter().map(text).collect(),
        Some(value) => Ok(vec![text(value)?]),
    }
}

fn query(text: &str) -> std::result::Result<JsonPath, String> {
    JsonPath::parse(text).map_err(|error| format!("not a supported query: {error}"))
}

/// Returns whether a value is the expected one. Actions apply to the vendored files and to upstream's, which also contain prose,
/// so this ignores prose that the action does not mention. A property named `description` is a schema and not prose.
fn is_as_expected(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::Object(fields), Value::Object(expected)) => {
            let is_text =
                |name: &str, field: &Value| matches!(name, "description" | "summary") && field.is_string();
            expected.keys().all(|name| fields.contains_key(name))
                && fields.iter().all(|(name, field)| match expected.get(name) {
                    Some(expected) => is_as_expected(field, expected),
                    None => is_text(name, field),
                })
        }
        (Value::Array(items), Value::Array(expected)) => {
            items.len() == expected.len()
                && items.iter().zip(expected).all(|(item, expected)| is_as_expected(item, expected))
        }
        (value, expected) => value == expected,
    }
}

/// Merges as the Overlay specification defines: objects by their fields, lists are appended to, anything else is replaced. An
/// item that the list already has is not added again, because upstream may add it in a later release. Adds the pointers of the
/// changed nodes to `written`.
fn merge(node: &mut Value, update: &Value, location: &str, written: &mut Vec<String>) {
    match (node, update) {
        (Value::Object(fields), Value::Object(changes)) => {
            for (name, change) in changes {
                let inner = join(location, name);
                match fields.get_mut(name) {
                    Some(field) => merge(field, change, &inner, written),
                    None => {
                        fields.insert(name.clone(), change.clone());
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
            for one in more {
                if !items.contains(one) {
                    written.push(join(location, &items.len().to_string()));
                    items.push(one.clone());
                }
            }
        }
        (node, update) if node == update => {}
        (node, update) => {
            *node = update.clone();
            written.push(location.to_owned());
        }
    }
}

fn remove(root: &mut Value, location: &str) {
    let Some((parent, _)) = location.rsplit_once('/') else { return };
    let Some(name) = pointer::last(location) else { return };
    match root.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.remove(&name);
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
