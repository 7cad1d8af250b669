//! How the parts of a request are given: what a method takes for a type, and how it becomes part of the call.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::type_tokens;
use crate::lower::ir::{Parameter, Place, Type};

/// The type that a method takes for a parameter.
pub(super) fn parameter_type(parameter: &Parameter) -> TokenStream {
    let text = |ty: &Type| match ty {
        Type::Identifier(_) => taken(ty, &TokenStream::new()),
        _ => quote!(impl ::std::convert::AsRef<str>),
    };
    match &parameter.ty {
        Type::Boolean => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Unsigned => quote!(u64),
        Type::Number => quote!(f64),
        Type::List(item) => {
            let item = text(item);
            quote!(impl ::std::iter::IntoIterator<Item = #item>)
        }
        Type::Map(..) => quote! {
            impl ::std::iter::IntoIterator<Item = (impl ::std::convert::AsRef<str>, impl ::std::convert::AsRef<str>)>
        },
        ty => text(ty),
    }
}

/// The statement that puts a parameter into the call; `call` is the expression of the call, `value` of the value. Its own
/// variables have names that no argument has.
pub(super) fn put_parameter(parameter: &Parameter, call: &TokenStream, value: &Ident) -> TokenStream {
    let name = &parameter.name;
    let scalar = matches!(parameter.ty, Type::Boolean | Type::Integer | Type::Unsigned | Type::Number);
    let text = match &parameter.ty {
        Type::Identifier(_) => {
            let id = type_tokens(&parameter.ty, &TokenStream::new());
            quote!(#call.checked(#name, ::matrix_openapi::IntoId::<#id>::check(&#value)))
        }
        _ if scalar => quote!(&#value.to_string()),
        _ => quote!(#value.as_ref()),
    };
    match (parameter.place, &parameter.ty) {
        (Place::Path, _) => quote!({ let __text = #text; #call.path(__text); }),
        (Place::Header, _) => quote!({ let __text = #text; #call.header(#name, __text); }),
        (Place::Query, Type::List(item)) => {
            let item = match &**item {
                Type::Identifier(_) => {
                    let id = type_tokens(item, &TokenStream::new());
                    quote!(#call.id::<#id>(#name, item).into_string())
                }
                _ => quote!(item.as_ref().to_owned()),
            };
            quote! {
                let __list: ::std::vec::Vec<::std::string::String> = #value.into_iter().map(|item| #item).collect();
                #call.query(#name, &__list);
            }
        }
        (Place::Query, Type::Map(..)) => quote! {
            let __map: ::std::collections::BTreeMap<::std::string::String, ::std::string::String> =
                #value.into_iter().map(|(key, item)| (key.as_ref().to_owned(), item.as_ref().to_owned())).collect();
            #call.query(#name, &__map);
        },
        (Place::Query, _) if scalar => quote!(#call.query(#name, &#value);),
        (Place::Query, _) => quote!({ let __text = #text; #call.query(#name, __text); }),
    }
}

/// The type that a method takes for a member of a body.
pub(super) fn member_type(ty: &Type, types: &TokenStream) -> TokenStream {
    match ty {
        Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => type_tokens(ty, types),
        Type::FreeObject | Type::Free | Type::Raw(_) => quote!(&(impl ::serde::Serialize + ?Sized)),
        Type::List(item) => {
            let item = taken(item, types);
            quote!(impl ::std::iter::IntoIterator<Item = #item>)
        }
        Type::Map(key, value) => {
            let (key, value) = (taken(key, types), taken(value, types));
            quote!(impl ::std::iter::IntoIterator<Item = (#key, #value)>)
        }
        ty => taken(ty, types),
    }
}

/// The value of a member of a body called `name`, from what [`member_type`] takes.
pub(super) fn member_value(ty: &Type, name: &str, call: &TokenStream, value: &Ident) -> TokenStream {
    match ty {
        Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => quote!(#value),
        Type::FreeObject | Type::Free | Type::Raw(_) => quote!(#call.raw(#value)),
        Type::List(item) => {
            let item = given(item, name, call, &quote!(item));
            quote!(#value.into_iter().map(|item| #item).collect())
        }
        Type::Map(key, item) => {
            let (key, item) = (given(key, name, call, &quote!(key)), given(item, name, call, &quote!(item)));
            quote!(#value.into_iter().map(|(key, item)| (#key, #item)).collect())
        }
        ty => given(ty, name, call, &quote!(#value)),
    }
}

/// What is taken for one value: text for an identifier too, which is checked.
fn taken(ty: &Type, types: &TokenStream) -> TokenStream {
    let tokens = type_tokens(ty, types);
    match ty {
        Type::Identifier(_) => quote!(impl ::matrix_openapi::IntoId<#tokens>),
        _ => quote!(impl ::std::convert::Into<#tokens>),
    }
}

/// The value of what [`taken`] takes.
fn given(ty: &Type, name: &str, call: &TokenStream, value: &TokenStream) -> TokenStream {
    match ty {
        Type::Identifier(_) => quote!(#call.id(#name, #value)),
        _ => quote!(#value.into()),
    }
}
