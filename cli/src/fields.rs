//! The fields of a body as arguments: `name=text`, `name:=json`, `name=@file`, `name:=@file`.

use matrix_openapi::id::UserId;
use serde_json::{Map, Value};

use crate::check;
use crate::failure::{Failure, Outcome};
use crate::input;
use crate::table::model::{Struct, Type, Types};

/// Reads the fields of an object of a type.
///
/// # Errors
/// If an argument has no name, or a text does not fit its type. Errors do not contain values.
pub fn read(types: &Types, ty: &Type, arguments: &[String]) -> Outcome<Map<String, Value>> {
    let mut fields = Map::new();
    for argument in arguments {
        let (name, value) = field(types, ty, argument)?;
        match (fields.get_mut(&name), value) {
            // A list is repeated.
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(_), _) => return Err(Failure::usage(format!("`{name}` is given twice"))),
            (None, value) => drop(fields.insert(name, value)),
        }
    }
    Ok(fields)
}

/// Reads one field.
fn field(types: &Types, ty: &Type, argument: &str) -> Outcome<(String, Value)> {
    let Some((name, text)) = argument.split_once('=').filter(|(name, _)| !name.is_empty() && *name != ":")
    else {
        // Without the argument, which may be a secret.
        return Err(Failure::usage(
            "a field of the body is `name=text` or `name:=json`; one of the arguments is neither",
        ));
    };
    let (name, is_json) = name.strip_suffix(':').map_or((name, false), |name| (name, true));
    let text = content(text)?;
    let defect = |reason: String| Failure::usage(format!("`{name}` {reason}"));
    let value = if is_json {
        // Without the message of serde_json, which may quote the text.
        let column = |error: serde_json::Error| {
            format!("is not JSON (line {}, column {})", error.line(), error.column())
        };
        serde_json::from_str(&text).map_err(|error| defect(column(error)))?
    } else {
        check::read(types, field_type(types, ty, name), &text).map_err(defect)?
    };
    Ok((name.to_owned(), value))
}

/// Returns the text of a value, or that of the file that it names after `@`. A user ID is a text, and so is what follows `@@`.
fn content(text: &str) -> Outcome<String> {
    match text.strip_prefix('@') {
        Some(rest) if rest.starts_with('@') => Ok(rest.to_owned()),
        Some(path) if UserId::parse(text).is_err() => {
            let content = input::text(path)?;
            // Editors end files with a line break that belongs to no value.
            Ok(content.strip_suffix('\n').map(str::to_owned).unwrap_or(content))
        }
        _ => Ok(text.to_owned()),
    }
}

/// Returns the type of a field; any JSON for one that the description does not have.
fn field_type<'a>(types: &'a Types, ty: &'a Type, name: &str) -> &'a Type {
    match ty {
        Type::Map(inner) => inner,
        Type::Struct(item) => match types.structs.get(item) {
            Some(Struct { fields, others }) => {
                let known = fields.iter().find(|field| field.name == name).map(|field| &field.ty);
                known.or(others.as_ref()).unwrap_or(&Type::Any)
            }
            None => &Type::Any,
        },
        _ => &Type::Any,
    }
}

#[cfg(test)]
mod tests {
    use matrix_openapi::http::Api;
    use serde_json::json;

    use super::*;
    use crate::table;

    fn fields(arguments: &[&str]) -> Outcome<Map<String, Value>> {
        let arguments: Vec<_> = arguments.iter().map(|text| (*text).to_owned()).collect();
        let ty = Type::Struct("CreateRoomRequest".to_owned());
        read(&table::types(Api::ClientServer), &ty, &arguments)
    }

    #[test]
    fn values_have_the_types_of_the_description() {
        let found = fields(&[
            "name=1",
            "invite=@a:b.org",
            "invite=@c:d.org",
            "is_direct=true",
            "creation_content:={\"m.federate\": false}",
            "org.example=1=2",
            "topic=@@home",
        ]);
        let expected = json!({
            "name": "1", "invite": ["@a:b.org", "@c:d.org"], "is_direct": true,
            "creation_content": {"m.federate": false}, "org.example": "1=2", "topic": "@home",
        });
        assert_eq!(Value::Object(found.unwrap()), expected);
    }

    #[test]
    fn defects_name_the_field_and_not_its_value() {
        for (arguments, part) in [
            (vec!["is_direct=hidden"], "`is_direct` is not `true` or `false`"),
            (vec!["preset:=hidden"], "`preset` is not JSON"),
            (vec!["hidden"], "neither"),
            (vec!["=hidden"], "neither"),
            (vec![":=hidden"], "neither"),
            (vec!["name=a", "name=hidden"], "`name` is given twice"),
            (vec!["creation_content=hidden"], "pass it as JSON"),
            (vec!["topic=@/no/such/file"], "/no/such/file"),
        ] {
            let error = fields(&arguments).unwrap_err().to_string();
            assert!(error.contains(part) && !error.contains("hidden"), "{arguments:?}: {error}");
        }
    }
}
