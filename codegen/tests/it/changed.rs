//! Trees in which upstream changes things that our overlays, names and rules depend on. All of them are imported, and skipped
//! parts are listed.

use matrix_openapi_codegen::Model;

use crate::states::{EVENTS, TreeCopy, tree};

const SYNC: &str = "data/api/client-server/sync.yaml";
const PUSH_RULE: &str = "data/api/client-server/definitions/push_rule.yaml";

/// Returns a copy of the newest release with a changed file.
fn changed(file: &str, change: impl Fn(&str) -> String) -> Option<TreeCopy> {
    let copy = TreeCopy::of(&tree("v1.19")?);
    let text = copy.read(file);
    let new = change(&text);
    assert_ne!(text, new, "{file}");
    copy.write(file, &new);
    Some(copy)
}

/// Replaces the first `old` after `place`.
fn after(text: &str, place: &str, old: &str, new: &str) -> String {
    let (before, behind) = text.split_once(place).unwrap();
    assert!(behind.contains(old), "{old}");
    format!("{before}{place}{}", behind.replacen(old, new, 1))
}

fn tasks(model: &Model) -> Vec<String> {
    model.tasks().map(ToString::to_string).collect()
}

/// Returns a schema of an event.
fn event(base: &str, kind: &str, content: &str) -> String {
    format!(
        "allOf: [{{$ref: core-event-schema/{base}.yaml}}]\nproperties:\n  content: {content}\n  type: {{type: string, enum: [{kind}]}}\n"
    )
}

/// Returns the model of the newest release with one more file.
fn with(file: &str, text: &str) -> Option<Model> {
    let copy = TreeCopy::of(&tree("v1.19")?);
    copy.write(file, text);
    Some(copy.lower().unwrap_or_else(|error| panic!("{file}: {error}")))
}

#[test]
fn marks_on_changed_types_are_tasks() {
    for (file, place, old, new, marks) in [
        (SYNC, "name: timeout\n", "type: integer", "type: string", "x-unit"),
        (SYNC, "name: timeout\n", "type: integer", "type: number", "x-unit"),
        (
            SYNC,
            "name: filter\n",
            "type: string",
            "type: string\n            enum: [a, b]",
            "contentMediaType",
        ),
        (PUSH_RULE, "enabled:\n", "type: boolean", "type: [boolean, string]", "x-lenient"),
        (&format!("{EVENTS}/m.reaction.yaml"), "rel_type:\n", "enum:", "x-once:", "x-constant"),
    ] {
        let Some(copy) = changed(file, |text| after(text, place, old, new)) else { return };
        let model = copy.lower().unwrap_or_else(|error| panic!("{file} {new}: {error}"));
        let tasks = tasks(&model);
        assert!(!tasks.is_empty() && tasks.iter().all(|task| task.contains(marks)), "{new}: {tasks:?}");
        assert!(tasks.iter().all(|task| task.contains("overlays/")), "{new}: {tasks:?}");
    }
}

#[test]
fn events_without_a_content_of_their_own_come_in() {
    let based = |base: &str, key: &str| {
        format!("allOf: [{{$ref: {base}}}]\nproperties: {{{key}: {{enum: [m.fresh]}}}}")
    };
    let events = format!("{EVENTS}/m.fresh.yaml");
    let Some(model) = with(&events, &based("core-event-schema/event.yaml", "type")) else { return };
    assert!(model.events.unwrap().types.structs["Fresh"].fields.is_empty());
    let edus = "data/api/server-server/definitions/event-schemas/m.fresh.yaml";
    let model = with(edus, &based("../edu.yaml", "edu_type")).unwrap();
    assert!(model.edus.unwrap().types.structs["Fresh"].fields.is_empty());
    for (content, fields) in [
        ("{type: [object, 'null'], properties: {a: {type: string}}, required: [a]}", "a: Option<String>"),
        (
            "{oneOf: [{properties: {a: {type: string}}}, {properties: {b: {type: integer}}}]}",
            "a: Option<String>, b: Option<i64>",
        ),
    ] {
        let model = with(&events, &event("state_event", "m.fresh", content)).unwrap();
        let written: Vec<_> =
            model.events.unwrap().types.structs["Fresh"].fields.iter().map(|field| field.written()).collect();
        assert_eq!(written.join(", "), fields);
    }
}

#[test]
fn a_type_of_event_may_have_the_words_of_a_part() {
    for (name, rust_name) in [
        ("m.encrypted_file", "EncryptedFileContent"),
        ("m.image_info", "ImageInfoContent"),
        ("m.image_message", "ImageMessageContent"),
        ("m.mentions", "MentionsContent"),
        ("m.relates_to", "RelatesTo_"),
    ] {
        for content in ["properties: {a: {type: string}}", "additionalProperties: {type: string}"] {
            let text = event("event", name, &format!("{{type: object, {content}}}"));
            let Some(copy) = changed(&format!("{EVENTS}/m.tag.yaml"), |_| text.clone()) else { return };
            let built = copy.build_events().unwrap_or_else(|error| panic!("{name} {content}: {error}"));
            let field = format!("events::{rust_name}.a: Option<String>");
            assert_eq!(built.fields.contains(&field), content.starts_with("prop"), "{field}");
        }
    }
}

