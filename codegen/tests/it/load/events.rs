//! The events of upstream trees.

use std::path::Path;

use matrix_openapi_codegen::Result;
use matrix_openapi_codegen::load::{self, Prose, WantedDefinition};
use serde_json::{Value, json};

use super::tree::Tree;

const SCHEMAS: &str = "event-schemas/schema";

/// Returns a tree with the three bases of events.
fn tree() -> Tree {
    let tree = Tree::new();
    for (base, text) in [
        ("event", "properties: {content: {type: object}, type: {type: string}}"),
        ("room_event", "allOf: [{$ref: event.yaml}]"),
        ("state_event", "allOf: [{$ref: room_event.yaml}, {properties: {state_key: {type: string}}}]"),
    ] {
        tree.write(&format!("{SCHEMAS}/core-event-schema/{base}.yaml"), text);
    }
    tree
}

fn event(base: &str, content: &str) -> String {
    format!("allOf: [{{$ref: core-event-schema/{base}.yaml}}]\nproperties:\n  content: {content}\n")
}

fn with(files: &[(&str, String)]) -> Tree {
    let tree = tree();
    for (file, text) in files {
        tree.write(&format!("{SCHEMAS}/{file}.yaml"), text);
    }
    tree
}

fn wanted(list: &Value) -> Vec<WantedDefinition> {
    let overlay = json!({"x-written-for": "v1.19", "x-definitions": list});
    WantedDefinition::from_value("events.yaml", &overlay).unwrap()
}

fn read(tree: &Path, wanted: &[WantedDefinition]) -> Result<Option<Value>> {
    let mut description = load::upstream(tree, Prose::Drop, &[], &[]).unwrap();
    load::add_events(&mut description, tree, Prose::Drop, wanted)?;
    Ok(description.events.map(|document| document.root))
}

fn events(files: &[(&str, String)]) -> Value {
    read(&with(files).path(), &[]).unwrap().unwrap()
}

fn refused(files: &[(&str, String)]) -> String {
    read(&with(files).path(), &[]).unwrap_err().to_string()
}

#[test]
fn a_tree_without_schemas_of_events_has_none() {
    assert_eq!(read(&Tree::new().path(), &[]).unwrap(), None);
}

#[test]
fn an_event_has_its_base_content_and_state_key_and_no_prose() {
    let state = event(
        "state_event",
        "{title: T, description: D, type: object, properties: {title: {type: string, example: E}}}",
    ) + "  state_key: {type: string, pattern: ^$, description: D}\n  type: {enum: [m.room.name]}\n\
           x-weight: 3\ndescription: D\ntitle: T\nx-addedInMatrixVersion: '1.7'\n$schema: S\n";
    let root = events(&[
        ("m.room.name", state),
        ("m.room_key.withheld", event("event", "{}")),
        ("m.sticker", event("room_event", "{}")),
    ]);
    assert_eq!(
        root,
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Matrix Events", "version": "v1.19"},
            "components": {"schemas": {
                "RoomKeyWithheld": {},
                "RoomName": {"type": "object", "properties": {"title": {"type": "string"}}},
                "Sticker": {},
            }},
            "events": {
                "m.room.name": {
                    "base": "state",
                    "content": {"$ref": "#/components/schemas/RoomName"},
                    "stateKey": {"type": "string", "pattern": "^$"},
                    "x-addedInMatrixVersion": "1.7",
                },
                "m.room_key.withheld": {"base": "event", "content": {"$ref": "#/components/schemas/RoomKeyWithheld"}},
                "m.sticker": {"base": "room", "content": {"$ref": "#/components/schemas/Sticker"}},
            },
        })
    );
}

