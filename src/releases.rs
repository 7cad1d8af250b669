//! Which releases of the specification a homeserver speaks.

use matrix_openapi_wire::runtime::has;

use crate::client_server::Client;
use crate::{Api, CallOptions, Error, Operation};

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
        let claims = self.session().shared.versions.get_or_try_init(|| self.claims()).await?;
        Ok(claims.iter().any(|claim| has(claim, operation.added)))
    }

    async fn claims(&self) -> Result<Vec<String>, Error> {
        // The releases are the same whoever asks, so that clients of all users may share the answer.
        let call = self.get_versions().options(CallOptions::new().unauthenticated());
        Ok(call.send().await?.versions)
    }
}
