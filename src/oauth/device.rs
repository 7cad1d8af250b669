//! The device of a session by OAuth 2.0.

use matrix_openapi_core::__private::printable;

use crate::auth::session_owner::SessionOwner;
use crate::oauth::error::OAuthError;

/// Fails if the owner has another device than the homeserver names.
pub(super) fn same_device(owner: &SessionOwner, found: Option<&str>) -> Result<(), OAuthError> {
    match owner.device_id.as_deref() {
        Some(expected) if found != Some(expected) => Err(other_device(expected, found)),
        _ => Ok(()),
    }
}

/// Returns the error of tokens that belong to another device.
pub(super) fn other_device(expected: &str, found: Option<&str>) -> OAuthError {
    let found = found.map(|found| printable(found, &[]));
    OAuthError::OtherDevice { expected: expected.to_owned(), found }
}
