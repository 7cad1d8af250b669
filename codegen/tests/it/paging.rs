//! Paged operations, and marks that do not fit them.

use matrix_openapi_codegen::lower::ir::{ApiModel, PathStep, Type};
use matrix_openapi_codegen::lower::{lower, unmarked_paging};
use matrix_openapi_codegen::overlay::Overlays;
use matrix_openapi_codegen::{Api, Description, Document, Origin};
use serde_json::{Value, json};

/// Returns an operation that lists rooms, with this extension.
fn operation(paging: Value) -> Value {
    let text = json!({"type": "string"});
    let parameters = json!([
        {"in": "query", "name": "from", "schema": text},
        {"in": "query", "name": "must", "required": true, "schema": text},
        {"in": "query", "name": "limit", "schema": {"type": "integer"}},
        {"in": "header", "name": "X-From", "schema": text},
    ]);
    let body = json!({"type": "object", "properties": {"since": text, "count": {"type": "integer"}}});
    let inner = json!({"type": "object", "properties": {"next_batch": text}});
    let response = json!({
        "type": "object",
        "required": ["chunk"],
        "properties": {"chunk": {"type": "array", "items": text}, "end": text, "total": {"type": "integer"}, "inner": inner},
    });
    let content = |schema| json!({"application/json": {"schema": schema}});
    let mut operation = json!({
        "operationId": "listRooms",
        "parameters": parameters,
        "requestBody": {"content": content(body)},
        "responses": {"200": {"description": "", "content": content(response)}},
    });
    if !paging.is_null() {
        operation["x-paging"] = paging;
    }
    operation
}

fn document(operation: Value) -> Document {
    let root = json!({"openapi": "3.1.0", "info": {"title": "a", "version": "v1.19"}, "paths": {"/rooms": {"post": operation}}});
    Document::new(Api::ClientServer, "a.yaml", root)
}

fn lowered(paging: Value) -> ApiModel {
    lower(&document(operation(paging)), "v1.19".parse().unwrap()).unwrap()
}

/// Returns the error in a release that the overlays are maintained for, and whether the operation is not paged
/// in another release.
fn refused(paging: Value) -> (String, bool) {
    let mut document = document(operation(paging));
    let release = "v1.19".parse().unwrap();
    let elsewhere = lower(&document, release).is_ok_and(|model| model.operations[0].paging.is_none());
    document.maintained = true;
    (lower(&document, release).unwrap_err().to_string(), elsewhere)
}

#[test]
fn names_lead_to_typed_parts() {
    let model = lowered(json!({"query": "from", "next": "/inner/next_batch", "items": "/chunk"}));
    let paged = model.operations[0].paging.clone().unwrap();
    let step = |rust_name: &str, optional| PathStep { rust_name: rust_name.to_owned(), optional };
    assert_eq!(paged.setter, "from");
    assert_eq!(paged.next, [step("inner", true), step("next_batch", true)]);
    assert_eq!((paged.items, paged.item), (vec![step("chunk", false)], Type::String));
    let by_field = lowered(json!({"field": "since", "next": "/end", "items": "/chunk"}));
    assert_eq!(by_field.operations[0].paging.as_ref().unwrap().setter, "since");
}

#[test]
fn names_that_are_not_in_the_description_are_refused_in_the_release_of_the_overlays() {
    let place = "a.yaml#/paths/~1rooms/post/x-paging";
    for (query, next, items, key, message) in [
        ("since", "/end", "/chunk", "query", "the request has no such parameter or field `since`"),
        ("X-From", "/end", "/chunk", "query", "the request has no such parameter or field `X-From`"),
        ("limit", "/end", "/chunk", "query", "`limit` of the request is not a string"),
        ("must", "/end", "/chunk", "query", "`must` is required, so the first page cannot be requested"),
        ("from", "/start", "/chunk", "next", "the response has no field `start`"),
        ("from", "/end/deeper", "/chunk", "next", "the response has no field `deeper`"),
        ("from", "/total", "/chunk", "next", "`/total` of the response is not a string"),
        ("from", "/end", "/rooms", "items", "the response has no field `rooms`"),
        ("from", "/end", "/inner", "items", "`/inner` of the response is not a list"),
    ] {
        let (error, passed_over) = refused(json!({"query": query, "next": next, "items": items}));
        assert_eq!(error, format!("{place}/{key}: {message}"));
        assert!(passed_over, "{key} {message}");
    }
    let (error, _) = refused(json!({"field": "count", "next": "/end", "items": "/chunk"}));
    assert_eq!(error, format!("{place}/field: `count` of the request is not a string"));
}

#[test]
fn an_extension_of_another_form_is_refused_in_every_release() {
    let place = "a.yaml#/paths/~1rooms/post/x-paging";
    let lacking = "needs `next`, `items`, and one of `query` and `field`";
    let whole = |key: &str, value: Value| {
        let mut paging = json!({"query": "from", "next": "/end", "items": "/chunk"});
        paging[key] = value;
        paging
    };
    for (paging, expected) in [
        (json!(true), format!("{place}: neither `false` nor an object that says how the operation is paged")),
        (json!({"query": "from", "next": "/end"}), format!("{place}: {lacking}")),
        (json!({"next": "/end", "items": "/chunk"}), format!("{place}: {lacking}")),
        (whole("field", json!("since")), format!("{place}: {lacking}")),
        (
            whole("next", json!("end")),
            format!("{place}/next: not a JSON pointer into the response, such as `/chunk`"),
        ),
        (whole("items", json!(1)), format!("{place}/items: neither a name nor a JSON pointer")),
        (
            whole("limit", json!("limit")),
            format!("{place}/limit: neither `query`, `field`, `next` nor `items`"),
        ),
    ] {
        let error = lower(&document(operation(paging)), "v1.19".parse().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn operations_that_look_paged_are_found_unless_they_are_marked() {
    let names = |paging| {
        let model = lowered(paging);
        unmarked_paging(&model)
            .iter()
            .map(|(_, request, response)| format!("{request} {response}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(Value::Null), ["from end"]);
    assert_eq!(names(json!(false)), [""; 0]);
    assert_eq!(names(json!({"query": "from", "next": "/end", "items": "/chunk"})), [""; 0]);
}

#[test]
fn overlays_for_the_release_are_maintained_for_it() {
    let maintained = |written_for: &str, finished| {
        let document = Document { finished, ..document(operation(Value::Null)) };
        let documents = [(Api::ClientServer, document)].into();
        let release = "v1.19".parse().unwrap();
        let mut description = Description { release, origin: Origin::Vendored, documents, events: None };
        let overlay = json!({"overlay": "1.0.0", "x-written-for": written_for, "actions": []});
        Overlays::from_value("o.yaml", &overlay).unwrap().apply(&mut description).unwrap();
        description.documents[&Api::ClientServer].maintained
    };
    assert!(maintained("v1.19", true));
    assert!(!maintained("v1.18", true));
    assert!(!maintained("v1.19", false));
}
