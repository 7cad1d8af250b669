//! Other forms in which upstream may write the same or more: each is imported, or refused with its location.

use matrix_openapi_codegen::load::{self, Prose};
use matrix_openapi_codegen::lower::ir::{ApiModel, ParameterLocation, Response};
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Api, Wording, generate};

use super::tree::{Tree, document, operation, responding};

/// Lowers and generates the client-server API of a tree, and returns its model.
fn generated(tree: &Tree) -> Result<ApiModel, String> {
    let described = || {
        let description = load::upstream(&tree.path(), Prose::Drop, &[], &[])?;
        load::check_security(&description)?;
        let document = &description.documents[&Api::ClientServer];
        generate(document, description.release, &Wording::default())?;
        lower(document, description.release)
    };
    described().map_err(|error| error.to_string())
}

fn with_response(schema: &str, components: &str) -> Result<ApiModel, String> {
    let text = responding("/thing", "getThing", schema) + components;
    generated(&Tree::new().with("thing.yaml", &document("/base", &text)))
}

/// Returns the fields of a type.
fn fields(model: &ApiModel, name: &str) -> String {
    let fields = model.structs[name].fields.iter().map(|field| field.written());
    fields.collect::<Vec<_>>().join(", ")
}

#[test]
fn schemas_come_in_whatever_their_form() {
    const A: &str = "components: {schemas: {A: {type: object, properties: {y: {type: string}}}}}\n";
    for (property, components, written) in [
        ("{type: [string, integer, boolean]}", "", "GetThingA"),
        ("{type: [string, 'null'], enum: [x, y, null]}", "", "String"),
        ("{type: integer, enum: [0, 1]}", "", "i64"),
        ("{enum: [x, 1]}", "", "String"),
        ("{const: 3}", "", "String"),
        ("{const: null}", "", "String"),
        ("{type: 'null'}", "", "RawJson"),
        ("{allOf: [{type: string}, {enum: [x, y]}]}", "", "GetThingA"),
        ("{oneOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {z: {}}}]}", A, "RawObject"),
        ("{$ref: '#/components/schemas/A', properties: {z: {type: string}}}", A, "GetThingA"),
        ("{$ref: '#/components/schemas/A', description: x, deprecated: true, default: {}}", A, "ThingA"),
        ("{type: object, patternProperties: {'^@': {type: string}}}", "", "BTreeMap<String, String>"),
        (
            "{type: object, patternProperties: {'^@': {type: string}, '^#': {type: integer}}}",
            "",
            "BTreeMap<String, RawJson>",
        ),
        (
            "{type: object, propertyNames: {pattern: x}, additionalProperties: {type: string}}",
            "",
            "BTreeMap<String, String>",
        ),
        ("{type: array, prefixItems: [{type: string}, {type: integer}]}", "", "Vec<RawJson>"),
        ("{type: array, items: {type: string}, contains: {const: x}, uniqueItems: true}", "", "Vec<String>"),
        ("{type: string, format: binary}", "", "String"),
        ("{type: string, contentEncoding: base64, contentMediaType: image/png}", "", "String"),
        ("{type: string, deprecated: true, readOnly: true, examples: [x, y], $comment: no}", "", "String"),
        ("{type: integer, minimum: 0, exclusiveMaximum: 10, multipleOf: 2}", "", "u64"),
        ("{$id: 'https://example.org/a', type: string, x-more: {b: 1}, unknownWord: 2}", "", "String"),
        ("true", "", "RawJson"),
    ] {
        let schema = format!("{{type: object, properties: {{a: {property}}}}}");
        let model = with_response(&schema, components).unwrap_or_else(|error| panic!("{property}: {error}"));
        assert_eq!(fields(&model, "GetThingResponse"), format!("a: Option<{written}>"), "{property}");
    }
}

