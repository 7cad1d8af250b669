//! What an operation is on the wire, as a flat list of facts that can be compared one by one.

use std::collections::BTreeMap;

use matrix_openapi_codegen::lower::ir::{Body, Call, Doc, Kind, Lowered, Place, Response, Type};

use super::operations::Part;
use super::subject::Side;
use super::wire::Wire;

/// The facts of an operation's parameters, body and response, by part and place.
pub type Facts = BTreeMap<(Part, String), Fact>;

/// What is said of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What stands there, such as `string, required`.
    pub what: String,
    /// What is known about it that no type shows, such as `since 1.7`.
    pub remarks: Vec<String>,
    /// How the place is called.
    pub label: String,
    /// The type and member that it comes from, which may be found in many places.
    pub origin: String,
}

impl Fact {
    fn plain(what: String, origin: String) -> Self {
        Self { what, remarks: Vec::new(), label: String::new(), origin }
    }
}

/// By what a parameter of the path is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathParameters {
    /// By where it stands, since how one is called is nothing that is sent.
    ByPlace,
    /// By its name, between two paths in which others stand.
    ByName,
}

/// The facts of a call.
pub fn facts(side: &Side, call: &Call, by: PathParameters) -> Facts {
    let lowered = &side.lowered;
    let wire = side.wires.get(&call.operation.id).cloned().unwrap_or_default();
    let mut walk = Walk { lowered, part: Part::Parameter, facts: Facts::new(), under_way: Vec::new() };
    for (index, parameter) in call.parameters.iter().enumerate() {
        let place = match parameter.place {
            // Those of the path come first and in its order.
            Place::Path if by == PathParameters::ByPlace => format!("parameter {} of the path", index + 1),
            Place::Path => format!("{} (in the path)", parameter.name),
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
    let presence = Presence::of(wire.body_required);
    match &call.body {
        Some(Body::Object(name)) => walk.whole("body", &Type::Struct(name.clone()), presence),
        Some(Body::Json(ty)) => walk.whole("body", ty, presence),
        Some(Body::Bytes(media)) => walk.kind("body", format!("bytes of {media}, {}", presence.word())),
        None => {}
    }
    walk.part = Part::Response;
    match &call.response {
        Response::Json(ty) => walk.whole("response", ty, Presence::Unsaid),
        Response::Empty => walk.kind("response", "nothing".to_owned()),
        Response::Stream(media) => walk.kind("response", format!("bytes of {}", media.join(" or "))),
        Response::Mixed => walk.kind("response", "multipart/mixed".to_owned()),
        Response::Redirect => walk.kind("response", "a redirect".to_owned()),
    }
    walk.wire(&wire);
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

    fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Unsaid => "",
        }
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
    fn whole(&mut self, place: &str, ty: &Type, presence: Presence) {
        self.walk(place.to_owned(), ty, presence, &Doc::default(), "");
    }

    /// The statuses and the headers of the responses, which are in no type.
    fn wire(&mut self, wire: &Wire) {
        self.kind("statuses of success", wire.statuses.join(", "));
        for (status, name, what) in &wire.headers {
            let place = format!("{} (in the headers of {status})", name.to_ascii_lowercase());
            self.kind(&place, what.clone());
        }
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
        what.extend(Some(presence.word().to_owned()).filter(|word| !word.is_empty()));
        if doc.deprecated {
            what.push("deprecated".to_owned());
        }
        let mut fact = Fact::plain(what.join(", "), origin.to_owned());
        fact.remarks.extend(doc.added.iter().map(|release| format!("since {release}")));
        fact.remarks
            .extend(doc.default.iter().map(|value| format!("by default {}", value.replace('`', "'"))));
        fact.remarks.extend(doc.limits.iter().cloned());
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
        // That any others may be there is what holds where nothing is said of them.
        let any = |extra: &&Type| matches!(extra, Type::Map(_, value) if matches!(**value, Type::Value | Type::Free));
        if let Some(extra) = item.extra.as_ref().filter(|extra| !any(extra)) {
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
