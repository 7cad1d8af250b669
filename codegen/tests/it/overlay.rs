//! The overlay stage on small documents.

use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::overlay::Overlays;
use matrix_openapi_codegen::sorted::SortedMap;
use matrix_openapi_codegen::{Api, Description, Document, Origin};
use serde_json::{Value, json};

/// Returns a description with this document as the client-server API and an identity API with one path.
fn description(root: Value, release: &str) -> Description {
    let document = |api: Api, root| (api, Document::new(api, format!("{api}.yaml"), root));
    let documents = SortedMap::from([
        document(Api::ClientServer, root),
        document(Api::Identity, json!({"paths": {"/other": {}}})),
    ]);
    Description { release: release.parse().unwrap(), origin: Origin::Vendored, documents, events: None }
}

/// Applies the overlay; returns the client-server document or the error.
fn apply(overlay: &Value, root: Value, release: &str) -> Result<Value, String> {
    let mut description = description(root, release);
    let overlays = Overlays::from_value("o.yaml", overlay).map_err(|error| error.to_string())?;
    overlays.apply(&mut description).map_err(|error| error.to_string())?;
    Ok(description.documents.remove(&Api::ClientServer).unwrap().root)
}

fn actions(actions: Value) -> Value {
    let mut actions = actions;
    // Unless it has `x-api`, an action is for the first of the two APIs.
    for action in actions.as_array_mut().unwrap() {
        let action = action.as_object_mut().unwrap();
        action.entry("x-api").or_insert_with(|| json!("client-server"));
    }
    json!({"overlay": "1.0.0", "actions": actions})
}

fn changed(action: Value, root: Value) -> Value {
    apply(&actions(json!([action])), root, "v1.19").unwrap()
}

fn refused(overlay: Value) -> String {
    apply(&overlay, json!({"a": {"b": 1}}), "v1.19").unwrap_err()
}

#[test]
fn an_update_merges_objects_and_replaces_other_values() {
    let root = json!({"a": {"kept": 1, "replaced": 1, "deep": {"kept": [1]}}});
    let update = json!({"replaced": {"x": 2}, "added": null, "deep": {"more": true}});
    assert_eq!(
        changed(json!({"target": "$.a", "update": update}), root),
        json!({"a": {"kept": 1, "replaced": {"x": 2}, "added": null, "deep": {"kept": [1], "more": true}}})
    );
}

#[test]
fn an_update_makes_a_list_longer() {
    let root = json!({"list": [1, 2], "inner": {"list": ["x"]}});
    assert_eq!(
        changed(json!({"target": "$.list", "update": [2, 3]}), root.clone())["list"],
        json!([1, 2, 3])
    );
    assert_eq!(
        changed(json!({"target": "$.list", "update": {"x": 1}}), root.clone())["list"],
        json!([1, 2, {"x": 1}])
    );
    let nested = changed(json!({"target": "$.inner", "update": {"list": ["y"]}}), root);
    assert_eq!(nested["inner"]["list"], json!(["x", "y"]));
}

#[test]
fn a_removal_takes_all_that_the_target_names() {
    let item = |x: &str, y| json!({"x": x, "y": y});
    let list = json!([item("out", 1), item("in", 2), item("out", 3), item("out", 4), item("in", 5)]);
    let root = json!({"list": list, "map": {"a/b": {"~": 1, "kept": 2}}});
    let listed = changed(json!({"target": "$.list[?@.x == 'out']", "remove": true}), root.clone());
    assert_eq!(listed["list"], json!([item("in", 2), item("in", 5)]));
    let mapped = changed(json!({"target": "$.map['a/b']['~']", "remove": true}), root);
    assert_eq!(mapped["map"], json!({"a/b": {"kept": 2}}));
}

#[test]
fn actions_apply_in_order() {
    let list = json!([
        {"target": "$.a.b", "remove": true},
        {"target": "$.a", "update": {"b": [2]}},
        {"target": "$.a.b", "x-expects": [2], "update": [3]},
    ]);
    assert_eq!(
        apply(&actions(list), json!({"a": {"b": [1]}}), "v1.19").unwrap(),
        json!({"a": {"b": [2, 3]}})
    );
}

