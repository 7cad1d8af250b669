//! Checks parts of requests against the JSON Schemas of the description.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use matrix_openapi_core::__private::PlainValue;
use matrix_openapi_core::id::{
    EventId, Identifier, MxcUri, RoomAlias, RoomId, RoomOrAlias, ServerName, UserId,
};
use matrix_openapi_core::operation::Api;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::mock::operations;
use crate::mock::pattern;

/// The limit of listed defects of one request.
const MOST_DEFECTS: usize = 20;

/// The limit of schemas that are applied to one request, which bounds the time for nested alternatives.
const MOST_STEPS: usize = 1_000_000;

/// The limit of nested schemas; deeper values are not checked.
const DEEPEST: usize = 256;

/// Longer keys are left out of paths, as in the errors of a reader.
const LONGEST_KEY: usize = 255;

/// The schemas of the requests of an API.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RequestSchemas {
    requests: BTreeMap<String, BTreeMap<String, Value>>,
    types: BTreeMap<String, Value>,
}

/// A part of a value that does not fit its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Defect {
    /// The path of the part, such as `$.events[1].type`.
    pub(super) place: String,
    /// The reason, without parts of the value.
    pub(super) reason: String,
}

impl RequestSchemas {
    /// Returns the schemas of an API.
    pub(super) fn of(api: Api) -> &'static Self {
        static ALL: [OnceLock<RequestSchemas>; Api::ALL.len()] = [const { OnceLock::new() }; Api::ALL.len()];
        static NONE: OnceLock<RequestSchemas> = OnceLock::new();
        let position = Api::ALL.iter().position(|other| *other == api);
        let schemas = position.and_then(|position| ALL.get(position)).unwrap_or(&NONE);
        // The text is generated, and tests read each of them.
        schemas.get_or_init(|| serde_json::from_str(operations::request_schemas(api)).unwrap_or_default())
    }

    /// Returns the schema of a part of a request, such as `body`.
    pub(super) fn part(&self, id: &str, part: &str) -> Option<&Value> {
        self.requests.get(id)?.get(part)
    }

    /// Lists the parts of a value that do not fit a schema.
    pub(super) fn defects(&self, schema: &Value, value: &Value) -> Vec<Defect> {
        let mut check = Check { types: &self.types, defects: Vec::new(), steps: MOST_STEPS, depth: 0 };
        check.value(schema, value, "$");
        check.defects
    }

    /// Lists the parts of a parameter's values that do not fit its schema.
    pub(super) fn text_defects(&self, schema: &Value, texts: &[&str]) -> Vec<Defect> {
        let schema = self.behind_reference(schema);
        match (keyword_text(schema, "type"), schema.get("items")) {
            (Some("array"), Some(items)) => {
                self.defects(schema, &texts.iter().map(|text| self.read(items, text)).collect())
            }
            // Each entry of the object is a parameter.
            (Some("object"), _) => Vec::new(),
            _ => texts.first().map_or_else(Vec::new, |text| self.defects(schema, &self.read(schema, text))),
        }
    }

    /// Reads the value of a parameter: as a number or boolean if its schema says so, else as a string.
    fn read(&self, schema: &Value, text: &str) -> Value {
        let as_text = || Value::from(text);
        match keyword_text(self.behind_reference(schema), "type") {
            Some("boolean") => text.parse().map_or_else(|_| as_text(), Value::Bool),
            Some("integer" | "number") => {
                text.parse().map_or_else(|_| as_text(), |number: serde_json::Number| Value::Number(number))
            }
            _ => as_text(),
        }
    }

    fn behind_reference<'s>(&'s self, schema: &'s Value) -> &'s Value {
        keyword_text(schema, "$ref").and_then(|name| self.types.get(name)).unwrap_or(schema)
    }
}

struct Check<'s> {
    types: &'s BTreeMap<String, Value>,
    defects: Vec<Defect>,
    /// The number of schemas that may still be applied.
    steps: usize,
    depth: usize,
}

impl<'s> Check<'s> {
    fn add(&mut self, place: &str, reason: impl Into<String>) {
        if self.defects.len() < MOST_DEFECTS {
            self.defects.push(Defect { place: place.to_owned(), reason: reason.into() });
        }
    }

    fn value(&mut self, schema: &'s Value, value: &Value, place: &str) {
        let Some(left) = self.steps.checked_sub(1).filter(|_| self.depth < DEEPEST) else { return };
        self.steps = left;
        self.depth = self.depth.saturating_add(1);
        self.apply(schema, value, place);
        self.depth = self.depth.saturating_sub(1);
    }

