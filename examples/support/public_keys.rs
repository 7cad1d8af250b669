use std::collections::BTreeMap;

use matrix_openapi::client_server::types;

/// The public keys of all devices, by user and device.
pub type Keys = BTreeMap<String, BTreeMap<String, PublicKeys>>;

/// The public keys that a device has uploaded.
#[derive(Default)]
pub struct PublicKeys {
    pub device: Option<types::DeviceKeys>,
    pub one_time: BTreeMap<String, types::OneTimeKeysItem>,
}

impl PublicKeys {
    /// Takes a one-time key of the algorithm, which nobody gets again.
    pub fn take(&mut self, algorithm: &str) -> Option<(String, types::OneTimeKeysItem)> {
        let is_of = |id: &&String| id.split_once(':').is_some_and(|(of, _)| of == algorithm);
        let id = self.one_time.keys().find(is_of)?.clone();
        self.one_time.remove_entry(&id)
    }
}
