//! Ed25519 signatures of canonical JSON and of federation requests.

mod json;
mod x_matrix;

pub use json::{KeyError, SigningKey, VerifyError, content_hash, verify_json};
pub use x_matrix::{RequestSigner, XMatrix, XMatrixError, x_matrix};
