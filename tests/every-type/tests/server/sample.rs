//! Samples of types.

use matrix_openapi_codegen::lower::ir::{ApiModel, Type};
use serde_json::{Value, json};

/// The limit of nested objects in a response.
const DEEPEST: usize = 6;

/// Returns a value of the type, whose objects have their required fields.
pub fn sample(model: &ApiModel, ty: &Type) -> Value {
    at(model, ty, 0)
}

fn at(model: &ApiModel, ty: &Type, depth: usize) -> Value {
    match ty {
        Type::String | Type::Secret | Type::Identifier(_) => json!("text"),
        Type::Boolean => json!(true),
        Type::Integer | Type::Unsigned => json!(1),
        Type::Number => json!(1.5),
        Type::JsonValue | Type::RawJson | Type::RawObject | Type::Handwritten(_) | Type::Content(_) => {
            json!({})
        }
        Type::Enumeration(name) => json!(model.enums[name].values.first()),
        Type::Nullable(_) => Value::Null,
        Type::Raw(inner) => at(model, inner, depth),
        Type::List(_) => json!([]),
        Type::Map(..) => json!({}),
        Type::Union(name) => {
            let typed = model.unions[name].variants.iter().find_map(|variant| variant.ty.as_ref());
            typed.filter(|_| depth < DEEPEST).map_or(Value::Null, |ty| at(model, ty, depth + 1))
        }
        Type::Struct(name) => {
            let required = model.structs[name].fields.iter().filter(|field| field.required);
            let fields = required.map(|field| (field.name.clone(), at(model, &field.ty, depth + 1)));
            Value::Object(fields.collect())
        }
    }
}
