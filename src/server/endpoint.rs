//! The operations that a server can serve.

use crate::http::Endpoint;
use crate::server::body::ResponseBody;
use crate::server::error_response::ErrorResponse;
use crate::server::reader::RequestReader;

/// An operation that a server can serve: with the feature `server`, every type of the modules `op` implements this trait.
///
/// This trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation that a server can serve",
    label = "not an operation",
    note = "operations are the types of the modules `op`, such as `client_server::op::Whoami`"
)]
pub trait ServerEndpoint: Endpoint {
    /// The request, with its parameters and its body.
    type Request: Send + 'static;

    /// The value that a handler returns.
    type Response: Send + 'static;

    /// The body of the request.
    #[doc(hidden)]
    const BODY: ExpectedBody;

    /// The parts that distinguish it from other operations with the same method and path.
    #[doc(hidden)]
    const SHARED: Option<SharedPath> = None;

    /// Reads the request.
    ///
    /// # Errors
    /// If a part of it is missing or not valid.
    #[doc(hidden)]
    fn read(reader: &mut RequestReader) -> Result<Self::Request, ErrorResponse>;

    /// Writes the response.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    #[doc(hidden)]
    fn write(response: Self::Response) -> Result<http::Response<ResponseBody>, ErrorResponse>;
}

/// The kind of body that an operation has.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedBody {
    /// No body. If one arrives anyway, it is ignored.
    None,
    /// JSON, which the router reads before the handler runs.
    Json,
    /// Bytes, which the handler reads.
    Upload,
}

/// The parts that distinguish an operation from others with the same method and path.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct SharedPath {
    /// The parts that only requests of this operation have.
    pub own: &'static [DistinctPart],
    /// The parts that only requests of the others have.
    pub others: &'static [DistinctPart],
    /// Whether a request with none of these parts is of this operation.
    pub takes_rest: bool,
}

/// A part of a request that distinguishes operations.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DistinctPart {
    /// A parameter of the query.
    Query(&'static str),
    /// A field of the body.
    Field(&'static str),
}

/// Implements [`ServerEndpoint`] for the type that represents an operation: the fields of its request and how each is read, the kind
/// of its response, its body, and the parts that distinguish it from other operations at its path.
#[allow(unused_macros, reason = "without any API's feature nothing is generated")]
macro_rules! serve {
    (
        $Name:ident { $($field:ident = $how:ident $($wire:literal)?),* } -> $Kind:ident $(($Response:ty))?, $Body:ident
        $(, shared [$($own:ident($own_name:literal)),*] [$($other:ident($other_name:literal)),*] $rest:literal)?
    ) => {
        impl ::matrix_openapi::server::ServerEndpoint for super::op::$Name {
            type Request = $Name;
            type Response = ::matrix_openapi::__private::serve!(@response $Kind $($Response)?);

            const BODY: ::matrix_openapi::__private::ExpectedBody = ::matrix_openapi::__private::ExpectedBody::$Body;

            $(const SHARED: Option<::matrix_openapi::__private::SharedPath> = Some(::matrix_openapi::__private::SharedPath {
                own: &[$(::matrix_openapi::__private::DistinctPart::$own($own_name)),*],
                others: &[$(::matrix_openapi::__private::DistinctPart::$other($other_name)),*],
                takes_rest: $rest,
            });)?

            #[inline]
            fn read(
                __reader: &mut ::matrix_openapi::__private::RequestReader,
            ) -> Result<$Name, ::matrix_openapi::server::ErrorResponse> {
                // The order of the fields is that of the parameters in the path.
                Ok($Name { $($field: __reader.$how($($wire)?)?),* })
            }

            #[inline]
            fn write(
                __response: Self::Response,
            ) -> Result<::http::Response<::matrix_openapi::server::ResponseBody>, ::matrix_openapi::server::ErrorResponse> {
                ::matrix_openapi::__private::serve!(@write $Kind __response)
            }
        }
    };
    (@response Json $Response:ty) => { $Response };
    (@response Content) => { ::matrix_openapi::server::Content };
    (@response Multipart) => { ::matrix_openapi::server::FederationFile };
    (@response Redirect) => { ::matrix_openapi::http::Redirect };
    (@write Json $response:ident) => { ::matrix_openapi::__private::json_response(&$response) };
    (@write Content $response:ident) => { Ok($response.into_response()) };
    (@write Multipart $response:ident) => { Ok($response.into_response()) };
    (@write Redirect $response:ident) => { ::matrix_openapi::__private::redirect_response(&$response) };
}

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use serve;
