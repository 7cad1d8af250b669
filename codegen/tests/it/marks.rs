//! Marks of overlays on schemas that upstream has changed: an error in the release that the overlays are maintained for, a task
//! in others.

use matrix_openapi_codegen::lower::ir::{ApiModel, Type};
use matrix_openapi_codegen::lower::{lower, lower_events};
use matrix_openapi_codegen::{Api, Document, Release, Result};
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

/// The release of the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Described {
    /// The one that the overlays are maintained for.
    Maintained,
    Other,
}

/// Returns the model of an operation with this query parameter, and a response with a field of this schema.
fn lowered(parameter: &Value, field: &Value, described: Described) -> Result<ApiModel> {
    let schema = json!({"type": "object", "properties": {"field": field}});
    let response = json!({"description": "", "content": {"application/json": {"schema": schema}}});
    let root = json!({
        "openapi": "3.1.0",
        "info": {"title": "fixture", "version": "v1.19"},
        "paths": {"/thing": {"get": {
            "operationId": "getThing", "parameters": [parameter], "responses": {"200": response},
        }}},
        "components": {"schemas": {"Filter": {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}}}}},
    });
    let mut document = Document::new(Api::ClientServer, "fixture.yaml", root);
    document.maintained = described == Described::Maintained;
    lower(&document, RELEASE)
}

/// Returns an optional query parameter of this schema.
fn given(schema: Value) -> Value {
    json!({"name": "given", "in": "query", "schema": schema})
}

/// Requires the message for a mark that does not fit, and returns the model without the mark.
fn ignored(parameter: Value, field: Value, message: &str) -> ApiModel {
    let refused = lowered(&parameter, &field, Described::Maintained).unwrap_err();
    assert_eq!(refused.message(), message);
    let model = lowered(&parameter, &field, Described::Other).unwrap();
    assert_eq!(model.tasks, [refused]);
    model
}

#[test]
fn a_mark_that_does_not_fit_is_ignored_in_other_releases() {
    let text = json!({"type": "string"});
    let unit = "`x-unit` is `milliseconds` of an integer, or `none`";
    for kind in ["string", "number"] {
        let number = json!({"type": kind, "x-unit": "milliseconds"});
        let model = ignored(given(number), text.clone(), unit);
        assert_eq!(model.operations[0].parameters[0].unit, None);
    }
    let several = json!({"type": ["boolean", "string"], "x-lenient": true});
    let lenient = "`x-lenient` is for strings, booleans and numbers, and maps of them";
    let model = ignored(given(text.clone()), several, lenient);
    let field = &model.structs["GetThingResponse"].fields[0];
    assert!(!field.lenient && matches!(field.ty, Type::Union(_)), "{field:?}");
    let open = json!({"type": "string", "x-constant": true});
    let model = ignored(given(text), open, "`x-constant` needs a field that can have only one string");
    assert_eq!(model.structs["GetThingResponse"].fields[0].name, "field");
}

#[test]
fn json_in_a_text_that_is_no_longer_free_is_ignored_in_other_releases() {
    let marked = |schema: Value| {
        let mut schema = schema;
        schema["contentMediaType"] = json!("application/json");
        schema["contentSchema"] = json!({"$ref": "#/components/schemas/Filter"});
        schema
    };
    let text = json!({"type": "string"});
    let model = lowered(&given(marked(text.clone())), &text, Described::Maintained).unwrap();
    assert_eq!(model.operations[0].parameters[0].json, Some(Type::Struct("Filter".to_owned())));
    let message = "is supported only beside `contentMediaType: application/json` in an optional query parameter, \
                   as a reference to a schema";
    for changed in [json!({"type": "string", "enum": ["a", "b"]}), json!({"type": "integer"})] {
        let model = ignored(given(marked(changed)), text.clone(), message);
        assert_eq!(model.operations[0].parameters[0].json, None);
    }
    let mut required = given(marked(text.clone()));
    required["required"] = json!(true);
    let model = ignored(required, text, message);
    assert_eq!(model.operations[0].parameters[0].json, None);
}

#[test]
fn a_content_inside_of_another_is_an_object_where_its_type_is_gone() {
    let content = json!({"properties": {"inner": {"type": "object", "x-content": "m.gone"}}});
    let root = json!({"events": {"m.a": {"base": "room", "content": content}}});
    let mut document = Document::new(Api::ClientServer, "events.yaml", root);
    let model = lower_events(&document, RELEASE).unwrap();
    assert_eq!(model.types.structs["A"].fields[0].ty, Type::RawObject);
    assert_eq!(model.types.tasks.len(), 1);
    document.maintained = true;
    let refused = lower_events(&document, RELEASE).unwrap_err();
    assert_eq!([refused], model.types.tasks.as_slice());
}
