//! The operations of a mock server, with what each responds.

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
    /// The body that it has.
    pub body: ExpectedBody,
    /// The mark that tells it from other operations with its method and path.
    pub shared: Option<SharedPath>,
    /// The status of its success.
    pub status: u16,
    /// The statuses of errors that the description names.
    pub errors: &'static [u16],
    /// Whether the query takes parameters of any name.
    pub open_query: bool,
    /// The response of a success.
    pub sample: SampleResponse,
    /// Reads a request by its type; an error says what does not fit.
    pub check: fn(&mut RequestReader) -> Result<(), ErrorResponse>,
}

/// The response of an operation that succeeds.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleResponse {
    /// JSON, and what in it a request determines.
    Json {
        /// The JSON.
        text: &'static str,
        /// The places of single values.
        places: &'static [SamplePlace],
        /// The maps whose keys are those of the request.
        maps: &'static [SampleMap],
    },
    /// No content.
    Empty,
    /// Bytes of a media type, which is `*/*` if any will do.
    Stream {
        /// The media type.
        media_type: &'static str,
    },
    /// A part with metadata, then a file.
    Multipart,
    /// A redirect.
    Redirect,
}

/// A place in a sample whose value a request determines.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplePlace {
    /// The JSON pointer of the value.
    pub pointer: &'static str,
    /// The part of the request with the value.
    pub source: PlaceSource,
}

/// A map in a sample whose keys a request determines.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleMap {
    /// The JSON pointer of the map.
    pub pointer: &'static str,
    /// The part of the request with the keys.
    pub source: PlaceSource,
    /// How many maps in each other have keys of the request.
    pub levels: u8,
}

/// The part of a request that determines a value in its response.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceSource {
    /// A parameter of the path, by its name.
    Path(&'static str),
    /// A parameter of the query, by its name.
    Query(&'static str),
    /// A field of the body, by its name.
    Field(&'static str),
    /// The user whom the credential belongs to.
    CallerUser,
    /// The device of the credential.
    CallerDevice,
}

impl SampleResponse {
    /// Returns the JSON with the values of a request in their places; `find` returns the value of a part, if the request has it.
    ///
    /// `None` if the response is not JSON.
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

/// Reads a request by the type of its operation, and drops it.
///
/// # Errors
/// If a part of it is missing or not valid.
#[doc(hidden)]
pub fn check_request<E: ServerEndpoint>(reader: &mut RequestReader) -> Result<(), ErrorResponse> {
    E::read(reader).map(drop)
}

/// Lists the operations of an API after the schemas of their requests: the type that stands for it, status, response, statuses of errors, and whether the query takes
/// parameters of any name.
#[allow(unused_macros, reason = "without any API's feature nothing is generated")]
macro_rules! mock_operations {
    ($requests:literal; $($Name:ident = $status:literal $Kind:ident $({ $($field:tt)* })?, errors [$($error:literal),*], open_query $open:literal;)*) => {
        /// The schemas of the requests of this API as JSON.
        #[doc(hidden)]
        pub static REQUEST_SCHEMAS: &str = $requests;

        /// Every operation of this API as a mock server has it, sorted by operationId.
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
