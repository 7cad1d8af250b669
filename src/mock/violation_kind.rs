//! The kinds of what is wrong with requests.

/// The kinds of [`Violation`](crate::mock::Violation)s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// No operation has the path.
    UnknownPath,
    /// No operation with the path has the method.
    OtherMethod,
    /// The operation has no such parameter in the query.
    UnknownQueryParameter,
    /// A required parameter is missing.
    MissingParameter,
    /// A parameter has a value that the description does not allow, or occurs twice.
    InvalidParameter,
    /// The body is not JSON, lacks a required field, or has a value that the description does not allow.
    InvalidBody,
    /// The operation has no body.
    UnexpectedBody,
    /// A header occurs twice that may occur once.
    RepeatedHeader,
    /// The operation needs a credential that is not there.
    MissingCredential,
    /// The operation takes no credential, not one in the query, not two, or not one of this kind, such as a user's token.
    UnexpectedCredential,
    /// The signature does not have its form, or is for another server.
    InvalidCredential,
}
