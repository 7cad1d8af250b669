//! The macros of contents of events.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream, Result as Parsed};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, ItemImpl, LitStr, Token, braced, parenthesized, parse_quote};

use super::serialized::serialized;

/// A type that is a map.
pub(super) struct Map(pub Vec<ItemImpl>);

impl Parse for Map {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name: Ident = input.parse()?;
        let content;
        braced!(content in input);
        let key: syn::Type = content.parse()?;
        content.parse::<Token![=>]>()?;
        let value: syn::Type = content.parse()?;
        let map = quote!(::std::collections::BTreeMap<#key, #value>);
        let mut impls = serialized(&name);
        impls.extend([
            parse_quote!(impl Default for #name {}),
            parse_quote!(impl From<#map> for #name {}),
            parse_quote!(impl FromIterator<(#key, #value)> for #name {}),
            parse_quote!(impl ::core::ops::Deref<Target = #map> for #name {}),
            parse_quote!(impl ::core::ops::DerefMut for #name {}),
        ]);
        Ok(Self(impls))
    }
}

/// The traits of a content. That of all contents has the type of the event as an argument, so another type is a change.
pub(super) struct EventContent(pub Vec<ItemImpl>);

impl Parse for EventContent {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name: Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        let mut text: LitStr = input.parse()?;
        if input.parse::<Option<Token![*]>>()?.is_some() {
            text = LitStr::new(&format!("{}*", text.value()), text.span());
        }
        while input.parse::<Option<Token![|]>>()?.is_some() {
            input.parse::<LitStr>()?;
        }
        input.parse::<Token![:]>()?;
        let mut impls = vec![parse_quote!(impl ::matrix_openapi::events::EventContent<#text> for #name {})];
        for ContentTrait(implemented) in Punctuated::<ContentTrait, Token![,]>::parse_terminated(input)? {
            impls.push(parse_quote!(impl ::matrix_openapi::events::#implemented for #name {}));
        }
        Ok(Self(impls))
    }
}

/// The trait of the contents of a kind of events.
struct ContentTrait(TokenStream);

impl Parse for ContentTrait {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let kind: Ident = input.parse()?;
        Ok(Self(match kind.to_string().as_str() {
            "message" => quote!(MessageContent),
            "state" => {
                let content;
                parenthesized!(content in input);
                let key: syn::Type = content.parse()?;
                quote!(StateContent<Key = #key>)
            }
            "to_device" => quote!(ToDeviceContent),
            "ephemeral" => quote!(EphemeralContent),
            "global_account_data" => quote!(GlobalAccountData),
            "room_account_data" => quote!(RoomAccountData),
            _ => return Err(syn::Error::new(kind.span(), "not a kind of event")),
        }))
    }
}

/// A variant, perhaps after the text of its tag.
struct EnumVariant(syn::Type);

impl Parse for EnumVariant {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        input.parse::<Option<LitStr>>()?;
        input.parse::<Ident>()?;
        let content;
        parenthesized!(content in input);
        Ok(Self(content.parse()?))
    }
}

fn conversions(
    name: &Ident,
    variants: impl IntoIterator<Item = EnumVariant>,
) -> impl Iterator<Item = ItemImpl> {
    variants.into_iter().map(move |EnumVariant(ty)| parse_quote!(impl From<#ty> for #name {}))
}

/// An enumeration by a tag: its methods, and the traits of objects.
pub(super) struct Tagged(pub Vec<ItemImpl>);

impl Parse for Tagged {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name: Ident = input.parse()?;
        input.parse::<LitStr>()?;
        let content;
        braced!(content in input);
        let variants = Punctuated::<EnumVariant, Token![,]>::parse_terminated(&content)?;
        input.parse::<Token![else]>()?;
        let other: EnumVariant = input.parse()?;
        let tag: Ident = input.parse()?;
        let content;
        braced!(content in input);
        let fields = Punctuated::<SharedField, Token![,]>::parse_terminated(&content)?;
        let fields = fields.into_iter().map(|field| field.0);
        let mut impls = serialized(&name);
        impls.push(parse_quote! {
            impl #name {
                pub fn #tag(&self) -> &str {}
                #(#fields)*
            }
        });
        impls.extend(conversions(&name, variants.into_iter().chain([other])));
        Ok(Self(impls))
    }
}

/// The methods for a field that all variants have.
struct SharedField(TokenStream);

impl Parse for SharedField {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        input.call(Attribute::parse_outer)?;
        let form: Ident = input.parse()?;
        let (get, get_mut): (Ident, Ident) = (input.parse()?, input.parse()?);
        let ty = match input.parse::<Option<Token![:]>>()? {
            Some(_) => input.parse()?,
            None => parse_quote!(String),
        };
        let ty: syn::Type = ty;
        let (read, written) = match form.to_string().as_str() {
            "text" => (quote!(&str), quote!(#ty)),
            "optional" => (quote!(Option<&#ty>), quote!(Option<#ty>)),
            "value" => (quote!(&#ty), quote!(#ty)),
            _ => return Err(syn::Error::new(form.span(), "not a form of a field")),
        };
        Ok(Self(quote! {
            pub fn #get(&self) -> #read {}
            pub fn #get_mut(&mut self) -> &mut #written {}
        }))
    }
}

/// The enumeration of all contents.
pub(super) struct ContentEnum(pub Vec<ItemImpl>);

impl Parse for ContentEnum {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name: Ident = input.parse()?;
        let content;
        braced!(content in input);
        let variants = Punctuated::<EnumVariant, Token![,]>::parse_terminated(&content)?;
        let mut impls = vec![
            parse_quote! {
                impl #name {
                    pub fn of(
                        event_type: &str,
                        content: &::matrix_openapi::json::RawObject,
                    ) -> Result<Self, ::matrix_openapi::events::ContentError> {}
                    pub fn event_type(&self) -> Option<&'static str> {}
                }
            },
            parse_quote!(impl ::matrix_openapi::events::ContentEnum for #name {}),
            parse_quote!(impl ::serde::Serialize for #name {}),
        ];
        impls.extend(conversions(&name, variants));
        Ok(Self(impls))
    }
}

/// The trait of the content of an EDU, with its type as an argument.
pub(super) struct EduContent(pub Vec<ItemImpl>);

impl Parse for EduContent {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name: Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        let text: LitStr = input.parse()?;
        Ok(Self(vec![parse_quote!(impl ::matrix_openapi::events::EduContent<#text> for #name {})]))
    }
}

/// The enumeration of the contents of all EDUs.
pub(super) struct EduEnum(pub Vec<ItemImpl>);

impl Parse for EduEnum {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name: Ident = input.parse()?;
        let content;
        braced!(content in input);
        let variants = Punctuated::<EnumVariant, Token![,]>::parse_terminated(&content)?;
        let mut impls = vec![
            parse_quote! {
                impl #name {
                    pub fn of<T>(
                        edu: &::matrix_openapi::json::Raw<T>,
                    ) -> Result<Self, ::matrix_openapi::events::ContentError> {}
                }
            },
            parse_quote!(impl ::serde::Serialize for #name {}),
        ];
        impls.extend(conversions(&name, variants));
        Ok(Self(impls))
    }
}
