//! Checks our sentences: each operation has some, each has a subject, and the reference contains them.

use matrix_openapi_codegen::wording::undocumented_operations;
use matrix_openapi_codegen::{Error, Model, Wording};

use crate::docs;

/// The sentences without a subject in the description, which the errors `unused` list, and the operations without
/// sentences.
pub fn findings(model: &Model, wording: &Wording, unused: &[Error]) -> Vec<String> {
    let mut findings = Vec::new();
    let release = model.description.release;
    if let Some(written_for) = wording.release().filter(|written_for| *written_for != release) {
        findings.push(format!(
            "{}#/release: written for {written_for} and not reviewed for {release}",
            wording.file()
        ));
    }
    findings.extend(unused.iter().map(ToString::to_string));
    let undocumented = model.apis.values().flat_map(|model| undocumented_operations(model, wording));
    findings.extend(undocumented.map(|one| {
        let place = format!("{}#/{}/operations/{}", wording.file(), one.api, one.id);
        format!("{place}: missing: {} {} has no documentation", one.method, one.path)
    }));
    findings
}

/// The pages of the reference that are not up to date.
pub fn pages(model: &Model) -> Vec<String> {
    match docs::stale(model) {
        Ok(findings) => findings,
        // Other checks report what the generator refuses.
        Err(error) if error.is::<Error>() => Vec::new(),
        Err(error) => vec![format!("docs/: {error:#}")],
    }
}
