//! The state of lowering one document, which all parts of the stage share.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lower::ir::{ApiModel, Type};
use crate::lower::rules::Rule;
use crate::sorted::{SortedMap, SortedSet};
use crate::{Document, Error, Release, rust_name};

/// The state of lowering one document.
pub(super) struct Lowering<'a> {
    pub(super) document: &'a Document,
    pub(super) model: ApiModel,
    /// The types of the components lowered so far; `None` for one that is being lowered.
    pub(super) components: SortedMap<&'a str, Option<Type>>,
    /// The names of the components.
    pub(super) reserved: SortedSet<String>,
    /// The names of the contents by the types of their events, if the document describes events.
    pub(super) contents: SortedMap<String, String>,
    /// The JSON pointers of the properties and enumeration values that have become part of a type.
    pub(super) used: BTreeSet<String>,
    /// The JSON pointers of the nodes that a rule leaves out on purpose, with everything below them.
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
        let reserved = names.map(|(name, value)| rust_name::component(document, name, value)).collect();
        let model = ApiModel {
            api: document.api,
            release,
            finished: document.finished,
            structs: SortedMap::new(),
            enums: SortedMap::new(),
            unions: SortedMap::new(),
            locations: SortedMap::new(),
            operations: Vec::new(),
            definitions: Vec::new(),
            rules: SortedSet::new(),
            tasks: Vec::new(),
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

    /// Returns the model, whose tasks name the files to change.
    pub(super) fn finish(self) -> ApiModel {
        let tasks = self.model.tasks.into_iter().map(|task| self.document.explain(task)).collect();
        ApiModel { tasks, ..self.model }
    }

    pub(super) fn apply(&mut self, rule: Rule) {
        self.model.rules.insert(rule);
    }

    /// Records a task for a maintainer. Each is recorded once, though schemas are lowered again for each schema that
    /// includes them.
    pub(super) fn leave_as_task(&mut self, task: Error) {
        if !self.model.tasks.contains(&task) {
            self.model.tasks.push(task);
        }
    }
}
