//! The documentation of contents of events and their parts.

use crate::Release;
use crate::event::{EventBase, EventFacts, EventKind, StateKeyKind};
use crate::lower::event_ir::{Content, Event, EventModel};
use crate::lower::ir::{ApiModel, Doc, Type};
use crate::matrix::events::form_heading;
use crate::rustdoc::{SPECIFICATION, anchor, code, item, plain, section_link};
use crate::sorted::{SortedMap, SortedSet};

/// A form of a content: its tag and the tag's value, which is empty for all other values; `None` for the whole content.
type Form<'a> = Option<(&'a str, &'a str)>;

/// The subjects of the types in the module of the events.
pub struct EventDocs<'a> {
    types: &'a ApiModel,
    /// The events of the contents and their forms, by the names of the types.
    contents: SortedMap<&'a str, (&'a Event, Form<'a>)>,
    /// The contents, or forms of contents, that each part belongs to.
    parts: SortedMap<&'a str, SortedSet<&'a str>>,
}

impl<'a> EventDocs<'a> {
    /// Finds the contents that each type belongs to.
    pub fn of(model: &'a EventModel) -> Self {
        let mut docs = Self { types: &model.types, contents: SortedMap::new(), parts: SortedMap::new() };
        for event in &model.events {
            let rust_name = event.facts.rust_name.as_str();
            docs.contents.insert(rust_name, (event, None));
            if let Some(tagged) = model.tagged.get(rust_name).filter(|_| event.content == Content::Tagged) {
                for variant in &tagged.variants {
                    docs.contents.insert(&variant.ty, (event, Some((&tagged.tag, &variant.value))));
                }
                docs.contents.insert(&tagged.other, (event, Some((&tagged.tag, ""))));
            }
            if let Some(newtype) = model.newtypes.get(rust_name) {
                docs.add_parts(rust_name, vec![&newtype.ty]);
            }
        }
        for name in docs.contents.keys().copied().collect::<Vec<_>>() {
            docs.add_parts(name, field_types(&model.types, name));
        }
        docs
    }

    /// Documents a type: a content, a form of one, or a part.
    pub fn item(&self, name: &str, doc: &Doc) -> String {
        let fallback = match (self.contents.get(name), self.parts.get(name)) {
            (Some((event, None)), _) => content(&event.facts),
            (Some((event, Some((tag, "")))), _) => {
                format!("The content of {} with any other {}.", code(&event.facts.event), code(tag))
            }
            (Some((event, Some((tag, value)))), _) => {
                format!("The content of {} with the {} {}.", code(&event.facts.event), code(tag), code(value))
            }
            (None, Some(contents)) => part(contents),
            (None, None) => format!("{}, which no event contains directly.", code(name)),
        };
        let text = match &doc.text {
            Some(_) => format!("{}\n\n{fallback}", item(self.types, doc, "")),
            None => item(self.types, doc, &fallback),
        };
        match self.link(name, doc) {
            Some(link) => format!("{text}\n\n[Specification]({link})"),
            None => text,
        }
    }

    /// Returns the link to the section of the official specification about a type, if there is one: for a content, a form of
    /// one, or a part whose section an overlay names.
    pub fn link(&self, name: &str, doc: &Doc) -> Option<String> {
        let content = || {
            let (event, form) = self.contents.get(name)?;
            event.facts.base.map(|base| link(self.types.release, base, &event.facts.event, *form))
        };
        section_link(self.types, doc).or_else(content)
    }

    /// Documents the variant of a content.
    pub fn variant(facts: &EventFacts) -> String {
        let rest = if facts.prefix { "*" } else { "" };
        format!("{}.", code(&format!("{}{rest}", facts.event)))
    }

    fn add_parts(&mut self, content: &'a str, types: Vec<&'a Type>) {
        let mut left = types;
        while let Some(ty) = left.pop() {
            match ty {
                Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => {
                    let is_new = self.parts.entry(name).or_default().insert(content);
                    left.extend(is_new.then(|| field_types(self.types, name)).into_iter().flatten());
                }
                Type::Raw(inner) | Type::Nullable(inner) | Type::List(inner) => left.push(inner),
                Type::Map(key, value) => left.extend([&**key, &**value]),
                _ => {}
            }
        }
    }
}

/// Returns the link to the section of the official specification about an event, or about a form of its content.
fn link(release: Release, base: EventBase, event: &str, form: Form<'_>) -> String {
    let section = match base {
        EventBase::Edu => "server-server-api/#definition-",
        _ => "client-server-api/#",
    };
    let heading = match form {
        None => event.to_owned(),
        Some((_, value)) => form_heading(event, value),
    };
    format!("{SPECIFICATION}/{release}/{section}{}", anchor(&heading))
}

/// Returns the types of the fields and alternatives of a type.
fn field_types<'a>(types: &'a ApiModel, name: &str) -> Vec<&'a Type> {
    let fields = types.structs.get(name).into_iter().flat_map(|item| &item.fields).map(|field| &field.ty);
    let variants = types.unions.get(name).into_iter().flat_map(|item| &item.variants);
    fields.chain(variants.filter_map(|variant| variant.ty.as_ref())).collect()
}

/// Returns a sentence about a content, and the facts of its event.
fn content(facts: &EventFacts) -> String {
    let rest = if facts.prefix { "*" } else { "" };
    let mut text = format!("The content of {}", code(&format!("{}{rest}", facts.event)));
    for (index, kind) in facts.kinds.iter().enumerate() {
        text += if index == 0 { ": " } else { " and " };
        text += match kind {
            EventKind::Message => "a message in a room",
            EventKind::State => "state of a room",
            EventKind::ToDevice => "an event to devices",
            EventKind::GlobalAccountData => "account data",
            EventKind::RoomAccountData => "account data for a room",
            EventKind::Ephemeral => "an ephemeral event in a room",
            EventKind::Presence => "the presence of a user",
        };
    }
    text += match facts.state_key {
        None if facts.base == Some(EventBase::Edu) => ": an EDU, which homeservers send each other.",
        None => ".",
        Some(StateKeyKind::Empty) => ", with an empty state key.",
        Some(StateKeyKind::UserId) => " for each user.",
        Some(StateKeyKind::RoomId) => ", with a room ID as the state key.",
        Some(StateKeyKind::Text) => ", with any state key.",
    };
    if facts.state_key.is_some() {
        text += " Fields that are required when sent are optional when read, because unset or redacted state has lost them.";
    }
    let mut more: Vec<String> = Vec::new();
    more.extend(facts.added.as_ref().map(|release| format!("Added in Matrix {}.", plain(release))));
    more.extend(facts.deprecated.then(|| "Deprecated by the specification.".to_owned()));
    if more.is_empty() { text } else { format!("{text}\n\n{}", more.join(" ")) }
}

/// Returns a sentence about the contents that contain a part.
fn part(contents: &SortedSet<&str>) -> String {
    let first = contents.first().copied().unwrap_or_default();
    let others = match contents.len() {
        0 | 1 => String::new(),
        2 => " and one more content".to_owned(),
        count => format!(" and {} more contents", count.saturating_sub(1)),
    };
    format!("Part of [`{first}`]{others}.")
}
