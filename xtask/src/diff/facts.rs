//! What an operation is on the wire, as a flat list of facts that can be compared one by one.

use std::collections::BTreeMap;

use matrix_openapi_codegen::lower::ir::{Body, Call, Doc, Kind, Lowered, Place, Response, Type};

use super::operations::Part;

/// The facts of an operation's parameters, body and answer, by part and place.
pub type Facts = BTreeMap<(Part, String), Fact>;

/// What is said of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What stands there, such as `string, required`.
    pub what: String,
    /// What is known about it that no type shows, such as `since 1.7`.
    pub remarks: Vec<String>,
    /// How it is worded.
    pub wording: Option<String>,
    /// How the place is called.
    pub label: String,
    /// The type and member that it comes from, which may be found in many places.
    pub origin: String,
}

impl Fact {
    fn plain(what: String, origin: String) -> Self {
        Self { what, remarks: Vec::new(), wording: None, label: String::new(), origin }
    }
}

/// The facts of a call.
pub fn facts(lowered: &Lowered, call: &Call) -> Facts {
    let mut walk = Walk { lowered, part: Part::Parameter, facts: Facts::new(), under_way: Vec::new() };
    for (index, parameter) in call.parameters.iter().enumerate() {
        let place = match parameter.place {
            // Those of the path come first and in its order; how one is called is nothing that is sent.
            Place::Path => format!("parameter {} of the path", index + 1),
            Place::Query => format!("{} (in the query)", parameter.name),
            Place::Header => format!("{} (in the headers)", parameter.name.to_ascii_lowercase()),
        };
        walk.walk(place.clone(), &parameter.ty, Presence::of(parameter.required), &parameter.doc, "");
        if let Some(fact) = walk.facts.get_mut(&(Part::Parameter, place))
            && parameter.place == Place::Path
        {
            fact.label = format!("{} (in the path)", parameter.name.replace('`', "'"));
        }
    }
    walk.part = Part::Body;
    match &call.body {
        Some(Body::Object(name)) => walk.anonymous("body", &Type::Struct(name.clone())),
        Some(Body::Json(ty)) => walk.anonymous("body", ty),
        Some(Body::Bytes(media)) => walk.kind("body", format!("bytes of {media}")),
        None => {}
    }
    walk.part = Part::Answer;
    match &call.response {
        Response::Json(ty) => walk.anonymous("answer", ty),
        Response::Empty => walk.kind("answer", "nothing".to_owned()),
        Response::Stream(media) => walk.kind("answer", format!("bytes of {}", media.join(" or "))),
        Response::Mixed => walk.kind("answer", "multipart/mixed".to_owned()),
        Response::Redirect => walk.kind("answer", "a redirect".to_owned()),
    }
    walk.facts
}

#[derive(Clone, Copy)]
enum Presence {
    Required,
    Optional,
    /// It is a part of something that is there or not.
    Unsaid,
}

impl Presence {
    fn of(required: bool) -> Self {
        if required { Self::Required } else { Self::Optional }
    }
}

struct Walk<'a> {
    lowered: &'a Lowered,
    part: Part,
    facts: Facts,
    /// The object types around the place, so that one that holds itself ends.
    under_way: Vec<String>,
}

impl Walk<'_> {
    fn anonymous(&mut self, place: &str, ty: &Type) {
        self.walk(place.to_owned(), ty, Presence::Unsaid, &Doc::default(), "");
    }

    fn kind(&mut self, place: &str, what: String) {
        self.put(place.to_owned(), Fact::plain(what, String::new()));
    }

    fn put(&mut self, place: String, mut fact: Fact) {
        fact.label = place.replace('`', "'");
        self.facts.insert((self.part, place), fact);
    }

    fn walk(&mut self, place: String, ty: &Type, presence: Presence, doc: &Doc, origin: &str) {
        let mut what = vec![what(ty)];
        match presence {
            Presence::Required => what.push("required".to_owned()),
            Presence::Optional => what.push("optional".to_owned()),
            Presence::Unsaid => {}
        }
        if doc.deprecated {
            what.push("deprecated".to_owned());
        }
        let mut fact = Fact::plain(what.join(", "), origin.to_owned());
        fact.remarks.extend(doc.added.iter().map(|release| format!("since {release}")));
        fact.remarks
            .extend(doc.default.iter().map(|value| format!("by default {}", value.replace('`', "'"))));
        fact.remarks.extend(doc.limits.iter().cloned());
        fact.wording = doc.text.clone();
        self.put(place.clone(), fact);
        self.inside(&place, ty);
    }

    /// The facts of what stands in a place, beyond what it is.
    fn inside(&mut self, place: &str, ty: &Type) {
        match ty {
            Type::Raw(inner) | Type::Nullable(inner) => self.inside(place, inner),
            Type::List(inner) => self.part_of(format!("{place}[]"), inner),
            Type::Map(_, inner) => self.part_of(format!("{place}.*"), inner),
            Type::Struct(name) if !self.under_way.contains(name) => self.members(place, name),
            Type::Enumeration(name) => {
                for value in self.lowered.enums.get(name).into_iter().flat_map(|item| &item.values) {
                    let fact = Fact::plain("a value".to_owned(), format!("{name} = {value}"));
                    self.put(format!("{place} = {value:?}"), fact);
                }
            }
            Type::Union(name) => {
                for variant in self.lowered.unions.get(name).into_iter().flat_map(|item| &item.variants) {
                    let place = format!("{place} (if {})", kind(variant.kind));
                    match &variant.ty {
                        Some(ty) => self.part_of(place, ty),
                        None => self.kind(&place, "allowed".to_owned()),
                    }
                }
            }
            _ => {}
        }
    }

    fn part_of(&mut self, place: String, ty: &Type) {
        self.walk(place, ty, Presence::Unsaid, &Doc::default(), "");
    }

    fn members(&mut self, place: &str, name: &str) {
        let lowered = self.lowered;
        let Some(item) = lowered.structs.get(name) else { return };
        self.under_way.push(name.to_owned());
        for field in &item.fields {
            let origin = format!("{name}.{}", field.name);
            let presence = Presence::of(field.required);
            self.walk(format!("{place}.{}", field.name), &field.ty, presence, &field.doc, &origin);
        }
        if let Some(extra) = &item.extra {
            self.inside(place, extra);
        }
        self.under_way.pop();
    }
}

/// What a type is on the wire.
fn what(ty: &Type) -> String {
    match ty {
        Type::Text => "string".to_owned(),
        Type::Secret => "string (a secret)".to_owned(),
        Type::Identifier(name) => format!("string ({name})"),
        Type::Enumeration(_) => "string (one of a list)".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Unsigned => "integer, not negative".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Value | Type::Free => "any JSON".to_owned(),
        Type::FreeObject => "any object".to_owned(),
        Type::Struct(_) => "object".to_owned(),
        Type::Union(_) => "one of several kinds".to_owned(),
        Type::Raw(inner) => what(inner),
        // What stands in them has a place of its own.
        Type::List(_) => "list".to_owned(),
        Type::Map(key, _) => format!("map from {}", what(key)),
        Type::Nullable(inner) => format!("{} or null", what(inner)),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::Text => "a string",
        Kind::List => "a list",
        Kind::Object => "an object",
    }
}
