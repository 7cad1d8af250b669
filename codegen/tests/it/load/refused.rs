//! Upstream trees that the load stage refuses, with their errors.

use std::fs;
use std::path::Path;

use super::tree::{Tree, document, operation, responding};
use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::load::{self, Prose};
use serde_json::{Value, json};

fn refusal(tree: &Tree) -> String {
    load::upstream(&tree.path(), Prose::Drop, &[], &[]).unwrap_err().to_string()
}

/// Returns the refusal of a tree whose file `a.yaml` has a response with this schema.
fn schema_refusal(schema: &str, definition: &str) -> String {
    let tree = Tree::new()
        .with("a.yaml", &document("/base", &responding("/a", "getA", schema)))
        .with("definitions/t.yaml", definition);
    refusal(&tree)
}

const SCHEMA: &str =
    "data/api/client-server/a.yaml#/paths/~1a/get/responses/200/content/application~1json/schema";

#[test]
fn references_that_lead_nowhere() {
    for (reference, what) in [
        (
            "definitions/t.yaml#/none",
            "`definitions/t.yaml#/none` has no target, \
            data/api/client-server/definitions/t.yaml#/none does not exist",
        ),
        (
            "'#/components/schemas/none'",
            "`#/components/schemas/none` has no target, \
            data/api/client-server/a.yaml#/components/schemas/none does not exist",
        ),
        ("'definitions/t.yaml#none'", "`definitions/t.yaml#none` has a fragment that is not a JSON pointer"),
        ("7", "not a string, which a reference must be"),
    ] {
        assert_eq!(schema_refusal(&format!("{{$ref: {reference}}}"), "{}"), format!("{SCHEMA}/$ref: {what}"));
    }
    let missing = schema_refusal("{$ref: definitions/none.yaml}", "{}");
    let start = format!("{SCHEMA}/$ref: data/api/client-server/definitions/none.yaml is not readable: ");
    assert!(missing.starts_with(&start), "{missing}");
    assert!(!missing.contains(std::env::temp_dir().to_str().unwrap()), "{missing}");
}

