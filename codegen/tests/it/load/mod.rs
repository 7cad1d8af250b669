//! Upstream trees that the load stage accepts.

mod definitions;
mod events;
mod forms;
mod refused;
mod tree;

use std::path::Path;

use matrix_openapi_codegen::load::{self, Prose, SharedPath};
use matrix_openapi_codegen::{Api, Description, Origin, yaml};
use serde_json::{Value, json};
use tree::{Tree, document, operation, responding};

fn bundle(tree: &Tree) -> Description {
    load::upstream(&tree.path(), Prose::Drop, &[], &[]).unwrap()
}

fn client_server(tree: &Tree) -> Value {
    bundle(tree).documents.remove(&Api::ClientServer).unwrap().root
}

fn paths(root: &Value) -> Vec<&String> {
    root["paths"].as_object().unwrap().keys().collect()
}

fn shared(operations: &str) -> Vec<SharedPath> {
    let list = format!(
        "x-shared-paths:\n- {{x-api: client-server, method: get, path: /base/events, operations: {operations}, \
         x-releases: v1.15.., reason: R, reference: F}}\n"
    );
    SharedPath::from_value("corrections.yaml", &yaml::parse("", &list).unwrap()).unwrap()
}

#[test]
fn a_bundle_is_an_openapi_document_of_its_release() {
    let tree = Tree::new();
    let description = bundle(&tree);
    assert_eq!(description.release.to_string(), "v1.19");
    assert_eq!(description.origin, Origin::Upstream);
    assert_eq!(description.documents.keys().copied().collect::<Vec<_>>(), Api::ALL);
    assert_eq!(
        description.documents[&Api::PushGateway].root,
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Matrix Push Gateway API", "version": "v1.19" },
            "paths": { "/base/ping": { "get": { "operationId": "ping", "responses": { "200": { "description": "" } } } } },
            "components": {},
        })
    );
}

#[test]
fn paths_get_their_prefix_and_lose_blanks_but_keep_slashes() {
    let text = operation("/rules/", "get", "getRules") + &operation("/events ", "get", "getEvents");
    let root = client_server(&Tree::new().with("rules.yaml", &document("/_matrix/client/v3", &text)));
    assert_eq!(paths(&root), ["/_matrix/client/v3/events", "/_matrix/client/v3/rules/", "/base/ping"]);
}

#[test]
fn files_may_share_a_path_with_other_methods() {
    let tree = Tree::new()
        .with("one.yaml", &document("/base", &operation("/thing", "get", "getThing")))
        .with("two.yaml", &document("/base", &operation("/thing ", "put", "setThing")));
    let root = client_server(&tree);
    assert_eq!(root["paths"]["/base/thing"]["get"]["operationId"], "getThing");
    assert_eq!(root["paths"]["/base/thing"]["put"]["operationId"], "setThing");
}

#[test]
fn parameters_stay_with_a_path_unless_its_operations_disagree() {
    let item = |method: &str, id: &str, own: &str, path: &str| {
        format!(
            "  /{path}/{{a}}:\n    parameters: [{{in: path, name: a, required: true, schema: {{type: {own}}}}}]\n    \
             {method}:\n      operationId: {id}\n      responses: {{}}\n"
        )
    };
    let own = "      parameters: [{in: path, name: a, required: true, schema: {type: boolean}}]\n";
    let tree = Tree::new()
        .with(
            "one.yaml",
            &document(
                "/base",
                &(item("get", "a1", "string", "same") + &item("get", "b1", "string", "other")),
            ),
        )
        .with(
            "two.yaml",
            &document(
                "/base",
                &(item("put", "a2", "string", "same") + &item("put", "b2", "integer", "other")),
            ),
        )
        .with("three.yaml", &document("/base", &(item("post", "b3", "number", "other") + own)));
    let root = client_server(&tree);
    let parameter =
        |ty: &str| json!([{ "in": "path", "name": "a", "required": true, "schema": { "type": ty } }]);
    let same = &root["paths"]["/base/same/{a}"];
    assert_eq!(same["parameters"], parameter("string"));
    assert_eq!((&same["get"]["parameters"], &same["put"]["parameters"]), (&Value::Null, &Value::Null));
    let other = &root["paths"]["/base/other/{a}"];
    assert_eq!(other["parameters"], Value::Null);
    assert_eq!(other["get"]["parameters"], parameter("string"));
    assert_eq!(other["put"]["parameters"], parameter("integer"));
    assert_eq!(other["post"]["parameters"], parameter("boolean"));
}

