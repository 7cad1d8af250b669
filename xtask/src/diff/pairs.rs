//! Pairs the operations of two sides.
//!
//! The method and the path, without the names of its parameters, identify an operation. Two operations may share them; then the
//! operationId tells them apart. An operation that left its path and has a new one under its operationId has moved.

use std::collections::{BTreeMap, BTreeSet};

use matrix_openapi_codegen::lower::ir::Operation;
use matrix_openapi_codegen::model::OperationFacts;

/// The operations of two sides, each in one of the lists.
#[derive(Default)]
pub struct Pairs<'a> {
    /// The pairs of the same method and path, old and new.
    pub stayed: Vec<(&'a Operation, &'a Operation)>,
    /// The pairs of different methods or paths, old and new.
    pub moved: Vec<(&'a Operation, &'a Operation)>,
    /// The operations that only the old side has.
    pub removed: Vec<&'a Operation>,
    /// The operations that only the new side has.
    pub added: Vec<&'a Operation>,
}

/// A method and the segments of a path.
type Endpoint = (String, Vec<String>);

impl<'a> Pairs<'a> {
    /// Pairs the operations of an API.
    pub fn of(old: &'a [Operation], new: &'a [Operation]) -> Self {
        let mut pairs = Self::default();
        let (mut was, mut is) = (by_endpoint(old), by_endpoint(new));
        let endpoints: BTreeSet<_> = was.keys().chain(is.keys()).cloned().collect();
        for endpoint in endpoints {
            pairs.pair(was.remove(&endpoint).unwrap_or_default(), is.remove(&endpoint).unwrap_or_default());
        }
        pairs.find_moved();
        pairs
    }

    /// Pairs the operations of one endpoint: by operationId, and the others in order.
    fn pair(&mut self, mut old: Vec<&'a Operation>, new: Vec<&'a Operation>) {
        let mut others = Vec::new();
        for call in new {
            match old.iter().position(|before| before.facts.id == call.facts.id) {
                Some(index) => self.stayed.push((old.remove(index), call)),
                None => others.push(call),
            }
        }
        let mut old = old.into_iter();
        for call in others {
            match old.next() {
                Some(before) => self.stayed.push((before, call)),
                None => self.added.push(call),
            }
        }
        self.removed.extend(old);
    }

    /// Pairs operations that were removed with those of the same operationId that were added.
    fn find_moved(&mut self) {
        let removed = std::mem::take(&mut self.removed);
        // The operationIds of one side are unique.
        let mut removed: BTreeMap<&str, &Operation> =
            removed.into_iter().map(|call| (call.facts.id.as_str(), call)).collect();
        for call in std::mem::take(&mut self.added) {
            let id = call.facts.id.as_str();
            let before = removed.get(id).copied().filter(|before| has_moved(&before.facts, &call.facts));
            match before {
                Some(before) => {
                    removed.remove(id);
                    self.moved.push((before, call));
                }
                None => self.added.push(call),
            }
        }
        self.removed.extend(removed.into_values());
    }
}

/// Returns the segments of a path without the names of its parameters.
pub fn segments(path: &str) -> Vec<String> {
    let segment = |part: &str| match part.split_once('{').zip(part.rsplit_once('}')) {
        Some(((before, _), (_, after))) => format!("{before}{{}}{after}"),
        None => part.to_owned(),
    };
    path.split('/').map(segment).collect()
}

fn by_endpoint(calls: &[Operation]) -> BTreeMap<Endpoint, Vec<&Operation>> {
    let mut endpoints: BTreeMap<Endpoint, Vec<&Operation>> = BTreeMap::new();
    for call in calls {
        let endpoint = (call.facts.method.clone(), segments(&call.facts.path));
        endpoints.entry(endpoint).or_default().push(call);
    }
    endpoints
}

/// Returns whether two operations of one operationId are the same one. If both the method and the path are others, only the
/// name is the same.
fn has_moved(old: &OperationFacts, new: &OperationFacts) -> bool {
    old.method == new.method || unversioned(&old.path) == unversioned(&new.path)
}

/// Returns the segments of a path without the version of its API.
fn unversioned(path: &str) -> Vec<String> {
    let version = |part: &String| {
        let number = part.strip_prefix(['v', 'r']).unwrap_or_default();
        part == "unstable" || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    segments(path).into_iter().filter(|part| !version(part)).collect()
}
