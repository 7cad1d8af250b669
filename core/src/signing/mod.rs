//! Ed25519 signatures of canonical JSON and of federation requests.

mod json;
pub(crate) mod x_matrix;

pub use json::{KeyError, SigningKey, VerifyError, content_hash, verify_json};
pub use x_matrix::{XMatrix, XMatrixError, x_matrix};
