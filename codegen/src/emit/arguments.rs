//! How the parts of a request are given: what a method takes for a type, and how it becomes part of the call.

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::emit::type_tokens;
use crate::lower::ir::{Parameter, Place, Type};

/// An identifier, with an underscore behind what Rust keeps for itself.
pub(crate) fn ident(name: &str) -> Ident {
    let usable = syn::parse_str::<Ident>(name).is_ok();
    let name = if usable { name.to_owned() } else { format!("{name}_") };
    // A name of other characters than an identifier's cannot come from snake or Pascal case, but `Ident` would panic on it.
    let clean: String =
        name.chars().map(|one| if one == '_' || one.is_alphanumeric() { one } else { '_' }).collect();
    let clean = if clean.starts_with(|first: char| first.is_numeric()) { format!("_{clean}") } else { clean };
    Ident::new(&clean, Span::call_site())
}

/// A method's or argument's name for a name of the protocol.
pub(crate) fn snake(name: &str) -> String {
    let snake = name.to_snake_case();
    if snake.is_empty() { "value".to_owned() } else { snake }
}

/// The type that a method takes for a parameter.
pub(super) fn parameter_type(parameter: &Parameter) -> TokenStream {
    match &parameter.ty {
        Type::Boolean => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Unsigned => quote!(u64),
        Type::Number => quote!(f64),
        Type::List(_) => quote!(impl ::std::iter::IntoIterator<Item = impl ::std::convert::AsRef<str>>),
        Type::Map(..) => quote! {
            impl ::std::iter::IntoIterator<Item = (impl ::std::convert::AsRef<str>, impl ::std::convert::AsRef<str>)>
        },
        _ => quote!(impl ::std::convert::AsRef<str>),
    }
}

/// The statement that puts a parameter into the call; `call` is the expression of the call, `value` of the value.
pub(super) fn put_parameter(parameter: &Parameter, call: &TokenStream, value: &Ident) -> TokenStream {
    let name = &parameter.name;
    let scalar = matches!(parameter.ty, Type::Boolean | Type::Integer | Type::Unsigned | Type::Number);
    let text = if scalar { quote!(&#value.to_string()) } else { quote!(#value.as_ref()) };
    match (parameter.place, &parameter.ty) {
        (Place::Path, _) => quote!(#call.path(#text);),
        (Place::Header, _) => quote!(#call.header(#name, #text);),
        (Place::Query, Type::List(_)) => quote! {
            let list: ::std::vec::Vec<::std::string::String> = #value.into_iter().map(|item| item.as_ref().to_owned()).collect();
            #call.query(#name, &list);
        },
        (Place::Query, Type::Map(..)) => quote! {
            let map: ::std::collections::BTreeMap<::std::string::String, ::std::string::String> =
                #value.into_iter().map(|(key, item)| (key.as_ref().to_owned(), item.as_ref().to_owned())).collect();
            #call.query(#name, &map);
        },
        (Place::Query, _) if scalar => quote!(#call.query(#name, &#value);),
        (Place::Query, _) => quote!(#call.query(#name, #text);),
    }
}

/// The type that a method takes for a member of a body.
pub(super) fn member_type(ty: &Type, types: &TokenStream) -> TokenStream {
    let tokens = type_tokens(ty, types);
    match ty {
        Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => tokens,
        Type::FreeObject | Type::Free | Type::Raw(_) => quote!(&(impl ::serde::Serialize + ?Sized)),
        Type::List(item) => {
            let item = type_tokens(item, types);
            quote!(impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<#item>>)
        }
        Type::Map(key, value) => {
            let (key, value) = (type_tokens(key, types), type_tokens(value, types));
            quote!(impl ::std::iter::IntoIterator<Item = (impl ::std::convert::Into<#key>, impl ::std::convert::Into<#value>)>)
        }
        _ => quote!(impl ::std::convert::Into<#tokens>),
    }
}

/// The value of a member of a body, from what [`member_type`] takes.
pub(super) fn member_value(ty: &Type, call: &TokenStream, value: &Ident) -> TokenStream {
    match ty {
        Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => quote!(#value),
        Type::FreeObject | Type::Free | Type::Raw(_) => quote!(#call.raw(#value)),
        Type::List(_) => quote!(#value.into_iter().map(::std::convert::Into::into).collect()),
        Type::Map(..) => quote!(#value.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
        _ => quote!(#value.into()),
    }
}
