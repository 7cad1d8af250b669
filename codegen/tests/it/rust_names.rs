//! The rule for Rust names, and the names that it reserves for the generated code and the root crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::matrix::client::{BUILDER_METHODS, CLIENT_METHODS, OBJECT_FIELDS};
use matrix_openapi_codegen::matrix::events::MESSAGE_METHODS;
use matrix_openapi_codegen::rust_name::{field, is_pascal, is_snake, part, pascal, type_name, variant};
use matrix_openapi_codegen::{Api, Document, Release, Wording, generate};
use serde_json::{Value, json};
use syn::{ImplItem, Item, Visibility};

#[test]
fn a_name_follows_from_the_protocol_alone() {
    for (wire, expected) in [
        ("user_id", "user_id"),
        ("userId", "user_id"),
        ("m.room.name", "m_room_name"),
        ("$x", "x"),
        ("type", "type_"),
        ("self", "self_"),
        ("gen", "gen_"),
        ("new", "new"),
        ("session", "session"),
        ("9lives", "x9lives"),
        ("", "empty"),
        ("_", "u5f"),
        ("日本", "u65e5_u672c"),
        ("naïve", "na_uef_ve"),
        ("a\u{202e}b", "a_u202e_b"),
        ("r#try", "r_try"),
        ("add3PID", "add_3pid"),
        ("post3PIDs", "post_3pids"),
        ("delete3pidFromAccount", "delete_3pid_from_account"),
        ("requestTokenTo3PIDMSISDN", "request_token_to_3pid_msisdn"),
        ("m.3pid_changes", "m_3pid_changes"),
        ("3pid", "x3pid"),
        ("13PID", "x13pid"),
        ("3pids", "x3pids"),
        ("3pid_creds", "x3pid_creds"),
        ("use3pid", "use3pid"),
        ("use3PIDding", "use3_pi_dding"),
    ] {
        assert_eq!((field(wire), part(wire)), (expected.to_owned(), expected.to_owned()), "{wire:?}");
        assert_eq!((field(expected), part(expected)), (expected.to_owned(), expected.to_owned()), "{wire:?}");
    }
    assert_eq!(
        (field("extra"), part("extra"), field("send"), part("send")),
        ("extra_".into(), "extra_".into(), "send".into(), "send_".into())
    );
    for (words, expected) in [
        ("getThing", "GetThing"),
        ("1notify", "X1notify"),
        ("self", "Self_"),
        ("日", "U65e5"),
        ("", "Empty"),
        ("option", "Option_"),
    ] {
        assert_eq!(type_name(&pascal(words)), expected, "{words:?}");
    }
}

#[test]
fn values_of_one_name_are_distinguished() {
    let mut taken = vec!["Unknown".to_owned()];
    for (value, expected) in [
        ("m.text", "MText"),
        ("a-b", "AB"),
        ("a_b", "ValueAB"),
        ("A B", "ExactlyAU000020B"),
        ("", "Empty"),
        ("empty", "ValueEmpty"),
        ("unknown", "ValueUnknown"),
        ("1", "Value1"),
        ("self", "Self_"),
        ("é", "ExactlyU0000E9"),
        ("Exactly é", "ExactlyExactlyU000020U0000E9"),
    ] {
        let name = variant(value, &taken);
        assert_eq!(name, expected, "{value:?}");
        taken.push(name);
    }
}

#[test]
fn overlays_choose_names_that_rust_has() {
    for (name, snake, pascal) in [
        ("a_b1", true, false),
        ("type_", true, false),
        ("AB1", false, true),
        ("type", false, false),
        ("_a", false, false),
        ("a__b", false, false),
        ("Self", false, false),
        ("A_b", false, false),
        ("é", false, false),
        ("1a", false, false),
        ("", false, false),
    ] {
        assert_eq!((is_snake(name), is_pascal(name)), (snake, pascal), "{name:?}");
    }
}

/// Returns the public functions in a type's inherent implementations.
fn functions(items: &[Item], ty: &str) -> BTreeSet<String> {
    functions_if(items, ty, |function| matches!(function.vis, Visibility::Public(_)))
}

fn functions_if(items: &[Item], ty: &str, is_wanted: fn(&syn::ImplItemFn) -> bool) -> BTreeSet<String> {
    let mut functions = BTreeSet::new();
    for item in items {
        let Item::Impl(item) = item else { continue };
        let is_it =
            matches!(&*item.self_ty, syn::Type::Path(path) if path.path.segments.last().unwrap().ident == ty);
        if item.trait_.is_none() && is_it {
            functions.extend(item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(function) if is_wanted(function) => Some(function.sig.ident.to_string()),
                _ => None,
            }));
        }
    }
    functions
}

