//! The documentation of a schema, and its limits in words.

use serde_json::Value;

use crate::code_span::code;
use crate::lower::ir::Doc;
use crate::lower::merged_schema::MergedSchema;
use crate::matrix::identifier_format;

/// Collects the documentation of a schema.
pub(super) fn doc(schema: &MergedSchema<'_>) -> Doc {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Doc {
        text: schema.text("description").filter(|text| !text.trim().is_empty()).map(str::to_owned),
        added: schema.text("x-addedInMatrixVersion").map(str::to_owned),
        deprecated: schema.keys.get("deprecated").is_some_and(|node| node.value == &Value::Bool(true)),
        default: schema.keys.get("default").map(|node| plain(node.value)),
        limits: limits(schema),
        section: schema.text("x-section").map(str::to_owned),
    }
}

/// Lists the limits of the value as phrases such as `at least 2 items`.
fn limits(schema: &MergedSchema<'_>) -> Vec<String> {
    let value = |key: &str| schema.keys.get(key).map(|node| node.value);
    let count = |key: &str| value(key).and_then(Value::as_u64);
    let mut limits = Vec::new();
    for (key, phrase) in [
        ("minimum", "at least"),
        ("exclusiveMinimum", "more than"),
        ("maximum", "at most"),
        ("exclusiveMaximum", "less than"),
        ("multipleOf", "a multiple of"),
    ] {
        limits.extend(value(key).and_then(Value::as_number).map(|number| format!("{phrase} {number}")));
    }
    for (least, most, what) in [
        ("minLength", "maxLength", "character"),
        ("minItems", "maxItems", "item"),
        ("minProperties", "maxProperties", "field"),
    ] {
        limits.extend(match (count(least), count(most)) {
            (Some(least), Some(most)) if least == most => Some(format!("exactly {}", counted(least, what))),
            (Some(least), Some(most)) => Some(format!("{least} to {}", counted(most, what))),
            (Some(least), None) => Some(format!("at least {}", counted(least, what))),
            (None, Some(most)) => Some(format!("at most {}", counted(most, what))),
            (None, None) => None,
        });
    }
    let format = schema.text("format");
    // The Rust type of an identifier implies its format and pattern, and that of an integer its size.
    if format.is_none_or(|format| identifier_format(format).is_none()) {
        let format =
            format.filter(|format| !matches!(*format, "int32" | "int64" | "uint64" | "float" | "double"));
        limits.extend(format.map(|format| format!("of the format {}", code(format))));
        limits.extend(schema.text("pattern").map(|pattern| format!("matching {}", code(pattern))));
    }
    limits
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::merged_schema::Node;
    use crate::{Api, Document};

    fn of(schema: Value) -> String {
        let document = Document::new(Api::Identity, "limits.yaml", json!({}));
        let node = Node { value: &schema, pointer: String::new() };
        limits(&MergedSchema::of(&document, &[node]).unwrap()).join(", ")
    }

    #[test]
    fn each_bound_is_a_phrase() {
        assert_eq!(of(json!({"type": "integer", "minimum": 1, "maximum": 100})), "at least 1, at most 100");
        assert_eq!(of(json!({"exclusiveMinimum": 0.5, "exclusiveMaximum": 2})), "more than 0.5, less than 2");
        assert_eq!(of(json!({"minLength": 1, "maxLength": 255})), "1 to 255 characters");
        assert_eq!(of(json!({"minItems": 2, "maxItems": 2})), "exactly 2 items");
        assert_eq!(of(json!({"minProperties": 1})), "at least 1 field");
        assert_eq!(of(json!({"format": "uri", "pattern": "^a`"})), "of the format `uri`, matching `` ^a` ``");
    }

    #[test]
    fn a_limit_that_the_type_states_is_not_repeated() {
        assert_eq!(of(json!({"type": "string", "format": "mx-user-id", "pattern": "^@"})), "");
        assert_eq!(of(json!({"type": "integer", "format": "int64"})), "");
        assert_eq!(of(json!({"type": "integer", "minimum": "1"})), "");
    }
}
