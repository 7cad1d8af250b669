//! The pipeline on the repository's own description, which loses nothing from one stage to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::openapi::openapi;
use crate::syntax::Module;
use heck::ToSnakeCase;
use matrix_openapi_codegen::emit::progenitor;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, ParameterLocation, Response, Type};
use matrix_openapi_codegen::lower::{Rule, lower, lower_events};
use matrix_openapi_codegen::overlay::Overlays;
use matrix_openapi_codegen::{Api, Description, Document, Project, Wording, generate, load, yaml};
use progenitor_impl::{Generator, InterfaceStyle};
use serde_json::Value;
use syn::{ImplItem, Item};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An API at each of its stages.
struct Stages {
    document: Document,
    model: ApiModel,
    source: String,
    module: Module,
}

static STAGES: LazyLock<BTreeMap<Api, Stages>> = LazyLock::new(|| {
    let Description { release, documents, .. } = description();
    let stages = documents.into_iter().map(|(api, document)| {
        let model = lower(&document, release).unwrap();
        let source = generate(&document, release, &Wording::default()).unwrap();
        let module = Module::read(&source);
        (api, Stages { document, model, source, module })
    });
    stages.collect()
});

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn description() -> Description {
    Project::new(spec(), spec().join("overlays")).description().unwrap()
}

/// Returns the operations of a document with their path items, read without the generator's own model.
fn operations(root: &Value) -> Vec<(&Value, &Value)> {
    let items = root["paths"].as_object().unwrap().values();
    let methods = |item| METHODS.iter().filter_map(move |method| Value::get(item, method));
    items.flat_map(|item| methods(item).map(move |operation| (item, operation))).collect()
}

fn resolved<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(target) => resolved(root, root.pointer(target.strip_prefix('#').unwrap()).unwrap()),
        None => value,
    }
}

fn id(operation: &Value) -> &str {
    operation["operationId"].as_str().unwrap()
}

#[test]
fn every_stage_has_every_operation() {
    for api in Api::ALL {
        let Stages { document, model, module, .. } = &STAGES[&api];
        // Counted by the lines of the file.
        let text = fs::read_to_string(spec().join(format!("{api}.yaml"))).unwrap();
        let count = text.lines().filter(|line| line.starts_with("      operationId: ")).count();
        assert!(count > 0, "{api}");
        let operations = operations(&document.root);
        let ids: BTreeSet<_> = operations.iter().map(|(_, operation)| id(operation)).collect();
        assert_eq!((operations.len(), ids.len()), (count, count), "{api}: the document");
        let calls: BTreeSet<_> = model.operations.iter().map(|call| call.facts.id.as_str()).collect();
        assert_eq!((model.operations.len(), &calls), (count, &ids), "{api}: the calls");
        let rows: BTreeSet<_> = module.table.iter().map(String::as_str).collect();
        assert_eq!((module.table.len(), &rows), (count, &ids), "{api}: the table");
        let methods: BTreeSet<_> = module.methods.keys().map(String::as_str).collect();
        let expected: BTreeSet<_> =
            model.operations.iter().map(|call| call.facts.rust_name.as_str()).collect();
        assert_eq!((methods.len(), &methods), (count, &expected), "{api}: the methods");
        let builders: BTreeSet<_> = module.methods.values().map(|method| &method.builder).collect();
        assert_eq!(builders, module.builders.keys().collect(), "{api}: the builders");
        assert_eq!(builders.len(), count, "{api}: the builders");
        let of_method = |call: &str| module.methods[call].builder.clone();
        let calls = model.operations.iter().map(|call| of_method(&call.facts.rust_name));
        assert_eq!(
            module.endpoints,
            calls.enumerate().collect(),
            "{api}: the types that stand for operations"
        );
    }
}

/// Returns the rules that the vendored release and each tree need.
fn rules_of_releases() -> Option<BTreeSet<Rule>> {
    let trees = matrix_openapi_testing::spec_trees()?;
    let mut applied: BTreeSet<_> =
        STAGES.values().flat_map(|stages| stages.model.rules.iter().copied()).collect();
    for entry in fs::read_dir(trees).unwrap() {
        let tree = entry.unwrap().path();
        if tree.join("data/api").is_dir() {
            applied.extend(rules(Project::new(&tree, spec().join("overlays")).description().unwrap()));
        }
    }
    Some(applied)
}