    fn apply(&mut self, schema: &'s Value, value: &Value, place: &str) {
        let keywords = match schema {
            Value::Bool(false) => return self.add(place, "a field that the description excludes"),
            Value::Object(keywords) => keywords,
            _ => return,
        };
        if let Some(target) = keyword_text(schema, "$ref").and_then(|name| self.types.get(name)) {
            self.value(target, value, place);
        }
        if let Some(kinds) = keywords.get("type")
            && !has_kind(kinds, value)
        {
            return self.add(place, format!("wrong type, expected {}", listed(kinds)));
        }
        self.choice(keywords, value, place);
        match value {
            Value::String(text) => self.text(keywords, text, place),
            Value::Number(number) => self.number(keywords, number, place),
            Value::Array(items) => self.list(keywords, items, place),
            Value::Object(fields) => self.object(keywords, fields, place),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Checks the keywords that list values or alternatives.
    fn choice(&mut self, keywords: &'s Map<String, Value>, value: &Value, place: &str) {
        let allowed = keywords.get("enum").and_then(Value::as_array);
        if let Some(allowed) = allowed.filter(|allowed| !allowed.contains(value)) {
            self.add(place, format!("not one of {}", listed_values(allowed)));
        }
        if let Some(only) = keywords.get("const").filter(|only| *only != value) {
            self.add(place, format!("not {}", listed(only)));
        }
        for schema in list(keywords, "allOf") {
            self.value(schema, value, place);
        }
        for alternatives in ["anyOf", "oneOf"].map(|keyword| list(keywords, keyword)) {
            if !alternatives.is_empty() && !alternatives.iter().any(|schema| self.fits(schema, value)) {
                self.add(place, "a value that matches none of the alternatives");
            }
        }
    }

    fn fits(&mut self, schema: &'s Value, value: &Value) -> bool {
        let (steps, depth) = (self.steps, self.depth);
        let mut attempt = Check { types: self.types, defects: Vec::new(), steps, depth };
        attempt.value(schema, value, "$");
        self.steps = attempt.steps;
        attempt.defects.is_empty()
    }

    fn text(&mut self, keywords: &'s Map<String, Value>, text: &str, place: &str) {
        if let Some(reason) =
            keywords.get("format").and_then(Value::as_str).and_then(|it| format_defect(it, text))
        {
            self.add(place, reason);
        }
        if let Some(pattern) = keywords.get("pattern").and_then(Value::as_str)
            && pattern::is_match(pattern, text) == Some(false)
        {
            self.add(place, format!("a string that does not match `{pattern}`"));
        }
        self.size(keywords, "Length", text.chars().count(), "characters", place);
        if let Some(schema) = keywords.get("contentSchema") {
            match serde_json::from_str(text) {
                Ok(PlainValue(content)) => self.value(schema, &content, place),
                // Some parameters take the ID of a stored object in place of JSON.
                Err(_) if !text.trim_start().starts_with('{') => {}
                Err(_) => self.add(place, "not JSON"),
            }
        }
    }

    fn number(&mut self, keywords: &Map<String, Value>, number: &serde_json::Number, place: &str) {
        let Some(value) = number.as_f64() else { return };
        let limit = |keyword: &str| keywords.get(keyword).and_then(Value::as_f64);
        for (keyword, is_beyond, words) in [
            ("minimum", f64::lt as fn(&f64, &f64) -> bool, "less than"),
            ("maximum", f64::gt, "more than"),
            ("exclusiveMinimum", f64::le, "not more than"),
            ("exclusiveMaximum", f64::ge, "not less than"),
        ] {
            if let Some(limit) = limit(keyword).filter(|limit| is_beyond(&value, limit)) {
                self.add(place, format!("{words} {limit}"));
            }
        }
    }

    fn list(&mut self, keywords: &'s Map<String, Value>, items: &[Value], place: &str) {
        self.size(keywords, "Items", items.len(), "items", place);
        if let Some(schema) = keywords.get("items") {
            for (index, item) in items.iter().enumerate() {
                self.value(schema, item, &format!("{place}[{index}]"));
            }
        }
    }

    fn object(&mut self, keywords: &'s Map<String, Value>, fields: &Map<String, Value>, place: &str) {
        self.size(keywords, "Properties", fields.len(), "entries", place);
        let required = list(keywords, "required");
        for name in required.iter().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.add(place, format!("missing field `{name}`"));
            }
        }
        let named = |keyword: &str| keywords.get(keyword).and_then(Value::as_object);
        let (properties, patterns) = (named("properties"), named("patternProperties"));
        for (name, value) in fields {
            let place = below(place, name);
            if let Some(schema) = keywords.get("propertyNames") {
                self.value(schema, &Value::from(name.as_str()), &place);
            }
            let own = properties.and_then(|properties| properties.get(name));
            let is_match = |(pattern, schema): (&String, &'s Value)| {
                pattern::is_match(pattern, name).unwrap_or(true).then_some(schema)
            };
            let mut known: Vec<&Value> =
                own.into_iter().chain(patterns.into_iter().flatten().filter_map(is_match)).collect();
            if known.is_empty() {
                known.extend(keywords.get("additionalProperties"));
            }
            // As for a reader, a `null` in place of an optional field means that it is absent.
            if own.is_some() && value.is_null() && !required.iter().any(|other| other == name) {
                continue;
            }
            known.into_iter().for_each(|schema| self.value(schema, value, &place));
        }
    }

