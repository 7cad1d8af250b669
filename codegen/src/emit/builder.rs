//! The builders, one per operation: its required parts are arguments of `__new`, the others setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::arguments::{self, Part};
use crate::emit::paths::{
    BODY, CALL, CALL_OPTIONS, DESERIALIZE_OWNED, DOWNLOAD, ERROR, EXTRA_OF, FEDERATION_MEDIA, PENDING, RAW,
    REDIRECT, RESPONSE, SERIALIZE, SESSION,
};
use crate::emit::rust_type::type_tokens;
use crate::emit::structs::Structs;
use crate::lower::ir::{Body, Call, Lowered, Response};
use crate::rust_name::{ident, pascal, type_name};
use crate::{Result, doc};

/// The operations whose builders the facade's helpers send, as plain calls.
const HELPED: [&str; 3] = ["deactivateAccount", "login", "register"];

/// A call and its parts.
pub(super) struct Builder<'a> {
    pub call: &'a Call,
    pub parts: Vec<Part<'a>>,
    /// The place of the operation in the table.
    index: usize,
}

/// The builders of all calls, in the order of the table.
pub(super) fn builders<'a>(model: &'a Lowered, structs: &'a Structs<'a>) -> Result<Vec<Builder<'a>>> {
    let calls = model.calls.iter().enumerate();
    calls
        .map(|(index, call)| Ok(Builder { call, parts: arguments::parts(model, structs, call)?, index }))
        .collect()
}

