//! Marks functions `#[inline]`, so only programs that call them compile them: most call few of the hundreds.

use syn::{ImplItem, Item, ItemImpl, ItemMod, parse_quote};

/// Marks the functions of all types in these items and in their modules; returns their number.
pub(super) fn mark(items: &mut [Item]) -> usize {
    let mut marked = 0_usize;
    for item in items {
        match item {
            Item::Mod(ItemMod { content: Some((_, items)), .. }) => {
                marked = marked.saturating_add(mark(items))
            }
            Item::Impl(ItemImpl { items, .. }) => {
                for item in items {
                    if let ImplItem::Fn(function) = item {
                        function.attrs.push(parse_quote!(#[inline]));
                        marked = marked.saturating_add(1);
                    }
                }
            }
            _ => {}
        }
    }
    marked
}