    /// Checks the limits of a size, such as `minItems` and `maxItems`.
    fn size(&mut self, keywords: &Map<String, Value>, of: &str, size: usize, unit: &str, place: &str) {
        let limit = |end: &str| keywords.get(&format!("{end}{of}")).and_then(Value::as_u64);
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        if let Some(least) = limit("min").filter(|least| size < *least) {
            self.add(place, format!("fewer than {least} {unit}"));
        }
        if let Some(most) = limit("max").filter(|most| size > *most) {
            self.add(place, format!("more than {most} {unit}"));
        }
    }
}

fn keyword_text<'s>(schema: &'s Value, keyword: &str) -> Option<&'s str> {
    schema.get(keyword).and_then(Value::as_str)
}

fn list<'s>(keywords: &'s Map<String, Value>, keyword: &str) -> &'s [Value] {
    keywords.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Whether a value has one of the types, or the only one.
fn has_kind(kinds: &Value, value: &Value) -> bool {
    match kinds {
        Value::Array(kinds) => kinds.iter().any(|kind| has_kind(kind, value)),
        kind => match kind.as_str() {
            Some("null") => value.is_null(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("string") => value.is_string(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => true,
        },
    }
}

/// Returns the reason why a string does not have a format; `None` if it has the format, or the format is not checked.
fn format_defect(format: &str, text: &str) -> Option<String> {
    fn defect<T: Identifier>(text: &str) -> Option<String> {
        T::check(text).err().map(|error| error.to_string())
    }
    match format {
        "mx-event-id" => defect::<EventId>(text),
        "mx-mxc-uri" => defect::<MxcUri>(text),
        "mx-room-alias" => defect::<RoomAlias>(text),
        "mx-room-id" => defect::<RoomId>(text),
        "mx-room-id-or-alias" => defect::<RoomOrAlias>(text),
        "mx-server-name" => defect::<ServerName>(text),
        "mx-user-id" => defect::<UserId>(text),
        "uri" => Url::parse(text).err().map(|_| "not a URI".to_owned()),
        _ => None,
    }
}

/// Formats a value of the description, or the values of a list.
fn listed(value: &Value) -> String {
    match value {
        Value::Array(values) => listed_values(values),
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    }
}

fn listed_values(values: &[Value]) -> String {
    values.iter().map(listed).collect::<Vec<_>>().join(", ")
}

/// Returns the path of a field, in the form of a reader's errors.
fn below(place: &str, name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match name {
        name if name.len() > LONGEST_KEY => format!("{place}[…]"),
        name if !name.is_empty() && name.bytes().all(is_plain) => format!("{place}.{name}"),
        name => format!("{place}[{}]", Value::from(name)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn defects(schema: &Value, value: &Value) -> Vec<String> {
        let schemas = RequestSchemas {
            types: BTreeMap::from([
                ("Colour".to_owned(), json!({"type": "string", "enum": ["red", "blue"]})),
                ("Tree".to_owned(), json!({"properties": {"left": {"$ref": "Tree"}, "at": {"minimum": 1}}})),
            ]),
            ..RequestSchemas::default()
        };
        let found = schemas.defects(schema, value);
        found.into_iter().map(|defect| format!("{}: {}", defect.place, defect.reason)).collect()
    }

    #[test]
    fn all_defects_of_a_value_are_listed_with_their_places() {
        let schema = json!({
            "type": "object",
            "required": ["a", "b"],
            "properties": {
                "b": {"type": "integer", "minimum": 0, "maximum": 5},
                "colours": {"type": "array", "maxItems": 2, "items": {"$ref": "Colour"}},
                "mxid": {"format": "mx-user-id", "type": "string"},
                "tree": {"$ref": "Tree"},
            },
        });
        let value = json!({
            "b": 7, "colours": ["red", "hidden", "blue"], "mxid": "hidden", "unknown": 1,
            "tree": {"left": {"left": {"at": 0}}},
        });
        assert_eq!(
            defects(&schema, &value),
            [
                "$: missing field `a`",
                "$.b: more than 5",
                "$.colours: more than 2 items",
                "$.colours[1]: not one of `red`, `blue`",
                "$.mxid: not a user ID: it does not start with `@`",
                "$.tree.left.left.at: less than 1",
            ]
        );
        assert!(defects(&schema, &json!({"a": 1, "b": 5, "colours": null})).is_empty());
        assert_eq!(defects(&schema, &json!({"a": 1, "b": null})), ["$.b: wrong type, expected `integer`"]);
    }

    #[test]
    fn keys_and_further_fields_are_checked() {
        let schema = json!({
            "propertyNames": {"format": "mx-server-name"},
            "patternProperties": {"^x": {"type": "string"}},
            "additionalProperties": false,
        });
        let found = defects(&schema, &json!({"x.org": 1, "y.org": 1, "a b": 1}));
        assert_eq!(
            found[0],
            "$[\"a b\"]: not a server name: it has a host with characters other than letters, digits, `-` and `.`"
        );
        assert_eq!(
            found[1..],
            [
                "$[\"a b\"]: a field that the description excludes",
                "$[\"x.org\"]: wrong type, expected `string`",
                "$[\"y.org\"]: a field that the description excludes",
            ]
        );
    }

    #[test]
    fn one_of_the_alternatives_is_enough() {
        let schema = json!({"oneOf": [{"type": "integer"}, {"type": ["string", "null"], "pattern": "^a"}]});
        for value in [json!(1), json!("a"), json!(null)] {
            assert!(defects(&schema, &value).is_empty(), "{value}");
        }
        for value in [json!(1.5), json!("b"), json!({})] {
            assert_eq!(defects(&schema, &value), ["$: a value that matches none of the alternatives"]);
        }
    }

    #[test]
    fn json_in_a_string_is_checked_unless_it_is_an_id() {
        let schema =
            json!({"type": "string", "contentSchema": {"properties": {"limit": {"type": "integer"}}}});
        assert!(
            defects(&schema, &json!("66696")).is_empty() && defects(&schema, &json!("filter")).is_empty()
        );
        assert_eq!(
            defects(&schema, &json!(r#"{"limit": "hidden"}"#)),
            ["$.limit: wrong type, expected `integer`"]
        );
        assert_eq!(defects(&schema, &json!("{")), ["$: not JSON"]);
    }

    #[test]
    fn the_number_of_defects_and_the_time_are_limited() {
        let many = Value::from(vec![json!(1); 1000]);
        assert_eq!(defects(&json!({"items": {"type": "string"}}), &many).len(), MOST_DEFECTS);
        // Each level has two ways to fail.
        let mut value = json!(0);
        for _ in 0..100 {
            value = json!({"in": value});
        }
        let types = BTreeMap::from([(
            "Deep".to_owned(),
            json!({"type": "object", "properties": {"in": {"anyOf": [{"$ref": "Deep"}, {"$ref": "Deep"}]}}}),
        )]);
        let schemas = RequestSchemas { types, ..RequestSchemas::default() };
        // It ends.
        let _ = schemas.defects(&json!({"$ref": "Deep"}), &value);
    }

    #[test]
    fn every_api_has_schemas_of_its_requests() {
        for api in Api::ALL {
            let schemas = RequestSchemas::of(api);
            let known: Vec<_> = operations::all().filter(|row| row.operation.api == api).collect();
            assert!(
                known.iter().all(|row| schemas.requests.contains_key(row.operation.id)
                    || row.operation.path.matches('{').count() == 0),
                "{api}"
            );
            assert_eq!(known.is_empty(), schemas.requests.is_empty(), "{api}");
        }
    }
}
