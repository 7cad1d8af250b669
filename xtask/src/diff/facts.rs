//! The facts about an operation's requests and responses, one for each location in them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use matrix_openapi_codegen::lower::ir::{
    self, ApiModel, Body, Doc, Field, JsonKind, Operation, Parameter, Response, Type,
};

use super::location::{FactLocation, PathParameter, Root, Step};
use super::subject::Side;
use super::wire::{HeaderSchema, WireFacts};

/// The facts of an operation's parameters, bodies and headers.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The facts by location.
    pub by_location: BTreeMap<FactLocation, Fact>,
    /// The names of the path's parameters, by position.
    pub path_parameters: Vec<String>,
}

/// The facts of one location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The value at the location.
    pub content: Content,
    /// Documented facts that do not change what is sent.
    pub notes: Vec<Note>,
    /// The type that the location comes from, which may be used in many locations.
    pub origin: Option<Origin>,
}

/// A value that is sent or received at a location.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// A JSON value or a parameter.
    Value {
        /// Its type.
        shape: Shape,
        /// Whether it may be left out.
        presence: Presence,
        /// Whether it is deprecated.
        deprecated: bool,
    },
    /// A body that is not JSON, of these media types.
    Bytes(Vec<String>, Presence),
    /// A multipart body.
    Multipart,
    /// No body.
    Empty,
    /// A redirect.
    Redirect,
    /// These statuses.
    Statuses(Vec<String>),
    /// A header of a response.
    Header(HeaderSchema),
    /// One of the values of a list.
    Listed,
    /// `null`, as one kind of a union.
    Null,
}

/// A type on the wire. A list and its items, for example, are separate locations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A string.
    String,
    /// A string that is a secret.
    Secret,
    /// A string that is an identifier of this type.
    Identifier(String),
    /// A string with a list of known values.
    Enumeration,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer,
    /// An integer that is not negative.
    Unsigned,
    /// A number.
    Number,
    /// Any JSON.
    Any,
    /// An object with any fields.
    AnyObject,
    /// An object.
    Object,
    /// A value of one of several kinds.
    Union,
    /// A list.
    List,
    /// A map with keys of this type.
    Map(Box<Shape>),
    /// A value or `null`.
    Nullable(Box<Shape>),
}

/// Whether a value may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// The value must be present.
    Required,
    /// The value may be left out.
    Optional,
    /// Like the location around it.
    Inherited,
}

/// A documented fact that does not change what is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The release that added it.
    Since(String),
    /// The default that the server assumes.
    Default(String),
    /// A limit, such as `at most 2 items`.
    Limit(String),
}

/// The part of a type that a location comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A field of an object type.
    Field(String, String),
    /// A value of an enumeration.
    Value(String, String),
}

/// How parameters of the path are identified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathParameters {
    /// By position, between paths that differ in names alone.
    ByPosition,
    /// By name, between other paths.
    ByName,
}

impl Presence {
    fn of_body(wire: &WireFacts) -> Self {
        if wire.body_required { Self::Required } else { Self::Optional }
    }

    fn of_parameter(parameter: &Parameter) -> Self {
        if parameter.required { Self::Required } else { Self::Optional }
    }

    fn of_field(field: &Field) -> Self {
        if field.required { Self::Required } else { Self::Optional }
    }
}

impl Fact {
    /// Returns whether this is a required value.
    pub fn is_required(&self) -> bool {
        matches!(self.content, Content::Value { presence: Presence::Required, .. })
    }
}

impl Shape {
    fn of(ty: &Type) -> Self {
        match ty {
            Type::String => Self::String,
            Type::Secret => Self::Secret,
            Type::Identifier(name) => Self::Identifier(name.to_string()),
            Type::Enumeration(_) => Self::Enumeration,
            Type::Boolean => Self::Boolean,
            Type::Integer => Self::Integer,
            Type::Unsigned => Self::Unsigned,
            Type::Number => Self::Number,
            Type::JsonValue | Type::RawJson => Self::Any,
            Type::RawObject => Self::AnyObject,
            Type::Struct(_) | Type::Content(_) | Type::Handwritten(_) => Self::Object,
            Type::Union(_) => Self::Union,
            Type::Raw(inner) => Self::of(inner),
            Type::List(_) => Self::List,
            Type::Map(key, _) => Self::Map(Box::new(Self::of(key))),
            Type::Nullable(inner) => Self::Nullable(Box::new(Self::of(inner))),
        }
    }
}

/// The total number of steps to all locations of an operation up to which each location has its own facts. `sync` has the most: 1,199
/// in Matrix v1.19.
const MAX_STEPS: usize = 100_000;

