//! The methods of builders for paging, and the trait that the generic code needs for them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{ITEMS, PAGED, PAGES};
use crate::emit::rust_type::type_tokens;
use crate::lower::ir::{ApiModel, Operation, Paged, PathStep, Response};
use crate::rust_name::ident;
use crate::rustdoc;

/// Returns the methods `pages` and `items` of a builder, or no tokens if its operation is not paged.
pub(super) fn methods(model: &ApiModel, operation: &Operation, builder: &Ident) -> TokenStream {
    let (Some(paged), Response::Json(response)) = (&operation.paging, &operation.response) else {
        return TokenStream::new();
    };
    let types = quote!(super::types);
    let (page, item) = (type_tokens(response, &types), type_tokens(&paged.item, &types));
    let [of_pages, of_items] = rustdoc::paging(model, operation, paged).map(|text| doc_comment(&text));
    let (next, items) = (next(paged), items(paged));
    quote! {
        impl<'a> #builder<'a> {
            #of_pages
            pub fn pages(self) -> #PAGES<'a, #page> { #PAGES::of::<Self>(self.__call()) }

            #of_items
            pub fn items(self) -> #ITEMS<'a, #item> { #ITEMS::of::<Self>(self.__call()) }
        }

        #[doc(hidden)]
        impl #PAGED for #builder<'_> {
            type Page = #page;
            type Item = #item;
            fn next(page: &Self::Page) -> Option<&str> { #next }
            fn items(page: &mut Self::Page) -> Option<&mut Vec<Self::Item>> { #items }
        }
    }
}

fn next(paged: &Paged) -> TokenStream {
    match walk(&paged.next, &quote!(as_ref)) {
        (location, true) => quote!(#location.as_deref()),
        (location, false) => quote!(Some(&#location)),
    }
}

fn items(paged: &Paged) -> TokenStream {
    match walk(&paged.items, &quote!(as_mut)) {
        (location, true) => quote!(#location.as_mut()),
        (location, false) => quote!(Some(&mut #location)),
    }
}

/// Returns the expression for the field at the end of these steps, and whether it is an `Option`.
fn walk(steps: &[PathStep], borrow: &TokenStream) -> (TokenStream, bool) {
    steps.iter().fold((quote!(page), false), |(location, is_optional), step| {
        let field = ident(&step.rust_name);
        let location = if is_optional { quote!(#location.#borrow()?) } else { location };
        (quote!(#location.#field), step.optional)
    })
}
