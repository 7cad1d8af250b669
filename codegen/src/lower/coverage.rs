//! The coverage check: every property, every schema of additional properties and every enumeration value of every
//! operation or event must be part of a type, or be below a node that a rule leaves out on purpose.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lower::lowering::Lowering;
use crate::pointer::escape;
use crate::{Error, Result};

impl Lowering<'_> {
    /// Fails with the first lost node that is reachable from these roots.
    pub(super) fn check_coverage(&self, roots: &[String]) -> Result<()> {
        let mut reachable = Reachable {
            root: &self.document.root,
            locations: BTreeSet::new(),
            seen: BTreeSet::new(),
            skip: &self.left_out,
        };
        for pointer in roots {
            if let Some(root) = self.document.root.pointer(pointer) {
                reachable.walk(root, pointer);
            }
        }
        match reachable.locations.iter().find(|location| !self.used.contains(*location)) {
            Some(lost) => Err(Error::at(
                &self.document.file,
                lost,
                "lost in the lowering, though no rule leaves it out",
            )),
            None => Ok(()),
        }
    }
}

/// The nodes that are reachable from the roots, found independently of the lowering.
struct Reachable<'a> {
    root: &'a Value,
    locations: BTreeSet<String>,
    seen: BTreeSet<String>,
    skip: &'a BTreeSet<String>,
}

impl<'a> Reachable<'a> {
    /// Visits all nodes with an explicit list, because recursion along a chain of references would overflow the
    /// stack.
    fn walk(&mut self, value: &'a Value, pointer: &str) {
        let mut todo = vec![(value, pointer.to_owned())];
        while let Some((value, pointer)) = todo.pop() {
            if self.skip.contains(&pointer) || !self.seen.insert(pointer.clone()) {
                continue;
            }
            match value {
                Value::Object(fields) => {
                    for (key, field) in fields {
                        self.field(key, field, format!("{pointer}/{}", escape(key)), &mut todo);
                    }
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    todo.extend(items.map(|(index, item)| (item, format!("{pointer}/{index}"))));
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, key: &str, field: &'a Value, location: String, todo: &mut Vec<(&'a Value, String)>) {
        match (key, field) {
            ("$ref", Value::String(target)) => {
                let pointer = target.strip_prefix('#').unwrap_or_default();
                todo.extend(self.root.pointer(pointer).map(|value| (value, pointer.to_owned())));
            }
            ("properties" | "patternProperties", Value::Object(properties)) => {
                for (name, property) in properties {
                    let location = format!("{location}/{}", escape(name));
                    self.locations.insert(location.clone());
                    todo.push((property, location));
                }
            }
            // Values beside the properties must be part of a type, too.
            ("additionalProperties", field) if field != &Value::Bool(false) => {
                self.locations.insert(location.clone());
                todo.push((field, location));
            }
            ("enum", Value::Array(values)) => {
                self.locations.extend((0..values.len()).map(|index| format!("{location}/{index}")));
            }
            ("example" | "examples" | "default" | "const" | "headers", _) => {}
            _ => todo.push((field, location)),
        }
    }
}
