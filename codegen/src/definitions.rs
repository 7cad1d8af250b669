//! Definitions that become types though no operation refers to them: the extension `x-definitions` of an API's document.
//!
//! An overlay lists them for the load stage, which writes the names of the existing ones into the document.

use serde_json::Value;

use crate::pointer::join;
use crate::{Document, Error, Result, rust_name};

/// The name of the overlay that lists the definitions.
pub(crate) const FILE: &str = "definitions.yaml";

/// The key of the extension, and of the list in the overlay.
pub(crate) const KEY: &str = "x-definitions";

/// Returns the names of the components, each with its JSON pointer in the document.
pub(crate) fn read(document: &Document) -> Result<Vec<(&str, String)>> {
    let Some(value) = document.root.get(KEY) else { return Ok(Vec::new()) };
    let location = join("", KEY);
    let list =
        value.as_array().ok_or_else(|| Error::at(&document.file, &location, "not a list of components"))?;
    let entries = list.iter().enumerate().map(|(index, entry)| {
        let refuse = |message: &str| Error::at(&document.file, join(&location, &index.to_string()), message);
        let name = entry.as_str().filter(|name| rust_name::is_pascal(name));
        let name = name.ok_or_else(|| refuse("not the name of a type"))?;
        let pointer = join("/components/schemas", name);
        match document.root.pointer(&pointer) {
            Some(Value::Object(_) | Value::Bool(_)) => Ok((name, pointer)),
            _ => Err(refuse("not the name of a schema of this document")),
        }
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Api;

    #[test]
    fn each_is_a_schema_of_the_document() {
        let read = |names: Value| {
            let root = json!({"x-definitions": names, "components": {"schemas": {"A": {}, "C": "text"}}});
            let document = Document::new(Api::Identity, "a.yaml", root);
            let found = super::read(&document).map_err(|error| error.to_string())?;
            Ok::<_, String>(
                found.into_iter().map(|(name, location)| format!("{name} {location}")).collect::<Vec<_>>(),
            )
        };
        assert_eq!(read(json!(["A"])).unwrap(), ["A /components/schemas/A"]);
        for (names, message) in [
            (json!("A"), "a.yaml#/x-definitions: not a list of components"),
            (json!(["A", 1]), "a.yaml#/x-definitions/1: not the name of a type"),
            (json!(["a/b"]), "a.yaml#/x-definitions/0: not the name of a type"),
            (json!(["B"]), "a.yaml#/x-definitions/0: not the name of a schema of this document"),
            (json!(["C"]), "a.yaml#/x-definitions/0: not the name of a schema of this document"),
        ] {
            assert_eq!(read(names).unwrap_err(), message);
        }
    }
}
