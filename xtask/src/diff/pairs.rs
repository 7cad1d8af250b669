//! Which operation of the one side is which of the other.
//!
//! An operation is where it stands: its method and its path, whatever the parameters in the path are called. Two may
//! stand in one place, where the operationId tells them apart. One that has left its place and is there under its
//! operationId in a place that is new has moved.

use std::collections::{BTreeMap, BTreeSet};

use matrix_openapi_codegen::lower::ir::Call;
use matrix_openapi_codegen::model::Operation;

/// The operations of two sides, each in one of the lists.
#[derive(Default)]
pub struct Pairs<'a> {
    /// Those that stayed in their places, old and new.
    pub stayed: Vec<(&'a Call, &'a Call)>,
    /// Those that went to another place, old and new.
    pub moved: Vec<(&'a Call, &'a Call)>,
    /// Those that are only on the old side.
    pub removed: Vec<&'a Call>,
    /// Those that are only on the new side.
    pub added: Vec<&'a Call>,
}

type Place = (String, Vec<String>);

impl<'a> Pairs<'a> {
    /// Pairs the operations of an API.
    pub fn of(old: &'a [Call], new: &'a [Call]) -> Self {
        let mut pairs = Self::default();
        let (mut was, mut is) = (by_place(old), by_place(new));
        let places: BTreeSet<_> = was.keys().chain(is.keys()).cloned().collect();
        for place in places {
            pairs.place(was.remove(&place).unwrap_or_default(), is.remove(&place).unwrap_or_default());
        }
        let added = std::mem::take(&mut pairs.added);
        for call in added {
            let from =
                pairs.removed.iter().position(|before| same_elsewhere(&before.operation, &call.operation));
            match from {
                Some(index) => pairs.moved.push((pairs.removed.remove(index), call)),
                None => pairs.added.push(call),
            }
        }
        pairs
    }

    /// Pairs those of one place: by their operationIds, and what is left in order.
    fn place(&mut self, mut old: Vec<&'a Call>, new: Vec<&'a Call>) {
        let mut others = Vec::new();
        for call in new {
            match old.iter().position(|before| before.operation.id == call.operation.id) {
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
}

fn by_place(calls: &[Call]) -> BTreeMap<Place, Vec<&Call>> {
    let mut places: BTreeMap<Place, Vec<&Call>> = BTreeMap::new();
    for call in calls {
        places.entry(place(&call.operation)).or_default().push(call);
    }
    places
}

fn place(operation: &Operation) -> Place {
    (operation.method.clone(), segments(&operation.path))
}

/// Whether an operation that stood in one place is the one that stands in another. Where neither the method nor the
/// path is what it was, only the name is the same.
fn same_elsewhere(old: &Operation, new: &Operation) -> bool {
    old.id == new.id && (old.method == new.method || steps(&old.path) == steps(&new.path))
}

/// The segments of a path with the parameters left nameless.
pub fn segments(path: &str) -> Vec<String> {
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