fn generated(responses: Value) -> Vec<Item> {
    let body = json!({"content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}});
    let operation = json!({"operationId": "thing", "requestBody": body, "responses": responses});
    let document =
        Document::new(Api::ClientServer, "kept.yaml", json!({"paths": {"/thing": {"put": operation}}}));
    let source = generate(&document, Release { major: 1, minor: 19 }, &Wording::default()).unwrap();
    syn::parse_file(&source).unwrap().items
}

/// Returns the items of the builders of an API with one operation, which is paged.
fn paged() -> Vec<Item> {
    let text = json!({"type": "string"});
    let page =
        json!({"type": "object", "properties": {"next": text, "chunk": {"type": "array", "items": text}}});
    let operation = json!({
        "operationId": "thing",
        "x-paging": {"query": "from", "next": "/next", "items": "/chunk"},
        "parameters": [{"in": "query", "name": "from", "schema": text}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": page}}}},
    });
    let document =
        Document::new(Api::ClientServer, "kept.yaml", json!({"paths": {"/thing": {"get": operation}}}));
    let source = generate(&document, Release { major: 1, minor: 19 }, &Wording::default()).unwrap();
    let items = syn::parse_file(&source).unwrap().items;
    let calls = items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "call" => Some(module.content.unwrap().1),
        _ => None,
    });
    calls.unwrap()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources.extend(self::sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
    sources
}

/// Returns the methods that a macro of the root crate gives to every builder.
fn request_methods() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/generated/macros.rs");
    let text = fs::read_to_string(path).unwrap();
    let (_, text) = text.split_once("macro_rules! request_methods").unwrap();
    let functions = text.lines().filter_map(|line| {
        let line = line.trim_start().strip_prefix("pub ")?;
        line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ")
    });
    let name = |rest: &str| rest.split(['(', '<']).next().unwrap().to_owned();
    functions.map(name).collect()
}

#[test]
fn names_that_clients_have_are_reserved() {
    let mut own = functions(&generated(json!({"200": {"description": ""}})), "Client");
    assert!(own.remove("thing"));
    own.insert("clone".to_owned());
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")) {
        let items = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap().items;
        // A private function also collides with a generated one.
        own.extend(functions_if(&items, "Client", |_| true));
        own.extend(functions_of_trait(&items, "ApiClient"));
    }
    assert_eq!(own, set(CLIENT_METHODS));
}

/// Returns the functions of a trait, which handwritten code calls on the types that have it.
fn functions_of_trait(items: &[Item], name: &str) -> BTreeSet<String> {
    let traits = items.iter().filter_map(|item| match item {
        Item::Trait(item) if item.ident == name => Some(item.items.iter()),
        _ => None,
    });
    let functions = traits.flatten().filter_map(|item| match item {
        syn::TraitItem::Fn(function) => Some(function.sig.ident.to_string()),
        _ => None,
    });
    functions.collect()
}

#[test]
fn names_that_messages_have_are_reserved() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/events/message.rs");
    let items = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap().items;
    assert_eq!(functions_if(&items, "RoomMessage", |_| true), set(MESSAGE_METHODS));
}

#[test]
fn names_that_builders_and_types_have_are_reserved() {
    let object =
        json!({"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}});
    let mut own = BTreeSet::new();
    for content in [object, json!({}), json!({"image/png": {}}), json!({"multipart/mixed": {}})] {
        let items = generated(json!({"200": {"description": "", "content": content}}));
        for item in &items {
            let Item::Mod(module) = item else { continue };
            let items = &module.content.as_ref().unwrap().1;
            own.extend(functions(items, "Thing"));
            let fields = items.iter().filter_map(|item| match item {
                Item::Struct(item) if item.ident == "ThingRequest" => Some(&item.fields),
                _ => None,
            });
            for fields in fields {
                let names = fields.iter().map(|field| field.ident.as_ref().unwrap().to_string());
                assert_eq!(names.filter(|name| name != "a").collect::<BTreeSet<_>>(), set(OBJECT_FIELDS));
            }
        }
    }
    assert!(own.remove("a"));
    own.extend(request_methods());
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/sync")) {
        own.extend(functions(
            &syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap().items,
            "SyncCall",
        ));
    }
    own.extend(functions(&paged(), "Thing").into_iter().filter(|name| name != "from"));
    assert_eq!(own, set(BUILDER_METHODS));
}