#[test]
fn an_action_is_for_its_releases_only() {
    let overlay = actions(json!([{"target": "$.a", "x-releases": "v1.13..v1.18", "update": {"b": 2}}]));
    for (release, b) in [("v1.12", 1), ("v1.13", 2), ("v1.18", 2), ("v1.19", 1)] {
        assert_eq!(
            apply(&overlay, json!({"a": {"b": 1}}), release).unwrap(),
            json!({"a": {"b": b}}),
            "{release}"
        );
    }
    // An action for other releases may match nothing.
    let gone = actions(json!([{"target": "$.gone", "x-releases": "..v1.18", "remove": true}]));
    assert_eq!(apply(&gone, json!({}), "v1.19"), Ok(json!({})));
    assert!(apply(&gone, json!({}), "v1.18").is_err());
}

#[test]
fn an_action_is_for_its_apis_only() {
    let of = |api: Value| {
        actions(json!([{"target": "$.paths['/other']", "x-api": api, "update": {"found": true}}]))
    };
    let root = json!({"paths": {"/other": {}}});
    let found = |api| apply(&of(api), root.clone(), "v1.19").unwrap()["paths"]["/other"]["found"] == true;
    assert!(!found(json!("identity")));
    assert!(found(json!("client-server")) && found(json!(["identity", "client-server"])));
}

#[test]
fn an_action_may_target_an_api_that_is_not_read() {
    let root = json!({"a": {}});
    let of = |api: Value| actions(json!([{"target": "$.gone", "x-api": api, "update": {"x": 1}}]));
    assert_eq!(apply(&of(json!("push-gateway")), root.clone(), "v1.19"), Ok(root.clone()));
    assert_eq!(apply(&of(json!(["client-server", "push-gateway"])), root.clone(), "v1.19"), Ok(root.clone()));
    assert!(apply(&of(json!(["client-server", "identity"])), root, "v1.19").is_err());
}

#[test]
fn a_target_that_is_not_there_is_an_error() {
    assert_eq!(
        refused(actions(json!([
{"target": "$.a", "update": {"x": 1}}, {"target": "$.gone", "update": {"x": 1}}]))),
        "o.yaml#/actions/1: `$.gone` matches nothing in v1.19, so the action no longer applies"
    );
}

#[test]
fn an_action_that_changes_nothing_is_an_error() {
    let root = json!({"a": {"b": 1, "list": ["x"]}});
    let gone = "already has the action's result in v1.19, so the action is no longer needed";
    for action in [
        json!({"target": "$.a", "update": {"b": 1}}),
        json!({"target": "$.a", "update": {"list": ["x"]}}),
        json!({"target": "$.a.b", "x-replace": 1}),
    ] {
        let error = apply(&actions(json!([action])), root.clone(), "v1.19").unwrap_err();
        assert!(error.ends_with(gone), "{action}: {error}");
    }
    let some = json!({"target": "$.a", "update": {"b": 1, "list": ["x", "y"]}});
    assert_eq!(changed(some, root), json!({"a": {"b": 1, "list": ["x", "y"]}}));
}

#[test]
fn an_action_that_refers_to_what_is_not_there_is_not_applied() {
    let to = |place: &str| json!({"target": "$.a", "x-replace": {"items": [{"$ref": place}]}});
    let root = json!({"a": 1, "b": 2});
    assert_eq!(changed(to("#/b"), root.clone())["a"], json!({"items": [{"$ref": "#/b"}]}));
    let both = json!({"target": "$", "update": {"c": {}, "d": {"$ref": "#/c"}}});
    assert_eq!(changed(both, root.clone())["d"], json!({"$ref": "#/c"}));
    assert_eq!(
        apply(&actions(json!([to("#/c")])), root, "v1.19"),
        Err("o.yaml#/actions/0: refers to #/c, which client-server.yaml does not have".to_owned())
    );
}

