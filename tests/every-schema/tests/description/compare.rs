//! Compares two schemas, one from the description and a generated one, by the values that they allow.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// Keywords that do not restrict values.
const ANNOTATIONS: [&str; 7] =
    ["title", "description", "summary", "example", "examples", "externalDocs", "deprecated"];

/// Keywords whose value is one schema.
const SCHEMAS: [&str; 9] = [
    "propertyNames",
    "contains",
    "contentSchema",
    "unevaluatedItems",
    "unevaluatedProperties",
    "not",
    "if",
    "then",
    "else",
];

/// One side of a comparison: a document, and the pointer under which its schemas have names.
pub struct Side<'a> {
    pub root: &'a Value,
    /// The names of the followed references.
    pub visited: RefCell<BTreeSet<String>>,
}

/// The combined constraints of schemas that apply to one value.
#[derive(Default)]
struct Said<'a> {
    kinds: BTreeSet<&'a str>,
    /// The values of each other keyword; several if the schemas differ.
    keys: BTreeMap<&'a str, BTreeSet<String>>,
    schemas: BTreeMap<&'a str, Vec<&'a Value>>,
    properties: BTreeMap<&'a str, Vec<&'a Value>>,
    patterns: BTreeMap<&'a str, Vec<&'a Value>>,
    required: BTreeSet<&'a str>,
    closed: bool,
    additional: Vec<&'a Value>,
    items: Vec<&'a Value>,
    alternatives: Vec<(&'a str, &'a [Value])>,
}

impl Said<'_> {
    fn forms(&self) -> String {
        self.alternatives.iter().map(|(key, parts)| format!("{key} of {}, ", parts.len())).collect()
    }
}

impl<'a> Side<'a> {
    pub fn new(root: &'a Value) -> Self {
        Self { root, visited: RefCell::default() }
    }

    /// Returns the schemas of the items of a list, or of the values of a map.
    pub fn inner(&self, schema: &'a Value) -> Vec<&'a Value> {
        let said = self.said(&[schema]);
        said.items.into_iter().chain(said.patterns.into_values().flatten()).chain(said.additional).collect()
    }

    fn said(&self, schemas: &[&'a Value]) -> Said<'a> {
        let mut said = Said::default();
        let mut ends = BTreeSet::new();
        for schema in schemas {
            self.add(schema, &mut said, &mut ends);
        }
        if said.kinds.is_empty() {
            let object =
                !said.properties.is_empty() || !said.patterns.is_empty() || !said.additional.is_empty();
            let text = said.keys.contains_key("enum") || said.keys.contains_key("const");
            said.kinds.extend(match (object, said.items.is_empty(), text) {
                (true, ..) => Some("object"),
                (_, false, _) => Some("array"),
                (.., true) => Some("string"),
                _ => None,
            });
        }
        said
    }

    fn add(&self, schema: &'a Value, said: &mut Said<'a>, ends: &mut BTreeSet<*const Value>) {
        let Some(members) = schema.as_object() else { return };
        if !ends.insert(schema) {
            return;
        }
        for (key, value) in members {
            match (key.as_str(), value) {
                ("$ref", Value::String(target)) => self.add(self.target(target), said, ends),
                ("allOf", Value::Array(parts)) => parts.iter().for_each(|part| self.add(part, said, ends)),
                ("type", Value::String(kind)) => drop(said.kinds.insert(kind)),
                ("type", Value::Array(kinds)) => said.kinds.extend(kinds.iter().filter_map(Value::as_str)),
                ("oneOf" | "anyOf", Value::Array(parts)) => match nullable(parts) {
                    Some(part) => {
                        self.add(part, said, ends);
                        said.kinds.insert("null");
                    }
                    None => said.alternatives.push((key, parts)),
                },
                ("properties", Value::Object(members)) => add_members(&mut said.properties, members),
                ("patternProperties", Value::Object(members)) => add_members(&mut said.patterns, members),
                ("required", Value::Array(names)) => {
                    said.required.extend(names.iter().filter_map(Value::as_str))
                }
                ("additionalProperties", Value::Bool(false)) => said.closed = true,
                ("additionalProperties", value) if !says_nothing(value) => said.additional.push(value),
                ("additionalProperties", _) => {}
                ("items", value) => said.items.push(value),
                (key, value) if SCHEMAS.contains(&key) => said.schemas.entry(key).or_default().push(value),
                (key, _) if ANNOTATIONS.contains(&key) || key.starts_with("x-") => {}
                ("enum", Value::Array(values)) => {
                    let values: BTreeSet<_> = values.iter().map(Value::to_string).collect();
                    said.keys.entry("enum").or_default().insert(format!("{values:?}"));
                }
                (key, value) => drop(said.keys.entry(key).or_default().insert(value.to_string())),
            }
        }
    }

    fn target(&self, reference: &str) -> &'a Value {
        let (_, name) = reference.rsplit_once('/').unwrap();
        self.visited.borrow_mut().insert(name.to_owned());
        let pointer = reference.strip_prefix('#').unwrap();
        self.root.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }
}

fn add_members<'a>(all: &mut BTreeMap<&'a str, Vec<&'a Value>>, members: &'a Map<String, Value>) {
    for (name, value) in members {
        all.entry(name).or_default().push(value);
    }
}

fn says_nothing(schema: &Value) -> bool {
    let says_nothing = |key: &String| ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-");
    schema.as_object().map_or(schema == &json!(true), |members| members.keys().all(says_nothing))
}

/// Returns the other one of two alternatives, if one is `null`.
fn nullable(parts: &[Value]) -> Option<&Value> {
    let null = json!({"type": "null"});
    match parts {
        [part, other] | [other, part] if *other == null => Some(part),
        _ => None,
    }
}

/// The comparison of a description with generated schemas.
pub struct Comparison<'a> {
    pub described: Side<'a>,
    pub generated: Side<'a>,
    seen: BTreeSet<(Vec<*const Value>, Vec<*const Value>)>,
    pub differences: Vec<String>,
}

