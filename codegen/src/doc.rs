//! The documentation of generated items: a sentence, the facts, and the link into the official specification.

use crate::lower::ir::{Call, Doc, Lowered};
use crate::{Api, Release};

/// The root of the official specification.
const SPECIFICATION: &str = "https://spec.matrix.org";

/// The title of an API.
pub fn api_title(api: Api) -> &'static str {
    match api {
        Api::ClientServer => "Matrix client-server API",
        Api::ServerServer => "Matrix server-server API",
        Api::ApplicationService => "Matrix application service API",
        Api::Identity => "Matrix identity service API",
        Api::PushGateway => "Matrix push gateway API",
    }
}

/// Where the official specification describes an operation: the anchor is made of the method and the path.
pub fn operation_link(api: Api, release: Release, method: &str, path: &str) -> String {
    let kept = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    let anchor: String = path.to_ascii_lowercase().chars().filter(kept).collect();
    format!("{SPECIFICATION}/{release}/{}/#{}{anchor}", api.specification(), method.to_ascii_lowercase())
}

/// The documentation of a method or of the builder it gives.
pub fn operation(lowered: &Lowered, call: &Call) -> String {
    let operation = &call.operation;
    let mut paragraphs = Vec::new();
    let request = format!("`{} {}`", operation.method, operation.path);
    match operation.summary.as_deref().map(|text| prose(lowered, text)) {
        Some(summary) => paragraphs.push(format!("{}: {request}.", summary.trim_end_matches('.'))),
        None => paragraphs.push(format!("{request}.")),
    }
    paragraphs.extend(operation.description.as_deref().map(|text| prose(lowered, text)));
    let authentication = &operation.authentication;
    let schemes: Vec<_> = authentication.schemes.iter().map(|scheme| format!("`{scheme}`")).collect();
    let mut facts = vec![match (authentication.schemes.is_empty(), authentication.required) {
        (true, _) => "Authentication: none.".to_owned(),
        (false, true) => format!("Authentication: required ({}).", schemes.join(", ")),
        (false, false) => format!("Authentication: optional ({}).", schemes.join(", ")),
    }];
    if operation.rate_limited {
        facts.push("Rate-limited.".to_owned());
    }
    if !operation.errors.is_empty() {
        facts.push(format!("Error statuses: {}.", operation.errors.join(", ")));
    }
    facts.extend(operation.added.as_ref().map(|release| format!("Added in Matrix {release}.")));
    if operation.deprecated {
        facts.push("Deprecated by the specification.".to_owned());
    }
    paragraphs.push(facts.join(" "));
    let link = operation_link(operation.api, lowered.release, &operation.method, &operation.path);
    paragraphs.push(format!("[Specification]({link})"));
    paragraphs.join("\n\n")
}

/// The documentation of a type, member, parameter or value: its wording, or else `fallback`, and the facts.
pub fn item(lowered: &Lowered, doc: &Doc, fallback: &str) -> String {
    let text = doc.text.as_deref().map(|text| prose(lowered, text));
    let mut text = text.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| fallback.to_owned());
    let mut facts = Vec::new();
    facts.extend(
        doc.default.as_ref().map(|value| format!("The server's default is `{}`.", value.replace('`', "'"))),
    );
    facts.extend(doc.added.as_ref().map(|release| format!("Added in Matrix {release}.")));
    if doc.deprecated {
        facts.push("Deprecated by the specification.".to_owned());
    }
    if !facts.is_empty() {
        text = format!("{text}\n\n{}", facts.join(" "));
    }
    text
}

/// Wording or upstream prose as rustdoc takes it: links are made absolute, examples are not doctests, and what
/// looks like a tag of HTML, a template or a link to an item is plain text.
fn prose(lowered: &Lowered, text: &str) -> String {
    let root = format!("]({SPECIFICATION}/{}/", lowered.release);
    let page = format!("]({SPECIFICATION}/{}/{}/#", lowered.release, lowered.api.specification());
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in text.trim().lines() {
        let start = line.trim_start();
        if start.starts_with("```") {
            fenced = !fenced;
            lines.push(if fenced { "```text".to_owned() } else { "```".to_owned() });
        } else if fenced {
            lines.push(line.to_owned());
        } else if !start.starts_with("{{%") && !start.starts_with("{{<") {
            // Four blanks would begin a code block, which rustdoc would take for a test.
            let indent = (line.len() - start.len()).min(3);
            let line = format!("{}{start}", " ".repeat(indent));
            lines.push(line.replace("](/", &root).replace("](#", &page).replace('<', "\\<"));
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_the_anchors_of_the_official_site() {
        let link = |method, path| operation_link(Api::ClientServer, "v1.19".parse().unwrap(), method, path);
        assert_eq!(
            link("POST", "/_matrix/client/v3/user/{userId}/filter"),
            "https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3useruseridfilter"
        );
        assert!(link("GET", "/.well-known/matrix/client").ends_with("#getwell-knownmatrixclient"));
    }
}
