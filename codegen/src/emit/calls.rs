//! The calls: one builder per operation, and the client whose methods give them.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Fields, Item};

use crate::emit::arguments::{member_type, member_value, parameter_type, put_parameter};
use crate::emit::types::inner;
use crate::emit::{progenitor_types, type_tokens};
use crate::lower::ir::{Body, Call, Doc, Field, Lowered, Parameter, Place, Response, Struct, Type};
use crate::rust_name::{ident, pascal, type_name};
use crate::{Error, Result, doc};

/// The members of progenitor's types: for each type and name in JSON the name in Rust, and whether the value is boxed,
/// since it may hold the same type again.
type Members = BTreeMap<String, BTreeMap<String, (Ident, bool)>>;

/// The builders, one per operation.
pub fn calls(lowered: &Lowered, structs: &[Item]) -> Result<Vec<TokenStream>> {
    let members = members(structs);
    let calls = lowered.calls.iter().enumerate();
    let types = quote!(super::types);
    calls
        .map(|(index, call)| Ok(Builder::of(lowered, &members, call, &types)?.tokens(lowered, index)))
        .collect()
}

/// The client, its methods grouped by tag.
pub fn client(lowered: &Lowered, structs: &[Item]) -> Result<TokenStream> {
    let (members, types) = (members(structs), quote!(types));
    let api = ident(lowered.api.variant());
    let doc = format!(
        "A client of the {}: one method per operation.\n\nCloning it is cheap; clones share connections and session.",
        doc::api_title(lowered.api)
    );
    let mut groups: BTreeMap<&str, Vec<TokenStream>> = BTreeMap::new();
    for call in &lowered.calls {
        let tag = call.operation.tags.first().map_or("Operations", String::as_str);
        groups.entry(tag).or_default().push(Builder::of(lowered, &members, call, &types)?.method(lowered));
    }
    let groups = groups.into_iter().map(|(tag, methods)| {
        let heading = format!("# {}", doc::plain(tag));
        quote! {
            #[doc = #heading]
            impl Client { #(#methods)* }
        }
    });
    Ok(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct Client { session: ::matrix_openapi::Session }

        impl Client {
            /// Starts the configuration of a client for the server at a base URL.
            pub fn builder(url: impl ::std::convert::AsRef<str>) -> ::matrix_openapi::ClientBuilder<Self> {
                ::matrix_openapi::ClientBuilder::new(url.as_ref())
            }

            /// What the client's calls share: the server, the credentials and the connections.
            pub fn session(&self) -> &::matrix_openapi::Session { &self.session }

            /// The same client with other credentials; connections are shared.
            #[must_use]
            pub fn with_credentials(
                &self,
                credentials: impl ::std::convert::Into<::matrix_openapi::Credentials>,
            ) -> Self {
                Self { session: self.session.with_credentials(credentials) }
            }

            /// The same connections without credentials, for a user whose session goes to this store.
            #[must_use]
            pub fn with_session_store(&self, store: impl ::matrix_openapi::SessionStore) -> Self {
                Self { session: self.session.with_session_store(store) }
            }
        }

        impl ::matrix_openapi::runtime::ApiClient for Client {
            const API: ::matrix_openapi::Api = ::matrix_openapi::Api::#api;
            fn from_session(session: ::matrix_openapi::Session) -> Self { Self { session } }
        }

        #(#groups)*
    })
}

/// The operations that the facade's helpers send on behalf of a program which has put them together.
const HELPED: [&str; 3] = ["deactivateAccount", "login", "register"];

/// A part of a request as a caller gives it: an argument of the method if it is required, else a setter.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The name in Rust.
    pub name: String,
    /// The name in the request.
    pub wire: String,
    /// Where it goes; nothing for a member of the body.
    pub place: Option<Place>,
    /// Whether the method takes it.
    pub required: bool,
    /// Its type in the terms of the description.
    pub ty: Type,
    /// What the method or setter takes, such as `impl Into<String>` with whole paths.
    pub taken: TokenStream,
    /// The facts and the wording on it.
    pub doc: Doc,
}

/// The arguments and setters of each call, in the order of [`Lowered::calls`] and of the method's arguments.
pub fn call_arguments(lowered: &Lowered) -> Result<Vec<Vec<Argument>>> {
    let (members, types) = (members(&progenitor_types(lowered)?), quote!(types));
    let calls = lowered.calls.iter();
    calls
        .map(|call| {
            Ok(Builder::of(lowered, &members, call, &types)?.parts.iter().map(Part::argument).collect())
        })
        .collect()
}

