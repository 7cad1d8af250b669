//! Transaction IDs, by which servers recognize a request that is sent again.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// The transaction IDs of a client and its clones: 128 random bits, so no other client has the same, and a counter.
pub(crate) struct TransactionIds {
    random: [u64; 2],
    next: AtomicU64,
}

impl TransactionIds {
    pub(crate) fn new() -> Self {
        // The standard library hashes with random keys, and with other ones in each state.
        let random = [0_u64, 1].map(|index| RandomState::new().hash_one(index));
        Self { random, next: AtomicU64::new(1) }
    }

    /// Returns an ID that was not used before.
    pub(crate) fn next(&self) -> String {
        let [first, second] = self.random;
        format!("{first:016x}{second:016x}-{}", self.next.fetch_add(1, Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_are_the_same() {
        let clients: Vec<_> = (0..50).map(|_| TransactionIds::new()).collect();
        let ids: BTreeSet<_> = clients.iter().flat_map(|client| (0..20).map(|_| client.next())).collect();
        assert_eq!(ids.len(), 1000);
        let safe = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
        assert!(ids.iter().all(|id| id.len() >= 34 && id.bytes().all(safe)));
    }
}