#[test]
fn a_condition_can_be_about_each_target() {
    let root = json!({"list": [{"a": 1}, {"b": {"c": 1}}, {"a": 2, "b": {}}]});
    let marked = |conditions: Value| {
        let mut action = json!({"target": "$.list.*", "update": {"x": true}});
        action.as_object_mut().unwrap().extend(conditions.as_object().unwrap().clone());
        let list = changed(action, root.clone())["list"].as_array().unwrap().clone();
        list.iter().map(|item| item.get("x").is_some()).collect::<Vec<_>>()
    };
    assert_eq!(marked(json!({"x-requires": "@.a"})), [true, false, true]);
    assert_eq!(marked(json!({"x-unless": "@.a"})), [false, true, false]);
    assert_eq!(marked(json!({"x-requires": "@.a", "x-unless": "@.b"})), [true, false, false]);
    assert_eq!(marked(json!({"x-requires": ["$.list", "@.b.c"]})), [false, true, false]);
    // A target that fails the condition does not count as missing.
    assert_eq!(marked(json!({"x-requires": "@.d"})), [false; 3]);
}

#[test]
fn an_action_can_follow_references() {
    let root = json!({"list": [{"$ref": "#/a"}, {"own": 1}, {"$ref": "#/a"}], "a": {"$ref": "#/b"}, "b": {}});
    let follow = json!({"target": "$.list.*", "x-follow": true, "update": {"x": 1}});
    assert_eq!(
        changed(follow, root),
        json!({
            "list": [{"$ref": "#/a"}, {"own": 1, "x": 1}, {"$ref": "#/a"}],
            "a": {"$ref": "#/b", "x": 1},
            "b": {},
        })
    );
    assert_eq!(
        refused(actions(json!([{"target": "$.a", "x-follow": 1, "update": {"x": 1}}]))),
        "o.yaml#/actions/0/x-follow: neither `true` nor `false`"
    );
}

#[test]
fn a_target_that_is_not_as_expected_is_an_error() {
    assert_eq!(
        refused(actions(json!([{"target": "$.a.b", "x-expects": [1], "remove": true}]))),
        "o.yaml#/actions/0: client-server.yaml#/a/b is not what the action expects, so it no longer applies to $.a.b"
    );
}

#[test]
fn a_target_of_another_kind_keeps_its_value() {
    let long = "x".repeat(60);
    let shown = |value: &Value| match value.as_str() {
        Some(text) if text == long => format!("\"{}…", "x".repeat(39)),
        _ => value.to_string(),
    };
    for value in [json!(false), json!(true), json!("text"), json!(1), json!(null), json!(long)] {
        let root = json!({"properties": {"a": value}});
        let action = json!({"target": "$..properties['a']", "update": {"format": "mx-user-id"}});
        let message = format!(
            "o.yaml#/actions/0: client-server.yaml#/properties/a is {}, to which fields cannot be added, so the action does not \
             apply to $..properties['a']",
            shown(&value)
        );
        assert_eq!(apply(&actions(json!([action])), root.clone(), "v1.19"), Err(message));
        let mut overlay = actions(json!([action]));
        overlay["x-written-for"] = json!("v1.18");
        assert_eq!(apply(&overlay, root.clone(), "v1.19"), Ok(root));
    }
}

#[test]
fn definitions_in_another_overlay_than_their_own_are_refused() {
    let mut overlay = actions(json!([]));
    overlay["x-definitions"] = json!([]);
    assert_eq!(
        refused(overlay.clone()),
        "o.yaml#/x-definitions: only definitions.yaml lists definitions, so this list would have no effect"
    );
    assert!(Overlays::from_value("spec/overlays/definitions.yaml", &overlay).is_ok());
}