#[test]
fn a_part_of_a_union_by_types_has_a_name_of_its_own() {
    let object = "{type: object, properties: {a: {type: [object, string], properties: {b: {type: string}}}}}";
    let model = with_response(object, "").unwrap();
    assert_eq!(fields(&model, "GetThingResponse"), "a: Option<GetThingA>");
    assert_eq!(fields(&model, "GetThingObject"), "b: Option<String>");
    assert!(model.unions.contains_key("GetThingA"));
    let text = "{type: object, properties: {a: {type: [string, integer], enum: [x, y]}}}";
    let model = with_response(text, "").unwrap();
    assert_eq!(model.enums["GetThingString"].values, ["x", "y"]);
    let whole = "{type: [object, array], items: {type: string}, properties: {b: {type: string}}}";
    assert!(with_response(whole, "").unwrap().unions.contains_key("GetThingResponse"));
}

#[test]
fn schemas_without_a_type_in_rust_are_refused_with_their_place() {
    for (property, place, message) in [
        ("{type: string, nullable: true}", "/nullable", "`nullable` belongs to OpenAPI 3.0"),
        (
            "{oneOf: [{type: string}], discriminator: {propertyName: b}}",
            "/discriminator",
            "`discriminator` is not supported",
        ),
        ("{$anchor: b, type: string}", "/$anchor", "`$anchor` is not supported"),
        ("{not: {type: string}}", "", "`not` excludes values"),
        ("{type: file}", "", "`file` is not a type of JSON Schema"),
        ("{type: number, exclusiveMinimum: true}", "/exclusiveMinimum", "must be a number, not true"),
        ("{type: object, required: [b, b]}", "/required", "must be a list of distinct strings"),
        (
            "{type: object, if: {properties: {b: {}}}, then: {required: [b]}}",
            "/if/properties/b",
            "lost in the lowering",
        ),
        (
            "{type: object, dependentSchemas: {b: {properties: {c: {}}}}}",
            "/dependentSchemas/b/properties/c",
            "lost in the lowering",
        ),
        ("{type: object, examples: {one: 1, one: 2}}", "/examples/one", "occurs twice"),
        ("{$ref: 'other.yaml'}", "/$ref", "other.yaml is not readable"),
        ("{<<: 3}", "/<<", "merges maps"),
    ] {
        let error =
            with_response(&format!("{{type: object, properties: {{a: {property}}}}}"), "").unwrap_err();
        let schema = "data/api/client-server/thing.yaml#/paths/~1thing/get/responses/200/content/application~1json/schema";
        assert!(error.starts_with(&format!("{schema}/properties/a{place}: ")), "{property}: {error}");
        assert!(error.contains(message), "{property}: {error}");
    }
}

/// Returns a file with an operation that has these lines.
fn with_operation(lines: &str, after: &str) -> Result<ApiModel, String> {
    let parameters = "[{name: id, in: path, required: true, schema: {type: string}}]";
    let lines: String = lines.split('\n').map(|line| format!("      {line}\n")).collect();
    let path = format!(
        "  /thing/{{id}}:\n    x-reason: text\n    parameters: {parameters}\n    get:\n      operationId: getThing\n{lines}"
    );
    generated(&Tree::new().with("thing.yaml", &document("/base", &(path + after))))
}

const FINE: &str = "responses: {200: {description: Fine.}}";

