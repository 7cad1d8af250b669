//! The promises about reading and writing, tested with every type, response and content of an event of the description.

mod events;
mod generated_samples;
mod hostile;
mod places;
mod sample;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use matrix_openapi_codegen::lower::event_ir::EventModel;
use matrix_openapi_codegen::lower::ir::{ApiModel, Field, Response, Type};
use matrix_openapi_codegen::{Api, Project, lower};
use matrix_openapi_every_type::{Reading, read};
use sample::{Samples, kinds, with_unknown};
use serde_json::{Value, json};

/// The model of the description.
struct Lowered {
    apis: BTreeMap<Api, ApiModel>,
    events: EventModel,
    /// The model of EDUs; `None` before the release that describes their schemas.
    edus: Option<EventModel>,
}

static LOWERED: LazyLock<Lowered> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let spec = std::env::var_os("MATRIX_OPENAPI_SPEC").map_or_else(|| root.join("spec"), PathBuf::from);
    let description = Project::new(&spec, root.join("spec/overlays")).description().unwrap();
    let release = description.release;
    let apis = description.documents.iter();
    let apis = apis.map(|(api, document)| (*api, lower::lower(document, release).unwrap())).collect();
    let events = description.events.as_ref().unwrap();
    let edus = lower::lower_edus(events, release).unwrap();
    Lowered { apis, events: lower::lower_events(events, release).unwrap(), edus }
});

/// Returns the models of types, each with the name of its module.
fn modules() -> impl Iterator<Item = (&'static str, &'static ApiModel)> {
    let apis = LOWERED.apis.iter().map(|(api, model)| (api.slug(), model));
    let edus = LOWERED.edus.iter().map(|edus| ("edus", &edus.types));
    apis.chain([("events", &LOWERED.events.types)]).chain(edus)
}

/// A type, with a sample that fits.
struct Subject<'a> {
    module: &'a str,
    samples: Samples<'a>,
    name: &'a str,
    fields: &'a [Field],
    sample: Value,
    /// Whether a signature covers the type, so it is read exactly or not at all.
    signed: bool,
}

fn subjects() -> Vec<Subject<'static>> {
    let mut subjects = Vec::new();
    for (module, model) in modules() {
        let samples = Samples { model };
        for (name, item) in &model.structs {
            let signed = item.fields.iter().any(|field| field.name == "signatures");
            subjects.push(Subject {
                module,
                samples,
                name,
                fields: &item.fields,
                sample: samples.object(name),
                signed,
            });
        }
    }
    assert!(!subjects.is_empty());
    subjects
}

impl Subject<'_> {
    fn read(&self, value: &Value) -> Reading {
        self.read_text(&value.to_string())
    }

    fn read_text(&self, text: &str) -> Reading {
        read(self.module, self.name, text).unwrap_or_else(|| panic!("{} has no {}", self.module, self.name))
    }

    fn place(&self, what: impl std::fmt::Display) -> String {
        format!("{} {} {what}", self.module, self.name)
    }

    /// Returns the sample with another value for one of its fields.
    fn with(&self, field: &Field, value: Value) -> Value {
        let mut sample = self.sample.clone();
        sample[&field.name] = value;
        sample
    }

    /// Asserts that a value is written back completely, with misfits at exactly these paths.
    fn comes_back(&self, given: &Value, written: &Value, misfits: &[String], what: &str) {
        let reading = self.read(given);
        if self.signed && !misfits.is_empty() {
            assert!(reading.written.is_err(), "{}: {given}", self.place(what));
            return;
        }
        let text =
            reading.written.unwrap_or_else(|error| panic!("{}: {error:?} of {given}", self.place(what)));
        assert_eq!(normal(&serde_json::from_str(&text).unwrap()), normal(written), "{}", self.place(what));
        assert_eq!(reading.misfits, misfits, "{}: {given}", self.place(what));
    }
}

/// Returns the value with one form for each number, since JSON has a single type of numbers.
fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), normal(value))).collect(),
        other => other.clone(),
    }
}

/// Returns the step of a field or entry in the path of a misfit.
fn step(name: &str) -> String {
    match name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        true => format!(".{name}"),
        false => format!("[{name:?}]"),
    }
}

#[test]
fn a_value_that_fits_is_written_back_unchanged() {
    for subject in subjects() {
        subject.comes_back(&subject.sample, &subject.sample, &[], "as it is");
    }
}

#[test]
fn fields_that_no_type_names_are_written_back_wherever_they_are() {
    for subject in subjects() {
        let mut sample = subject.sample.clone();
        with_unknown(subject.samples, &Type::Struct(subject.name.to_owned()), &mut sample);
        assert!(sample.get("org.example.unknown").is_some());
        subject.comes_back(&sample, &sample, &[], "with unknown fields");
    }
}

