//! Changes that many operations share, which are listed once, before those of single operations.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::change::{Difference, OperationChange};
use super::operations::{ChangedOperation, OperationChanges, OperationName};

/// The number of operations from which a change is listed as shared.
const MANY: usize = 5;

/// The maximum number of operations to list by name.
const NAMED: usize = 8;

/// The changes that many operations share.
pub struct SharedChanges<'a> {
    /// The changes, those of the most operations first.
    pub all: Vec<SharedChange<'a>>,
    texts: BTreeSet<&'a str>,
}

/// Changes that the same operations share.
pub struct SharedChange<'a> {
    names: Vec<&'a OperationName>,
    changes: Vec<&'a Difference>,
    /// Further schemes, each with the number of operations that had it in place of the scheme of the others.
    along: Vec<(&'a str, usize)>,
}

/// Operations of one API with the same changes.
pub struct ChangedGroup<'a> {
    /// The API.
    pub api: &'static str,
    /// The operations.
    pub names: Vec<&'a OperationName>,
    /// The changes in words.
    pub changes: Vec<&'a str>,
}

impl<'a> SharedChanges<'a> {
    /// Finds the changes that many operations share.
    pub fn of(operations: &'a OperationChanges) -> Self {
        let mut holders: BTreeMap<&str, (&Difference, Vec<&OperationName>)> = BTreeMap::new();
        for (name, change) in operations.differences() {
            holders.entry(&change.text).or_insert_with(|| (change, Vec::new())).1.push(name);
        }
        let (many, few): (Vec<_>, Vec<_>) = holders.into_values().partition(|(_, names)| names.len() >= MANY);
        let mut texts: BTreeSet<_> = many.iter().map(|(change, _)| change.text.as_str()).collect();
        let mut by_names: BTreeMap<Vec<&OperationName>, Vec<&Difference>> = BTreeMap::new();
        for (change, names) in many {
            by_names.entry(names).or_default().push(change);
        }
        let shared = by_names.into_iter();
        let mut all: Vec<_> =
            shared.map(|(names, changes)| SharedChange { names, changes, along: Vec::new() }).collect();
        all.sort_by_key(|one| (Reverse(one.names.len()), one.changes.first().map(|change| &change.text)));
        // A removed kind of credential may have several schemes, some of which only a few operations had.
        let removal = |one: &&mut SharedChange<'_>| matches!(one.changes.as_slice(), [one] if removed_scheme(one).is_some());
        if let Some(removal) = all.iter_mut().find(removal) {
            for (change, names) in few {
                let Some(scheme) = removed_scheme(change) else { continue };
                if !names.iter().any(|name| removal.names.contains(name)) {
                    removal.along.push((scheme, names.len()));
                    removal.names.extend(names);
                    texts.insert(&change.text);
                }
            }
        }
        Self { all, texts }
    }

    /// Returns the changes of one operation that are not shared, in words.
    pub fn particular<'c>(&self, changes: impl IntoIterator<Item = &'c Difference>) -> Vec<&'c str> {
        let texts = changes.into_iter().map(|change| change.text.as_str());
        texts.filter(|text| !self.texts.contains(text)).collect()
    }

    /// Groups operations by the changes that are not shared, in the order of their first operations.
    pub fn grouped<'c>(&self, changed: &'c [ChangedOperation]) -> Vec<ChangedGroup<'c>> {
        let mut groups: Vec<ChangedGroup<'c>> = Vec::new();
        let mut known = BTreeMap::new();
        for ChangedOperation { name, changes } in changed {
            let changes = self.particular(changes);
            if changes.is_empty() {
                continue;
            }
            let at = *known.entry((name.api, changes.clone())).or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.names.push(name),
                None => groups.push(ChangedGroup { api: name.api, names: vec![name], changes }),
            }
        }
        groups
    }
}

impl SharedChange<'_> {
    /// Returns the changes as one line.
    pub fn line(&self) -> String {
        let count = self.names.len();
        let named = if count > NAMED {
            String::new()
        } else {
            let names: Vec<_> = self.names.iter().map(|name| name.id.as_str()).collect();
            format!(" ({})", names.join(", "))
        };
        let changes: Vec<_> = self.changes.iter().map(|change| change.text.as_str()).collect();
        let along = self.along.iter().map(|(scheme, few)| format!(" (of {few} of them `{scheme}`)"));
        format!("{count} operations{named}: {}{}", changes.join("; "), along.collect::<String>())
    }
}

fn removed_scheme(difference: &Difference) -> Option<&str> {
    match &difference.change {
        OperationChange::SchemeRemoved(scheme) => Some(scheme),
        _ => None,
    }
}
