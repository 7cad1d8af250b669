//! Whether each operation names only security schemes that its document declares.

use serde_json::Value;

use super::{METHODS, pointer};
use crate::{Description, Document, Error, Result};

/// Refuses a description in which an operation names a security scheme that its document does not declare.
///
/// This is for after the overlays, which correct the known cases; a name without a meaning would leave the
/// operation without a credential.
pub fn check_security(description: &Description) -> Result<()> {
    description.documents.values().try_for_each(check)
}

fn check(document: &Document) -> Result<()> {
    let declared = document.root.pointer("/components/securitySchemes").and_then(Value::as_object);
    let paths = document.root.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let security = item.get(method).and_then(|operation| operation.get("security"));
            let alternatives = security.and_then(Value::as_array).into_iter().flatten().enumerate();
            for (index, alternative) in alternatives {
                let mut names = alternative.as_object().into_iter().flat_map(|names| names.keys());
                let unknown = |name: &&String| !declared.is_some_and(|declared| declared.contains_key(*name));
                if let Some(name) = names.find(unknown) {
                    let place = ["paths", path, method, "security", &index.to_string()]
                        .into_iter()
                        .fold(String::new(), |place, key| pointer::join(&place, key));
                    let message = format!(
                        "the security scheme `{name}` is not declared in {}, so nobody knows what to send",
                        document.api
                    );
                    return Err(Error::at(&document.file, place, message));
                }
            }
        }
    }
    Ok(())
}