#[test]
fn an_optional_field_of_the_wrong_type_does_not_affect_others() {
    for subject in subjects() {
        for field in subject.fields.iter().filter(|field| !field.required) {
            for odd in kinds() {
                // A field that accepts several forms may be written in another form than it was read from.
                if field.lenient {
                    continue;
                }
                let fits = odd.is_null() || subject.samples.takes(&field.ty, &odd);
                let misfits = if fits { vec![] } else { vec![format!("${}", step(&field.name))] };
                let given = subject.with(field, odd);
                subject.comes_back(&given, &given, &misfits, &field.name);
            }
        }
    }
}

#[test]
fn an_item_or_entry_that_does_not_fit_does_not_affect_others() {
    let mut tried = 0;
    for subject in subjects() {
        for field in subject.fields {
            let (inner, list) = match &field.ty {
                Type::List(inner) => (inner, true),
                Type::Map(_, inner) => (inner, false),
                _ => continue,
            };
            let good = subject.samples.value(inner);
            for odd in kinds().into_iter().filter(|odd| !subject.samples.takes(inner, odd)) {
                let (given, written, place) = match list {
                    true => (json!([good, odd, good]), json!([good, good]), "[1]"),
                    false => {
                        let all = json!({"a": good, "b": odd, "c": good});
                        (all, json!({"a": good, "c": good}), ".b")
                    }
                };
                let misfits = [format!("${}{place}", step(&field.name))];
                let (given, written) = (subject.with(field, given), subject.with(field, written));
                subject.comes_back(&given, &written, &misfits, &field.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 0);
}

#[test]
fn a_missing_required_field_is_named_unless_it_has_a_substitute() {
    for subject in subjects() {
        for field in subject.fields.iter().filter(|field| field.required) {
            let mut given = subject.sample.clone();
            given.as_object_mut().unwrap().remove(&field.name);
            if subject.samples.can_lack(field) {
                subject.comes_back(&given, &given, &[], &field.name);
                if !field.lenient {
                    let given = subject.with(field, Value::Null);
                    subject.comes_back(&given, &given, &[], &field.name);
                }
                continue;
            }
            let (path, reason) = subject.read(&given).written.unwrap_err();
            let expected = format!("missing field `{}`", field.name);
            assert_eq!((path.as_str(), reason), ("$", expected), "{}", subject.place(&field.name));
        }
    }
}

#[test]
fn a_required_field_of_the_wrong_type_names_its_path() {
    for subject in subjects() {
        for field in subject.fields.iter().filter(|field| field.required && !field.lenient) {
            for odd in kinds().into_iter().filter(|odd| !odd.is_null()) {
                if subject.samples.takes(&field.ty, &odd) {
                    continue;
                }
                let (path, _) = subject.read(&subject.with(field, odd)).written.unwrap_err();
                assert!(
                    path.starts_with(&format!("${}", step(&field.name))),
                    "{}: {path}",
                    subject.place(&field.name)
                );
            }
        }
    }
}

#[test]
fn an_empty_body_counts_as_an_empty_object() {
    for subject in subjects() {
        let fits = subject.samples.takes(&Type::Struct(subject.name.to_owned()), &json!({}));
        for text in ["", " \n", "{}", "\u{feff}{}"] {
            assert_eq!(subject.read_text(text).written.is_ok(), fits, "{}", subject.place(text));
        }
    }
}

#[test]
fn a_response_is_read_as_its_type_whatever_its_form() {
    for model in LOWERED.apis.values() {
        let samples = Samples { model };
        for call in &model.operations {
            let Response::Json(ty) = &call.response else { continue };
            let name = format!("the response of {}", call.facts.id);
            let api = model.api.slug();
            let mut sample = samples.value(ty);
            with_unknown(samples, ty, &mut sample);
            let reading = read(api, &name, &sample.to_string()).unwrap();
            assert_eq!(reading.misfits, Vec::<String>::new(), "{api} {name}");
            let written = reading.written.unwrap_or_else(|error| panic!("{api} {name}: {error:?}"));
            assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), sample, "{api} {name}");
            let empty = match ty {
                Type::List(_) | Type::Map(..) | Type::JsonValue | Type::RawJson | Type::RawObject => true,
                ty => samples.takes(ty, &json!({})),
            };
            for text in ["", "null"] {
                let written = read(api, &name, text).unwrap().written;
                assert_eq!(written.is_ok(), empty, "{api} {name}: {text:?} {written:?}");
            }
        }
    }
}