#[test]
fn known_operations_of_one_path_are_distinguished_by_a_fragment() {
    let tree = Tree::new()
        .with("one.yaml", &document("/base", &operation("/events ", "get", "peekEvents")))
        .with("two.yaml", &document("/base", &operation("/events", "get", "getEvents")));
    let release = |text: &str| text.parse().unwrap();
    let known = shared("[peekEvents, getEvents]");
    let description = load::upstream(&tree.path(), Prose::Drop, &known, &[]).unwrap();
    let root = &description.documents[&Api::ClientServer].root;
    assert_eq!(paths(root), ["/base/events", "/base/events#peekEvents", "/base/ping"]);
    assert_eq!(root["paths"]["/base/events"]["get"]["operationId"], "getEvents");
    assert_eq!(root["paths"]["/base/events#peekEvents"]["get"]["operationId"], "peekEvents");
    let earlier = load::upstream_as(&tree.path(), release("v1.14"), Prose::Drop, &known, &[]).unwrap_err();
    let place = |file: &str, path: &str| format!("data/api/client-server/{file}#/paths/~1{path}/get");
    let refusal = format!(
        "{}: GET /base/events is also the path of {}, and `x-shared-paths` does not list the two",
        place("one.yaml", "events "),
        place("two.yaml", "events")
    );
    assert_eq!(earlier.to_string(), refusal);
    let others =
        load::upstream(&tree.path(), Prose::Drop, &shared("[getEvents, otherEvents]"), &[]).unwrap_err();
    assert_eq!(others.to_string(), refusal);
}

#[test]
fn a_missing_known_pair_is_an_error() {
    let tree = Tree::new().with("one.yaml", &document("/base", &operation("/events", "get", "getEvents")));
    let known = shared("[getEvents, peekEvents]");
    assert_eq!(
        load::upstream(&tree.path(), Prose::Drop, &known, &[]).unwrap_err().to_string(),
        "corrections.yaml#/x-shared-paths/0: client-server of v1.19 has no getEvents and peekEvents that share \
         GET /base/events, so the correction no longer applies"
    );
    assert!(load::upstream_as(&tree.path(), "v1.14".parse().unwrap(), Prose::Drop, &known, &[]).is_ok());
}

#[test]
fn a_definition_becomes_one_component_for_all_that_refer_to_it() {
    let text = responding("/a", "getA", "{$ref: definitions/sid.yaml, deprecated: true}")
        + &responding("/b", "getB", "{allOf: [{$ref: '../identity/definitions/sid.yaml#'}]}")
        + &responding("/c", "getC", "{items: {$ref: '#/components/schemas/item'}}")
        + "components: {schemas: {item: {$ref: './definitions/sid.yaml#'}, unused: {type: string}}}\n";
    let tree =
        Tree::new().with("abc.yaml", &document("/base", &text)).with("definitions/sid.yaml", "type: string");
    tree.write(
        "api/identity/definitions/sid.yaml",
        "type: object\nproperties: {sid: {$ref: ../../client-server/definitions/sid.yaml}}",
    );
    let root = client_server(&tree);
    assert_eq!(
        root["components"],
        json!({ "schemas": {
            "AbcItem": { "$ref": "#/components/schemas/Sid" },
            "IdentitySid": { "type": "object", "properties": { "sid": { "$ref": "#/components/schemas/Sid" } } },
            "Sid": { "type": "string" },
        } })
    );
    let schema = |path: &str| {
        root["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"].clone()
    };
    assert_eq!(schema("/base/a"), json!({ "$ref": "#/components/schemas/Sid", "deprecated": true }));
    assert_eq!(schema("/base/b"), json!({ "allOf": [{ "$ref": "#/components/schemas/IdentitySid" }] }));
    assert_eq!(schema("/base/c"), json!({ "items": { "$ref": "#/components/schemas/AbcItem" } }));
}