/// An operation and the description that it is in.
pub type Sided<'a> = (&'a Side<'a>, &'a Operation);

/// Collects the facts of the two operations of a comparison.
///
/// The number of locations can grow exponentially with the number of types. If it gets large, the locations inside of a type are only
/// collected where the type is found first, in both operations.
pub fn facts_of_both(old: Sided<'_>, new: Sided<'_>, by: PathParameters) -> (Facts, Facts) {
    let everywhere = |of: Sided<'_>| facts(of, by, Descent::everywhere());
    let once = |of: Sided<'_>| facts(of, by, Descent::once()).unwrap_or_default();
    match (everywhere(old), everywhere(new)) {
        (Some(old), Some(new)) => (old, new),
        _ => (once(old), once(new)),
    }
}

/// Collects the facts of an operation; `None` if there are too many.
fn facts((side, operation): Sided<'_>, by: PathParameters, descent: Descent) -> Option<Facts> {
    let wire = side.wires.get(&operation.facts.id).cloned().unwrap_or_default();
    let mut walk = Walk { model: side.model, facts: Facts::default(), descent };
    walk.parameters(operation, by);
    let presence = Presence::of_body(&wire);
    let undocumented = Doc::default();
    match &operation.body {
        Some(Body::Object(name)) => {
            walk.part(Root::Body, &Type::Struct(name.clone()), presence, &undocumented);
        }
        Some(Body::Json(ty)) => walk.part(Root::Body, ty, presence, &undocumented),
        Some(Body::Bytes(media)) => {
            walk.plain(FactLocation::of(Root::Body), Content::Bytes(vec![media.clone()], presence));
        }
        None => {}
    }
    let response = FactLocation::of(Root::Response);
    match &operation.response {
        Response::Json(ty) => walk.part(Root::Response, ty, Presence::Inherited, &undocumented),
        Response::Empty => walk.plain(response, Content::Empty),
        Response::Stream(media) => walk.plain(response, Content::Bytes(media.clone(), Presence::Inherited)),
        Response::Multipart => walk.plain(response, Content::Multipart),
        Response::Redirect => walk.plain(response, Content::Redirect),
    }
    walk.wire(wire);
    (!walk.descent.is_over()).then_some(walk.facts)
}

struct Walk<'a> {
    model: &'a ApiModel,
    facts: Facts,
    descent: Descent,
}

/// The locations at which a walk goes into a named type.
enum Descent {
    /// At all locations, except inside of the type itself.
    Everywhere {
        /// The types around the location.
        around: Vec<String>,
        /// The total number of steps to the locations so far.
        steps: usize,
    },
    /// At the first location in each part of an operation, which is the one with the fewest steps.
    Once {
        /// The types that were found in this part.
        found: BTreeSet<String>,
        /// The types that were found, with their locations, and are not yet expanded.
        waiting: VecDeque<(FactLocation, Type)>,
    },
}

impl Descent {
    fn everywhere() -> Self {
        Self::Everywhere { around: Vec::new(), steps: 0 }
    }

    fn once() -> Self {
        Self::Once { found: BTreeSet::new(), waiting: VecDeque::new() }
    }

    /// Returns whether there are too many locations.
    fn is_over(&self) -> bool {
        matches!(self, Self::Everywhere { steps, .. } if *steps > MAX_STEPS)
    }

    fn count(&mut self, location: &FactLocation) {
        if let Self::Everywhere { steps, .. } = self {
            *steps = steps.saturating_add(location.steps.len()).saturating_add(1);
        }
    }
}

