//! Our contents of events beside ruma's: what one writes, the other reads, and both mean the same.
//!
//! Samples of each content are generated from the description. ruma reads what we write of a sample, we read what ruma writes
//! of that, and the two texts are compared. Each difference is listed with its reason; one that is not, fails.

mod differences;
#[allow(dead_code)] // The tests of promises use all of it.
#[path = "../../../tests/every-type/tests/promises/sample.rs"]
mod sample;

use std::collections::BTreeSet;
use std::path::Path;

use differences::{DIFFERENCES, OTHER_FORMS, PLAUSIBLE, REFERENCE, RELATIONS};
use matrix_openapi::events::Content;
use matrix_openapi::json::RawObject;
use matrix_openapi_codegen::event::EventKind;
use matrix_openapi_codegen::lower::event_ir::{Content as Form, Event, EventModel};
use matrix_openapi_codegen::lower::ir::Type;
use matrix_openapi_codegen::{Project, lower};
use ruma::events::presence::PresenceEventContent;
use ruma::events::{
    AnyEphemeralRoomEventContent, AnyGlobalAccountDataEventContent, AnyMessageLikeEventContent,
    AnyRoomAccountDataEventContent, AnyStateEventContent, AnyToDeviceEventContent, EventContentFromType,
};
use sample::Samples;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

fn model() -> EventModel {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let description = Project::new(&spec, spec.join("overlays")).description().unwrap();
    lower::lower_events(description.events.as_ref().unwrap(), description.release).unwrap()
}

/// A content as we write it.
struct Subject {
    event_type: String,
    kind: EventKind,
    /// The form of a content that has several.
    form: Option<String>,
    content: String,
}

/// Each content as each kind of event: with all its fields, once for each relation, and with the required ones alone.
fn subjects(model: &EventModel) -> Vec<Subject> {
    let samples = Samples { model: &model.types };
    let mut subjects = Vec::new();
    for event in &model.events {
        let event_type = format!("{}{}", event.facts.event, if event.facts.prefix { "abc" } else { "" });
        for (form, ty) in forms(model, event) {
            let full = plausible(&event_type, samples.value(&ty));
            let mut contents = related(&event_type, &full);
            contents.push(required(samples, &ty, &full));
            contents
                .extend(OTHER_FORMS.iter().filter(|(of, _)| *of == event_type).map(|(_, text)| value(text)));
            for content in contents {
                let content = ours(&event_type, &content.to_string());
                for kind in &event.facts.kinds {
                    let (event_type, form) = (event_type.clone(), form.clone());
                    subjects.push(Subject { event_type, kind: *kind, form, content: content.clone() });
                }
            }
        }
    }
    subjects
}

/// The types of an event's content, with the names of those that are one of several.
fn forms(model: &EventModel, event: &Event) -> Vec<(Option<String>, Type)> {
    let rust_name = &event.facts.rust_name;
    let form = |name: &str| (Some(name.to_owned()), Type::Struct(name.to_owned()));
    match event.content {
        Form::Struct => vec![(None, Type::Struct(rust_name.clone()))],
        Form::Newtype => vec![(None, model.newtypes[rust_name].ty.clone())],
        Form::Tagged => model.tagged[rust_name].structs().map(form).collect(),
    }
}

/// Replaces values by ones that ruma accepts, where it expects a form that the description does not require.
fn plausible(event_type: &str, mut sample: Value) -> Value {
    fn visit(path: &str, value: &mut Value) {
        if let Some((_, text)) = PLAUSIBLE.iter().find(|(end, _)| path.ends_with(end)) {
            *value = serde_json::from_str(text).unwrap();
            return;
        }
        match value {
            Value::Object(fields) => {
                fields.iter_mut().for_each(|(name, value)| visit(&format!("{path}.{name}"), value));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| visit(&format!("{path}[]"), item)),
            _ => {}
        }
    }
    visit(event_type, &mut sample);
    sample
}

/// A content with each kind of relation that it can have; the content that it replaces is only in an edit.
fn related(event_type: &str, full: &Value) -> Vec<Value> {
    let relations = match event_type {
        "m.room.encrypted" | "m.room.message" | "m.sticker" => RELATIONS.as_slice(),
        _ if event_type.starts_with("m.key.verification.") => &[REFERENCE],
        _ => return vec![full.clone()],
    };
    let with = |relation: &&str| {
        let mut content = full.clone();
        let fields = content.as_object_mut().unwrap();
        if fields.contains_key("m.relates_to") {
            fields.insert("m.relates_to".to_owned(), value(relation));
        }
        if !relation.contains("m.replace") {
            fields.remove("m.new_content");
        }
        content
    };
    relations.iter().map(with).collect()
}

