//! The wording of events: where it appears, which subjects it needs, and that ours is complete.

use std::path::{Path, PathBuf};

use matrix_openapi_codegen::lower::event_ir::EventModel;
use matrix_openapi_codegen::lower::ir::Doc;
use matrix_openapi_codegen::lower::lower_events;
use matrix_openapi_codegen::wording::{EventWording, undocumented_types};
use matrix_openapi_codegen::{Api, Document, Project, Release};
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

/// Returns a plain content, one with variants, one that is a map, and an enumeration.
fn document() -> Document {
    let content = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let root = json!({
        "openapi": "3.1.0",
        "components": {"schemas": {
            "Thing": {"type": "object", "properties": {
                "body": {"type": "string"}, "size": {"type": "string", "enum": ["small", "large"]}}},
            "Talk": {"type": "object", "required": ["kind"], "properties": {
                "body": {"type": "string"}, "kind": {"type": "string"}}},
            "TalkLoud": {"type": "object", "required": ["kind"], "properties": {
                "body": {"type": "string"}, "kind": {"type": "string", "enum": ["m.loud"]}}},
            "List": {"type": "object", "additionalProperties": {"type": "string"}},
        }},
        "events": {
            "m.thing": {"base": "room", "content": content("Thing")},
            "m.talk": {"base": "room", "content": content("Talk"), "variants": {"m.loud": content("TalkLoud")}},
            "m.list": {"base": "event", "content": content("List"), "x-kinds": ["account-data"]},
        },
    });
    Document::new(Api::ClientServer, "things.yaml", root)
}

fn wording() -> Value {
    json!({"release": "v1.19", "events": {
        "fields": {"body": "A text."},
        "types": {
            "Thing": {"description": "A thing."},
            "ThingSize": {"description": "How large it is.", "values": {"small": "Not large."}},
            "Talk": {"description": "Talk of any kind."},
            "TalkLoud": {"description": "Loud talk.", "fields": {"body": "The words, in capitals."}},
            "List": {"description": "A list."},
        },
    }})
}

fn worded(document: &Document, wording: &Value, release: Release) -> Result<EventModel, String> {
    let wording = EventWording::from_value("w.yaml", wording).map_err(|error| error.to_string())?;
    let mut model = lower_events(document, release).unwrap();
    wording.apply(&mut model).map(|()| model).map_err(|error| error.to_string())
}

fn field<'a>(model: &'a EventModel, item: &str, name: &str) -> Option<&'a str> {
    let field = model.types.structs[item].fields.iter().find(|field| field.name == name);
    field.unwrap().doc.text.as_deref()
}

fn text(doc: &Doc) -> Option<&str> {
    doc.text.as_deref()
}

#[test]
fn sentences_go_to_contents_of_all_forms_to_fields_and_to_values() {
    let model = worded(&document(), &wording(), RELEASE).unwrap();
    assert_eq!(text(&model.types.structs["Thing"].doc), Some("A thing."));
    assert_eq!(text(&model.tagged["Talk"].doc), Some("Talk of any kind."));
    assert_eq!(text(&model.types.structs["TalkLoud"].doc), Some("Loud talk."));
    assert_eq!(text(&model.newtypes["List"].doc), Some("A list."));
    assert_eq!(model.types.enums["ThingSize"].value_docs["small"], "Not large.");
    assert_eq!(field(&model, "Thing", "body"), Some("A text."), "a sentence for all fields of the name");
    assert_eq!(field(&model, "TalkLoud", "body"), Some("The words, in capitals."), "its own sentence");
}

#[test]
fn prose_of_the_description_wins() {
    let mut document = document();
    document.root["events"]["m.thing"]["description"] = json!("Their thing.");
    document.root["events"]["m.talk"]["description"] = json!("Their talk.");
    document.root["events"]["m.talk"]["variants"]["m.loud"]["description"] = json!("Their loud talk.");
    document.root["events"]["m.list"]["description"] = json!("Their list.");
    document.root["components"]["schemas"]["Thing"]["properties"]["body"]["description"] =
        json!("Their text.");
    let model = worded(&document, &wording(), RELEASE).unwrap();
    assert_eq!(text(&model.types.structs["Thing"].doc), Some("Their thing."));
    assert_eq!(text(&model.tagged["Talk"].doc), Some("Their talk."));
    assert_eq!(text(&model.types.structs["TalkLoud"].doc), Some("Their loud talk."));
    assert_eq!(text(&model.newtypes["List"].doc), Some("Their list."));
    assert_eq!(field(&model, "Thing", "body"), Some("Their text."));
}

