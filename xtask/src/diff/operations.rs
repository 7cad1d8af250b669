//! The changes of an API's operations: added, removed or moved, renamed, and changed in place.

use std::collections::BTreeMap;

use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::lower::ir::Operation;
use matrix_openapi_codegen::model::OperationFacts;
use serde::Serialize;

use super::change::{Aspect, Difference, HttpOperation, OperationChange};
use super::contents::{contents, terms};
use super::facts::{PathParameters, facts_of_both};
use super::pairs::Pairs;
use super::subject::Side;

/// An operation as listings name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OperationName {
    /// The API.
    pub api: &'static str,
    /// The operationId.
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The whole path.
    pub path: String,
}

/// An operation that was added or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedOperation {
    /// The operation.
    #[serde(flatten)]
    pub name: OperationName,
    /// Its old method and path, if it has moved here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<HttpOperation>,
    /// Its new method and path, if it has moved away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<HttpOperation>,
    /// The changes of a moved operation, or the effects of a new one on existing programs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Difference>,
}

impl ListedOperation {
    /// Returns the new or old location of a moved operation, in brackets.
    pub fn link(&self) -> String {
        match (&self.moved_to, &self.moved_from) {
            (Some(to), _) => format!(" (moved to {to})"),
            (None, Some(from)) => format!(" (moved from {from})"),
            (None, None) => String::new(),
        }
    }

    /// Returns the changes other than the move, which the link shows.
    pub fn beyond_move(&self) -> impl Iterator<Item = &Difference> {
        self.changes.iter().filter(|one| !matches!(one.change, OperationChange::Moved(..)))
    }

    fn plain(operation: &OperationFacts) -> Self {
        Self { name: name(operation), moved_from: None, moved_to: None, changes: Vec::new() }
    }
}

/// An operation whose operationId changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RenamedOperation {
    /// The operation now.
    #[serde(flatten)]
    pub name: OperationName,
    /// Its old operationId.
    pub old_id: String,
}

/// An operation that has changed in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedOperation {
    /// The operation now.
    #[serde(flatten)]
    pub name: OperationName,
    /// The changes, at least one.
    pub changes: Vec<Difference>,
}

/// The changes of all operations.
#[derive(Debug, Default, Serialize)]
pub struct OperationChanges {
    /// The operations whose method and path are new.
    pub added: Vec<ListedOperation>,
    /// The operations whose method and path were removed.
    pub removed: Vec<ListedOperation>,
    /// The operations that have another operationId.
    pub renamed: Vec<RenamedOperation>,
    /// The operations that have changed in place.
    pub changed: Vec<ChangedOperation>,
}

impl OperationChanges {
    /// Adds the changes of an API, which one of the sides may lack.
    pub fn compare(&mut self, old: Option<&Side<'_>>, new: Option<&Side<'_>>) {
        let calls = |side: Option<&Side<'_>>| side.map_or(&[][..], |side| &side.model.operations).to_vec();
        let (was, is) = (calls(old), calls(new));
        let (pairs, names) = (Pairs::of(&was, &is), Names::of(&was));
        self.removed.extend(pairs.removed.iter().map(|operation| ListedOperation::plain(&operation.facts)));
        for operation in &pairs.added {
            let changes = names.reassigned(&operation.facts).into_iter().collect();
            self.added.push(ListedOperation { changes, ..ListedOperation::plain(&operation.facts) });
        }
        if let Some((old, new)) = old.zip(new) {
            for (before, operation) in &pairs.moved {
                self.moved(old, new, before, operation);
            }
            for (before, operation) in &pairs.stayed {
                self.stayed(old, new, before, operation, &names);
            }
        }
        self.sort();
    }

