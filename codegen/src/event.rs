//! The facts about the types of events and EDUs, which the listing, the lowering and handwritten code share.

use serde_json::{Map, Value};

pub use crate::matrix::event_kind::{EventBase, EventKind, StateKeyKind};
pub use crate::matrix::event_section::EventSection;
use crate::pointer::join;
use crate::rust_name::{self, Clash};
use crate::sorted::{SortedMap, SortedSet, sort};
use crate::{Document, Error, Result};

/// A type of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFacts {
    /// The type, such as `m.room.name`; for a prefix, the part that all its types share, such as `m.secret_storage.key.`.
    pub event: String,
    /// The Rust name of its content.
    pub rust_name: String,
    /// The base that upstream's schema builds on; `None` if upstream describes the type only in text.
    pub base: Option<EventBase>,
    /// The kinds of such events, sorted; empty if neither the base nor the overlays name any.
    pub kinds: Vec<EventKind>,
    /// The state key; `None` if it is not a state event.
    pub state_key: Option<StateKeyKind>,
    /// Whether the type is a prefix, followed by a variable part such as the ID of a key.
    pub prefix: bool,
    /// The fields of the content that redaction keeps, sorted.
    pub survivors: Vec<Survivor>,
    /// The release that added it, such as `1.7`, if the description names one.
    pub added: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The JSON pointer of the event in its document.
    pub pointer: String,
}

/// A field of a content that redaction keeps in some room versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Survivor {
    /// The field's name; `third_party_invite.signed` for a nested field, `*` for all fields.
    pub field: String,
    /// The first room version that keeps it.
    pub from: u32,
}

/// The key of an overlay for the kinds of an event.
const KINDS: &str = "x-kinds";

/// The key of an overlay for the fields that redaction keeps, each with the first room version that keeps it.
const SURVIVES: &str = "x-survives-redaction";

/// The key of an overlay for a type that is a prefix.
const PREFIX: &str = "x-prefix";

/// All keys that an event can have.
const KEYS: [&str; 11] = [
    "base",
    "content",
    "deprecated",
    "description",
    "stateKey",
    "variants",
    "x-addedInMatrixVersion",
    KINDS,
    PREFIX,
    rust_name::CHOSEN,
    SURVIVES,
];

/// Returns the types of events of a document, sorted by type.
pub fn events(document: &Document) -> Result<Vec<EventFacts>> {
    unexplained(document, EventSection::Events).map_err(|error| document.explain(error))
}

/// Returns the types of a section, sorted by type. Errors name the location in the document, not in upstream's files.
pub(crate) fn unexplained(document: &Document, section: EventSection) -> Result<Vec<EventFacts>> {
    let object = document.root.pointer(section.pointer()).and_then(Value::as_object).ok_or_else(|| {
        Error::at(&document.file, section.pointer(), "not an object, so there are no events")
    })?;
    let mut events = Vec::new();
    let mut names: SortedMap<String, String> = SortedMap::new();
    let parts = parts(document);
    for (name, value) in object {
        let reader = Reader { document, parts: &parts, pointer: join(section.pointer(), name) };
        let event = reader.event(name, value)?;
        if let Some(other) = names.insert(event.rust_name.clone(), event.pointer.clone()) {
            let clash = Clash {
                what: "the event",
                name,
                rust_name: &event.rust_name,
                pointer: &event.pointer,
                other: &other,
                instead: &format!("{}Other", event.rust_name),
            };
            return Err(clash.error(document));
        }
        events.push(event);
    }
    sort(&mut events, |one, other| one.event.cmp(&other.event));
    Ok(events)
}

/// Returns the Rust names of the components that are not named after a type of event: parts, variants, and contents with
/// variants for which an overlay chose a name.
fn parts(document: &Document) -> SortedSet<String> {
    let sections = EventSection::ALL.into_iter();
    let entries = sections.filter_map(|section| document.root.pointer(section.pointer())?.as_object());
    let mut contents: SortedSet<(&str, bool)> = SortedSet::new();
    for event in entries.flat_map(|entries| entries.values()) {
        let target = event.get("content").and_then(|content| content.get("$ref")?.as_str());
        contents.extend(target.map(|target| (target, event.get("variants").is_some())));
    }
    let is_part = |name: &str, value: &Value| {
        let location = join("#/components/schemas", name);
        let has_variants = contents.contains(&(location.as_str(), true));
        let is_named = has_variants && value.get(rust_name::CHOSEN).is_some();
        is_named || !has_variants && !contents.contains(&(location.as_str(), false))
    };
    let schemas = document.root.pointer("/components/schemas").and_then(Value::as_object);
    let parts = schemas.into_iter().flatten().filter(|(name, value)| is_part(name, value));
    parts.map(|(name, value)| rust_name::component(document, name, value)).collect()
}

struct Reader<'a> {
    document: &'a Document,
    /// The names of the parts of contents.
    parts: &'a SortedSet<String>,
    pointer: String,
}