#[test]
fn a_variant_belongs_to_its_event() {
    let root = events(&[
        ("m.room.message", event("room_event", "{}")),
        ("m.room.message$m.text", event("room_event", "{type: object}")),
    ]);
    let message = &root["events"]["m.room.message"];
    assert_eq!(message["variants"], json!({"m.text": {"$ref": "#/components/schemas/RoomMessageText"}}));
    assert_eq!(root["components"]["schemas"]["RoomMessageText"], json!({"type": "object"}));
    assert_eq!(root["events"].as_object().unwrap().len(), 1);
}

#[test]
fn the_content_may_stand_in_parts() {
    let part =
        "allOf: [{$ref: core-event-schema/event.yaml}, {properties: {content: {type: object}}}]".to_owned();
    let both = part.clone() + "\nproperties: {content: {required: [a]}}";
    let root = events(&[("m.a", part), ("m.b", both)]);
    let schemas = &root["components"]["schemas"];
    assert_eq!(schemas["A"], json!({"type": "object"}));
    assert_eq!(schemas["B"], json!({"allOf": [{"type": "object"}, {"required": ["a"]}]}));
}

#[test]
fn the_file_chooses_among_several_types() {
    let root =
        events(&[("m.receipt", event("event", "{}") + "  type: {enum: [m.receipt, m.receipt.private]}\n")]);
    assert_eq!(root["events"].as_object().unwrap().keys().collect::<Vec<_>>(), ["m.receipt"]);
}

#[test]
fn files_without_an_event_are_components_if_something_refers_to_them() {
    let content = "{$ref: m.helper.yaml}";
    let files = [
        ("m.a", event("event", content)),
        ("m.helper", "type: object".to_owned()),
        ("m.unused", "type: object".to_owned()),
    ];
    let root = events(&files);
    assert_eq!(root["events"].as_object().unwrap().keys().collect::<Vec<_>>(), ["m.a"]);
    assert_eq!(
        root["components"]["schemas"],
        json!({"A": {"$ref": "#/components/schemas/MHelper"}, "MHelper": {"type": "object"}})
    );
}

