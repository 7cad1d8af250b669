//! The promises about contents of events, tested with every type of event of the description. A content is read from its event as
//! the enumeration of all contents.

use matrix_openapi::events::{Content, ContentError, EVENTS, RoomVersion, redact};
use matrix_openapi::json::RawObject;
use matrix_openapi_codegen::event::EventKind;
use matrix_openapi_codegen::lower::event_ir::Content as Form;
use matrix_openapi_codegen::lower::ir::Type;
use serde_json::{Map, Value, json};

use crate::places::{Around, Place, remove};
use crate::sample::{Samples, with_unknown};
use crate::{LOWERED, normal};

/// A content of one type of event, with a sample that has all its fields. Each form of a content is a separate subject.
pub struct EventSubject {
    pub event_type: String,
    pub kinds: &'static [EventKind],
    pub samples: Samples<'static>,
    pub ty: Type,
    pub sample: Value,
}

pub fn subjects() -> Vec<EventSubject> {
    let samples = Samples { model: &LOWERED.events.types };
    let mut subjects = Vec::new();
    for event in &LOWERED.events.events {
        let rust_name = &event.facts.rust_name;
        let types = match event.content {
            Form::Struct => vec![Type::Struct(rust_name.clone())],
            Form::Newtype => vec![LOWERED.events.newtypes[rust_name].ty.clone()],
            Form::Tagged => {
                LOWERED.events.tagged[rust_name].structs().map(|name| Type::Struct(name.to_owned())).collect()
            }
        };
        subjects.extend(types.into_iter().map(|ty| {
            let event_type = format!("{}{}", event.facts.event, if event.facts.prefix { "abc" } else { "" });
            let sample = samples.value(&ty);
            EventSubject { event_type, kinds: &event.facts.kinds, samples, ty, sample }
        }));
    }
    assert!(subjects.len() > EVENTS.len(), "{} subjects", subjects.len());
    subjects
}

impl EventSubject {
    pub fn is_state(&self) -> bool {
        self.kinds.contains(&EventKind::State)
    }

    /// Whether the content requires a field.
    pub fn requires(&self, name: &str) -> bool {
        let Type::Struct(item) = &self.ty else { return false };
        let item = self.samples.item(item);
        let is_required = item.fields.iter().any(|field| field.name == name && field.required);
        is_required || item.tag.as_deref() == Some(name)
    }

