//! Which releases of the specification a homeserver speaks.

use serde::Deserialize;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::response_fields;
use matrix_openapi_core::json::RawJson;
use matrix_openapi_core::operation::{Api, Operation};

impl Client {
    /// Whether the server claims a release of the specification that has an operation. It is asked once for all
    /// clones of the client.
    ///
    /// An operation without a recorded release is older than all that are recorded: any claim is enough.
    ///
    /// # Errors
    /// If the server cannot be asked, or the operation is of another API.
    pub async fn supports(&self, operation: &Operation) -> Result<bool, Error> {
        if operation.api != Api::ClientServer {
            return Err(Error::argument(operation.id, "operation", "is not of the client-server API"));
        }
        let claims = self.session().shared.versions.get_or_try_init(|| claims(self.session())).await?;
        Ok(claims.iter().any(|claim| version_includes(claim, operation.added)))
    }
}

/// The releases that a homeserver claims.
pub(crate) async fn claims(session: &Session) -> Result<Vec<String>, Error> {
    #[derive(Deserialize)]
    struct Versions {
        versions: Vec<RawJson>,
    }
    let mut call = response_fields::call(session, "getVersions")?;
    // The releases are the same whoever asks, so that clients of all users may share the response.
    call.options(CallOptions::new().unauthenticated());
    let Versions { versions } = call.send_as().await?;
    // One that is no text is none that anybody knows.
    Ok(versions.iter().filter_map(|version| version.parse_as().ok()).collect())
}

/// Whether a release has what another one added. A new major number may have lost it again.
fn version_includes(claim: &str, added: Option<&str>) -> bool {
    match (release(claim), added.map(release)) {
        (Some(_), None) => true,
        (Some((major, minor)), Some(Some(added))) => major == added.0 && minor >= added.1,
        _ => false,
    }
}

/// The numbers that tell releases apart: the first two of `v1.11`, `1.11` or `r0.6.1`.
fn release(name: &str) -> Option<(u32, u32)> {
    let mut numbers = name.trim_start_matches(['v', 'r']).split('.').map(|number| number.parse().ok());
    numbers.next().flatten().zip(numbers.next().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_compared_by_their_numbers() {
        for claim in ["v1.2", "v1.10", "v1.19"] {
            assert!(version_includes(claim, Some("1.2")), "{claim}");
        }
        for claim in ["v1.1", "r0.6.1", "r0.2.0", "v2.0", "v1", "1", "", "v", "v1.x", "org.example.v1.2"] {
            assert!(!version_includes(claim, Some("1.2")), "{claim}");
        }
    }

    #[test]
    fn what_was_always_there_needs_any_release() {
        for claim in ["r0.0.1", "r0.6.1", "v1.1", "v1.19", "v2.0"] {
            assert!(version_includes(claim, None), "{claim}");
        }
        for claim in ["", "draft", "org.example.feature"] {
            assert!(!version_includes(claim, None), "{claim}");
        }
    }
}