/// A part of a request that is an argument (if required) or a setter.
struct Part<'a> {
    source: Source<'a>,
    name: Ident,
    required: bool,
    ty: TokenStream,
    /// Puts the part into `call`, or gives the value of the body's member.
    value: TokenStream,
    /// The member of the body that this is, if it is one.
    member: Option<Ident>,
    nullable: bool,
    doc: String,
}

/// What of the description a part is.
enum Source<'a> {
    Parameter(&'a Parameter),
    Member(&'a Field),
}

impl Part<'_> {
    fn argument(&self) -> Argument {
        let (wire, place, ty, doc) = match self.source {
            Source::Parameter(one) => (&one.name, Some(one.place), &one.ty, &one.doc),
            Source::Member(one) => (&one.name, None, &one.ty, &one.doc),
        };
        Argument {
            name: self.name.to_string(),
            wire: wire.clone(),
            place,
            required: self.required,
            ty: ty.clone(),
            taken: self.ty.clone(),
            doc: doc.clone(),
        }
    }
}

struct Builder<'a> {
    call: &'a Call,
    parts: Vec<Part<'a>>,
    body: Option<&'a Body>,
}

impl<'a> Builder<'a> {
    /// The parts of a call; `types` is the path of the module of the types.
    fn of(lowered: &'a Lowered, members: &Members, call: &'a Call, types: &TokenStream) -> Result<Self> {
        let mut builder = Self { call, parts: Vec::new(), body: call.body.as_ref() };
        for parameter in &call.parameters {
            let name = ident(&parameter.rust);
            let receiver = if parameter.required { quote!(__call) } else { quote!(self.call) };
            builder.parts.push(Part {
                source: Source::Parameter(parameter),
                required: parameter.required,
                ty: parameter_type(parameter),
                value: put_parameter(parameter, &receiver, &name),
                member: None,
                nullable: false,
                doc: doc::parameter(lowered, parameter),
                name,
            });
        }
        if let Some(Body::Object(name)) = builder.body {
            let missing = || {
                Error::at(
                    lowered.api.slug(),
                    &call.operation.pointer,
                    format!("the body's type {name} was not written"),
                )
            };
            let item = lowered.structs.get(name).ok_or_else(missing)?;
            let names = members.get(name).ok_or_else(missing)?;
            builder.add_members(lowered, item, names, types).ok_or_else(missing)?;
        }
        Ok(builder)
    }

    fn add_members(
        &mut self,
        lowered: &Lowered,
        item: &'a Struct,
        names: &BTreeMap<String, (Ident, bool)>,
        types: &TokenStream,
    ) -> Option<()> {
        for field in &item.fields {
            let (member, is_boxed) = names.get(&field.name)?.clone();
            let name = ident(self.call.fields.get(&field.name)?);
            let receiver = if field.required { quote!(__call) } else { quote!(self.call) };
            self.parts.push(Part {
                source: Source::Member(field),
                required: field.required,
                ty: member_type(&field.ty, types),
                value: if is_boxed {
                    boxed(&field.ty, types, &name)
                } else {
                    member_value(&field.ty, &field.name, &receiver, &name)
                },
                member: Some(member),
                nullable: !field.required,
                doc: doc::member(lowered, field),
                name,
            });
        }
        Some(())
    }

