//! What has happened to the operations: which came, which went, and what is different in those that stayed.
//!
//! An operation is known by its operationId, so one that is called otherwise is one that went and one that came.

use std::collections::{BTreeMap, BTreeSet};

use matrix_openapi_codegen::load::Prose;
use matrix_openapi_codegen::lower::ir::{Call, Lowered};
use matrix_openapi_codegen::model::{Authentication, Operation};
use serde::Serialize;

use super::facts::{Fact, Facts, facts};
use super::verdict::Verdict;

/// What of an operation is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// All of it: its operationId means another operation now.
    Identity,
    /// The path.
    Path,
    /// The HTTP method.
    Verb,
    /// The credentials that it takes.
    Authentication,
    /// Whether it is deprecated.
    Deprecation,
    /// A parameter.
    Parameter,
    /// The body of the request.
    Body,
    /// The answer.
    Answer,
    /// What is said about it.
    Documentation,
}

/// An operation as listings name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Name {
    /// The API.
    pub api: &'static str,
    /// The operationId.
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The whole path.
    pub path: String,
}

/// One thing that is different in an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    /// What of it is concerned.
    pub part: Part,
    /// What has happened, in words.
    pub text: String,
    /// What that means beyond the interface: the version must grow by this even if all programs compile as before.
    pub verdict: Verdict,
}

/// An operation that stayed and is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// As it is now.
    #[serde(flatten)]
    pub name: Name,
    /// What is different, never empty.
    pub changes: Vec<Difference>,
}

/// All that has happened to the operations.
#[derive(Debug, Default, Serialize)]
pub struct Operations {
    /// Those that came.
    pub added: Vec<Name>,
    /// Those that went.
    pub removed: Vec<Name>,
    /// Those that are different.
    pub changed: Vec<Changed>,
}

impl Operations {
    /// Takes in what has happened to the operations of an API, which may be on one side alone; how they are worded
    /// only if both sides have words.
    pub fn compare(&mut self, old: Option<&Lowered>, new: Option<&Lowered>, prose: Prose) {
        let by_id = |lowered: Option<&Lowered>| -> BTreeMap<String, Call> {
            let calls = lowered.into_iter().flat_map(|lowered| &lowered.calls);
            calls.map(|call| (call.operation.id.clone(), call.clone())).collect()
        };
        let (was, is) = (by_id(old), by_id(new));
        let gone = was.values().filter(|call| !is.contains_key(&call.operation.id));
        self.removed.extend(gone.map(|call| name(&call.operation)));
        for (id, call) in &is {
            let Some((before, (old, new))) = was.get(id).zip(old.zip(new)) else {
                self.added.push(name(&call.operation));
                continue;
            };
            let mut changes = identity(&before.operation, &call.operation, &was, &is);
            changes.extend(terms(&before.operation, &call.operation));
            let (was, is) = (facts(old, before), facts(new, call));
            changes.extend(contents(&was, &is));
            if prose == Prose::Keep {
                changes.extend(wording(&before.operation, &call.operation, &was, &is));
            }
            if !changes.is_empty() {
                self.changed.push(Changed { name: name(&call.operation), changes });
            }
        }
    }
}

fn name(operation: &Operation) -> Name {
    Name {
        api: operation.api.slug(),
        id: operation.id.clone(),
        method: operation.method.clone(),
        path: operation.path.clone(),
    }
}

fn wire(part: Part, text: String) -> Difference {
    Difference { part, text, verdict: Verdict::Minor }
}

fn said(text: String) -> Difference {
    Difference { part: Part::Documentation, text, verdict: Verdict::Patch }
}

