//! Asks the homeserver to ping an application service.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use crate::Error;
use crate::client_server::Client;
use crate::server::pings::Pings;

/// The error of [`Pings::round_trip`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PingError {
    /// The call has failed. If the homeserver did not reach the application service, this is an API error with the reason.
    #[error(transparent)]
    Call(#[from] Error),
    /// The homeserver has reached another program, or a router without these [`Pings`].
    #[error(
        "the ping did not arrive at this router: check the URL in the registration, and pass these `Pings` to the router"
    )]
    Elsewhere,
}

impl Pings {
    /// Asks the homeserver to ping the application service with this ID, and returns the time until the homeserver responded.
    ///
    /// The client must have the `as_token`. See the
    /// [specification](https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv1appserviceappserviceidping).
    ///
    /// # Errors
    /// If the homeserver cannot be called, does not reach the application service, or reaches another program.
    pub async fn round_trip(&self, client: &Client, id: &str) -> Result<Duration, PingError> {
        let (start, ping) = (Instant::now(), WaitingPing::start(self));
        client.ping_appservice(id).transaction_id(ping.id.as_str()).send().await?;
        if ping.has_arrived() { Ok(start.elapsed()) } else { Err(PingError::Elsewhere) }
    }
}

/// A pending ping, until this is dropped.
struct WaitingPing<'a> {
    pings: &'a Pings,
    id: String,
}

impl<'a> WaitingPing<'a> {
    fn start(pings: &'a Pings) -> Self {
        let [one, other] = [0_u64, 1].map(|index| RandomState::new().hash_one(index));
        let id = format!("{one:016x}{other:016x}");
        pings.waiting().insert(id.clone(), false);
        Self { pings, id }
    }

    fn has_arrived(&self) -> bool {
        self.pings.waiting().get(&self.id).is_some_and(|arrived| *arrived)
    }
}

impl Drop for WaitingPing<'_> {
    fn drop(&mut self) {
        self.pings.waiting().remove(&self.id);
    }
}
