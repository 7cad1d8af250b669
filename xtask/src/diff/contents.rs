//! What is different in an operation: its terms, its parameters, its body and its response.

use std::collections::BTreeSet;

use matrix_openapi_codegen::model::{Authentication, Operation};

use super::facts::{Fact, Facts};
use super::operations::{Difference, Part};
use super::pairs::segments;
use super::verdict::Verdict;

/// What is said of credentials that are no longer taken.
pub const GONE: &str = " is gone";

/// A difference of what is sent or received.
pub fn wire(part: Part, text: String) -> Difference {
    Difference { part, text, verdict: Verdict::Minor }
}

fn said(text: String) -> Difference {
    Difference { part: Part::Documentation, text, verdict: Verdict::Patch }
}

/// What an operation demands and what is said of it.
pub fn terms(old: &Operation, new: &Operation) -> Vec<Difference> {
    let mut changes = credentials(&old.authentication, &new.authentication);
    match (old.deprecated, new.deprecated) {
        (false, true) => changes.push(wire(Part::Deprecation, "deprecated".to_owned())),
        (true, false) => changes.push(wire(Part::Deprecation, "no longer deprecated".to_owned())),
        _ => {}
    }
    if old.rate_limited != new.rate_limited {
        changes
            .push(said(if new.rate_limited { "rate-limited" } else { "no longer rate-limited" }.to_owned()));
    }
    for (what, was, is) in [
        ("the errors that are documented", old.errors.join(", "), new.errors.join(", ")),
        (
            "the release that added it",
            old.added.clone().unwrap_or_default(),
            new.added.clone().unwrap_or_default(),
        ),
        ("the group it is listed under", old.tags.join(", "), new.tags.join(", ")),
    ] {
        if was != is {
            let said_or_not = |text: String| if text.is_empty() { "unsaid".to_owned() } else { text };
            changes.push(said(format!("{what}: {}, was {}", said_or_not(is), said_or_not(was))));
        }
    }
    let names = |path: &str| {
        path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect::<Vec<_>>().join(", ")
    };
    if segments(&old.path) == segments(&new.path) && old.path != new.path {
        let (was, is) = (names(&old.path), names(&new.path));
        changes.push(said(format!("what the parameters of the path are called: {is}, was {was}")));
    }
    changes
}

/// Which credentials are taken. Schemes that come or go are a line each, so that what happens to many operations in
/// the same way can be said once.
fn credentials(old: &Authentication, new: &Authentication) -> Vec<Difference> {
    let need = |one: &Authentication| match (one.schemes.is_empty(), one.required) {
        (true, _) => "none",
        (false, true) => "required",
        (false, false) => "optional",
    };
    let schemes = |one: &Authentication| one.schemes.iter().cloned().collect::<BTreeSet<_>>();
    let (was, is) = (schemes(old), schemes(new));
    if need(old) != need(new) {
        let listed = |one: &Authentication, schemes: &BTreeSet<String>| {
            format!("{} ({})", need(one), schemes.iter().cloned().collect::<Vec<_>>().join(", "))
        };
        let text = format!("authentication {}, was {}", listed(new, &is), listed(old, &was));
        return vec![wire(Part::Authentication, text.replace(" ()", ""))];
    }
    let gone = was.difference(&is).map(|scheme| format!("`{scheme}`{GONE}"));
    let come = is.difference(&was).map(|scheme| format!("`{scheme}` is new"));
    gone.chain(come).map(|text| wire(Part::Authentication, text)).collect()
}

/// What is different in the parameters, the body and the response.
pub fn contents(old: &Facts, new: &Facts) -> Vec<Difference> {
    let mut changes = Vec::new();
    // What a type is used for in many places changes in all of them.
    let mut known = BTreeSet::new();
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let (part, place) = key;
        let (was, is) = (old.get(key), new.get(key));
        let origin = was.or(is).map(|fact| fact.origin.clone()).unwrap_or_default();
        if part_of_another(part, place, was, is, old, new) {
            continue;
        }
        let label = is.or(was).map_or(place, |fact| &fact.label);
        let change = match (was, is) {
            (Some(was), Some(is)) if was.what != is.what => {
                wire(*part, format!("`{label}`: {}, was {}", is.what, was.what))
            }
            (Some(was), Some(is)) if was.remarks != is.remarks => {
                said(remarked(label, &was.remarks, &is.remarks))
            }
            (None, Some(is)) => match elsewhere(key, old) {
                Some(before) => moved(is, before),
                None => wire(*part, format!("`{label}` added: {}", is.what)),
            },
            // Said where it came.
            (Some(_), None) if elsewhere(key, new).is_some() => continue,
            (Some(was), None) => wire(*part, format!("`{label}` removed: {}", was.what)),
            _ => continue,
        };
        let essence = change.text.replace(label.as_str(), "");
        if origin.is_empty() || known.insert((*part, change.part, origin, essence)) {
            changes.push(change);
        }
    }
    changes.extend(confusion(old, new));
    changes.sort();
    changes
}

