//! Sample values of the types of a model, as JSON: for the reference, for mock servers and for tests.

pub mod names;

use serde_json::{Map, Value, json};

use crate::lower::ir::{ApiModel, JsonKind, Type};
use crate::matrix::identifier_type;

/// The deepest nesting of objects in a sample.
const DEPTH: usize = 6;

/// Makes values of the types of a model.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    model: &'a ApiModel,
}

impl<'a> Samples<'a> {
    /// Of the types of this model.
    pub fn new(model: &'a ApiModel) -> Self {
        Self { model }
    }

    /// A value of a type, where a request or response has it under this name.
    pub fn value(self, ty: &Type, name: &str) -> Value {
        self.nested(ty, name, 0)
    }

    /// A value of an object type, by its name in Rust.
    pub fn object(self, name: &str) -> Value {
        self.fields(name, 0)
    }

    fn nested(self, ty: &Type, name: &str, depth: usize) -> Value {
        match ty {
            Type::String => names::text(name).map_or_else(|| json!(name), Value::from),
            Type::Boolean => json!(true),
            Type::Integer | Type::Unsigned => names::number(name).map_or_else(|| json!(1), Value::from),
            Type::Number => json!(1.0),
            Type::Secret => json!(names::text(name).unwrap_or("secret")),
            Type::Identifier(kind) => json!(identifier_type(kind).map_or("identifier", |row| row.sample)),
            Type::Content(_) | Type::Handwritten(_) => json!({}),
            Type::JsonValue | Type::RawJson | Type::RawObject => json!({"key": "value"}),
            Type::Enumeration(enumeration) => {
                let item = self.model.enums.get(enumeration);
                json!(item.and_then(|item| item.values.first()))
            }
            Type::Raw(inner) | Type::Nullable(inner) => self.nested(inner, name, depth),
            Type::List(_) | Type::Map(..) | Type::Union(_) | Type::Struct(_) if depth > DEPTH => Value::Null,
            Type::List(item) => json!([self.nested(item, name, depth + 1)]),
            Type::Map(key, value) => {
                let key = self.nested(key, "key", depth + 1);
                let value = self.nested(value, "value", depth + 1);
                let entry = key.as_str().map(|key| (key.to_owned(), value));
                Value::Object(entry.into_iter().collect())
            }
            Type::Union(union) => self.union(union, name, depth),
            Type::Struct(item) => self.fields(item, depth),
        }
    }

    /// A value of the first kind that is not `null`.
    fn union(self, union: &str, name: &str, depth: usize) -> Value {
        let variants = self.model.unions.get(union).map(|item| item.variants.as_slice());
        let typed = variants.unwrap_or_default().iter().find(|variant| variant.kind != JsonKind::Null);
        let ty = typed.and_then(|variant| variant.ty.as_ref());
        ty.map_or(Value::Null, |ty| self.nested(ty, name, depth + 1))
    }

    /// An object with its required fields only.
    fn fields(self, item: &str, depth: usize) -> Value {
        let Some(item) = self.model.structs.get(item) else { return json!({}) };
        let constants = item.constants.iter().map(|(name, text)| (name.clone(), json!(text)));
        let required = item.fields.iter().filter(|field| field.required);
        let fields =
            required.map(|field| (field.name.clone(), self.nested(&field.ty, &field.name, depth + 1)));
        Value::Object(fields.chain(constants).collect::<Map<_, _>>())
    }
}