/// Returns the rules that lowering a description applies.
fn rules(description: Description) -> BTreeSet<Rule> {
    let release = description.release;
    let lowered = description.documents.values().map(|document| lower(document, release).unwrap().rules);
    let events = description.events.iter().map(|events| lower_events(events, release).unwrap().types.rules);
    lowered.chain(events).flatten().collect()
}

/// Returns the valid states of upstream in `tests/ahead`, which are not those of a release: changes of the vendored
/// description, by the rule that handles them.
fn ahead() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ahead");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named =
        |path: PathBuf| (path.file_stem().unwrap().to_str().unwrap().to_owned(), yaml::read(&path).unwrap());
    files.map(named).collect()
}

#[test]
fn every_rule_is_needed_by_some_release_or_a_state_that_may_follow() {
    let Some(released) = rules_of_releases() else { return };
    let mut states = ahead();
    let mut vendored = load::vendored(&spec()).unwrap();
    load::add_events(&mut vendored, &spec(), load::Prose::Drop, &[]).unwrap();
    vendored.release = vendored.release.next();
    vendored
        .documents
        .values_mut()
        .chain(&mut vendored.events)
        .for_each(|document| document.finished = false);
    let project = Project::new(spec(), spec().join("overlays"));
    let mut problems = Vec::new();
    for rule in Rule::ALL {
        match (states.remove(rule.name()), released.contains(rule)) {
            (None, true) => {}
            (None, false) => {
                problems.push(format!("nothing needs {rule}: remove it, or add a state to tests/ahead"))
            }
            (Some(_), true) => {
                problems.push(format!("a release needs {rule}: remove its state from tests/ahead"))
            }
            (Some(state), false) => {
                let mut next = vendored.clone();
                let unused = Overlays::from_value(rule.name(), &state).unwrap().apply(&mut next).unwrap();
                assert!(unused.is_empty(), "{rule}: {unused:?}");
                let next = project.overlay(next).unwrap_or_else(|error| panic!("{rule}: {error}"));
                let added: Vec<_> = rules(next.description).difference(&released).copied().collect();
                if added != [*rule] {
                    problems.push(format!("the state of {rule} needs {added:?}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(states.is_empty(), "not the names of rules: {:?}", states.keys());
}

#[test]
fn progenitor_takes_every_lowered_document_in_both_styles() {
    for (api, Stages { model, .. }) in &*STAGES {
        let expected: BTreeSet<_> =
            model.operations.iter().map(|call| call.facts.id.to_snake_case()).collect();
        for style in [InterfaceStyle::Positional, InterfaceStyle::Builder] {
            let mut settings = progenitor::settings();
            settings.with_interface(style);
            let tokens = Generator::new(&settings).generate_tokens(&openapi(model)).unwrap();
            let file: syn::File = syn::parse2(tokens).unwrap();
            assert!(expected.is_subset(&client_methods(&file)), "{api}");
        }
    }
}

fn client_methods(file: &syn::File) -> BTreeSet<String> {
    let client = |item: &Item| match item {
        Item::Impl(item) if item.trait_.is_none() => Some(item.items.clone()),
        _ => None,
    };
    let methods = file.items.iter().filter_map(client).flatten().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
        _ => None,
    });
    methods.collect()
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    let again = description();
    for (api, stages) in &*STAGES {
        assert!(
            generate(&again.documents[api], again.release, &Wording::default()).unwrap() == stages.source,
            "{api}"
        );
    }
}

#[test]
fn every_parameter_is_an_argument_or_a_setter() {
    for (api, Stages { document: Document { root, .. }, model, module, .. }) in &*STAGES {
        let calls: BTreeMap<_, _> =
            model.operations.iter().map(|call| (call.facts.id.as_str(), call)).collect();
        for (item, operation) in operations(root) {
            let call = calls[id(operation)];
            let expected = parameters(root, item).chain(parameters(root, operation)).collect::<BTreeSet<_>>();
            let found = call.parameters.iter().map(|parameter| {
                let place = match parameter.location {
                    ParameterLocation::Path => "path",
                    ParameterLocation::Query => "query",
                    ParameterLocation::Header => "header",
                };
                (place, parameter.name.as_str())
            });
            assert_eq!(found.collect::<BTreeSet<_>>(), expected, "{api}: {}", id(operation));

            let method = &module.methods[&call.facts.rust_name];
            let (required, optional): (Vec<_>, Vec<_>) =
                call.parameters.iter().partition(|parameter| parameter.required);
            let (mut arguments, mut setters) = (required.len(), optional.len());
            match &call.body {
                Some(Body::Object(name)) => {
                    let body = &model.structs[name];
                    let given = body.fields.iter().filter(|field| field.required).count();
                    arguments += given;
                    // Setters for the whole body and for fields that the description does not name.
                    setters += body.fields.len() - given + 1 + 1;
                }
                Some(Body::Json(_) | Body::Bytes(_)) => arguments += 1,
                None => {}
            }
            assert_eq!(
                method.arguments.len(),
                arguments,
                "{api}: {} takes {:?}",
                id(operation),
                method.arguments
            );
            let found = &module.builders[&method.builder];
            assert_eq!(found.len(), setters, "{api}: {} can be given {found:?}", id(operation));
        }
    }
}

fn parameters<'a>(root: &'a Value, owner: &'a Value) -> impl Iterator<Item = (&'a str, &'a str)> {
    let list = owner.get("parameters").and_then(Value::as_array).into_iter().flatten();
    list.map(|parameter| {
        let parameter = resolved(root, parameter);
        (parameter["in"].as_str().unwrap(), parameter["name"].as_str().unwrap())
    })
}

#[test]
fn every_lowered_type_is_written_whole() {
    for (api, Stages { model, module, .. }) in &*STAGES {
        let structs: BTreeMap<_, BTreeSet<_>> = model
            .structs
            .iter()
            .map(|(name, item)| (name.clone(), item.fields.iter().map(|field| field.name.clone()).collect()))
            .collect();
        assert_eq!(module.structs, structs, "{api}");
        let enums: BTreeMap<_, _> =
            model.enums.iter().map(|(name, item)| (name.clone(), item.values.clone())).collect();
        assert_eq!(module.enums, enums, "{api}");
        let unions: BTreeMap<_, _> =
            model.unions.iter().map(|(name, item)| (name.clone(), item.variants.len())).collect();
        assert_eq!(module.unions, unions, "{api}");
    }
}

/// Compares the document directly with the syntax tree.
#[test]
fn every_property_of_a_body_or_response_is_a_field() {
    let (mut bodies, mut responses) = (0, 0);
    for (api, Stages { document: Document { root, .. }, model, module, .. }) in &*STAGES {
        let calls: BTreeMap<_, _> =
            model.operations.iter().map(|call| (call.facts.id.as_str(), call)).collect();
        for (_, operation) in operations(root) {
            let call = calls[id(operation)];
            if let Some(Body::Object(name)) = &call.body {
                let expected = members(root, json_schema(root, &operation["requestBody"]).unwrap());
                assert_eq!(module.structs[name], expected, "{api}: the body of {}", id(operation));
                bodies += 1;
            }
            let success = &operation["responses"]["200"];
            if let (Response::Json(Type::Struct(name)), Some(schema)) =
                (&call.response, json_schema(root, success))
            {
                assert_eq!(
                    module.structs[name],
                    members(root, schema),
                    "{api}: the response of {}",
                    id(operation)
                );
                responses += 1;
            }
        }
    }
    assert!(bodies > 50 && responses > 100, "{bodies} bodies and {responses} responses were compared");
}

fn json_schema<'a>(root: &'a Value, value: &'a Value) -> Option<&'a Value> {
    resolved(root, value).get("content")?.get("application/json")?.get("schema")
}

fn members(root: &Value, schema: &Value) -> BTreeSet<String> {
    let schema = resolved(root, schema);
    let own = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let mut names: BTreeSet<_> = own.map(|(name, _)| name.clone()).collect();
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        names.extend(members(root, part));
    }
    names
}

#[test]
fn every_enumeration_of_the_document_is_an_enumeration_in_rust() {
    let mut compared = 0;
    for (api, Stages { document: Document { root, .. }, module, .. }) in &*STAGES {
        let mut reachable = Reachable { root, seen: BTreeSet::new(), enumerations: BTreeSet::new() };
        for (item, operation) in operations(root) {
            for part in [&item["parameters"], &operation["parameters"], &operation["requestBody"]] {
                reachable.walk(part);
            }
            let successes = operation["responses"].as_object().unwrap().iter();
            successes
                .filter(|(status, _)| status.starts_with('2'))
                .for_each(|(_, response)| reachable.walk(response));
        }
        let written: BTreeSet<_> =
            module.enums.values().map(|values| values.iter().cloned().collect()).collect();
        let lost: Vec<&BTreeSet<String>> = reachable.enumerations.difference(&written).collect();
        assert!(lost.is_empty(), "{api}: {lost:?}");
        compared += reachable.enumerations.len();
    }
    assert!(compared > 20, "{compared} enumerations were compared");
}

/// The enumerations of strings that requests and successful responses can contain.
struct Reachable<'a> {
    root: &'a Value,
    seen: BTreeSet<&'a str>,
    enumerations: BTreeSet<BTreeSet<String>>,
}

impl<'a> Reachable<'a> {
    fn walk(&mut self, value: &'a Value) {
        match value {
            Value::Object(members) => {
                if let Some(target) = members.get("$ref").and_then(Value::as_str)
                    && self.seen.insert(target)
                {
                    self.walk(resolved(self.root, value));
                }
                for (key, member) in members {
                    match (key.as_str(), member.as_array()) {
                        ("enum", Some(values)) if values.iter().all(Value::is_string) => {
                            let values = values.iter().filter_map(Value::as_str).map(str::to_owned);
                            self.enumerations.insert(values.collect());
                        }
                        // Headers of a response are returned as received.
                        ("headers", _) => {}
                        _ => self.walk(member),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.walk(item)),
            _ => {}
        }
    }
}

#[test]
fn every_public_item_is_documented_and_nothing_is_left_to_do() {
    for (api, Stages { source, module, model, .. }) in &*STAGES {
        assert!(module.undocumented.is_empty(), "{api}: {:?}", module.undocumented);
        for (name, method) in &module.methods {
            let page = format!("https://spec.matrix.org/{}/{}/#", model.release, api.site_folder());
            assert!(method.doc.contains(&page), "{api}: {name} links to no section: {}", method.doc);
        }
        for word in ["TODO", "todo!", "unimplemented!", "unreachable!", "panic!", ".unwrap()", ".expect("] {
            assert!(!source.contains(word), "{api}: {word}");
        }
    }
}

#[test]
fn the_description_is_small_and_has_no_prose() {
    let mut size = 0;
    for api in Api::ALL {
        let path = spec().join(format!("{api}.yaml"));
        let text = std::fs::read_to_string(&path).unwrap();
        size += text.len();
        assert!(!text.lines().skip(1).any(|line| line.trim_start().starts_with('#')), "{api} has comments");
        let mut sentences = Vec::new();
        prose(&matrix_openapi_codegen::yaml::read(&path).unwrap(), "", &mut sentences);
        assert!(sentences.is_empty(), "{api}: {sentences:?}");
    }
    assert!(size < 1_000_000, "{size} bytes");
}

/// Collects the locations of prose. The keys below some keywords are names and not keywords.
fn prose(value: &Value, place: &str, found: &mut Vec<String>) {
    let Value::Object(members) = value else {
        let items = value.as_array().into_iter().flatten().enumerate();
        return items.for_each(|(index, item)| prose(item, &format!("{place}/{index}"), found));
    };
    for (key, member) in members {
        let place = format!("{place}/{key}");
        match key.as_str() {
            "description" if member == "" => {}
            "description" | "summary" | "example" | "examples" | "externalDocs" | "$comment" => {
                found.push(place)
            }
            "enum" | "const" | "default" => {}
            "properties" | "patternProperties" | "responses" | "content" | "headers" | "schemas"
            | "paths" => {
                for (name, member) in member.as_object().unwrap() {
                    prose(member, &format!("{place}/{name}"), found);
                }
            }
            _ => prose(member, &place, found),
        }
    }
}

/// Names that sound like a secret but are not one.
const OPEN: [&str; 3] = ["next_token", "token_endpoint", "token_type"];

#[test]
fn fields_that_sound_like_secrets_are_secrets_or_listed_exceptions() {
    let sounds =
        ["token", "secret", "passw", "passphrase", "private", "session", "pushkey", "credential", "seed"];
    let mut open = BTreeSet::new();
    for Stages { model, .. } in STAGES.values() {
        for field in model.structs.values().flat_map(|item| &item.fields) {
            let text = |ty: &Type| matches!(ty, Type::String);
            let is_text = match &field.ty {
                Type::List(inner) | Type::Nullable(inner) | Type::Map(_, inner) => text(inner),
                ty => text(ty),
            };
            let name = field.name.to_lowercase();
            if is_text && sounds.iter().any(|sound| name.contains(sound)) {
                open.insert(field.name.as_str());
            }
        }
    }
    // Not every release has all of these names.
    let unknown: Vec<_> = open.into_iter().filter(|name| !OPEN.contains(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