    fn moved(&mut self, old: &Side<'_>, new: &Side<'_>, before: &Operation, operation: &Operation) {
        let (from, to) = (HttpOperation::of(&before.facts), HttpOperation::of(&operation.facts));
        let aspect = if from.method == to.method { Aspect::Path } else { Aspect::Verb };
        let mut changes = vec![Difference::wire(aspect, OperationChange::Moved(to.clone(), from.clone()))];
        changes.extend(differences(old, new, before, operation, PathParameters::ByName));
        let removed = ListedOperation::plain(&before.facts);
        self.removed.push(ListedOperation { moved_to: Some(to), ..removed });
        let added = ListedOperation::plain(&operation.facts);
        self.added.push(ListedOperation { moved_from: Some(from), changes, ..added });
    }

    fn stayed(
        &mut self,
        old: &Side<'_>,
        new: &Side<'_>,
        before: &Operation,
        operation: &Operation,
        names: &Names<'_>,
    ) {
        let mut changes = Vec::new();
        if before.facts.id != operation.facts.id {
            let old_id = before.facts.id.clone();
            self.renamed.push(RenamedOperation { name: name(&operation.facts), old_id });
            changes.extend(names.reassigned(&operation.facts));
        }
        changes.extend(differences(old, new, before, operation, PathParameters::ByPosition));
        if !changes.is_empty() {
            self.changed.push(ChangedOperation { name: name(&operation.facts), changes });
        }
    }

    fn sort(&mut self) {
        // In the order in which the APIs are listed everywhere.
        let key = |name: &OperationName| (Api::from_slug(name.api), name.clone());
        self.added.sort_by_cached_key(|one| key(&one.name));
        self.removed.sort_by_cached_key(|one| key(&one.name));
        self.renamed.sort_by_cached_key(|one| key(&one.name));
        self.changed.sort_by_cached_key(|one| key(&one.name));
    }

    /// Returns the changes of all operations that both sides have, and of new ones for existing programs.
    pub fn differences(&self) -> impl Iterator<Item = (&OperationName, &Difference)> {
        let added = self.added.iter().map(|listed| (&listed.name, &listed.changes));
        let changed = self.changed.iter().map(|changed| (&changed.name, &changed.changes));
        added.chain(changed).flat_map(|(name, changes)| changes.iter().map(move |change| (name, change)))
    }

    /// Returns whether there are no changes.
    pub fn is_empty(&self) -> bool {
        let Self { added, removed, renamed, changed } = self;
        added.is_empty() && removed.is_empty() && renamed.is_empty() && changed.is_empty()
    }
}

/// The operations of a side by their operationIds and by the names of their methods.
struct Names<'a>(BTreeMap<&'a str, &'a OperationFacts>);

impl<'a> Names<'a> {
    fn of(calls: &'a [Operation]) -> Self {
        let mut names = BTreeMap::new();
        for Operation { facts: operation, .. } in calls {
            names.entry(operation.rust_name.as_str()).or_insert(operation);
        }
        // An operationId counts more than the name of a method.
        names.extend(calls.iter().map(|operation| (operation.facts.id.as_str(), &operation.facts)));
        Self(names)
    }

    /// Returns the change if an operation's name belonged to another one: programs compile but call something else.
    fn reassigned(&self, new: &OperationFacts) -> Option<Difference> {
        let old = self.0.get(new.id.as_str()).or_else(|| self.0.get(new.rust_name.as_str()))?;
        let change = OperationChange::Reassigned(HttpOperation::of(new), HttpOperation::of(old));
        Some(Difference::misleading(Aspect::Identity, change))
    }
}

fn name(operation: &OperationFacts) -> OperationName {
    OperationName {
        api: operation.api.slug(),
        id: operation.id.clone(),
        method: operation.method.clone(),
        path: operation.path.clone(),
    }
}

fn differences(
    old: &Side<'_>,
    new: &Side<'_>,
    before: &Operation,
    operation: &Operation,
    by: PathParameters,
) -> Vec<Difference> {
    let mut changes = terms(&before.facts, &operation.facts);
    let (old, new) = facts_of_both((old, before), (new, operation), by);
    changes.extend(contents(&old, &new));
    changes
}