/// The fields of a sample that a sender must set.
fn required(samples: Samples<'_>, ty: &Type, full: &Value) -> Value {
    let Type::Struct(name) = ty else { return json!({}) };
    let item = samples.item(name);
    let needed = item.fields.iter().filter(|field| field.required || field.needed).map(|field| &field.name);
    let names: BTreeSet<_> = needed.chain(item.constants.keys()).collect();
    let fields = full.as_object().unwrap().iter().filter(|(name, _)| names.contains(name));
    Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Reads and writes a content by our types.
fn ours(event_type: &str, content: &str) -> String {
    let raw = RawObject::from_json(content.to_owned()).unwrap();
    let content = Content::of(event_type, &raw).unwrap_or_else(|error| panic!("{error}"));
    assert!(!matches!(content, Content::Unknown(_)), "{event_type}");
    serde_json::to_string(&content).unwrap()
}

/// Reads and writes a content by ruma's type for this kind of event.
fn ruma(subject: &Subject) -> Result<String, String> {
    fn read<C: EventContentFromType + Serialize>(subject: &Subject) -> Result<String, String> {
        let raw: &RawValue = serde_json::from_str(&subject.content).unwrap();
        let content = C::from_parts(&subject.event_type, raw).map_err(refused)?;
        // A type that ruma does not have is read, but not written.
        serde_json::to_string(&content).map_err(|_| "no such type".to_owned())
    }
    match subject.kind {
        EventKind::Message => read::<AnyMessageLikeEventContent>(subject),
        EventKind::State => read::<AnyStateEventContent>(subject),
        EventKind::ToDevice => read::<AnyToDeviceEventContent>(subject),
        EventKind::GlobalAccountData => read::<AnyGlobalAccountDataEventContent>(subject),
        EventKind::RoomAccountData => read::<AnyRoomAccountDataEventContent>(subject),
        EventKind::Ephemeral => read::<AnyEphemeralRoomEventContent>(subject),
        EventKind::Presence => {
            let content: PresenceEventContent = serde_json::from_str(&subject.content).map_err(refused)?;
            serde_json::to_string(&content).map_err(refused)
        }
    }
}

/// The error without its place in the text.
fn refused(error: serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason).to_owned()
}

/// The differences of ruma's value to ours, each with its place.
fn compare(place: &str, ours: &Value, ruma: &Value, found: &mut Vec<String>) {
    match (ours, ruma) {
        (Value::Object(ours), Value::Object(ruma)) => {
            for name in ours.keys().chain(ruma.keys()).collect::<BTreeSet<_>>() {
                let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                match (ours.get(name), ruma.get(name)) {
                    (Some(ours), Some(ruma)) => compare(&place, ours, ruma, found),
                    (Some(_), None) => found.push(format!("{place} is lost")),
                    (None, _) => found.push(format!("{place} is added")),
                }
            }
        }
        (Value::Array(ours), Value::Array(ruma)) if ours.len() == ruma.len() => {
            for (ours, ruma) in ours.iter().zip(ruma) {
                compare(&format!("{place}[]"), ours, ruma, found);
            }
        }
        (ours, ruma) if ours == ruma => {}
        (ours, ruma) => found.push(format!("{place}: {ours} becomes {ruma}")),
    }
}

#[test]
fn ruma_and_we_read_and_write_the_same_contents() {
    let (mut unlisted, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for subject in subjects(&model()) {
        let name = subject.form.as_deref().unwrap_or(&subject.event_type);
        let mut found = Vec::new();
        match ruma(&subject) {
            Err(refused) => found.push(refused),
            Ok(written) => {
                let (given, taken) = (value(&subject.content), value(&written));
                compare("", &given, &taken, &mut found);
                assert_eq!(value(&ours(&subject.event_type, &written)), taken, "{name}");
            }
        }
        for difference in found {
            let listed = DIFFERENCES.iter().position(|(of, said, _)| {
                let all = of.strip_suffix('*').is_some_and(|start| subject.event_type.starts_with(start));
                (all || *of == name || *of == subject.event_type) && *said == difference
            });
            match listed {
                Some(index) => seen.insert(index),
                None => unlisted.insert(format!("({name:?}, {difference:?}, \"\"), // {}", subject.kind)),
            };
        }
    }
    let gone: Vec<_> = (0..DIFFERENCES.len())
        .filter(|index| !seen.contains(index))
        .map(|index| DIFFERENCES[index])
        .collect();
    let unlisted = unlisted.into_iter().collect::<Vec<_>>().join("\n");
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "differences that are not listed:\n{unlisted}\nlisted, but not found: {gone:#?}"
    );
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
