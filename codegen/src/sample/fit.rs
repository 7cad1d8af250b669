//! Changes a sample so it fits its JSON Schema: the model has only the types, and the schema has the limits.

use std::cell::Cell;

use serde_json::{Map, Number, Value, json};

use crate::json_schema::JsonSchemas;
use crate::matrix::identifier::IDENTIFIERS;

/// The deepest chain of references between schemas that is followed.
const DEEPEST: usize = 64;

/// The most schemas that are visited for a sample. Types that require two others, which require two others, and so on, would
/// take endless time.
const STEPS: usize = 20_000;

/// The characters that end the plain start of a pattern.
const SPECIAL: &str = r"\^$.|?*+()[]{}";

/// Changes a value so it fits the schema.
pub(super) fn fit(schemas: &JsonSchemas, schema: &Value, value: &mut Value) {
    fit_at(schemas, schema, value, 0, &Cell::new(0));
}

fn fit_at(schemas: &JsonSchemas, schema: &Value, value: &mut Value, depth: usize, steps: &Cell<usize>) {
    steps.set(steps.get().saturating_add(1));
    let is_bounded = depth < DEEPEST && steps.get() < STEPS;
    let Some(keys) = schema.as_object().filter(|_| is_bounded) else { return };
    let inside =
        |schema: &Value, value: &mut Value| fit_at(schemas, schema, value, depth.saturating_add(1), steps);
    if let Some(target) = text(keys, "$ref").and_then(|name| schemas.types.get(name)) {
        inside(target, value);
    }
    list(keys, "allOf").iter().for_each(|part| inside(part, value));
    let alternatives = [list(keys, "anyOf"), list(keys, "oneOf")].concat();
    if let Some(part) = alternatives.iter().find(|part| takes(schemas, part, value, 0)) {
        inside(part, value);
    }
    if let Some(constant) = keys.get("const") {
        *value = constant.clone();
    }
    let values = list(keys, "enum");
    if let Some(first) = values.first().filter(|_| !values.contains(value)) {
        *value = first.clone();
    }
    match value {
        Value::String(found) => *found = fit_text(keys, found),
        Value::Number(number) => fit_number(keys, number),
        Value::Array(items) => {
            fit_length(keys, items);
            let item = keys.get("items").unwrap_or(&Value::Null);
            items.iter_mut().for_each(|one| inside(item, one));
            list(keys, "prefixItems").iter().zip(items).for_each(|(part, one)| inside(part, one));
        }
        Value::Object(fields) => {
            fit_members(keys, fields);
            let properties = keys.get("properties").unwrap_or(&Value::Null);
            let others = keys.get("additionalProperties").unwrap_or(&Value::Null);
            let pattern = keys.get("patternProperties").and_then(Value::as_object);
            let others = pattern.and_then(|all| all.values().next()).unwrap_or(others);
            for (name, field) in fields {
                inside(properties.get(name).unwrap_or(others), field);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// Returns whether a schema may accept this kind of JSON.
fn takes(schemas: &JsonSchemas, schema: &Value, value: &Value, depth: usize) -> bool {
    let Some(keys) = schema.as_object().filter(|_| depth < DEEPEST) else { return true };
    let target = text(keys, "$ref").and_then(|name| schemas.types.get(name));
    let is_kind = |name: &Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        _ => value.is_object(),
    };
    let fits = match keys.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => true,
    };
    fits && target.is_none_or(|target| takes(schemas, target, value, depth.saturating_add(1)))
}

fn fit_text(keys: &Map<String, Value>, found: &str) -> String {
    let mut fitted = match text(keys, "format") {
        Some("uri") if !found.contains(':') => format!("https://example.org/{found}"),
        Some("email") if !found.contains('@') => format!("{found}@example.org"),
        _ => found.to_owned(),
    };
    // Values are not fitted to other patterns; a test finds those.
    let start = text(keys, "pattern").and_then(|pattern| pattern.strip_prefix('^')).map(plain_start);
    if let Some(start) = start.filter(|start| !fitted.starts_with(start.as_str())) {
        let known = IDENTIFIERS.iter().find(|row| row.sample.starts_with(&start));
        fitted = known.map_or_else(|| start + &fitted, |row| row.sample.to_owned());
    }
    let missing = count(keys, "minLength").unwrap_or(0).saturating_sub(fitted.chars().count());
    fitted.extend(std::iter::repeat_n('x', missing));
    match count(keys, "maxLength") {
        Some(most) => fitted.chars().take(most).collect(),
        None => fitted,
    }
}

/// Returns the characters that every match of a pattern starts with.
fn plain_start(pattern: &str) -> String {
    let (mut start, mut letters) = (String::new(), pattern.chars().peekable());
    while let Some(letter) = letters.next() {
        let letter = match letter {
            // Before a letter or digit, a backslash has a meaning of its own.
            '\\' if letters.peek().is_some_and(|next| !next.is_alphanumeric()) => letters.next(),
            letter => Some(letter).filter(|letter| !SPECIAL.contains(*letter)),
        };
        match letter {
            // Not every match starts with an optional character.
            Some(_) if letters.peek().is_some_and(|next| "?*{".contains(*next)) => break,
            Some(letter) => start.push(letter),
            None => break,
        }
    }
    if pattern.contains('|') { String::new() } else { start }
}

fn fit_number(keys: &Map<String, Value>, number: &mut Number) {
    let bound = |key: &str| keys.get(key).and_then(Value::as_number);
    let more = |one: &Number, other: &Number| one.as_f64() > other.as_f64();
    let beside = |bound: &Number, step: i64| match bound.as_i64() {
        Some(bound) => Number::from(bound.saturating_add(step)),
        None => bound.clone(),
    };
    if let Some(least) = bound("minimum").filter(|least| more(least, number)) {
        *number = least.clone();
    }
    if let Some(most) = bound("maximum").filter(|most| more(number, most)) {
        *number = most.clone();
    }
    if let Some(least) = bound("exclusiveMinimum").filter(|least| !more(number, least)) {
        *number = beside(least, 1);
    }
    if let Some(most) = bound("exclusiveMaximum").filter(|most| !more(most, number)) {
        *number = beside(most, -1);
    }
}

fn fit_length(keys: &Map<String, Value>, items: &mut Vec<Value>) {
    let least = count(keys, "minItems").unwrap_or(0).min(DEEPEST);
    if items.len() < least {
        let last = items.last().cloned().unwrap_or_else(|| keys.get("items").map_or(json!({}), any));
        items.resize(least, last);
    }
    items.truncate(count(keys, "maxItems").unwrap_or(usize::MAX));
}

fn fit_members(keys: &Map<String, Value>, fields: &mut Map<String, Value>) {
    let none = Map::new();
    let properties = keys.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let required = list(keys, "required").iter().filter_map(Value::as_str);
    let required: Vec<&str> = required.collect();
    for name in &required {
        if !fields.contains_key(*name) {
            fields.insert((*name).to_owned(), properties.get(*name).map_or(json!({}), any));
        }
    }
    let least = count(keys, "minProperties").unwrap_or(0);
    for (name, schema) in properties {
        if fields.len() < least && !fields.contains_key(name) {
            fields.insert(name.clone(), any(schema));
        }
    }
    let most = count(keys, "maxProperties").unwrap_or(usize::MAX);
    while fields.len() > most {
        let optional = fields.keys().rev().find(|name| !required.contains(&name.as_str())).cloned();
        let Some(name) = optional else { break };
        fields.remove(&name);
    }
}

/// Returns any value of the kind that a schema names.
fn any(schema: &Value) -> Value {
    let kind = schema.get("type").and_then(|kind| kind.as_array().and_then(|all| all.first()).or(Some(kind)));
    match kind.and_then(Value::as_str) {
        Some("null") => Value::Null,
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(1),
        Some("string") => json!("text"),
        Some("array") => json!([]),
        _ => json!({}),
    }
}

fn text<'v>(keys: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    keys.get(key)?.as_str()
}

fn list<'v>(keys: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    keys.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn count(keys: &Map<String, Value>, key: &str) -> Option<usize> {
    keys.get(key)?.as_u64().and_then(|count| usize::try_from(count).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_pattern_is_what_everything_starts_with() {
        let starts = [r"\$", "mxc:\\/\\/", "[a-z]x", "a|b", "ab?c", "geo:.*", r"\d+"].map(plain_start);
        assert_eq!(starts, ["$", "mxc://", "", "", "a", "geo:", ""]);
    }

    #[test]
    fn an_alternative_of_the_kind_is_fitted() {
        let schemas = JsonSchemas::default();
        let schema = json!({"oneOf": [{"type": "string", "minLength": 3}, {"type": "integer", "exclusiveMinimum": 7}]});
        for (value, fitted) in [(json!("a"), json!("axx")), (json!(1), json!(8)), (json!(9), json!(9))] {
            let mut value = value;
            fit(&schemas, &schema, &mut value);
            assert_eq!(value, fitted);
        }
    }
}