impl Builder<'_> {
    /// The name of the type.
    pub(super) fn name(&self) -> Ident {
        ident(&type_name(&pascal(&self.call.operation.rust)))
    }

    /// The parts that the method of the client takes.
    pub(super) fn required(&self) -> impl Iterator<Item = &Part<'_>> {
        self.parts.iter().filter(|part| part.required)
    }

    /// The arguments of the method and of `__new`: the required parts, and a body that is not an object.
    pub(super) fn arguments(&self, types: &TokenStream) -> Vec<(Ident, TokenStream)> {
        let required = self.required().map(|part| (part.name.clone(), part.taken(types)));
        let body = match self.call.body {
            Some(Body::Json(_)) => Some((ident("body"), quote!(&(impl #SERIALIZE + ?Sized)))),
            Some(Body::Bytes(_)) => Some((ident("body"), quote!(impl ::std::convert::Into<#BODY>))),
            _ => None,
        };
        required.chain(body).collect()
    }

    /// The type and its methods.
    pub(super) fn tokens(&self, model: &Lowered) -> TokenStream {
        let name = self.name();
        let doc = doc::builder(model, self.call);
        let body_field = self.object().map(|ty| quote!(body: super::types::#ty,));
        let new = self.new_function();
        let setters = self.parts.iter().filter(|part| !part.required).map(|part| setter(part, model));
        let body = self.object().map(|_| body_setters());
        let send = self.send();
        let conversion = HELPED.contains(&self.call.operation.id.as_str()).then(|| self.conversion());
        quote! {
            #[doc = #doc]
            #[derive(Debug)]
            #[must_use = "a call does nothing until it is sent"]
            pub struct #name<'a> { pub(crate) call: #CALL<'a>, #body_field }

            impl<'a> #name<'a> {
                #new
                #(#setters)*
                #body

                /// Sets what this call does otherwise than its client, in place of all that was set so before.
                pub fn options(
                    mut self,
                    options: impl ::std::convert::Into<#CALL_OPTIONS>,
                ) -> Self {
                    self.call.options(options);
                    self
                }

                #send
            }

            #conversion
        }
    }

    /// The type of a body whose fields can be set.
    fn object(&self) -> Option<Ident> {
        match &self.call.body {
            Some(Body::Object(name)) => Some(ident(name)),
            _ => None,
        }
    }

    fn new_function(&self) -> TokenStream {
        let types = quote!(super::types);
        let arguments = self.arguments(&types);
        let arguments = arguments.iter().map(|(name, ty)| quote!(#name: #ty));
        let call = quote!(__call);
        let puts = self.required().filter(|part| part.field().is_none()).map(|part| part.put(&call, &types));
        let put = match self.call.body {
            Some(Body::Json(_)) => Some(quote!(__call.json(body);)),
            Some(Body::Bytes(_)) => Some(quote!(__call.bytes(body);)),
            _ => None,
        };
        let body = self.object().map(|ty| {
            let fields = self.parts.iter().filter_map(|part| {
                let field = part.field()?;
                Some(if part.required {
                    let value = part.put(&call, &types);
                    quote!(#field: #value)
                } else {
                    quote!(#field: ::std::option::Option::None)
                })
            });
            quote!(body: #types::#ty { #(#fields,)* extra: #EXTRA_OF::<#types::#ty>() },)
        });
        let index = self.index;
        quote! {
            // Without arguments nothing is put into the call.
            #[allow(unused_mut)]
            pub(super) fn __new(__session: &'a #SESSION, #(#arguments),*) -> Self {
                let mut __call = #CALL::new(__session, &super::OPERATIONS[#index]);
                #(#puts)*
                #put
                Self { #body call: __call }
            }
        }
    }

    /// What the facade's helpers start from, which know no type of the operation.
    fn conversion(&self) -> TokenStream {
        let name = self.name();
        let put = self.object().map(|_| quote!(call.call.json_unless_given(&call.body);));
        let mutable = put.as_ref().map(|_| quote!(mut));
        quote! {
            #[doc(hidden)]
            impl<'a> ::std::convert::From<#name<'a>> for #CALL<'a> {
                fn from(#mutable call: #name<'a>) -> Self {
                    #put
                    call.call
                }
            }
        }
    }

    fn send(&self) -> TokenStream {
        let put = self.object().map(|_| quote!(self.call.json_unless_given(&self.body);));
        let mutable = put.as_ref().map(|_| quote!(mut));
        let (ty, function) = match &self.call.response {
            Response::Json(ty) => {
                let ty = type_tokens(ty, &quote!(super::types));
                return sending(mutable, put, &ty, &quote!(send_json));
            }
            Response::Empty => return sending(mutable, put, &quote!(()), &quote!(send_empty)),
            Response::Stream(_) => (quote!(#DOWNLOAD), quote!(send_stream)),
            Response::Mixed => (quote!(#FEDERATION_MEDIA), quote!(send_media)),
            Response::Redirect => (quote!(#REDIRECT), quote!(send_redirect)),
        };
        quote! {
            /// Sends the call and reads its response.
            ///
            /// # Errors
            ///
            /// All that [`Error`](::matrix_openapi::Error) lists.
            pub async fn send(#mutable self) -> ::std::result::Result<#ty, #ERROR> {
                #put
                self.call.#function().await
            }
        }
    }
}

/// The call whose response is JSON: no state machine of its own for each of hundreds.
fn sending(
    mutable: Option<TokenStream>,
    put: Option<TokenStream>,
    ty: &TokenStream,
    function: &TokenStream,
) -> TokenStream {
    quote! {
        /// Sends the call and reads its response.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        pub fn send(#mutable self) -> #PENDING<'a, #ty> {
            #put
            self.call.#function()
        }

        /// Sends the call and returns its response with status, headers, text and what did not fit.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        pub fn send_response(#mutable self) -> #PENDING<'a, #RESPONSE<#ty>> {
            #put
            self.call.send_response()
        }

        /// Sends the call and returns the text of its response as it came.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        pub fn send_raw(#mutable self) -> #PENDING<'a, #RAW<#ty>> {
            #put
            self.call.send_raw()
        }

        /// Sends the call and reads its response as a type of the program.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        pub fn send_as<T: #DESERIALIZE_OWNED + 'static>(#mutable self) -> #PENDING<'a, T> {
            #put
            self.call.send_as()
        }
    }
}

fn setter(part: &Part<'_>, model: &Lowered) -> TokenStream {
    let types = quote!(super::types);
    let (name, ty, doc) = (&part.name, part.taken(&types), part.doc(model));
    let value = part.put(&quote!(self.call), &types);
    let put = match part.field() {
        Some(field) => quote!(self.body.#field = ::std::option::Option::Some(#value);),
        None => quote!(#value),
    };
    quote! {
        #[doc = #doc]
        pub fn #name(mut self, #name: #ty) -> Self {
            #put
            self
        }
    }
}

fn body_setters() -> TokenStream {
    quote! {
        /// Sets a field of the body that the specification does not name; a name that it has is refused.
        pub fn extra(mut self, name: impl ::std::convert::Into<::std::string::String>, value: impl #SERIALIZE) -> Self {
            self.call.extra(&mut self.body.extra, name, &value);
            self
        }

        /// Sends this value as the body, in place of all that was set member by member.
        pub fn body(mut self, body: &(impl #SERIALIZE + ?Sized)) -> Self {
            self.call.json(body);
            self
        }
    }
}
