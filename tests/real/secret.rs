//! Secrets for servers that run only during the tests.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// Returns 32 hexadecimal digits from the seeds that the standard library gets from the operating system.
pub fn random_secret() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}