#[test]
fn what_is_not_there_is_an_error_in_the_release_that_the_sentences_are_for() {
    for (place, value) in [
        ("/events/fields/other", json!("O.")),
        ("/events/types/Other", json!({"description": "O."})),
        ("/events/types/Thing/fields/other", json!("O.")),
        ("/events/types/ThingSize/values/huge", json!("H.")),
    ] {
        let mut wording = wording();
        let (parent, key) = place.rsplit_once('/').unwrap();
        let parent = wording.pointer_mut(parent);
        match parent {
            Some(parent) => parent[key] = value,
            None => wording["events"]["types"]["Thing"]["fields"] = json!({"other": value}),
        }
        assert_eq!(
            worded(&document(), &wording, RELEASE).unwrap_err(),
            format!("w.yaml#{place}: not in the events of v1.19, so the sentence would not appear")
        );
        let model = worded(&document(), &wording, Release { major: 1, minor: 18 }).unwrap();
        assert_eq!(
            text(&model.newtypes["List"].doc),
            Some("A list."),
            "{place}: the other sentences are there"
        );
    }
}

#[test]
fn a_file_of_another_form_is_refused_at_its_place() {
    for (wording, message) in [
        (json!({}), "w.yaml: no `release`, so the required entries are unknown"),
        (json!({"release": "v1.19", "types": {}}), "w.yaml#/types: neither `release`, `events` nor `edus`"),
        (json!({"events": {"values": {}}}), "w.yaml#/events/values: neither `fields` nor `types`"),
        (json!({"events": {"fields": {"a": ""}}}), "w.yaml#/events/fields/a: empty"),
    ] {
        assert_eq!(worded(&document(), &wording, RELEASE).unwrap_err(), message);
    }
}

#[test]
fn contents_without_sentences_are_listed() {
    let none = json!({"release": "v1.19"});
    let model = worded(&document(), &none, RELEASE).unwrap();
    assert_eq!(undocumented_types(&model), ["List", "Talk", "TalkLoud", "OtherTalk", "Thing"]);
    let mut wording = wording();
    wording["events"]["types"]["OtherTalk"] = json!({"description": "Other talk."});
    assert_eq!(undocumented_types(&worded(&document(), &wording, RELEASE).unwrap()), Vec::<&str>::new());
}

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

#[test]
fn every_type_field_and_value_of_ours_has_a_sentence() {
    let project = Project::new(spec(), spec().join("overlays"));
    let description = project.description().unwrap();
    if project.event_wording().unwrap().release() != Some(description.release) {
        eprintln!("skipped: the wording is written for another release, which `cargo xtask check` says");
        return;
    }
    let model = project.model(description).unwrap();
    assert!(silent(&model.events.unwrap()) > 400);
    assert!(silent(&model.edus.unwrap()) > 30);
}

/// Fails if an item has no sentence, and returns the number of fields.
fn silent(model: &EventModel) -> usize {
    let mut silent = Vec::new();
    let types = &model.types;
    let docs = types.structs.iter().map(|(name, item)| (name, &item.doc));
    let docs = docs.chain(types.enums.iter().map(|(name, item)| (name, &item.doc)));
    let docs = docs.chain(types.unions.iter().map(|(name, item)| (name, &item.doc)));
    let docs = docs.chain(model.tagged.iter().map(|(name, item)| (name, &item.doc)));
    let docs = docs.chain(model.newtypes.iter().map(|(name, item)| (name, &item.doc)));
    silent.extend(docs.filter(|(_, doc)| doc.text.is_none()).map(|(name, _)| name.clone()));
    let mut fields = 0;
    for (name, item) in &types.structs {
        fields += item.fields.len();
        let lacking = item.fields.iter().filter(|field| field.doc.text.is_none());
        silent.extend(lacking.map(|field| format!("{name}.{}", field.name)));
    }
    for (name, item) in &types.enums {
        let lacking = item.values.iter().filter(|value| !item.value_docs.contains_key(*value));
        silent.extend(lacking.map(|value| format!("{name}.{value}")));
    }
    assert!(silent.is_empty(), "{silent:?}");
    fields
}

#[test]
fn our_sentences_have_one_form() {
    let file = matrix_openapi_codegen::yaml::read(&spec().join("overlays/wording-events.yaml")).unwrap();
    let mut texts = Vec::new();
    let mut left = vec![&file["events"], &file["edus"]];
    while let Some(value) = left.pop() {
        texts.extend(value.as_str());
        left.extend(value.as_object().into_iter().flat_map(|members| members.values()));
    }
    assert!(texts.len() > 300, "{} sentences", texts.len());
    for text in texts {
        assert!(text.starts_with(|first: char| first.is_uppercase()), "{text}");
        assert!(text.ends_with('.') && !text.contains("  ") && !text.contains('\n'), "{text}");
        assert!(text.len() <= 160, "{text}");
    }
}
