//! Puts our documentation on progenitor's types and their members, in place of what it wrote.

use syn::{Attribute, Fields, Item, parse_quote};

use crate::lower::ir::{Lowered, Struct};
use crate::lower::uses::uses;
use crate::{Error, Result, doc};

pub(super) fn document(lowered: &Lowered, file: &mut syn::File) -> Result<()> {
    let uses = uses(lowered);
    let mut documented = 0;
    for item in super::types(lowered, file)? {
        if let Item::Struct(item) = item
            && let Some(known) = lowered.structs.get(&item.ident.to_string())
        {
            let name = item.ident.to_string();
            put(&mut item.attrs, &doc::type_item(lowered, &uses, &name, &known.doc));
            members(lowered, &name, known, &mut item.fields)?;
            documented += 1;
        }
    }
    if documented == lowered.structs.len() {
        return Ok(());
    }
    let message = format!("{documented} types of {} are there to be documented", lowered.structs.len());
    Err(Error::file(lowered.api.slug(), message))
}

/// Documents the members, all of which the lowered type must know and which must be all of it.
fn members(lowered: &Lowered, name: &str, known: &Struct, fields: &mut Fields) -> Result<()> {
    let refuse = |message: String| Error::file(lowered.api.slug(), format!("type {name}: {message}"));
    let mut count = 0;
    for field in fields.iter_mut() {
        let rust = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let json = super::json_name(&field.attrs).unwrap_or_else(|| rust.clone());
        match known.fields.iter().find(|other| other.name == json) {
            Some(member) => {
                put(&mut field.attrs, &doc::member(lowered, member));
                count += 1;
            }
            None => return Err(refuse(format!("the member {rust} is none of the description's"))),
        }
    }
    if count == known.fields.len() {
        return Ok(());
    }
    Err(refuse(format!("{count} members of {} were written", known.fields.len())))
}

fn put(attributes: &mut Vec<Attribute>, text: &str) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    attributes.insert(0, parse_quote!(#[doc = #text]));
}
