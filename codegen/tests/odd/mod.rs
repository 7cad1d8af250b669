//! Descriptions full of names that could break the generated code. The same seed gives the same descriptions.

use std::collections::BTreeSet;

use matrix_openapi_codegen::rust_name::{field, part, pascal, type_name};
use matrix_openapi_codegen::{Api, Document, Release, Wording, generate};
use serde_json::{Map, Value, json};

/// Names with another meaning in Rust, the prelude, the generated code, the root crate or a text file.
const NAMES: [&str; 119] = [
    "",
    " ",
    "_",
    "__",
    "-",
    "$",
    ".",
    "'",
    "\"",
    "\\",
    "/",
    "#",
    "{",
    "}",
    "%",
    "0",
    "9lives",
    "1notify",
    "a b",
    "a.b",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "a\"b",
    "a'b",
    "a\\b",
    "a\nb",
    "a\rb",
    "a\tb",
    "a\u{0}b",
    "a\u{7f}b",
    "a\u{85}b",
    "a\u{2028}b",
    "a\u{202e}b",
    "a\u{2066}b",
    "a\u{200b}b",
    "\u{feff}a",
    "é",
    "e\u{301}",
    "日本",
    "ß",
    "ı",
    "🦀",
    "K",
    "r#type",
    "r#try",
    "self",
    "Self",
    "super",
    "crate",
    "fn",
    "type",
    "try",
    "async",
    "await",
    "gen",
    "dyn",
    "union",
    "static",
    "true",
    "macro_rules",
    "raw",
    "null",
    "call",
    "session",
    "new",
    "options",
    "send",
    "send_raw",
    "send_as",
    "send_response",
    "body",
    "extra",
    "query",
    "header",
    "path",
    "pages",
    "items",
    "into_future",
    "clone",
    "fmt",
    "builder",
    "with_credentials",
    "with_token_store",
    "log_in",
    "discover",
    "value",
    "list",
    "map",
    "text",
    "item",
    "key",
    "name",
    "fields",
    "place",
    "part_0",
    "members",
    "json",
    "types",
    "OPERATIONS",
    "Client",
    "Call",
    "Operation",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Error",
    "String",
    "Vec",
    "Box",
    "Default",
    "Into",
    "Unknown",
    "Text",
    "Object",
];

/// The parts of composed names.
const PIECES: [&str; 30] = [
    "a", "B", "c1", "9", "_", "__", "-", ".", "$", " ", "'", "\"", "\\", "\r", "\n", "\u{202e}", "é", "日",
    "type", "self", "Self", "new", "call", "session", "body", "Option", "err", "X", "u65e5", "extra",
];

/// A generator of numbers that are random enough for tests (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}

/// Returns all the names above and as many others, in an order that the seed determines.
fn names(dice: &mut Dice) -> Vec<String> {
    let mut names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    for _ in 0..NAMES.len() {
        let pieces = 1 + dice.below(4);
        names.push((0..pieces).map(|_| PIECES[dice.below(PIECES.len())]).collect());
    }
    for index in (1..names.len()).rev() {
        names.swap(index, dice.below(index + 1));
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// Returns an API's part of a description, and the code generated from it; all five together have all names. If two types
/// would have one Rust name, which is an error, one of them is left out with its operation or component.
pub fn generated(api: Api, seed: u64) -> (Value, String) {
    let mut root = description(seed, api);
    for _ in 0..20 {
        let document = Document::new(api, "odd.yaml", root.clone());
        let error = match generate(&document, Release { major: 1, minor: 19 }, &Wording::default()) {
            Ok(source) => return (root, source),
            Err(error) => error,
        };
        assert!(error.message().contains("would be called"), "seed {seed}: {error}");
        let mut steps = error.pointer().split('/').skip(1);
        let (Some("paths"), Some(path)) = (steps.next(), steps.next()) else {
            panic!("seed {seed}: {error}")
        };
        let path = matrix_openapi_codegen::pointer::unescape(path);
        root["paths"].as_object_mut().unwrap().remove(&path).unwrap();
    }
    panic!("seed {seed}: more than a few types of one name");
}

/// Returns a description with every fifth name, as the name of an operation, a parameter in each location, a field, a
/// value, a title and a component. If two in one location would have one Rust name, which is an error, one of them is left
/// out.
fn description(seed: u64, api: Api) -> Value {
    let names = names(&mut Dice(seed));
    let share = Api::ALL.iter().position(|other| *other == api).unwrap();
    let window =
        |start: usize, count: usize| names.iter().cycle().skip(start).take(count).collect::<Vec<_>>();
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    let (mut operations, mut components) = (BTreeSet::new(), BTreeSet::new());
    for (index, name) in names.iter().enumerate().skip(share).step_by(Api::ALL.len()) {
        let id = if is_plain(name) {
            name.clone()
        } else {
            format!("{name}Of{index}").replace(|one: char| !one.is_ascii_alphanumeric(), "")
        };
        if !operations.insert(type_name(&pascal(&id))) {
            continue;
        }
        let several = window(index * 5, 6);
        if components.insert(type_name(&pascal(name))) {
            schemas.insert(name.clone(), component(name, &several));
        }
        let reference = schemas.keys().nth(index % schemas.len()).map_or("", String::as_str);
        let hole = if is_in_path(name) { name.as_str() } else { "id" };
        let mut parameters =
            vec![json!({"in": "path", "name": hole, "required": true, "schema": {"type": "string"}})];
        for (place, start) in [("query", 0), ("header", 1)] {
            parameters.extend(asked(place, &window(index + start, 4), names.get(index + 9)));
        }
        let operation = json!({
            "operationId": id,
            "tags": [name],
            "summary": name,
            "parameters": parameters,
            "requestBody": {"content": {"application/json": {"schema": body(index, &several, reference)}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": response(name, &window(index * 3, 5), reference)}}}},
        });
        paths.insert(
            format!("/{index}/{{{hole}}}/{}", if is_in_path(name) { name } else { "" }),
            json!({"put": operation}),
        );
    }
    let values: Vec<_> = names.iter().collect();
    schemas.insert("EveryValue".to_owned(), json!({"type": "string", "enum": values}));
    paths.insert("/values".to_owned(), json!({"get": {"operationId": "everyValue", "responses": {"200": {"description": "", "content": {
        "application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/EveryValue"}}}}}}}}));
    json!({"openapi": "3.1.0", "info": {"title": "odd", "version": "v1.19"}, "paths": paths, "components": {"schemas": schemas}})
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}

fn is_in_path(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|one| one.is_alphanumeric() || "_-.$'".contains(one))
}

