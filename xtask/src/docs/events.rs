//! The pages of the events: one for each kind, and one for the types that contents have in common.

mod example;
mod fields;

use std::collections::BTreeMap;

use matrix_openapi_codegen::event::{EventKind, StateKeyKind};
use matrix_openapi_codegen::lower::event_ir::{Content, Event, EventModel};
use matrix_openapi_codegen::lower::ir::Doc;
use matrix_openapi_codegen::rustdoc::{self, EventDocs};

use super::markdown::cell;
use fields::{Fields, TYPES};

/// The pages of the events of a description.
pub(super) struct EventPages<'a> {
    model: &'a EventModel,
    docs: EventDocs<'a>,
}

impl<'a> EventPages<'a> {
    /// Returns the pages for the lowered events.
    pub(super) fn of(model: &'a EventModel) -> Self {
        Self { model, docs: EventDocs::of(model) }
    }

    /// Returns the kinds that have events, with their events.
    fn kinds(&self) -> impl Iterator<Item = (EventKind, Vec<&'a Event>)> {
        let of = |kind: &EventKind| {
            let events = self.model.events.iter().filter(|event| event.facts.kinds.contains(kind));
            Some((*kind, events.collect::<Vec<_>>())).filter(|(_, events)| !events.is_empty())
        };
        EventKind::ALL.iter().filter_map(of)
    }

    /// Returns all pages by their names below `docs/`, without their first lines.
    pub(super) fn files(&self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<_, _> =
            self.kinds().map(|(kind, events)| (path(file(kind)), self.page(kind, &events))).collect();
        files.insert(path(TYPES), Fields::of(self.model).page());
        files
    }

    /// Returns the part of the index on the events.
    pub(super) fn index(&self) -> String {
        let release = self.model.types.release;
        let count = self.model.events.len();
        let mut text = format!(
            "\n## Events\n\nModule `matrix_openapi::events`, behind the feature `events`, {count} types of events of the \
             [official specification](https://spec.matrix.org/{release}/client-server-api/).\n\n"
        );
        for (kind, events) in self.kinds() {
            let types = if events.len() == 1 { "type" } else { "types" };
            text += &format!("- [{}](events/{}): {} {types}\n", title(kind), file(kind), events.len());
        }
        text +=
            &format!("- [Parts of contents](events/{TYPES})\n\nKind | Type | Description\n--- | --- | ---\n");
        for (kind, events) in self.kinds() {
            for event in events {
                let link = link(event, kind);
                text += &format!("[{}](events/{}) | ", title(kind), file(kind));
                text += &format!("[**{}**](events/{link}) | {}\n", name(event), cell(&self.sentence(event)));
            }
        }
        text
    }

    fn page(&self, kind: EventKind, events: &[&Event]) -> String {
        let mut text = format!(
            "# {}\n\n{}\n\nPart of the [events](../README.md#events), module `matrix_openapi::events`, feature `events`.\n\n\
             Type | Content | Description\n--- | --- | ---\n",
            title(kind),
            introduction(kind)
        );
        for event in events {
            let (name, link) = (name(event), link(event, kind));
            let sentence = cell(&self.sentence(event));
            text += &format!("[**{name}**]({link}) | `{}` | {sentence}\n", event.facts.rust_name);
        }
        for event in events.iter().filter(|event| home(event, kind) == kind) {
            text += "\n";
            text += &self.section(event);
        }
        text
    }

    /// Returns the sections of the types that are not contents.
    pub(super) fn parts(&self) -> String {
        Fields::of(self.model).parts()
    }

    /// Returns the section of an event.
    pub(super) fn section(&self, event: &Event) -> String {
        let fields = Fields::of(self.model);
        let mut parts = vec![
            format!("# **{}**\n> `{}`{}", name(event), event.facts.rust_name, head(event)),
            self.sentence(event),
        ];
        let facts = self.facts(event);
        parts.extend((!facts.is_empty()).then_some(facts));
        match event.content {
            Content::Struct => {
                parts.push(format!("### Example\n{}", example::of_struct(self.model, event)));
                parts.push(format!("### Fields\n{}", fields.table(event, &event.facts.rust_name)));
            }
            Content::Newtype => {
                parts.push(format!("### Example\n{}", example::of_map(self.model, event)));
                let map = self.model.newtypes.get(&event.facts.rust_name);
                let ty = map.map(|map| fields.ty(&map.ty)).unwrap_or_default();
                parts.push(format!("### Fields\nA map in the field `entries`: {ty}"));
            }
            Content::Tagged => parts.extend(self.variants(event, &fields)),
        }
        parts.push(
            "[[Back to top]](#) [[Back to events]](../README.md#events) [[Back to README]](../../README.md)\n"
                .to_owned(),
        );
        parts.join("\n\n")
    }

