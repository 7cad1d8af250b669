//! Matches texts with the regular expressions of the description.
//!
//! These are few and small. A library for all regular expressions would be a dependency of each test that uses a mock server.

use std::iter::Peekable;
use std::str::Chars;

/// How many steps a match may take.
const MOST_STEPS: usize = 100_000;

/// The longest text that is matched, in characters: that of identifiers. Each one may take a call.
const LONGEST_TEXT: usize = 255;

/// How deep groups may be in each other.
const DEEPEST: usize = 8;

/// A part of a regular expression.
enum Part {
    Start,
    End,
    Any,
    Literal(char),
    /// Ranges of characters, and whether all others are meant.
    Class(Vec<(char, char)>, bool),
    /// Alternatives.
    Group(Vec<Vec<Piece>>),
}

/// A part, with how often it may occur.
struct Piece {
    part: Part,
    least: usize,
    most: usize,
}

/// Whether a part of the text matches; `None` if the regular expression has more than characters, classes, groups, alternatives,
/// `*`, `+`, `?` and the two anchors, the text is too long, or matching takes too long.
pub(super) fn is_match(pattern: &str, text: &str) -> Option<bool> {
    let mut reader = Reader { left: pattern.chars().peekable(), depth: 0 };
    let alternatives = reader.alternatives()?;
    if reader.left.next().is_some() {
        return None;
    }
    let text: Vec<char> = text.chars().take(LONGEST_TEXT.saturating_add(1)).collect();
    if text.len() > LONGEST_TEXT {
        return None;
    }
    let mut matching = Matching { text: &text, steps: MOST_STEPS };
    let whole = Piece { part: Part::Group(alternatives), least: 1, most: 1 };
    for start in 0..=text.len() {
        if matching.pieces(std::slice::from_ref(&whole), start, &mut |_, _| Some(true))? {
            return Some(true);
        }
    }
    Some(false)
}

struct Reader<'p> {
    left: Peekable<Chars<'p>>,
    depth: usize,
}

impl Reader<'_> {
    fn alternatives(&mut self) -> Option<Vec<Vec<Piece>>> {
        let mut all = vec![Vec::new()];
        loop {
            let part = match self.left.peek() {
                None | Some(')') => return Some(all),
                Some('|') => {
                    self.left.next();
                    all.push(Vec::new());
                    continue;
                }
                Some(_) => self.part()?,
            };
            let (least, most) = match self.left.peek() {
                Some('*') => (0, usize::MAX),
                Some('+') => (1, usize::MAX),
                Some('?') => (0, 1),
                _ => (1, 1),
            };
            if (least, most) != (1, 1) {
                self.left.next();
            }
            all.last_mut()?.push(Piece { part, least, most });
        }
    }

    fn part(&mut self) -> Option<Part> {
        Some(match self.left.next()? {
            '^' => Part::Start,
            '$' => Part::End,
            '.' => Part::Any,
            '\\' => Part::Literal(self.escaped()?),
            '[' => self.class()?,
            '(' => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEEPEST || self.left.peek() == Some(&'?') {
                    return None;
                }
                let group = self.alternatives()?;
                self.depth = self.depth.saturating_sub(1);
                (self.left.next()? == ')').then_some(Part::Group(group))?
            }
            '*' | '+' | '?' | '{' | '}' | ']' => return None,
            literal => Part::Literal(literal),
        })
    }

    /// Reads a character after a backslash. Letters and digits have a meaning of their own.
    fn escaped(&mut self) -> Option<char> {
        self.left.next().filter(|character| !character.is_ascii_alphanumeric())
    }

    fn class(&mut self) -> Option<Part> {
        let is_negated = self.left.next_if_eq(&'^').is_some();
        let mut ranges = Vec::new();
        loop {
            let first = match self.left.next()? {
                ']' => return Some(Part::Class(ranges, is_negated)),
                '\\' => self.escaped()?,
                '[' => return None,
                character => character,
            };
            let mut last = first;
            if self.left.next_if_eq(&'-').is_some() {
                match self.left.next()? {
                    ']' => {
                        ranges.extend([(first, first), ('-', '-')]);
                        return Some(Part::Class(ranges, is_negated));
                    }
                    '\\' => last = self.escaped()?,
                    character => last = character,
                }
            }
            ranges.push((first, last));
        }
    }
}