#[test]
fn operations_come_in_whatever_surrounds_them() {
    let components = "components: {headers: {E: {schema: {type: string}}}, pathItems: {A: {get: {}}}, examples: {A: {value: 1}}}\n";
    let parameter = "{name: h, in: header, deprecated: true, examples: {a: {externalValue: 'https://x'}}, schema: {type: string}}";
    for (lines, after) in [
        (FINE.to_owned(), "  x-at-paths: {get: {}}\n"),
        (FINE.to_owned(), "webhooks: {}\njsonSchemaDialect: https://example.org/x\ntags: [{name: x}]\n"),
        ("responses: {200: {description: x}, default: {description: y}}".to_owned(), ""),
        ("responses: {2XX: {description: y}, x-more: text}".to_owned(), ""),
        (
            "responses: {200: {description: y, headers: {ETag: {$ref: '#/components/headers/E'}}}}"
                .to_owned(),
            components,
        ),
        (format!("parameters: [{parameter}]\n{FINE}"), ""),
        (format!("x-anything: [1]\nexternalDocs: {{url: x}}\n{FINE}"), ""),
    ] {
        let model = with_operation(&lines, after).unwrap_or_else(|error| panic!("{lines} {after}: {error}"));
        let call = model.operations.iter().find(|call| call.facts.id == "getThing").unwrap();
        assert_eq!(call.response, Response::Empty, "{lines}");
        // The path parameter, and perhaps a header.
        let first = &call.parameters[0];
        assert_eq!((first.name.as_str(), first.location), ("id", ParameterLocation::Path));
        assert_eq!(call.parameters.len(), if lines.contains("header,") { 2 } else { 1 }, "{lines}");
    }
    let bodies = [
        "application/octet-stream: {schema: {type: string, format: binary}}",
        "image/*: {}",
        "multipart/form-data: {encoding: {a: {contentType: x}}}",
    ];
    for body in bodies {
        let model = with_operation(&format!("requestBody: {{content: {{{body}}}}}\n{FINE}"), "").unwrap();
        let call = model.operations.iter().find(|call| call.facts.id == "getThing").unwrap();
        let media = body.split(':').next().unwrap();
        assert!(format!("{:?}", call.body).contains(&format!("Bytes({media:?})")), "{:?}", call.body);
    }
}

#[test]
fn operations_whose_requests_cannot_be_made_are_refused_with_their_place() {
    let scheme = "components: {securitySchemes: {deviceToken: {type: mutualTLS}}}\n";
    let fine = |line: &str| format!("{line}\n{FINE}");
    for (lines, after, place, message) in [
        (
            "responses: {default: {description: y}}".to_owned(),
            "",
            "/responses",
            "neither a success nor a redirect",
        ),
        (
            "responses: {200: {description: y, links: {}}}".to_owned(),
            "",
            "/responses/200/links",
            "is not supported",
        ),
        (
            fine("parameters: [{name: c, in: cookie, schema: {type: string}}]"),
            "",
            "/parameters/0/in",
            "not \"cookie\"",
        ),
        (
            fine("parameters: [{name: q, in: query, content: {application/json: {}}}]"),
            "",
            "/parameters/0/content",
            "is not supported",
        ),
        (
            fine("parameters: [{name: q, in: query, style: deepObject, schema: {}}]"),
            "",
            "/parameters/0/style",
            "not \"deepObject\"",
        ),
        (
            fine("security: [{deviceToken: []}]"),
            scheme,
            "/security",
            "is not a security scheme that clients support",
        ),
        (fine("security: [{deviceToken: []}]"), "", "/security/0", "is not declared"),
        (fine("callbacks: {}"), "", "/callbacks", "is not supported"),
    ] {
        let error = with_operation(&lines, after).unwrap_err();
        let place = format!("data/api/client-server/thing.yaml#/paths/~1thing~1{{id}}/get{place}: ");
        assert!(error.starts_with(&place) && error.contains(message), "{lines}: {error}");
    }
    for key in ["query", "servers"] {
        let error = with_operation(FINE, &format!("    {key}: {{}}\n")).unwrap_err();
        assert!(error.contains(&format!("/{key}: `{key}` of a path is not supported")), "{error}");
    }
}

