//! The facts about the description in README.md: the release in bold, the number of operations of each API in a table,
//! and their sum in a sentence.

use matrix_openapi_codegen::{Api, Description, Release};

/// The text after the number of all operations.
const ALL: &str = " operations in all";

/// The number of operations of each API.
pub type Counts = Vec<(Api, usize)>;

/// Returns the counts of a description.
pub fn counts(description: &Description) -> Counts {
    let operations = |root: &serde_json::Value| {
        let items = root.get("paths").and_then(serde_json::Value::as_object).into_iter().flatten();
        let operations = items.filter_map(|(_, item)| item.as_object()).flat_map(|item| item.values());
        operations.filter(|operation| operation.get("operationId").is_some()).count()
    };
    description.documents.values().map(|document| (document.api, operations(&document.root))).collect()
}

/// Returns the facts that are wrong.
pub fn findings(text: &str, release: Release, counts: &[(Api, usize)]) -> Vec<String> {
    let mut findings = Vec::new();
    if !text.contains(&format!("**{release}**")) {
        findings.push(format!("README.md: does not name the release as **{release}**"));
    }
    for &(api, count) in counts {
        match row(text, api) {
            None => {
                findings.push(format!("README.md: has no table row with the number of operations of {api}"))
            }
            Some((_, number)) if number == count => {}
            Some((line, number)) => {
                findings.push(format!(
                    "README.md:{line}: {number} operations of {api}, the description has {count}"
                ));
            }
        }
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    if !text.split_inclusive(ALL).any(|part| ends_with_number(part, all)) {
        findings.push(format!("README.md: does not say that there are {all}{ALL}"));
    }
    findings
}

/// Returns the text with corrected facts. Missing facts are not added.
pub fn corrected(text: &str, release: Release, counts: &[(Api, usize)]) -> String {
    let mut lines: Vec<String> = text.split('\n').map(|line| in_bold(line, release)).collect();
    for &(api, count) in counts {
        if let Some((line_number, number)) = row(text, api)
            && let Some(line) = lines.get_mut(line_number - 1)
        {
            *line = line.replacen(&format!("| {number} |"), &format!("| {count} |"), 1);
        }
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    for line in &mut lines {
        let Some((before, after)) = line.split_once(ALL) else { continue };
        let start = before.trim_end_matches(|digit: char| digit.is_ascii_digit());
        if start.len() < before.len() {
            *line = format!("{start}{all}{ALL}{after}");
        }
    }
    lines.join("\n")
}

/// Returns a line with the release in place of every other release in bold.
fn in_bold(line: &str, release: Release) -> String {
    let parts: Vec<_> = line.split("**").collect();
    let part = |(index, part): (usize, &&str)| {
        let inside = index % 2 == 1 && index + 1 < parts.len();
        let named = part.strip_prefix('v').is_some_and(|number| number.parse::<Release>().is_ok());
        if inside && named { release.to_string() } else { (*part).to_owned() }
    };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join("**")
}

/// Returns the line number and the number of operations of the table row of an API.
fn row(text: &str, api: Api) -> Option<(usize, usize)> {
    text.lines().enumerate().find_map(|(index, line)| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        let name = cells.next()?.split_whitespace().next()?;
        if name.trim_matches('`') != api.slug() {
            return None;
        }
        cells.find_map(|cell| cell.parse().ok()).map(|count| (index + 1, count))
    })
}

fn ends_with_number(part: &str, number: usize) -> bool {
    let last = part.strip_suffix(ALL).and_then(|before| before.split_whitespace().next_back());
    last.is_some_and(|word| word.parse() == Ok(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Matrix **v1.19**.\n\n| API | module | operations |\n|---|---|---|\n\
        | `client-server` (default) | `client_server` | 166 |\n| identity | identity | 23 |\n\n189 operations in all.\n";

    fn of(text: &str) -> Vec<String> {
        findings(text, Release { major: 1, minor: 19 }, &[(Api::ClientServer, 166), (Api::Identity, 23)])
    }

    #[test]
    fn true_facts_are_not_findings() {
        assert_eq!(of(TEXT), Vec::<String>::new());
    }

    #[test]
    fn each_drift_is_a_finding_of_its_own() {
        assert_eq!(of(&TEXT.replace("v1.19", "v1.1")), ["README.md: does not name the release as **v1.19**"]);
        assert_eq!(
            of(&TEXT.replace("| 166", "| 165")),
            ["README.md:5: 165 operations of client-server, the description has 166"]
        );
        assert_eq!(
            of(&TEXT.replace("| identity ", "| other ")),
            ["README.md: has no table row with the number of operations of identity"]
        );
        for wrong in ["188", "1189", "v189"] {
            let text = TEXT.replace("189", wrong);
            assert_eq!(of(&text), ["README.md: does not say that there are 189 operations in all"]);
        }
    }

    #[test]
    fn wrong_facts_are_corrected_in_both_directions() {
        let (old, new) = (Release { major: 1, minor: 19 }, Release { major: 2, minor: 0 });
        let counts = |client: usize| [(Api::ClientServer, client), (Api::Identity, 23)];
        let text = TEXT.to_owned() + "A **bold** word, `v1.19`, and `**v1.19` alone.\n";
        let there = corrected(&text, new, &counts(7));
        assert_eq!(findings(&there, new, &counts(7)), Vec::<String>::new());
        assert!(there.contains("| 7 |") && there.contains("\n30 operations in all.\n"), "{there}");
        assert!(there.contains("A **bold** word, `v1.19`, and `**v1.19` alone."), "{there}");
        assert_eq!(corrected(&there, old, &counts(166)), text);
        // Missing facts are not added.
        assert_eq!(corrected("No number.", new, &counts(7)), "No number.");
    }
}
