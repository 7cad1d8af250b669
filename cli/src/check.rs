//! Checks values against the types of the description, and parses arguments into values.

use matrix_openapi::id::IdKind;
use serde_json::{Map, Value};

use crate::table::model::{Struct, Type, Types};

/// The depth to which values are checked; the server checks deeper values.
const DEPTH: usize = 32;

/// The defects of a value, each with its path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Defects {
    /// The reasons why the server would refuse the value.
    pub errors: Vec<String>,
    /// Parts that the description lacks but the protocol allows.
    pub warnings: Vec<String>,
}

/// Checks a value against its type.
pub fn check(types: &Types, ty: &Type, value: &Value, path: &str) -> Defects {
    let mut defects = Defects::default();
    Checker { types, defects: &mut defects }.value(ty, value, path, DEPTH);
    defects
}

struct Checker<'a> {
    types: &'a Types,
    defects: &'a mut Defects,
}

impl Checker<'_> {
    fn value(&mut self, ty: &Type, value: &Value, path: &str, depth: usize) {
        if depth == 0 {
            return;
        }
        match (ty, value) {
            (Type::Any, _) | (Type::Object, Value::Object(_)) | (Type::Nullable(_), Value::Null) => {}
            (Type::Nullable(inner), _) => self.value(inner, value, path, depth),
            (Type::Boolean, Value::Bool(_)) | (Type::Secret | Type::String, Value::String(_)) => {}
            (Type::Number, Value::Number(_)) => {}
            (Type::Integer, Value::Number(number)) if number.is_i64() => {}
            (Type::Unsigned, Value::Number(number)) if number.is_u64() => {}
            (Type::Identifier(name), Value::String(text)) => {
                if let Some(reason) = identifier_defect(name, text) {
                    self.defects.errors.push(format!("{} is {reason}", named(path)));
                }
            }
            (Type::Enumeration(name), Value::String(text)) => {
                let known = self.types.enumerations.get(name);
                if known.is_some_and(|values| !values.contains(text)) {
                    let values = known.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
                    self.defects.warnings.push(format!(
                        "{} is not one of the values in the description: {values}",
                        named(path)
                    ));
                }
            }
            (Type::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(inner, item, &format!("{path}[{index}]"), depth.saturating_sub(1));
                }
            }
            (Type::Map(inner), Value::Object(fields)) => {
                for (name, item) in fields {
                    self.value(inner, item, &join(path, name), depth.saturating_sub(1));
                }
            }
            (Type::Struct(name), Value::Object(fields)) => self.fields(name, fields, path, depth),
            (Type::Union(name), _) => self.union(name, value, path, depth),
            _ => self.defects.errors.push(format!("{} is not {}", named(path), article(ty))),
        }
    }

    fn fields(&mut self, name: &str, fields: &Map<String, Value>, path: &str, depth: usize) {
        let Some(item) = self.types.structs.get(name) else { return };
        for field in &item.fields {
            let path = join(path, &field.name);
            match fields.get(&field.name) {
                Some(value) => self.value(&field.ty, value, &path, depth.saturating_sub(1)),
                None if field.required => self.defects.errors.push(format!("`{path}` is missing")),
                None => {}
            }
        }
        for (name, value) in fields {
            if item.fields.iter().any(|field| field.name == *name) {
                continue;
            }
            let path = join(path, name);
            match &item.others {
                Some(ty) => self.value(ty, value, &path, depth.saturating_sub(1)),
                None => {
                    self.defects.warnings.push(format!("the description has no field `{path}`"));
                }
            }
        }
    }

    fn union(&mut self, name: &str, value: &Value, path: &str, depth: usize) {
        let variants = self.types.unions.get(name).map(Vec::as_slice).unwrap_or_default();
        let fits = |ty: &&Type| check(self.types, ty, value, path).errors.is_empty();
        match variants.iter().find(fits) {
            Some(ty) => self.value(ty, value, path, depth.saturating_sub(1)),
            None if variants.is_empty() => {}
            None => {
                let kinds: Vec<_> = variants.iter().map(article).collect();
                self.defects.errors.push(format!("{} is not {}", named(path), kinds.join(" or ")));
            }
        }
    }
}

/// Returns why a string is not an identifier of the library's type with this name; `None` if it is one.
pub fn identifier_defect(name: &str, text: &str) -> Option<String> {
    let kind = IdKind::ALL.iter().find(|kind| kind.type_name() == name)?;
    kind.check(text).err().map(|error| error.to_string())
}

/// Returns the values that a type lists, for help and completion.
pub fn values<'a>(types: &'a Types, ty: &'a Type) -> &'a [String] {
    match ty {
        Type::Enumeration(name) => types.enumerations.get(name).map(Vec::as_slice).unwrap_or_default(),
        Type::List(inner) | Type::Nullable(inner) => values(types, inner),
        _ => &[],
    }
}

