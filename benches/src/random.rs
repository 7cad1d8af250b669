//! Numbers and texts that are the same for the same seed, on every machine and with every release.

/// A source of numbers: SplitMix64, since its whole state is the seed and it needs no crate that may
/// change what it yields.
pub struct Random {
    state: u64,
}

const WORDS: &[&str] = &[
    "agree",
    "again",
    "ask",
    "back",
    "branch",
    "bridge",
    "build",
    "café",
    "change",
    "check",
    "clear",
    "code",
    "coffee",
    "deploy",
    "done",
    "early",
    "federation",
    "fixed",
    "friday",
    "für",
    "good",
    "great",
    "grün",
    "here",
    "hours",
    "idea",
    "issue",
    "just",
    "key",
    "later",
    "like",
    "link",
    "listen",
    "look",
    "lunch",
    "maybe",
    "message",
    "morning",
    "naïve",
    "need",
    "nobody",
    "nice",
    "obviously",
    "paper",
    "people",
    "please",
    "quick",
    "quiet",
    "really",
    "release",
    "review",
    "room",
    "server",
    "should",
    "since",
    "slowly",
    "some",
    "spät",
    "still",
    "sync",
    "talk",
    "test",
    "thanks",
    "that",
    "then",
    "think",
    "timeout",
    "today",
    "token",
    "tomorrow",
    "version",
    "wait",
    "week",
    "what",
    "where",
    "with",
    "work",
    "write",
    "yes",
    "über",
    "мир",
    "спасибо",
    "日本",
    "你好",
    "🎉",
    "👍",
];

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Random {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number below `bound`, which must not be zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        // The bias is one in many billions for bounds as small as ours.
        self.next() % bound
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// Text in the alphabet of URL-safe base64, as ids and keys have it.
    pub fn base64(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(*self.pick(BASE64))).collect()
    }

    /// So many words, now and then with a line break or a quotation, which JSON has to escape.
    pub fn words(&mut self, count: u64) -> String {
        let mut text = String::new();
        for at in 0..count {
            if at > 0 {
                text.push_str(if self.percent(3) { "\n" } else { " " });
            }
            let word = self.pick(WORDS);
            if self.percent(2) {
                text.extend(["\"", word, "\""]);
            } else {
                text.push_str(word);
            }
        }
        text
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_yields_the_numbers_of_the_published_algorithm() {
        // The first outputs for the seed 1234567, as other implementations of SplitMix64 give them.
        let mut random = Random::new(1_234_567);
        let first = [random.next(), random.next()];
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
