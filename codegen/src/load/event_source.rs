//! An upstream file with the schema of an event or an EDU: its type, its base, and the location of its content.

use serde_json::{Map, Value};

use super::tree::{NodeLocation, Tree};
use crate::matrix::event_kind::EventBase;
use crate::sorted::SortedSet;
use crate::{Error, Result};

/// The keyword with the release that added a type.
pub(super) const ADDED: &str = "x-addedInMatrixVersion";

/// A folder of schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceFolder {
    /// The events.
    Events,
    /// The ephemeral data units of the federation.
    Edus,
}

impl SourceFolder {
    /// Returns the path in the tree.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Events => "data/event-schemas/schema",
            Self::Edus => "data/api/server-server/definitions/event-schemas",
        }
    }

    /// Returns the name of the property with the type.
    fn type_property(self) -> &'static str {
        match self {
            Self::Events => "type",
            Self::Edus => "edu_type",
        }
    }
}

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
    pub(super) place: NodeLocation,
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
    pub(super) fn read(tree: &Tree, folder: SourceFolder, file: &str) -> Result<SourceFile> {
        let place = NodeLocation::file(file);
        let root = tree.read(file, &place)?;
        if !root.is_object() {
            return Err(place.error("not a map, but the schema of an event is one"));
        }
        let (parts, base) = Composition::of(tree, &place)?;
        let (content, types) =
            (members(tree, &parts, "content")?, members(tree, &parts, folder.type_property())?);
        let Some(base) = base else {
            if content.is_empty() || types.is_empty() {
                return Ok(SourceFile::Other);
            }
            let message = "has a type and a content but none of the bases of events, so it is left out";
            return Ok(SourceFile::Baseless(place.error(message)));
        };
        let (name, variant) = of_file_name(&place)?;
        let event = event_type(tree, &types, name)?;
        let state_key = members(tree, &parts, "state_key")?.pop();
        let variant = variant.map(str::to_owned);
        Ok(SourceFile::Event(Box::new(Self { event, variant, base, content, state_key, place })))
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
        let root = tree.read(&self.place.file, &self.place)?;
        let mut marks = Map::new();
        for (part, _) in own_parts(&root, &self.place)? {
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
fn of_file_name(place: &NodeLocation) -> Result<(&str, Option<&str>)> {
    let name = place.file.rsplit_once('/').map_or(place.file.as_str(), |(_, name)| name);
    let name = name.strip_suffix(".yaml").unwrap_or(name);
    match name.split_once('$') {
        None if name.is_empty() => Err(place.error("its name has no type of event")),
        None => Ok((name, None)),
        Some((_, variant)) if variant.contains('$') => {
            Err(place
                .error("its name has more than one `$`, which is what separates a type from its variant"))
        }
        Some((event, variant)) if event.is_empty() || variant.is_empty() => {
            Err(place.error("its name lacks the type before or the variant after the `$`"))
        }
        Some((event, variant)) => Ok((event, Some(variant))),
    }
}

/// Returns the type that the schema lists, or else the one in the file's name, which also selects one of several listed
/// types.
fn event_type(tree: &Tree, types: &[NodeLocation], name: &str) -> Result<String> {
    let mut listed: SortedSet<String> = SortedSet::new();
    for place in types {
        let file = tree.read(&place.file, place)?;
        let node = file.pointer(&place.pointer).unwrap_or(&Value::Null);
        let values = match (node.get("enum"), node.get("const")) {
            (Some(values), _) => {
                let place = place.member("enum");
                values.as_array().ok_or_else(|| place.error("not a list"))?.as_slice()
            }
            (None, Some(value)) => std::slice::from_ref(value),
            (None, None) => &[],
        };
        for value in values {
            let text = value.as_str().ok_or_else(|| place.error("the type of an event is not a string"))?;
            listed.insert(text.to_owned());
        }
    }
    match (listed.first(), types.first()) {
        (Some(one), Some(place)) if listed.len() == 1 && one.is_empty() => {
            Err(place.error("a type of event without a name"))
        }
        (Some(one), _) if listed.len() == 1 => Ok(one.clone()),
        (Some(_), Some(place)) if !listed.contains(name) => Err(place
            .error(format!("several types of event, and none is `{name}`, which the file is named after"))),
        _ => Ok(name.to_owned()),
    }
}

/// Returns the parts of a schema in its own file: the schema itself, and those in its `allOf`.
fn own_parts<'a>(root: &'a Value, place: &NodeLocation) -> Result<Vec<(&'a Value, NodeLocation)>> {
    let mut parts = vec![(root, place.clone())];
    for next in 0..=MOST_PARTS {
        let Some((part, place)) = parts.get(next).cloned() else { break };
        let Some(list) = part.get("allOf") else { continue };
        let place = place.member("allOf");
        let list = list.as_array().ok_or_else(|| place.error("not a list"))?;
        parts.extend(list.iter().enumerate().map(|(index, one)| (one, place.member(&index.to_string()))));
        if parts.len() > MOST_PARTS {
            return Err(place.error(format!("composes an event of more than {MOST_PARTS} parts")));
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

    fn add(&mut self, place: NodeLocation) -> Result<()> {
        if !self.seen.insert(place.clone()) {
            return Ok(());
        }
        if self.seen.len() > MOST_PARTS {
            return Err(self.start.error(format!("composes an event of more than {MOST_PARTS} parts")));
        }
        if place.pointer.is_empty()
            && let Some(base) = EventBase::of_file(&place.file)
        {
            // Each base is composed of the one before it, and does not describe the content.
            self.base = self.base.max(Some(base));
            return self.tree.read(&place.file, &place).map(drop);
        }
        let file = self.tree.read(&place.file, &place)?;
        let Some(node) = file.pointer(&place.pointer) else { return Err(nothing_at(self.start, &place)) };
        if let Some(target) = node.get("$ref") {
            let from = place.member("$ref");
            let target = target.as_str().ok_or_else(|| from.error("not a string, but a reference is one"))?;
            self.add(self.tree.resolve(&from, target)?)?;
        }
        if let Some(list) = node.get("allOf") {
            let inner = place.member("allOf");
            let list = list.as_array().ok_or_else(|| inner.error("not a list"))?;
            for index in 0..list.len() {
                self.add(inner.member(&index.to_string()))?;
            }
        }
        self.parts.push(place);
        Ok(())
    }
}

/// Returns the locations of a property in the parts of a schema.
fn members(tree: &Tree, parts: &[NodeLocation], name: &str) -> Result<Vec<NodeLocation>> {
    let mut found = Vec::new();
    for part in parts {
        let file = tree.read(&part.file, part)?;
        let Some(properties) = file.pointer(&part.pointer).and_then(|node| node.get("properties")) else {
            continue;
        };
        let place = part.member("properties");
        let properties = properties.as_object().ok_or_else(|| place.error("not a map"))?;
        found.extend(properties.contains_key(name).then(|| place.member(name)));
    }
    Ok(found)
}

fn nothing_at(start: &NodeLocation, place: &NodeLocation) -> Error {
    start.error(format!("composed of {}, which does not exist", place.text()))
}
