//! The lowering rules by name, each with the reason for it.

use std::fmt;

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal, $reason:literal;)*) => {
        /// A named rule of the lowering.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $reason] $rule,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            /// Returns the name of the rule and of its fixture.
            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }

            /// Returns the reason for the rule.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$rule => $reason),* }
            }
        }
    };
}

rules! {
    AllOf = "all-of", "`allOf` is merged into one object, and later parts override earlier ones, because flattened parts would lose raw JSON.";
    Any = "any", "A schema that allows anything becomes raw JSON, so nothing is lost.";
    ArrayParameter = "array-parameter", "A list in a query repeats its name, as `form` with `explode` requires.";
    BinaryBody = "binary-body", "A body that is not JSON is sent as bytes with its own content type.";
    BinaryResponse = "binary-response", "A response that is not JSON is a stream with its headers.";
    ChosenMedia = "chosen-media", "If there are several media types, JSON is chosen, or else the first, because a method sends and reads one kind of body.";
    Const = "const", "`const` becomes an enumeration of one value, which OpenAPI 3.0 can express.";
    Constant = "constant", "A property with one possible string does not become a field: it is always written, and reading requires that string.";
    Default = "default", "A default is documented and never sent, because sending it would choose a value that the program did not choose.";
    Definition = "definition", "A definition that an overlay requests becomes a type though no operation refers to it, because programs use it in files.";
    Duration = "duration", "A number of milliseconds in a request can be passed as a duration, so programs do not send seconds by mistake.";
    EmptyResponse = "empty-response", "A success without content is not decoded.";
    Enumeration = "enumeration", "Our enumerations are open, because progenitor's are closed and releases add values.";
    EnumerationOfOthers = "enumeration-of-others", "An enumeration of numbers, booleans or mixed values becomes its plain type.";
    Errors = "errors", "All error responses have one type, because progenitor accepts only one and a proxy may send anything.";
    Event = "event", "An event is raw with a typed view, so one malformed event does not fail the response.";
    ExtraFields = "extra-fields", "Typed `additionalProperties` beside `properties` are kept as raw JSON, like all unknown fields.";
    RawObject = "raw-object", "An object without properties is raw JSON, kept byte for byte.";
    RawParameter = "raw-parameter", "An untyped object in a query adds each of its fields to the query.";
    Handwritten = "handwritten", "A part of an event that all events share has a handwritten type, because handwritten code reads it.";
    Identifier = "identifier", "A string with the format of a Matrix identifier has that identifier's type.";
    Impossible = "impossible", "A property whose schema is `false` cannot have a value, so it is not a field; a received value is kept in `extra`.";
    InlineObject = "inline-object", "An object without a name is named after its operation or component and its title.";
    Integer = "integer", "Integers have 64 bits, unsigned where the description excludes negative values.";
    JsonText = "json-text", "A parameter that is JSON in a string can be passed as the type of that JSON, or as a string, which may be something else.";
    Lenient = "lenient", "A string, boolean or number that servers write in several forms is read in each of them, and so is each value of a map.";
    Optional = "optional", "A required field that some servers leave out is optional.";
    Map = "map", "An object with only `additionalProperties` is a map.";
    MixedSuccesses = "mixed-successes", "If some successes are not JSON, the response is a stream, whose content type tells them apart.";
    MergedSuccesses = "merged-successes", "Several successes of one type are one response; those of several types are raw JSON. A success without a body counts as `{}`.";
    MultipartResponse = "multipart-response", "A response of `multipart/mixed` has a part with metadata and then the file or its URL, which no schema describes.";
    Newtype = "newtype", "The content of an event that is a map is a type around this map, because the event needs a type of its own.";
    NullableType = "nullable-type", "A list of types with `null` is an optional value.";
    PatternProperties = "pattern-properties", "`patternProperties` becomes a map whose keys have the pattern's format, because OpenAPI 3.0 has no patterns.";
    Recursion = "recursion", "A union, list or map that contains itself is raw JSON inside itself, because only an object type has a name to refer to.";
    Redirect = "redirect", "An operation whose only success is a redirect returns its target.";
    RefSiblings = "ref-siblings", "Keywords beside a `$ref` document the reference and not the type.";
    RequiredUnknown = "required-unknown", "A required name without a schema is not a field, because upstream may mean another name; its value is kept in `extra`.";
    RestrictedParameter = "restricted-parameter", "A required query, header or path parameter is an argument; `Content-Type` is sent once.";
    Secret = "secret", "A string whose name or format is that of a token, password, private key or session is hidden in `Debug` output, because upstream does not mark secrets; `x-secret` overrides.";
    StateOptional = "state-optional", "The required fields of state are optional when read, because unset and redacted state has lost them; `membership`, `join_rule` and `history_visibility` survive every redaction.";
    ContentAlternatives = "content-alternatives", "The content of an event with alternatives is one object with the fields of all: a field is required if all alternatives require it, and is any JSON if they differ.";
    Content = "content", "An object that an overlay marks as the content of an event has the type of this content, boxed because a content may contain its own type.";
    Tagged = "tagged", "The content of an event with variants is an enumeration, told apart by the field that names the variant, with a variant for all other values.";
    Union = "union", "Alternatives of different kinds of JSON are an enumeration distinguished by the kind, which keeps raw JSON intact.";
    UnionOfIdentifiers = "union-of-identifiers", "A room's identifier or alias has the type that accepts both.";
    UnionOfStrings = "union-of-strings", "Alternatives that are all strings are a string.";
    UnionWithRawObject = "union-with-raw-object", "Alternatives with an untyped object are a raw object.";
    UnknownFields = "unknown-fields", "`additionalProperties: false` is ignored, because a server may know a later release.";
    UntypedObject = "untyped-object", "`properties` without a `type` describes an object.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
