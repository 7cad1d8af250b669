//! The sentences about the contents of events.

use std::path::Path;

use serde_json::Value;

use super::texts::{TypeTexts, WordingNode, known_types, read_file, set_text, type_locations};
use crate::event::EventSection;
use crate::lower::event_ir::{Content, Event, EventModel};
use crate::overlay::EVENT_WORDING_FILE;
use crate::pointer::escape;
use crate::sorted::{SortedMap, SortedSet};
use crate::{Error, Release, Result};

/// The sentences about the contents of events and their parts.
#[derive(Debug, Clone, Default)]
pub struct EventWording {
    file: String,
    release: Option<Release>,
    /// The sentences about fields, by their names, for types without a sentence of their own about the field.
    fields: SortedMap<String, String>,
    /// The sentences about the contents of events.
    types: SortedMap<String, TypeTexts>,
    /// The sentences about the contents of EDUs.
    edus: SortedMap<String, TypeTexts>,
}

impl EventWording {
    /// Reads the file in a folder of overlays; a missing file counts as empty.
    pub fn load(folder: &Path) -> Result<Self> {
        match read_file(folder, EVENT_WORDING_FILE)? {
            (file, Some(value)) => Self::from_value(&file, &value),
            (file, None) => Ok(Self { file, ..Self::default() }),
        }
    }

    /// Reads the wording from the parsed file.
    pub fn from_value(file: &str, value: &Value) -> Result<Self> {
        let location = WordingNode { file, pointer: String::new(), value };
        let mut wording = Self { file: file.to_owned(), ..Self::default() };
        for (key, location) in location.entries()? {
            match key {
                "release" => wording.release = Some(location.release()?),
                "events" => wording.read_events(&location)?,
                "edus" => wording.read_edus(&location)?,
                _ => return Err(location.refuse("neither `release`, `events` nor `edus`")),
            }
        }
        if wording.release.is_none() {
            return Err(location.refuse("no `release`, so the required entries are unknown"));
        }
        Ok(wording)
    }

    /// Returns the file's name, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the release that the sentences are written for; `None` if there are no sentences.
    pub fn release(&self) -> Option<Release> {
        self.release
    }

    /// Adds the sentences to items without prose in the description.
    pub fn apply(&self, model: &mut EventModel) -> Result<()> {
        for (name, texts) in self.types(model.section) {
            texts.apply(&mut model.types, name);
            if let Some(item) = model.tagged.get_mut(name) {
                set_text(&mut item.doc, texts.description.as_ref());
            }
            if let Some(item) = model.newtypes.get_mut(name) {
                set_text(&mut item.doc, texts.description.as_ref());
            }
        }
        for item in model.types.structs.values_mut() {
            item.fields.iter_mut().for_each(|field| set_text(&mut field.doc, self.fields.get(&field.name)));
        }
        let is_for_it = model.types.finished && self.release == Some(model.types.release);
        if is_for_it { self.check(model) } else { Ok(()) }
    }

    fn read_events(&mut self, location: &WordingNode<'_>) -> Result<()> {
        for (key, location) in location.entries()? {
            match key {
                "fields" => self.fields = location.each(WordingNode::text)?,
                "types" => self.types = location.each(TypeTexts::read)?,
                _ => return Err(location.refuse("neither `fields` nor `types`")),
            }
        }
        Ok(())
    }

    fn read_edus(&mut self, location: &WordingNode<'_>) -> Result<()> {
        for (key, location) in location.entries()? {
            match key {
                "types" => self.edus = location.each(TypeTexts::read)?,
                _ => return Err(location.refuse("not `types`, the only key that is allowed here")),
            }
        }
        Ok(())
    }

    fn types(&self, section: EventSection) -> &SortedMap<String, TypeTexts> {
        match section {
            EventSection::Events => &self.types,
            EventSection::Edus => &self.edus,
        }
    }

    /// Fails with the first sentence about something that the events lack.
    fn check(&self, model: &EventModel) -> Result<()> {
        let mut known: SortedSet<Vec<&str>> = known_types(&model.types).into_iter().collect();
        known.extend(model.tagged.keys().chain(model.newtypes.keys()).map(|name| vec!["types", name]));
        let structs = model.types.structs.values();
        known.extend(structs.flat_map(|item| &item.fields).map(|field| vec!["fields", &field.name]));
        // The sentences about fields must fit the events; EDUs use those that fit.
        let fields = self.fields.keys().filter(|_| model.section == EventSection::Events);
        let fields = fields.map(|name| vec!["fields", name.as_str()]);
        let mut locations = fields.chain(type_locations(self.types(model.section)));
        let Some(lost) = locations.find(|location| !known.contains(location)) else { return Ok(()) };
        let pointer: String = lost.iter().map(|key| format!("/{}", escape(key))).collect();
        let release = model.types.release;
        let section = model.section.slug();
        let message = format!("not in the {section} of {release}, so the sentence would not appear");
        Err(Error::at(&self.file, format!("/{section}{pointer}"), message))
    }
}

/// Returns the types of events, and the variants of their contents, that have neither wording nor prose, each by the
/// name of its content.
pub fn undocumented_types(model: &EventModel) -> Vec<&str> {
    let lacks = |name: &&str| model.types.structs.get(*name).is_some_and(|item| item.doc.text.is_none());
    let own = |event: &Event| match event.content {
        Content::Struct => false,
        Content::Tagged => {
            model.tagged.get(&event.facts.rust_name).is_some_and(|item| item.doc.text.is_none())
        }
        Content::Newtype => {
            model.newtypes.get(&event.facts.rust_name).is_some_and(|item| item.doc.text.is_none())
        }
    };
    let mut names = Vec::new();
    for event in &model.events {
        names.extend(own(event).then_some(event.facts.rust_name.as_str()));
        names.extend(model.structs(event).into_iter().filter(lacks));
    }
    names
}
