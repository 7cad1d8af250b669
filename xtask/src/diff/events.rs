//! The changes of the types of events and EDUs: added, removed, and changed in place.
//!
//! The surface has the fields of their contents. These changes concern how events are named, sent and redacted.

use std::collections::{BTreeMap, BTreeSet};

use matrix_openapi_codegen::event::{EventFacts, EventKind, EventSection, StateKeyKind, Survivor};
use matrix_openapi_codegen::lower::event_ir::EventModel;
use serde::Serialize;

use super::verdict::Verdict;

/// The changes of all types of events and EDUs, sorted by section and type.
#[derive(Debug, Default, Serialize)]
pub struct EventChanges {
    /// The types that are new.
    pub added: Vec<ListedEvent>,
    /// The types that were removed.
    pub removed: Vec<ListedEvent>,
    /// The types that have changed in place.
    pub changed: Vec<ListedEvent>,
}

/// A type of event that was added, removed or changed.
#[derive(Debug, Serialize)]
pub struct ListedEvent {
    /// The section of the description, `events` or `edus`.
    pub section: &'static str,
    /// The type, such as `m.room.name`.
    #[serde(rename = "type")]
    pub event: String,
    /// The name of its content in Rust.
    #[serde(rename = "rust")]
    pub rust_name: String,
    /// The kinds of events with this type.
    pub kinds: Vec<&'static str>,
    /// How much the version must grow.
    pub verdict: Verdict,
    /// The changes in place, or the effects of a new type on existing programs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<EventDifference>,
    /// Why the version must grow for the type as a whole, if it was added or removed.
    #[serde(skip)]
    whole: Option<EventDifference>,
}

/// A change of a type of event, with its text.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct EventDifference {
    /// The change in words.
    pub text: String,
    /// How much the version must grow.
    pub verdict: Verdict,
}

impl EventChanges {
    /// Adds the changes of a section, which one of the sides may lack.
    pub fn compare(&mut self, section: EventSection, old: Option<&EventModel>, new: Option<&EventModel>) {
        let (was, is) = (by_type(old), by_type(new));
        let owners: Owners<'_> =
            was.values().map(|one| (one.facts.rust_name.as_str(), one.facts.event.as_str())).collect();
        for event in was.keys().chain(is.keys()).copied().collect::<BTreeSet<_>>() {
            match (was.get(event), is.get(event)) {
                (Some(before), Some(now)) => {
                    let changes = differences(before, now, &owners);
                    if !changes.is_empty() {
                        self.changed.push(ListedEvent::new(section, now.facts, None, changes));
                    }
                }
                (None, Some(now)) => {
                    let whole = minor("a new type of event");
                    let changes = reassigned(now.facts, &owners).into_iter().collect();
                    self.added.push(ListedEvent::new(section, now.facts, Some(whole), changes));
                }
                (Some(before), None) => {
                    let whole = major("the type of event was removed; code that names it no longer compiles");
                    self.removed.push(ListedEvent::new(section, before.facts, Some(whole), Vec::new()));
                }
                (None, None) => {}
            }
        }
    }

    /// Returns the lists with their signs.
    pub fn lists(&self) -> [(&'static str, &Vec<ListedEvent>); 3] {
        [("-", &self.removed), ("+", &self.added), ("~", &self.changed)]
    }

    /// Returns all reasons for the version to grow, with the types that have them.
    pub fn reasons(&self) -> impl Iterator<Item = (&ListedEvent, &EventDifference)> {
        let events = self.lists().into_iter().flat_map(|(_, events)| events);
        events.flat_map(|event| event.whole.iter().chain(&event.changes).map(move |reason| (event, reason)))
    }

    /// Returns whether there are no changes.
    pub fn is_empty(&self) -> bool {
        self.lists().iter().all(|(_, events)| events.is_empty())
    }
}

impl ListedEvent {
    fn new(
        section: EventSection,
        facts: &EventFacts,
        whole: Option<EventDifference>,
        changes: Vec<EventDifference>,
    ) -> Self {
        let verdict = whole.iter().chain(&changes).map(|reason| reason.verdict).max();
        Self {
            section: section.slug(),
            event: facts.event.clone(),
            rust_name: facts.rust_name.clone(),
            kinds: slugs(&facts.kinds),
            verdict: verdict.unwrap_or(Verdict::Patch),
            changes,
            whole,
        }
    }

    /// Returns the kinds in brackets, if there are any.
    pub fn of_kinds(&self) -> String {
        if self.kinds.is_empty() { String::new() } else { format!(" ({})", self.kinds.join(", ")) }
    }
}

/// A type of event with the values that tell its forms apart.
struct Typed<'a> {
    facts: &'a EventFacts,
    forms: BTreeSet<&'a str>,
}

