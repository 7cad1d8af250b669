//! The usual values for names in requests and responses, from `names.yaml`.

use std::sync::LazyLock;

use serde_json::Value;

use crate::yaml;

// The file is a part of the program, and a test reads it.
static NAMES: LazyLock<Value> =
    LazyLock::new(|| yaml::parse("names.yaml", include_str!("names.yaml")).unwrap_or_default());

/// Returns the usual value for a name, if it has one.
pub fn value(name: &str) -> Option<&'static Value> {
    NAMES.get(name)
}

/// Returns the usual value for a name, if it is a string.
pub fn text(name: &str) -> Option<&'static str> {
    value(name)?.as_str()
}

/// Returns the usual value for a name, if it is an integer.
pub fn number(name: &str) -> Option<i64> {
    value(name)?.as_i64()
}