#[test]
fn contents_keep_their_names_and_wanted_definitions_come_along() {
    let tree = with(&[("m.tag", event("event", "{$ref: ../../api/client-server/definitions/tag.yaml}"))]);
    for name in ["tag", "m.mentions"] {
        tree.write(&format!("api/client-server/definitions/{name}.yaml"), "type: object");
    }
    let definition = |name: &str, file: &str, releases: &str| json!({"name": name, "file": format!("data/api/client-server/definitions/{file}.yaml"), "x-api": "events", "x-releases": releases});
    let mentions = definition("Mentions", "m.mentions", "v1.8..");
    let list = wanted(&json!([mentions, definition("Old", "old", "..v1.18")]));
    let root = read(&tree.path(), &list).unwrap().unwrap();
    let names: Vec<_> = root["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["ClientServerTag", "Mentions", "Tag"]);

    let gone = wanted(&json!([definition("Gone", "gone", "v1.19..")]));
    assert_eq!(
        read(&tree.path(), &gone).unwrap_err().to_string(),
        "events.yaml#/x-definitions/0: v1.19 has no data/api/client-server/definitions/gone.yaml, which is wanted as `Gone`"
    );
    assert!(read(&tree.renamed("v1.18"), &gone).unwrap().is_some());
    // A content does not take the name of a wanted definition with the same words.
    let taken = wanted(&json!([definition("Tag", "m.mentions", "v1.8..")]));
    let root = read(&tree.path(), &taken).unwrap().unwrap();
    let names: Vec<_> = root["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["ClientServerTag", "MU2eTag", "Tag"]);
    assert_eq!(root["events"]["m.tag"]["content"], json!({"$ref": "#/components/schemas/MU2eTag"}));
}

#[test]
fn a_content_may_be_that_of_the_base_or_stand_behind_references() {
    let base = "allOf: [{$ref: core-event-schema/room_event.yaml}]\n".to_owned();
    let shared = "allOf: [{$ref: ../core-event-schema/state_event.yaml}]\nproperties:\n  content: {type: object, properties: \
                  {a: {type: string}}}\n  state_key: {pattern: ^$}\n  type: {enum: [m.b, m.c]}\n";
    let own = "allOf: [{$ref: components/shared.yaml}]\nproperties: {content: {required: [a]}}".to_owned();
    let tree = with(&[
        ("m.a", base),
        ("m.b", "$ref: components/shared.yaml".to_owned()),
        ("m.c", own),
        ("components/shared", shared.to_owned()),
    ]);
    let root = read(&tree.path(), &[]).unwrap().unwrap();
    let content = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let schemas = &root["components"]["schemas"];
    assert_eq!(schemas["A"], json!({"type": "object"}));
    assert_eq!(schemas["B"], content);
    assert_eq!(schemas["C"], json!({"allOf": [content, {"required": ["a"]}]}));
    assert_eq!(root["events"]["m.a"]["base"], "room");
    for event in ["m.b", "m.c"] {
        assert_eq!(root["events"][event]["base"], "state");
        assert_eq!(root["events"][event]["stateKey"], json!({"pattern": "^$"}));
    }
}

/// Returns the components of a tree, and the tasks for skipped parts.
fn left_out(files: &[(&str, String)]) -> (Value, Vec<String>) {
    let tree = with(files);
    let mut description = load::upstream(&tree.path(), Prose::Drop, &[], &[]).unwrap();
    load::add_events(&mut description, &tree.path(), Prose::Drop, &[]).unwrap();
    let document = description.events.unwrap();
    let tasks = document.tasks.iter().map(ToString::to_string).collect();
    (document.root["components"]["schemas"].clone(), tasks)
}

#[test]
fn what_is_not_an_event_is_left_out_and_listed() {
    let part = "data/event-schemas/schema/";
    let baseless = "properties: {content: {}, type: {}}".to_owned();
    let (schemas, tasks) =
        left_out(&[("m.a", event("event", "{}")), ("m.b", baseless), ("m.c$m.d", event("event", "{}"))]);
    assert_eq!(schemas, json!({"A": {}}));
    assert_eq!(
        tasks,
        [
            format!(
                "{part}m.b.yaml: has a type and a content but none of the bases of events, so it is left out"
            ),
            format!(
                "{part}m.c$m.d.yaml: a variant of `m.c`, which has no schema of its own, so the variant is left out"
            ),
        ]
    );
}

#[test]
fn schemas_of_events_where_none_is_read_are_left_out_and_listed() {
    let deep = "allOf: [{$ref: ../core-event-schema/event.yaml}]\nproperties: {content: {type: object}}";
    let part = "allOf: [{$ref: a.yaml}]\nproperties: {content: {type: object}}";
    let (schemas, tasks) = left_out(&[
        ("m.a", event("event", "{}")),
        ("rooms/m.b", deep.to_owned()),
        ("components/a", "properties: {content: {}}".to_owned()),
        ("components/b", part.to_owned()),
    ]);
    assert_eq!(schemas, json!({"A": {}}));
    let [task] = &tasks[..] else { panic!("{tasks:?}") };
    let start = "data/event-schemas/schema/rooms/m.b.yaml: the schema of an event in a file that is not read";
    assert!(task.starts_with(start), "{task}");
}

#[test]
fn an_event_may_be_merged_of_others() {
    let merged = "x-parts: &parts\n  allOf: [{$ref: core-event-schema/event.yaml}]\n<<: *parts\nproperties: {content: {type: object}}\n";
    assert_eq!(events(&[("m.a", merged.to_owned())])["events"]["m.a"]["base"], "event");
}

#[test]
fn the_content_of_a_later_type_with_the_same_words_is_spelled_out() {
    let added = |release: &str| format!("{}x-addedInMatrixVersion: '{release}'\n", event("event", "{}"));
    let names = |files: &[(&str, String)]| {
        let root = events(files);
        let content = |event: &str| root["events"][event]["content"]["$ref"].as_str().unwrap().to_owned();
        [content("m.room.a"), content("m.room_a")].map(|name| name.rsplit('/').next().unwrap().to_owned())
    };
    let old = event("event", "{}");
    assert_eq!(names(&[("m.room.a", old.clone()), ("m.room_a", old.clone())]), ["RoomA", "MU2eRoomU5fA"]);
    assert_eq!(names(&[("m.room.a", added("1.20")), ("m.room_a", old)]), ["MU2eRoomU2eA", "RoomA"]);
    assert_eq!(names(&[("m.room.a", added("1.20")), ("m.room_a", added("1.9"))]), ["MU2eRoomU2eA", "RoomA"]);
}

#[test]
fn odd_schemas_are_errors_with_their_place() {
    let any = |rest: &str| event("event", "{}") + rest;
    let part = "data/event-schemas/schema/";
    for (file, text, message) in [
        ("m.a", "[]".to_owned(), "m.a.yaml: not a map, but the schema of an event is one"),
        ("m.a", "allOf: 3".to_owned(), "m.a.yaml#/allOf: not a list"),
        (
            "m.a",
            any("  type: {enum: [m.b, m.c]}"),
            "m.a.yaml#/properties/type: several types of event, and none is `m.a`, which the file is named after",
        ),
        (
            "m.a",
            any("  type: {enum: [3]}"),
            "m.a.yaml#/properties/type: the type of an event is not a string",
        ),
        ("m.a", any("  type: {const: ''}"), "m.a.yaml#/properties/type: a type of event without a name"),
        ("m.a", any("  type: {enum: m.a}"), "m.a.yaml#/properties/type/enum: not a list"),
        ("m.a", any("  state_key: 3"), "m.a.yaml#/properties/state_key: not a map, which a schema must be"),
        (
            "m.a$b$c",
            any(""),
            "m.a$b$c.yaml: its name has more than one `$`, which is what separates a type from its variant",
        ),
        ("$b", any(""), "$b.yaml: its name lacks the type before or the variant after the `$`"),
        ("m.a", event("event", "3"), "m.a.yaml#/properties/content: not a map, which a schema must be"),
        (
            "m.a",
            event("event", "{$ref: m.none.yaml}"),
            "m.a.yaml#/properties/content/$ref: data/event-schemas/schema/m.none.yaml is not readable: No such file or directory (os error 2)",
        ),
        (
            "m.a",
            event("event", "{$ref: '#/properties/content'}"),
            "m.a.yaml#/properties/content/$ref: closes a cycle of references, so it describes nothing",
        ),
        (
            "m.a",
            "allOf: [{$ref: 'm.a.yaml#/none'}]".to_owned(),
            "m.a.yaml: composed of data/event-schemas/schema/m.a.yaml#/none, which does not exist",
        ),
        ("m.a", "allOf: [{$ref: 'm.a.yaml'}]\nproperties: {content: {}}".to_owned(), ""),
    ] {
        if message.is_empty() {
            assert_eq!(events(&[(file, text)])["events"], json!({}));
        } else {
            assert_eq!(refused(&[(file, text)]), format!("{part}{message}"));
        }
    }
    let same = [("m.a", any("")), ("m.b", any("  type: {enum: [m.a]}"))];
    assert!(refused(&same).contains("describes `m.a`, as "), "{}", refused(&same));
}

#[test]
fn a_graph_of_parts_is_bounded() {
    let many = format!("allOf: [{}]", vec!["{}"; 1_001].join(", "));
    assert!(refused(&[("m.a", many)]).ends_with("composes an event of more than 1000 parts"));
    // Each of these refers to the next twice, so following every reference would take exponential time.
    let mut files: Vec<_> = (0..60)
        .map(|one| {
            let next = format!("m.{}.yaml", one + 1);
            (format!("m.{one}"), format!("allOf: [{{$ref: {next}}}, {{$ref: {next}}}]"))
        })
        .collect();
    files.push(("m.60".to_owned(), event("event", "{}")));
    let files: Vec<_> = files.iter().map(|(file, text)| (file.as_str(), text.clone())).collect();
    assert_eq!(events(&files)["events"].as_object().unwrap().len(), 61);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_at_once() {
    let tree = with(&[]);
    let pipe = tree.path().join("data").join(SCHEMAS).join("m.a.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(
        read(&tree.path(), &[])
            .unwrap_err()
            .to_string()
            .ends_with("m.a.yaml is not readable: not a plain file")
    );
}

#[test]
fn a_wanted_definition_is_checked() {
    for (entry, message) in [
        (json!({"file": "data/a.yaml"}), "/name: missing, or not a string"),
        (
            json!({"name": "a", "file": "data/a.yaml"}),
            "/name: not the name of a type, which has letters and digits and begins with a capital",
        ),
        (json!({"name": "A", "file": "../a.yaml"}), "/file: not a file below data/"),
        (json!({"name": "A", "file": "data/a.yaml", "y": 1}), "/y: not a key of a wanted definition"),
        (json!({"name": "A", "file": "data/a.yaml"}), "/x-api: missing, or not a string"),
        (json!({"name": "A", "file": "data/a.yaml", "x-api": "b"}), "/x-api: neither an API nor `events`"),
        (
            json!({"name": "A", "file": "data/a.yaml", "x-api": "identity", "x-releases": 1}),
            "/x-releases: not a string",
        ),
    ] {
        let overlay = json!({"x-definitions": [entry]});
        let error = WantedDefinition::from_value("o", &overlay).unwrap_err().to_string();
        assert_eq!(error, format!("o#/x-definitions/0{message}"));
    }
}

/// Returns the tree of the events with the base of EDUs.
fn with_edus(files: &[(&str, String)]) -> Tree {
    let tree = with(&[("m.typing", event("event", "{type: object}"))]);
    let edus = "api/server-server/definitions";
    tree.write(
        &format!("{edus}/edu.yaml"),
        "properties: {edu_type: {type: string}, content: {type: object}}",
    );
    for (file, text) in files {
        tree.write(&format!("{edus}/event-schemas/{file}.yaml"), text);
    }
    tree
}

#[test]
fn edus_have_a_section_of_their_own_and_components_with_a_prefix() {
    let typing = "description: D\ntitle: m.typing\nx-addedInMatrixVersion: '1.1'\nallOf: [{$ref: ../edu.yaml}, {properties: \
                  {edu_type: {enum: [m.typing]}, content: {type: object, description: D, properties: {typing: {type: boolean}}}}}]";
    let helper = "type: object".to_owned();
    let tree = with_edus(&[("m.typing", typing.to_owned()), ("helper", helper)]);
    let root = read(&tree.path(), &[]).unwrap().unwrap();
    assert_eq!(
        root["edus"],
        json!({"m.typing": {
            "base": "edu",
            "content": {"$ref": "#/components/schemas/EduTyping"},
            "x-addedInMatrixVersion": "1.1",
        }})
    );
    assert_eq!(
        root["components"]["schemas"],
        json!({"EduTyping": {"type": "object", "properties": {"typing": {"type": "boolean"}}}, "Typing": {"type": "object"}})
    );
    assert_eq!(root["events"].as_object().unwrap().len(), 1);
    let odd = "properties: {edu_type: {enum: [m.a]}, content: {}}".to_owned();
    let root = read(&with_edus(&[("m.a", odd)]).path(), &[]).unwrap().unwrap();
    assert_eq!(root.get("edus"), None);
    let plain = "allOf: [{$ref: ../edu.yaml}]\nproperties: {edu_type: {enum: [m.a]}}".to_owned();
    let root = read(&with_edus(&[("m.a", plain)]).path(), &[]).unwrap().unwrap();
    assert_eq!(root["components"]["schemas"]["EduA"], json!({"type": "object"}));
}
