//! The texts that came last.

use std::collections::{HashSet, VecDeque};

/// The most bytes that all texts have together, since their number alone would not bound them.
const MOST_BYTES: usize = 256 << 10;

/// The last texts of a limited number, each once.
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

    /// Adds a text, unless it is there, and leaves out the oldest ones that are too many.
    pub(super) fn push(&mut self, text: String) {
        if !self.set.insert(text.clone()) {
            return;
        }
        self.bytes = self.bytes.saturating_add(text.len());
        self.texts.push_back(text);
        // Of event IDs, whose length is limited, as many are kept as the program asks for.
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
    fn the_oldest_text_makes_room() {
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
    fn long_texts_do_not_fill_the_memory() {
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
