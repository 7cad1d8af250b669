//! What has happened to many operations in the same way, which is said once and before all that is particular.

use std::collections::BTreeMap;

use super::contents::GONE;
use super::operations::{Changed, Difference, Name, Operations, Part};

/// How many operations are many.
const MANY: usize = 5;

/// How many of them are named.
const NAMED: usize = 8;

/// The same differences of many operations.
pub struct Shared<'a> {
    names: Vec<&'a Name>,
    texts: Vec<&'a str>,
    /// The credentials that a few other operations lost along with the one that many lost, and how many lost each.
    along: Vec<(&'a str, usize)>,
}

/// What holds for many operations, what holds for most of them first.
pub fn shared(operations: &Operations) -> Vec<Shared<'_>> {
    let mut holders: BTreeMap<&str, Vec<&Name>> = BTreeMap::new();
    for (name, change) in operations.differences() {
        holders.entry(&change.text).or_default().push(name);
    }
    let mut all: Vec<Shared<'_>> = Vec::new();
    let (many, few): (Vec<_>, Vec<_>) = holders.into_iter().partition(|(_, names)| names.len() >= MANY);
    for (text, names) in many {
        match all.iter_mut().find(|one| one.names == names) {
            Some(one) => one.texts.push(text),
            None => all.push(Shared { names, texts: vec![text], along: Vec::new() }),
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.names.len()));
    // A way to authenticate that is given up may go by several names, of which some are of few operations.
    let schemes = |text: &str| operations.differences().any(|(_, one)| one.text == text && is_loss(one));
    if let Some(loss) = all.iter_mut().find(|one| matches!(one.texts.as_slice(), [text] if schemes(text))) {
        for (text, names) in few.into_iter().filter(|(text, _)| schemes(text)) {
            if !names.iter().any(|name| loss.names.contains(name)) {
                loss.along.push((text, names.len()));
                loss.names.extend(names);
            }
        }
    }
    all
}

/// Whether a difference is that one of the credentials is no longer taken.
fn is_loss(difference: &Difference) -> bool {
    difference.part == Part::Authentication && difference.text.ends_with(GONE)
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
        let along = self
            .along
            .iter()
            .map(|(text, few)| format!(" (of {few} of them {})", text.trim_end_matches(GONE)));
        format!("{count} operations{named}: {}{}", self.texts.join("; "), along.collect::<String>())
    }
}

/// The differences that are not said of many operations already.
pub fn particular<'a>(shared: &[Shared<'_>], changes: &'a [Difference]) -> Vec<&'a str> {
    let said = |text: &str| {
        let along = |one: &Shared<'_>| one.along.iter().any(|(along, _)| *along == text);
        shared.iter().any(|one| one.texts.contains(&text) || along(one))
    };
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
