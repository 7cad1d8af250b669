//! What the README says of the description: the release in bold, the operations of each API in a table, and all
//! of them in a sentence.

use matrix_openapi_codegen::{Api, Release};

/// What of it is not so.
pub fn findings(text: &str, release: Release, counts: &[(Api, usize)]) -> Vec<String> {
    let mut findings = Vec::new();
    if !text.contains(&format!("**{release}**")) {
        findings.push(format!("README.md: does not name the release as **{release}**"));
    }
    for &(api, count) in counts {
        match row(text, api) {
            None => findings.push(format!("README.md: no row of a table counts the operations of {api}")),
            Some((_, said)) if said == count => {}
            Some((line, said)) => {
                findings.push(format!(
                    "README.md:{line}: {said} operations of {api}, the description has {count}"
                ));
            }
        }
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    if !text.split_inclusive(" operations").any(|part| ends_with_number(part, all)) {
        findings.push(format!("README.md: does not say that there are {all} operations"));
    }
    findings
}

/// The line and the number of the table's row that begins with an API's name.
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
    let last = part.strip_suffix(" operations").and_then(|before| before.split_whitespace().next_back());
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
    fn what_is_so_is_no_finding() {
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
            ["README.md: no row of a table counts the operations of identity"]
        );
        for wrong in ["188", "1189", "v189"] {
            let text = TEXT.replace("189", wrong);
            assert_eq!(of(&text), ["README.md: does not say that there are 189 operations"]);
        }
    }
}
