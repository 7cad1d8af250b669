//! A comparison for the terminal.

use std::env;
use std::fmt::Write as _;

use super::operations::{Changed, Name};
use super::{Diff, Entry, Verdict};

/// How many of the reasons stand below the verdict; all of them stand above it in full.
const REASONS: usize = 10;

/// Whether and how to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// With escape sequences of ANSI terminals.
    Colours,
    /// As plain text.
    Plain,
}

/// What is coloured.
#[derive(Clone, Copy)]
enum Ink {
    Red,
    Green,
    Yellow,
    Bold,
}

impl Palette {
    /// Colours for a terminal that can show them, unless somebody does not want any (<https://no-color.org>).
    pub fn of_terminal(terminal: bool) -> Self {
        let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let unable = env::var_os("TERM").is_some_and(|value| value == "dumb");
        if terminal && !unwanted && !unable { Self::Colours } else { Self::Plain }
    }

    fn paint(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Red => 31,
            Ink::Green => 32,
            Ink::Yellow => 33,
            Ink::Bold => 1,
        };
        match self {
            Self::Colours => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Plain => text.to_owned(),
        }
    }

    fn sign(self, sign: &str) -> String {
        let ink = match sign {
            "-" => Ink::Red,
            "+" => Ink::Green,
            _ => Ink::Yellow,
        };
        self.paint(ink, sign)
    }

    fn verdict(self, verdict: Verdict) -> String {
        let ink = match verdict {
            Verdict::Major => Ink::Red,
            Verdict::Minor => Ink::Yellow,
            Verdict::Patch => Ink::Green,
        };
        self.paint(ink, &verdict.to_string())
    }
}

impl Diff {
    /// The comparison for a terminal.
    pub fn text(&self, palette: Palette) -> String {
        let mut text = String::new();
        let (old, new) = (&self.old, &self.new);
        let _ = writeln!(text, "{}: {} operations, were {}", self.title(), new.operations, old.operations);
        if self.is_empty() {
            let _ = writeln!(text, "no difference\nverdict: {}", palette.verdict(self.verdict));
            return text;
        }
        self.operations_text(&mut text, palette);
        self.surface_text(&mut text, palette);
        let _ = writeln!(text, "\nverdict: {}", palette.verdict(self.verdict));
        for reason in self.reasons.iter().take(REASONS) {
            let _ = writeln!(text, "  {} {}: {}", reason.api, reason.subject, reason.reason);
        }
        if self.reasons.len() > REASONS {
            let _ = writeln!(text, "  and {} more", self.reasons.len() - REASONS);
        }
        text
    }

    fn operations_text(&self, text: &mut String, palette: Palette) {
        let operations = &self.operations;
        let counts = [
            ("removed", operations.removed.len()),
            ("added", operations.added.len()),
            ("changed", operations.changed.len()),
        ];
        let _ = writeln!(text, "\n{}", palette.paint(Ink::Bold, &format!("operations: {}", counted(counts))));
        for (sign, names) in [("-", &operations.removed), ("+", &operations.added)] {
            for Name { api, id, method, path } in names {
                let _ = writeln!(text, "{} {api} {id} {method} {path}", palette.sign(sign));
            }
        }
        for (names, changes) in grouped(&operations.changed) {
            for Name { api, id, method, path } in names {
                let _ = writeln!(text, "{} {api} {id} {method} {path}", palette.sign("~"));
            }
            for change in changes {
                let _ = writeln!(text, "    {change}");
            }
        }
    }

    fn surface_text(&self, text: &mut String, palette: Palette) {
        let surface = &self.surface;
        let counts = [
            ("removed", surface.removed.len()),
            ("added", surface.added.len()),
            ("changed", surface.changed.len()),
        ];
        let _ = writeln!(text, "\n{}", palette.paint(Ink::Bold, &format!("interface: {}", counted(counts))));
        for (sign, entries) in surface.parts() {
            for (entry, parts) in folded(entries) {
                let with = if parts > 0 { format!(" (with {parts} of its parts)") } else { String::new() };
                let sign = palette.sign(sign);
                if let Some(old) = &entry.old {
                    let _ = writeln!(text, "{} {} {old}", palette.sign("-"), entry.api);
                    let _ = writeln!(text, "{} {} {}", palette.sign("+"), entry.api, entry.item);
                } else {
                    let _ = writeln!(text, "{sign} {} {}{with}", entry.api, entry.item);
                }
                let _ = writeln!(text, "    {}: {}", palette.verdict(entry.verdict), entry.reason);
            }
        }
    }
}

/// The counts in words, such as `1 removed, 2 added`.
pub fn counted(counts: [(&str, usize); 3]) -> String {
    let some = counts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{count} {word}"));
    let some: Vec<_> = some.collect();
    if some.is_empty() { "no difference".to_owned() } else { some.join(", ") }
}

/// The operations in which the same has changed, together.
pub fn grouped(changed: &[Changed]) -> Vec<(Vec<&Name>, Vec<String>)> {
    let mut groups: Vec<(Vec<&Name>, Vec<String>)> = Vec::new();
    for one in changed {
        let changes: Vec<_> = one.changes.iter().map(|change| change.text.clone()).collect();
        match groups.iter_mut().find(|(names, other)| {
            *other == changes && names.first().is_some_and(|name| name.api == one.name.api)
        }) {
            Some((names, _)) => names.push(&one.name),
            None => groups.push((vec![&one.name], changes)),
        }
    }
    groups
}

/// The entries without those that came or went with what they belong to, which are counted there.
pub fn folded(entries: &[Entry]) -> Vec<(&Entry, usize)> {
    let mut folded: Vec<(&Entry, usize)> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.with_owner) {
        let path = path(&entry.item);
        let belongs =
            |other: &&Entry| other.with_owner && other.api == entry.api && path_is_below(&other.item, path);
        let parts = if is_owner(&entry.item) { entries.iter().filter(belongs).count() } else { 0 };
        folded.push((entry, parts));
    }
    folded
}

fn path(line: &str) -> &str {
    let end = line.match_indices(": ").map(|(at, _)| at).next().unwrap_or(line.len());
    line.get(..end).unwrap_or(line)
}

fn path_is_below(line: &str, path: &str) -> bool {
    line.strip_prefix(path).is_some_and(|rest| rest.starts_with(':'))
}

/// Whether a line is of a type, which holds others.
fn is_owner(line: &str) -> bool {
    [": struct", ": enum", ": open enum"]
        .iter()
        .any(|word| line.get(path(line).len()..).is_some_and(|rest| rest.starts_with(word)))
}
