//! Pings of an application service, from both sides.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Tracks pings that are waiting to arrive.
///
/// Clones share them. See [`ApplicationServiceSettings::pings`](crate::server::ApplicationServiceSettings::pings) and the
/// [specification](https://spec.matrix.org/v1.19/application-service-api/#pinging).
#[derive(Clone, Default)]
pub struct Pings {
    /// By ID, whether they have arrived.
    waiting: Arc<Mutex<BTreeMap<String, bool>>>,
}

impl Pings {
    /// No pings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes that a ping has arrived; one that nobody waits for is forgotten.
    pub(super) fn arrived(&self, id: &str) {
        if let Some(arrived) = self.waiting().get_mut(id) {
            *arrived = true;
        }
    }

    /// Returns the pings that are waited for.
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
