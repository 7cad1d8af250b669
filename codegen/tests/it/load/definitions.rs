//! Definitions that an overlay requests though no operation of an API refers to them.

use std::path::Path;

use matrix_openapi_codegen::emit::item_names;
use matrix_openapi_codegen::load::{self, Prose, WantedDefinition};
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Api, Description, Module, Project, Result, Wording, generate};
use serde_json::{Value, json};

use super::tree::{Tree, document, responding};

fn wanted(list: &Value) -> Vec<WantedDefinition> {
    let overlay = json!({"x-written-for": "v1.19", "x-definitions": list});
    WantedDefinition::from_value("definitions.yaml", &overlay).unwrap()
}

fn file(name: &str, file: &str, releases: &str) -> Value {
    let file = format!("data/api/identity/definitions/{file}.yaml");
    json!({"name": name, "file": file, "x-api": "identity", "x-releases": releases})
}

fn tree() -> Tree {
    let tree = Tree::new();
    for (file, text) in [
        ("file", "type: object\nrequired: [parts]\nproperties: {parts: {$ref: parts.yaml}}\n"),
        ("parts", "type: array\nitems: {type: object, title: Part, properties: {a: {type: string}}}\n"),
        ("other", "type: object\n"),
        ("answer", "type: object\nproperties: {a: {type: string}}\n"),
    ] {
        tree.write(&format!("api/identity/definitions/{file}.yaml"), text);
    }
    let path = responding("/a", "getAnswer", "{$ref: definitions/answer.yaml}");
    tree.write("api/identity/answers.yaml", &document("/base", &path));
    tree
}

fn read(tree: &Path, wanted: &[WantedDefinition]) -> Result<Description> {
    load::upstream(tree, Prose::Drop, &[], wanted)
}

fn components(description: &Description, api: Api) -> Vec<String> {
    let schemas = description.documents[&api].root.pointer("/components/schemas").and_then(Value::as_object);
    schemas.into_iter().flat_map(|schemas| schemas.keys().cloned()).collect()
}

#[test]
fn a_definition_comes_along_with_what_it_refers_to_and_becomes_a_type() {
    let (tree, list) = (tree(), wanted(&json!([file("Letter", "file", "v1.8..")])));
    let description = read(&tree.path(), &list).unwrap();
    assert_eq!(components(&description, Api::Identity), ["Answer", "Letter", "Parts"]);
    let document = &description.documents[&Api::Identity];
    assert_eq!(document.root["x-definitions"], json!(["Letter"]));
    let others = description.documents.values().filter(|document| document.api != Api::Identity);
    assert!(
        others.clone().count() == 4 && others.clone().all(|other| other.root.get("x-definitions").is_none())
    );

    let model = lower(document, description.release).unwrap();
    let types: Vec<_> = model.structs.keys().map(String::as_str).collect();
    assert_eq!(types, ["Answer", "Letter", "PartsPart"]);
    assert_eq!(model.definitions.len(), 1);
    assert_eq!(model.definitions[0].0, "/components/schemas/Letter");
    // Programs can create its values, unlike those of a response.
    let code = generate(document, description.release, &Wording::default()).unwrap();
    assert!(code.contains("pub fn new(parts: impl Into<Vec<PartsPart>>)"), "{code}");
    assert!(
        code.contains("impl Default for PartsPart") && !code.contains("impl Default for Answer"),
        "{code}"
    );

    // No overlay requests it.
    let without = read(&tree.path(), &[]).unwrap();
    assert_eq!(components(&without, Api::Identity), ["Answer"]);
    let model = lower(&without.documents[&Api::Identity], without.release).unwrap();
    assert_eq!((model.structs.len(), model.definitions.len()), (1, 0));
}

