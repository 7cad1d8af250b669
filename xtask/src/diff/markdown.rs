//! A comparison for a pull request or a changelog.

use std::fmt::Write as _;

use super::Diff;
use super::events::EventChanges;
use super::operations::OperationName;
use super::phrases;
use super::shared::{ChangedGroup, SharedChanges};
use super::text::{FoldedEntry, ReasonGroup, by_reason};

impl Diff {
    /// Returns the comparison as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let (old, new) = (&self.old, &self.new);
        let _ = writeln!(text, "## {}\n", self.title());
        let _ = writeln!(
            text,
            "**Verdict: {}.** {} operations, were {}.",
            self.verdict, new.operations, old.operations
        );
        if self.is_empty() {
            text.push_str("\nNo difference.\n");
            return text;
        }
        text.push('\n');
        for line in self.why() {
            let _ = writeln!(text, "- {}", plain(&line));
        }
        self.operations_markdown(&mut text);
        self.events_markdown(&mut text);
        self.surface_markdown(&mut text);
        if !self.reworded.is_empty() {
            let _ = writeln!(text, "\n### Wording\n\n{}", plain(&self.reworded.to_string()));
        }
        text
    }

    fn operations_markdown(&self, text: &mut String) {
        let operations = &self.operations;
        let shared = SharedChanges::of(operations);
        if !shared.all.is_empty() {
            text.push_str("\n### Many operations\n\n");
        }
        for one in &shared.all {
            let _ = writeln!(text, "- {}", plain(&one.line()));
        }
        for (title, all) in
            [("Operations added", &operations.added), ("Operations removed", &operations.removed)]
        {
            if !all.is_empty() {
                let _ = writeln!(text, "\n### {title}\n");
            }
            for one in all {
                let _ = writeln!(text, "- {}{}", operation(&one.name), plain(&one.link()));
                for change in shared.particular(one.beyond_move()) {
                    let _ = writeln!(text, "  - {}", plain(change));
                }
            }
        }
        if !operations.renamed.is_empty() {
            text.push_str("\n### Operations renamed\n\n");
        }
        for one in &operations.renamed {
            let _ = writeln!(text, "- {}, was {}", operation(&one.name), code(&one.old_id));
        }
        let groups = shared.grouped(&operations.changed);
        if !groups.is_empty() {
            text.push_str("\n### Operations changed\n\n");
        }
        for ChangedGroup { api, names, changes } in groups {
            let names: Vec<_> = names.into_iter().map(request).collect();
            let _ = writeln!(text, "- {api} {}", names.join(", "));
            for change in changes {
                let _ = writeln!(text, "  - {}", plain(change));
            }
        }
    }

    fn events_markdown(&self, text: &mut String) {
        let EventChanges { added, removed, changed } = &self.events;
        for (title, events) in
            [("Events added", added), ("Events removed", removed), ("Events changed", changed)]
        {
            if !events.is_empty() {
                let _ = writeln!(text, "\n### {title}\n");
            }
            for event in events {
                let (name, rust_name) = (code(&event.event), code(&event.rust_name));
                let _ = writeln!(text, "- {} {name}, {rust_name}{}", event.section, event.of_kinds());
                for change in &event.changes {
                    let _ = writeln!(text, "  - **{}**: {}", change.verdict, plain(&change.text));
                }
            }
        }
    }

    fn surface_markdown(&self, text: &mut String) {
        let groups = by_reason(&self.surface);
        if !groups.is_empty() {
            let _ = writeln!(text, "\n### Interface: {}\n", self.surface.counted());
        }
        for ReasonGroup { verdict, reason, entries } in groups {
            let _ = writeln!(text, "- **{verdict}**: {}", plain(reason));
            for FoldedEntry { sign, entry, members } in entries {
                let (item, api) = (code(&entry.item.to_string()), entry.api);
                let with = if members > 0 {
                    format!(" with its {}", phrases::members(members))
                } else {
                    String::new()
                };
                let _ = match (&entry.old, sign) {
                    (Some(old), _) => writeln!(text, "  - {api} {item}, was {}", code(&old.to_string())),
                    (None, "-") => writeln!(text, "  - {api} {item}{with} removed"),
                    (None, _) => writeln!(text, "  - {api} {item}{with} added"),
                };
            }
        }
    }
}

fn operation(name: &OperationName) -> String {
    format!("{} {}", name.api, request(name))
}

fn request(name: &OperationName) -> String {
    format!("{} ({})", code(&name.id), code(&format!("{} {}", name.method, name.path)))
}

/// Returns any text as code.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('\n', " "))
}

/// Returns text without markup other than code.
fn plain(text: &str) -> String {
    let mut inside = false;
    let mut plain = String::new();
    for one in text.chars() {
        match one {
            '`' => inside = !inside,
            '*' | '_' | '<' | '[' | ']' if !inside => plain.push('\\'),
            _ => {}
        }
        plain.push(one);
    }
    plain.replace('\n', " ")
}
