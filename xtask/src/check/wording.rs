//! Checks our sentences: each operation has sentences, each sentence has a subject, and the reference contains them.

use matrix_openapi_codegen::wording::{EventWording, undocumented_operations, undocumented_types};
use matrix_openapi_codegen::{Error, Model, Release, Wording};

use crate::docs;

/// Returns a finding for each sentence without a subject in the description, from the errors in `unused`, and for each
/// operation without sentences.
pub fn findings(model: &Model, wording: &Wording, unused: &[Error]) -> Vec<String> {
    let mut findings = written_for(wording.file(), wording.release(), model.description.release);
    findings.extend(unused.iter().map(ToString::to_string));
    let undocumented = model.apis.values().flat_map(|model| undocumented_operations(model, wording));
    findings.extend(undocumented.map(|one| {
        let location = format!("{}#/{}/operations/{}", wording.file(), one.api, one.id);
        format!("{location}: missing: {} {} has no documentation", one.method, one.path)
    }));
    findings
}

/// Returns a finding for each sentence about events and EDUs without a subject in the description, from the errors in `unused`,
/// and for each content without sentences.
pub fn event_findings(model: &Model, wording: &EventWording, unused: &[Error]) -> Vec<String> {
    let mut events = model.events.iter().chain(&model.edus).peekable();
    if events.peek().is_none() {
        return Vec::new();
    }
    let mut findings = written_for(wording.file(), wording.release(), model.description.release);
    findings.extend(unused.iter().map(ToString::to_string));
    for model in events {
        let location = format!("{}#/{}/types", wording.file(), model.section.slug());
        let missing = |name| format!("{location}/{name}: missing: no documentation");
        findings.extend(undocumented_types(model).into_iter().map(missing));
    }
    findings
}

/// Returns a finding for each page of the reference that is not up to date.
pub fn pages(model: &Model) -> Vec<String> {
    match docs::stale(model) {
        Ok(findings) => findings,
        // Other checks report the errors of the generator.
        Err(error) if error.is::<Error>() => Vec::new(),
        Err(error) => vec![format!("docs/: {error:#}")],
    }
}

/// Returns a finding if the sentences were written for another release.
fn written_for(file: &str, written_for: Option<Release>, release: Release) -> Vec<String> {
    let other = written_for.filter(|written_for| *written_for != release);
    let finding = |other| format!("{file}#/release: written for {other} and not reviewed for {release}");
    other.map(finding).into_iter().collect()
}
