//! Expands the macros in generated code to the items that they add.

use anyhow::{Context, Result, bail};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream, Result as Parsed};
use syn::punctuated::Punctuated;
use syn::{Ident, ItemImpl, ItemMacro, LitStr, Token, braced, parenthesized, parse_quote};

/// The items that a macro adds.
pub enum Expansion {
    /// Implementations for a type that is defined outside of the macro.
    Impls(Vec<ItemImpl>),
    /// The strings of an enumeration that is defined outside of the macro, which make it an open one.
    Open(OpenValues),
}

/// The variants of an open enumeration, with their strings.
pub struct OpenValues {
    /// The enumeration.
    pub name: Ident,
    /// Each variant but `Unknown`.
    pub values: Vec<(Ident, LitStr)>,
}

mod content;
mod serialized;

use content::{ContentEnum, EduContent, EduEnum, EventContent, Map, Tagged};
use serialized::serialized;

/// Returns the items that a macro adds.
pub fn expand(item: &ItemMacro) -> Result<Expansion> {
    let name = item.mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    let expansion = match name.as_str() {
        "json_object" => item.mac.parse_body::<Name>().map(|object| Expansion::Impls(serialized(&object.0))),
        "open_enum" => item.mac.parse_body().map(Expansion::Open),
        "request_methods" => item.mac.parse_body::<Request>().map(|request| Expansion::Impls(request.0)),
        "endpoint" => {
            item.mac.parse_body::<Name>().map(|endpoint| Expansion::Impls(vec![stands(&endpoint.0)]))
        }
        "serve" => item.mac.parse_body::<Name>().map(|endpoint| Expansion::Impls(vec![served(&endpoint.0)])),
        "samples" => item.mac.parse_body::<Sampled>().map(|sampled| Expansion::Impls(sampled.0)),
        // Its table is for the mock server alone.
        "mock_operations" => Ok(Expansion::Impls(Vec::new())),
        "json_map" => item.mac.parse_body::<Map>().map(|map| Expansion::Impls(map.0)),
        "event_content" => item.mac.parse_body::<EventContent>().map(|content| Expansion::Impls(content.0)),
        "tagged" => item.mac.parse_body::<Tagged>().map(|tagged| Expansion::Impls(tagged.0)),
        "edu_content" => item.mac.parse_body::<EduContent>().map(|content| Expansion::Impls(content.0)),
        "edu_enum" => item.mac.parse_body::<EduEnum>().map(|content| Expansion::Impls(content.0)),
        "content_enum" => item.mac.parse_body::<ContentEnum>().map(|content| Expansion::Impls(content.0)),
        _ => bail!(
            "the surface does not know the macro `{name}!`; add it to `expand` in xtask/src/surface/expand.rs"
        ),
    };
    expansion.with_context(|| format!("`{name}!` has a form that the surface does not know"))
}

/// A name, whatever follows.
struct Name(Ident);

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(Self(name))
    }
}

fn stands(name: &Ident) -> ItemImpl {
    parse_quote!(impl ::matrix_openapi::http::Endpoint for #name {})
}

fn served(name: &Ident) -> ItemImpl {
    parse_quote!(impl ::matrix_openapi::server::ServerEndpoint for super::op::#name {})
}

/// The types that have samples.
struct Sampled(Vec<ItemImpl>);

impl Parse for Sampled {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let sampled = |input: ParseStream<'_>| {
            let name: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            input.parse::<LitStr>()?;
            input.parse::<Token![,]>()?;
            input.parse::<LitStr>()?;
            Ok(parse_quote!(impl ::matrix_openapi::mock::Sample for types::#name {}))
        };
        let sampled: Punctuated<ItemImpl, Token![;]> = input.parse_terminated(sampled, Token![;])?;
        Ok(Self(sampled.into_iter().collect()))
    }
}

impl Parse for OpenValues {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name = input.parse()?;
        let content;
        braced!(content in input);
        let value = |input: ParseStream<'_>| {
            let variant = input.parse()?;
            input.parse::<Token![=]>()?;
            Ok((variant, input.parse()?))
        };
        let values: Punctuated<_, Token![,]> = content.parse_terminated(value, Token![,])?;
        Ok(Self { name, values: values.into_iter().collect() })
    }
}

/// The methods of a builder, without their bodies, and its other implementation.
struct Request(Vec<ItemImpl>);

impl Parse for Request {
    fn parse(input: ParseStream<'_>) -> Parsed<Self> {
        let name: Ident = input.parse()?;
        let content;
        braced!(content in input);
        let body: Option<Ident> = content.parse()?;
        input.parse::<Token![->]>()?;
        let kind: Ident = input.parse()?;
        let send = match kind.to_string().as_str() {
            "Json" => {
                let content;
                parenthesized!(content in input);
                read_by_type(&content.parse()?)
            }
            "Empty" => read_by_type(&parse_quote!(())),
            "Stream" => sent(quote!(::matrix_openapi::media::Download)),
            "Multipart" => sent(quote!(::matrix_openapi::media::FederationMedia)),
            "Redirect" => sent(quote!(::matrix_openapi::http::Redirect)),
            _ => return Err(syn::Error::new(kind.span(), "not a kind of response")),
        };
        let body = body.map(|_| {
            quote! {
                pub fn body(self, body: &(impl ::serde::Serialize + ?Sized)) -> Self {}
                pub fn extra(self, name: impl Into<String>, value: impl ::serde::Serialize) -> Self {}
            }
        });
        let methods = parse_quote! {
            impl<'a> #name<'a> {
                #body
                pub fn header(self, name: &str, value: &str) -> Self {}
                pub fn options(self, options: impl Into<::matrix_openapi::CallOptions>) -> Self {}
                pub fn query(self, name: &str, value: impl ::core::fmt::Display) -> Self {}
                #send
            }
        };
        Ok(Self(vec![methods, parse_quote!(impl<'a> ::core::future::IntoFuture for #name<'a> {})]))
    }
}

fn read_by_type(response: &syn::Type) -> TokenStream {
    quote! {
        pub fn send(self) -> ::matrix_openapi::http::Pending<'a, #response> {}
        pub fn send_response(
            self,
        ) -> ::matrix_openapi::http::Pending<'a, ::matrix_openapi::http::Response<#response>> {}
        pub fn send_raw(self) -> ::matrix_openapi::http::Pending<'a, ::matrix_openapi::json::Raw<#response>> {}
        pub fn send_as<T: ::serde::de::DeserializeOwned + 'static>(
            self,
        ) -> ::matrix_openapi::http::Pending<'a, T> {}
    }
}

fn sent(response: TokenStream) -> TokenStream {
    quote! {
        pub fn send(self) -> ::matrix_openapi::http::BoxFuture<'a, Result<#response, ::matrix_openapi::Error>> {}
    }
}