#[test]
fn a_reference_leads_to_the_section_of_its_target() {
    let text = "  /a:\n    post:\n      operationId: a\n      parameters: [{$ref: '#/components/parameters/the_limit'}]\n      \
                requestBody: {$ref: '#/components/requestBodies/bytes'}\n      \
                responses: {404: {$ref: '#/components/responses/404'}}\ncomponents:\n  \
                parameters: {the_limit: {in: query, name: limit, description: No., schema: {type: integer}}}\n  \
                requestBodies: {bytes: {description: No., content: {a/b: {}}}}\n  \
                responses: {404: {description: No., headers: {X: {$ref: '#/components/headers/x'}}}}\n  \
                headers: {x: {description: No., schema: {type: string}}}\n";
    let root = client_server(&Tree::new().with("some-thing.yaml", &document("/base", text)));
    assert_eq!(
        root["components"],
        json!({
            "parameters": { "SomeThingTheLimit": { "in": "query", "name": "limit", "schema": { "type": "integer" } } },
            "requestBodies": { "SomeThingBytes": { "content": { "a/b": {} } } },
            "responses": { "SomeThing404": { "description": "", "headers": { "X": { "$ref": "#/components/headers/SomeThingX" } } } },
            "headers": { "SomeThingX": { "schema": { "type": "string" } } },
        })
    );
    assert_eq!(
        root["paths"]["/base/a"]["post"]["responses"]["404"]["$ref"],
        "#/components/responses/SomeThing404"
    );
}

/// A schema with prose wherever prose can be, and with properties named like prose wherever names can be.
const SCHEMA: &str = "$schema: x\n$id: x\n$comment: x\ntitle: T\ndescription: No.\nexample: {$ref: nowhere.json}\nexternalDocs: {url: x}\n\
    x-weight: 1\nx-changedInMatrixVersion: {1.9: No., '1.10': No., 1.2: No.}\nx-addedInMatrixVersion: '1.1'\n\
    type: object\nrequired: [description]\nenum: [{description: kept}]\ndefault: {example: kept}\n\
    properties:\n  description: {type: string, description: No.}\n  example: {type: string, examples: [No.]}\n  \
    summary: {patternProperties: {x-weight: {const: {description: kept}}}}\n";

#[test]
fn prose_goes_and_names_stay() {
    let tree = Tree::new()
        .with("a.yaml", &document("/base", &responding("/a", "getA", "{$ref: definitions/t.yaml}")))
        .with("definitions/t.yaml", SCHEMA);
    let mut facts = json!({
        "title": "T",
        "x-changedInMatrixVersion": ["1.2", "1.9", "1.10"],
        "x-addedInMatrixVersion": "1.1",
        "type": "object",
        "required": ["description"],
        "enum": [{ "description": "kept" }],
        "default": { "example": "kept" },
        "properties": {
            "description": { "type": "string" },
            "example": { "type": "string" },
            "summary": { "patternProperties": { "x-weight": { "const": { "description": "kept" } } } },
        },
    });
    assert_eq!(client_server(&tree)["components"]["schemas"]["T"], facts);
    facts["description"] = "No.".into();
    facts["properties"]["description"]["description"] = "No.".into();
    let kept = load::open(&tree.path(), &[], &[]).unwrap();
    let root = &kept.documents[&Api::ClientServer].root;
    assert_eq!(root["components"]["schemas"]["T"], facts);
    assert_eq!(root["paths"]["/base/a"]["get"]["responses"]["200"]["description"], "Fine.");
}

#[test]
fn parameters_media_types_and_schemes_lose_their_prose_too() {
    let text = "  /a:\n    get:\n      operationId: a\n      summary: No.\n      description: No.\n      externalDocs: {url: x}\n      \
                tags: [T]\n      deprecated: true\n      x-changedInMatrixVersion: {1.9: No.}\n      security: [{}, {s: []}]\n      \
                parameters: [{in: query, name: description, description: No., example: 1, examples: {}, schema: {description: No.}}]\n      \
                responses: {description: {content: {examples: {example: 1, examples: {a: {value: 1}}, schema: true}}}}\n\
                components: {securitySchemes: {s: {$ref: 'definitions/security.yaml#/s'}}}\ntags: [{name: T}]\n";
    let tree = Tree::new()
        .with("a.yaml", &document("/base", text))
        .with("definitions/security.yaml", "s: {type: http, scheme: bearer, description: No.}");
    let root = client_server(&tree);
    assert_eq!(
        root["paths"]["/base/a"]["get"],
        json!({
            "operationId": "a",
            "tags": ["T"],
            "deprecated": true,
            "x-changedInMatrixVersion": ["1.9"],
            "security": [{}, { "s": [] }],
            "parameters": [{ "in": "query", "name": "description", "schema": {} }],
            "responses": { "description": { "description": "", "content": { "examples": { "schema": true } } } },
        })
    );
    assert_eq!(
        root["components"],
        json!({ "securitySchemes": { "s": { "type": "http", "scheme": "bearer" } } })
    );
    assert_eq!(root.get("tags"), None);
}

