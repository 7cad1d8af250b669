//! The kinds of violations.

/// The kinds of [`Violation`](crate::mock::Violation)s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// The path of no operation.
    UnknownPath,
    /// A method that no operation with the path has.
    OtherMethod,
    /// A query parameter that the operation does not have.
    UnknownQueryParameter,
    /// A required parameter is missing.
    MissingParameter,
    /// A parameter has a value that the description does not allow, or occurs twice.
    InvalidParameter,
    /// The body is not JSON, lacks a required field, or has a value that the description does not allow.
    InvalidBody,
    /// A body where the operation has none.
    UnexpectedBody,
    /// A header that occurs twice but may occur only once.
    RepeatedHeader,
    /// The credential that the operation needs is missing.
    MissingCredential,
    /// A credential that the operation does not accept: any, one in the query, two, or one of this kind, such as a user's token.
    UnexpectedCredential,
    /// The signature is malformed, or for another server.
    InvalidCredential,
}
