//! Checks whether JSON and strings have a type of the description.

use matrix_openapi::id::IdKind;
use matrix_openapi_codegen::lower::ir::{ApiModel, JsonKind, Struct, Type};
use serde_json::{Map, Value};

/// Checks that a string is a value of the type; the error is the reason why not.
pub fn fits_text(model: &ApiModel, ty: &Type, text: &str) -> Result<(), String> {
    let parsed =
        |fits: bool| if fits { Ok(()) } else { Err(format!("is {text:?}, which is not a value of {ty}")) };
    match ty {
        Type::Integer => parsed(text.parse::<i64>().is_ok()),
        Type::Unsigned => parsed(text.parse::<u64>().is_ok()),
        Type::Number => parsed(text.parse::<f64>().is_ok()),
        Type::Boolean => parsed(matches!(text, "true" | "false")),
        Type::Identifier(name) => parsed(is_identifier(name, text)),
        Type::Enumeration(name) => parsed(model.enums[name].values.iter().any(|value| value == text)),
        Type::String | Type::Secret => Ok(()),
        _ => Err(format!("is a {ty}, which a string cannot represent")),
    }
}

fn is_identifier(name: &str, text: &str) -> bool {
    let kind = IdKind::ALL.iter().find(|kind| kind.type_name() == name);
    kind.expect("core has every kind of identifier").check(text).is_ok()
}

/// Lists the reasons why a value does not have the type. Unknown fields are refused, to find misspelt names.
pub fn fits(model: &ApiModel, ty: &Type, value: &Value, path: &str, wrong: &mut Vec<String>) {
    let mut refuse = || wrong.push(format!("{path} is not a value of {ty}"));
    match (ty, value) {
        (Type::RawJson | Type::JsonValue, _) | (Type::Nullable(_), Value::Null) => {}
        (Type::RawObject | Type::Handwritten(_), Value::Object(_)) => {}
        (Type::Boolean, Value::Bool(_)) | (Type::Number, Value::Number(_)) => {}
        (Type::Integer, number) if number.is_i64() => {}
        (Type::Unsigned, number) if number.is_u64() => {}
        (Type::String | Type::Secret | Type::Identifier(_) | Type::Enumeration(_), Value::String(text)) => {
            if let Err(why) = fits_text(model, ty, text) {
                wrong.push(format!("{path} {why}"));
            }
        }
        (Type::Raw(inner) | Type::Nullable(inner), value) => fits(model, inner, value, path, wrong),
        (Type::List(item), Value::Array(items)) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, one)| fits(model, item, one, &format!("{path}[{index}]"), wrong));
        }
        (Type::Map(key, item), Value::Object(entries)) => {
            for (name, one) in entries {
                if let Err(why) = fits_text(model, key, name) {
                    wrong.push(format!("a key of {path} {why}"));
                }
                fits(model, item, one, &format!("{path}.{name}"), wrong);
            }
        }
        (Type::Union(name), value) => {
            let variant = model.unions[name].variants.iter().find(|variant| variant.kind == kind(value));
            match variant.map(|variant| &variant.ty) {
                Some(Some(ty)) => fits(model, ty, value, path, wrong),
                Some(None) => {}
                None => refuse(),
            }
        }
        (Type::Struct(name), Value::Object(fields)) => {
            object(model, &model.structs[name], fields, path, wrong)
        }
        _ => refuse(),
    }
}

fn object(model: &ApiModel, item: &Struct, fields: &Map<String, Value>, path: &str, wrong: &mut Vec<String>) {
    for field in &item.fields {
        match fields.get(&field.name) {
            Some(value) => fits(model, &field.ty, value, &format!("{path}.{}", field.name), wrong),
            None if field.required => wrong.push(format!("{path}.{} is missing", field.name)),
            None => {}
        }
    }
    for (name, text) in &item.constants {
        if fields.get(name).and_then(Value::as_str) != Some(text) {
            wrong.push(format!("{path}.{name} is not {text:?}"));
        }
    }
    // An object without described fields may have any fields.
    let free = item.fields.is_empty() && item.constants.is_empty();
    for (name, value) in fields {
        let known = item.fields.iter().any(|field| field.name == *name) || item.constants.contains_key(name);
        match &item.extra {
            _ if known || free => {}
            // The type of the other fields is that of the values of a map.
            Some(Type::Map(_, ty)) => fits(model, ty, value, &format!("{path}.{name}"), wrong),
            _ => wrong.push(format!("{path}.{name} is not in the description")),
        }
    }
}

fn kind(value: &Value) -> JsonKind {
    match value {
        Value::Null => JsonKind::Null,
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(_) => JsonKind::Number,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::List,
        Value::Object(_) => JsonKind::Object,
    }
}
