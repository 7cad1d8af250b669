//! The model of an API: types that progenitor can express, and operations with typed parts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::lower::rules::Rule;
use crate::model::OperationFacts;
use crate::{Api, Release};

/// A lowered API: everything that the emit stage needs, with nothing left that progenitor would trip over.
#[derive(Debug, Clone)]
pub struct ApiModel {
    /// The API.
    pub api: Api,
    /// The release of the description.
    pub release: Release,
    /// Whether the description is that of the release, and not of what is on the way to it.
    pub finished: bool,
    /// The object types by name.
    pub structs: BTreeMap<String, Struct>,
    /// The string enumerations by name.
    pub enums: BTreeMap<String, Enumeration>,
    /// The types that take one of several kinds of JSON, by name.
    pub unions: BTreeMap<String, Union>,
    /// The operations with their typed parts, in the order of the operation table.
    pub operations: Vec<Operation>,
    /// The rules that were applied.
    pub rules: BTreeSet<Rule>,
}

/// A Rust type in the terms of the description.
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
    /// A string that does not print.
    Secret,
    /// A Matrix identifier, by the facade's type name.
    Identifier(&'static str),
    /// A parsed JSON value, where raw JSON cannot stand.
    JsonValue,
    /// A JSON object whose members the description leaves open, kept as it came.
    RawObject,
    /// Any JSON, kept as it came.
    RawJson,
    /// An open string enumeration.
    Enumeration(String),
    /// A type that takes one of several kinds of JSON.
    Union(String),
    /// An object type.
    Struct(String),
    /// A value kept as it came and parsed on demand.
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
    /// The default that the description names; it is never sent.
    pub default: Option<String>,
    /// Limits of the value beyond its type, as phrases such as `at least 2 items`.
    pub limits: Vec<String>,
}

/// An object type.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Its documentation.
    pub doc: Doc,
    /// Its members, sorted by their names in JSON.
    pub fields: Vec<Field>,
    /// The type of the members that the description does not name, if it allows and types them.
    pub extra: Option<Type>,
}

/// A member of an object type.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The name in JSON.
    pub name: String,
    /// The name in Rust.
    pub rust: String,
    /// Where the description has it.
    pub pointer: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether servers are known to write its value in several forms.
    pub lenient: bool,
    /// Its type, without the `Option` of an optional one.
    pub ty: Type,
    /// Its documentation.
    pub doc: Doc,
}

/// An open string enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Its documentation.
    pub doc: Doc,
    /// The values that the description names, in its order.
    pub values: Vec<String>,
    /// Wording for some of the values.
    pub value_docs: BTreeMap<String, String>,
}

/// A type of several kinds of JSON, distinguished by the kind alone.
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
    /// The kind of JSON it takes.
    pub kind: JsonKind,
    /// Its type; nothing for `null`.
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
    /// The parameters: those of the path first and in its order, then by name.
    pub parameters: Vec<Parameter>,
    /// The body of the request.
    pub body: Option<Body>,
    /// The arguments and setters for the fields of the body, by their names in JSON.
    pub fields: BTreeMap<String, String>,
    /// The response of a success.
    pub response: Response,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name in the request.
    pub name: String,
    /// The name in Rust, before the call tells it apart from others.
    pub rust: String,
    /// Where the description has it.
    pub pointer: String,
    /// Where it goes.
    pub location: ParameterLocation,
    /// Whether it must be there.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Its documentation.
    pub doc: Doc,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A JSON object whose members can be set on the call, by the name of its type.
    Object(String),
    /// Any other JSON: a value that can be serialised.
    Json(Type),
    /// Bytes of a media type.
    Bytes(String),
}

/// The response of a success.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// JSON of a type.
    Json(Type),
    /// Nothing.
    Empty,
    /// A stream of bytes, with the media types that the description names.
    Stream(Vec<String>),
    /// A part of metadata, then the file or where it is.
    Multipart,
    /// A redirect that is not followed.
    Redirect,
}

impl Doc {
    /// Whether another item's facts are the same; how it is worded and limited makes no other type of it.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        (&self.added, self.deprecated, &self.default) == (&other.added, other.deprecated, &other.default)
    }
}

impl Struct {
    /// Whether another object type has the same members.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let same = |(one, other): (&Field, &Field)| {
            (&one.name, one.required, one.lenient, &one.ty)
                == (&other.name, other.required, other.lenient, &other.ty)
                && one.doc.agrees(&other.doc)
        };
        self.extra == other.extra
            && self.fields.len() == other.fields.len()
            && self.fields.iter().zip(&other.fields).all(same)
    }
}

impl Type {
    /// The type with parsed values in place of raw JSON: what serde can take apart only after buffering it
    /// (the members that a flattened map collects) has lost the text that raw JSON keeps.
    pub fn parsed(self) -> Self {
        match self {
            Self::RawObject | Self::RawJson | Self::Raw(_) => Self::JsonValue,
            Self::List(inner) => Self::List(Box::new(inner.parsed())),
            Self::Map(key, value) => Self::Map(key, Box::new(value.parsed())),
            Self::Nullable(inner) => Self::Nullable(Box::new(inner.parsed())),
            other => other,
        }
    }

    /// The kind of JSON the type takes, if it is a single one.
    pub fn kind(&self) -> Option<JsonKind> {
        match self {
            Self::String | Self::Secret | Self::Identifier(_) | Self::Enumeration(_) => {
                Some(JsonKind::String)
            }
            Self::Boolean => Some(JsonKind::Boolean),
            Self::Integer | Self::Unsigned | Self::Number => Some(JsonKind::Number),
            Self::RawObject | Self::Struct(_) | Self::Map(..) => Some(JsonKind::Object),
            Self::List(_) => Some(JsonKind::List),
            Self::Raw(inner) => inner.kind(),
            Self::JsonValue | Self::RawJson | Self::Union(_) | Self::Nullable(_) => None,
        }
    }
}

/// The type as it reads in Rust, without paths.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("String"),
            Self::Boolean => f.write_str("bool"),
            Self::Integer => f.write_str("i64"),
            Self::Unsigned => f.write_str("u64"),
            Self::Number => f.write_str("f64"),
            Self::Secret => f.write_str("Secret"),
            Self::Identifier(name) => f.write_str(name),
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
