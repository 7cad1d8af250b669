//! Releases that may come next, made from the vendored description: the crate compiles from each without a warning, and keeps
//! every handwritten helper that does not need a removed part.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use matrix_openapi_codegen::matrix::client::{BUILDER_METHODS, CLIENT_METHODS};
use matrix_openapi_codegen::matrix::events::MESSAGE_METHODS;
use matrix_openapi_codegen::yaml;
use serde_json::{Map, Value, json};

use crate::compiled;
use crate::vendored::{APIS, release, repository};

const CLIENT_SERVER: &str = "client-server";
const EVENTS: &str = "events";

/// The vendored description, edited.
struct Edited {
    documents: BTreeMap<&'static str, Value>,
}

impl Edited {
    fn new() -> Self {
        let read =
            |name: &'static str| (name, yaml::read(&repository().join(format!("spec/{name}.yaml"))).unwrap());
        Self { documents: APIS.into_iter().chain([EVENTS]).map(read).collect() }
    }

    fn document(&mut self, name: &str) -> &mut Value {
        self.documents.get_mut(name).unwrap()
    }

    fn at(&mut self, name: &str, pointer: &str) -> &mut Value {
        self.document(name).pointer_mut(pointer).unwrap_or_else(|| panic!("{name}#{pointer}"))
    }

    fn components(&mut self, name: &str) -> &mut Map<String, Value> {
        self.at(name, "/components/schemas").as_object_mut().unwrap()
    }

    /// Returns the schemas of the forms of messages, and of all other messages.
    fn forms(&mut self) -> Vec<&mut Value> {
        let message = self.at(EVENTS, "/events/m.room.message").clone();
        let forms = message["variants"].as_object().unwrap().values().chain([&message["content"]]);
        let name = |schema: &Value| schema["$ref"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let names: BTreeSet<_> = forms.map(name).collect();
        let schemas = self.components(EVENTS).iter_mut();
        let forms: Vec<_> =
            schemas.filter(|(name, _)| names.contains(*name)).map(|(_, schema)| schema).collect();
        assert_eq!(forms.len(), names.len());
        forms
    }

    /// Removes an operation, and its path if that has no other.
    fn remove_operation(&mut self, api: &str, id: &str) {
        let paths = self.at(api, "/paths").as_object_mut().unwrap();
        let is_it = |operation: &Value| operation.get("operationId").is_some_and(|known| known == id);
        let count: usize = paths
            .values()
            .map(|item| item.as_object().unwrap().values().filter(|one| is_it(one)).count())
            .sum();
        assert_eq!(count, 1, "{id}");
        paths.retain(|_, item| {
            let item = item.as_object_mut().unwrap();
            item.retain(|_, operation| !is_it(operation));
            item.values().any(|operation| operation.get("operationId").is_some())
        });
    }

    /// Removes a type of event with its content.
    fn remove_event(&mut self, event: &str) {
        self.at(EVENTS, "/events").as_object_mut().unwrap().remove(event).unwrap();
    }

    /// Compiles it as the release after the vendored one, and returns the helpers that it lacks.
    fn lost_helpers(mut self, context: &str) -> BTreeSet<String> {
        let (major, minor) = release()
            .split_once('.')
            .map(|(major, minor)| (major.to_owned(), minor.parse::<u8>().unwrap()))
            .unwrap();
        let next = format!("{major}.{}", minor + 1);
        let folder = tempfile::tempdir_in(compiled::target()).unwrap();
        fs::write(folder.path().join("pin.toml"), format!("release = \"{next}\"\n")).unwrap();
        for (name, document) in &mut self.documents {
            document["info"]["version"] = json!(next);
            let text = serde_yaml::to_string(document).unwrap();
            fs::write(folder.path().join(format!("{name}.yaml")), text).unwrap();
        }
        let found = compiled::without_complaints(folder.path(), context);
        let all = helpers();
        assert!(found.is_subset(&all), "{found:?}");
        all.difference(&found).cloned().collect()
    }
}

/// Returns the helpers that build.rs lists. The vendored release has all of them.
fn helpers() -> BTreeSet<String> {
    let file = syn::parse_file(&fs::read_to_string(repository().join("build.rs")).unwrap()).unwrap();
    let mut names = BTreeSet::new();
    for item in file.items {
        let syn::Item::Const(item) = item else { continue };
        if item.ident != "HELPERS" && item.ident != "FIELD_HELPERS" {
            continue;
        }
        let syn::Expr::Array(list) = &*item.expr else { panic!("not a list") };
        for entry in &list.elems {
            let syn::Expr::Tuple(entry) = entry else { panic!("not a pair") };
            let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }) = &entry.elems[0] else {
                panic!("not a text")
            };
            names.insert(name.value());
        }
    }
    assert!(names.contains("login") && names.contains("messages"));
    names
}

