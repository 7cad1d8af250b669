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
                let message = format!("type {name}: the member {rust} holds integers and may be absent, which no reader can do at once");
                return Err(Error::file(lowered.api.slug(), message));
            }
            Some(member) if member.lenient => Some(parse_quote!(#[serde(default, deserialize_with = "::matrix_openapi::runtime::or_empty")])),
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
