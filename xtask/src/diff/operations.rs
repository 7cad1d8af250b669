//! What has happened to the operations: which came, which went or moved, which are called otherwise, and what is
//! different in those that stayed.

use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::lower::ir::Call;
use matrix_openapi_codegen::model::Operation;
use serde::Serialize;

use super::contents::{contents, terms, wire};
use super::facts::{PathParameters, facts};
use super::pairs::Pairs;
use super::subject::Side;
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
    /// The response.
    Response,
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

/// Where an operation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The HTTP method.
    pub method: String,
    /// The whole path.
    pub path: String,
}

/// An operation that came to a place or left one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The operation.
    #[serde(flatten)]
    pub name: Name,
    /// Where it stood before, if it has only moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Place>,
    /// Where it stands now, if it has only moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<Place>,
    /// What is different in one that has moved, or what a new one means for programs that are there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Difference>,
}

impl Listed {
    /// Where it went or came from, in brackets, if it has only moved.
    pub fn link(&self) -> String {
        let link = |word: &str, place: &Option<Place>| {
            place.as_ref().map(|place| format!(" (moved {word} {} {})", place.method, place.path))
        };
        link("to", &self.moved_to).or_else(|| link("from", &self.moved_from)).unwrap_or_default()
    }

    /// What is different but for the place, which the link says and which is the first of all in one that has moved.
    pub fn beyond_place(&self) -> &[Difference] {
        let skipped = usize::from(self.moved_from.is_some());
        self.changes.get(skipped..).unwrap_or_default()
    }

    fn plain(operation: &Operation) -> Self {
        Self { name: name(operation), moved_from: None, moved_to: None, changes: Vec::new() }
    }
}

/// An operation in whose place only the operationId is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// As it is now.
    #[serde(flatten)]
    pub name: Name,
    /// The operationId that it had.
    pub old_id: String,
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

/// An operation that stayed or moved, and is not as it was.
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
    /// Those whose method and path are new.
    pub added: Vec<Listed>,
    /// Those whose method and path are gone.
    pub removed: Vec<Listed>,
    /// Those that have another operationId in the same place.
    pub renamed: Vec<Renamed>,
    /// Those that are different.
    pub changed: Vec<Changed>,
}

impl Operations {
    /// Takes in what has happened to the operations of an API, which may be on one side alone.
    pub fn compare(&mut self, old: Option<&Side>, new: Option<&Side>) {
        let calls = |side: Option<&Side>| side.map_or(&[][..], |side| &side.lowered.calls).to_vec();
        let (was, is) = (calls(old), calls(new));
        let pairs = Pairs::of(&was, &is);
        self.removed.extend(pairs.removed.iter().map(|call| Listed::plain(&call.operation)));
        for call in &pairs.added {
            let changes = taken(&was, &call.operation).into_iter().collect();
            self.added.push(Listed { changes, ..Listed::plain(&call.operation) });
        }
        self.sort();
        let Some((old, new)) = old.zip(new) else { return };
        for (before, call) in &pairs.moved {
            let mut changes = vec![elsewhere(&before.operation, &call.operation)];
            changes.extend(differences(old, new, (before, call), PathParameters::ByName));
            let (from, to) = (place(&before.operation), place(&call.operation));
            self.removed.push(Listed { moved_to: Some(to), ..Listed::plain(&before.operation) });
            self.added.push(Listed { moved_from: Some(from), changes, ..Listed::plain(&call.operation) });
        }
        for (before, call) in &pairs.stayed {
            let mut changes = Vec::new();
            if before.operation.id != call.operation.id {
                let old_id = before.operation.id.clone();
                self.renamed.push(Renamed { name: name(&call.operation), old_id });
                changes.extend(taken(&was, &call.operation));
            }
            changes.extend(differences(old, new, (before, call), PathParameters::ByPlace));
            if !changes.is_empty() {
                self.changed.push(Changed { name: name(&call.operation), changes });
            }
        }
        self.sort();
    }

    fn sort(&mut self) {
        // In the order in which the APIs are listed everywhere.
        let key = |name: &Name| (Api::from_slug(name.api), name.clone());
        self.added.sort_by_cached_key(|one| key(&one.name));
        self.removed.sort_by_cached_key(|one| key(&one.name));
        self.renamed.sort_by_cached_key(|one| key(&one.name));
        self.changed.sort_by_cached_key(|one| key(&one.name));
    }

    /// Everything that is different in an operation that is on both sides, or that a new one brings about.
    pub fn differences(&self) -> impl Iterator<Item = (&Name, &Difference)> {
        let added = self.added.iter().map(|listed| (&listed.name, &listed.changes));
        let changed = self.changed.iter().map(|changed| (&changed.name, &changed.changes));
        added.chain(changed).flat_map(|(name, changes)| changes.iter().map(move |change| (name, change)))
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        let Self { added, removed, renamed, changed } = self;
        added.is_empty() && removed.is_empty() && renamed.is_empty() && changed.is_empty()
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

fn place(operation: &Operation) -> Place {
    Place { method: operation.method.clone(), path: operation.path.clone() }
}

/// That an operation stands in another place.
fn elsewhere(old: &Operation, new: &Operation) -> Difference {
    let text = format!("`{} {}` was `{} {}`", new.method, new.path, old.method, old.path);
    wire(if old.method == new.method { Part::Path } else { Part::Verb }, text)
}

/// What is different in one operation.
fn differences(
    old: &Side,
    new: &Side,
    (before, call): (&Call, &Call),
    by: PathParameters,
) -> Vec<Difference> {
    let mut changes = terms(&before.operation, &call.operation);
    changes.extend(contents(&facts(old, before, by), &facts(new, call, by)));
    changes
}

/// That the name of an operation is one that another one had: what calls it compiles and does something else.
fn taken(was: &[Call], new: &Operation) -> Option<Difference> {
    let named = |one: &&Call| one.operation.id == new.id || one.operation.rust == new.rust;
    let old = &was.iter().find(named)?.operation;
    let text = format!(
        "the operationId means another operation: `{} {}`, was `{} {}`",
        new.method, new.path, old.method, old.path
    );
    Some(Difference { part: Part::Identity, text, verdict: Verdict::Major })
}