    /// Returns the forms of a content, each with its example and fields.
    fn variants(&self, event: &Event, fields: &Fields<'_>) -> Vec<String> {
        let Some(tagged) = self.model.tagged.get(&event.facts.rust_name) else { return Vec::new() };
        let mut parts = vec![format!("An enumeration by {}.", rustdoc::code(&tagged.tag))];
        for variant in &tagged.variants {
            parts.push(format!(
                "## {}\n> `{}::{}({})`",
                variant.value, event.facts.rust_name, variant.rust_name, variant.ty
            ));
            parts.push(self.text(&variant.ty));
            parts.extend(self.link(&variant.ty));
            parts.push(format!("### Example\n{}", example::of_variant(self.model, event, variant)));
            parts.push(format!("### Fields\n{}", fields.table(event, &variant.ty)));
        }
        parts.push(format!("## Other values\n> `{}::Other({})`", event.facts.rust_name, tagged.other));
        parts.push(self.text(&tagged.other));
        parts.extend(self.link(&tagged.other));
        parts.push(format!("### Fields\n{}", fields.table(event, &tagged.other)));
        parts
    }

    /// Returns the sentence about a content.
    pub(super) fn sentence(&self, event: &Event) -> String {
        let rust_name = event.facts.rust_name.as_str();
        match event.content {
            Content::Struct => self.text(rust_name),
            Content::Tagged => self.prose(self.model.tagged.get(rust_name).map(|item| &item.doc)),
            Content::Newtype => self.prose(self.model.newtypes.get(rust_name).map(|item| &item.doc)),
        }
    }

    /// Returns the facts about an event, with the link to the specification.
    fn facts(&self, event: &Event) -> String {
        let mut list = facts(event);
        list.extend(self.link(&event.facts.rust_name));
        list.join(", ")
    }

    /// Returns the link to the section of the specification about a content or a form of one.
    fn link(&self, name: &str) -> Option<String> {
        let doc = self.model.types.structs.get(name).map(|item| item.doc.clone()).unwrap_or_default();
        self.docs.link(name, &doc).map(|link| format!("[specification]({link})"))
    }

    /// Returns the sentence about a struct.
    fn text(&self, name: &str) -> String {
        self.prose(self.model.types.structs.get(name).map(|item| &item.doc))
    }

    fn prose(&self, doc: Option<&Doc>) -> String {
        let empty = Doc::default();
        let doc = doc.unwrap_or(&empty);
        if doc.text.is_none() { "No description.".to_owned() } else { fields::prose(&self.model.types, doc) }
    }
}

/// Returns the type of an event, with a star for the rest of a prefix.
pub(super) fn name(event: &Event) -> String {
    let rest = if event.facts.prefix { "\\*" } else { "" };
    format!("{}{rest}", event.facts.event)
}

/// Returns the anchor of an event's section.
pub(super) fn anchor(event: &Event) -> String {
    let kept = |character: &char| character.is_alphanumeric() || matches!(character, '_' | '-');
    event.facts.event.chars().filter(kept).collect()
}

fn path(file: &str) -> String {
    format!("events/{file}")
}

/// Returns the kind on whose page an event has its section: its first one, if a page links to it.
fn home(event: &Event, kind: EventKind) -> EventKind {
    event.facts.kinds.first().copied().unwrap_or(kind)
}

/// Returns the link to an event's section from a page or, below its folder, from the index.
fn link(event: &Event, kind: EventKind) -> String {
    format!("{}#{}", file(home(event, kind)), anchor(event))
}

fn file(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Message => "message.md",
        EventKind::State => "state.md",
        EventKind::ToDevice => "to-device.md",
        EventKind::GlobalAccountData => "account-data.md",
        EventKind::RoomAccountData => "room-account-data.md",
        EventKind::Ephemeral => "ephemeral.md",
        EventKind::Presence => "presence.md",
    }
}

fn title(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Message => "Messages",
        EventKind::State => "State",
        EventKind::ToDevice => "To-device events",
        EventKind::GlobalAccountData => "Account data",
        EventKind::RoomAccountData => "Account data of rooms",
        EventKind::Ephemeral => "Ephemeral events",
        EventKind::Presence => "Presence",
    }
}

fn introduction(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Message => "Events in the history of a room that do not change its state.",
        EventKind::State => {
            "Events that set the state of a room: the latest one of each type and state key is valid. Unset or redacted \
             state lacks fields, so these are optional even if they are required when sent."
        }
        EventKind::ToDevice => "Events that one device sends to others, outside of rooms.",
        EventKind::GlobalAccountData => "Data that clients store for the user.",
        EventKind::RoomAccountData => "Data that clients store for the user and a room.",
        EventKind::Ephemeral => "Events of a room that are not part of its history.",
        EventKind::Presence => "Events about users, independent of rooms.",
    }
}

