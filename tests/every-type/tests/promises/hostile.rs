//! Contents that no client sends, and events in unusual forms: none is lost, and none affects another.

use std::collections::BTreeSet;

use matrix_openapi::client_server::types::SyncResponse;
use matrix_openapi::events::{Content, Event};
use matrix_openapi::json::{Raw, RawObject};
use matrix_openapi_codegen::event::EventKind;
use matrix_openapi_codegen::lower::ir::{Field, Type};
use serde_json::{Value, json};

use crate::events::{EventSubject, MARK, mark, subjects};
use crate::places::{Around, Place};
use crate::{normal, step};

/// Returns values that break readers. None of them is a value of a type of the description.
fn hostile(levels: usize) -> Vec<String> {
    let mut values: Vec<String> = [
        "1e400",
        "-1e400",
        r#"{"$serde_json::private::RawValue":"[1]"}"#,
        r#"{"$serde_json::private::RawValue":1,"a":2}"#,
        r#"[{"$serde_json::private::RawValue":"{"}]"#,
        r#"{"$serde_json::private::Number":"1"}"#,
        r#"[{"a":1,"a":[2]}]"#,
        "\"\\ud83d\\u0000\"",
    ]
    .map(str::to_owned)
    .into();
    values.push(format!("1{}", "0".repeat(400)));
    values.push(format!("[{}1]", "1,".repeat(1000)));
    values.extend([nested("[", "]", levels), nested("{\"a\":", "}", levels)]);
    values
}

/// More levels than a recursive reader survives.
const DEEPEST: usize = 5_000;

fn nested(open: &str, close: &str, levels: usize) -> String {
    format!("{}1{}", open.repeat(levels), close.repeat(levels))
}

/// A field of an object within a content, whose value is a placeholder.
struct Marked<'a> {
    subject: &'a EventSubject,
    place: Place,
    field: &'a Field,
    sample: Value,
}

/// Returns each field of each type of object, within the first content that has such an object.
fn marked(subjects: &[EventSubject]) -> Vec<Marked<'_>> {
    let (mut seen, mut marked) = (BTreeSet::new(), Vec::new());
    for subject in subjects {
        for (place, fields) in subject.samples.objects(&subject.ty, &subject.sample) {
            if !seen.insert((place.ty.clone(), place.around == Around::Content)) {
                continue;
            }
            marked.extend(fields.iter().map(|field| {
                let mut sample = subject.sample.clone();
                sample.pointer_mut(&place.pointer).unwrap()[&field.name] = mark();
                Marked { subject, place: place.clone(), field, sample }
            }));
        }
    }
    assert!(!marked.is_empty());
    marked
}

impl Marked<'_> {
    /// Asserts that a hostile value affects only the field.
    fn costs_only_the_field(&self, value: &str) {
        let Self { subject, place, field, sample } = self;
        let text = sample.to_string().replace(MARK, value);
        if field.required {
            // The header is read, and an error leads to the object.
            if let Err(error) = subject.read(&text) {
                assert!(place.around == Around::Content, "{}", subject.place(&text));
                assert!(error.path.starts_with(&place.path), "{error}: {}", subject.place(&text));
            }
            return;
        }
        let (_, written) = subject.read_and_write(&text);
        // Lists and maps lose the entries that do not fit; strings are written in another form.
        let takes_parts = matches!(field.ty, Type::List(_) | Type::Map(..) | Type::Union(_));
        if takes_parts || value.starts_with('"') {
            return;
        }
        let written = written.replace(value, MARK);
        let written: Value = serde_json::from_str(&written)
            .unwrap_or_else(|error| panic!("{error}: {}", subject.place(&text)));
        assert_eq!(normal(&written), normal(sample), "{}", subject.place(&text));
    }
}

#[test]
fn a_hostile_value_of_a_field_affects_only_that_field() {
    let subjects = subjects();
    let values = hostile(300);
    for marked in marked(&subjects) {
        values.iter().for_each(|value| marked.costs_only_the_field(value));
    }
}

