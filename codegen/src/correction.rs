//! Suggests corrections: errors about upstream's defects include the overlay action that fixes them.

use serde_json::{Value, json};

use crate::matrix::Api;
use crate::pointer::unescape;

/// Returns an overlay action as YAML, ready to paste into `corrections.yaml`, with the expected value, if given, and the
/// field with the change.
pub(crate) fn suggest(
    api: Api,
    release: &str,
    pointer: &str,
    expects: Option<&Value>,
    change: (&str, Value),
) -> String {
    let target = pointer.split('/').skip(1).fold(String::from("$"), |path, key| {
        let key = unescape(key);
        let plain =
            !key.is_empty() && key.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_');
        let index = key.bytes().all(|letter| letter.is_ascii_digit());
        if index && !key.is_empty() {
            format!("{path}[{key}]")
        } else if plain {
            format!("{path}.{key}")
        } else {
            format!("{path}['{}']", key.replace('\\', "\\\\").replace('\'', "\\'"))
        }
    });
    let mut action = json!({
        "target": target,
        "x-api": api.slug(),
        "x-releases": release,
        "x-reason": "why upstream is wrong here",
        "x-reference": "where upstream says so",
        (change.0): change.1,
    });
    if let (Some(fields), Some(expects)) = (action.as_object_mut(), expects) {
        fields.insert("x-expects".to_owned(), expects.clone());
    }
    let action = json!([action]);
    // YAML readers accept nearly all JSON.
    serde_yaml::to_string(&action).unwrap_or_else(|_| action.to_string())
}
