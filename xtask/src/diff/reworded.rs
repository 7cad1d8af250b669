//! What upstream says otherwise than before, which changes nothing of what is sent, and what our sentences rest on.

use std::fmt;

use serde::Serialize;

use crate::prose::Hashes;

/// What has been reworded, of what both sides have.
#[derive(Debug, Default, Serialize)]
pub struct Reworded {
    /// The operations.
    pub operations: Vec<Operation>,
    /// The types.
    pub types: Vec<Type>,
}

/// An operation of which something else is said.
#[derive(Debug, Serialize)]
pub struct Operation {
    api: &'static str,
    id: String,
}

/// A type of which something else is said.
#[derive(Debug, Serialize)]
pub struct Type {
    api: &'static str,
    #[serde(rename = "type")]
    name: String,
}

impl Reworded {
    /// Compares the hashes of what is said on two sides, if both are known.
    pub fn between(old: Option<&Hashes>, new: Option<&Hashes>) -> Self {
        let mut reworded = Self::default();
        let (Some(old), Some(new)) = (old, new) else { return reworded };
        for (api, was, is) in old.iter().filter_map(|(api, was)| Some((api.slug(), was, new.get(api)?))) {
            for ((kind, was), (_, is)) in was.kinds().into_iter().zip(is.kinds()) {
                let other = is.iter().filter(|(name, hash)| was.get(*name).is_some_and(|was| was != *hash));
                for (name, _) in other {
                    match kind {
                        "operations" => reworded.operations.push(Operation { api, id: name.clone() }),
                        _ => reworded.types.push(Type { api, name: name.clone() }),
                    }
                }
            }
        }
        reworded
    }

    /// Whether nothing has been.
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
        write!(f, "{}; look at their sentences", parts.join("; "))
    }
}
