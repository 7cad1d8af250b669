//! The contents of events, each lowered to a type of its own that is named after the event.

use serde_json::Value;

use crate::event::{EventFacts, EventKind, EventSection};
use crate::lower::docs::doc;
use crate::lower::event_ir::{Content, Event, EventModel, Newtype, Tagged, TaggedVariant};
use crate::lower::ir::{Doc, Struct, Type};
use crate::lower::lowering::Lowering;
use crate::lower::merged_schema::{MergedSchema, Node, resolve};
use crate::lower::names::Scope;
use crate::lower::rules::Rule;
use crate::matrix::events::{EVENT_NAMES, HANDWRITTEN};
use crate::pointer::{join, unescape};
use crate::rust_name::{self, CHOSEN};
use crate::sorted::{SortedMap, SortedSet};
use crate::{Document, Release, Result, event};

/// The fields that every redaction of state keeps, so they are always present.
const KEPT: [&str; 3] = ["history_visibility", "join_rule", "membership"];

/// Lowers the events of their document, to which the overlays have been applied.
pub fn lower_events(document: &Document, release: Release) -> Result<EventModel> {
    unexplained(document, release, EventSection::Events).map_err(|error| document.explain(error))
}

/// Lowers the EDUs of the same document; `None` if it has none.
pub fn lower_edus(document: &Document, release: Release) -> Result<Option<EventModel>> {
    if document.root.pointer(EventSection::Edus.pointer()).is_none() {
        return Ok(None);
    }
    let model = unexplained(document, release, EventSection::Edus);
    model.map(Some).map_err(|error| document.explain(error))
}

fn unexplained(document: &Document, release: Release, section: EventSection) -> Result<EventModel> {
    super::keywords::check(document)?;
    let facts = event::unexplained(document, section)?;
    let mut lowering = Lowering::new(document, release);
    let mut contents =
        Contents { tagged: SortedMap::new(), newtypes: SortedMap::new(), components: Vec::new() };
    lowering.reserved.extend(facts.iter().map(|facts| facts.rust_name.clone()));
    lowering.contents = facts.iter().map(|facts| (facts.event.clone(), facts.rust_name.clone())).collect();
    lowering.reserved.extend(EVENT_NAMES.into_iter().chain(HANDWRITTEN).map(str::to_owned));
    let mut events = Vec::new();
    for facts in facts {
        let content = lowering.event_content(&facts, &mut contents)?;
        events.push(Event { facts, content });
    }
    let parts = match section {
        EventSection::Events => {
            // Components that only EDUs refer to are lowered with the EDUs.
            let own = components_of(document, EventSection::Events);
            let others = components_of(document, EventSection::Edus).into_iter();
            contents.components.extend(others.filter(|location| !own.contains(location)));
            lowering.other_parts(&contents.components)?
        }
        EventSection::Edus => Vec::new(),
    };
    let roots =
        events.iter().map(|event| &event.facts.pointer).chain(parts.iter().map(|(location, _)| location));
    let roots: Vec<_> = roots.cloned().collect();
    lowering.left_out.extend(events.iter().map(|event| join(&event.facts.pointer, "stateKey")));
    lowering.check_coverage(&roots)?;
    lowering.model.structs.values_mut().for_each(shorten_names);
    let Contents { tagged, newtypes, .. } = contents;
    Ok(EventModel { section, types: lowering.finish(), events, tagged, newtypes, parts })
}

/// Removes the prefix `m.` from the Rust names of fields, unless another field has the short name.
fn shorten_names(item: &mut Struct) {
    for index in 0..item.fields.len() {
        let Some(field) = item.fields.get(index) else { continue };
        let short = field.name.strip_prefix("m.").map(rust_name::field);
        // A name that an overlay chose stays.
        let short = short.filter(|_| field.rust_name == rust_name::field(&field.name));
        let Some(short) = short.filter(|short| item.fields.iter().all(|other| other.rust_name != *short))
        else {
            continue;
        };
        item.fields.iter_mut().skip(index).take(1).for_each(|field| field.rust_name.clone_from(&short));
    }
}

/// The results of lowering in addition to the types.
struct Contents {
    tagged: SortedMap<String, Tagged>,
    newtypes: SortedMap<String, Newtype>,
    /// The JSON pointers of the components that are contents.
    components: Vec<String>,
}

