//! The events of an upstream tree, bundled into one document with the schema of each content.
//!
//! Under `events`, the document has each type of event with its base, its content, the schema of its state key and its
//! variants. Under `edus`, it has the ephemeral data units that homeservers send each other in the same form: their types may
//! have the names of events. The overlays add the kinds, and all other facts that upstream's schemas lack.

use serde_json::{Map, Value, json};

use super::event_source::{ADDED, EventSource, SourceFile};
use super::facts::{FactExtractor, Prose, Reference, Titles, UpstreamKind};
use super::names::{self, Target};
use super::references::{follow, for_each_reference, target};
use super::release_state::ReleaseState;
use super::tree::{NodeLocation, Tree, YAML};
use super::unread;
use super::wanted::WantedDefinition;
use crate::matrix::event_kind::EventBase;
use crate::matrix::event_section::{EVENT_SCHEMAS, EventSection};
use crate::sorted::{SortedMap, SortedSet, sort};
use crate::source_map::SourceMap;
use crate::{Api, Document, Error, Release, Result, pointer, rust_name};

/// Bundles the events of a tree; returns `None` if it has no folder of their schemas.
pub(super) fn upstream(
    tree: &Tree,
    state: ReleaseState,
    prose: Prose,
    wanted: &[WantedDefinition],
) -> Result<Option<Document>> {
    let mut tasks = Vec::new();
    let Some(sources) = sources(tree, &mut tasks)? else { return Ok(None) };
    let components = Components::of(tree, state, &sources, wanted)?;
    let mut resolve = |reference: Reference<'_>| {
        let target = target(tree, &reference)?;
        // All targets have been named before, so this cannot fail.
        components.parts.get(&target).cloned().ok_or_else(|| reference.from.error("has an unknown target"))
    };
    let mut copy = FactExtractor { prose, titles: Titles::Drop, resolve: &mut resolve };
    let mut schemas = Map::new();
    for ((_, location), name) in &components.parts {
        schemas.insert(name.clone(), copied(tree, &mut copy, location)?);
    }
    let mut source_map = components.source_map();
    let (mut events, mut edus) = (Entries::new(), Entries::new());
    for (name, source) in &components.contents {
        schemas.insert(name.clone(), content(tree, &mut copy, source)?);
        let entries = if source.base == EventBase::Edu { &mut edus } else { &mut events };
        add_entry(entries.entry(&source.event).or_default(), tree, &mut copy, source, name)?;
        if source.variant.is_none() {
            source_map.source(pointer::join(section(source), &source.event), &source.location.file, "");
        }
    }
    let (events, edus) = (objects(events), objects(edus));
    let mut root = json!({
        "openapi": "3.1.0",
        "info": { "title": "Matrix Events", "version": state.release.to_string() },
        "components": { "schemas": schemas },
        "events": events,
    });
    if let (Some(root), false) = (root.as_object_mut(), edus.is_empty()) {
        root.insert("edus".to_owned(), edus.into());
    }
    let mut document = Document::new(Api::OF_EVENTS, EventSection::Events.folder(), root);
    document.source_map = source_map;
    document.finished = state.finished;
    document.tasks = tasks;
    Ok(Some(document))
}

/// Adds a schema to the entry of its type: a variant, or the event itself. `component` is the name of its content.
fn add_entry(
    event: &mut Map<String, Value>,
    tree: &Tree,
    copy: &mut FactExtractor<'_>,
    source: &EventSource,
    component: &str,
) -> Result<()> {
    let mut reference =
        Map::from_iter([("$ref".to_owned(), format!("#/components/schemas/{component}").into())]);
    let said = if copy.prose == Prose::Keep { source.prose(tree)? } else { Map::new() };
    if let Some(variant) = &source.variant {
        let variants = event.entry("variants").or_insert_with(|| json!({}));
        reference.extend(said);
        if let Some(variants) = variants.as_object_mut() {
            variants.insert(variant.clone(), reference.into());
        }
        return Ok(());
    }
    event.insert("base".to_owned(), source.base.name().into());
    event.insert("content".to_owned(), reference.into());
    event.extend(said);
    event.extend(source.marks(tree)?);
    if let Some(key) = &source.state_key {
        event.insert("stateKey".to_owned(), copied(tree, copy, key)?);
    }
    Ok(())
}

/// The entries of a section of the document, by type.
type Entries<'a> = SortedMap<&'a str, Map<String, Value>>;

fn objects(entries: Entries<'_>) -> Map<String, Value> {
    entries.into_iter().map(|(name, event)| (name.to_owned(), Value::Object(event))).collect()
}

/// Returns the section of the document that a schema belongs to.
fn section(source: &EventSource) -> &'static str {
    if source.base == EventBase::Edu { "/edus" } else { "/events" }
}

/// Returns the schemas of all events of a tree, then those of all EDUs; `None` if it has no folder of events. Adds a task for
/// each skipped schema.
fn sources(tree: &Tree, tasks: &mut Vec<Error>) -> Result<Option<Vec<EventSource>>> {
    let Some(mut sources) = sources_in(tree, EventSection::Events, tasks)? else { return Ok(None) };
    sources.extend(sources_in(tree, EventSection::Edus, tasks)?.into_iter().flatten());
    Ok(Some(sources))
}

