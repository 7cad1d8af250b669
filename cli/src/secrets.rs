//! Secrets among the arguments of a request, which are not printed.

use serde_json::Value;

use crate::table::model::{Type, Types};

/// The text before and after the name of a secret in a request that is only printed. No part of a request has to encode it.
const BEFORE: &str = "__MATRIX_API_";
const AFTER: &str = "__";

/// The name of the credential among the secrets.
pub const TOKEN: &str = "token";

/// The name of the signature of a request between homeservers.
pub const SIGNATURE: &str = "signature";

/// A value without its secrets.
pub struct Masked {
    /// The value, with names in place of secrets.
    pub value: Value,
    /// The secrets.
    pub secrets: Vec<String>,
}

/// Replaces the secrets in a value by their names.
pub fn mask(types: &Types, ty: &Type, mut value: Value) -> Masked {
    let mut secrets = Vec::new();
    replace(types, ty, "secret", &mut value, &mut secrets);
    Masked { value, secrets }
}

/// Returns the placeholder for the secret with this name.
pub fn marker(name: &str) -> String {
    let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
    let name: String = name.chars().map(plain).collect();
    format!("{BEFORE}{}{AFTER}", name.trim_matches('_').to_ascii_uppercase())
}

/// Returns a text with `$NAME` in place of each secret.
pub fn named(text: &str) -> String {
    parts(text).into_iter().map(|(plain, name)| format!("{plain}{name}")).collect()
}

/// Returns a text as a shell word, with a variable in place of each secret.
pub fn quoted(text: &str) -> String {
    let quote = |plain: &str| {
        if plain.is_empty() { String::new() } else { format!("'{}'", plain.replace('\'', r"'\''")) }
    };
    let variable = |name: &str| if name.is_empty() { String::new() } else { format!("\"{name}\"") };
    let word: String = parts(text).iter().map(|(plain, name)| quote(plain) + &variable(name)).collect();
    if word.is_empty() { "''".to_owned() } else { word }
}

fn replace(types: &Types, ty: &Type, name: &str, value: &mut Value, secrets: &mut Vec<String>) {
    match (ty, value) {
        (Type::Secret, value) => {
            if let Value::String(text) = value {
                secrets.push(std::mem::take(text));
            }
            *value = Value::String(marker(name));
        }
        (Type::Nullable(inner), value) if !value.is_null() => replace(types, inner, name, value, secrets),
        (Type::List(inner), Value::Array(items)) => {
            items.iter_mut().for_each(|item| replace(types, inner, name, item, secrets));
        }
        (Type::Map(inner), Value::Object(fields)) => {
            fields.iter_mut().for_each(|(name, item)| replace(types, inner, name, item, secrets));
        }
        (Type::Struct(item), Value::Object(fields)) => {
            let Some(item) = types.structs.get(item) else { return };
            for (name, value) in fields {
                let known = item.fields.iter().find(|field| field.name == *name).map(|field| &field.ty);
                if let Some(ty) = known.or(item.others.as_ref()) {
                    replace(types, ty, name, value, secrets);
                }
            }
        }
        (Type::Union(union), value) => {
            for ty in types.unions.get(union).into_iter().flatten() {
                replace(types, ty, name, value, secrets);
            }
        }
        _ => {}
    }
}

/// Splits a text into pairs of plain text and the variable after it, which is empty in the last pair.
fn parts(text: &str) -> Vec<(&str, String)> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some((plain, behind)) = rest.split_once(BEFORE) {
        let Some((name, behind)) = behind.split_once(AFTER) else { break };
        parts.push((plain, format!("${name}")));
        rest = behind;
    }
    parts.push((rest, String::new()));
    parts
}

#[cfg(test)]
mod tests {
    use matrix_openapi::http::Api;
    use serde_json::json;

    use super::*;
    use crate::table;

    #[test]
    fn secrets_have_names_in_texts_and_in_shells() {
        let text = format!("it's {{\"password\":\"{}\"}}", marker("new.password"));
        assert_eq!(named(&text), "it's {\"password\":\"$NEW_PASSWORD\"}");
        assert_eq!(quoted(&text), r#"'it'\''s {"password":"'"$NEW_PASSWORD"'"}'"#);
        assert_eq!((quoted(""), named("")), ("''".to_owned(), String::new()));
    }

    #[test]
    fn secrets_are_found_by_the_description_however_deep() {
        let types = table::types(Api::ClientServer);
        let ty = Type::Struct("LoginRequest".to_owned());
        let value = json!({"type": "m.login.password", "password": "pw_hidden", "token": "t_hidden"});
        let masked = mask(&types, &ty, value);
        assert!(!masked.value.to_string().contains("hidden"), "{}", masked.value);
        assert_eq!(masked.secrets.len(), 2);
        let ty = Type::Struct("ChangePasswordRequest".to_owned());
        let value =
            json!({"new_password": "pw_hidden", "auth": {"type": "m.login.password", "session": "s"}});
        let masked = mask(&types, &ty, value);
        assert!(named(&masked.value.to_string()).contains("$NEW_PASSWORD"), "{}", masked.value);
    }
}
