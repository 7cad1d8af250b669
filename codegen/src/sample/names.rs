//! The usual values for names in requests and responses, from `names.yaml`.

use std::sync::LazyLock;

use serde_json::Value;

use crate::yaml;

// The file is a part of the program, and a test reads it.
static NAMES: LazyLock<Value> =
    LazyLock::new(|| yaml::parse("names.yaml", include_str!("names.yaml")).unwrap_or_default());

/// The value for a name, if it has a usual one.
pub fn value(name: &str) -> Option<&'static Value> {
    NAMES.get(name)
}

/// The text for a name.
pub fn text(name: &str) -> Option<&'static str> {
    value(name)?.as_str()
}

/// The integer for a name.
pub fn number(name: &str) -> Option<i64> {
    value(name)?.as_i64()
}
