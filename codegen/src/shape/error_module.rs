//! Drops progenitor's error type for conversions: nothing that it still writes converts.

use syn::Item;

use crate::lower::ir::Lowered;
use crate::{Error, Result};

pub(super) fn drop(lowered: &Lowered, file: &mut syn::File) -> Result<()> {
    let items = super::types(lowered, file)?;
    let before = items.len();
    items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "error"));
    if items.len() + 1 == before {
        return Ok(());
    }
    Err(Error::file(
        lowered.api.slug(),
        "progenitor's types have no module `error` to drop, so the pass is stale",
    ))
}