#[test]
fn an_expected_value_leaves_out_texts_and_nothing_else() {
    let expected = json!({"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]});
    let action = json!({"target": "$.a", "x-expects": expected, "x-replace": {}});
    let applies = |place: &str, value: Value| {
        let mut root = json!({ "a": expected });
        match root.pointer_mut(place) {
            Some(Value::Array(items)) => items.push(value),
            Some(Value::Object(members)) => members.extend(value.as_object().unwrap().clone()),
            _ => panic!("{place}"),
        }
        apply(&actions(json!([action])), root, "v1.19").is_ok()
    };
    assert!(applies("/a", json!({})));
    assert!(applies("/a", json!({"description": "text", "summary": "text"})));
    assert!(applies("/a/properties/x", json!({"description": "text"})));
    assert!(!applies("/a", json!({"title": "text"})));
    assert!(!applies("/a", json!({"additionalProperties": false})));
    assert!(!applies("/a", json!({"type": "array"})));
    assert!(!applies("/a/properties", json!({"description": {"type": "string"}})));
    assert!(!applies("/a/required", json!("y")));
    let without_type = json!({"a": {"properties": {"x": {"type": "string"}}, "required": ["x"]}});
    assert!(apply(&actions(json!([action])), without_type, "v1.19").is_err());
}

/// Returns an overlay that is written for v1.18, with one action that applies and one that may not.
fn kept(other: Value) -> Value {
    let mut overlay = actions(json!([other, {"target": "$.a", "update": {"x": 1}}]));
    overlay["x-written-for"] = json!("v1.18");
    overlay
}

#[test]
fn an_action_must_apply_in_the_release_of_its_file_and_is_skipped_in_others() {
    for (action, what) in [
        (json!({"target": "$.gone", "update": {"x": 1}}), "`$.gone` matches nothing in v1.18"),
        (
            json!({"target": "$.b", "x-expects": 1, "x-replace": 3}),
            "client-server.yaml#/b is not what the action expects",
        ),
    ] {
        let overlay = kept(action);
        let root = json!({"a": {}, "b": 2});
        assert!(apply(&overlay, root.clone(), "v1.18").unwrap_err().contains(what));
        for (release, obsolete) in [("v1.17", 0), ("v1.19", 1)] {
            assert_eq!(
                apply(&overlay, root.clone(), release),
                Ok(json!({"a": {"x": 1}, "b": 2})),
                "{release}"
            );
            let told = Overlays::from_value("o.yaml", &overlay)
                .unwrap()
                .apply(&mut description(root.clone(), release))
                .unwrap();
            assert_eq!(told.len(), obsolete, "{release}: {told:?}");
        }
    }
}

#[test]
fn an_action_is_skipped_for_documents_without_its_requirements() {
    let overlay = |conditions: Value| {
        let mut action = json!({"target": "$.a", "x-api": "client-server", "x-replace": 2});
        action.as_object_mut().unwrap().extend(conditions.as_object().unwrap().clone());
        json!({"overlay": "1.0.0", "actions": [action]})
    };
    let root = json!({"a": 1, "schemes": {"query": {}}});
    for (conditions, applies) in [
        (json!({"x-requires": "$.schemes.query"}), true),
        (json!({"x-requires": ["$.schemes.query", "$.schemes.header"]}), false),
        (json!({"x-unless": "$.schemes.header"}), true),
        (json!({"x-unless": ["$.schemes.query", "$.schemes.header"]}), false),
        (json!({"x-requires": "$.schemes.query", "x-unless": "$.schemes.header"}), true),
    ] {
        let changed = apply(&overlay(conditions.clone()), root.clone(), "v1.19").unwrap();
        assert_eq!(changed["a"], json!(if applies { 2 } else { 1 }), "{conditions}");
    }
    // An action for other documents may match nothing and expect anything.
    let elsewhere = json!({"overlay": "1.0.0", "actions": [
        {"target": "$.gone", "x-requires": "$.schemes.header", "x-expects": 7, "remove": true}]});
    assert_eq!(apply(&elsewhere, root.clone(), "v1.19"), Ok(root));
    for (key, value) in [("x-requires", json!(1)), ("x-unless", json!(["$.a", "a"]))] {
        assert!(
            apply(&overlay(json!({key: value})), json!({"a": 1}), "v1.19")
                .unwrap_err()
                .starts_with(&format!("o.yaml#/actions/0/{key}: "))
        );
    }
}

#[test]
fn a_replacement_takes_the_place_of_the_whole_target() {
    let root = json!({"list": [1, 2], "map": {"a": 1}});
    let list = changed(json!({"target": "$.list", "x-expects": [1, 2], "x-replace": [3]}), root.clone());
    assert_eq!(list, json!({"list": [3], "map": {"a": 1}}));
    assert_eq!(changed(json!({"target": "$.map", "x-replace": {"b": 2}}), root)["map"], json!({"b": 2}));
}

#[test]
fn an_error_that_an_action_causes_names_the_action() {
    let response = |schema: Value| {
        json!({"paths": {"/a": {"get": {"operationId": "getA", "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": schema}}}}}}}})
    };
    let schema = "$.paths['/a'].get.responses['200'].content['application/json'].schema";
    let error = |action: Value, root: Value| {
        let mut description = description(root, "v1.19");
        description.documents.remove(&Api::Identity);
        Overlays::from_value("o.yaml", &actions(json!([action]))).unwrap().apply(&mut description).unwrap();
        let model = lower(&description.documents[&Api::ClientServer], description.release);
        model.map(drop).unwrap_err().to_string()
    };
    let place = "client-server.yaml#/paths/~1a/get/responses/200/content/application~1json/schema";
    let whole = error(
        json!({"target": schema, "x-replace": {"type": "strnig"}}),
        response(json!({"type": "string"})),
    );
    assert_eq!(
        whole,
        format!(
            "o.yaml#/actions/0: the action wrote a defect: {place}: `strnig` is not a type of JSON Schema"
        )
    );
    let part =
        error(json!({"target": schema, "update": {"type": "strnig"}}), response(json!({"type": "string"})));
    assert_eq!(
        part,
        format!("{place}: `strnig` is not a type of JSON Schema (changed by o.yaml#/actions/0)")
    );
    let other =
        error(json!({"target": "$.paths", "update": {"/b": {}}}), response(json!({"type": "strnig"})));
    assert_eq!(other, format!("{place}: `strnig` is not a type of JSON Schema"));
}