/// Whether an operationId still means what it meant, and stands where it stood.
fn identity(
    old: &Operation,
    new: &Operation,
    was: &BTreeMap<String, Call>,
    is: &BTreeMap<String, Call>,
) -> Vec<Difference> {
    if address(old) == address(new) {
        return Vec::new();
    }
    let holder = |operation: &Operation, calls: &BTreeMap<String, Call>| {
        let mut others = calls.values().map(|call| &call.operation);
        others
            .find(|other| other.id != new.id && address(other) == address(operation))
            .map(|other| other.id.clone())
    };
    let text = format!("`{} {}` was `{} {}`", new.method, new.path, old.method, old.path);
    // The old place is somebody else's now, or this was somebody else's place, or nothing of the place is left.
    let taken = holder(old, is).filter(|id| !was.contains_key(id) || holder(old, was).as_ref() != Some(id));
    let taken_over = holder(new, was).filter(|id| holder(new, is).as_ref() != Some(id));
    let because = match (taken, taken_over) {
        (Some(id), _) => Some(format!("the old place is that of `{id}` now")),
        (None, Some(id)) => Some(format!("this was the place of `{id}`")),
        (None, None) if old.method != new.method && steps(&old.path) != steps(&new.path) => {
            Some("neither the method nor the path is what it was".to_owned())
        }
        (None, None) if holes(&old.path) != holes(&new.path) => {
            Some("the path has other parameters".to_owned())
        }
        (None, None) => None,
    };
    if let Some(because) = because {
        let text = format!("the operationId means another operation: {text}; {because}");
        return vec![Difference { part: Part::Identity, text, verdict: Verdict::Major }];
    }
    let part = if old.method == new.method { Part::Path } else { Part::Verb };
    vec![wire(part, text)]
}

/// The method and the path, whatever the parameters in it are called.
fn address(operation: &Operation) -> (String, Vec<String>) {
    (operation.method.clone(), segments(&operation.path))
}

/// The segments of a path with the parameters left nameless.
fn segments(path: &str) -> Vec<String> {
    let segment = |part: &str| match part.split_once('{').zip(part.rsplit_once('}')) {
        Some(((before, _), (_, after))) => format!("{before}{{}}{after}"),
        None => part.to_owned(),
    };
    path.split('/').map(segment).collect()
}

/// The segments of a path without the version of its API.
fn steps(path: &str) -> Vec<String> {
    let version = |part: &String| {
        let number = part.strip_prefix(['v', 'r']).unwrap_or_default();
        part == "unstable" || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    segments(path).into_iter().filter(|part| !version(part)).collect()
}

/// How many parameters a path has.
fn holes(path: &str) -> usize {
    path.matches('{').count()
}

/// What an operation demands and what is said of it.
fn terms(old: &Operation, new: &Operation) -> Vec<Difference> {
    let mut changes = Vec::new();
    let credentials = |authentication: &Authentication| {
        let need = match (authentication.schemes.is_empty(), authentication.required) {
            (true, _) => return "none".to_owned(),
            (false, true) => "required",
            (false, false) => "optional",
        };
        let schemes: BTreeSet<_> = authentication.schemes.iter().map(String::as_str).collect();
        format!("{need} ({})", schemes.into_iter().collect::<Vec<_>>().join(", "))
    };
    let (was, is) = (credentials(&old.authentication), credentials(&new.authentication));
    if was != is {
        changes.push(wire(Part::Authentication, format!("authentication {is}, was {was}")));
    }
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

/// What is different in the parameters, the body and the answer.
fn contents(old: &Facts, new: &Facts) -> Vec<Difference> {
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
            (None, Some(is)) => wire(*part, format!("`{label}` added: {}", is.what)),
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

/// What is worded otherwise, all of it in one line.
fn wording(old: &Operation, new: &Operation, was: &Facts, is: &Facts) -> Option<Difference> {
    let own = (&old.summary, &old.description) != (&new.summary, &new.description);
    let mut worded: Vec<_> = own.then(|| "the operation".to_owned()).into_iter().collect();
    let mut known = BTreeSet::new();
    for (key, fact) in is {
        if was.get(key).is_some_and(|before| before.wording != fact.wording)
            && (fact.origin.is_empty() || known.insert((key.0, &fact.origin)))
        {
            worded.push(format!("`{}`", fact.label));
        }
    }
    (!worded.is_empty()).then(|| said(format!("the wording of {}", worded.join(", "))))
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
        let arguments = these.iter().filter(|((part, place), fact)| {
            let argument = match part {
                Part::Parameter => place.ends_with(')'),
                Part::Body => place.matches(['.', '[', ' ']).count() == 1,
                _ => false,
            };
            argument && fact.what.contains(", required") && !those.contains_key(&(*part, place.clone()))
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