/// Parses the text of an argument as a value of its type.
///
/// # Errors
/// The reason why the text does not fit. It does not contain the text, which may be a secret.
pub fn read(types: &Types, ty: &Type, text: &str) -> Result<Value, String> {
    let misfit = || format!("is not {}", article(ty));
    match ty {
        Type::Boolean => text.parse().map(Value::Bool).map_err(|_| misfit()),
        Type::Integer => text.parse::<i64>().map(Value::from).map_err(|_| misfit()),
        Type::Unsigned => text.parse::<u64>().map(Value::from).map_err(|_| misfit()),
        Type::Number => text.parse::<serde_json::Number>().map(Value::Number).map_err(|_| misfit()),
        Type::Nullable(inner) => read(types, inner, text),
        Type::List(inner) => read(types, inner, text).map(|item| Value::Array(vec![item])),
        Type::Union(name) => {
            let variants = types.unions.get(name).map(Vec::as_slice).unwrap_or_default();
            variants.iter().find_map(|ty| read(types, ty, text).ok()).ok_or_else(misfit)
        }
        Type::Object | Type::Map(_) | Type::Struct(_) => {
            Err(format!("is {}; pass it as JSON with `:=`, or its fields with `[NAME]`", article(ty)))
        }
        Type::Any | Type::String | Type::Secret | Type::Identifier(_) | Type::Enumeration(_) => {
            Ok(Value::String(text.to_owned()))
        }
    }
}

/// Returns the type of a field; [`Type::Any`] if the description lacks the field.
pub fn field_type<'a>(types: &'a Types, ty: &'a Type, name: &str) -> &'a Type {
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

/// Returns the name of a type with an article.
pub fn article(ty: &Type) -> String {
    match ty {
        Type::String | Type::Secret | Type::Enumeration(_) => "a string".to_owned(),
        Type::Boolean => "`true` or `false`".to_owned(),
        Type::Integer => "a whole number".to_owned(),
        Type::Unsigned => "a whole number from 0".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Identifier(name) => format!("an identifier ({name})"),
        Type::Object | Type::Map(_) | Type::Struct(_) => "an object".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Any | Type::Union(_) => "a value of its type".to_owned(),
        Type::Nullable(inner) => format!("{} or `null`", article(inner)),
    }
}

/// Returns the name of a type for help texts.
pub fn noun(ty: &Type) -> String {
    match ty {
        Type::String => "text".to_owned(),
        Type::Secret => "secret".to_owned(),
        Type::Boolean => "true|false".to_owned(),
        Type::Integer | Type::Unsigned => "integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Identifier(name) | Type::Enumeration(name) | Type::Struct(name) | Type::Union(name) => {
            name.clone()
        }
        Type::Object => "object".to_owned(),
        Type::Any => "json".to_owned(),
        Type::List(inner) => format!("list of {}", noun(inner)),
        Type::Map(inner) => format!("map of {}", noun(inner)),
        Type::Nullable(inner) => format!("{} or null", noun(inner)),
    }
}

/// Returns a path as errors show it; that of a whole body is empty.
fn named(path: &str) -> String {
    if path.is_empty() { "the body".to_owned() } else { format!("`{path}`") }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}[{name}]") }
}

#[cfg(test)]
mod tests {
    use matrix_openapi::http::Api;
    use serde_json::json;

    use super::*;
    use crate::table;

    fn defects(name: &str, value: &Value) -> Defects {
        check(&table::types(Api::ClientServer), &Type::Struct(name.to_owned()), value, "")
    }

    #[test]
    fn missing_and_wrong_fields_are_errors_and_unknown_ones_warnings() {
        let found =
            defects("CreateRoomRequest", &json!({"name": 1, "invite": ["@a:b.org", "b"], "org.x": 1}));
        assert_eq!(found.errors.len(), 2, "{found:?}");
        assert!(found.errors.iter().any(|error| error == "`name` is not a string"), "{found:?}");
        assert!(
            found.errors.iter().any(|error| error.starts_with("`invite[1]` is not a user ID")),
            "{found:?}"
        );
        assert_eq!(found.warnings, ["the description has no field `org.x`"]);
        let found = defects("InviteUserRequest", &json!({}));
        assert_eq!(found.errors, ["`user_id` is missing"]);
    }

    #[test]
    fn texts_are_read_by_their_type() {
        let types = Types::default();
        let list = Type::List(Box::new(Type::Unsigned));
        assert_eq!(read(&types, &list, "7"), Ok(json!([7])));
        assert_eq!(read(&types, &Type::Boolean, "true"), Ok(json!(true)));
        assert_eq!(read(&types, &Type::String, "true"), Ok(json!("true")));
        assert_eq!(read(&types, &Type::Any, "7"), Ok(json!("7")));
        let hidden = read(&types, &Type::Integer, "hidden").unwrap_err();
        assert!(!hidden.contains("hidden"), "{hidden}");
        assert!(read(&types, &Type::Object, "x").unwrap_err().contains(":="));
    }
}
