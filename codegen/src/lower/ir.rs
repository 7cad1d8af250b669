//! The model of an API: types that progenitor can express, and operations with typed parts.

use std::fmt;

use crate::lower::rules::Rule;
use crate::model::OperationFacts;
use crate::sorted::{SortedMap, SortedSet};
use crate::{Api, Error, Release};

/// A lowered API: everything that the emit stage needs.
#[derive(Debug, Clone)]
pub struct ApiModel {
    /// The API.
    pub api: Api,
    /// The release of the description.
    pub release: Release,
    /// Whether the release has been published.
    pub finished: bool,
    /// The object types by name.
    pub structs: SortedMap<String, Struct>,
    /// The string enumerations by name.
    pub enums: SortedMap<String, Enumeration>,
    /// The types that accept several kinds of JSON, by name.
    pub unions: SortedMap<String, Union>,
    /// The JSON pointer of each named type in the description.
    pub locations: SortedMap<String, String>,
    /// The operations with their typed parts, in the order of the operation table.
    pub operations: Vec<Operation>,
    /// The types that programs use even if no operation refers to them, each with its JSON pointer in the description.
    pub definitions: Vec<(String, Type)>,
    /// The rules that were applied.
    pub rules: SortedSet<Rule>,
    /// The ignored parts that a maintainer should look at, such as the mark of an overlay on a schema that upstream has
    /// changed.
    pub tasks: Vec<Error>,
}

/// A Rust type, without paths.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// `String`.
    String,
    /// `bool`.
    Boolean,
    /// `i64`.
    Integer,
    /// `u64`, where the description excludes negative numbers.
    Unsigned,
    /// `f64`.
    Number,
    /// A string that is hidden in `Debug` output.
    Secret,
    /// A Matrix identifier, by the root crate's type name.
    Identifier(&'static str),
    /// A part of an event with a handwritten type, by the root crate's type name.
    Handwritten(&'static str),
    /// The content of a type of event within another content, boxed, by its Rust name.
    Content(String),
    /// A parsed JSON value, for cases where raw JSON is impossible.
    JsonValue,
    /// A JSON object without described fields, kept as received.
    RawObject,
    /// Any JSON, kept as received.
    RawJson,
    /// An open string enumeration.
    Enumeration(String),
    /// A type that accepts several kinds of JSON.
    Union(String),
    /// An object type.
    Struct(String),
    /// A value kept as received and parsed on demand.
    Raw(Box<Type>),
    /// A list.
    List(Box<Type>),
    /// A map with string-like keys.
    Map(Box<Type>, Box<Type>),
    /// A value that may be `null`.
    Nullable(Box<Type>),
}

/// The parts of an item's documentation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doc {
    /// Wording or prose.
    pub text: Option<String>,
    /// The release that added the item, such as `1.7`.
    pub added: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The server's default according to the description; it is never sent.
    pub default: Option<String>,
    /// The limits of the value that its type does not express, as phrases such as `at least 2 items`.
    pub limits: Vec<String>,
    /// The section of the specification that defines the item, such as `client-server-api/#key-storage`, if an overlay names
    /// it.
    pub section: Option<String>,
}

/// An object type.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Its documentation.
    pub doc: Doc,
    /// Its fields, sorted by their names in JSON.
    pub fields: Vec<Field>,
    /// The strings of the fields that have only one possible value, by their names in JSON. They are not among `fields`, but
    /// are always written. When read, they may be absent, except for the tag.
    pub constants: SortedMap<String, String>,
    /// The constant that tells the form of a content.
    pub tag: Option<String>,
    /// The type of additional fields, if the description has one.
    pub extra: Option<Type>,
}

/// A field of an object type.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The name in JSON.
    pub name: String,
    /// The name in Rust.
    pub rust_name: String,
    /// Its JSON pointer in the description.
    pub pointer: String,
    /// Whether it is required.
    pub required: bool,
    /// Whether it is required when sent, and so an argument of `new`, though it may be optional when read.
    pub needed: bool,
    /// Whether servers are known to write its value in several forms.
    pub lenient: bool,
    /// The unit of a number, if an overlay names it.
    pub unit: Option<Unit>,
    /// Its type, without the `Option` of an optional field.
    pub ty: Type,
    /// Its documentation.
    pub doc: Doc,
}

/// An open string enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Its documentation.
    pub doc: Doc,
    /// The values in the order of the description.
    pub values: Vec<String>,
    /// Wording for some of the values.
    pub value_docs: SortedMap<String, String>,
}

/// A type that accepts several kinds of JSON, told apart by the kind alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    /// Its documentation.
    pub doc: Doc,
    /// The alternatives.
    pub variants: Vec<Variant>,
}

/// An alternative of a [`Union`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The kind of JSON that it accepts.
    pub kind: JsonKind,
    /// Its type; `None` for `null`.
    pub ty: Option<Type>,
}

/// The kinds of JSON, each at most once in a union.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// A list.
    List,
    /// An object.
    Object,
}

/// An operation with its typed parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The facts.
    pub facts: OperationFacts,
    /// The parameters: first those of the path in its order, then those of the query and of headers by name.
    pub parameters: Vec<Parameter>,
    /// The body of the request.
    pub body: Option<Body>,
    /// The arguments and setters for the fields of the body, by their names in JSON.
    pub fields: SortedMap<String, String>,
    /// The response on success.
    pub response: Response,
    /// How it is paged; `None` if it is not.
    pub paging: Option<Paged>,
}

