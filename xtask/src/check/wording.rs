//! What hangs on our sentences: each operation has some, each is on something, and the reference holds them.

use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::wording::lacking;
use matrix_openapi_codegen::{Description, Error, Wording};

use crate::docs;

/// The sentences on what the description does not have, and the operations that have none.
pub fn findings(description: &Description, wording: &Wording) -> Vec<String> {
    let mut findings = Vec::new();
    if let Some(release) = wording.release().filter(|release| *release != description.release) {
        findings.push(format!(
            "{}#/release: written for {release}, which is not {}, so nobody has looked it through",
            wording.file(),
            description.release
        ));
    }
    for document in description.documents.values() {
        // What does not lower is another check's finding.
        if let Ok(mut lowered) = lower(document, description.release) {
            findings.extend(wording.put(&mut lowered).err().map(|error| error.to_string()));
        }
    }
    match lacking(description, wording) {
        Ok(operations) => findings.extend(operations.into_iter().map(|one| {
            let place = format!("{}#/{}/operations/{}", wording.file(), one.api, one.id);
            format!("{place}: missing, and so {} {} has no documentation", one.method, one.path)
        })),
        Err(error) => findings.push(error.to_string()),
    }
    findings
}

/// The pages of the reference that are not as they would be written.
pub fn pages(description: &Description, wording: &Wording) -> Vec<String> {
    match docs::stale(description, wording) {
        Ok(findings) => findings,
        // What the generator refuses is a finding of other checks already.
        Err(error) if error.is::<Error>() => Vec::new(),
        Err(error) => vec![format!("docs/: {error:#}")],
    }
}
