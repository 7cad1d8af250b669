//! Lets members be read from what servers write instead of what the description says: integers written as
//! floats, and lists and maps that are left out when they are empty.
//!
//! An attribute on the members concerned costs the compiler less than a deserialiser or an integer type of our
//! own, leaves their types as they are, and the reading of an ordinary integer as fast as before.

use syn::{Attribute, Fields, Item, parse_quote};

use crate::lower::ir::{Lowered, Struct, Type};
use crate::{Error, Result};

pub(super) fn lenient(lowered: &Lowered, file: &mut syn::File) -> Result<()> {
    let mut written = 0;
    for item in super::types(lowered, file)? {
        if let Item::Struct(item) = item
            && let Some(known) = lowered.structs.get(&item.ident.to_string())
        {
            written += members(lowered, &item.ident.to_string(), known, &mut item.fields)?;
        }
    }
    let expected: usize = lowered.structs.values().map(count).sum();
    if written == expected {
        return Ok(());
    }
    let message = format!("{expected} members are to be read leniently and {written} were found");
    Err(Error::file(lowered.api.slug(), message))
}

/// How many members of a type are read otherwise than serde would.
fn count(known: &Struct) -> usize {
    let members = known.fields.iter().filter(|field| field.lenient || has_integer(&field.ty)).count();
    members + usize::from(known.extra.as_ref().is_some_and(has_integer))
}

fn members(lowered: &Lowered, name: &str, known: &Struct, fields: &mut Fields) -> Result<usize> {
    let mut written = 0;
    for field in fields.iter_mut() {
        let rust = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let json = super::json_name(&field.attrs).unwrap_or_else(|| rust.clone());
        let attribute = match known.fields.iter().find(|other| other.name == json) {
            Some(member) if member.lenient && has_integer(&member.ty) => {
                let message = format!(
                    "type {name}: the member {rust} holds integers and may be absent, which no reader can do at once"
                );
                return Err(Error::file(lowered.api.slug(), message));
            }
            Some(member) if member.lenient => Some(
                parse_quote!(#[serde(default, deserialize_with = "::matrix_openapi::runtime::or_empty")]),
            ),
            Some(member) if has_integer(&member.ty) => {
                let optional = !member.required || matches!(member.ty, Type::Nullable(_));
                Some(if optional { optional_whole() } else { whole() })
            }
            None if rust == "extra" && known.extra.as_ref().is_some_and(has_integer) => Some(whole()),
            _ => None,
        };
        if let Some(attribute) = attribute {
            field.attrs.push(attribute);
            written += 1;
        }
    }
    Ok(written)
}

fn whole() -> Attribute {
    parse_quote!(#[serde(deserialize_with = "::matrix_openapi::runtime::whole")])
}

/// With a reader of its own an optional member is only optional to serde if it has a default.
fn optional_whole() -> Attribute {
    parse_quote!(#[serde(default, deserialize_with = "::matrix_openapi::runtime::whole")])
}

/// Whether integers stand in the member itself and not in a type of their own.
pub(crate) fn has_integer(ty: &Type) -> bool {
    match ty {
        Type::Integer | Type::Unsigned => true,
        Type::List(inner) | Type::Map(_, inner) | Type::Nullable(inner) => has_integer(inner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Api, Document, Release, generate};

    fn generated(schema: Value) -> Result<String, String> {
        let root = json!({"openapi": "3.1.0", "paths": {"/thing": {"get": {"operationId": "getThing", "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": schema}}}}}}}});
        let document = Document { api: Api::ClientServer, file: "fixture.yaml".to_owned(), root };
        generate(&document, Release { major: 1, minor: 19 }).map_err(|error| error.to_string())
    }

    /// The attributes that say how the member `a` is read.
    fn reading(property: Value, required: Value) -> String {
        let source =
            generated(json!({"type": "object", "properties": {"a": property}, "required": required}))
                .unwrap();
        let member = source
            .split("pub struct GetThingResponse {")
            .nth(1)
            .and_then(|rest| rest.split("pub a:").next())
            .unwrap();
        member.lines().filter(|line| line.contains("deserialize_with")).map(str::trim).collect()
    }

    #[test]
    fn members_with_integers_take_floats() {
        let whole = r#"#[serde(deserialize_with = "::matrix_openapi::runtime::whole")]"#;
        let optional = r#"#[serde(default, deserialize_with = "::matrix_openapi::runtime::whole")]"#;
        assert_eq!(reading(json!({"type": "integer"}), json!(["a"])), whole);
        assert_eq!(reading(json!({"type": "integer"}), json!([])), optional);
        assert_eq!(reading(json!({"type": ["integer", "null"]}), json!(["a"])), optional);
        let lists = json!({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "integer"}}});
        assert_eq!(reading(lists, json!(["a"])), whole);
        for other in [
            json!({"type": "string"}),
            json!({"type": "number"}),
            json!({"type": "array", "items": {}}),
            json!({}),
        ] {
            assert_eq!(reading(other.clone(), json!([])), "", "{other}");
        }
    }

    #[test]
    fn listed_members_may_be_absent() {
        let list = json!({"type": "array", "items": {"type": "string"}, "x-lenient": true});
        let absent = r#"#[serde(default, deserialize_with = "::matrix_openapi::runtime::or_empty")]"#;
        assert_eq!(reading(list, json!(["a"])), absent);
    }

    #[test]
    fn what_cannot_be_read_leniently_is_refused() {
        let refused = |property: Value, required: Value| {
            generated(json!({"type": "object", "properties": {"a": property}, "required": required}))
                .unwrap_err()
        };
        let numbers = json!({"type": "array", "items": {"type": "integer"}, "x-lenient": true});
        let message = refused(numbers.clone(), json!(["a"]));
        assert_eq!(
            message,
            "client-server: type GetThingResponse: the member a holds integers and may be absent, which no reader can do at once"
        );
        let place =
            "fixture.yaml#/paths/~1thing/get/responses/200/content/application~1json/schema/properties/a";
        let reason = "`x-lenient` is for required lists and maps, all else can be made optional";
        assert_eq!(refused(numbers, json!([])), format!("{place}: {reason}"));
        assert_eq!(
            refused(json!({"type": "string", "x-lenient": true}), json!(["a"])),
            format!("{place}: {reason}")
        );
    }
}
