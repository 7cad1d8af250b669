//! The builders, one per operation, with setters for the optional parts of the request.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::arguments::{self, RequestPart};
use crate::emit::doc_comment::doc_comment;
use crate::emit::paging;
use crate::emit::paths::{BODY, CALL, ENDPOINT, EXTRA_OF, REQUEST_METHODS, SERIALIZE};
use crate::emit::rust_type::type_tokens;
use crate::emit::structs::Structs;
use crate::lower::ir::{ApiModel, Body, Operation, Response};
use crate::matrix::client::OPERATIONS_OF_CLIENT_METHODS;
use crate::rust_name::{ident, pascal, type_name};
use crate::{Result, rustdoc};

/// An operation and the parts of its request.
pub(super) struct Builder<'a> {
    pub operation: &'a Operation,
    parts: Vec<RequestPart<'a>>,
    /// The index of the operation in the table.
    index: usize,
}

/// Returns the builders of all operations, in the order of the table.
pub(super) fn builders<'a>(model: &'a ApiModel, structs: &'a Structs<'a>) -> Result<Vec<Builder<'a>>> {
    let calls = model.operations.iter().enumerate();
    calls
        .map(|(index, operation)| {
            let parts = arguments::parts(model, structs, operation)?;
            Ok(Builder { operation, parts, index })
        })
        .collect()
}

impl Builder<'_> {
    /// Returns the name of the builder's type.
    pub(super) fn name(&self) -> Ident {
        ident(&type_name(&pascal(&self.operation.facts.rust_name)))
    }

    /// Returns the type that represents the operation.
    pub(super) fn endpoint(&self, model: &ApiModel) -> TokenStream {
        let (name, index) = (self.name(), self.index());
        let doc = doc_comment(&rustdoc::endpoint(model, self.operation));
        quote! {
            #doc
            pub struct #name;
            #ENDPOINT! { #name = #index }
        }
    }

    /// Returns the index of the operation in the table.
    fn index(&self) -> Literal {
        Literal::usize_unsuffixed(self.index)
    }

    /// Returns the parts that are arguments of the client's method.
    pub(super) fn required(&self) -> impl Iterator<Item = &RequestPart<'_>> {
        self.parts.iter().filter(|part| part.required)
    }

    /// Returns the arguments of the client's method: the required parts, and a body that is not an object.
    pub(super) fn arguments(&self) -> Vec<TokenStream> {
        let required = self.required().map(|part| {
            let (name, ty) = (&part.name, part.taken(&quote!(types)));
            quote!(#name: #ty)
        });
        let body = match self.operation.body {
            Some(Body::Json(_)) => Some(quote!(body: &(impl #SERIALIZE + ?Sized))),
            Some(Body::Bytes(_)) => Some(quote!(body: impl Into<#BODY>)),
            _ => None,
        };
        required.chain(body).collect()
    }

    /// Returns the body of the client's method, which creates a builder from the arguments.
    pub(super) fn new_builder(&self) -> TokenStream {
        let (types, call) = (quote!(types), quote!(__call));
        let parameters = self.required().filter(|part| part.field().is_none());
        let body = match self.operation.body {
            Some(Body::Json(_)) => Some(quote!(__call.json(body);)),
            Some(Body::Bytes(_)) => Some(quote!(__call.bytes(body);)),
            _ => None,
        };
        let statements: Vec<_> = parameters.map(|part| part.pass(&call, &types)).chain(body).collect();
        let (name, index) = (self.name(), self.index());
        let new = quote!(#CALL::new(&self.session, &OPERATIONS[#index]));
        let body = self.object().map(|ty| {
            let value = self.new_body(&ty);
            quote!(body: #value,)
        });
        let is_changed = !statements.is_empty() || self.required().next().is_some();
        match is_changed {
            true => quote! {
                let mut __call = #new;
                #(#statements)*
                call::#name { #body call: __call }
            },
            false => quote!(call::#name { #body call: #new }),
        }
    }

    /// Returns the body with its required fields.
    fn new_body(&self, ty: &Ident) -> TokenStream {
        let (types, call) = (quote!(types), quote!(__call));
        if !self.required().any(|part| part.field().is_some()) {
            return quote!(#types::#ty::default());
        }
        let fields = self.parts.iter().filter_map(|part| {
            let field = part.field()?;
            let value = if part.required { part.pass(&call, &types) } else { quote!(None) };
            Some(quote!(#field: #value,))
        });
        quote!(#types::#ty { #(#fields)* extra: #EXTRA_OF::<#types::#ty>() })
    }

    /// Returns the builder's type and its methods.
    pub(super) fn tokens(&self, model: &ApiModel) -> TokenStream {
        let name = self.name();
        let doc = doc_comment(&rustdoc::builder(model, self.operation));
        let body_field = self.object().map(|ty| quote!(pub(super) body: super::types::#ty,));
        let body = self.object().map(|_| quote!(body));
        let setters: Vec<_> =
            self.parts.iter().filter(|part| !part.required).map(|part| setter(part, model)).collect();
        let setters = (!setters.is_empty()).then(|| quote!(impl #name<'_> { #(#setters)* }));
        let response = response(&self.operation.response);
        let paging = paging::methods(model, self.operation, &name);
        let is_sent_by_client_methods =
            OPERATIONS_OF_CLIENT_METHODS.contains(&self.operation.facts.id.as_str());
        let conversion = is_sent_by_client_methods.then(|| self.conversion());
        quote! {
            #doc
            #[derive(Debug)]
            #[must_use = "a call does nothing until it is sent"]
            pub struct #name<'a> { pub(super) call: #CALL<'a>, #body_field }

            #setters
            #REQUEST_METHODS! { #name { #body } -> #response }
            #paging
            #conversion
        }
    }

    /// Returns the type of a body whose fields can be set.
    fn object(&self) -> Option<Ident> {
        match &self.operation.body {
            Some(Body::Object(name)) => Some(ident(name)),
            _ => None,
        }
    }

    /// Emits the conversion to a `Call`, so handwritten code can send the operation without knowing its types.
    fn conversion(&self) -> TokenStream {
        let name = self.name();
        quote! {
            #[doc(hidden)]
            impl<'a> From<#name<'a>> for #CALL<'a> {
                fn from(call: #name<'a>) -> Self { call.__call() }
            }
        }
    }
}

/// Returns the kind of response, as an argument of `request_methods!`.
fn response(response: &Response) -> TokenStream {
    match response {
        Response::Json(ty) => {
            let ty = type_tokens(ty, &quote!(super::types));
            quote!(Json(#ty))
        }
        Response::Empty => quote!(Empty),
        Response::Stream(_) => quote!(Stream),
        Response::Multipart => quote!(Multipart),
        Response::Redirect => quote!(Redirect),
    }
}

fn setter(part: &RequestPart<'_>, model: &ApiModel) -> TokenStream {
    let types = quote!(super::types);
    let (name, ty, doc) = (&part.name, part.taken(&types), doc_comment(&part.doc(model)));
    let statement = part.set(&quote!(self.call), &types);
    let form = part.has_form().then(|| quote!(<Form>));
    quote! {
        #doc
        pub fn #name #form (mut self, #name: #ty) -> Self {
            #statement
            self
        }
    }
}