/// The types of events by the names of their contents in Rust.
type Owners<'a> = BTreeMap<&'a str, &'a str>;

fn by_type(model: Option<&EventModel>) -> BTreeMap<&str, Typed<'_>> {
    let Some(model) = model else { return BTreeMap::new() };
    let events = model.events.iter().map(|event| {
        let variants =
            model.tagged.get(&event.facts.rust_name).into_iter().flat_map(|tagged| &tagged.variants);
        let forms = variants.map(|variant| variant.value.as_str()).collect();
        (event.facts.event.as_str(), Typed { facts: &event.facts, forms })
    });
    events.collect()
}

/// Returns the change if the name of a content belonged to another type: programs compile but send something else.
fn reassigned(new: &EventFacts, owners: &Owners<'_>) -> Option<EventDifference> {
    let before = owners.get(new.rust_name.as_str()).filter(|before| **before != new.event)?;
    Some(major(format!(
        "`{}` was the content of `{before}`; programs compile and send another type",
        new.rust_name
    )))
}

fn differences(old: &Typed<'_>, new: &Typed<'_>, owners: &Owners<'_>) -> Vec<EventDifference> {
    let (was, is) = (old.facts, new.facts);
    let mut changes: Vec<_> = reassigned(is, owners).into_iter().collect();
    if was.rust_name != is.rust_name {
        changes.push(major(format!("its content is `{}`, was `{}`", is.rust_name, was.rust_name)));
    }
    if was.prefix != is.prefix {
        let (now, before) =
            if is.prefix { ("a prefix", "a whole type") } else { ("a whole type", "a prefix") };
        changes.push(major(format!("it is {now}, was {before}")));
    }
    changes.extend(kinds(was, is));
    changes.extend(state_key(was.state_key, is.state_key));
    let gone = old.forms.difference(&new.forms).map(|form| major(format!("the form `{form}` was removed")));
    let added = new.forms.difference(&old.forms).map(|form| minor(format!("the form `{form}` is new")));
    changes.extend(gone.chain(added));
    changes.extend(survivors(&was.survivors, &is.survivors));
    if was.deprecated != is.deprecated {
        changes.push(minor(if is.deprecated { "deprecated" } else { "no longer deprecated" }));
    }
    changes
}

fn kinds(was: &EventFacts, is: &EventFacts) -> Vec<EventDifference> {
    let only = |these: &EventFacts, those: &EventFacts| {
        let kinds: Vec<_> = these.kinds.iter().filter(|kind| !those.kinds.contains(kind)).copied().collect();
        slugs(&kinds)
    };
    let gone = only(was, is).into_iter().map(|kind| major(format!("no longer of the kind `{kind}`")));
    let added = only(is, was).into_iter().map(|kind| minor(format!("of the kind `{kind}` now")));
    gone.chain(added).collect()
}

/// Returns the change of a state key. An event that becomes state or stops being state is a change of its kinds.
fn state_key(was: Option<StateKeyKind>, is: Option<StateKeyKind>) -> Option<EventDifference> {
    let (was, is) = was.zip(is).filter(|(was, is)| was != is)?;
    Some(major(format!("its state key is `{}`, was `{}`", is.slug(), was.slug())))
}

/// Returns the changes of the fields that redaction keeps.
fn survivors(was: &[Survivor], is: &[Survivor]) -> Vec<EventDifference> {
    let versions = |all: &[Survivor]| -> BTreeMap<String, u32> {
        all.iter().map(|one| (one.field.clone(), one.from)).collect()
    };
    let (was, is) = (versions(was), versions(is));
    let since = |version: Option<&u32>| match version {
        Some(version) => format!("kept by redaction since room version {version}"),
        None => "not kept by redaction".to_owned(),
    };
    let members: BTreeSet<_> = was.keys().chain(is.keys()).collect();
    let changed = members.into_iter().filter(|member| was.get(*member) != is.get(*member));
    let words = |member: &String| {
        minor(format!("`{member}` is {}, was {}", since(is.get(member)), since(was.get(member))))
    };
    changed.map(words).collect()
}

fn slugs(kinds: &[EventKind]) -> Vec<&'static str> {
    kinds.iter().copied().map(EventKind::slug).collect()
}

fn major(text: impl Into<String>) -> EventDifference {
    EventDifference { text: text.into(), verdict: Verdict::Major }
}

fn minor(text: impl Into<String>) -> EventDifference {
    EventDifference { text: text.into(), verdict: Verdict::Minor }
}

#[cfg(test)]
mod tests;
