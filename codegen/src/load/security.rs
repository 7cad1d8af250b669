//! Checks that each operation names only security schemes that its document declares.

use serde_json::{Value, json};

use super::operations::METHODS;
use crate::pointer;
use crate::{Description, Document, Error, Result, correction};

/// Refuses a description with an operation that names a security scheme that its document does not declare.
///
/// It runs after the overlays, which correct the known cases. An undeclared scheme would leave the operation without a
/// credential.
pub fn check_security(description: &Description) -> Result<()> {
    description.documents.values().try_for_each(check)
}

fn check(document: &Document) -> Result<()> {
    let declared = document.root.pointer("/components/securitySchemes").and_then(Value::as_object);
    let declared: Vec<&str> =
        declared.into_iter().flat_map(|declared| declared.keys()).map(String::as_str).collect();
    let paths = document.root.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(security) = item.get(method).and_then(|operation| operation.get("security")) else {
                continue;
            };
            let location = ["paths", path, method, "security"]
                .into_iter()
                .fold(String::new(), |location, key| pointer::join(&location, key));
            check_requirements(document, &declared, security, &location)?;
        }
    }
    let whole = document.root.get("security");
    whole.map_or(Ok(()), |security| check_requirements(document, &declared, security, "/security"))
}

fn check_requirements(
    document: &Document,
    declared: &[&str],
    security: &Value,
    location: &str,
) -> Result<()> {
    let alternatives = security.as_array().into_iter().flatten().enumerate();
    for (index, alternative) in alternatives {
        let mut names = alternative.as_object().into_iter().flat_map(|names| names.keys());
        let Some(name) = names.find(|name| !declared.contains(&name.as_str())) else { continue };
        let known = match declared {
            [] => "no scheme is".to_owned(),
            declared => format!("these are: {}", declared.join(", ")),
        };
        let message = format!(
            "the security scheme `{name}` is not declared in {}, so the credential is unknown; {known}",
            document.api
        );
        let error = Error::at(&document.file, pointer::join(location, &index.to_string()), message);
        let meant = declared.iter().map(|name| json!({(*name): []})).collect();
        let release = document.root.pointer("/info/version").and_then(Value::as_str);
        let action = correction::suggest(
            document.api,
            release.unwrap_or_default(),
            location,
            Some(security),
            ("x-replace", meant),
        );
        return Err(document.explain(error.with_correction(action)));
    }
    Ok(())
}
