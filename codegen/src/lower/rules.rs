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

            /// The name of the rule, which is that of its fixture too.
            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }

            /// Why the rule is needed.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$rule => $reason),* }
            }
        }
    };
}

rules! {
    AllOf = "all-of", "`allOf` is merged into one object, later parts overriding earlier ones, since flattened parts would lose raw JSON.";
    Any = "any", "A schema that allows anything becomes raw JSON, so that nothing is lost on the way through.";
    ArrayParameter = "array-parameter", "A list in a query repeats its name, as `form` with `explode` says.";
    BinaryBody = "binary-body", "A body that is no JSON is sent as bytes with its own content type.";
    BinaryResponse = "binary-response", "An answer that is no JSON is a stream with its headers.";
    ChosenMedia = "chosen-media", "Of several media types JSON is chosen, otherwise the first one, since one method sends and reads one kind of body.";
    Const = "const", "`const` is an enumeration of one value, which OpenAPI 3.0 can say.";
    Default = "default", "A default is documented and never sent, since a default that is sent is a choice that nobody made.";
    EmptyResponse = "empty-response", "A success without content decodes nothing.";
    Enumeration = "enumeration", "Enumerations are ours, since progenitor's are closed and the next release adds values.";
    EnumerationOfOthers = "enumeration-of-others", "An enumeration of numbers, booleans or mixed values is its plain type.";
    Errors = "errors", "All error answers are one type of ours, since progenitor takes a single one and a proxy answers what it likes.";
    Event = "event", "An event is raw with a typed view, so that one malformed event costs nobody the rest.";
    ExtraMembers = "extra-members", "Typed `additionalProperties` beside `properties` are kept as raw JSON, like all fields that a type does not name.";
    FreeObject = "free-object", "An object without named members is raw JSON, kept byte for byte.";
    FreeParameter = "free-parameter", "A free object in a query puts each of its members into the query.";
    Identifier = "identifier", "A string of a Matrix identifier's format is that identifier's type.";
    InlineObject = "inline-object", "An object without a name is named after its operation or component and its title.";
    Integer = "integer", "Integers are 64 bits wide, unsigned where the description excludes negatives.";
    Lenient = "lenient", "A text, boolean or integer that servers are known to write in several forms is read in each of them.";
    Optional = "optional", "A field that must be there, but that servers are known to leave out, may be absent.";
    Map = "map", "An object with only `additionalProperties` is a map.";
    MergedSuccesses = "merged-successes", "Several successes of one type are one answer; of several types they are raw JSON.";
    MultipartResponse = "multipart-response", "An answer of `multipart/mixed` is a part of metadata and then the file or where it is, which no schema says.";
    NullableType = "nullable-type", "A type list with `null` is an optional value.";
    PatternProperties = "pattern-properties", "`patternProperties` is a map whose keys have the pattern's format, since OpenAPI 3.0 has no patterns.";
    Recursion = "recursion", "A union, a list or a map that holds itself is raw JSON inside of itself, since only an object type can be named before it is known.";
    Redirect = "redirect", "An operation whose only success is a redirect answers where it leads.";
    RefSiblings = "ref-siblings", "What stands beside a `$ref` documents the place and not the type.";
    RequiredUnknown = "required-unknown", "A required name that no schema describes is no field, since upstream may mean another name; whoever has it keeps it among the fields without a name.";
    RestrictedParameter = "restricted-parameter", "A required query parameter, header or path parameter is an argument; `Content-Type` is sent once.";
    Secret = "secret", "A text whose name or format is that of a token, password, private key or session does not print, since upstream has no word for a secret; `x-secret` adds one or takes one out.";
    Union = "union", "Alternatives of different kinds of JSON are an enumeration told apart by the kind, which keeps raw JSON intact.";
    UnionOfIdentifiers = "union-of-identifiers", "A room's identifier or its alias is the type that takes either.";
    UnionOfTexts = "union-of-texts", "Alternatives that are all strings are one string.";
    UnionWithFreeObject = "union-with-free-object", "Alternatives of which one is any object are a raw object.";
    UnknownMembers = "unknown-members", "`additionalProperties: false` is dropped, since a server may know a later release.";
    UntypedObject = "untyped-object", "`properties` without a `type` describes an object.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
