//! The count of what went in: every property and enumeration value of every operation must have become part
//! of a type, or stand below a place that a rule leaves out on purpose.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lower::Lowering;
use crate::model::escape;
use crate::{Error, Result};

impl Lowering<'_> {
    /// Fails with the first place that was lost.
    pub(super) fn account(&self) -> Result<()> {
        let mut reachable = Reachable {
            root: &self.document.root,
            places: BTreeSet::new(),
            seen: BTreeSet::new(),
            skip: &self.left_out,
        };
        for call in &self.lowered.calls {
            let pointer = &call.operation.pointer;
            if let Some(operation) = self.document.root.pointer(pointer) {
                reachable.walk(operation, pointer);
            }
        }
        match reachable.places.iter().find(|place| !self.used.contains(*place)) {
            Some(lost) => Err(Error::at(
                &self.document.file,
                lost,
                "lost in the lowering, though no rule leaves it out",
            )),
            None => Ok(()),
        }
    }
}

/// Everything that the operations lead to, found without looking at what the lowering did.
struct Reachable<'a> {
    root: &'a Value,
    places: BTreeSet<String>,
    seen: BTreeSet<String>,
    skip: &'a [String],
}

impl Reachable<'_> {
    fn walk(&mut self, value: &Value, pointer: &str) {
        if self.skip.iter().any(|place| place == pointer) || !self.seen.insert(pointer.to_owned()) {
            return;
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let place = format!("{pointer}/{}", escape(key));
                    match (key.as_str(), member) {
                        ("$ref", Value::String(target)) => self.follow(target),
                        ("properties", Value::Object(properties)) => {
                            for (name, property) in properties {
                                let place = format!("{place}/{}", escape(name));
                                self.places.insert(place.clone());
                                self.walk(property, &place);
                            }
                        }
                        ("enum", Value::Array(values)) => {
                            self.places.extend((0..values.len()).map(|index| format!("{place}/{index}")));
                        }
                        ("example" | "examples" | "default" | "headers", _) => {}
                        _ => self.walk(member, &place),
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(item, &format!("{pointer}/{index}"));
                }
            }
            _ => {}
        }
    }

    fn follow(&mut self, target: &str) {
        if let Some(pointer) = target.strip_prefix('#')
            && let Some(value) = self.root.pointer(pointer)
        {
            self.walk(value, pointer);
        }
    }
}