    fn tokens(&self, lowered: &Lowered, index: usize) -> TokenStream {
        let name = builder_name(self.call);
        let doc = doc::builder(lowered, self.call);
        let body_type = match self.body {
            Some(Body::Object(body)) => Some(ident(body)),
            _ => None,
        };
        let body_field = body_type.as_ref().map(|ty| quote!(body: super::types::#ty,));
        let new = self.new_function(index, body_type.as_ref());
        let setters = self.parts.iter().filter(|part| !part.required).map(setter);
        let extra = body_type.as_ref().map(|_| extra_setter());
        let whole = body_type.as_ref().map(|_| whole_body());
        let send = self.send();
        let conversion = HELPED.contains(&self.call.operation.id.as_str()).then(|| self.conversion());
        let deprecated = self.call.operation.deprecated.then(|| quote!(#[allow(deprecated)]));
        quote! {
            #[doc = #doc]
            #[derive(Debug)]
            #[must_use = "a call does nothing until it is sent"]
            pub struct #name<'a> { pub(crate) call: ::matrix_openapi::runtime::Call<'a>, #body_field }

            #deprecated
            impl<'a> #name<'a> {
                #new
                #(#setters)*
                #extra
                #whole

                /// Sets what this call does otherwise than its client, in place of all that was set so before.
                pub fn options(
                    mut self,
                    options: impl ::std::convert::Into<::matrix_openapi::CallOptions>,
                ) -> Self {
                    self.call.options(options);
                    self
                }

                #send
            }

            #conversion
        }
    }

    /// The arguments of the method and of the builder's `new`: what a request cannot do without.
    fn arguments(&self) -> Vec<(Ident, TokenStream)> {
        let required =
            self.parts.iter().filter(|part| part.required).map(|part| (part.name.clone(), part.ty.clone()));
        let body = match self.body {
            Some(Body::Json(_)) => Some((ident("body"), quote!(&(impl ::serde::Serialize + ?Sized)))),
            Some(Body::Bytes(_)) => {
                Some((ident("body"), quote!(impl ::std::convert::Into<::matrix_openapi::Body>)))
            }
            _ => None,
        };
        required.chain(body).collect()
    }

    /// The method of the client that gives the builder.
    fn method(&self, lowered: &Lowered) -> TokenStream {
        let name = ident(&self.call.operation.rust);
        let builder = builder_name(self.call);
        let taken = self.parts.iter().filter(|part| part.required).map(Part::argument);
        let told: Vec<_> = taken
            .map(|one| {
                let text = doc::argument(lowered, &one.doc, &one.ty);
                (one.name, text)
            })
            .collect();
        let doc = doc::operation(lowered, self.call, &told);
        let arguments = self.arguments();
        let names = arguments.iter().map(|(name, _)| name);
        let declarations = arguments.iter().map(|(name, ty)| quote!(#name: #ty));
        let deprecated = self
            .call
            .operation
            .deprecated
            .then(|| quote!(#[deprecated = "deprecated by the Matrix specification"]));
        quote! {
            #[doc = #doc]
            #deprecated
            pub fn #name(&self, #(#declarations),*) -> call::#builder<'_> {
                call::#builder::__new(&self.session, #(#names),*)
            }
        }
    }

    fn new_function(&self, index: usize, body_type: Option<&Ident>) -> TokenStream {
        let arguments = self.arguments();
        let arguments = arguments.iter().map(|(name, ty)| quote!(#name: #ty));
        let puts =
            self.parts.iter().filter(|part| part.required && part.member.is_none()).map(|part| &part.value);
        let put = match self.body {
            Some(Body::Json(_)) => Some(quote!(__call.json(body);)),
            Some(Body::Bytes(_)) => Some(quote!(__call.bytes(body);)),
            _ => None,
        };
        let body = body_type.map(|ty| {
            let members = self.parts.iter().filter_map(|part| {
                let (member, value) = (part.member.as_ref()?, &part.value);
                Some(if part.required {
                    quote!(#member: #value)
                } else {
                    quote!(#member: ::std::option::Option::None)
                })
            });
            let extra = quote!(extra: ::matrix_openapi::runtime::extra_of::<super::types::#ty>());
            quote!(body: super::types::#ty { #(#members,)* #extra },)
        });
        quote! {
            // Without arguments nothing is put into the call.
            #[allow(unused_mut)]
            pub(super) fn __new(__session: &'a ::matrix_openapi::Session, #(#arguments),*) -> Self {
                let mut __call = ::matrix_openapi::runtime::Call::new(__session, &super::OPERATIONS[#index]);
                #(#puts)*
                #put
                Self { #body call: __call }
            }
        }
    }

    /// What the facade's helpers start from, which know no type of the operation.
    fn conversion(&self) -> TokenStream {
        let name = builder_name(self.call);
        let put = matches!(self.body, Some(Body::Object(_)))
            .then(|| quote!(call.call.json_unless_given(&call.body);));
        let mutable = put.as_ref().map(|_| quote!(mut));
        quote! {
            #[doc(hidden)]
            impl<'a> ::std::convert::From<#name<'a>> for ::matrix_openapi::runtime::Call<'a> {
                fn from(#mutable call: #name<'a>) -> Self {
                    #put
                    call.call
                }
            }
        }
    }

    fn send(&self) -> TokenStream {
        let put = matches!(self.body, Some(Body::Object(_)))
            .then(|| quote!(self.call.json_unless_given(&self.body);));
        let mutable = put.as_ref().map(|_| quote!(mut));
        let (ty, function) = match &self.call.response {
            Response::Json(ty) => {
                let ty = type_tokens(ty, &quote!(super::types));
                return sending(mutable, put, &ty, &quote!(send_json));
            }
            Response::Empty => return sending(mutable, put, &quote!(()), &quote!(send_empty)),
            Response::Stream(_) => (quote!(::matrix_openapi::Download), quote!(send_stream)),
            Response::Mixed => (quote!(::matrix_openapi::FederationMedia), quote!(send_media)),
            Response::Redirect => (quote!(::matrix_openapi::Redirect), quote!(send_redirect)),
        };
        quote! {
            /// Sends the call and reads its response.
            ///
            /// # Errors
            ///
            /// All that [`Error`](::matrix_openapi::Error) lists.
            pub async fn send(#mutable self) -> ::std::result::Result<#ty, ::matrix_openapi::Error> {
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
        pub fn send(#mutable self) -> ::matrix_openapi::Pending<'a, #ty> {
            #put
            self.call.#function()
        }

        /// Sends the call and returns its response with status, headers, text and what did not fit.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        pub fn send_response(#mutable self) -> ::matrix_openapi::Pending<'a, ::matrix_openapi::Response<#ty>> {
            #put
            self.call.send_response()
        }

        /// Sends the call and returns the text of its response as it came.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        pub fn send_raw(#mutable self) -> ::matrix_openapi::Pending<'a, ::matrix_openapi::Raw<#ty>> {
            #put
            self.call.send_raw()
        }

        /// Sends the call and reads its response as a type of the program.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        pub fn send_as<T: ::serde::de::DeserializeOwned + 'static>(#mutable self) -> ::matrix_openapi::Pending<'a, T> {
            #put
            self.call.send_as()
        }
    }
}

fn setter(part: &Part<'_>) -> TokenStream {
    let Part { name, ty, value, doc, .. } = part;
    let put = match &part.member {
        Some(member) if part.nullable => quote!(self.body.#member = ::std::option::Option::Some(#value);),
        Some(member) => quote!(self.body.#member = #value;),
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

fn extra_setter() -> TokenStream {
    quote! {
        /// Sets a field of the body that the specification does not name; a name that it has is refused.
        pub fn extra(mut self, name: impl ::std::convert::Into<::std::string::String>, value: impl ::serde::Serialize) -> Self {
            self.call.extra(&mut self.body.extra, name, &value);
            self
        }
    }
}

fn whole_body() -> TokenStream {
    quote! {
        /// Sends this value as the body, in place of all that was set member by member.
        pub fn body(mut self, body: &(impl ::serde::Serialize + ?Sized)) -> Self {
            self.call.json(body);
            self
        }
    }
}

fn builder_name(call: &Call) -> Ident {
    ident(&type_name(&pascal(&call.operation.rust)))
}

/// The value of a member that is boxed.
fn boxed(ty: &Type, types: &TokenStream, value: &Ident) -> TokenStream {
    let inner = type_tokens(ty, types);
    let value = quote!(::std::convert::Into::<#inner>::into(#value));
    match ty {
        Type::Nullable(_) => quote!(#value.map(::std::boxed::Box::new)),
        _ => quote!(::std::boxed::Box::new(#value)),
    }
}

/// Whether a type is a `Box`, or an `Option` of one.
fn is_boxed(ty: &syn::Type) -> bool {
    inner(inner(ty, "Option").unwrap_or(ty), "Box").is_some()
}

fn members(items: &[Item]) -> Members {
    let mut members = Members::new();
    for item in items {
        if let Item::Struct(item) = item
            && let Fields::Named(fields) = &item.fields
        {
            let fields = fields.named.iter().filter_map(|field| {
                let name = field.ident.clone()?;
                let json = crate::shape::json_name(&field.attrs).unwrap_or_else(|| name.to_string());
                Some((json, (name, is_boxed(&field.ty))))
            });
            members.insert(item.ident.to_string(), fields.collect());
        }
    }
    members
}
