//! The shape stage: passes over the emitted syntax tree that change all items of a kind.

mod inline;
mod non_exhaustive;

use syn::{Item, ItemMod};

use crate::lower::event_ir::EventModel;
use crate::lower::ir::ApiModel;
use crate::{Error, Result};

/// Runs all passes on the module of the events, which has its types at the top.
pub fn shape_events(model: &EventModel, file: syn::File) -> Result<syn::File> {
    let mut file = file;
    let contents = model.tagged.len().saturating_add(model.newtypes.len());
    // In addition to the types of the model, it has the enumeration of all contents.
    non_exhaustive::mark(&model.types, contents.saturating_add(1), &mut file.items)?;
    // Each object type has a constructor.
    found(inline::mark(&mut file.items), model.types.structs.len(), model.section.slug())?;
    Ok(file)
}

/// Runs all passes on the module of an API.
pub fn shape(model: &ApiModel, file: syn::File) -> Result<syn::File> {
    let mut file = file;
    non_exhaustive::mark(model, 0, types(model, &mut file)?)?;
    // Each operation has a method of the client.
    found(inline::mark(&mut file.items), model.operations.len(), model.api.slug())?;
    Ok(file)
}

/// Runs the passes on the code that servers of an API need. Without types that only servers send, it has no functions.
#[cfg(feature = "server")]
pub fn shape_server(file: syn::File) -> syn::File {
    let mut file = file;
    inline::mark(&mut file.items);
    file
}

/// Fails if the pass that marks functions has found fewer than the module must have.
fn found(marked: usize, least: usize, module: &str) -> Result<()> {
    if marked >= least {
        return Ok(());
    }
    Err(Error::file(
        module,
        format!("found {marked} functions to mark as inline, but there are at least {least}"),
    ))
}

/// Returns the items of the module `types`.
fn types<'a>(model: &ApiModel, file: &'a mut syn::File) -> Result<&'a mut Vec<Item>> {
    file.items
        .iter_mut()
        .find_map(|item| match item {
            Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == "types" => Some(items),
            _ => None,
        })
        .ok_or_else(|| Error::file(model.api.slug(), "the emitted code has no module `types`"))
}
