//! The parts of the project around the description: the changelog, and the version that is due.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::diff::{Diff, Verdict};
use crate::input;

/// The changelog.
const CHANGELOG: &str = "CHANGELOG.md";

/// The heading above the changes since the last version.
const UNRELEASED: &str = "## Unreleased";

/// Adds an entry to the changelog if there are changes, and returns whether it did.
pub fn write_changelog(root: &Path, diff: &Diff) -> Result<bool> {
    let path = root.join(CHANGELOG);
    let (Some(entry), true) = (diff.changelog(), path.is_file()) else { return Ok(false) };
    let text = input::read_to_string(&path).with_context(|| format!("cannot read {CHANGELOG}"))?;
    fs::write(&path, with_entry(&text, &entry)).with_context(|| format!("cannot write {CHANGELOG}"))?;
    Ok(true)
}

/// Returns the version that is due after a change, in words; `None` if the project has no version.
pub fn version_due(root: &Path, verdict: Verdict) -> Option<String> {
    let manifest = input::read_to_string(&root.join("Cargo.toml")).ok()?;
    let version = version(&manifest)?;
    let changelog = input::read_to_string(&root.join(CHANGELOG)).unwrap_or_default();
    Some(due(&version, &changelog, verdict))
}

/// Returns a changelog with an entry as the first one that is not released.
fn with_entry(text: &str, entry: &str) -> String {
    let head = |text: &str| format!("{}\n\n", text.trim_end());
    let section = |start: &str| text.find(start).filter(|at| *at == 0 || text[..*at].ends_with('\n'));
    if let Some(at) = section(UNRELEASED) {
        let end = at + text.get(at..).and_then(|rest| rest.find('\n')).unwrap_or(text.len() - at);
        let (before, after) = text.split_at(end);
        return format!("{}{entry}{}", head(before), after.trim_start_matches('\n'));
    }
    let first = text.find("\n## ").map_or(text.len(), |at| at + 1);
    let (before, after) = text.split_at(first);
    let end = if after.is_empty() { "" } else { "\n" };
    format!("{}{UNRELEASED}\n\n{entry}{end}{after}", head(before))
}

fn due(version: &str, changelog: &str, verdict: Verdict) -> String {
    let released = changelog.lines().filter_map(|line| line.strip_prefix("## ")).any(|title| {
        title
            .trim_start_matches('[')
            .strip_prefix(version)
            .is_some_and(|rest| !rest.starts_with(is_of_version))
    });
    match next(version, verdict) {
        Some(next) if released => {
            format!(
                "version: set {next} in Cargo.toml, since the change is {verdict} and {version} is released"
            )
        }
        _ => format!("version: {version} can stay, since it is not released yet; the change is {verdict}"),
    }
}

fn is_of_version(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ['.', '-', '+'].contains(&letter)
}

/// Returns the version of the packages of a workspace, or of the package.
fn version(manifest: &str) -> Option<String> {
    let manifest: toml::Table = manifest.parse().ok()?;
    let workspace = manifest.get("workspace").and_then(|workspace| workspace.get("package"));
    let versions = [workspace, manifest.get("package")].map(|package| package?.get("version")?.as_str());
    versions.into_iter().flatten().next().map(str::to_owned)
}

/// Returns the next version by Cargo's rules: before 1.0 the second number grows with breaking changes.
fn next(version: &str, verdict: Verdict) -> Option<String> {
    let numbers: Vec<u64> = version.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [major, minor, patch] = numbers[..] else { return None };
    let (major, minor, patch) = match (verdict, major) {
        (Verdict::Major, 0) => (0, minor.checked_add(1)?, 0),
        (Verdict::Major, _) => (major.checked_add(1)?, 0, 0),
        (Verdict::Minor, 1..) => (major, minor.checked_add(1)?, 0),
        (Verdict::Minor | Verdict::Patch, _) => (major, minor, patch.checked_add(1)?),
    };
    Some(format!("{major}.{minor}.{patch}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_the_first_of_the_unreleased_ones() {
        let entry = "- New:\n  - it\n";
        for (text, expected) in [
            ("# C\n\n## Unreleased\n\n- Old.\n", "# C\n\n## Unreleased\n\n- New:\n  - it\n- Old.\n"),
            ("# C\n\n## Unreleased\n", "# C\n\n## Unreleased\n\n- New:\n  - it\n"),
            ("# C\n\n## Unreleased", "# C\n\n## Unreleased\n\n- New:\n  - it\n"),
            ("# C\n\n## 0.1.0\n\n- Old.\n", "# C\n\n## Unreleased\n\n- New:\n  - it\n\n## 0.1.0\n\n- Old.\n"),
            ("# C\n", "# C\n\n## Unreleased\n\n- New:\n  - it\n"),
        ] {
            assert_eq!(with_entry(text, entry), expected, "{text}");
        }
    }

    #[test]
    fn a_released_version_grows_by_the_verdict() {
        let manifest = "[workspace]\nresolver = \"3\"\n[workspace.package]\nversion = \"0.4.2\"\n[package]\nversion.workspace = true\n";
        assert_eq!(version(manifest).as_deref(), Some("0.4.2"));
        assert_eq!(version("[dependencies]\nversion = \"1.0.0\"\n"), None);
        for (version, verdict, expected) in [
            ("0.4.2", Verdict::Major, "0.5.0"),
            ("0.4.2", Verdict::Minor, "0.4.3"),
            ("0.4.2", Verdict::Patch, "0.4.3"),
            ("1.4.2", Verdict::Major, "2.0.0"),
            ("1.4.2", Verdict::Minor, "1.5.0"),
            ("1.4.2", Verdict::Patch, "1.4.3"),
        ] {
            let line = due(version, &format!("# C\n\n## [{version}] of today\n"), verdict);
            assert!(line.starts_with(&format!("version: set {expected} in Cargo.toml, ")), "{line}");
            let line = due(version, &format!("# C\n\n## {version}.1\n## {version}-rc\n"), verdict);
            assert!(line.starts_with(&format!("version: {version} can stay, ")), "{line}");
        }
        assert_eq!(next("1.x.2", Verdict::Major), None);
    }
}