impl<'a> Lowering<'a> {
    fn event_content(&mut self, facts: &EventFacts, contents: &mut Contents) -> Result<Content> {
        let document = self.document;
        let event = Node::at(document, &facts.pointer)?;
        let content = event.value.get("content").unwrap_or(&Value::Null);
        let content = event.child("content", content);
        if content.value.is_null() {
            return Err(self.refuse(&content, "missing, so the event has no content"));
        }
        let node = self.content_node(&content, contents)?;
        let variants = event.value.get("variants");
        if let Some(variants) = variants
            && let Some(mut tagged) =
                self.tagged(facts, &node, &event.child("variants", variants), contents)?
        {
            describe(&mut tagged.doc, event.value);
            contents.tagged.insert(facts.rust_name.clone(), tagged);
            return Ok(Content::Tagged);
        }
        let view = self.content_view(&node)?;
        if view.properties.is_empty() && !(view.patterns.is_empty() && view.additional.is_empty()) {
            let ty = match self.schema(std::slice::from_ref(&node), &Scope::component(&facts.rust_name))? {
                ty @ (Type::Map(..) | Type::RawObject) => ty,
                Type::Nullable(inner) if matches!(*inner, Type::Map(..) | Type::RawObject) => *inner,
                // Alternatives of maps.
                _ => Type::RawObject,
            };
            self.apply(Rule::Newtype);
            let mut doc = doc(&view);
            describe(&mut doc, event.value);
            contents.newtypes.insert(facts.rust_name.clone(), Newtype { doc, ty });
            return Ok(Content::Newtype);
        }
        self.content_struct(&facts.rust_name, &node, None)?;
        self.describe(&facts.rust_name, event.value);
        if facts.kinds.contains(&EventKind::State) {
            self.open_state(&facts.rust_name);
        }
        Ok(Content::Struct)
    }