/// Returns parameters in a location, of each kind, every second of them required.
fn asked(place: &str, names: &[&String], value: Option<&String>) -> Vec<Value> {
    let kinds = [
        json!({"type": "string"}),
        json!({"type": "integer"}),
        json!({"type": "array", "items": {"type": "string"}}),
        json!({"type": "object", "additionalProperties": {"type": "string"}}),
    ];
    let mut taken = BTreeSet::new();
    let mut parameters = Vec::new();
    for (index, name) in names.iter().enumerate() {
        if !taken.insert(part(name)) || taken.contains(&format!("{place}_{}", part(name))) {
            continue;
        }
        let listed = json!({"type": "string", "enum": ["", "a-b", "a_b", value]});
        let schema = if place == "header" { &listed } else { &kinds[index % kinds.len()] };
        parameters.push(json!({"in": place, "name": name, "required": index % 2 == 0, "schema": schema}));
    }
    parameters
}

/// Returns an object with such fields, every second of them required.
fn object(names: &[&String], schema: impl Fn(usize, &str) -> Value) -> Value {
    let (mut taken, mut properties, mut required) = (BTreeSet::new(), Map::new(), Vec::new());
    for (index, name) in names.iter().enumerate() {
        if taken.insert(field(name)) {
            properties.insert((*name).clone(), schema(index, name));
            required.extend((index % 2 == 0).then_some(*name));
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn component(name: &str, names: &[&String]) -> Value {
    let mut component = object(names, |index, _| match index {
        // The component contains itself, in each way.
        0 => json!({"oneOf": [{"$ref": reference(name)}, {"type": "null"}]}),
        1 => json!({"$ref": reference(name)}),
        2 => json!({"type": "array", "items": {"$ref": reference(name)}}),
        _ => json!({"type": "string"}),
    });
    component["title"] = json!(name);
    component
}

fn body(index: usize, names: &[&String], component: &str) -> Value {
    if index.is_multiple_of(7) {
        return json!({"$ref": reference(component)});
    }
    object(names, |place, name| match place {
        0 => json!({"type": "string", "title": name, "enum": [name, "", "err", "Error"]}),
        1 => json!({"type": ["string", "integer", "object"]}),
        2 => json!({"type": "string", "format": "mx-user-id"}),
        3 => json!({"type": "array", "items": {"$ref": reference(component)}}),
        4 => json!({"type": "object", "additionalProperties": {"type": "integer"}}),
        _ => json!({}),
    })
}

fn response(title: &str, names: &[&String], component: &str) -> Value {
    let mut response = object(names, |place, name| match place {
        0 => json!({"type": "object", "title": name, "properties": {name: {"type": "boolean"}}}),
        1 => json!({"$ref": reference(component)}),
        2 => {
            json!({"type": "array", "items": {"type": "object", "title": title, "properties": {"content": {}, "type": {"type": "string"}}}})
        }
        _ => json!({"type": "integer", "default": name, "description": name}),
    });
    response["title"] = json!(title);
    response
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"))
}