/// How a call is paged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged {
    /// The setter of the token.
    pub setter: String,
    /// The fields that lead from the response to the token of the next page.
    pub next: Vec<PathStep>,
    /// The fields that lead from the response to the list of items.
    pub items: Vec<PathStep>,
    /// The type of an item.
    pub item: Type,
}

/// A field on the path to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathStep {
    /// The name in Rust.
    pub rust_name: String,
    /// Whether it is an `Option`.
    pub optional: bool,
}

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name in the request.
    pub name: String,
    /// The name in Rust; it is distinct within the operation.
    pub rust_name: String,
    /// Its JSON pointer in the description.
    pub pointer: String,
    /// Its location.
    pub location: ParameterLocation,
    /// Whether it is required.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// The unit of a number, if an overlay names it.
    pub unit: Option<Unit>,
    /// The type of the JSON in the string, if it contains JSON.
    pub json: Option<Type>,
    /// Its documentation.
    pub doc: Doc,
}

/// The unit of a number in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A duration in milliseconds.
    Milliseconds,
    /// No duration, although its name sounds like one, or a duration that is passed on as it was received.
    None,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A JSON object whose fields are arguments and setters, by the name of its type.
    Object(String),
    /// Any other JSON: a serializable value.
    Json(Type),
    /// Bytes of a media type.
    Bytes(String),
}

/// The response on success.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// JSON of a type.
    Json(Type),
    /// No content.
    Empty,
    /// A stream of bytes, with the media types of the description.
    Stream(Vec<String>),
    /// A part with metadata, then the file or its URL.
    Multipart,
    /// A redirect that is not followed.
    Redirect,
}

impl Doc {
    /// Returns whether another item has the same facts. Wording and limits may differ, because they do not make a different
    /// type.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        (&self.added, self.deprecated, &self.default) == (&other.added, other.deprecated, &other.default)
    }
}

impl Struct {
    /// Returns whether another object type has the same fields.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let same = |(one, other): (&Field, &Field)| {
            (&one.name, one.required, one.lenient, &one.ty)
                == (&other.name, other.required, other.lenient, &other.ty)
                && one.doc.agrees(&other.doc)
        };
        self.extra == other.extra
            && self.constants == other.constants
            && self.tag == other.tag
            && self.fields.len() == other.fields.len()
            && self.fields.iter().zip(&other.fields).all(same)
    }
}

impl Type {
    /// Returns the type with parsed values in place of raw JSON, for buffered values, whose original bytes are lost.
    pub fn parsed(self) -> Self {
        match self {
            Self::RawObject | Self::RawJson | Self::Raw(_) => Self::JsonValue,
            Self::List(inner) => Self::List(Box::new(inner.parsed())),
            Self::Map(key, value) => Self::Map(key, Box::new(value.parsed())),
            Self::Nullable(inner) => Self::Nullable(Box::new(inner.parsed())),
            other => other,
        }
    }

    /// Returns the kind of JSON that the type accepts, if there is only one.
    pub fn kind(&self) -> Option<JsonKind> {
        match self {
            Self::String | Self::Secret | Self::Identifier(_) | Self::Enumeration(_) => {
                Some(JsonKind::String)
            }
            Self::Boolean => Some(JsonKind::Boolean),
            Self::Integer | Self::Unsigned | Self::Number => Some(JsonKind::Number),
            Self::RawObject | Self::Struct(_) | Self::Handwritten(_) | Self::Content(_) | Self::Map(..) => {
                Some(JsonKind::Object)
            }
            Self::List(_) => Some(JsonKind::List),
            Self::Raw(inner) => inner.kind(),
            Self::JsonValue | Self::RawJson | Self::Union(_) | Self::Nullable(_) => None,
        }
    }
}

impl Field {
    /// Returns the field as a struct in Rust declares it, without paths.
    pub fn written(&self) -> String {
        let Self { rust_name, ty, .. } = self;
        if self.is_optional() { format!("{rust_name}: Option<{ty}>") } else { format!("{rust_name}: {ty}") }
    }

    /// Returns whether its type is an `Option` because it may be absent.
    pub fn is_optional(&self) -> bool {
        !self.required && !matches!(self.ty, Type::Nullable(_))
    }
}

/// Writes the type in Rust, without paths.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("String"),
            Self::Boolean => f.write_str("bool"),
            Self::Integer => f.write_str("i64"),
            Self::Unsigned => f.write_str("u64"),
            Self::Number => f.write_str("f64"),
            Self::Secret => f.write_str("Secret"),
            Self::Identifier(name) | Self::Handwritten(name) => f.write_str(name),
            Self::Content(name) => write!(f, "Box<{name}>"),
            Self::JsonValue => f.write_str("JsonValue"),
            Self::RawObject => f.write_str("RawObject"),
            Self::RawJson => f.write_str("RawJson"),
            Self::Enumeration(name) | Self::Union(name) | Self::Struct(name) => f.write_str(name),
            Self::Raw(inner) => write!(f, "Raw<{inner}>"),
            Self::List(inner) => write!(f, "Vec<{inner}>"),
            Self::Map(key, value) => write!(f, "BTreeMap<{key}, {value}>"),
            Self::Nullable(inner) => write!(f, "Option<{inner}>"),
        }
    }
}
