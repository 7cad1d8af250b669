//! Arguments for each operation, made from the description.

use matrix_api::operation::{Chosen, TRANSACTION, flag};
use matrix_api::table::model::{Body, ParameterLocation, Type, Types};
use serde_json::{Map, Value, json};

/// Returns the values of the path, and the other arguments that an operation needs.
pub fn arguments(chosen: &Chosen) -> (Vec<String>, Vec<String>) {
    let (mut path, mut others) = (Vec::new(), Vec::new());
    for parameter in chosen.entry.parameters.iter().filter(|parameter| parameter.required) {
        let value = match sample(&chosen.types, &parameter.ty) {
            Value::String(text) => text,
            Value::Array(items) => items[0].as_str().unwrap().to_owned(),
            Value::Object(_) => "key=value".to_owned(),
            other => other.to_string(),
        };
        match parameter.location {
            ParameterLocation::Path if parameter.name == TRANSACTION => {
                others.extend(["--txn-id".to_owned(), value])
            }
            ParameterLocation::Path => path.push(value),
            _ => others.push(format!("--{}={value}", flag(parameter))),
        }
    }
    match &chosen.entry.body {
        Some(Body::Json(ty)) => match sample(&chosen.types, ty) {
            Value::Object(fields) => {
                others.extend(fields.iter().map(|(name, value)| format!("{name}:={value}")));
            }
            other => panic!("{}: {other}", chosen.entry.id),
        },
        Some(Body::Bytes(_)) => others.push("--body=cat.png".to_owned()),
        None => {}
    }
    (path, others)
}

/// Returns a value of a type, with required fields only.
pub fn sample(types: &Types, ty: &Type) -> Value {
    match ty {
        Type::String | Type::Any => json!("a text"),
        Type::Secret => json!("pw_hidden"),
        Type::Boolean => json!(true),
        Type::Integer | Type::Unsigned | Type::Number => json!(7),
        Type::Identifier(name) => json!(match name.as_str() {
            "UserId" => "@alice:example.org",
            "RoomId" | "RoomOrAlias" => "!room:example.org",
            "RoomAlias" => "#room:example.org",
            "EventId" => "$event",
            "ServerName" => "example.org",
            "MxcUri" => "mxc://example.org/media",
            other => panic!("no sample of {other}"),
        }),
        Type::Object => json!({}),
        Type::Enumeration(name) => json!(types.enumerations[name][0]),
        Type::Union(name) => sample(types, &types.unions[name][0]),
        Type::List(inner) => json!([sample(types, inner)]),
        Type::Map(_) => json!({}),
        Type::Nullable(inner) => sample(types, inner),
        Type::Struct(name) => {
            let fields = types.structs[name].fields.iter().filter(|field| field.required);
            Value::Object(
                fields.map(|field| (field.name.clone(), sample(types, &field.ty))).collect::<Map<_, _>>(),
            )
        }
    }
}