/// Returns the schema of an object with a string for each of these names.
fn object(names: &[&str]) -> Value {
    let properties: Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))).collect();
    json!({"type": "object", "properties": properties})
}

/// Returns a path item with an operation of this name, whose parts have the names of the handwritten methods of builders.
fn operation(id: &str) -> Value {
    let parameter = |name: &&str| json!({"in": "query", "name": name, "schema": {"type": "string"}});
    json!({"post": {
        "operationId": id,
        "parameters": BUILDER_METHODS.iter().map(parameter).collect::<Vec<_>>(),
        "requestBody": {"content": {"application/json": {"schema": object(&CLIENT_METHODS)}}},
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": object(&BUILDER_METHODS)}}}},
    }})
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Adds operations, fields and forms with the names of handwritten items.
#[test]
#[ignore = "compiles the crate many times; .ci/run includes it"]
fn additions_with_handwritten_names_compile() {
    let mut edited = Edited::new();
    for api in APIS {
        let paths = edited.at(api, "/paths").as_object_mut().unwrap();
        for name in CLIENT_METHODS.into_iter().chain(BUILDER_METHODS) {
            let path = format!("/_matrix/named/{name}");
            paths.entry(path).or_insert_with(|| operation(name));
        }
    }
    // All forms get the fields that handwritten code reads of some forms, and fields named like its methods.
    let more = ["format", "formatted_body", "format_mut", "extra", "extra_mut", "other"];
    let added: Vec<_> = MESSAGE_METHODS.into_iter().chain(more).collect();
    let added = object(&added)["properties"].clone();
    for form in edited.forms() {
        let properties = form["properties"].as_object_mut().unwrap();
        for (name, schema) in added.as_object().unwrap() {
            properties.entry(name).or_insert_with(|| schema.clone());
        }
    }
    // A form with the name of the variant for all others.
    let mut other = edited.components(EVENTS)["RoomMessageText"].clone();
    other["properties"]["msgtype"]["enum"] = json!(["m.other"]);
    edited.components(EVENTS).insert("RoomMessageOther".to_owned(), other);
    edited.at(EVENTS, "/events/m.room.message/variants")["m.other"] =
        json!({"$ref": "#/components/schemas/RoomMessageOther"});
    assert_eq!(edited.lost_helpers("additions"), set(&[]));
}

/// Renames the components that overlays and handwritten code name, and requires more fields in constructors.
#[test]
#[ignore = "compiles the crate many times; .ci/run includes it"]
fn renamed_schemas_and_newly_required_fields_compile() {
    let mut edited = Edited::new();
    for name in APIS.into_iter().chain([EVENTS]) {
        rename_components(edited.document(name));
    }
    let media = ["m.audio", "m.file", "m.image", "m.video"];
    let tag = |form: &Value| form["properties"]["msgtype"]["enum"][0].as_str().map(str::to_owned);
    let mut changed = 0;
    for form in edited.forms() {
        if tag(form).is_some_and(|value| media.contains(&value.as_str())) {
            form["required"].as_array_mut().unwrap().push(json!("filename"));
            changed += 1;
        }
    }
    assert_eq!(changed, media.len());
    // The types of these have other names, or other constructors.
    let lost = ["event_push_actions", "messages", "push_actions", "registration", "state_after", "sync"];
    assert_eq!(edited.lost_helpers("renamed"), set(&lost));
}

#[test]
#[ignore = "compiles the crate many times; .ci/run includes it"]
fn descriptions_without_an_operation_or_a_content_compile() {
    for (api, operation, event, lost) in [
        (CLIENT_SERVER, "login", "m.reaction", &["login"][..]),
        (CLIENT_SERVER, "getTokenOwner", "m.room.message", &["messages", "oauth", "register", "restore"]),
        (CLIENT_SERVER, "sync", "m.push_rules", &["state_after", "sync", "updates"]),
    ] {
        let mut edited = Edited::new();
        edited.remove_operation(api, operation);
        edited.remove_event(event);
        assert_eq!(edited.lost_helpers(operation), set(lost), "{operation}");
    }
}

/// Gives each component of a document another name, here and in all references.
fn rename_components(document: &mut Value) {
    let renamed = |name: &str| format!("{name}Anew");
    // One API has no schemas.
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        let old = std::mem::take(schemas);
        *schemas = old.into_iter().map(|(name, schema)| (renamed(&name), schema)).collect();
    }
    let definitions = document.get_mut("x-definitions").and_then(Value::as_array_mut);
    for name in definitions.into_iter().flatten() {
        *name = renamed(name.as_str().unwrap()).into();
    }
    let mut todo = vec![document];
    while let Some(value) = todo.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get_mut("$ref")
                    && target.starts_with("#/components/schemas/")
                {
                    *target = renamed(target);
                }
                todo.extend(members.values_mut());
            }
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
    }
}
