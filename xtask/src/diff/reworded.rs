//! The operations and types that upstream has reworded: requests and responses do not change, but our sentences may have to.

use std::fmt;

use serde::Serialize;

use crate::prose::Hashes;

/// The operations and types of both sides whose text upstream has reworded.
#[derive(Debug, Default, Serialize)]
pub struct Reworded {
    /// The operations.
    pub operations: Vec<RewordedOperation>,
    /// The types.
    pub types: Vec<RewordedType>,
}

/// An operation with other prose.
#[derive(Debug, Serialize)]
pub struct RewordedOperation {
    api: &'static str,
    id: String,
}

/// A type with other prose.
#[derive(Debug, Serialize)]
pub struct RewordedType {
    api: &'static str,
    #[serde(rename = "type")]
    name: String,
}

impl Reworded {
    /// Compares the hashes of two sides' prose, if both are known.
    pub fn between(old: Option<&Hashes>, new: Option<&Hashes>) -> Self {
        let mut reworded = Self::default();
        let (Some(old), Some(new)) = (old, new) else { return reworded };
        for (api, was, is) in old.iter().filter_map(|(api, was)| Some((*api, was, new.get(api)?))) {
            for ((kind, was), (_, is)) in was.kinds().into_iter().zip(is.kinds()) {
                let other = is.iter().filter(|(name, hash)| was.get(*name).is_some_and(|was| was != *hash));
                for (name, _) in other {
                    match kind {
                        "operations" => reworded.operations.push(RewordedOperation { api, id: name.clone() }),
                        _ => reworded.types.push(RewordedType { api, name: name.clone() }),
                    }
                }
            }
        }
        reworded
    }

    /// Returns whether nothing was reworded.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.types.is_empty()
    }
}

/// One line.
impl fmt::Display for Reworded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one} was reworded"),
            _ => format!("{count} {many} were reworded"),
        };
        let named = |names: Vec<(&str, &str)>| {
            let mut text = String::new();
            let mut last = "";
            for (api, name) in names {
                match (text.is_empty(), api == last) {
                    (true, _) => text += &format!("{api} {name}"),
                    (false, true) => text += &format!(", {name}"),
                    (false, false) => text += &format!("; {api} {name}"),
                }
                last = api;
            }
            text
        };
        let operations: Vec<_> = self.operations.iter().map(|one| (one.api, one.id.as_str())).collect();
        let types: Vec<_> = self.types.iter().map(|one| (one.api, one.name.as_str())).collect();
        let mut parts = Vec::new();
        if !operations.is_empty() {
            let count = counted(operations.len(), "operation", "operations");
            parts.push(format!("{count}: {}", named(operations)));
        }
        if !types.is_empty() {
            parts.push(format!("{}: {}", counted(types.len(), "type", "types"), named(types)));
        }
        write!(f, "{}; review our sentences on them", parts.join("; "))
    }
}