#[test]
fn a_type_may_contain_itself() {
    let tree = Tree::new()
        .with("a.yaml", &document("/base", &responding("/a", "getA", "{$ref: definitions/t.yaml}")))
        .with("definitions/t.yaml", "properties: {t: {allOf: [{$ref: t.yaml}]}, list: {items: {$ref: '#'}}}");
    assert_eq!(
        client_server(&tree)["components"]["schemas"]["T"]["properties"],
        json!({
            "t": { "allOf": [{ "$ref": "#/components/schemas/T" }] },
            "list": { "items": { "$ref": "#/components/schemas/T" } },
        })
    );
}

#[test]
fn the_security_of_a_file_is_for_operations_without_their_own() {
    let own = operation("/b", "get", "b") + "      security: []\n";
    let text = operation("/a", "get", "a") + &own + "security: [{s: []}]\n";
    let root = client_server(&Tree::new().with("a.yaml", &document("/base", &text)));
    assert_eq!(root["paths"]["/base/a"]["get"]["security"], json!([{ "s": [] }]));
    assert_eq!(root["paths"]["/base/b"]["get"]["security"], json!([]));
}

#[test]
fn security_names_must_be_declared() {
    let declared = "components: {securitySchemes: {known: {type: http, scheme: bearer}}}\n";
    let with = |security: &str| {
        let text = operation("/a", "get", "a") + &format!("      security: {security}\n") + declared;
        load::check_security(&bundle(&Tree::new().with("a.yaml", &document("/base", &text))))
    };
    assert_eq!(with("[{}, {known: []}]"), Ok(()));
    assert_eq!(
        with("[{known: []}, {other: []}]").unwrap_err().to_string(),
        "data/api/client-server/a.yaml#/paths/~1a/get/security/1: the security scheme `other` is not declared in \
         client-server, so the credential is unknown; these are: known"
    );
    let action = with("[{other: []}]").unwrap_err().correction().unwrap().to_owned();
    let action = &yaml::parse("", &action).unwrap()[0];
    assert_eq!(action["target"], "$.paths['/base/a'].get.security");
    assert_eq!((&action["x-api"], &action["x-releases"]), (&json!("client-server"), &json!("v1.19")));
    assert_eq!(
        (&action["x-expects"], &action["x-replace"]),
        (&json!([{"other": []}]), &json!([{"known": []}]))
    );
}

#[test]
fn security_schemes_may_stand_in_another_file_one_by_one_or_all_together() {
    let schemes =
        "accessToken: {type: apiKey, name: access_token, in: query}\nother: {type: http, scheme: bearer}\n";
    let expected = json!({
        "accessToken": { "type": "apiKey", "name": "access_token", "in": "query" },
        "other": { "type": "http", "scheme": "bearer" },
    });
    for components in [
        "{securitySchemes: {$ref: definitions/schemes.yaml}}",
        "{securitySchemes: {accessToken: {$ref: 'definitions/schemes.yaml#/accessToken'}, other: {$ref: 'definitions/schemes.yaml#/other'}}}",
        "{$ref: definitions/all.yaml}",
    ] {
        let text = operation("/a", "get", "a")
            + &format!("      security: [{{accessToken: []}}]\ncomponents: {components}\n");
        let tree = Tree::new()
            .with("a.yaml", &document("/base", &text))
            .with("definitions/schemes.yaml", schemes)
            .with("definitions/all.yaml", "securitySchemes: {$ref: schemes.yaml}\n");
        let description = bundle(&tree);
        assert_eq!(description.documents[&Api::ClientServer].root["components"]["securitySchemes"], expected);
        assert_eq!(load::check_security(&description), Ok(()));
    }
}