#[test]
fn its_files_are_among_the_inputs() {
    let (tree, list) = (tree(), wanted(&json!([file("Letter", "file", "v1.8..")])));
    let names = |wanted: &[WantedDefinition]| -> Vec<_> {
        let inputs = load::inputs(&tree.path(), wanted).unwrap().into_iter();
        let names = inputs.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
        names.filter(|name| !name.starts_with("ping")).collect()
    };
    assert_eq!(names(&list), ["answers.yaml", "answer.yaml", "file.yaml", "parts.yaml"]);
    assert_eq!(names(&[]), ["answers.yaml", "answer.yaml"]);
}

#[test]
fn a_definition_that_an_operation_uses_keeps_the_name_that_was_requested() {
    let (tree, list) =
        (tree(), wanted(&json!([file("Reply", "answer", "v1.8.."), file("Answer", "other", "v1.8..")])));
    let description = read(&tree.path(), &list).unwrap();
    assert_eq!(components(&description, Api::Identity), ["Answer", "Reply"]);
    let document = &description.documents[&Api::Identity];
    let schema = document.root.pointer("/paths/~1base~1a/get/responses/200/content/application~1json/schema");
    assert_eq!(schema, Some(&json!({"$ref": "#/components/schemas/Reply"})));
}

#[test]
fn a_tree_that_lacks_it_is_refused_only_in_the_release_of_the_overlay() {
    let (tree, list) = (tree(), wanted(&json!([file("Gone", "gone", "v1.19..")])));
    assert_eq!(
        read(&tree.path(), &list).unwrap_err().to_string(),
        "definitions.yaml#/x-definitions/0: v1.19 has no data/api/identity/definitions/gone.yaml, which is wanted as `Gone`"
    );
    for release in ["v1.18", "v1.20"] {
        let description = read(&tree.renamed(release), &list).unwrap();
        assert_eq!(components(&description, Api::Identity), ["Answer"], "{release}");
    }
    // Its folder is gone, but another API still has definitions.
    let other = Tree::new();
    other.write("api/client-server/definitions/other.yaml", "type: object\n");
    assert!(
        read(&other.path(), &list)
            .unwrap_err()
            .to_string()
            .contains("has no data/api/identity/definitions/gone.yaml")
    );
    // Bundles do not have definitions.
    let description = read(&Tree::new().path(), &list).unwrap();
    assert!(components(&description, Api::Identity).is_empty());
    let earlier = wanted(&json!([file("Gone", "gone", "..v1.18")]));
    assert!(read(&tree.path(), &earlier).is_ok());
}

#[test]
fn two_definitions_of_one_name_are_refused() {
    let list = wanted(&json!([file("Same", "file", "v1.8.."), file("Same", "other", "v1.8..")]));
    assert_eq!(
        read(&tree().path(), &list).unwrap_err().to_string(),
        "data/api/identity/definitions/other.yaml: another definition is wanted as `Same` too"
    );
}

/// The handwritten methods of the registration need these of every release.
#[test]
fn every_release_has_the_registration_of_application_services_in_one_form() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let overlays = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/overlays");
    let mut releases = 0;
    for tree in std::fs::read_dir(trees).unwrap().map(|entry| entry.unwrap().path()) {
        let project = Project::new(&tree, &overlays);
        let description = project.description_of(&[Module::Api(Api::ApplicationService)]).unwrap();
        let model = lower(&description.documents[&Api::ApplicationService], description.release).unwrap();
        let fields: Vec<_> = item_names(&model).collect();
        for field in [
            "Registration.as_token: Secret",
            "Registration.hs_token: Secret",
            "Registration.url: Option<String>",
            "Registration::new(as_token, hs_token, id, namespaces, sender_localpart, url)",
            "RegistrationNamespaces.users: Option<Vec<Namespace>>",
            "Namespace::new(exclusive, regex)",
        ] {
            assert!(fields.iter().any(|other| other == field), "{}: {field} of {fields:?}", tree.display());
        }
        releases += 1;
    }
    assert!(releases > 1);
}
