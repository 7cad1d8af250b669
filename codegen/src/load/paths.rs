//! The `paths` of a bundle: the operations of all files, grouped by path.

use serde_json::{Map, Value, json};

use super::facts::{FactExtractor, UpstreamKind};
use super::operations::UpstreamOperation;
use crate::Result;
use crate::sorted::SortedMap;

/// The facts of an operation.
pub(super) struct Facts {
    operation: Map<String, Value>,
    /// The parameters of the path item that contains the operation.
    parameters: Vec<Value>,
}

impl Facts {
    /// Copies the facts from the operation and its path item.
    pub(super) fn copy(operation: &UpstreamOperation, copy: &mut FactExtractor<'_>) -> Result<Self> {
        let mut facts = match copy.node(UpstreamKind::Operation, operation.node(), &operation.location)? {
            Value::Object(facts) => facts,
            _ => Map::new(),
        };
        if let Some(security) = operation.file_security() {
            facts.entry("security").or_insert_with(|| security.clone());
        }
        let location = operation.item_location().field("parameters");
        let shared = operation.item().get("parameters").unwrap_or(&Value::Null);
        let parameters = match shared {
            Value::Null => Vec::new(),
            Value::Array(parameters) => parameters
                .iter()
                .enumerate()
                .map(|(index, parameter)| {
                    copy.node(UpstreamKind::Parameter, parameter, &location.field(&index.to_string()))
                })
                .collect::<Result<_>>()?,
            _ => return Err(location.error("not a list")),
        };
        Ok(Self { operation: facts, parameters })
    }

    /// Adds the parameters of the path item, unless the operation has one with the same name and location.
    fn take_parameters(&mut self, components: &Value) {
        let own = self.operation.entry("parameters").or_insert_with(|| json!([]));
        if let Value::Array(own) = own {
            let mut shared = std::mem::take(&mut self.parameters);
            shared.retain(|shared| {
                own.iter().all(|own| identity(own, components) != identity(shared, components))
            });
            own.append(&mut shared);
        }
    }
}

/// Builds the paths of these operations, each given with its key and method. Parameters stay at a path item if all its
/// operations share them; comparing them needs `components`.
pub(super) fn assemble(operations: Vec<(String, &'static str, Facts)>, components: &Value) -> Value {
    let mut items: SortedMap<String, Vec<(&'static str, Facts)>> = SortedMap::new();
    for (key, method, facts) in operations {
        items.entry(key).or_default().push((method, facts));
    }
    let mut paths = Map::new();
    for (key, mut operations) in items {
        let mut item = Map::new();
        let shared = operations.first().map(|(_, facts)| facts.parameters.clone()).unwrap_or_default();
        if operations.iter().any(|(_, facts)| facts.parameters != shared) {
            operations.iter_mut().for_each(|(_, facts)| facts.take_parameters(components));
        } else if !shared.is_empty() {
            item.insert("parameters".to_owned(), Value::Array(shared));
        }
        item.extend(
            operations.into_iter().map(|(method, facts)| (method.to_owned(), Value::Object(facts.operation))),
        );
        paths.insert(key, Value::Object(item));
    }
    Value::Object(paths)
}

/// Returns the identity of a parameter: its name and its location.
fn identity<'a>(parameter: &'a Value, components: &'a Value) -> (Option<&'a Value>, Option<&'a Value>) {
    let reference = parameter.get("$ref").and_then(Value::as_str);
    let component = reference
        .and_then(|reference| reference.strip_prefix("#/components"))
        .and_then(|pointer| components.pointer(pointer));
    let parameter = component.unwrap_or(parameter);
    (parameter.get("name"), parameter.get("in"))
}