    /// Returns the schema of a content, following the reference to its component.
    fn content_node(&self, node: &Node<'a>, contents: &mut Contents) -> Result<Node<'a>> {
        let Some(target) = node.value.get("$ref") else { return Ok(node.clone()) };
        let node = resolve(self.document, node, target)?;
        contents.components.push(node.pointer.clone());
        Ok(node)
    }

    /// Lowers a content to a struct of this name, even if its schema refers to a named one. `tag` is the name and value of the
    /// field that tells the form.
    fn content_struct(&mut self, name: &str, node: &Node<'a>, tag: Option<(&str, &str)>) -> Result<()> {
        let nodes = std::slice::from_ref(node);
        let mut view = self.content_view(node)?;
        // The name is the event's, not one that an overlay chose for the component.
        view.keys.remove(CHOSEN);
        if let Some((tag, _)) = tag {
            self.leave_out(&mut view, tag)?;
        }
        let ty = self.content_fields(&view, nodes, &Scope::component(name))?;
        if let (Type::Struct(name), Some((tag, value))) = (ty, tag)
            && let Some(item) = self.model.structs.get_mut(&name)
        {
            item.constants.insert(tag.to_owned(), value.to_owned());
            item.tag = Some(tag.to_owned());
        }
        Ok(())
    }

    /// Returns the merged schema of a content, with the properties of all its alternatives.
    fn content_view(&mut self, node: &Node<'a>) -> Result<MergedSchema<'a>> {
        let mut view = MergedSchema::of(self.document, std::slice::from_ref(node))?;
        let may_be_object = match view.keys.get("type").map(|node| node.value) {
            None => true,
            Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "object"),
            Some(kind) => kind == "object",
        };
        if !may_be_object {
            return Err(self.refuse(node, "not an object, which the content of an event must be"));
        }
        if view.alternatives.is_empty() {
            return Ok(view);
        }
        let left_out = view.add_alternatives(self.document)?;
        self.used.extend(left_out.iter().cloned());
        self.left_out.extend(left_out);
        self.apply(Rule::ContentAlternatives);
        Ok(view)
    }

    /// Removes the tag of a variant from its properties, because it is a constant.
    fn leave_out(&mut self, view: &mut MergedSchema<'a>, tag: &str) -> Result<()> {
        let property = view.properties.remove(tag).unwrap_or_default();
        view.required.remove(tag);
        self.used.extend(property.iter().map(|node| node.pointer.clone()));
        self.constant(&property).map(drop)
    }

    /// Makes the fields of state optional, except those that every redaction keeps: unset or redacted state has lost the others.
    fn open_state(&mut self, name: &str) {
        let fields = self.model.structs.get_mut(name).map(|item| item.fields.iter_mut());
        let mut opened = false;
        for field in fields.into_iter().flatten() {
            if field.required && !KEPT.contains(&field.name.as_str()) {
                field.required = false;
                if let Type::Nullable(inner) = &field.ty {
                    field.ty = (**inner).clone();
                }
                opened = true;
            }
        }
        if opened {
            self.apply(Rule::StateOptional);
        }
    }

    fn tagged(
        &mut self,
        facts: &EventFacts,
        other: &Node<'a>,
        variants: &Node<'a>,
        contents: &mut Contents,
    ) -> Result<Option<Tagged>> {
        let forms =
            variants.value.as_object().ok_or_else(|| self.refuse(variants, "not an object of variants"))?;
        let mut nodes = Vec::new();
        for (value, form) in forms {
            let node = self.content_node(&variants.child(value, form), contents)?;
            nodes.push((value.as_str(), node));
        }
        let Some(tag) = self.tag(&mut nodes)? else { return Ok(None) };
        self.apply(Rule::Tagged);
        let mut tagged = Tagged {
            doc: doc(&MergedSchema::of(self.document, std::slice::from_ref(other))?),
            tag: tag.to_owned(),
            variants: Vec::new(),
            other: self.name_of(other, format!("Other{}", facts.rust_name)),
        };
        // The variant for all other values.
        let mut names = vec!["Other".to_owned()];
        for (value, node) in nodes {
            let words = value.strip_prefix("m.").unwrap_or(value);
            let rust_name = rust_name::variant(words, &names);
            names.push(rust_name.clone());
            let ty = self.name_of(&node, format!("{}{rust_name}", facts.rust_name));
            self.content_struct(&ty, &node, Some((tag, value)))?;
            forms.get(value).into_iter().for_each(|said| self.describe(&ty, said));
            tagged.variants.push(TaggedVariant { value: value.to_owned(), rust_name, ty });
        }
        self.content_struct(&tagged.other, other, None)?;
        Ok(Some(tagged))
    }

    /// Returns the field that tells variants apart: in most variants its only value is the variant's name. Leaves out the other
    /// variants, or all of them if there is no such field.
    fn tag(&mut self, nodes: &mut Vec<(&str, Node<'a>)>) -> Result<Option<&'a str>> {
        let mut tags: SortedMap<&'a str, Vec<&str>> = SortedMap::new();
        for (value, node) in nodes.iter() {
            let view = MergedSchema::of(self.document, std::slice::from_ref(node))?;
            for (name, property) in &view.properties {
                if MergedSchema::of(self.document, property)?.single_value() == Some(*value) {
                    tags.entry(name).or_default().push(value);
                }
            }
        }
        let most = tags.values().map(Vec::len).max().unwrap_or_default();
        let mut best = tags.iter().filter(|(_, told)| told.len() == most);
        let (tag, told) = match (best.next(), best.next()) {
            (Some((tag, told)), None) => (Some(*tag), told.clone()),
            _ => (None, Vec::new()),
        };
        for (_, node) in nodes.iter().filter(|(value, _)| !told.contains(value)) {
            let message = match tag {
                Some(tag) => {
                    format!("its `{tag}` is not the variant's name, so the variant is left out")
                }
                None => "no single field tells the variants apart, so the variant is left out".to_owned(),
            };
            self.leave_as_task(self.refuse(node, &message));
            self.left_out.insert(node.pointer.clone());
        }
        nodes.retain(|(value, _)| told.contains(value));
        Ok(tag)
    }

    /// Documents a content with the prose about its event or variant.
    fn describe(&mut self, name: &str, said: &Value) {
        self.model.structs.get_mut(name).into_iter().for_each(|item| describe(&mut item.doc, said));
    }

    /// Returns the name that an overlay chose for a content, or else `name`.
    fn name_of(&self, node: &Node<'a>, name: String) -> String {
        let chosen = node.value.get(CHOSEN).and_then(Value::as_str).filter(|name| rust_name::is_pascal(name));
        chosen.map_or(name, str::to_owned)
    }

    /// Lowers the components that are not contents, even those that no content refers to, and returns their JSON pointers and
    /// types.
    fn other_parts(&mut self, contents: &[String]) -> Result<Vec<(String, Type)>> {
        let schemas = self.document.root.pointer("/components/schemas").and_then(Value::as_object);
        let mut locations = Vec::new();
        for (name, value) in schemas.into_iter().flatten() {
            let pointer = join("/components/schemas", name);
            if contents.contains(&pointer) {
                continue;
            }
            let node = Node { value, pointer: pointer.clone() };
            let rust_name = rust_name::component(self.document, &unescape(name), value);
            if self.handwritten(&rust_name, &node).is_none() {
                let ty = self.schema(std::slice::from_ref(&node), &Scope::component(&rust_name))?;
                locations.push((pointer, ty));
            }
        }
        Ok(locations)
    }
}

/// Returns the JSON pointers of the components that a section refers to, directly or not.
fn components_of(document: &Document, section: EventSection) -> SortedSet<String> {
    let mut found = SortedSet::new();
    let mut todo: Vec<&Value> = document.root.pointer(section.pointer()).into_iter().collect();
    while let Some(value) = todo.pop() {
        if let Some(target) =
            value.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'))
            && found.insert(target.to_owned())
        {
            todo.extend(document.root.pointer(target));
        }
        match value {
            Value::Object(fields) => todo.extend(fields.values()),
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
    }
    found
}

/// Sets the prose to that of an event or variant, which says more than that of the content's schema.
fn describe(doc: &mut Doc, said: &Value) {
    if let Some(text) = said.get("description").and_then(Value::as_str) {
        doc.text = Some(text.to_owned());
    }
}
