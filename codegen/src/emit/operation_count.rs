//! Counts the operations in the emitted code: each operation of the model must be in each part exactly once.

use syn::{Expr, ExprReference, Item, ItemMod, ItemStatic};

use crate::lower::ir::ApiModel;
use crate::{Error, Result};

/// Checks these modules, each of which has a struct per operation.
pub(super) fn check_modules(model: &ApiModel, file: &syn::File, modules: &[&str]) -> Result<()> {
    modules.iter().try_for_each(|name| check(model, &format!("module `{name}`"), structs(file, name)))
}

/// Checks the operation table.
pub(super) fn check_table(model: &ApiModel, file: &syn::File) -> Result<()> {
    check(model, "operation table", rows(file))
}

fn check(model: &ApiModel, part: &str, found: usize) -> Result<()> {
    let expected = model.operations.len();
    if found == expected {
        return Ok(());
    }
    Err(Error::file(model.api.slug(), format!("the emitted {part} has {found} of {expected} operations")))
}

fn structs(file: &syn::File, module: &str) -> usize {
    let items = file.items.iter().filter_map(|item| match item {
        Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == module => Some(items),
        _ => None,
    });
    items.flatten().filter(|item| matches!(item, Item::Struct(_))).count()
}

fn rows(file: &syn::File) -> usize {
    let rows = file.items.iter().filter_map(|item| match item {
        Item::Static(ItemStatic { expr, .. }) => match &**expr {
            Expr::Reference(ExprReference { expr, .. }) => match &**expr {
                Expr::Array(rows) => Some(rows.elems.len()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    rows.sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syn::parse_quote;

    use super::*;
    use crate::lower::lower;
    use crate::{Api, Document};

    #[test]
    fn an_operation_that_is_missing_or_doubled_is_an_error() {
        let operation = json!({"operationId": "a", "responses": {"200": {"description": ""}}});
        let document = Document::new(Api::Identity, "a.yaml", json!({"paths": {"/a": {"get": operation}}}));
        let model = lower(&document, "v1.19".parse().unwrap()).unwrap();
        let check = |file: syn::File| {
            check_modules(&model, &file, &["call", "op"])
                .and_then(|()| check_table(&model, &file))
                .map_err(|error| error.message().to_owned())
        };
        let table = quote::quote!(
            pub static OPERATIONS: &[Operation] = &[operation!(a)];
        );
        assert_eq!(check(parse_quote!(mod call { struct A; fn f() {} } mod op { struct A; } #table)), Ok(()));
        assert_eq!(
            check(parse_quote!(mod call {} mod op { struct A; } #table)).unwrap_err(),
            "the emitted module `call` has 0 of 1 operations"
        );
        assert_eq!(
            check(parse_quote!(mod call { struct A; } mod op { struct A; struct B; } #table)).unwrap_err(),
            "the emitted module `op` has 2 of 1 operations"
        );
        let empty = quote::quote!(
            pub static OPERATIONS: &[Operation] = &[];
        );
        assert_eq!(
            check(parse_quote!(mod call { struct A; } mod op { struct A; } #empty)).unwrap_err(),
            "the emitted operation table has 0 of 1 operations"
        );
    }
}
