//! An upstream file with the schema of an event or an EDU: its type, its base, and the location of its content.

use serde_json::{Map, Value};

use super::tree::{NodeLocation, Tree};
use crate::matrix::event_kind::EventBase;
use crate::matrix::event_section::{CONTENT, EventSection, STATE_KEY};
use crate::sorted::SortedSet;
use crate::{Error, Result};

/// The keyword with the release that added a type.
pub(super) const ADDED: &str = "x-addedInMatrixVersion";

/// The most parts that an event may be composed of, far more than upstream has.
const MOST_PARTS: usize = 1_000;

/// The schema of an event, or of a variant of one.
#[derive(Debug)]
pub(super) struct EventSource {
    /// The type of the event.
    pub(super) event: String,
    /// The variant, such as the `msgtype` of a message.
    pub(super) variant: Option<String>,
    /// The whole file.
    pub(super) location: NodeLocation,
    /// The base that upstream builds the event on.
    pub(super) base: EventBase,
    /// The locations of the content: several if together they describe it, none if only the base has a content, which is
    /// any object.
    pub(super) content: Vec<NodeLocation>,
    /// The location of the state key.
    pub(super) state_key: Option<NodeLocation>,
}

/// The role of a file.
#[derive(Debug)]
pub(super) enum SourceFile {
    /// The schema of an event, or of a variant of one.
    Event(Box<EventSource>),
    /// Something that events may refer to.
    Other,
    /// A schema that looks like an event but has none of the bases of events, with the task that reports it.
    Baseless(Error),
}

impl EventSource {
    /// Reads a file.
    pub(super) fn read(tree: &Tree, section: EventSection, file: &str) -> Result<SourceFile> {
        let location = NodeLocation::file(file);
        let root = tree.read(file, &location)?;
        if !root.is_object() {
            return Err(location.error("not a map, but the schema of an event is one"));
        }
        let (parts, base) = Composition::of(tree, &location)?;
        let (content, types) = (fields(tree, &parts, CONTENT)?, fields(tree, &parts, section.type_field())?);
        let Some(base) = base else {
            if content.is_empty() || types.is_empty() {
                return Ok(SourceFile::Other);
            }
            let message = "has a type and a content but none of the bases of events, so it is left out";
            return Ok(SourceFile::Baseless(location.error(message)));
        };
        let (name, variant) = of_file_name(&location)?;
        let event = event_type(tree, &types, name)?;
        let state_key = fields(tree, &parts, STATE_KEY)?.pop();
        let variant = variant.map(str::to_owned);
        Ok(SourceFile::Event(Box::new(Self { event, variant, base, content, state_key, location })))
    }

    /// Returns the facts about the event without its content, such as the release that added it.
    pub(super) fn marks(&self, tree: &Tree) -> Result<Map<String, Value>> {
        self.values(tree, &["deprecated", ADDED])
    }

    /// Returns the event's prose in the file.
    pub(super) fn prose(&self, tree: &Tree) -> Result<Map<String, Value>> {
        self.values(tree, &["description"])
    }

    fn values(&self, tree: &Tree, keys: &[&str]) -> Result<Map<String, Value>> {
        let root = tree.read(&self.location.file, &self.location)?;
        let mut marks = Map::new();
        for (part, _) in own_parts(&root, &self.location)? {
            for key in keys {
                if let Some(value) = part.get(*key) {
                    marks.insert((*key).to_owned(), value.clone());
                }
            }
        }
        Ok(marks)
    }
}

/// Returns the type and the variant that a file is named after.
fn of_file_name(location: &NodeLocation) -> Result<(&str, Option<&str>)> {
    let name = location.file.rsplit_once('/').map_or(location.file.as_str(), |(_, name)| name);
    let name = name.strip_suffix(".yaml").unwrap_or(name);
    match name.split_once('$') {
        None if name.is_empty() => Err(location.error("its name has no type of event")),
        None => Ok((name, None)),
        Some((_, variant)) if variant.contains('$') => {
            Err(location
                .error("its name has more than one `$`, which is what separates a type from its variant"))
        }
        Some((event, variant)) if event.is_empty() || variant.is_empty() => {
            Err(location.error("its name lacks the type before or the variant after the `$`"))
        }
        Some((event, variant)) => Ok((event, Some(variant))),
    }
}

