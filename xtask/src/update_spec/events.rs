//! The types of events that an update adds, removes or changes, and those that still need an entry in our table.

use std::collections::{BTreeMap, BTreeSet};

use matrix_openapi_codegen::Document;
use matrix_openapi_codegen::load::EVENTS;
use serde_json::Value;

/// Returns the changes of the types of events, in one line for each kind of change.
pub fn changes(before: Option<&Document>, after: Option<&Document>) -> Vec<String> {
    let (before, after) = match (before, after) {
        (None, None) => return Vec::new(),
        (Some(_), None) => {
            return vec!["events: the source has none, so events.yaml was left out".to_owned()];
        }
        (before, Some(after)) => (before.map(facts).unwrap_or_default(), facts(after)),
    };
    let lacking = |one: &BTreeMap<&str, String>, other: &BTreeMap<&str, String>| {
        one.keys().filter(|name| !other.contains_key(*name)).map(|name| (*name).to_owned()).collect()
    };
    let added: Vec<String> = lacking(&after, &before);
    let removed: Vec<String> = lacking(&before, &after);
    let is_changed = |(name, facts): &(&&str, &String)| before.get(**name).is_some_and(|was| was != *facts);
    let changed: Vec<String> = after.iter().filter(is_changed).map(|(name, _)| (*name).to_owned()).collect();
    [("added", added), ("removed", removed), ("changed", changed)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("events {what}: {}", names.join(", ")))
        .collect()
}

/// Returns the types whose kind neither upstream's schemas nor our table have, in one line.
pub fn without_kind(kindless: &[String]) -> Option<String> {
    let line = || format!("overlays/{EVENTS}: add the kind of {}", kindless.join(", "));
    (!kindless.is_empty()).then(line)
}

/// Returns the facts of each type of event in a document, with all components that it refers to.
fn facts(document: &Document) -> BTreeMap<&str, String> {
    let events = document.root.get("events").and_then(Value::as_object);
    let text = |event: &Value| {
        let mut seen = BTreeSet::new();
        let mut todo = vec![event];
        let mut facts = String::new();
        while let Some(node) = todo.pop() {
            facts += &node.to_string();
            references(node, &mut |target| {
                if seen.insert(target.to_owned()) {
                    todo.extend(target.strip_prefix('#').and_then(|target| document.root.pointer(target)));
                }
            });
        }
        facts
    };
    events.into_iter().flatten().map(|(name, event)| (name.as_str(), text(event))).collect()
}

fn references(value: &Value, found: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(members) => {
            if let Some(target) = members.get("$ref").and_then(Value::as_str) {
                found(target);
            }
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use matrix_openapi_codegen::Api;
    use serde_json::json;

    use super::*;

    fn document(events: &[(&str, &str)], part: &str) -> Document {
        let event = |(name, content): &(&str, &str)| {
            ((*name).to_owned(), json!({"content": {"$ref": format!("#/components/schemas/{content}")}}))
        };
        let root = json!({
            "events": events.iter().map(event).collect::<serde_json::Map<_, _>>(),
            "components": {"schemas": {
                "A": {"items": {"$ref": "#/components/schemas/Part"}},
                "B": {"items": {"$ref": "#/components/schemas/B"}},
                "Part": {"type": part},
            }},
        });
        Document::new(Api::ClientServer, "events.yaml", root)
    }

    #[test]
    fn types_are_added_removed_and_changed() {
        let before = document(&[("m.a", "A"), ("m.b", "B"), ("m.gone", "B")], "string");
        let after = document(&[("m.a", "A"), ("m.b", "B"), ("m.new", "B")], "integer");
        assert_eq!(
            changes(Some(&before), Some(&after)),
            ["events added: m.new", "events removed: m.gone", "events changed: m.a"]
        );
        assert!(changes(Some(&after), Some(&after)).is_empty());
        assert_eq!(changes(None, Some(&before)), ["events added: m.a, m.b, m.gone"]);
        assert_eq!(
            changes(Some(&before), None),
            ["events: the source has none, so events.yaml was left out"]
        );
    }

    #[test]
    fn types_without_a_kind_are_work_to_do() {
        assert_eq!(without_kind(&[]), None);
        assert_eq!(
            without_kind(&["m.a".to_owned(), "m.b".to_owned()]).as_deref(),
            Some("overlays/events.yaml: add the kind of m.a, m.b")
        );
    }
}