#[test]
fn a_value_of_any_depth_affects_only_its_field() {
    let subjects = subjects();
    let deep = nested("[{\"a\":", "}]", DEEPEST);
    marked(&subjects).iter().for_each(|marked| marked.costs_only_the_field(&deep));
}

#[test]
fn hostile_fields_that_no_type_names_are_written_back_exactly() {
    let values = hostile(300);
    for subject in subjects() {
        let mut given = subject.sample.clone();
        for (place, _) in subject.samples.objects(&subject.ty, &subject.sample) {
            for name in ["org.example", "$serde_json::private::RawValue", ""] {
                given.pointer_mut(&place.pointer).unwrap()[name] = mark();
            }
        }
        let count = given.to_string().matches(MARK).count();
        for value in &values {
            let (_, written) = subject.read_and_write(&given.to_string().replace(MARK, value));
            assert_eq!(written.matches(value).count(), count, "{}: {value:.100}", subject.event_type);
        }
    }
}

#[test]
fn the_last_of_several_values_of_a_field_counts() {
    for subject in subjects() {
        let fields = subject.sample.as_object().unwrap();
        for name in fields.keys() {
            for earlier in ["[]", "\"org.example\"", "{}", "1"] {
                let rest = subject.sample.to_string();
                let text = format!("{{{}:{earlier},{}", json!(name), &rest[1..]);
                match subject.read(&text) {
                    // All values of a required field must fit.
                    Err(error) => {
                        assert!(subject.requires(name), "{error}: {}", subject.place(&text));
                        assert_eq!(error.path, format!("$.content{}", step(name)));
                    }
                    Ok(_) => subject.comes_back_as(&text, &subject.sample),
                }
            }
        }
    }
}