/// Returns the item with the name of the content.
fn head(event: &Event) -> &'static str {
    match event.facts.state_key {
        None => "",
        Some(StateKeyKind::Empty) => ", state key: empty",
        Some(StateKeyKind::UserId) => ", state key: `UserId`",
        Some(StateKeyKind::RoomId) => ", state key: `RoomId`",
        Some(StateKeyKind::Text) => ", state key: `String`",
    }
}

fn facts(event: &Event) -> Vec<String> {
    let facts = &event.facts;
    let mut list = Vec::new();
    if facts.kinds.len() > 1 {
        let kinds: Vec<_> =
            facts.kinds.iter().map(|kind| format!("[{}]({})", title(*kind), file(*kind))).collect();
        list.push(format!("of the kinds {}", kinds.join(" and ")));
    }
    list.extend(facts.added.as_ref().map(|release| format!("added in Matrix {}", rustdoc::plain(release))));
    list.extend(facts.deprecated.then(|| "deprecated by the specification".to_owned()));
    list
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::project;

    use super::*;

    fn model() -> EventModel {
        let project = project::of(project::spec());
        project.model(project.description().unwrap()).unwrap().events.unwrap()
    }

    #[test]
    fn each_event_has_one_section_and_a_row_on_the_page_of_each_kind() {
        let model = model();
        let files = EventPages::of(&model).files();
        for event in &model.events {
            let heading = format!("\n# **{}**\n", name(event));
            let sections: usize = files.values().map(|page| page.matches(&heading).count()).sum();
            assert_eq!(sections, 1, "{}", event.facts.event);
            for kind in &event.facts.kinds {
                let page = &files[&path(file(*kind))];
                let link = link(event, *kind);
                let row = format!("\n[**{}**]({link}) | `{}` | ", name(event), event.facts.rust_name);
                assert!(page.contains(&row), "{}: no row on the page of {kind}", event.facts.event);
                let (target, _) = link.split_once('#').unwrap();
                assert!(files[&path(target)].contains(&heading), "{link} leads nowhere");
            }
        }
    }

    #[test]
    fn every_content_and_each_form_of_one_links_to_its_own_section() {
        let model = model();
        let pages = EventPages::of(&model);
        let link = |name: &str| pages.link(name).unwrap_or_else(|| panic!("{name} has no link"));
        for event in &model.events {
            link(&event.facts.rust_name);
        }
        for tagged in model.tagged.values() {
            let links: BTreeSet<_> = tagged.variants.iter().map(|variant| link(&variant.ty)).collect();
            assert_eq!(links.len(), tagged.variants.len());
            assert!(!links.contains(&link(&tagged.other)));
        }
        let leads_to =
            |name: &str, anchor: &str| assert!(link(name).ends_with(&format!("/{anchor})")), "{name}");
        leads_to("RoomName", "client-server-api/#mroomname");
        leads_to("TextMessage", "client-server-api/#mtext");
        leads_to("OtherMessage", "client-server-api/#mroommessage-msgtypes");
        leads_to("ServerNoticeMessage", "client-server-api/#mroommessagemserver_notice");
        leads_to("SecretStorageKey", "client-server-api/#key-storage");
        leads_to("EncryptedSecret", "client-server-api/#secret-storage");
    }

    #[test]
    fn every_link_to_a_part_has_a_target() {
        let model = model();
        let files = EventPages::of(&model).files();
        let headings: BTreeSet<_> = files[&path(TYPES)]
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .map(str::to_lowercase)
            .collect();
        let mut links = 0;
        for (file, page) in &files {
            for link in page.split("(types.md#").skip(1) {
                let (target, _) = link.split_once(')').unwrap();
                assert!(headings.contains(target), "{file}: {target}");
                links += 1;
            }
        }
        assert!(links > 50, "{links} links");
    }

    #[test]
    fn fields_tell_when_they_are_there() {
        let model = model();
        let files = EventPages::of(&model).files();
        let row = |file: &str, start: &str| {
            let line = files[&path(file)].lines().find(|line| line.starts_with(start)).unwrap();
            line.rsplit_once(" | ").unwrap().1.to_owned()
        };
        assert_eq!(row("state.md", "**membership**"), "required, kept by redaction");
        assert_eq!(row("state.md", "**name**"), "required when sent");
        assert_eq!(
            row("state.md", "**join_authorised"),
            "optional, added in Matrix 1.2, kept by redaction since room version 9"
        );
        assert_eq!(row("message.md", "**relates_to**"), "optional, `m.relates_to` in JSON");
    }
}
