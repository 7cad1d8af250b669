//! Checks our sentences: each operation has some, each has a subject, and the reference contains them.

use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::wording::undocumented_operations;
use matrix_openapi_codegen::{Description, Error, Wording};

use crate::docs;

/// The sentences without a subject in the description, and the operations without sentences.
pub fn findings(description: &Description, wording: &Wording) -> Vec<String> {
    let mut findings = Vec::new();
    if let Some(release) = wording.release().filter(|release| *release != description.release) {
        findings.push(format!(
            "{}#/release: written for {release} and not reviewed for {}",
            wording.file(),
            description.release
        ));
    }
    for document in description.documents.values() {
        // Another check reports what cannot be lowered.
        if let Ok(mut model) = lower(document, description.release) {
            findings.extend(wording.apply(&mut model).err().map(|error| error.to_string()));
        }
    }
    match undocumented_operations(description, wording) {
        Ok(operations) => findings.extend(operations.into_iter().map(|one| {
            let place = format!("{}#/{}/operations/{}", wording.file(), one.api, one.id);
            format!("{place}: missing: {} {} has no documentation", one.method, one.path)
        })),
        Err(error) => findings.push(error.to_string()),
    }
    findings
}

/// The pages of the reference that are not up to date.
pub fn pages(description: &Description, wording: &Wording) -> Vec<String> {
    match docs::stale(description, wording) {
        Ok(findings) => findings,
        // Other checks report what the generator refuses.
        Err(error) if error.is::<Error>() => Vec::new(),
        Err(error) => vec![format!("docs/: {error:#}")],
    }
}