#[test]
fn two_types_of_the_same_words_are_named_with_their_correction() {
    let Some(tree) = tree("v1.19") else { return };
    let copy = TreeCopy::of(&tree);
    copy.write(&format!("{EVENTS}/m.room.key.yaml"), &event("event", "m.room.key", "{type: object}"));
    let error = copy.lower().map(drop).unwrap_err();
    assert!(
        error.contains("m.room_key") && error.contains("overlays/names.yaml: {target: \"$['events']"),
        "{error}"
    );
}

/// Returns the actions that do not apply to the newest release with one more event, if it counts as a later release.
fn obsolete(file: &str, text: &str) -> Option<Vec<String>> {
    let copy = TreeCopy::of(&tree("v1.19")?);
    copy.write(&format!("{EVENTS}/{file}.yaml"), text);
    let built = copy.build_events().unwrap_or_else(|error| panic!("{file}: {error}"));
    assert!(built.has_events);
    Some(copy.obsolete())
}

#[test]
fn an_action_passes_over_what_is_of_another_kind_in_a_later_event() {
    let before = obsolete("m.fresh", &event("event", "m.fresh", "{type: object}"));
    let Some(before) = before else { return };
    for (properties, place) in [
        ("file: {type: string}", "file"),
        (
            "info: {type: object, properties: {thumbnail_file: {type: string}}}",
            "info/properties/thumbnail_file",
        ),
        ("thumbnail_url: false", "thumbnail_url"),
        ("file: false", "file"),
    ] {
        let content = format!("{{type: object, properties: {{{properties}}}}}");
        let after = obsolete("m.fresh", &event("event", "m.fresh", &content)).unwrap();
        let added: Vec<_> = after.iter().filter(|task| !before.contains(task)).collect();
        let [task] = added[..] else { panic!("{properties}: {added:?}") };
        let place = format!("#/components/schemas/Fresh/properties/{place} is ");
        assert!(task.contains("overlays/events.yaml#/actions/") && task.contains(&place), "{task}");
    }
}

#[test]
fn a_type_of_event_may_have_the_words_of_a_part_that_only_the_text_defines() {
    for (name, rust_name) in [
        ("m.encrypted_secret", "EncryptedSecretContent"),
        ("m.secret_storage.default_key", "SecretStorageDefaultKey"),
    ] {
        let text = event("event", name, "{type: object, properties: {a: {type: string}}}");
        let copy = changed(&format!("{EVENTS}/m.tag.yaml"), |_| text.clone());
        let Some(copy) = copy else { return };
        let built = copy.build_events().unwrap_or_else(|error| panic!("{name}: {error}"));
        let field = format!("events::{rust_name}.a: Option<String>");
        assert!(built.fields.contains(&field), "{field}");
        // The secrets of cross-signing stay the same.
        assert!(built.fields.contains("events::EncryptedSecret.ciphertext: String"), "{name}");
    }
}

#[test]
fn what_nothing_reads_is_left_out_and_listed() {
    let message =
        |kind: &str| format!("{{type: object, properties: {{body: {{type: string}}, msgtype: {kind}}}}}");
    let open = message("{type: string}");
    for (file, text, task) in [
        ("m.x$m.a", event("room_event", "m.x", &message("{enum: [m.a]}")), "has no schema of its own"),
        (
            "m.room.message$m.gallery",
            event("room_event", "m.room.message", &open),
            "its `msgtype` is not the variant's name",
        ),
        (
            "m.fresh",
            "properties: {content: {type: object}, type: {enum: [m.fresh]}}".to_owned(),
            "none of the bases",
        ),
    ] {
        let Some(model) = with(&format!("{EVENTS}/{file}.yaml"), &text) else { return };
        let tasks = tasks(&model);
        assert!(
            tasks.len() == 1 && tasks[0].contains(&format!("{file}.yaml")) && tasks[0].contains(task),
            "{tasks:?}"
        );
        let events = model.events.unwrap();
        assert_eq!(events.tagged["RoomMessage"].variants.len(), 10, "{file}");
        assert!(!events.types.structs.contains_key("RoomMessageGallery"), "{file}");
    }
}

#[test]
fn a_property_may_be_excluded() {
    let whoami = "data/api/client-server/whoami.yaml";
    let Some(copy) = changed(whoami, |text| {
        after(text, "properties:\n", "user_id:", "legacy: false\n                  user_id:")
    }) else {
        return;
    };
    let model = copy.lower().unwrap();
    let structs = &model.apis[&matrix_openapi_codegen::Api::ClientServer].structs;
    assert!(structs.values().flat_map(|item| &item.fields).all(|field| field.name != "legacy"));
}
