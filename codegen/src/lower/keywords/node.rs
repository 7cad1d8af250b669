//! The keywords of each kind of node.

/// The kinds of nodes that the lowering reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Path,
    Operation,
    Parameter,
    Body,
    Response,
    Header,
    Media,
    Schema,
}

/// The kind of value that a keyword accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    Any,
    Text,
    Flag,
    Count,
    Number,
    Texts,
    TypeNames,
    Values,
    Release,
    Location,
    Style,
    Statuses,
    /// The keyword is not supported; the reason follows its name in the message.
    Absent(&'static str),
    /// Only `false` is supported; the reason follows the keyword's name in the message.
    Not(&'static str),
    One(NodeKind),
    Map(NodeKind),
    List(NodeKind),
}

use Expect::{
    Absent, Any, Count, Flag, List, Location, Map, Not, Number, One, Statuses, Style, Text, Texts, TypeNames,
    Values,
};

type Table = &'static [(&'static str, Expect)];

const PATH: Table = &[
    ("get", One(NodeKind::Operation)),
    ("put", One(NodeKind::Operation)),
    ("post", One(NodeKind::Operation)),
    ("delete", One(NodeKind::Operation)),
    ("options", One(NodeKind::Operation)),
    ("head", One(NodeKind::Operation)),
    ("patch", One(NodeKind::Operation)),
    ("trace", One(NodeKind::Operation)),
    ("parameters", List(NodeKind::Parameter)),
    ("summary", Text),
    ("description", Text),
    ("servers", Absent("of a path is not supported")),
    ("$ref", Absent("of a path is not supported")),
];

const OPERATION: Table = &[
    ("operationId", Text),
    ("summary", Text),
    ("description", Text),
    ("tags", Texts),
    ("deprecated", Flag),
    ("parameters", List(NodeKind::Parameter)),
    ("requestBody", One(NodeKind::Body)),
    ("responses", Statuses),
    ("security", Any),
    ("callbacks", Absent("is not supported")),
    ("servers", Absent("is not supported")),
    ("externalDocs", Any),
    ("x-rust-name", Text),
    ("x-paging", Any),
    ("x-legacy-paths", Any),
    ("x-addedInMatrixVersion", Expect::Release),
];

const PARAMETER: Table = &[
    ("$ref", Text),
    ("name", Text),
    ("in", Location),
    ("description", Text),
    ("required", Flag),
    ("deprecated", Flag),
    ("allowEmptyValue", Flag),
    ("allowReserved", Not("is not supported: reserved characters are always escaped")),
    ("style", Style),
    ("explode", Flag),
    ("schema", One(NodeKind::Schema)),
    ("content", Absent("of a parameter is not supported")),
    ("example", Any),
    ("examples", Any),
    ("x-addedInMatrixVersion", Expect::Release),
];

const BODY: Table =
    &[("$ref", Text), ("description", Text), ("required", Flag), ("content", Map(NodeKind::Media))];

const RESPONSE: Table = &[
    ("$ref", Text),
    ("description", Text),
    ("headers", Map(NodeKind::Header)),
    ("content", Map(NodeKind::Media)),
    ("links", Absent("is not supported")),
    ("x-addedInMatrixVersion", Expect::Release),
];

const HEADER: Table = &[
    ("$ref", Text),
    ("description", Text),
    ("required", Flag),
    ("deprecated", Flag),
    ("schema", One(NodeKind::Schema)),
    ("example", Any),
    ("examples", Any),
];

const MEDIA: Table =
    &[("schema", One(NodeKind::Schema)), ("encoding", Any), ("example", Any), ("examples", Any)];

const SCHEMA: Table = &[
    ("$ref", Text),
    ("type", TypeNames),
    ("title", Text),
    ("description", Text),
    ("format", Text),
    ("pattern", Text),
    ("deprecated", Flag),
    ("readOnly", Flag),
    ("writeOnly", Flag),
    ("uniqueItems", Flag),
    ("minLength", Count),
    ("maxLength", Count),
    ("minItems", Count),
    ("maxItems", Count),
    ("minProperties", Count),
    ("maxProperties", Count),
    ("minContains", Count),
    ("maxContains", Count),
    ("minimum", Number),
    ("maximum", Number),
    ("exclusiveMinimum", Number),
    ("exclusiveMaximum", Number),
    ("multipleOf", Number),
    ("required", Texts),
    ("enum", Values),
    ("const", Any),
    ("default", Any),
    ("example", Any),
    ("examples", Any),
    ("properties", Map(NodeKind::Schema)),
    ("patternProperties", Map(NodeKind::Schema)),
    ("dependentSchemas", Map(NodeKind::Schema)),
    ("dependentRequired", Any),
    ("items", One(NodeKind::Schema)),
    ("additionalProperties", One(NodeKind::Schema)),
    ("propertyNames", One(NodeKind::Schema)),
    ("contains", One(NodeKind::Schema)),
    ("unevaluatedItems", One(NodeKind::Schema)),
    ("unevaluatedProperties", One(NodeKind::Schema)),
    ("not", One(NodeKind::Schema)),
    ("if", One(NodeKind::Schema)),
    ("then", One(NodeKind::Schema)),
    ("else", One(NodeKind::Schema)),
    ("prefixItems", List(NodeKind::Schema)),
    ("allOf", List(NodeKind::Schema)),
    ("anyOf", List(NodeKind::Schema)),
    ("oneOf", List(NodeKind::Schema)),
    ("contentEncoding", Text),
    ("contentMediaType", Text),
    ("contentSchema", Any),
    ("externalDocs", Any),
    ("nullable", Not("belongs to OpenAPI 3.0 and has no meaning in 3.1, where `null` is a type")),
    ("discriminator", Absent("is not supported")),
    ("$dynamicRef", Absent("is not supported")),
    ("$recursiveRef", Absent("is not supported")),
    ("x-rust-name", Text),
    ("x-pattern-format", Text),
    ("x-content", Text),
    ("x-lenient", Flag),
    ("x-secret", Flag),
    ("x-section", Text),
    ("x-unit", Text),
    ("x-addedInMatrixVersion", Expect::Release),
];

impl NodeKind {
    /// Returns the kind of the nodes in a section of the components.
    pub(super) fn of_section(section: &str) -> Option<Self> {
        match section {
            "schemas" => Some(Self::Schema),
            "parameters" => Some(Self::Parameter),
            "responses" => Some(Self::Response),
            "headers" => Some(Self::Header),
            "requestBodies" => Some(Self::Body),
            _ => None,
        }
    }

    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Body => "request body",
            Self::Response => "response",
            Self::Header => "header",
            Self::Media => "media type",
            Self::Schema => "schema",
        }
    }

    /// Returns the kind of value of a keyword; `None` if the node has no such keyword.
    pub(super) fn expects(self, key: &str) -> Option<Expect> {
        self.table().iter().find(|(name, _)| *name == key).map(|(_, expect)| *expect)
    }

    /// Returns the keywords whose misspelling would change the meaning of the node.
    pub(super) fn keywords(self) -> impl Iterator<Item = &'static str> {
        let says_nothing = |name: &str| {
            matches!(name, "summary" | "description" | "example" | "examples" | "externalDocs" | "title")
        };
        self.table().iter().map(|(name, _)| *name).filter(move |name| !says_nothing(name))
    }

    fn table(self) -> Table {
        match self {
            Self::Path => PATH,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::Body => BODY,
            Self::Response => RESPONSE,
            Self::Header => HEADER,
            Self::Media => MEDIA,
            Self::Schema => SCHEMA,
        }
    }
}