/// Returns the schemas of a section, sorted by type, each before its variants.
fn sources_in(
    tree: &Tree,
    section: EventSection,
    tasks: &mut Vec<Error>,
) -> Result<Option<Vec<EventSource>>> {
    let Some(files) = tree.files_in(section.folder(), YAML)? else { return Ok(None) };
    let mut sources = Vec::new();
    for file in &files {
        match EventSource::read(tree, section, file)? {
            SourceFile::Event(source) => sources.push(*source),
            SourceFile::Baseless(task) => tasks.push(task),
            SourceFile::Other => {}
        }
    }
    // After the sources, because a file that they refer to counts as read.
    tasks.extend(unread::events(tree, section, &files)?);
    sort(&mut sources, |one, other| (&one.event, &one.variant).cmp(&(&other.event, &other.variant)));
    let mut seen: SortedMap<(String, Option<String>), NodeLocation> = SortedMap::new();
    let mut kept = Vec::new();
    for source in sources {
        if source.variant.is_some() && !seen.contains_key(&(source.event.clone(), None)) {
            let message = format!(
                "a variant of `{}`, which has no schema of its own, so the variant is left out",
                source.event
            );
            tasks.push(source.location.error(message));
            continue;
        }
        let key = (source.event.clone(), source.variant.clone());
        if let Some(other) = seen.insert(key, source.location.clone()) {
            let message = format!("describes `{}`, as {} does", source.event, other.text());
            return Err(source.location.error(message));
        }
        kept.push(source);
    }
    Ok(Some(kept))
}

/// Returns the component name of an event's content: the words of its type and variant, with a prefix for EDUs, whose types
/// may have the names of events.
fn component(source: &EventSource) -> String {
    named_by(source, |text| names::pascal(text.strip_prefix("m.").unwrap_or(text)))
}

/// Returns the component name of a content whose words are taken: it spells out all characters of the type.
fn spelled_component(source: &EventSource) -> String {
    named_by(source, |text| rust_name::pascal(&rust_name::spelt(text)))
}

fn named_by(source: &EventSource, words: impl Fn(&str) -> String) -> String {
    let edu = if source.base == EventBase::Edu { "Edu" } else { "" };
    edu.to_owned() + &words(&source.event) + &source.variant.as_deref().map(words).unwrap_or_default()
}

/// Returns the content as a node, composed of the schemas at all of its locations.
fn content(tree: &Tree, copy: &mut FactExtractor<'_>, source: &EventSource) -> Result<Value> {
    let mut parts = Vec::new();
    for location in &source.content {
        parts.push(copied(tree, copy, location)?);
    }
    Ok(match parts.len() {
        // The base says no more about a content.
        0 => json!({ "type": "object" }),
        1 => parts.remove(0),
        _ => json!({ "allOf": parts }),
    })
}

/// Returns the facts of the schema at a location.
fn copied(tree: &Tree, copy: &mut FactExtractor<'_>, location: &NodeLocation) -> Result<Value> {
    let file = tree.read(&location.file, location)?;
    copy.node(UpstreamKind::Schema, file.pointer(&location.pointer).unwrap_or(&Value::Null), location)
}

/// The names of the components.
struct Components<'a> {
    /// The definitions that contents refer to, and those that the overlay requests.
    parts: SortedMap<Target, String>,
    /// The contents, by their names.
    contents: SortedMap<String, &'a EventSource>,
}

impl<'a> Components<'a> {
    fn of(
        tree: &Tree,
        state: ReleaseState,
        sources: &'a [EventSource],
        wanted: &[WantedDefinition],
    ) -> Result<Self> {
        WantedDefinition::check(tree, state, None, wanted)?;
        // No content may get the name of a definition, not even of one that the tree lacks and an action adds.
        let reserved = wanted.iter().filter(|one| one.api.is_none()).map(|one| one.name.clone());
        let contents = Self::contents(tree, sources, reserved.collect())?;
        let wanted = WantedDefinition::found(tree, None, wanted)?;
        let mut todo = Vec::new();
        for location in sources.iter().flat_map(|source| source.content.iter().chain(&source.state_key)) {
            for_each_reference(
                tree,
                |copy| copied(tree, copy, location).map(drop),
                Titles::Drop,
                |target, _| todo.push(target),
            )?;
        }
        todo.extend(wanted.keys().cloned());
        let targets = follow(tree, todo, Titles::Drop)?;
        let taken: SortedSet<_> = contents.keys().chain(wanted.values()).cloned().collect();
        let others = targets.into_iter().filter(|target| !wanted.contains_key(target)).collect();
        let mut parts = names::assign(EVENT_SCHEMAS, &taken, &others)?;
        parts.extend(wanted);
        Ok(Self { parts, contents })
    }

    /// Names the contents, those of the oldest releases first, so new types do not rename others.
    fn contents(
        tree: &Tree,
        sources: &'a [EventSource],
        taken: SortedSet<String>,
    ) -> Result<SortedMap<String, &'a EventSource>> {
        let mut by_age = Vec::new();
        for source in sources {
            let added = source.marks(tree)?.remove(ADDED);
            let added = added.and_then(|added| added.as_str()?.parse::<Release>().ok());
            by_age.push((added, source));
        }
        sort(&mut by_age, |one, other| one.0.cmp(&other.0));
        let mut contents: SortedMap<String, &EventSource> = SortedMap::new();
        for (_, source) in by_age {
            let is_free = |name: &String| !taken.contains(name) && !contents.contains_key(name);
            let Some(name) = [component(source), spelled_component(source)].into_iter().find(is_free) else {
                let name = spelled_component(source);
                let message = format!("would be the component `{name}`, like another definition");
                return Err(source.location.error(message));
            };
            contents.insert(name, source);
        }
        Ok(contents)
    }

    /// Returns the upstream location of each component.
    fn source_map(&self) -> SourceMap {
        let mut source_map = SourceMap::default();
        let schema = |name: &str| pointer::join("/components/schemas", name);
        for ((_, location), name) in &self.parts {
            source_map.source(schema(name), &location.file, &location.pointer);
        }
        for (name, source) in &self.contents {
            if let [location] = source.content.as_slice() {
                source_map.source(schema(name), &location.file, &location.pointer);
            }
        }
        source_map
    }
}
