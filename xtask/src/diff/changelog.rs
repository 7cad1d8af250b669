//! A comparison as an entry of a changelog.

use std::fmt::Write as _;

use super::events::ListedEvent;
use super::operations::OperationName;
use super::shared::{SharedChange, SharedChanges};
use super::{Diff, Verdict};

/// The longest line of a text in this project.
const WIDTH: usize = 120;

impl Diff {
    /// Returns the entry; `None` if neither operations, events nor the interface differ, or if there was no description before.
    pub fn changelog(&self) -> Option<String> {
        let old = self.old.release.as_ref()?;
        let new = self.new.release.as_ref()?;
        if self.operations.is_empty() && self.events.is_empty() && self.surface.is_empty() {
            return None;
        }
        let title = match (old == new, self.verdict) {
            (true, verdict) => format!("Matrix {new}, {}:", a(verdict)),
            (false, verdict) => format!("Matrix {new} in place of {old}, {}:", a(verdict)),
        };
        let mut text = wrapped("- ", &title);
        for line in self.changelog_lines() {
            text += &wrapped("  - ", &line);
        }
        Some(text)
    }

    fn changelog_lines(&self) -> Vec<String> {
        let operations = &self.operations;
        let mut lines = Vec::new();
        let listed = |title: &str, names: Vec<String>| {
            (!names.is_empty()).then(|| format!("{title}: {}", names.join(", ")))
        };
        let new = operations.added.iter().filter(|one| one.moved_from.is_none());
        lines.extend(listed("operations added", new.map(|one| called(&one.name)).collect()));
        let removed = operations.removed.iter().filter(|one| one.moved_to.is_none());
        lines.extend(listed("operations removed", removed.map(|one| called(&one.name)).collect()));
        let renamed = operations.renamed.iter();
        let renamed = renamed.map(|one| format!("{} (was `{}`)", called(&one.name), one.old_id)).collect();
        lines.extend(listed("operations renamed", renamed));
        let moved = operations.added.iter().filter(|one| one.moved_from.is_some());
        let moved =
            moved.map(|one| format!("{} to `{} {}`", called(&one.name), one.name.method, one.name.path));
        lines.extend(listed("operations moved", moved.collect()));
        lines.extend(SharedChanges::of(operations).all.iter().map(SharedChange::line));
        if !operations.changed.is_empty() {
            lines.push(format!("operations changed: {}", operations.changed.len()));
        }
        let named = |events: &[ListedEvent]| {
            events.iter().map(|one| format!("{} `{}`", one.section, one.event)).collect()
        };
        lines.extend(listed("types of events added", named(&self.events.added)));
        lines.extend(listed("types of events removed", named(&self.events.removed)));
        lines.extend(listed("types of events changed", named(&self.events.changed)));
        lines.push(format!("interface: {}", self.surface.counted()));
        lines.extend(self.why());
        lines
    }
}

fn a(verdict: Verdict) -> String {
    format!("a {verdict} change")
}

fn called(name: &OperationName) -> String {
    format!("{} `{}`", name.api, name.id)
}

/// Wraps a text as an item of a list.
fn wrapped(mark: &str, text: &str) -> String {
    let mut lines = String::new();
    let mut line = mark.to_owned();
    let indent = " ".repeat(mark.len());
    for word in text.split_whitespace() {
        let blank = usize::from(!line.ends_with(' '));
        if line.trim_start() != "" && line.chars().count() + blank + word.chars().count() > WIDTH {
            let _ = writeln!(lines, "{}", line.trim_end());
            line.clone_from(&indent);
        }
        if !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(lines, "{line}");
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_wrapped_between_words() {
        let text = wrapped("  - ", &["word"; 60].join(" "));
        assert!(text.lines().all(|line| line.len() <= WIDTH && !line.ends_with(' ')), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("    word")), "{text}");
        assert_eq!(text.matches("word").count(), 60);
        assert_eq!(wrapped("- ", &"x".repeat(200)), format!("-\n  {}\n", "x".repeat(200)));
    }
}
