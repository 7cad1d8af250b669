//! What has happened to many operations in the same way, which is said once and before all that is particular.

use std::collections::BTreeMap;

use super::operations::{Changed, Difference, Name, Operations};

/// How many operations are many.
const MANY: usize = 5;

/// How many of them are named.
const NAMED: usize = 8;

/// The same differences of many operations.
pub struct Shared<'a> {
    names: Vec<&'a Name>,
    texts: Vec<&'a str>,
}

/// What holds for many operations, what holds for most of them first.
pub fn shared(operations: &Operations) -> Vec<Shared<'_>> {
    let mut holders: BTreeMap<&str, Vec<&Name>> = BTreeMap::new();
    for (name, change) in operations.differences() {
        holders.entry(&change.text).or_default().push(name);
    }
    let mut all: Vec<Shared<'_>> = Vec::new();
    for (text, names) in holders.into_iter().filter(|(_, names)| names.len() >= MANY) {
        match all.iter_mut().find(|one| one.names == names) {
            Some(one) => one.texts.push(text),
            None => all.push(Shared { names, texts: vec![text] }),
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.names.len()));
    all
}

impl Shared<'_> {
    /// It as one line.
    pub fn line(&self) -> String {
        let count = self.names.len();
        let named = if count > NAMED {
            String::new()
        } else {
            let names: Vec<_> = self.names.iter().map(|name| name.id.as_str()).collect();
            format!(" ({})", names.join(", "))
        };
        format!("{count} operations{named}: {}", self.texts.join("; "))
    }
}

/// The differences that are not said of many operations already.
pub fn particular<'a>(shared: &[Shared<'_>], changes: &'a [Difference]) -> Vec<&'a str> {
    let said = |text: &str| shared.iter().any(|one| one.texts.contains(&text));
    changes.iter().map(|change| change.text.as_str()).filter(|text| !said(text)).collect()
}

/// The operations in which the same has changed, together, without what is said of many.
pub fn grouped<'a>(shared: &[Shared<'_>], changed: &'a [Changed]) -> Vec<(Vec<&'a Name>, Vec<&'a str>)> {
    let mut groups: Vec<(Vec<&Name>, Vec<&str>)> = Vec::new();
    for one in changed {
        let changes = particular(shared, &one.changes);
        if changes.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(names, other)| {
            *other == changes && names.first().is_some_and(|name| name.api == one.name.api)
        }) {
            Some((names, _)) => names.push(&one.name),
            None => groups.push((vec![&one.name], changes)),
        }
    }
    groups
}