/// Returns the type that the schema lists, or else the one in the file's name, which also selects one of several listed
/// types.
fn event_type(tree: &Tree, types: &[NodeLocation], name: &str) -> Result<String> {
    let mut listed: SortedSet<String> = SortedSet::new();
    for location in types {
        let file = tree.read(&location.file, location)?;
        let node = file.pointer(&location.pointer).unwrap_or(&Value::Null);
        let values = match (node.get("enum"), node.get("const")) {
            (Some(values), _) => {
                let location = location.field("enum");
                values.as_array().ok_or_else(|| location.error("not a list"))?.as_slice()
            }
            (None, Some(value)) => std::slice::from_ref(value),
            (None, None) => &[],
        };
        for value in values {
            let text =
                value.as_str().ok_or_else(|| location.error("the type of an event is not a string"))?;
            listed.insert(text.to_owned());
        }
    }
    match (listed.first(), types.first()) {
        (Some(one), Some(location)) if listed.len() == 1 && one.is_empty() => {
            Err(location.error("a type of event without a name"))
        }
        (Some(one), _) if listed.len() == 1 => Ok(one.clone()),
        (Some(_), Some(location)) if !listed.contains(name) => Err(location
            .error(format!("several types of event, and none is `{name}`, which the file is named after"))),
        _ => Ok(name.to_owned()),
    }
}

/// Returns the parts of a schema in its own file: the schema itself, and those in its `allOf`.
fn own_parts<'a>(root: &'a Value, location: &NodeLocation) -> Result<Vec<(&'a Value, NodeLocation)>> {
    let mut parts = vec![(root, location.clone())];
    for next in 0..=MOST_PARTS {
        let Some((part, location)) = parts.get(next).cloned() else { break };
        let Some(list) = part.get("allOf") else { continue };
        let location = location.field("allOf");
        let list = list.as_array().ok_or_else(|| location.error("not a list"))?;
        parts.extend(list.iter().enumerate().map(|(index, one)| (one, location.field(&index.to_string()))));
        if parts.len() > MOST_PARTS {
            return Err(location.error(format!("composes an event of more than {MOST_PARTS} parts")));
        }
    }
    Ok(parts)
}

/// The parts of a schema, with all references followed, up to the bases; each part comes before those that override it.
struct Composition<'a> {
    tree: &'a Tree,
    start: &'a NodeLocation,
    seen: SortedSet<NodeLocation>,
    parts: Vec<NodeLocation>,
    base: Option<EventBase>,
}

impl<'a> Composition<'a> {
    /// Returns the parts, and the most specific of the bases.
    fn of(tree: &'a Tree, start: &'a NodeLocation) -> Result<(Vec<NodeLocation>, Option<EventBase>)> {
        let (seen, parts) = (SortedSet::new(), Vec::new());
        let mut composition = Self { tree, start, seen, parts, base: None };
        composition.add(start.clone())?;
        Ok((composition.parts, composition.base))
    }

    fn add(&mut self, location: NodeLocation) -> Result<()> {
        if !self.seen.insert(location.clone()) {
            return Ok(());
        }
        if self.seen.len() > MOST_PARTS {
            return Err(self.start.error(format!("composes an event of more than {MOST_PARTS} parts")));
        }
        if location.pointer.is_empty()
            && let Some(base) = EventBase::of_file(&location.file)
        {
            // Each base is composed of the one before it, and does not describe the content.
            self.base = self.base.max(Some(base));
            return self.tree.read(&location.file, &location).map(drop);
        }
        let file = self.tree.read(&location.file, &location)?;
        let Some(node) = file.pointer(&location.pointer) else {
            return Err(nothing_at(self.start, &location));
        };
        if let Some(target) = node.get("$ref") {
            let from = location.field("$ref");
            let target = target.as_str().ok_or_else(|| from.error("not a string, but a reference is one"))?;
            self.add(self.tree.resolve(&from, target)?)?;
        }
        if let Some(list) = node.get("allOf") {
            let inner = location.field("allOf");
            let list = list.as_array().ok_or_else(|| inner.error("not a list"))?;
            for index in 0..list.len() {
                self.add(inner.field(&index.to_string()))?;
            }
        }
        self.parts.push(location);
        Ok(())
    }
}

/// Returns the locations of a property in the parts of a schema.
fn fields(tree: &Tree, parts: &[NodeLocation], name: &str) -> Result<Vec<NodeLocation>> {
    let mut found = Vec::new();
    for part in parts {
        let file = tree.read(&part.file, part)?;
        let Some(properties) = file.pointer(&part.pointer).and_then(|node| node.get("properties")) else {
            continue;
        };
        let location = part.field("properties");
        let properties = properties.as_object().ok_or_else(|| location.error("not a map"))?;
        found.extend(properties.contains_key(name).then(|| location.field(name)));
    }
    Ok(found)
}

fn nothing_at(start: &NodeLocation, location: &NodeLocation) -> Error {
    start.error(format!("composed of {}, which does not exist", location.text()))
}
