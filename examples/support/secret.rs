use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// Returns 128 random bits as 32 hexadecimal digits.
///
/// The standard library seeds `RandomState` from the operating system, which is random enough for servers that run once on
/// loopback, and spares the example a dependency.
pub fn random_secret() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}
