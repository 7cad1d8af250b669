//! Compares two operations: credentials and documentation, parameters, bodies and headers.

use std::collections::BTreeSet;

use matrix_openapi_codegen::model::{Authentication, OperationFacts};

use super::change::{Aspect, Difference, OperationChange};
use super::facts::{Fact, Facts};
use super::location::{FactLocation, Root};
use super::pairs::segments;

/// Compares the requirements and the documentation of an operation.
pub fn terms(old: &OperationFacts, new: &OperationFacts) -> Vec<Difference> {
    let mut changes = credentials(&old.authentication, &new.authentication);
    if old.deprecated != new.deprecated {
        changes.push(Difference::wire(Aspect::Deprecation, OperationChange::Deprecated(new.deprecated)));
    }
    if old.rate_limited != new.rate_limited {
        changes.push(Difference::documented(OperationChange::RateLimited(new.rate_limited)));
    }
    let added = |operation: &OperationFacts| operation.added.iter().cloned().collect();
    for (what, was, is) in [
        ("documented errors", old.errors.clone(), new.errors.clone()),
        ("the release that added it", added(old), added(new)),
        ("tags", old.tags.clone(), new.tags.clone()),
    ] {
        if was != is {
            changes.push(Difference::documented(OperationChange::Documented(what, is, was)));
        }
    }
    if segments(&old.path) == segments(&new.path) && old.path != new.path {
        let change =
            OperationChange::Documented("path parameters", parameters(&new.path), parameters(&old.path));
        changes.push(Difference::documented(change));
    }
    changes
}

/// Compares parameters, bodies and headers.
pub fn contents(old: &Facts, new: &Facts) -> Vec<Difference> {
    let mut changes = Vec::new();
    // A change of a type that is used in many locations is one change.
    let mut known = BTreeSet::new();
    let locations: BTreeSet<_> = old.by_location.keys().chain(new.by_location.keys()).collect();
    for location in locations {
        let Some(change) = changed(location, old, new) else { continue };
        let origin = old.by_location.get(location).or_else(|| new.by_location.get(location));
        let origin = origin.and_then(|fact| fact.origin.clone());
        if origin.is_none_or(|origin| {
            known.insert((aspect(location), origin, change.change.without_location().to_string()))
        }) {
            changes.push(change);
        }
    }
    changes.extend(replacement(old, new));
    changes.sort_by(|one, other| {
        (one.part, &one.text, one.verdict).cmp(&(other.part, &other.text, other.verdict))
    });
    changes
}

/// Returns the names of a path's parameters.
fn parameters(path: &str) -> Vec<String> {
    path.split('{').skip(1).filter_map(|part| part.split('}').next()).map(str::to_owned).collect()
}

/// Compares the accepted credentials. An added or removed scheme is a change of its own, since many operations
/// share it.
fn credentials(old: &Authentication, new: &Authentication) -> Vec<Difference> {
    let wire = |change| Difference::wire(Aspect::Authentication, change);
    let schemes = |one: &Authentication| one.schemes.iter().cloned().collect::<BTreeSet<_>>();
    let (was, is) = (schemes(old), schemes(new));
    let required = |one: &Authentication| one.required && !one.schemes.is_empty();
    if was.is_empty() != is.is_empty() || required(old) != required(new) {
        return vec![wire(OperationChange::Authentication(new.clone(), old.clone()))];
    }
    let removed = was.difference(&is).cloned().map(OperationChange::SchemeRemoved);
    let added = is.difference(&was).cloned().map(OperationChange::SchemeAdded);
    removed.chain(added).map(wire).collect()
}

/// Returns the change in one location.
fn changed(location: &FactLocation, old: &Facts, new: &Facts) -> Option<Difference> {
    let wire = |change| Some(Difference::wire(aspect(location), change));
    match (old.by_location.get(location), new.by_location.get(location)) {
        (Some(was), Some(is)) if was.content != is.content => {
            let label = new.label(location);
            wire(OperationChange::Content(label, is.content.clone(), was.content.clone()))
        }
        (Some(was), Some(is)) if was.notes != is.notes => {
            let change = OperationChange::Notes(new.label(location), is.notes.clone(), was.notes.clone());
            Some(Difference::documented(change))
        }
        (None, Some(_)) if is_inside_of_another(location, new, old) => None,
        (None, Some(is)) => match elsewhere(location, old) {
            Some((before, was)) => {
                let now = (new.label(location), is.content.clone());
                let before = (old.label(before), was.content.clone());
                wire(OperationChange::ParameterMoved(now, before))
            }
            None => wire(OperationChange::Added(new.label(location), is.content.clone())),
        },
        (Some(_), None) if is_inside_of_another(location, old, new) => None,
        // The change is reported at the location it moved to.
        (Some(_), None) if elsewhere(location, new).is_some() => None,
        (Some(was), None) => wire(OperationChange::Removed(old.label(location), was.content.clone())),
        _ => None,
    }
}

fn aspect(location: &FactLocation) -> Aspect {
    match location.root {
        Root::PathParameter(_) | Root::QueryParameter(_) | Root::HeaderParameter(_) => Aspect::Parameter,
        Root::Body => Aspect::Body,
        Root::Response | Root::ResponseHeader { .. } | Root::Statuses => Aspect::Response,
    }
}

/// Returns the parameter of the same name that these facts have in another location only.
fn elsewhere<'a>(location: &FactLocation, facts: &'a Facts) -> Option<(&'a FactLocation, &'a Fact)> {
    if facts.by_location.contains_key(location) {
        return None;
    }
    facts.by_location.iter().find(|(other, _)| location.is_same_elsewhere(other))
}

/// Returns the change if a required argument takes the place of another one of its type: calls compile but pass the wrong
/// value.
fn replacement(old: &Facts, new: &Facts) -> Option<Difference> {
    let only = |these: &Facts, those: &Facts| -> Vec<(FactLocation, Fact)> {
        let arguments = these.by_location.iter().filter(|(location, fact)| {
            let stays = those.by_location.contains_key(location) || elsewhere(location, those).is_some();
            location.is_argument() && fact.is_required() && !stays
        });
        arguments.map(|(location, fact)| (location.clone(), fact.clone())).collect()
    };
    let removed = only(old, new);
    only(new, old).into_iter().find_map(|(location, is)| {
        let same = |(before, was): &&(FactLocation, Fact)| {
            aspect(before) == aspect(&location) && was.content == is.content
        };
        let (before, _) = removed.iter().find(same)?;
        let change = OperationChange::Replaced(new.label(&location), old.label(before));
        Some(Difference::misleading(aspect(&location), change))
    })
}

/// Returns whether a location of these facts was added or removed together with the one around it, which is reported already.
fn is_inside_of_another(location: &FactLocation, these: &Facts, those: &Facts) -> bool {
    let outer = std::iter::successors(location.outer(), FactLocation::outer)
        .find(|outer| these.by_location.contains_key(outer));
    outer.is_some_and(|outer| !those.by_location.contains_key(&outer))
}
