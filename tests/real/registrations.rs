//! The registrations of application services at Synapse, and their files.

use std::path::PathBuf;

use matrix_openapi::application_service::types::Registration;

use crate::secret::random_secret;

/// Creates a registration for users and aliases that begin with its ID and an underscore.
pub fn registration(id: &str, url: Option<String>) -> Registration {
    let mut registration = Registration::generate(id, url, format!("{id}bot"))
        .unwrap()
        .with_exclusive_users(format!("@{id}_.*"))
        .with_exclusive_aliases(format!("#{id}_.*"));
    registration.rate_limited = Some(false);
    registration
}

/// The files of some registrations, which are removed when this is dropped.
pub struct RegistrationFiles {
    folder: PathBuf,
    /// The paths of the files.
    pub paths: Vec<PathBuf>,
}

impl RegistrationFiles {
    pub fn write(registrations: &[&Registration]) -> Self {
        let folder =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("registrations-{}", random_secret()));
        std::fs::create_dir_all(&folder).unwrap();
        let write = |registration: &&Registration| {
            let path = folder.join(format!("{}.yaml", registration.id));
            registration.write(&path).unwrap();
            path
        };
        let paths = registrations.iter().map(write).collect();
        Self { folder, paths }
    }
}

impl Drop for RegistrationFiles {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