impl<'a> Comparison<'a> {
    pub fn new(described: &'a Value, generated: &'a Value) -> Self {
        let (described, generated) = (Side::new(described), Side::new(generated));
        Self { described, generated, seen: BTreeSet::new(), differences: Vec::new() }
    }

    /// Compares the schemas of one value, and all schemas that they refer to.
    pub fn compare(&mut self, place: &str, described: &[&'a Value], generated: &[&'a Value]) {
        let pointers = |schemas: &[&'a Value]| schemas.iter().map(|one| std::ptr::from_ref(*one)).collect();
        if !self.seen.insert((pointers(described), pointers(generated))) {
            return;
        }
        if let Some(event) = described.iter().find_map(|schema| schema.get("x-content")?.as_str()) {
            return self.content_inside(place, event, generated);
        }
        let (one, other) = (self.described.said(described), self.generated.said(generated));
        let mut differ = |what: &str, one: String, other: String| {
            if one != other {
                self.differences.push(format!("{place}: {what}: described {one}, generated {other}"));
            }
        };
        differ("type", format!("{:?}", one.kinds), format!("{:?}", other.kinds));
        differ("keywords", format!("{:?}", one.keys), format!("{:?}", other.keys));
        differ("required", format!("{:?}", one.required), format!("{:?}", other.required));
        differ("closed", one.closed.to_string(), other.closed.to_string());
        differ("alternatives", one.forms(), other.forms());
        for (what, one, other) in [
            ("properties", one.properties, other.properties),
            ("patterns", one.patterns, other.patterns),
            ("schemas", one.schemas, other.schemas),
            (
                "values",
                single("additionalProperties", one.additional),
                single("additionalProperties", other.additional),
            ),
            ("items", single("items", one.items), single("items", other.items)),
        ] {
            self.members(place, what, &one, &other);
        }
        for ((_, one), (_, other)) in one.alternatives.iter().zip(&other.alternatives) {
            for (index, (one, other)) in one.iter().zip(other.iter()).enumerate() {
                self.compare(&format!("{place}/{index}"), &[one], &[other]);
            }
        }
    }

    /// Compares the schema of a value that is the content of an event: it must refer to the type named after the event's type.
    fn content_inside(&mut self, place: &str, event: &str, generated: &[&Value]) {
        let component = self.described.root["events"][event]["content"]["$ref"].as_str();
        let name = component.and_then(|reference| reference.rsplit_once('/')).map(|(_, name)| name);
        let references = generated.iter().filter_map(|schema| schema.get("$ref")?.as_str());
        let found: Vec<_> = references.filter_map(|reference| Some(reference.rsplit_once('/')?.1)).collect();
        if name.is_none() || found != Vec::from_iter(name) {
            self.differences.push(format!("{place}: content: described {name:?}, generated {found:?}"));
        }
    }

    fn members(
        &mut self,
        place: &str,
        what: &str,
        one: &BTreeMap<&str, Vec<&'a Value>>,
        other: &BTreeMap<&str, Vec<&'a Value>>,
    ) {
        let names: (Vec<_>, Vec<_>) = (one.keys().collect(), other.keys().collect());
        if names.0 != names.1 {
            self.differences
                .push(format!("{place}: {what}: described {:?}, generated {:?}", names.0, names.1));
        }
        for (name, one) in one {
            if let Some(other) = other.get(name) {
                self.compare(&format!("{place}/{name}"), one, other);
            }
        }
    }
}

fn single<'a>(name: &'static str, schemas: Vec<&'a Value>) -> BTreeMap<&'a str, Vec<&'a Value>> {
    if schemas.is_empty() { BTreeMap::new() } else { BTreeMap::from([(name, schemas)]) }
}

#[test]
fn each_difference_is_found() {
    let root = json!({});
    let schema = json!({
        "type": "object",
        "required": ["a"],
        "additionalProperties": {"type": "integer", "minimum": 1},
        "properties": {
            "a": {"type": ["string", "null"], "pattern": "^a"},
            "b": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "boolean"}]}},
        },
    });
    let differences = |other: &Value| {
        let mut comparison = Comparison::new(&root, &root);
        comparison.compare("", &[&schema], &[other]);
        comparison.differences.len()
    };
    assert_eq!(differences(&schema.clone()), 0);
    for (pointer, value) in [
        ("/type", json!("array")),
        ("/required", json!([])),
        ("/additionalProperties", json!(false)),
        ("/additionalProperties/minimum", json!(2)),
        ("/properties/a", json!({"type": "string", "pattern": "^a"})),
        ("/properties/a/pattern", json!("^b")),
        ("/properties", json!({})),
        ("/properties/b/items", json!({"type": "string"})),
        ("/properties/b/items/oneOf/1/type", json!("string")),
    ] {
        let mut other = schema.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        assert_ne!(differences(&other), 0, "{pointer}");
    }
}