    /// Returns the text of an event with this content.
    pub fn event(&self, content: &str) -> String {
        let state_key = if self.is_state() { r#""state_key":"text","# } else { "" };
        format!(
            r#"{{"type":"{}","sender":"@a:b",{state_key}"event_id":"$e","content":{content}}}"#,
            self.event_type
        )
    }

    /// Reads the content of an event. The header must always be readable.
    pub fn read(&self, content: &str) -> Result<Content, ContentError> {
        let raw = RawObject::from_json(self.event(content)).unwrap();
        let event = raw.read().unwrap_or_else(|error| panic!("{}: {error}", self.place(content)));
        assert_eq!(event.event_type, self.event_type);
        assert_eq!((event.sender.as_deref(), event.event_id.as_deref()), (Some("@a:b"), Some("$e")));
        assert_eq!(event.state_key.is_some(), self.is_state());
        let content = event.content::<Content>();
        assert!(!matches!(content, Ok(Content::Unknown(_) | Content::Redacted)), "{}", self.event_type);
        content
    }

    /// Reads a content that fits, and returns it and the text that it is written as.
    pub fn read_and_write(&self, content: &str) -> (Content, String) {
        let read = self.read(content).unwrap_or_else(|error| panic!("{}: {error}", self.place(content)));
        let written = serde_json::to_string(&read).unwrap();
        (read, written)
    }

    /// Asserts that a content is written as this value.
    pub fn comes_back_as(&self, content: &str, expected: &Value) {
        let (_, written) = self.read_and_write(content);
        let written: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(normal(&written), normal(expected), "{}", self.place(content));
    }

    pub fn place(&self, content: &str) -> String {
        format!("{} ({:?}): {:.300}", self.event_type, self.ty, content)
    }

    /// Returns the sample with another value at some of its positions.
    fn with(&self, value: &Value, applies: impl Fn(&Type) -> bool) -> (Value, usize) {
        let (mut sample, mut count) = (self.sample.clone(), 0);
        for place in self.samples.places(&self.ty, &self.sample) {
            if applies(&place.ty) {
                *sample.pointer_mut(&place.pointer).unwrap() = value.clone();
                count += 1;
            }
        }
        (sample, count)
    }

    /// Returns the sample without a field of one of its objects.
    fn without(&self, place: &Place, field: &str) -> Value {
        let mut sample = self.sample.clone();
        sample.pointer_mut(&place.pointer).unwrap().as_object_mut().unwrap().remove(field).unwrap();
        sample
    }
}

/// The placeholder for raw text in a sample that no parsed value can represent.
pub const MARK: &str = "\"exactly this\"";

pub fn mark() -> Value {
    serde_json::from_str(MARK).unwrap()
}

#[test]
fn a_content_that_fits_is_written_back_unchanged() {
    for subject in subjects() {
        subject.comes_back_as(&subject.sample.to_string(), &subject.sample);
    }
}

#[test]
fn unknown_fields_are_written_back_byte_for_byte_wherever_they_are() {
    const EXACT: &str =
        r#"{ "a" : 1.50, "b":1234567890123456789012345 ,"c":[-0.0,1E+2,"\u0061\/"],"$d":{"":null} }"#;
    for subject in subjects() {
        let mut sample = subject.sample.clone();
        with_unknown(subject.samples, &subject.ty, &mut sample);
        let unknown = json!({"b": 1.25, "a": [null, {"c": "\u{1F600}"}]}).to_string();
        let count = sample.to_string().matches(&unknown).count();
        assert!(count > 0 || matches!(subject.ty, Type::Map(..)), "{}", subject.event_type);
        let (_, written) = subject.read_and_write(&sample.to_string().replace(&unknown, EXACT));
        assert_eq!(written.matches(EXACT).count(), count, "{}", subject.event_type);
        let written: Value = serde_json::from_str(&written.replace(EXACT, &unknown)).unwrap();
        assert_eq!(normal(&written), normal(&sample), "{}", subject.event_type);
    }
}

#[test]
fn each_optional_field_may_be_absent_or_null() {
    for subject in subjects() {
        for (place, fields) in subject.samples.objects(&subject.ty, &subject.sample) {
            for field in fields.iter().filter(|field| !field.required) {
                let given = subject.without(&place, &field.name);
                subject.comes_back_as(&given.to_string(), &given);
                let (absent, _) = subject.read_and_write(&given.to_string());
                let mut given = given;
                given.pointer_mut(&place.pointer).unwrap()[&field.name] = Value::Null;
                subject.comes_back_as(&given.to_string(), &given);
                // The fields are the same, except that `null` is kept.
                let (null, _) = subject.read_and_write(&given.to_string());
                let null = format!("{null:?}").replace(&format!("{{{:?}}}", field.name), "{}");
                assert_eq!(null, format!("{absent:?}"), "{} {}", subject.event_type, place.path);
            }
        }
    }
}

#[test]
fn integers_may_be_written_as_floats() {
    let mut tried = 0;
    for subject in subjects() {
        let (sample, count) = subject.with(&mark(), |ty| matches!(ty, Type::Integer | Type::Unsigned));
        let read = |number: &str| subject.read_and_write(&sample.to_string().replace(MARK, number));
        let (expected, _) = read("7");
        for form in ["7.0", "0.7e1", "70e-1"] {
            let (given, written) = read(form);
            assert_eq!(format!("{given:?}"), format!("{expected:?}"), "{} {form}", subject.event_type);
            let written: Value = serde_json::from_str(&written).unwrap();
            assert_eq!(normal(&written), normal(&subject.sample), "{} {form}", subject.event_type);
        }
        tried += count;
    }
    assert!(tried > 0);
}

#[test]
fn an_unknown_value_of_each_enumeration_is_written_back() {
    let mut tried = 0;
    for subject in subjects() {
        let (sample, count) = subject.with(&json!("org.example"), |ty| matches!(ty, Type::Enumeration(_)));
        subject.comes_back_as(&sample.to_string(), &sample);
        tried += count;
    }
    assert!(tried > 0);
}

#[test]
fn a_missing_required_field_is_named_or_affects_only_the_value_around_it() {
    for subject in subjects() {
        for (place, fields) in subject.samples.objects(&subject.ty, &subject.sample) {
            let required = fields.iter().filter(|field| field.required);
            for field in required.filter(|field| !subject.samples.can_lack(field)) {
                let given = subject.without(&place, &field.name);
                assert_costs(&subject, &place, &given, &format!("missing field `{}`", field.name));
            }
            let Type::Struct(name) = &place.ty else { continue };
            if let Some(tag) = &subject.samples.item(name).tag {
                let given = subject.without(&place, tag);
                assert_costs(&subject, &place, &given, &format!("missing field `{tag}`"));
            }
        }
    }
}

/// Asserts that a defect of the object at a position affects only the value around it, and that an error names the defect.
fn assert_costs(subject: &EventSubject, place: &Place, given: &Value, reason: &str) {
    let text = given.to_string();
    match &place.around {
        Around::Content => {
            let error = subject.read(&text).err().unwrap_or_else(|| panic!("{}", subject.place(&text)));
            let found = (error.path.as_str(), error.reason.as_str());
            assert_eq!(found, (place.path.as_str(), reason), "{}", subject.place(&text));
            assert_eq!(error.event_type.as_deref(), Some(subject.event_type.as_str()));
            assert_eq!(error.event_id.as_deref(), Some("$e"));
        }
        Around::Field => subject.comes_back_as(&text, given),
        Around::Entry(pointer) => {
            let mut expected = given.clone();
            remove(&mut expected, pointer);
            subject.comes_back_as(&text, &expected);
        }
    }
}

/// A version of each set of rules, and an unknown one.
const VERSIONS: [(&str, u32); 8] =
    [("1", 1), ("5", 5), ("6", 6), ("8", 8), ("9", 9), ("11", 11), ("12", 12), ("org.example", 12)];

/// Returns the content of a redacted event.
fn redacted(event_type: &str, content: &Value, version: &str) -> Value {
    let mut event = Map::new();
    event.insert("type".to_owned(), json!(event_type));
    event.insert("content".to_owned(), content.clone());
    redact(event, &RoomVersion::from(version)).remove("content").unwrap()
}

#[test]
fn redacted_state_is_read_under_each_set_of_rules() {
    for subject in subjects().into_iter().filter(EventSubject::is_state) {
        let event = EVENTS.iter().find(|event| event.is_type(&subject.event_type)).unwrap();
        for (version, number) in VERSIONS {
            let left = redacted(&subject.event_type, &subject.sample, version);
            subject.comes_back_as(&left.to_string(), &left);
            let part_survives = |name: &str| {
                let part = format!("{name}.");
                event.survivors.iter().any(|(path, from)| path.starts_with(&part) && *from <= number)
            };
            for name in subject.sample.as_object().unwrap().keys() {
                let survives = event.survives(name).is_some_and(|from| from <= number) || part_survives(name);
                assert_eq!(left.get(name).is_some(), survives, "{} {name} {version}", subject.event_type);
            }
        }
    }
}

#[test]
fn a_redacted_event_has_the_content_that_redaction_keeps() {
    for subject in subjects() {
        let left = redacted(&subject.event_type, &subject.sample, "1");
        let text = subject.event(&left.to_string());
        let because = r#""unsigned":{"redacted_because":{"type":"m.room.redaction"}},"content""#;
        let raw = RawObject::from_json(text.replace(r#""content""#, because)).unwrap();
        let event = raw.read().unwrap();
        assert!(event.is_redacted());
        let content = event.content::<Content>().unwrap();
        assert_eq!(matches!(content, Content::Redacted), !subject.is_state(), "{}", subject.event_type);
        let written: Value = serde_json::from_str(&serde_json::to_string(&content).unwrap()).unwrap();
        assert_eq!(written, left, "{}", subject.event_type);
    }
}

/// Reads upstream's examples of state for the release of the description; skipped without upstream's files.
#[test]
fn examples_of_state_are_read_after_redaction() {
    let Some(trees) = std::env::var_os("MATRIX_SPEC_TREES").map(std::path::PathBuf::from) else { return };
    let release = LOWERED.events.types.release;
    let folder = trees.join(release.to_string()).join("data/event-schemas/examples");
    let subjects = subjects();
    let mut tried = 0;
    for file in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let example = matrix_openapi_codegen::yaml::read(&path).unwrap();
        let event_type = example["type"].as_str().unwrap_or_default();
        let Some(subject) = subjects.iter().find(|subject| subject.event_type == event_type) else {
            continue;
        };
        if !subject.is_state() {
            continue;
        }
        for (version, _) in VERSIONS {
            let left = redacted(event_type, &example["content"], version);
            subject.comes_back_as(&left.to_string(), &left);
        }
        tried += 1;
    }
    assert!(tried >= subjects.iter().filter(|subject| subject.is_state()).count(), "{tried} examples");
}
