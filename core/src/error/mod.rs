//! Error responses of servers, with their codes and challenges.

pub(crate) mod api_error;
pub(crate) mod error_code;
pub(crate) mod printable;
pub(crate) mod uia_challenge;

pub use api_error::ApiError;
pub use error_code::ErrorCode;
pub use uia_challenge::{UiaChallenge, UiaFlow};