#[test]
fn references_that_leave_the_tree() {
    for reference in [
        "../../../../secret.yaml",
        "../../../secret.yaml",
        "/etc/passwd",
        "..\\x",
        "%2e%2e/../../../secret.yaml",
    ] {
        let error = schema_refusal(&format!("{{$ref: '{reference}'}}"), "{}");
        assert!(
            error.starts_with(&format!("{SCHEMA}/$ref: "))
                && error.ends_with("leads to a file outside of the tree, which must not be read"),
            "{error}"
        );
    }
    for reference in ["https://example.org/t.yaml", "//example.org/t.yaml", "file:///etc/passwd"] {
        let what = format!("`{reference}` leads to the network, which is never used");
        assert_eq!(
            schema_refusal(&format!("{{$ref: '{reference}'}}"), "{}"),
            format!("{SCHEMA}/$ref: {what}")
        );
    }
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_tree() {
    let tree = Tree::new().with("a.yaml", &document("/base", &responding("/a", "getA", "{$ref: link.json}")));
    fs::write(tree.beside("secrets").join("t.yaml"), "type: string").unwrap();
    std::os::unix::fs::symlink(
        tree.beside("secrets").join("t.yaml"),
        tree.path().join("data/api/client-server/link.json"),
    )
    .unwrap();
    assert_eq!(
        refusal(&tree),
        format!(
            "{SCHEMA}/$ref: data/api/client-server/link.json is a link to a file outside of the tree, which must not be read"
        )
    );
}

#[test]
fn definitions_that_refer_only_to_themselves() {
    let at = "data/api/client-server/definitions/t.yaml#";
    let what = "closes a cycle of references, so it describes nothing";
    for (definition, pointer) in [
        ("$ref: t.yaml", "/$ref"),
        ("allOf: [{type: object}, {$ref: '#'}]", "/allOf/1/$ref"),
        ("oneOf: [{anyOf: [{$ref: t.yaml}]}]", "/oneOf/0/anyOf/0/$ref"),
        ("not: {$ref: t.yaml}", "/not/$ref"),
    ] {
        assert_eq!(
            schema_refusal("{$ref: definitions/t.yaml}", definition),
            format!("{at}{pointer}: {what}")
        );
    }
    let tree = Tree::new()
        .with("a.yaml", &document("/base", &responding("/a", "getA", "{$ref: definitions/one.yaml}")))
        .with("definitions/one.yaml", "$ref: two.yaml")
        .with("definitions/two.yaml", "allOf: [{$ref: one.yaml}]");
    assert_eq!(refusal(&tree), format!("data/api/client-server/definitions/two.yaml#/allOf/0/$ref: {what}"));
    let text = "  /a:\n    get:\n      operationId: a\n      responses: {200: {$ref: '#/components/responses/r'}}\n\
                components: {responses: {r: {$ref: '#/components/responses/r'}}}\n";
    let tree = Tree::new().with("a.yaml", &document("/base", text));
    assert_eq!(refusal(&tree), format!("data/api/client-server/a.yaml#/components/responses/r/$ref: {what}"));
    let text = operation("/a", "get", "a")
        + "components: {securitySchemes: {s: {$ref: '#/components/securitySchemes/s'}}}\n";
    let tree = Tree::new().with("a.yaml", &document("/base", &text));
    assert_eq!(
        refusal(&tree),
        format!("data/api/client-server/a.yaml#/components/securitySchemes/s/$ref: {what}")
    );
}

#[test]
fn operations_without_a_name_of_their_own() {
    let tree = Tree::new().with("z.yaml", &document("/base", &operation("/z", "put", "ping")));
    assert_eq!(
        refusal(&tree),
        "data/api/client-server/z.yaml#/paths/~1z/put: the operationId `ping` is also used by \
         data/api/client-server/ping.yaml#/paths/~1ping/get"
    );
    let tree = Tree::new().with("z.yaml", &document("/base", &operation("/z", "put", "''")));
    assert_eq!(
        refusal(&tree),
        "data/api/client-server/z.yaml#/paths/~1z/put/operationId: missing or empty, so the operation has no name"
    );
}

#[test]
fn documents_of_another_kind() {
    let with = |text: &str| refusal(&Tree::new().with("a.yaml", text));
    assert_eq!(
        with("swagger: '2.0'\npaths: {}\n"),
        "data/api/client-server/a.yaml#/swagger: Swagger 2.0 is not supported; the releases v1.1 to v1.7 are written \
         in it, v1.8 is the first that works"
    );
    assert_eq!(
        with("openapi: 3.0.3\n"),
        "data/api/client-server/a.yaml#/openapi: version 3.0.3 is not supported, only 3.1 is"
    );
    assert_eq!(
        with("[]"),
        "data/api/client-server/a.yaml#/openapi: missing, so this is not an OpenAPI document"
    );
    assert_eq!(
        with("openapi: 3.1.0\nservers: [{url: /}]\npaths: {}\n"),
        "data/api/client-server/a.yaml#/servers/0/variables/basePath/default: missing or not a string, so the prefix of \
         the paths is unknown"
    );
    assert_eq!(
        with(&document("/base", "  a: {get: {operationId: a}}\n")),
        "data/api/client-server/a.yaml#/paths/a/get: `a` is not a path, which starts with a slash and has no fragment"
    );
    assert_eq!(
        with(&document("/base", "  /a: {$ref: b.yaml}\n")),
        "data/api/client-server/a.yaml#/paths/~1a/$ref: `$ref` of a path is not supported, so its meaning would be lost"
    );
}

#[test]
fn nodes_whose_meaning_would_be_lost() {
    for (schema, what) in [
        (
            "{discriminator: {propertyName: a}}",
            "/discriminator: `discriminator` is not supported, so its meaning would be lost",
        ),
        (
            "{x-other: [{$ref: a.yaml}]}",
            "/x-other/0/$ref: a reference where none is supported, so it would have no target",
        ),
        ("{properties: [a]}", "/properties: not a map"),
        ("{allOf: {}}", "/allOf: not a list"),
        ("{items: [{}]}", "/items: not a map, which a schema must be"),
        ("{x-changedInMatrixVersion: 7}", "/x-changedInMatrixVersion: not a map from releases to changes"),
    ] {
        assert_eq!(schema_refusal(schema, "{}"), format!("{SCHEMA}{what}"));
    }
    let text = operation("/a", "get", "a") + "      callbacks: {}\n";
    assert_eq!(
        refusal(&Tree::new().with("a.yaml", &document("/base", &text))),
        "data/api/client-server/a.yaml#/paths/~1a/get/callbacks: `callbacks` is not supported, so its meaning would be lost"
    );
}

#[test]
fn security_schemes_that_contradict_each_other() {
    let with = |id: &str, scheme: &str| {
        let text = operation(&format!("/{id}"), "get", id);
        document(
            "/base",
            &(text + &format!("components: {{securitySchemes: {{s: {{type: http, scheme: {scheme}}}}}}}\n")),
        )
    };
    let tree = Tree::new()
        .with("a.yaml", &with("a", "bearer"))
        .with("b.yaml", &with("b", "bearer, description: No."));
    assert!(load::upstream(&tree.path(), Prose::Drop, &[], &[]).is_ok());
    let tree = Tree::new().with("a.yaml", &with("a", "bearer")).with("b.yaml", &with("b", "basic"));
    assert_eq!(
        refusal(&tree),
        "data/api/client-server/b.yaml#/components/securitySchemes/s: declares `s` differently from \
         data/api/client-server/a.yaml#/components/securitySchemes/s"
    );
}

#[test]
fn yaml_that_json_cannot_express() {
    let parse = |text: &str| matrix_openapi_codegen::yaml::parse("f.yaml", text).unwrap_err().to_string();
    assert_eq!(parse("a: {b: .nan}"), "f.yaml#/a/b: .nan is not a finite number, which JSON cannot express");
    assert_eq!(parse("a: [-.inf]"), "f.yaml#/a/0: -.inf is not a finite number, which JSON cannot express");
    assert_eq!(parse("a/b: !x {}"), "f.yaml#/a~1b: the tag `!x` has no meaning in JSON");
    assert_eq!(
        parse("a: {[1]: 2}"),
        "f.yaml#/a: a key is neither a string, a number nor a boolean, which JSON cannot express"
    );
    assert_eq!(
        parse("a: {200: 1, '200': 2}"),
        "f.yaml#/a/200: occurs twice, so one of the two would be lost"
    );
    assert_eq!(parse("a: {b: 1, b: 2}"), "f.yaml#/a/b: occurs twice, so one of the two would be lost");
    for text in ["a: 1\nb: [", "a: *b", "a: 1\n\t- b", "a: 1\n b: 2"] {
        let error = parse(text);
        assert!(error.starts_with("f.yaml: invalid YAML: ") && error.contains("line "), "{error}");
    }
    assert_eq!(
        matrix_openapi_codegen::yaml::parse("", "{1: a, true: b, 1.8: c}").unwrap(),
        json!({ "1": "a", "true": "b", "1.8": "c" })
    );
}

#[test]
fn yaml_that_is_too_deep_or_too_large() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
        let text = open.repeat(100_000) + "1" + &close.repeat(100_000);
        assert!(matrix_openapi_codegen::yaml::parse("f.yaml", &text).is_err(), "{open}");
    }
    let mut bomb = String::from("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for level in 1..12 {
        let below = format!("*a{}, ", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", below.repeat(10));
    }
    assert!(matrix_openapi_codegen::yaml::parse("f.yaml", &bomb).is_err());
}

