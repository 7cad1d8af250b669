//! A comparison for a terminal, in colours.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use anstyle::{AnsiColor, Style};

use super::events::{EventChanges, ListedEvent};
use super::operations::OperationName;
use super::phrases;
use super::shared::{ChangedGroup, SharedChanges};
use super::{Diff, Reason, SurfaceChanges, SurfaceEntry, Verdict};
use crate::surface::Form;

/// The maximum number of reasons to list below the verdict.
const REASONS: usize = 10;

const RED: Style = AnsiColor::Red.on_default();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const BOLD: Style = Style::new().bold();

/// The entries of a surface that have the same reason.
pub struct ReasonGroup<'a> {
    /// The verdict of the reason.
    pub verdict: Verdict,
    /// The reason.
    pub reason: &'a str,
    /// The entries.
    pub entries: Vec<FoldedEntry<'a>>,
}

/// An entry with the number of items that were added or removed with it.
pub struct FoldedEntry<'a> {
    /// The sign of its list.
    pub sign: &'static str,
    /// The entry.
    pub entry: &'a SurfaceEntry,
    /// The number of items that belong to it.
    pub members: usize,
}

impl Diff {
    /// Returns the comparison for a terminal.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let (old, new) = (&self.old, &self.new);
        let _ = writeln!(text, "{}: {} operations, were {}", self.title(), new.operations, old.operations);
        if self.is_empty() {
            let _ = writeln!(text, "no difference\nverdict: {}", verdict(self.verdict));
            return text;
        }
        self.operations_text(&mut text);
        self.events_text(&mut text);
        self.surface_text(&mut text);
        if !self.reworded.is_empty() {
            let _ = writeln!(text, "\nwording: {}", self.reworded);
        }
        let _ = writeln!(text, "\nverdict: {}", verdict(self.verdict));
        for line in self.why() {
            let _ = writeln!(text, "  {line}");
        }
        text
    }

    /// Returns the reasons for the verdict, each once.
    pub fn why(&self) -> Vec<String> {
        let mut counted: Vec<(&Reason, usize)> = Vec::new();
        let mut known = BTreeMap::new();
        for reason in &self.reasons {
            let at = *known.entry(&reason.reason).or_insert(counted.len());
            match counted.get_mut(at) {
                Some((_, count)) => *count += 1,
                None => counted.push((reason, 1)),
            }
        }
        let line = |(reason, count): &(&Reason, usize)| match count {
            1 => format!("{} `{}`: {}", reason.api, reason.name, reason.reason),
            _ => format!("{count} times: {}", reason.reason),
        };
        let mut lines: Vec<_> = counted.iter().take(REASONS).map(line).collect();
        if let Some(others @ 1..) = counted.len().checked_sub(REASONS) {
            lines.push(format!("and {others} other reasons"));
        }
        lines
    }

    fn operations_text(&self, text: &mut String) {
        let operations = &self.operations;
        let counts = [
            ("removed", operations.removed.len()),
            ("added", operations.added.len()),
            ("renamed", operations.renamed.len()),
            ("changed", operations.changed.len()),
        ];
        let _ = writeln!(text, "\n{}", paint(BOLD, format!("operations: {}", counted(counts))));
        let shared = SharedChanges::of(operations);
        for one in &shared.all {
            let _ = writeln!(text, "{} {}", sign("~"), one.line());
        }
        for (mark, all) in [("-", &operations.removed), ("+", &operations.added)] {
            for one in all {
                let _ = writeln!(text, "{} {}{}", sign(mark), line(&one.name), one.link());
                for change in shared.particular(one.beyond_move()) {
                    let _ = writeln!(text, "    {change}");
                }
            }
        }
        for one in &operations.renamed {
            let _ = writeln!(text, "{} {} (was {})", sign("~"), line(&one.name), one.old_id);
        }
        for ChangedGroup { names, changes, .. } in shared.grouped(&operations.changed) {
            for name in names {
                let _ = writeln!(text, "{} {}", sign("~"), line(name));
            }
            for change in changes {
                let _ = writeln!(text, "    {change}");
            }
        }
    }

    fn events_text(&self, text: &mut String) {
        if self.events.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n{}", paint(BOLD, format!("events: {}", self.events.counted())));
        for (mark, events) in self.events.lists() {
            for event in events {
                let ListedEvent { section, event: name, rust_name, .. } = event;
                let _ = writeln!(text, "{} {section} {name} {rust_name}{}", sign(mark), event.of_kinds());
                for change in &event.changes {
                    let _ = writeln!(text, "    {}: {}", verdict(change.verdict), change.text);
                }
            }
        }
    }

    fn surface_text(&self, text: &mut String) {
        let heading = format!("interface: {}", self.surface.counted());
        let _ = writeln!(text, "\n{}", paint(BOLD, heading));
        for group in by_reason(&self.surface) {
            let _ = writeln!(text, "{}: {}", verdict(group.verdict), group.reason);
            for FoldedEntry { sign: mark, entry, members } in group.entries {
                let SurfaceEntry { api, item, .. } = entry;
                let with = if members > 0 {
                    format!(" (with its {})", phrases::members(members))
                } else {
                    String::new()
                };
                if let Some(old) = &entry.old {
                    let _ = writeln!(text, "    {} {api} {old}", sign("-"));
                    let _ = writeln!(text, "    {} {api} {item}", sign("+"));
                } else {
                    let _ = writeln!(text, "    {} {api} {item}{with}", sign(mark));
                }
            }
        }
    }
}

