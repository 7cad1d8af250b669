//! The former paths of operations, which older servers and clients use: the extension `x-legacy-paths` of an operation, which an
//! overlay adds.
//!
//! Each has the parameters of the operation's path in the same order, so its requests are read in the same way.

use serde_json::Value;

use crate::pointer::join;
use crate::{Document, Error, Result};

/// The key of the extension.
pub(crate) const KEY: &str = "x-legacy-paths";

/// Reads the extension of the operation at `pointer` with this path; empty if it is absent. `fault` finds the defect of a path.
pub(crate) fn read(
    document: &Document,
    operation: &Value,
    pointer: &str,
    path: &str,
    fault: impl Fn(&str) -> Option<&'static str>,
) -> Result<Vec<String>> {
    let Some(value) = operation.get(KEY) else { return Ok(Vec::new()) };
    let location = join(pointer, KEY);
    let list = value.as_array().ok_or_else(|| Error::at(&document.file, &location, "not a list of paths"))?;
    let entries = list.iter().enumerate().map(|(index, entry)| {
        let refuse = |message: &str| Error::at(&document.file, join(&location, &index.to_string()), message);
        let legacy = entry.as_str().ok_or_else(|| refuse("not a string"))?;
        if let Some(fault) = fault(legacy) {
            return Err(refuse(&format!("not a path: {fault}")));
        }
        if legacy == path {
            return Err(refuse("the current path of the operation, which is not a former one"));
        }
        if !parameters(legacy).eq(parameters(path)) {
            return Err(refuse(&format!("does not have the parameters of `{path}` in the same order")));
        }
        Ok(legacy.to_owned())
    });
    entries.collect()
}

/// Returns the segments of a path that are parameters.
fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| segment.contains('{'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Api;

    fn read_paths(paths: Value) -> Result<Vec<String>> {
        let document = Document::new(Api::ApplicationService, "servers.yaml", Value::Null);
        let fault = |path: &str| (!path.starts_with('/')).then_some("it does not start with a slash");
        read(&document, &json!({ KEY: paths }), "/paths/~1v1~1{a}~1{b}/get", "/v1/{a}/{b}", fault)
    }

    #[test]
    fn other_paths_have_the_same_parameters() {
        assert_eq!(read_paths(json!(["/{a}/x/{b}", "/{a}/{b}"])).unwrap(), ["/{a}/x/{b}", "/{a}/{b}"]);
        for (paths, message) in [
            (json!("/{a}/{b}"), "x-legacy-paths: not a list of paths"),
            (json!([1]), "x-legacy-paths/0: not a string"),
            (json!(["/{a}/{b}", "{a}/{b}"]), "x-legacy-paths/1: not a path: it does not start with a slash"),
            (
                json!(["/v1/{a}/{b}"]),
                "x-legacy-paths/0: the current path of the operation, which is not a former one",
            ),
            (
                json!(["/{b}/{a}"]),
                "x-legacy-paths/0: does not have the parameters of `/v1/{a}/{b}` in the same order",
            ),
            (
                json!(["/{a}"]),
                "x-legacy-paths/0: does not have the parameters of `/v1/{a}/{b}` in the same order",
            ),
        ] {
            let error = read_paths(paths).unwrap_err().to_string();
            assert!(error.ends_with(message), "{error}");
        }
    }
}
