//! Doc comments.

use proc_macro2::TokenStream;
use quote::quote;

/// Returns a doc attribute for each line of a text, which prettyplease prints as `/// line`.
pub(super) fn doc_comment(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}
