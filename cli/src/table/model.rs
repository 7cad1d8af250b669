//! The format of the table that the build script writes and the tool reads.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The facts about an operation that the operation table of the library lacks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The operationId.
    pub id: String,
    /// One sentence about its purpose.
    pub summary: String,
    /// Further sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The URL of its section of the specification.
    pub link: String,
    /// The parameters: first those of the path in its order, then the others by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The body of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The response of a success.
    pub response: Response,
}

/// A parameter of an operation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name in the request.
    pub name: String,
    /// Its name as a flag, without dashes.
    pub flag: String,
    /// Its location in the request.
    pub location: ParameterLocation,
    /// Whether it is required.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Its meaning.
    pub text: String,
}

/// The part of a request that a parameter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// The body of a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Body {
    /// JSON of a type.
    Json(Type),
    /// Bytes of a media type.
    Bytes(String),
}

/// The response of a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// JSON of a type, by its name.
    Json(String),
    /// No content.
    Empty,
    /// Bytes.
    Stream,
    /// A part with metadata, then a file or its URL.
    Multipart,
    /// A redirect that is not followed.
    Redirect,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Type {
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A whole number that is not negative.
    Unsigned,
    /// A number.
    Number,
    /// A string that is not printed.
    Secret,
    /// A Matrix identifier, by the name of its type in the library.
    Identifier(String),
    /// An object with any fields.
    Object,
    /// Any JSON.
    Any,
    /// One of several strings, by the name of the enumeration. Other strings are allowed.
    Enumeration(String),
    /// One of several kinds of JSON, by the name of the union.
    Union(String),
    /// An object with known fields, by its name.
    Struct(String),
    /// A list.
    List(Box<Type>),
    /// An object with the same type for each value.
    Map(Box<Type>),
    /// A value that may be `null`.
    Nullable(Box<Type>),
}

/// The named types of an API.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Types {
    /// The objects by name.
    pub structs: BTreeMap<String, Struct>,
    /// The values of the enumerations by name.
    pub enumerations: BTreeMap<String, Vec<String>>,
    /// The alternatives of the unions by name.
    pub unions: BTreeMap<String, Vec<Type>>,
}

/// An object with known fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Struct {
    /// The fields by name.
    pub fields: Vec<Field>,
    /// The type of other fields, if the description has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<Type>,
}

/// A field of an object.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Whether a request must have it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Its meaning.
    pub text: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(value: &bool) -> bool {
    !value
}