#[test]
fn an_invalid_overlay_is_refused_with_its_place() {
    let one = |action: Value| refused(actions(json!([action])));
    let needs =
        "o.yaml#/actions/0: needs either `update`, `x-replace` or `remove: true`, and not more than one";
    assert_eq!(one(json!({"target": "$.a", "update": 1, "remove": true})), needs);
    assert_eq!(one(json!({"target": "$.a"})), needs);
    assert_eq!(one(json!({"target": "$.a", "remove": false})), needs);
    assert_eq!(one(json!({"target": "$.a", "x-replace": 1, "remove": true})), needs);
    assert_eq!(
        one(json!({"target": "$.a", "update": 1, "x-expect": 1})),
        "o.yaml#/actions/0/x-expect: not a field of an action, so it would have no effect"
    );
    assert_eq!(one(json!({"update": 1})), "o.yaml#/actions/0/target: missing, an action needs a target");
    for target in ["a.b", "$.a[", "$.a[?", ""] {
        let message = one(json!({"target": target, "update": 1}));
        assert!(message.starts_with("o.yaml#/actions/0/target: not a supported query: "), "{message}");
    }
    let api = "o.yaml#/actions/0/x-api: not an API such as client-server, nor events, so the action applies to no document";
    for slug in [json!("client"), json!(["identity", "client"]), json!([]), json!(1)] {
        assert_eq!(one(json!({"target": "$.a", "update": 1, "x-api": slug})), api);
    }
    assert_eq!(
        one(json!({"target": "$.a", "update": 1, "x-releases": "new.."})),
        "o.yaml#/actions/0/x-releases: `new` is not a Matrix release such as v1.19"
    );
    assert_eq!(
        one(json!({"target": "$.a", "update": 1, "x-releases": 1})),
        "o.yaml#/actions/0/x-releases: not a string"
    );
    let version = "o.yaml#/overlay: not an overlay of version 1, so its actions have no meaning";
    assert_eq!(refused(json!({"actions": []})), version);
    assert_eq!(refused(json!({"overlay": "2.0.0", "actions": []})), version);
    assert_eq!(
        refused(json!({"overlay": "1.0.0"})),
        "o.yaml#/actions: not a list, an overlay consists of actions"
    );
}

#[test]
fn the_overlays_of_a_folder_are_applied_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let action = |letter: &str| {
        format!("overlay: 1.0.0\nactions: [{{target: $.list, x-api: client-server, update: {letter}}}]\n")
    };
    write("b.yaml", &action("b"));
    write("a.yaml", &action("a"));
    write("notes.md", "no overlay");
    let mut description = description(json!({"list": []}), "v1.19");
    Overlays::load(folder.path()).unwrap().apply(&mut description).unwrap();
    assert_eq!(description.documents[&Api::ClientServer].root, json!({"list": ["a", "b"]}));
    write("c.yaml", "overlay: [");
    let message = Overlays::load(folder.path()).unwrap_err().to_string();
    assert!(message.contains("c.yaml: invalid YAML: "), "{message}");
}