impl EventChanges {
    /// Returns the numbers of changes in words.
    pub fn counted(&self) -> String {
        counted([
            ("removed", self.removed.len()),
            ("added", self.added.len()),
            ("changed", self.changed.len()),
        ])
    }
}

impl SurfaceChanges {
    /// Returns the numbers of changes in words.
    pub fn counted(&self) -> String {
        counted([
            ("removed", self.removed.len()),
            ("added", self.added.len()),
            ("changed", self.changed.len()),
        ])
    }
}

/// Groups the entries by their reasons, the highest verdicts first.
pub fn by_reason(surface: &SurfaceChanges) -> Vec<ReasonGroup<'_>> {
    let mut groups: Vec<ReasonGroup<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for (sign, entries) in surface.lists() {
        for folded in folded(sign, entries) {
            let (verdict, reason) = (folded.entry.verdict, folded.entry.reason.as_str());
            let at = *known.entry((verdict, reason)).or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.entries.push(folded),
                None => groups.push(ReasonGroup { verdict, reason, entries: vec![folded] }),
            }
        }
    }
    groups.sort_by_key(|group| Reverse(group.verdict));
    groups
}

/// Returns the numbers in words, such as `1 removed, 2 added`.
fn counted<const KINDS: usize>(counts: [(&str, usize); KINDS]) -> String {
    let some = counts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{count} {word}"));
    let some: Vec<_> = some.collect();
    if some.is_empty() { "no difference".to_owned() } else { some.join(", ") }
}

fn line(OperationName { api, id, method, path }: &OperationName) -> String {
    format!("{api} {id} {method} {path}")
}

fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

fn sign(sign: &str) -> String {
    let style = match sign {
        "-" => RED,
        "+" => GREEN,
        _ => YELLOW,
    };
    paint(style, sign)
}

fn verdict(verdict: Verdict) -> String {
    let style = match verdict {
        Verdict::Major => RED,
        Verdict::Minor => YELLOW,
        Verdict::Patch => GREEN,
    };
    paint(style, verdict)
}

/// Counts the entries that were added or removed with a type at that type.
fn folded<'a>(sign: &'static str, entries: &'a [SurfaceEntry]) -> Vec<FoldedEntry<'a>> {
    let mut members: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.with_owner) {
        if let Some(owner) = entry.item.owner() {
            *members.entry((entry.api, owner)).or_default() += 1;
        }
    }
    let alone = entries.iter().filter(|entry| !entry.with_owner);
    let fold = |entry: &'a SurfaceEntry| {
        let key = (entry.api, entry.item.path.as_str());
        let members = if is_type(&entry.item.form) { members.get(&key).copied() } else { None };
        FoldedEntry { sign, entry, members: members.unwrap_or_default() }
    };
    alone.map(fold).collect()
}

/// Returns whether a form has members.
fn is_type(form: &Form) -> bool {
    matches!(form, Form::Struct(..) | Form::Enum(..) | Form::OpenEnum | Form::Trait(_))
}