#[test]
fn the_release_is_that_of_the_name_or_the_one_after_the_newest_that_is_mentioned() {
    let release = |path: &Path| load::upstream(path, Prose::Drop, &[], &[]).map(|it| it.release.to_string());
    let tree = Tree::new();
    assert_eq!(release(&tree.renamed("matrix-spec-1.17")).unwrap(), "v1.17");
    assert_eq!(release(&tree.path().join("data")).unwrap(), "v1.19");
    assert_eq!(release(&tree.renamed("v1.16/upstream")).unwrap(), "v1.16");
    assert!(release(&tree.renamed("project-1.16/upstream")).is_err());
    let error = release(&tree.renamed("upstream")).unwrap_err().to_string();
    assert!(error.contains("upstream: neither its name nor its files contain the release; name"), "{error}");
    let text = operation("/a", "get", "a")
        + "      x-addedInMatrixVersion: '1.9'\n      x-changedInMatrixVersion: {1.11: A., 1.2: B.}\n";
    let tree = tree.with("a.yaml", &document("/base", &text));
    assert_eq!(release(&tree.renamed("upstream")).unwrap(), "v1.12");
    tree.write("event-schemas/schema/m.new.yaml", "x-addedInMatrixVersion: '1.12'\n");
    tree.write("event-schemas/schema/m.broken.yaml", "[");
    assert_eq!(release(&tree.renamed("unstable")).unwrap(), "v1.13");
    let newer = load::upstream_as(&tree.path(), "v1.20".parse().unwrap(), Prose::Drop, &[], &[]).unwrap();
    assert_eq!(newer.documents[&Api::Identity].root["info"]["version"], "v1.20");
}

#[test]
fn inputs_are_the_files_that_are_read() {
    let tree = Tree::new()
        .with("a.yaml", &document("/base", &responding("/a", "getA", "{$ref: definitions/t.yaml}")))
        .with("definitions/t.yaml", "{}")
        .with("definitions/unused.yaml", "{}");
    let data = tree.path().canonicalize().unwrap().join("data");
    let files = load::inputs(&tree.path(), &[]).unwrap();
    let below: Vec<_> =
        files.iter().map(|file| file.strip_prefix(&data).unwrap().to_str().unwrap()).collect();
    assert_eq!(
        below,
        [
            "api/application-service/ping.yaml",
            "api/client-server/a.yaml",
            "api/client-server/definitions/t.yaml",
            "api/client-server/ping.yaml",
            "api/identity/ping.yaml",
            "api/push-gateway/ping.yaml",
            "api/server-server/ping.yaml",
        ]
    );
}

#[test]
fn the_upstream_releases_are_imported_completely() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let corrections = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/overlays/corrections.yaml");
    let shared = SharedPath::read(&corrections).unwrap();
    for (release, counts) in
        [("v1.13", [158, 37, 9, 23, 1]), ("v1.18", [165, 36, 9, 23, 1]), ("v1.19", [166, 36, 9, 23, 1])]
    {
        let description =
            load::upstream(&Path::new(&trees).join(release), Prose::Drop, &shared, &[]).unwrap();
        assert_eq!(description.release.to_string(), release);
        let found = description.documents.values().map(|document| {
            let items = document.root["paths"].as_object().unwrap().values();
            items
                .map(|item| item.as_object().unwrap().keys().filter(|key| *key != "parameters").count())
                .sum()
        });
        assert_eq!(found.collect::<Vec<usize>>(), counts, "{release}");
    }
}

#[test]
fn a_release_without_quotes_is_read_as_it_is_written() {
    for (text, release) in [("1.10", "1.10"), ("\"1.10\"", "1.10"), ("1.7", "1.7"), ("'1.20'", "1.20")] {
        let root = yaml::parse("a.yaml", &format!("x-addedInMatrixVersion: {text}\n")).unwrap();
        assert_eq!(root, json!({"x-addedInMatrixVersion": release}));
    }
    let error = yaml::parse("a.yaml", "get:\n  x-addedInMatrixVersion: [1.7]\n").unwrap_err();
    assert_eq!(error.to_string(), "a.yaml#/get/x-addedInMatrixVersion: not a release, such as \"1.7\"");
}
