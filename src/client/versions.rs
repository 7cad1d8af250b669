//! The releases of the specification that a homeserver supports.

use serde::Deserialize;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::response_fields;
use matrix_openapi_core::json::RawJson;
use matrix_openapi_core::operation::{Api, Endpoint, Operation};

impl Client {
    /// Whether the server claims a release of the specification that includes the operation.
    ///
    /// The request is sent once for all clones of the client. An operation without a recorded release is older than all
    /// recorded ones, so every release includes it.
    ///
    /// ```no_run
    /// use matrix_openapi::client_server::{Client, op};
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// println!("{}", client.supports(op::Sync).await?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the request fails, or the operation belongs to another API.
    pub async fn supports<E: Endpoint>(&self, _: E) -> Result<bool, Error> {
        self.supports_operation(E::OPERATION).await
    }

    /// Whether the server claims a release of the specification that includes an entry of the table of operations; see
    /// [`supports`](Self::supports).
    ///
    /// ```no_run
    /// use matrix_openapi::client_server::{Client, OPERATIONS};
    ///
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// for operation in OPERATIONS {
    ///     if !client.supports_operation(operation).await? {
    ///         println!("{} is newer than the server", operation.id);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the request fails, or the operation belongs to another API.
    pub async fn supports_operation(&self, operation: &Operation) -> Result<bool, Error> {
        if operation.api != Api::ClientServer {
            return Err(Error::argument(
                operation.id,
                "operation",
                "does not belong to the client-server API",
            ));
        }
        let claims = self.session().shared.versions.get_or_try_init(|| claims(self.session())).await?;
        Ok(claims.iter().any(|claim| version_includes(claim, operation.added)))
    }
}

/// Requests the releases that a homeserver claims.
pub(crate) async fn claims(session: &Session) -> Result<Vec<String>, Error> {
    #[derive(Deserialize)]
    struct Versions {
        versions: Vec<RawJson>,
    }
    let mut call = response_fields::call(session, "getVersions")?;
    // Unauthenticated, since clients of all users share the response.
    call.options(CallOptions::new().unauthenticated());
    let Versions { versions } = call.send_as().await?;
    // A version that is not a string is ignored.
    Ok(versions.iter().filter_map(|version| version.parse_as().ok()).collect())
}

/// Whether a release includes an operation that another one added. A later major release may have removed it.
#[inline]
fn version_includes(claim: &str, added: Option<&str>) -> bool {
    match (release(claim), added.map(release)) {
        (Some(_), None) => true,
        (Some((major, minor)), Some(Some(added))) => major == added.0 && minor >= added.1,
        _ => false,
    }
}

/// Returns the first two numbers of a release such as `v1.11`, `1.11` or `r0.6.1`.
#[inline]
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
    fn an_operation_without_a_first_release_is_in_every_release() {
        for claim in ["r0.0.1", "r0.6.1", "v1.1", "v1.19", "v2.0"] {
            assert!(version_includes(claim, None), "{claim}");
        }
        for claim in ["", "draft", "org.example.feature"] {
            assert!(!version_includes(claim, None), "{claim}");
        }
    }
}