#[test]
fn files_come_in_whatever_their_ends_of_lines_and_marks() {
    let properties = "{a: {$ref: definitions/a.yaml}, b: {$ref: './definitions/../definitions//a.yaml#'}, c: {$ref: 'definitions/%61.yaml#/'}}";
    let thing = document(
        "/base",
        &responding("/thing", "getThing", &format!("{{type: object, properties: {properties}}}")),
    );
    let definition = "type: object\nproperties:\n  x: {type: string}\n";
    let marked = |text: &str| format!("\u{feff}{text}");
    for (thing, definition) in [
        (thing.clone(), definition.to_owned()),
        (thing.replace('\n', "\r\n"), definition.replace('\n', "\r")),
        (marked(&thing), marked(&definition.replace('\n', "\r\n"))),
        (marked(&format!("---\n{thing}...\n")), format!("%YAML 1.2\n---\n{}", definition.trim_end())),
        (thing.clone(), "{\"type\": \"object\", \"properties\": {\"x\": {\"type\": \"string\"}}}".to_owned()),
        (thing.clone(), "x: &x {type: string}\ntype: object\nproperties: {x: *x}\n".to_owned()),
    ] {
        let tree = Tree::new().with("thing.yaml", &thing).with("definitions/a.yaml", &definition);
        let model = generated(&tree).unwrap_or_else(|error| panic!("{thing:?} {definition:?}: {error}"));
        // Two spellings of a file are one component.
        assert_eq!(fields(&model, "GetThingResponse"), "a: Option<A>, b: Option<A>, c: Option<A>");
        assert_eq!(fields(&model, "A"), "x: Option<String>");
        assert_eq!(model.structs.len(), 2);
    }
    for (definition, message) in [
        (
            "type: object\nproperties:\n\tx: {}\n",
            "definitions/a.yaml: invalid YAML: found character that cannot start any token at line 3",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "definitions/a.yaml: invalid YAML: deserializing from YAML containing more than one document",
        ),
        ("# Nothing.\n", "definitions/a.yaml: not a map, which a schema must be"),
    ] {
        let tree = Tree::new().with("thing.yaml", &thing).with("definitions/a.yaml", definition);
        let error = generated(&tree).unwrap_err();
        assert!(error.starts_with(&format!("data/api/client-server/{message}")), "{error}");
    }
}

#[test]
fn maps_are_merged_into_others() {
    for (schema, expected) in [
        (
            "{a: &x {type: string, format: mx-user-id}, b: {<<: *x, deprecated: true}}",
            "a: Option<UserId>, b: Option<UserId>",
        ),
        ("{a: {<<: [{type: boolean}, {type: integer, minimum: 0}]}}", "a: Option<bool>"),
        ("{a: {<<: {type: integer, minimum: 0}, type: boolean}}", "a: Option<bool>"),
        (
            "{<<: {a: {type: string}, b: {type: string}}, b: {type: boolean}}",
            "a: Option<String>, b: Option<bool>",
        ),
    ] {
        let model = with_response(&format!("{{type: object, properties: {schema}}}"), "").unwrap();
        assert_eq!(fields(&model, "GetThingResponse"), expected, "{schema}");
    }
}

#[test]
fn operations_where_no_api_has_any_are_listed() {
    let more = document("/base", &operation("/more", "get", "more"));
    for (file, api) in [
        ("sfu/calls.yaml", Api::ClientServer),
        ("identity/rooms/more.yaml", Api::Identity),
        ("identity/more.yml", Api::Identity),
        ("identity/more.json", Api::Identity),
    ] {
        let tree = Tree::new();
        tree.write(&format!("api/{file}"), &more);
        let documents = load::upstream(&tree.path(), Prose::Drop, &[], &[]).unwrap().documents;
        for (of, document) in &documents {
            let tasks: Vec<_> = document.tasks.iter().map(ToString::to_string).collect();
            assert_eq!(tasks.len(), usize::from(*of == api), "{tasks:?}");
            let start = format!("data/api/{file}#/paths: operations in a file that no API reads");
            assert!(tasks.iter().all(|task| task.starts_with(&start)), "{tasks:?}");
        }
    }
    // Definitions are not operations, and files of an API are read.
    let tree = Tree::new().with("definitions/deep/a.yaml", "type: object\n").with("more.yaml", &more);
    let documents = load::upstream(&tree.path(), Prose::Drop, &[], &[]).unwrap().documents;
    assert!(documents.values().all(|document| document.tasks.is_empty()));
}
