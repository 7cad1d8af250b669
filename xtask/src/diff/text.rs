//! A comparison for the terminal.

use std::cmp::Reverse;
use std::env;
use std::fmt::Write as _;

use super::operations::Name;
use super::shared::{grouped, particular, shared};
use super::{Diff, Entry, Reason, Surface, Verdict};

/// How many of the reasons stand beside the verdict.
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
        if !self.reworded.is_empty() {
            let _ = writeln!(text, "\nwording: {}", self.reworded);
        }
        let _ = writeln!(text, "\nverdict: {}", palette.verdict(self.verdict));
        for line in self.why() {
            let _ = writeln!(text, "  {line}");
        }
        text
    }

    /// What the verdict is owed to, each reason once; what it holds for stands with the interface or the operations.
    pub fn why(&self) -> Vec<String> {
        let mut counted: Vec<(&Reason, usize)> = Vec::new();
        for reason in &self.reasons {
            match counted.iter_mut().find(|(one, _)| one.reason == reason.reason) {
                Some((_, count)) => *count += 1,
                None => counted.push((reason, 1)),
            }
        }
        let line = |(reason, count): &(&Reason, usize)| match count {
            1 => format!("{} `{}`: {}", reason.api, reason.name, reason.reason),
            _ => format!("{count} times: {}", reason.reason),
        };
        let mut lines: Vec<_> = counted.iter().take(REASONS).map(line).collect();
        if counted.len() > REASONS {
            lines.push(format!("and {} other reasons", counted.len() - REASONS));
        }
        lines
    }

    fn operations_text(&self, text: &mut String, palette: Palette) {
        let operations = &self.operations;
        let counts = [
            ("removed", operations.removed.len()),
            ("added", operations.added.len()),
            ("renamed", operations.renamed.len()),
            ("changed", operations.changed.len()),
        ];
        let _ = writeln!(text, "\n{}", palette.paint(Ink::Bold, &format!("operations: {}", counted(counts))));
        let shared = shared(operations);
        for one in &shared {
            let _ = writeln!(text, "{} {}", palette.sign("~"), one.line());
        }
        for (sign, all) in [("-", &operations.removed), ("+", &operations.added)] {
            for one in all {
                let _ = writeln!(text, "{} {}{}", palette.sign(sign), line(&one.name), one.link());
                for change in particular(&shared, one.beyond_place()) {
                    let _ = writeln!(text, "    {change}");
                }
            }
        }
        for one in &operations.renamed {
            let _ = writeln!(text, "{} {} (was {})", palette.sign("~"), line(&one.name), one.old_id);
        }
        for (names, changes) in grouped(&shared, &operations.changed) {
            for name in names {
                let _ = writeln!(text, "{} {}", palette.sign("~"), line(name));
            }
            for change in changes {
                let _ = writeln!(text, "    {change}");
            }
        }
    }

    fn surface_text(&self, text: &mut String, palette: Palette) {
        let heading = format!("interface: {}", self.surface.counted());
        let _ = writeln!(text, "\n{}", palette.paint(Ink::Bold, &heading));
        for Group { verdict, reason, entries } in by_reason(&self.surface) {
            let _ = writeln!(text, "{}: {reason}", palette.verdict(verdict));
            for (sign, entry, parts) in entries {
                let with = if parts > 0 { format!(" (with {parts} of its parts)") } else { String::new() };
                if let Some(old) = &entry.old {
                    let _ = writeln!(text, "    {} {} {old}", palette.sign("-"), entry.api);
                    let _ = writeln!(text, "    {} {} {}", palette.sign("+"), entry.api, entry.item);
                } else {
                    let _ = writeln!(text, "    {} {} {}{with}", palette.sign(sign), entry.api, entry.item);
                }
            }
        }
    }
}

impl Surface {
    /// How much of it came, went and changed, in words.
    pub fn counted(&self) -> String {
        counted([
            ("removed", self.removed.len()),
            ("added", self.added.len()),
            ("changed", self.changed.len()),
        ])
    }
}

/// The counts in words, such as `1 removed, 2 added`.
fn counted<const KINDS: usize>(counts: [(&str, usize); KINDS]) -> String {
    let some = counts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{count} {word}"));
    let some: Vec<_> = some.collect();
    if some.is_empty() { "no difference".to_owned() } else { some.join(", ") }
}

fn line(Name { api, id, method, path }: &Name) -> String {
    format!("{api} {id} {method} {path}")
}

/// What one reason holds for: each entry with its sign and how many came or went with it.
pub struct Group<'a> {
    /// What the reason asks for.
    pub verdict: Verdict,
    /// The reason.
    pub reason: &'a str,
    /// The entries.
    pub entries: Vec<(&'static str, &'a Entry, usize)>,
}

/// The entries by their reasons, those that ask for most before all others.
pub fn by_reason(surface: &Surface) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (sign, entries) in surface.parts() {
        for (entry, parts) in folded(entries) {
            let same =
                |group: &&mut Group<'_>| group.verdict == entry.verdict && group.reason == entry.reason;
            match groups.iter_mut().find(same) {
                Some(group) => group.entries.push((sign, entry, parts)),
                None => groups.push(Group {
                    verdict: entry.verdict,
                    reason: &entry.reason,
                    entries: vec![(sign, entry, parts)],
                }),
            }
        }
    }
    groups.sort_by_key(|group| Reverse(group.verdict));
    groups
}

/// The entries without those that came or went with what they belong to, which are counted there.
fn folded(entries: &[Entry]) -> Vec<(&Entry, usize)> {
    let mut folded: Vec<(&Entry, usize)> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.with_owner) {
        let belongs = |other: &&Entry| other.with_owner && other.api == entry.api && is_part(other, entry);
        let parts = if is_owner(entry) { entries.iter().filter(belongs).count() } else { 0 };
        folded.push((entry, parts));
    }
    folded
}

fn is_part(part: &Entry, whole: &Entry) -> bool {
    part.path.strip_prefix(&whole.path).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Whether an entry is a type, which holds others.
fn is_owner(entry: &Entry) -> bool {
    let what = entry.item.strip_prefix(&entry.path).unwrap_or_default();
    [": struct", ": enum", ": open enum"].iter().any(|word| what.starts_with(word))
}