#[test]
fn folders_that_are_neither_kind() {
    let tree = Tree::new();
    let error = load::open(&tree.beside("empty"), &[], &[]).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "empty: neither a vendored folder (with pin.toml) nor an upstream tree (with data/api)"
        ),
        "{error}"
    );
    fs::remove_dir_all(tree.path().join("data/api/identity")).unwrap();
    assert!(refusal(&tree).starts_with("data/api/identity: not readable: "));
    fs::create_dir(tree.path().join("data/api/identity")).unwrap();
    assert_eq!(
        refusal(&tree),
        "data/api/identity: has no .yaml file, so the API would lose all its operations"
    );
}

/// Writes a complete vendored folder.
fn vendored(folder: &Path) {
    fs::write(folder.join("pin.toml"), "# A comment.\nrelease = \"v1.19\"\nfiles = 5\n").unwrap();
    for api in Api::ALL {
        let mut root = document_of("v1.19");
        root["components"] = json!({ "schemas": { "A": { "items": { "$ref": "#/components/schemas/A" } } } });
        fs::write(folder.join(format!("{api}.yaml")), root.to_string()).unwrap();
    }
}

fn document_of(release: &str) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "A", "version": release }, "paths": {} })
}

#[test]
fn vendored_folders_that_are_not_whole() {
    let tree = Tree::new();
    let folder = tree.beside("spec");
    vendored(&folder);
    assert_eq!(load::open(&folder, &[], &[]).unwrap().release.to_string(), "v1.19");
    assert_eq!(load::inputs(&folder, &[]).unwrap().len(), 6);
    let refused = |change: &dyn Fn(), what: &str| {
        vendored(&folder);
        change();
        let error = load::open(&folder, &[], &[]).unwrap_err().to_string();
        assert!(error.ends_with(what), "{error}");
    };
    let identity = |root: Value| fs::write(folder.join("identity.yaml"), root.to_string()).unwrap();
    refused(
        &|| identity(document_of("v1.18")),
        "identity.yaml#/info/version: not v1.19, the release of pin.toml, so the files are of different releases",
    );
    refused(&|| fs::remove_file(folder.join("identity.yaml")).unwrap(), "(os error 2)");
    refused(
        &|| fs::write(folder.join("pin.toml"), "[spec]\nrelease = \"v1.19\"\n").unwrap(),
        "pin.toml: no line `release = \"vX.Y\"`, so the release is unknown",
    );
    refused(
        &|| {
            let mut root = document_of("v1.19");
            root["paths"] = json!({ "/a": { "get": { "x": [{ "$ref": "#/components/schemas/None" }] } } });
            identity(root);
        },
        "identity.yaml#/paths/~1a/get/x/0/$ref: `#/components/schemas/None` does not exist in this file",
    );
    refused(
        &|| {
            let mut root = document_of("v1.19");
            let to = |name: &str| json!({ "allOf": [{ "$ref": format!("#/components/schemas/{name}") }] });
            root["components"] = json!({ "schemas": { "A": to("B"), "B": to("A") } });
            identity(root);
        },
        "identity.yaml#/components/schemas/B/allOf/0/$ref: closes a cycle of references, so it describes nothing",
    );
    refused(
        &|| fs::write(folder.join(load::UNFINISHED), "").unwrap(),
        "an update of this folder was interrupted, run `cargo xtask update-spec` again to finish it",
    );
}
