//! Sample values of the types of the description.

use matrix_openapi_codegen::lower::ir::{ApiModel, Field, JsonKind, Struct, Type, Union};
use matrix_openapi_codegen::matrix::identifier::IDENTIFIERS;
use serde_json::{Map, Value, json};

/// The limit of nested types in a sample; deeper values are empty.
const DEEPEST: usize = 8;

/// Returns a value of each JSON type; lists and objects are empty.
pub fn kinds() -> [Value; 6] {
    [json!(null), json!(true), json!(7), json!("text"), json!([]), json!({})]
}

/// Creates values of the types of one API.
#[derive(Clone, Copy)]
pub struct Samples<'a> {
    pub model: &'a ApiModel,
}

impl<'a> Samples<'a> {
    /// Returns an object with all the fields that its type names, each with a non-empty value.
    pub fn object(self, name: &str) -> Value {
        self.fields(self.item(name), 0)
    }

    /// Returns a non-empty value of a type.
    pub fn value(self, ty: &Type) -> Value {
        self.at(ty, 0)
    }

    pub fn item(self, name: &str) -> &'a Struct {
        &self.model.structs[name]
    }

    fn fields(self, item: &Struct, depth: usize) -> Value {
        let shown = |field: &&Field| field.required || depth < DEEPEST;
        let fields = item.fields.iter().filter(shown);
        let fields = fields.map(|field| (field.name.clone(), self.at(&field.ty, depth + 1)));
        let constants = item.constants.iter().map(|(name, text)| (name.clone(), json!(text)));
        Value::Object(fields.chain(constants).collect())
    }

    fn at(self, ty: &Type, depth: usize) -> Value {
        match ty {
            Type::String | Type::Secret => json!("text"),
            Type::Identifier(name) => json!(identifier(name)),
            Type::Boolean => json!(true),
            Type::Integer | Type::Unsigned => json!(7),
            Type::Number => json!(7.5),
            Type::JsonValue | Type::RawJson | Type::RawObject => json!({"free": [null, 1.5]}),
            Type::Enumeration(name) => json!(self.model.enums[name].values.first()),
            Type::Union(name) => self.union(&self.model.unions[name], depth),
            Type::Struct(name) => self.fields(self.item(name), depth),
            Type::Handwritten(name) => handwritten(name),
            Type::Content(_) => json!({"body": "text", "msgtype": "m.text"}),
            Type::Raw(inner) | Type::Nullable(inner) => self.at(inner, depth),
            Type::List(_) if depth > DEEPEST => json!([]),
            Type::List(inner) => json!([self.at(inner, depth + 1)]),
            Type::Map(..) if depth > DEEPEST => json!({}),
            Type::Map(key, inner) => {
                let key = if let Type::Identifier(name) = &**key { identifier(name) } else { "key" };
                json!({key: self.at(inner, depth + 1)})
            }
        }
    }

    fn union(self, union: &Union, depth: usize) -> Value {
        let typed = union.variants.iter().find_map(|variant| variant.ty.as_ref());
        typed.map_or(Value::Null, |ty| self.at(ty, depth + 1))
    }

    /// Whether a type accepts a value; lists and objects in it are empty.
    pub fn takes(self, ty: &Type, value: &Value) -> bool {
        match ty {
            Type::JsonValue | Type::RawJson | Type::RawObject | Type::Raw(_) => true,
            Type::Nullable(inner) => value.is_null() || self.takes(inner, value),
            Type::String | Type::Secret | Type::Identifier(_) | Type::Enumeration(_) => value.is_string(),
            Type::Boolean => value.is_boolean(),
            Type::Integer | Type::Unsigned | Type::Number => value.is_number(),
            Type::List(_) => value.is_array(),
            Type::Map(..) | Type::Handwritten(_) => value.is_object(),
            // A message within a message needs its tag.
            Type::Content(_) => false,
            Type::Struct(name) => {
                let can_lack = |field: &Field| !field.required || self.can_lack(field);
                let item = self.item(name);
                value.is_object() && item.tag.is_none() && item.fields.iter().all(can_lack)
            }
            Type::Union(name) => {
                let variants = &self.model.unions[name].variants;
                let variant = variants.iter().find(|variant| variant.kind == kind(value));
                variant.is_some_and(|variant| variant.ty.as_ref().is_none_or(|ty| self.takes(ty, value)))
            }
        }
    }

    /// Whether a required field has a substitute when it is absent.
    pub fn can_lack(self, field: &Field) -> bool {
        match &field.ty {
            Type::List(_) | Type::Map(..) | Type::Nullable(_) | Type::RawObject => true,
            Type::Boolean => field.lenient,
            _ => false,
        }
    }
}

/// Returns a valid identifier of a type.
fn identifier(name: &str) -> &'static str {
    let format = IDENTIFIERS.iter().find(|format| format.rust_type == name);
    format.map_or("text", |format| format.sample)
}

/// Returns a value of a handwritten type, with all its fields.
fn handwritten(name: &str) -> Value {
    match name {
        "RelatesTo" => json!({
            "event_id": "$event", "is_falling_back": true, "key": "text", "rel_type": "m.thread",
            "m.in_reply_to": {"event_id": "$event"},
        }),
        _ => json!({}),
    }
}

/// Adds a field that no type names to every object of a sample, except to maps and untyped objects.
pub fn with_unknown(samples: Samples<'_>, ty: &Type, value: &mut Value) {
    match (ty, value) {
        (Type::Struct(name), Value::Object(fields)) => {
            add_unknown(samples, samples.item(name), fields);
        }
        (Type::Content(_) | Type::Handwritten(_), Value::Object(fields)) => {
            fields.insert(UNKNOWN.to_owned(), unknown());
        }
        (Type::Union(name), value) => {
            let kind = kind(value);
            let variants = &samples.model.unions[name].variants;
            if let Some(ty) = variants.iter().find(|one| one.kind == kind).and_then(|one| one.ty.as_ref()) {
                with_unknown(samples, ty, value);
            }
        }
        (Type::Nullable(inner), value) => with_unknown(samples, inner, value),
        (Type::List(inner), Value::Array(items)) => {
            items.iter_mut().for_each(|item| with_unknown(samples, inner, item));
        }
        (Type::Map(_, inner), Value::Object(entries)) => {
            entries.values_mut().for_each(|entry| with_unknown(samples, inner, entry));
        }
        _ => {}
    }
}

fn add_unknown(samples: Samples<'_>, item: &Struct, fields: &mut Map<String, Value>) {
    for field in &item.fields {
        if let Some(value) = fields.get_mut(&field.name) {
            with_unknown(samples, &field.ty, value);
        }
    }
    fields.insert(UNKNOWN.to_owned(), unknown());
}

/// The name of a field that no type has.
pub const UNKNOWN: &str = "org.example.unknown";

fn unknown() -> Value {
    json!({"b": 1.25, "a": [null, {"c": "\u{1F600}"}]})
}

/// Returns the JSON type of a value.
pub fn kind(value: &Value) -> JsonKind {
    match value {
        Value::Null => JsonKind::Null,
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(_) => JsonKind::Number,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::List,
        Value::Object(_) => JsonKind::Object,
    }
}
