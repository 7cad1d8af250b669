//! Marks the types `#[non_exhaustive]`, so a field or variant that a later release adds is a minor change.

use syn::{Item, parse_quote};

use crate::lower::ir::ApiModel;
use crate::{Error, Result};

/// Marks every type, those of the model and `others` more; fails if some are missing.
pub(super) fn mark(model: &ApiModel, others: usize, types: &mut [Item]) -> Result<()> {
    let mut marked = 0_usize;
    for item in types {
        let attributes = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.push(parse_quote!(#[non_exhaustive]));
        marked = marked.saturating_add(1);
    }
    let expected: usize = [model.structs.len(), model.unions.len(), model.enums.len(), others].iter().sum();
    if marked == expected {
        return Ok(());
    }
    let message = format!("found {marked} of {expected} types to mark as non-exhaustive");
    Err(Error::file(model.api.slug(), message))
}