/// What follows a match, from a position.
type Rest<'r> = dyn FnMut(&mut Matching<'_>, usize) -> Option<bool> + 'r;

struct Matching<'t> {
    text: &'t [char],
    steps: usize,
}

impl Matching<'_> {
    fn pieces(&mut self, pieces: &[Piece], at: usize, rest: &mut Rest<'_>) -> Option<bool> {
        match pieces.split_first() {
            None => rest(self, at),
            Some((first, others)) => self.repeated(first, 0, at, others, rest),
        }
    }

    /// Matches one more occurrence if there may be one, else what follows.
    fn repeated(
        &mut self,
        piece: &Piece,
        count: usize,
        at: usize,
        others: &[Piece],
        rest: &mut Rest<'_>,
    ) -> Option<bool> {
        self.steps = self.steps.checked_sub(1)?;
        if count < piece.most {
            let is_matched = self.once(&piece.part, at, &mut |matching, next| {
                // An occurrence without characters leads nowhere.
                if next == at && count >= piece.least {
                    return Some(false);
                }
                matching.repeated(piece, count.saturating_add(1), next, others, rest)
            })?;
            if is_matched {
                return Some(true);
            }
        }
        if count < piece.least { Some(false) } else { self.pieces(others, at, rest) }
    }

    fn once(&mut self, part: &Part, at: usize, rest: &mut Rest<'_>) -> Option<bool> {
        let next = self.text.get(at).copied();
        let is_next = match part {
            Part::Start => return if at == 0 { rest(self, at) } else { Some(false) },
            Part::End => return if at == self.text.len() { rest(self, at) } else { Some(false) },
            Part::Group(alternatives) => {
                for alternative in alternatives {
                    if self.pieces(alternative, at, rest)? {
                        return Some(true);
                    }
                }
                return Some(false);
            }
            Part::Any => next.is_some_and(|character| character != '\n'),
            Part::Literal(literal) => next == Some(*literal),
            Part::Class(ranges, is_negated) => next.is_some_and(|character| {
                ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)) != *is_negated
            }),
        };
        if is_next { rest(self, at.saturating_add(1)) } else { Some(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expressions_of_the_description_match() {
        let profile = r"^(avatar_url|displayname|m\.tz|[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+)$";
        for text in ["avatar_url", "m.tz", "org.example.a_b", "a.b"] {
            assert_eq!(is_match(profile, text), Some(true), "{text}");
        }
        for text in ["avatar", "Avatar_url", "m.", "org..a", "org.1a", "", "a.b ", "xavatar_url"] {
            assert_eq!(is_match(profile, text), Some(false), "{text}");
        }
        for (pattern, text) in
            [(r"^\$", "$a"), ("^@", "@a"), (r"^mxc:\/\/", "mxc://a/b"), ("", "x"), ("b", "abc")]
        {
            assert_eq!(is_match(pattern, text), Some(true), "{pattern}");
            assert_eq!(is_match(pattern, "-"), Some(pattern.is_empty()), "{pattern}");
        }
        assert_eq!(is_match("^[^a-c-]?.$", "dx"), Some(true));
        assert_eq!(is_match("^[^a-c-]?.$", "-x"), Some(false));
        assert_eq!(is_match("^(a|b)*$", "abba"), Some(true));
        assert_eq!(is_match("^(a*)*$", "aab"), Some(false));
    }

    #[test]
    fn an_expression_with_more_than_that_or_one_that_takes_too_long_has_no_result() {
        for pattern in [r"\d", "a{2}", "(?:a)", "(a", "a)", "[a", "*", r"\", "[[:alpha:]]"] {
            assert_eq!(is_match(pattern, "aa"), None, "{pattern}");
        }
        let text = format!("{}b", "a".repeat(64));
        assert_eq!(is_match("^(a|a)*$", &text), None);
        assert_eq!(is_match("^a*$", &"a".repeat(LONGEST_TEXT)), Some(true));
        assert_eq!(is_match("^a*$", &"a".repeat(LONGEST_TEXT + 1)), None);
    }
}