/// The name of a parameter that is not of the path, in small letters as headers have none else, and its place.
fn parameter((part, place): &(Part, String)) -> Option<(String, &str)> {
    let (name, place) = place.rsplit_once(" (in the ")?;
    let there = *part == Part::Parameter && ["query)", "headers)"].contains(&place);
    there.then(|| (name.to_ascii_lowercase(), place))
}

/// The parameter of the same name that another side has in another place alone.
fn elsewhere<'a>(key: &(Part, String), facts: &'a Facts) -> Option<&'a Fact> {
    let (name, place) = parameter(key)?;
    if facts.contains_key(key) {
        return None;
    }
    let same = |other: &(Part, String)| {
        parameter(other).is_some_and(|(other, elsewhere)| other == name && elsewhere != place)
    };
    facts.iter().find(|(other, _)| same(other)).map(|(_, fact)| fact)
}

/// A parameter that goes to another place under its name.
fn moved(is: &Fact, was: &Fact) -> Difference {
    let text = format!("`{}` was `{}`", is.label, was.label);
    let what = if is.what == was.what { String::new() } else { format!("; {}, was {}", is.what, was.what) };
    wire(Part::Parameter, text + &what)
}

/// What is known about a place now, and was.
fn remarked(label: &str, was: &[String], is: &[String]) -> String {
    let (was, is) = (was.join(", "), is.join(", "));
    match (was.is_empty(), is.is_empty()) {
        (_, true) => format!("`{label}`: no longer said: {was}"),
        (true, false) => format!("`{label}`: {is}, was unsaid"),
        (false, false) => format!("`{label}`: {is}, was {was}"),
    }
}

/// An argument that takes the place of another of its kind: calls compile and give one for the other.
fn confusion(old: &Facts, new: &Facts) -> Option<Difference> {
    let only = |these: &Facts, those: &Facts| -> Vec<((Part, String), String)> {
        let arguments = these.iter().filter(|(key, fact)| {
            let (part, place) = key;
            let argument = match part {
                Part::Parameter => place.ends_with(')'),
                Part::Body => place.matches(['.', '[', ' ']).count() == 1,
                _ => false,
            };
            let stays = those.contains_key(key) || elsewhere(key, those).is_some();
            argument && fact.what.contains(", required") && !stays
        });
        arguments.map(|(key, fact)| (key.clone(), fact.what.clone())).collect()
    };
    let gone = only(old, new);
    let pairs = only(new, old).into_iter().filter_map(|((part, place), what)| {
        let (before, _) = gone.iter().find(|(before, was)| before.0 == part && *was == what)?;
        Some((part, place, before.1.clone()))
    });
    let (part, place, before) = pairs.into_iter().next()?;
    let text =
        format!("`{place}` takes the place of `{before}`, so calls that compile pass one for the other");
    Some(Difference { part, text, verdict: Verdict::Major })
}

/// Whether a place came or went with the one around it, which says all that there is to say.
fn part_of_another(
    part: &Part,
    place: &str,
    was: Option<&Fact>,
    is: Option<&Fact>,
    old: &Facts,
    new: &Facts,
) -> bool {
    let around = |facts: &Facts| {
        let mut outer = place;
        while let Some(at) = outer.rfind(['.', '[', ' ']) {
            outer = outer.get(..at).unwrap_or_default();
            if facts.contains_key(&(*part, outer.to_owned())) {
                return Some(outer.to_owned());
            }
        }
        None
    };
    match (was, is) {
        (None, Some(_)) => around(new).is_some_and(|outer| !old.contains_key(&(*part, outer))),
        (Some(_), None) => around(old).is_some_and(|outer| !new.contains_key(&(*part, outer))),
        _ => false,
    }
}
