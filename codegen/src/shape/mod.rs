//! The shape stage: typed passes over the emitted syntax tree, each of which must find what it changes.

mod document;
mod error_module;
mod growth;
mod lenient;

use syn::{Attribute, Item, ItemMod, LitStr};

use crate::lower::ir::Lowered;
use crate::{Error, Result};

/// Runs all passes.
pub fn shape(lowered: &Lowered, file: syn::File) -> Result<syn::File> {
    let mut file = file;
    error_module::drop(lowered, &mut file)?;
    document::document(lowered, &mut file)?;
    lenient::lenient(lowered, &mut file)?;
    growth::grow(lowered, &mut file)?;
    Ok(file)
}

pub(crate) use lenient::has_integer;

/// The name in JSON that serde's `rename` gives a field.
pub(crate) fn json_name(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if let Ok(value) = meta.value() {
                value.parse::<syn::Expr>()?;
            }
            Ok(())
        });
        if parsed.is_err() {
            return None;
        }
    }
    name
}

/// The items of the module `types`.
fn types<'a>(lowered: &Lowered, file: &'a mut syn::File) -> Result<&'a mut Vec<Item>> {
    file.items
        .iter_mut()
        .find_map(|item| match item {
            Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == "types" => Some(items),
            _ => None,
        })
        .ok_or_else(|| Error::file(lowered.api.slug(), "the emitted code has no module `types`"))
}
