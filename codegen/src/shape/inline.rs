//! Marks functions `#[inline]`, so only programs that call them compile them: most call few of the hundreds.

use syn::{ImplItem, Item, ItemImpl, ItemMod, parse_quote};

/// Marks the functions of all types in these items and in their modules.
pub(super) fn mark(items: &mut [Item]) {
    for item in items {
        match item {
            Item::Mod(ItemMod { content: Some((_, items)), .. }) => mark(items),
            Item::Impl(ItemImpl { items, .. }) => {
                for item in items {
                    if let ImplItem::Fn(function) = item {
                        function.attrs.push(parse_quote!(#[inline]));
                    }
                }
            }
            _ => {}
        }
    }
}
