//! Pings of an application service.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The pings that an application service has requested from its homeserver.
///
/// Clones share them. See [`ApplicationServiceSettings::pings`](crate::server::ApplicationServiceSettings::pings) and the
/// [specification](https://spec.matrix.org/v1.19/application-service-api/#pinging).
#[derive(Clone, Default)]
pub struct Pings {
    /// Whether each ping has arrived, by its ID.
    waiting: Arc<Mutex<BTreeMap<String, bool>>>,
}

impl Pings {
    /// Creates an empty set of pings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records that a ping has arrived. Ignores a ping that was not requested.
    pub(super) fn arrived(&self, id: &str) {
        if let Some(arrived) = self.waiting().get_mut(id) {
            *arrived = true;
        }
    }

    /// Returns the requested pings.
    pub(super) fn waiting(&self) -> MutexGuard<'_, BTreeMap<String, bool>> {
        // No thread panics while it holds the lock.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Pings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pings").field("waiting", &self.waiting().len()).finish()
    }
}
