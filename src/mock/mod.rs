//! Samples of all types, and what a server of samples needs: feature `mock`, for tests.
//!
//! ```
//! # #[cfg(feature = "client-server")] {
//! use matrix_openapi::client_server::types::WhoamiResponse;
//! use matrix_openapi::id::UserId;
//! use matrix_openapi::mock::Sample;
//!
//! let response = WhoamiResponse::sample().with(|it| it.user_id = UserId::unchecked("@bob:example.org"));
//! assert_eq!(response.user_id.as_str(), "@bob:example.org");
//! # }
//! ```

mod operation;
mod sample;

#[doc(hidden)]
pub use self::operation::{MockOperation, PlaceSource, SamplePlace, SampleResponse, check};
pub use self::sample::Sample;

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use self::operation::mock_operations;
#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use self::sample::samples;
