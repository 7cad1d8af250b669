//! The state that the parts of the stage share while they lower one document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::lower::ir::{ApiModel, Type};
use crate::lower::rules::Rule;
use crate::{Document, Release, rust_name};

/// The state of lowering one document.
pub(super) struct Lowering<'a> {
    pub(super) document: &'a Document,
    pub(super) model: ApiModel,
    /// The types of the components lowered so far; nothing while one is under way.
    pub(super) components: BTreeMap<&'a str, Option<Type>>,
    /// The names that the components will take.
    pub(super) reserved: BTreeSet<String>,
    /// Where the types that are named stand.
    pub(super) places: BTreeMap<String, String>,
    /// The places of the properties and enumeration values that have become part of a type.
    pub(super) used: BTreeSet<String>,
    /// The places below which a rule leaves everything out, on purpose.
    pub(super) left_out: BTreeSet<String>,
    /// How deep the schema under way is nested.
    pub(super) depth: usize,
    /// How many schemas have been lowered, each counted with its properties.
    pub(super) work: usize,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(document: &'a Document, release: Release) -> Self {
        let components = document.root.pointer("/components/schemas").and_then(Value::as_object);
        let reserved =
            components.into_iter().flatten().map(|(name, value)| component_name(name, value)).collect();
        let model = ApiModel {
            api: document.api,
            release,
            finished: document.finished,
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            unions: BTreeMap::new(),
            operations: Vec::new(),
            rules: BTreeSet::new(),
        };
        Self {
            document,
            model,
            components: BTreeMap::new(),
            reserved,
            places: BTreeMap::new(),
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

/// The Rust name of a component. A chosen one that cannot be a type's is refused where the component is lowered.
pub(super) fn component_name(name: &str, value: &Value) -> String {
    let chosen =
        value.get(rust_name::CHOSEN).and_then(Value::as_str).filter(|name| rust_name::is_pascal(name));
    chosen.map_or_else(|| rust_name::type_name(&rust_name::pascal(name)), str::to_owned)
}
