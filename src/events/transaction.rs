//! Transaction IDs, by which servers recognize a retried request.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// The transaction IDs of a client and its clones: 128 random bits, which differ between clients, and a counter.
pub(crate) struct TransactionIds {
    random: [u64; 2],
    next: AtomicU64,
}

impl TransactionIds {
    pub(crate) fn new() -> Self {
        // The standard library hashes with random keys, which differ in each state.
        let random = [0_u64, 1].map(|index| RandomState::new().hash_one(index));
        Self { random, next: AtomicU64::new(1) }
    }

    /// Returns a new ID.
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
    fn all_ids_are_different() {
        let clients: Vec<_> = (0..50).map(|_| TransactionIds::new()).collect();
        let ids: BTreeSet<_> = clients.iter().flat_map(|client| (0..20).map(|_| client.next())).collect();
        assert_eq!(ids.len(), 1000);
        let safe = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
        assert!(ids.iter().all(|id| id.len() >= 34 && id.bytes().all(safe)));
    }
}
