//! The operations of a mock server, with their responses.

use matrix_openapi_core::operation::Operation;
use serde_json::Value;

use crate::mock::keys;
use crate::server::{ErrorResponse, ExpectedBody, RequestReader, ServerEndpoint, SharedPath};

/// An operation of a mock server.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct MockOperation {
    /// The facts, with the names of the parameters.
    pub operation: &'static Operation,
    /// The kind of body that it has.
    pub body: ExpectedBody,
    /// The parts that distinguish it from other operations with the same method and path.
    pub shared: Option<SharedPath>,
    /// The status of a successful response.
    pub status: u16,
    /// The statuses of errors that the description names.
    pub errors: &'static [u16],
    /// Whether the query takes parameters of any name.
    pub open_query: bool,
    /// The successful response.
    pub sample: SampleResponse,
    /// Checks that a request can be read as its type.
    pub check: fn(&mut RequestReader) -> Result<(), ErrorResponse>,
}

/// The response of an operation that succeeds.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleResponse {
    /// JSON, and the parts of it that come from the request.
    Json {
        /// The JSON.
        text: &'static str,
        /// The locations of single values.
        places: &'static [SamplePlace],
        /// The maps with the keys of the request.
        maps: &'static [SampleMap],
    },
    /// No content.
    Empty,
    /// Bytes of a media type, which is `*/*` for any.
    Stream {
        /// The media type.
        media_type: &'static str,
    },
    /// A metadata part, then a file.
    Multipart,
    /// A redirect.
    Redirect,
}

/// The location of a value in a sample that comes from the request.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplePlace {
    /// The JSON pointer of the value.
    pub pointer: &'static str,
    /// The part of the request with the value.
    pub source: PlaceSource,
}

/// A map in a sample whose keys come from the request.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleMap {
    /// The JSON pointer of the map.
    pub pointer: &'static str,
    /// The part of the request with the keys.
    pub source: PlaceSource,
    /// The number of nested maps with keys of the request.
    pub levels: u8,
}

/// The part of a request from which a value of the response comes.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceSource {
    /// A parameter of the path, by its name.
    Path(&'static str),
    /// A parameter of the query, by its name.
    Query(&'static str),
    /// A field of the body, by its name.
    Field(&'static str),
    /// The user of the credential.
    CallerUser,
    /// The device of the credential.
    CallerDevice,
}

impl SampleResponse {
    /// Returns the JSON, filled with the values of a request; `None` if the response is not JSON. `find` returns the value of a part,
    /// if the request has it.
    pub fn filled(&self, find: impl Fn(PlaceSource) -> Option<Value>) -> Option<Value> {
        let Self::Json { text, places, maps } = self else { return None };
        let mut sample: Value = serde_json::from_str(text).ok()?;
        for place in *places {
            if let (Some(target), Some(value)) = (sample.pointer_mut(place.pointer), find(place.source)) {
                *target = value;
            }
        }
        for map in *maps {
            if let (Some(target), Some(keys)) = (sample.pointer_mut(map.pointer), find(map.source)) {
                keys::set(target, &keys, map.levels);
            }
        }
        Some(sample)
    }
}

/// Checks that a request can be read as the type of its operation.
///
/// # Errors
/// If a part of it is missing or not valid.
#[doc(hidden)]
pub fn check_request<E: ServerEndpoint>(reader: &mut RequestReader) -> Result<(), ErrorResponse> {
    E::read(reader).map(drop)
}

/// Defines the table of an API: first the schemas of its requests, then for each operation the type that represents it, the status,
/// the response, the statuses of errors, and whether the query takes parameters of any name.
#[allow(unused_macros, reason = "without any API's feature nothing is generated")]
macro_rules! mock_operations {
    ($requests:literal; $($Name:ident = $status:literal $Kind:ident $({ $($field:tt)* })?, errors [$($error:literal),*], open_query $open:literal;)*) => {
        /// The schemas of the requests of this API as JSON.
        #[doc(hidden)]
        pub static REQUEST_SCHEMAS: &str = $requests;

        /// The mock operations of this API, sorted by operationId.
        #[doc(hidden)]
        pub static MOCK_OPERATIONS: &[::matrix_openapi::__private::MockOperation] = &[$(
            ::matrix_openapi::__private::MockOperation {
                operation: <op::$Name as ::matrix_openapi::http::Endpoint>::OPERATION,
                body: <op::$Name as ::matrix_openapi::server::ServerEndpoint>::BODY,
                shared: <op::$Name as ::matrix_openapi::server::ServerEndpoint>::SHARED,
                status: $status,
                errors: &[$($error),*],
                open_query: $open,
                sample: ::matrix_openapi::__private::SampleResponse::$Kind $({ $($field)* })?,
                check: ::matrix_openapi::__private::check_request::<op::$Name>,
            }
        ),*];
    };
}

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use mock_operations;