impl Walk<'_> {
    fn parameters(&mut self, operation: &Operation, by: PathParameters) {
        for parameter in &operation.parameters {
            let root = match parameter.location {
                ir::ParameterLocation::Path => {
                    let position = self.facts.path_parameters.len();
                    self.facts.path_parameters.push(parameter.name.clone());
                    Root::PathParameter(match by {
                        PathParameters::ByPosition => PathParameter::Nth(position),
                        PathParameters::ByName => PathParameter::Named(parameter.name.clone()),
                    })
                }
                ir::ParameterLocation::Query => Root::QueryParameter(parameter.name.clone()),
                ir::ParameterLocation::Header => Root::HeaderParameter(parameter.name.to_ascii_lowercase()),
            };
            let presence = Presence::of_parameter(parameter);
            self.part(root, &parameter.ty, presence, &parameter.doc);
        }
    }

    /// Adds the statuses and the headers of the responses, which do not belong to a type.
    fn wire(&mut self, wire: WireFacts) {
        self.plain(FactLocation::of(Root::Statuses), Content::Statuses(wire.statuses));
        for header in wire.headers {
            let root = Root::ResponseHeader { name: header.name.to_ascii_lowercase(), status: header.status };
            self.plain(FactLocation::of(root), Content::Header(header.schema));
        }
    }

    fn plain(&mut self, location: FactLocation, content: Content) {
        self.facts.by_location.insert(location, Fact { content, notes: Vec::new(), origin: None });
    }

    /// Adds the facts of a part of the operation.
    fn part(&mut self, root: Root, ty: &Type, presence: Presence, doc: &Doc) {
        self.documented(FactLocation::of(root), ty, presence, doc, None);
        while let Descent::Once { found, waiting } = &mut self.descent {
            let Some((location, ty)) = waiting.pop_front() else { return found.clear() };
            self.inside_of_named(&location, &ty);
        }
    }

    fn value(&mut self, location: FactLocation, ty: &Type, presence: Presence) {
        self.documented(location, ty, presence, &Doc::default(), None);
    }

    fn documented(
        &mut self,
        location: FactLocation,
        ty: &Type,
        presence: Presence,
        doc: &Doc,
        origin: Option<Origin>,
    ) {
        let content = Content::Value { shape: Shape::of(ty), presence, deprecated: doc.deprecated };
        let mut notes: Vec<_> = doc.added.iter().cloned().map(Note::Since).collect();
        notes.extend(doc.default.iter().cloned().map(Note::Default));
        notes.extend(doc.limits.iter().cloned().map(Note::Limit));
        self.descent.count(&location);
        if self.descent.is_over() {
            return;
        }
        self.facts.by_location.insert(location.clone(), Fact { content, notes, origin });
        self.inside(&location, ty);
    }

    /// Adds the facts of the locations inside a value.
    fn inside(&mut self, location: &FactLocation, ty: &Type) {
        match ty {
            Type::Raw(inner) | Type::Nullable(inner) => self.inside(location, inner),
            Type::List(inner) => self.value(location.inside(Step::Item), inner, Presence::Inherited),
            Type::Map(_, inner) => self.value(location.inside(Step::Entry), inner, Presence::Inherited),
            Type::Struct(name) | Type::Union(name) => match &mut self.descent {
                Descent::Everywhere { around, .. } => {
                    if !around.contains(name) {
                        around.push(name.clone());
                        self.inside_of_named(location, ty);
                        if let Descent::Everywhere { around, .. } = &mut self.descent {
                            around.pop();
                        }
                    }
                }
                Descent::Once { found, waiting } => {
                    if found.insert(name.clone()) {
                        waiting.push_back((location.clone(), ty.clone()));
                    }
                }
            },
            Type::Enumeration(name) => {
                for value in self.model.enums.get(name).into_iter().flat_map(|item| &item.values) {
                    let origin = Some(Origin::Value(name.clone(), value.clone()));
                    let fact = Fact { content: Content::Listed, notes: Vec::new(), origin };
                    let location = location.inside(Step::Listed(value.clone()));
                    self.descent.count(&location);
                    self.facts.by_location.insert(location, fact);
                }
            }
            _ => {}
        }
    }

    /// Adds the facts of the locations inside a value of an object type or a union.
    fn inside_of_named(&mut self, location: &FactLocation, ty: &Type) {
        match ty {
            Type::Struct(name) => self.fields(location, name),
            Type::Union(name) => self.variants(location, name),
            _ => {}
        }
    }

    fn variants(&mut self, location: &FactLocation, name: &str) {
        let model = self.model;
        for variant in model.unions.get(name).into_iter().flat_map(|item| &item.variants) {
            let location = location.inside(Step::Variant(kind(variant.kind)));
            match &variant.ty {
                Some(ty) => self.value(location, ty, Presence::Inherited),
                None => self.plain(location, Content::Null),
            }
        }
    }

    fn fields(&mut self, location: &FactLocation, name: &str) {
        let model = self.model;
        let Some(item) = model.structs.get(name) else { return };
        for field in &item.fields {
            let origin = Origin::Field(name.to_owned(), field.name.clone());
            let location = location.inside(Step::Field(field.name.clone()));
            self.documented(location, &field.ty, Presence::of_field(field), &field.doc, Some(origin));
        }
        // Objects may have any other fields unless the description says otherwise.
        let any = |extra: &&Type| matches!(extra, Type::Map(_, value) if matches!(**value, Type::JsonValue | Type::RawJson));
        if let Some(extra) = item.extra.as_ref().filter(|extra| !any(extra)) {
            self.inside(location, extra);
        }
    }
}

fn kind(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "a boolean",
        JsonKind::Number => "a number",
        JsonKind::String => "a string",
        JsonKind::List => "a list",
        JsonKind::Object => "an object",
    }
}
