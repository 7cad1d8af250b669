//! Which releases of the specification a homeserver speaks.

use crate::client::versions::has;
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
        Ok(claims.iter().any(|claim| has(claim, operation.added)))
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