#[test]
fn the_order_and_escapes_of_an_event_do_not_matter() {
    for subject in subjects() {
        let content = subject.sample.to_string();
        let expected = format!("{:?}", subject.read(&content).unwrap());
        let escaped: String = subject.event_type.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
        let state_key = if subject.is_state() { r#","state_key":"""# } else { "" };
        for text in [
            format!(r#"{{"content":{content},"type":"{}"{state_key}}}"#, subject.event_type),
            format!(r#"{{"cont\u0065nt":{content}{state_key},"t\u0079pe":"{escaped}"}}"#),
            format!(
                " {{ \"org.x\": {{\"type\":1}},\n\"content\" :\t{content} {state_key}, \"type\" : \"{escaped}\" }} "
            ),
        ] {
            let raw = RawObject::from_json(text).unwrap();
            let event = raw.read().unwrap();
            assert_eq!(event.event_type, subject.event_type);
            assert_eq!(format!("{:?}", event.content::<Content>().unwrap()), expected, "{}", raw.json());
        }
    }
}

/// Returns all events of a sync.
fn events(sync: &SyncResponse) -> Vec<RawObject> {
    let mut events: Vec<RawObject> = Vec::new();
    events.extend(sync.account_data_events().chain(sync.presence_events()).map(Raw::cast));
    events.extend(sync.to_device_events().map(Raw::cast));
    for (_, room) in sync.joined_rooms() {
        events.extend(room.timeline_events().chain(room.state_events()).map(Raw::cast));
        events.extend(room.account_data_events().chain(room.ephemeral_events()).map(Raw::cast));
    }
    for (_, room) in sync.invited_rooms() {
        events.extend(room.state_events().map(Raw::cast));
    }
    events
}

/// Returns a sync with an event of each type wherever it may occur, with this content, and the number of these events.
fn sync(subjects: &[EventSubject], content: &str) -> (String, usize) {
    let of = |kind: EventKind| {
        let subjects = subjects.iter().filter(|subject| subject.kinds.contains(&kind));
        subjects.map(|subject| subject.event(content)).collect::<Vec<_>>()
    };
    let [message, state, to_device, global, room, ephemeral, presence] = [
        EventKind::Message,
        EventKind::State,
        EventKind::ToDevice,
        EventKind::GlobalAccountData,
        EventKind::RoomAccountData,
        EventKind::Ephemeral,
        EventKind::Presence,
    ]
    .map(of);
    let timeline = [message.as_slice(), &state].concat();
    let lists = [&timeline, &state, &state, &to_device, &global, &room, &ephemeral, &presence];
    let count = lists.iter().map(|list| list.len()).sum();
    let [timeline, state, invite, to_device, global, room, ephemeral, presence] =
        lists.map(|list| format!(r#"{{"events":[{}]}}"#, list.join(",")));
    let joined =
        format!(r#"{{"timeline":{timeline},"state":{state},"account_data":{room},"ephemeral":{ephemeral}}}"#);
    let text = format!(
        r#"{{"next_batch":"s","account_data":{global},"presence":{presence},"to_device":{to_device},
            "rooms":{{"join":{{"!a:b":{joined}}},"invite":{{"!c:d":{{"invite_state":{invite}}}}}}}}}"#
    );
    (text, count)
}

#[test]
fn no_event_of_a_sync_is_lost_whatever_its_content() {
    let subjects = subjects();
    let plain = ["[]", "\"x\"", r#"{"body":1}"#, "1", "null", "{}"].map(str::to_owned);
    for content in plain.into_iter().chain(hostile(DEEPEST)) {
        let (text, count) = sync(&subjects, &content);
        let read = matrix_openapi::__private::decode::<SyncResponse>("sync", text.into()).unwrap();
        assert_eq!(read.misfits.listed, [], "{content:.100}");
        let events = events(&read.value);
        assert_eq!(events.len(), count, "{content:.100}");
        for raw in &events {
            let header = raw.header().unwrap();
            let event = raw.read().unwrap();
            assert_eq!(event.header, header);
            assert_eq!((header.sender.as_deref(), header.event_id.as_deref()), (Some("@a:b"), Some("$e")));
            assert_kept(&event, raw, &content);
        }
    }
}

/// Asserts that the content of an event is read, or fails and remains readable as unchanged raw JSON.
fn assert_kept(event: &Event<'_>, raw: &RawObject, content: &str) {
    assert_eq!(event.raw_content().unwrap().json(), content);
    match event.content::<Content>() {
        Ok(read) => {
            assert!(content.starts_with('{'), "{:.200}", raw.json());
            assert!(!matches!(read, Content::Unknown(_) | Content::Redacted));
        }
        Err(error) => {
            assert!(error.path.starts_with("$.content"), "{error}");
            assert_eq!(error.json.json(), raw.json());
        }
    }
}

#[test]
fn an_event_with_a_duplicate_part_affects_no_other_event() {
    let event = |content: &str| format!(r#"{{"type":"m.room.name","state_key":"",{content}}}"#);
    let good = event(r#""content":{"name":"a"}"#);
    let twice = event(r#""content":{"name":"a"},"content":{"name":"b"}"#);
    let typed_twice = event(r#""type":"m.room.topic","content":{"name":"a"}"#);
    let text = format!(
        r#"{{"next_batch":"s","rooms":{{"join":{{"!a:b":{{"timeline":{{"events":[{twice},{good},{typed_twice}]}}}}}},
            "invite":{{}}}}}}"#
    );
    let read = matrix_openapi::__private::decode::<SyncResponse>("sync", text.into()).unwrap();
    let events = events(&read.value);
    assert_eq!(events.iter().map(Raw::json).collect::<Vec<_>>(), [&twice, &good, &typed_twice]);
    let reasons: Vec<_> =
        events.iter().map(|event| event.read().map(drop).map_err(|error| error.reason)).collect();
    assert_eq!(
        reasons,
        [Err("duplicate field `content`".to_owned()), Ok(()), Err("duplicate field `type`".to_owned())]
    );
}
