//! The state of lowering one document, which all parts of the stage share.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lower::ir::{ApiModel, Type};
use crate::lower::rules::Rule;
use crate::sorted::{SortedMap, SortedSet};
use crate::{Document, Release, rust_name};

/// The state of lowering one document.
pub(super) struct Lowering<'a> {
    pub(super) document: &'a Document,
    pub(super) model: ApiModel,
    /// The types of the components lowered so far; `None` for one that is being lowered.
    pub(super) components: SortedMap<&'a str, Option<Type>>,
    /// The names of the components.
    pub(super) reserved: SortedSet<String>,
    /// The names of the contents by the types of their events, in a document of events.
    pub(super) contents: SortedMap<String, String>,
    /// The places of the properties and enumeration values that have become part of a type.
    pub(super) used: BTreeSet<String>,
    /// The places below which a rule leaves everything out, on purpose.
    pub(super) left_out: BTreeSet<String>,
    /// The nesting depth of the current schema.
    pub(super) depth: usize,
    /// The number of lowered schemas and their properties.
    pub(super) work: usize,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(document: &'a Document, release: Release) -> Self {
        let components = document.root.pointer("/components/schemas").and_then(Value::as_object);
        let names = components.into_iter().flatten();
        let reserved = names.map(|(name, value)| component_name(document, name, value)).collect();
        let model = ApiModel {
            api: document.api,
            release,
            finished: document.finished,
            structs: SortedMap::new(),
            enums: SortedMap::new(),
            unions: SortedMap::new(),
            places: SortedMap::new(),
            operations: Vec::new(),
            rules: SortedSet::new(),
        };
        Self {
            document,
            model,
            components: SortedMap::new(),
            reserved,
            contents: SortedMap::new(),
            used: BTreeSet::new(),
            left_out: BTreeSet::new(),
            depth: 0,
            work: 0,
        }
    }

    pub(super) fn apply(&mut self, rule: Rule) {
        self.model.rules.insert(rule);
    }
}

/// Returns the Rust name of a component. An invalid chosen name is refused when the component is lowered.
pub(super) fn component_name(document: &Document, name: &str, value: &Value) -> String {
    let chosen =
        value.get(rust_name::CHOSEN).and_then(Value::as_str).filter(|name| rust_name::is_pascal(name));
    let name = chosen.map_or_else(|| rust_name::type_name(&rust_name::pascal(name)), str::to_owned);
    if document.has_events() { rust_name::part_of_content(name) } else { name }
}
