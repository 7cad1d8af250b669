//! The values of examples that `samples.yaml` names.

use std::sync::LazyLock;

use matrix_openapi_codegen::model::OperationFacts;
use matrix_openapi_codegen::yaml;
use serde_json::{Map, Value};

static VALUES: LazyLock<Values> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    Values { root: yaml::parse("samples.yaml", include_str!("samples.yaml")).unwrap_or_default() }
});

struct Values {
    root: Value,
}

/// Returns whether an optional part of this name is shown only where an operation names it.
pub(super) fn is_hidden(name: &str) -> bool {
    let hidden = VALUES.root.get("hidden").and_then(Value::as_array);
    hidden.is_some_and(|names| names.iter().any(|one| one == name))
}

/// Returns the values of an operation by the names in its request.
pub(super) fn of_operation(facts: &OperationFacts) -> Option<&'static Map<String, Value>> {
    VALUES.root.get("operations")?.get(facts.api.slug())?.get(&facts.id)?.as_object()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use matrix_openapi_codegen::Api;
    use matrix_openapi_codegen::lower::ir::{Body, Type};

    use super::*;
    use crate::docs::chapter::chapters;
    use crate::docs::sample::Samples;
    use crate::project;

    fn keys(value: Option<&Value>) -> Vec<&str> {
        value.and_then(Value::as_object).unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn every_operation_and_name_exists_and_every_required_text_has_a_value() {
        let project = project::of(project::spec());
        let model = project.model(project.description().unwrap()).unwrap();
        let chapters = chapters(&model).unwrap();
        let (mut unknown, mut used) = (BTreeSet::new(), BTreeSet::new());
        for api in keys(VALUES.root.get("operations")) {
            assert!(Api::ALL.iter().any(|known| known.slug() == api), "{api}");
            unknown.extend(keys(VALUES.root["operations"].get(api)).iter().map(|id| format!("{api} {id}")));
        }
        let mut missing = BTreeSet::new();
        for chapter in &chapters {
            for entry in chapter.groups.values().flatten() {
                let facts = &entry.operation.facts;
                let own = of_operation(facts);
                unknown.remove(&format!("{} {}", facts.api.slug(), facts.id));
                let whole = matches!(entry.operation.body, Some(Body::Json(_)));
                for name in own.into_iter().flat_map(Map::keys) {
                    let known = entry.arguments.iter().any(|argument| argument.wire_name == *name);
                    if !(known || whole && name == "body") {
                        unknown.insert(format!("{} {name}", facts.id));
                    }
                }
                for argument in &entry.arguments {
                    used.insert(argument.wire_name.clone());
                    let text = matches!(argument.ty, Type::String | Type::Secret);
                    let samples = Samples::new(chapter.model).of_operation(facts);
                    if argument.required && text && !samples.knows(argument) {
                        missing.insert(format!("{} {}", facts.id, argument.wire_name));
                    }
                }
            }
        }
        assert!(unknown.is_empty(), "not in the description: {unknown:?}");
        assert!(missing.is_empty(), "without a value: {missing:?}");
        let hidden: Vec<_> =
            VALUES.root["hidden"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let unused: Vec<_> = hidden.iter().filter(|name| !used.contains(**name)).collect();
        assert!(unused.is_empty(), "hidden, but in no request: {unused:?}");
    }
}
