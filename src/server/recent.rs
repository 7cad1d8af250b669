//! A bounded set of recent strings.

use std::collections::{HashSet, VecDeque};

/// The limit of the bytes of all strings together, since their number alone would not bound the memory.
const MOST_BYTES: usize = 256 << 10;

/// The most recent strings, without duplicates, up to a limit.
#[derive(Clone, Debug)]
pub(super) struct Recent {
    /// The oldest one first.
    texts: VecDeque<String>,
    set: HashSet<String>,
    bytes: usize,
    limit: usize,
}

impl Recent {
    pub(super) fn new(limit: usize) -> Self {
        Self { texts: VecDeque::new(), set: HashSet::new(), bytes: 0, limit }
    }

    pub(super) fn contains(&self, text: &str) -> bool {
        self.set.contains(text)
    }

    /// Adds a string, unless it is present, and removes the oldest strings beyond the limits.
    pub(super) fn push(&mut self, text: String) {
        if !self.set.insert(text.clone()) {
            return;
        }
        self.bytes = self.bytes.saturating_add(text.len());
        self.texts.push_back(text);
        // Event IDs have a limited length, so the program gets as many of them as it asks for.
        let most_bytes = MOST_BYTES.max(self.limit.saturating_mul(256));
        while self.texts.len() > self.limit || self.bytes > most_bytes {
            let Some(oldest) = self.texts.pop_front() else { break };
            self.bytes = self.bytes.saturating_sub(oldest.len());
            self.set.remove(&oldest);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(recent: &Recent) -> Vec<&str> {
        recent.iter().collect()
    }

    #[test]
    fn the_oldest_string_is_removed() {
        let mut recent = Recent::new(2);
        for text in ["a", "b", "a", "c"] {
            recent.push(text.to_owned());
        }
        assert_eq!(kept(&recent), ["b", "c"]);
        assert!(recent.contains("c") && !recent.contains("a"));
        recent.push("a".to_owned());
        assert_eq!(kept(&recent), ["c", "a"]);
    }

    #[test]
    fn long_strings_do_not_fill_the_memory() {
        let mut recent = Recent::new(512);
        for letter in ["a", "b", "c"] {
            recent.push(letter.repeat(MOST_BYTES / 2));
        }
        assert_eq!(recent.iter().count(), 2);
        recent.push("d".repeat(MOST_BYTES + 1));
        recent.push("e".to_owned());
        assert_eq!(kept(&recent), ["e"]);
    }
}
