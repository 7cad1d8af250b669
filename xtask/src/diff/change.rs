//! The changes of one operation.

use matrix_openapi_codegen::model::{Authentication, OperationFacts};
use serde::Serialize;

use super::facts::{Content, Note};
use super::verdict::Verdict;

/// The aspect of an operation that a change concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// The operationId, which belongs to another operation now.
    Identity,
    /// The path.
    Path,
    /// The HTTP method.
    Verb,
    /// The credentials that it accepts.
    Authentication,
    /// Whether it is deprecated.
    Deprecation,
    /// A parameter.
    Parameter,
    /// The body of the request.
    Body,
    /// The response.
    Response,
    /// The documentation.
    Documentation,
}

/// A change of an operation, with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The aspect that has changed.
    pub part: Aspect,
    /// The change in words.
    pub text: String,
    /// How much the version must grow even if all programs compile as before.
    pub verdict: Verdict,
    /// The change itself.
    #[serde(skip)]
    pub change: OperationChange,
}

/// A change of an operation. Places are labels such as `body.reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationChange {
    /// The operationId or the name of the method belonged to another operation.
    Reassigned(HttpOperation, HttpOperation),
    /// The operation has another method or path.
    Moved(HttpOperation, HttpOperation),
    /// Credentials are required, optional or not accepted, unlike before.
    Authentication(Authentication, Authentication),
    /// A security scheme is no longer accepted.
    SchemeRemoved(String),
    /// A security scheme is now accepted.
    SchemeAdded(String),
    /// Whether the operation is deprecated.
    Deprecated(bool),
    /// Whether the operation is rate-limited.
    RateLimited(bool),
    /// A list of documented facts changed.
    Documented(&'static str, Vec<String>, Vec<String>),
    /// A location has other content.
    Content(String, Content, Content),
    /// The notes on a location changed.
    Notes(String, Vec<Note>, Vec<Note>),
    /// A parameter of this label went to another location, with its content.
    ParameterMoved((String, Content), (String, Content)),
    /// A location is new.
    Added(String, Content),
    /// A location was removed.
    Removed(String, Content),
    /// A required argument took the place of another one of its type.
    Replaced(String, String),
}

/// The method and the path of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HttpOperation {
    /// The HTTP method.
    pub method: String,
    /// The whole path.
    pub path: String,
}

impl HttpOperation {
    /// Returns the method and path of an operation.
    pub fn of(operation: &OperationFacts) -> Self {
        Self { method: operation.method.clone(), path: operation.path.clone() }
    }
}

impl Difference {
    /// Creates a change of requests or responses.
    pub fn wire(part: Aspect, change: OperationChange) -> Self {
        Self { part, text: change.to_string(), verdict: Verdict::Minor, change }
    }

    /// Creates a change of the documentation.
    pub fn documented(change: OperationChange) -> Self {
        Self { part: Aspect::Documentation, text: change.to_string(), verdict: Verdict::Patch, change }
    }

    /// Creates a change after which programs compile but do something else.
    pub fn misleading(part: Aspect, change: OperationChange) -> Self {
        Self { part, text: change.to_string(), verdict: Verdict::Major, change }
    }
}

impl OperationChange {
    /// Returns the same change without its location, to find it in other locations.
    pub fn without_location(&self) -> Self {
        let mut change = self.clone();
        if let Self::Content(label, ..)
        | Self::Notes(label, ..)
        | Self::Added(label, _)
        | Self::Removed(label, _) = &mut change
        {
            label.clear();
        }
        change
    }
}
