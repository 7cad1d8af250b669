//! The locations in a response whose values come from the request.

use serde_json::Value;

use crate::lower::ir::{ApiModel, Body, Operation, ParameterLocation, Type};
use crate::matrix::event_section::{CONTENT, EVENT_ID};
use crate::matrix::fields::{CALLER_DEVICE, CALLER_USER};
use crate::matrix::identifier_type;
use crate::matrix::security::security_scheme;
use crate::pointer::join;
use crate::rust_name;

/// A location in the JSON of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePlace {
    /// Its JSON pointer.
    pub pointer: String,
    /// The part of the request with its value.
    pub source: PlaceSource,
}

/// A part of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceSource {
    /// A path parameter, by its name.
    Path(String),
    /// A query parameter, by its name.
    Query(String),
    /// A field of the body, by its name.
    Field(String),
    /// The user that the credential belongs to.
    CallerUser,
    /// The device of the credential.
    CallerDevice,
}

/// A part of a request, and how to recognize its value in a response.
struct NamedSource {
    source: PlaceSource,
    /// The name in Rust, because a parameter `roomId` is a field `room_id`.
    name: String,
    /// The sample, if it is an identifier.
    sample: Option<&'static str>,
}

/// Lists the locations in the sample of a response. If several have the same pointer, the last one whose source a
/// request has counts.
pub fn places(model: &ApiModel, operation: &Operation, sample: &Value) -> Vec<SamplePlace> {
    let mut search = Search { parts: parts(model, operation), found: Vec::new() };
    search.visit(sample, "", Level::Top);
    search.found
}

/// Returns whether the credential of a request is that of a user.
pub(super) fn identifies_caller(operation: &Operation) -> bool {
    let of_user = operation.facts.authentication.schemes.iter().filter_map(|name| security_scheme(name));
    of_user.flat_map(|scheme| scheme.variants).any(|variant| variant.starts_with("AccessToken"))
}

/// Returns the parts of a request that identify its subject, the most specific one last.
fn parts(model: &ApiModel, operation: &Operation) -> Vec<NamedSource> {
    let mut parts = Vec::new();
    if identifies_caller(operation) {
        parts.push(NamedSource {
            source: PlaceSource::CallerUser,
            name: CALLER_USER.to_owned(),
            sample: None,
        });
        parts.push(NamedSource {
            source: PlaceSource::CallerDevice,
            name: CALLER_DEVICE.to_owned(),
            sample: None,
        });
    }
    let mut of = |location: ParameterLocation, source: fn(String) -> PlaceSource| {
        for one in operation.parameters.iter().filter(|one| one.location == location) {
            let part = part(source, &one.name, &one.ty);
            if location == ParameterLocation::Path || is_identity(&part) {
                parts.push(part);
            }
        }
    };
    of(ParameterLocation::Query, PlaceSource::Query);
    of(ParameterLocation::Path, PlaceSource::Path);
    let body = match &operation.body {
        Some(Body::Object(name)) => model.structs.get(name),
        _ => None,
    };
    let fields = body.into_iter().flat_map(|body| &body.fields);
    let fields = fields.map(|field| part(PlaceSource::Field, &field.name, &field.ty));
    // The path names the subject of a request, so its parameters stay the last ones.
    let at = parts.iter().position(|part| matches!(part.source, PlaceSource::Path(_))).unwrap_or(parts.len());
    parts.splice(at..at, fields.filter(is_identity).collect::<Vec<_>>());
    parts
}

fn part(source: fn(String) -> PlaceSource, name: &str, ty: &Type) -> NamedSource {
    let sample = match ty {
        Type::Identifier(kind) => identifier_type(kind).map(|row| row.sample),
        _ => None,
    };
    NamedSource { source: source(name.to_owned()), name: rust_name::part(name), sample }
}

/// Returns whether the part identifies something, unlike a token of a page.
fn is_identity(part: &NamedSource) -> bool {
    part.sample.is_some() || part.name.ends_with("_id")
}

/// The location of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// A field of the response.
    Top,
    /// Below a field of the response.
    Inside,
    /// In a list, whose items are different things.
    Listed,
}

struct Search {
    parts: Vec<NamedSource>,
    found: Vec<SamplePlace>,
}

impl Search {
    fn visit(&mut self, value: &Value, pointer: &str, level: Level) {
        match value {
            Value::Object(fields) => {
                for (name, inner) in fields {
                    let pointer = join(pointer, name);
                    match inner {
                        Value::String(text) => self.text(name, text, &pointer, level),
                        // The contents of events do not come from the request.
                        _ if name == CONTENT => {}
                        inner => {
                            let level = if level == Level::Listed { level } else { Level::Inside };
                            self.visit(inner, &pointer, level);
                        }
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.visit(item, &join(pointer, &index.to_string()), Level::Listed);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, name: &str, text: &str, pointer: &str, level: Level) {
        let name = rust_name::part(name);
        for part in self.parts.iter().filter(|part| part.name == name) {
            let fits = match (&part.source, level) {
                (PlaceSource::CallerUser | PlaceSource::CallerDevice, level) => level == Level::Top,
                // In a list, it would make all events the same.
                (_, Level::Listed) if name == EVENT_ID => false,
                (_, Level::Listed) => part.sample.is_some_and(|sample| sample == text),
                _ => part.sample.is_none_or(|sample| sample == text),
            };
            if fits {
                self.found.push(SamplePlace { pointer: pointer.to_owned(), source: part.source.clone() });
            }
        }
    }
}
