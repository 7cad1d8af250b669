//! The private key of a device, in a file.

use std::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD as BASE64;
use matrix_openapi::signing::SigningKey;
use zeroize::Zeroizing;

/// Reads the key of a device from a file, or makes the file with a new key.
pub fn load(file: &Path) -> Result<SigningKey, Box<dyn Error + Send + Sync>> {
    match fs::read_to_string(file).map(Zeroizing::new) {
        Ok(line) => Ok(line.parse()?),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let line = generate()?;
            let mut options = File::options();
            options.write(true).create_new(true);
            // Others on this machine must not read it.
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(file)?;
            file.write_all(line.as_bytes())?;
            // A key that is lost after its upload cannot be replaced.
            file.sync_all()?;
            Ok(line.parse()?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes an ID of a device and its private key, as the line `ed25519 DEVICE-ID SEED`.
pub fn generate() -> Result<Zeroizing<String>, getrandom::Error> {
    let mut name = [0; 5];
    getrandom::fill(&mut name)?;
    let device_id = name.map(|byte| format!("{byte:02X}")).concat();
    Ok(Zeroizing::new(format!("ed25519 {device_id} {}", *random::<32>()?)))
}

/// Returns random bytes as base64, which are overwritten in memory when dropped.
pub fn random<const N: usize>() -> Result<Zeroizing<String>, getrandom::Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice())?;
    Ok(Zeroizing::new(BASE64.encode(*bytes)))
}