impl Reader<'_> {
    fn refuse(&self, key: &str, message: impl Into<String>) -> Error {
        let pointer = if key.is_empty() { self.pointer.clone() } else { join(&self.pointer, key) };
        Error::at(&self.document.file, pointer, message)
    }

    fn event(&self, name: &str, value: &Value) -> Result<EventFacts> {
        let object = value.as_object().ok_or_else(|| self.refuse("", "not an object, so not an event"))?;
        if let Some(key) = object.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(self.refuse(key, format!("an event has no key `{key}`")));
        }
        let base = self.base(object)?;
        let kinds = self.kinds(object, base)?;
        let is_state = kinds.contains(&EventKind::State);
        let chosen = object.get(rust_name::CHOSEN);
        let location = join(&self.pointer, rust_name::CHOSEN);
        let chosen = chosen.map(|name| rust_name::chosen_type(self.document, name, &location)).transpose()?;
        Ok(EventFacts {
            event: name.to_owned(),
            rust_name: chosen
                .flatten()
                .map_or_else(|| self.rust_name(name), |name| rust_name::content(name.to_owned())),
            base,
            kinds,
            state_key: is_state.then(|| {
                let schema = object.get("stateKey");
                let text = |key: &str| schema.and_then(|schema| schema.get(key)).and_then(Value::as_str);
                StateKeyKind::of(text("pattern"), text("format"))
            }),
            prefix: self.flag(object, PREFIX)?,
            survivors: self.survivors(object)?,
            added: object.get("x-addedInMatrixVersion").and_then(Value::as_str).map(str::to_owned),
            deprecated: self.flag(object, "deprecated")?,
            pointer: self.pointer.clone(),
        })
    }

    /// Returns the name that consists of the type's words. If a part has this name, adds a suffix, because the part may
    /// be older.
    fn rust_name(&self, event: &str) -> String {
        let words = event.strip_prefix("m.").unwrap_or(event);
        let name = rust_name::content(rust_name::type_name(&rust_name::pascal(words)));
        if self.parts.contains(&name) { name + "Content" } else { name }
    }

    fn flag(&self, object: &Map<String, Value>, key: &str) -> Result<bool> {
        let flag = object.get(key).unwrap_or(&Value::Bool(false));
        flag.as_bool().ok_or_else(|| self.refuse(key, "neither `true` nor `false`"))
    }

    fn base(&self, object: &Map<String, Value>) -> Result<Option<EventBase>> {
        let Some(name) = object.get("base") else { return Ok(None) };
        let base = EventBase::ALL.into_iter().find(|base| Some(base.name()) == name.as_str());
        base.map(Some).ok_or_else(|| self.refuse("base", "neither `edu`, `event`, `room` nor `state`"))
    }

    /// Returns the kinds that an overlay lists, or else those of the base.
    fn kinds(&self, object: &Map<String, Value>, base: Option<EventBase>) -> Result<Vec<EventKind>> {
        let Some(listed) = object.get(KINDS) else {
            return Ok(match base {
                Some(EventBase::Room) => vec![EventKind::Message],
                Some(EventBase::State) => vec![EventKind::State],
                Some(EventBase::Edu | EventBase::Event) | None => Vec::new(),
            });
        };
        let listed = listed.as_array().ok_or_else(|| self.refuse(KINDS, "not a list of kinds"))?;
        let kind = |slug: &Value| {
            let kind = EventKind::ALL.iter().find(|kind| Some(kind.slug()) == slug.as_str());
            kind.copied().ok_or_else(|| self.refuse(KINDS, format!("{slug} is not a kind of event")))
        };
        let mut kinds = listed.iter().map(kind).collect::<Result<Vec<_>>>()?;
        sort(&mut kinds, Ord::cmp);
        kinds.dedup();
        Ok(kinds)
    }

    fn survivors(&self, object: &Map<String, Value>) -> Result<Vec<Survivor>> {
        let Some(listed) = object.get(SURVIVES) else { return Ok(Vec::new()) };
        let listed =
            listed.as_object().ok_or_else(|| self.refuse(SURVIVES, "not a map from fields to versions"))?;
        let survivor = |(field, from): (&String, &Value)| {
            let from = from.as_u64().and_then(|from| u32::try_from(from).ok());
            let from = from.ok_or_else(|| {
                self.refuse(SURVIVES, format!("the first room version that keeps `{field}` is not a number"))
            })?;
            Ok(Survivor { field: field.clone(), from })
        };
        listed.iter().map(survivor).collect()
    }
}

impl EventFacts {
    /// Returns the first room version in which redaction keeps a field of the content.
    pub fn survives(&self, field: &str) -> Option<u32> {
        let kept = self.survivors.iter().filter(|one| one.field == field || one.field == "*");
        kept.map(|one| one.from).min()
    }
}

/// Returns the types of events that need `x-kinds`, because neither upstream nor an overlay gives their kind.
pub fn without_kind(events: &[EventFacts]) -> Vec<String> {
    events.iter().filter(|event| event.kinds.is_empty()).map(|event| event.event.clone()).collect()
}
