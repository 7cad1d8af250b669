use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// 128 bits that nobody can guess from outside this process, as 32 hexadecimal digits.
///
/// The standard library seeds every `RandomState` from the operating system. That is enough for servers that
/// live for one run on loopback, and spares the example a dependency.
pub fn random_secret() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}
