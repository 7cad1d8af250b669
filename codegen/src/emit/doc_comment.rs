//! Documentation as the lines of a doc comment.

use proc_macro2::TokenStream;
use quote::quote;

/// An attribute for each line of a text, which are written out as `/// line`.
pub(super) fn doc_comment(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}
