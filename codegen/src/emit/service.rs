//! The trait that servers of some APIs implement, and the function that creates a router from it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{
    CONTENT, ERROR_RESPONSE, FEDERATION_FILE, FUTURE, READY, RECEIVED, REDIRECT, ROUTER, SERVICE_ROUTER,
    service_settings,
};
use crate::emit::rust_type::type_tokens;
use crate::lower::ir::{ApiModel, Body, Field, Operation, Parameter, ParameterLocation, Response, Type};
use crate::matrix::service::{ServiceApi, SpecialMethod, service_api};
use crate::rust_name::{ident, pascal, type_name};
use crate::rustdoc;

/// Emits the module `server` of an API whose servers implement a trait.
pub(super) fn service(model: &ApiModel) -> Option<TokenStream> {
    let service = service_api(model.api)?;
    let methods: Vec<_> =
        model.operations.iter().map(|operation| Method::of(service, model, operation)).collect();
    let declarations = methods.iter().map(|method| method.declaration(model));
    let routes = methods.iter().map(Method::route);
    let title = model.api.prose_title();
    let module_doc = doc_comment(&format!(
        "A server of the {title}: implement [`Service`](server::Service), and pass it to [`router`](server::router)."
    ));
    let trait_doc = doc_comment(&format!(
        "A server of the {title}: one method per operation.\n\nEach method has a default, so a later release of the \
         specification does not break programs. Implement the methods of the operations that the program supports, as \
         `async fn`; see [`server`](::matrix_openapi::server)."
    ));
    let router_doc = doc_comment(rustdoc::service_router(service.settings));
    let settings = service.settings.map(|name| {
        let settings = service_settings(name);
        (quote!(, settings: impl Into<#settings>), quote!(settings.into()))
    });
    let (parameter, argument) = settings.unwrap_or_else(|| (TokenStream::new(), quote!(())));
    Some(quote! {
        #module_doc
        pub mod server {
            #trait_doc
            pub trait Service: Send + Sync + 'static {
                #(#declarations)*
            }

            #router_doc
            pub fn router(service: impl Service #parameter) -> #ROUTER {
                #SERVICE_ROUTER::new(service, #argument)#(#routes)*.into_router()
            }
        }
    })
}

/// A method of the trait.
struct Method<'a> {
    operation: &'a Operation,
    special: Option<Special<'a>>,
}

/// The fields of a request that the handwritten router reads, if the description has them.
enum Special<'a> {
    Transaction { id: &'a str, events: &'a str },
    Ping { id: &'a str },
}

impl<'a> Method<'a> {
    fn of(service: ServiceApi, model: &'a ApiModel, operation: &'a Operation) -> Self {
        let special = service.special.iter().find(|(id, _)| *id == operation.facts.id);
        let special = special.and_then(|(_, special)| Special::of(*special, model, operation));
        Self { operation, special }
    }

    /// Returns the method with its default implementation.
    fn declaration(&self, model: &ApiModel) -> TokenStream {
        let name = ident(&self.operation.facts.rust_name);
        let endpoint = self.endpoint();
        let response = response(&self.operation.response);
        let (default, outcome) = match &self.special {
            Some(_) => (quote!(Ok(())), "Accepts the request"),
            None => (quote!(Err(#ERROR_RESPONSE::unrecognized())), "Responds with 404 `M_UNRECOGNIZED`"),
        };
        let doc = doc_comment(&rustdoc::service_method(model, self.operation, outcome));
        quote! {
            #doc
            fn #name(
                &self,
                received: #RECEIVED<#endpoint>,
            ) -> impl #FUTURE<Output = Result<#response, #ERROR_RESPONSE>> + Send {
                let _ = received;
                #READY(#default)
            }
        }
    }

    /// Returns the call that adds the method to the router.
    fn route(&self) -> TokenStream {
        let name = ident(&self.operation.facts.rust_name);
        let endpoint = self.endpoint();
        let legacy = &self.operation.facts.legacy_paths;
        let method = quote!(|service, received| async move { service.#name(received).await });
        match &self.special {
            None => quote!(.method(#endpoint, &[#(#legacy),*], #method)),
            Some(Special::Transaction { id, events }) => {
                let (id, events) = (ident(id), ident(events));
                quote! {
                    .transactions(
                        #endpoint,
                        &[#(#legacy),*],
                        |request| &request.#id,
                        |request| &mut request.body.#events,
                        #method,
                    )
                }
            }
            Some(Special::Ping { id }) => {
                let id = ident(id);
                quote!(.pings(#endpoint, &[#(#legacy),*], |request| request.body.#id.as_deref(), #method))
            }
        }
    }

    fn endpoint(&self) -> TokenStream {
        let name = ident(&type_name(&pascal(&self.operation.facts.rust_name)));
        quote!(super::op::#name)
    }
}

impl<'a> Special<'a> {
    /// Finds the parts by their names in the description; `None` if this release has other parts, or if the response has
    /// fields.
    fn of(special: SpecialMethod, model: &'a ApiModel, operation: &'a Operation) -> Option<Self> {
        if operation.response != Response::Json(Type::RawObject) {
            return None;
        }
        match special {
            SpecialMethod::Transaction { id, events } => {
                let is_id = |one: &&Parameter| {
                    one.name == id && one.location == ParameterLocation::Path && one.ty == Type::String
                };
                let id = operation.parameters.iter().find(is_id)?;
                let is_list = |ty: &Type| matches!(ty, Type::List(item) if matches!(**item, Type::Raw(_)));
                let events = field(model, operation, events, |one| one.required && is_list(&one.ty))?;
                Some(Self::Transaction { id: &id.rust_name, events })
            }
            SpecialMethod::Ping { id } => {
                let id = field(model, operation, id, |one| !one.required && one.ty == Type::String)?;
                Some(Self::Ping { id })
            }
        }
    }
}

/// Finds a field of the body, by its name in JSON; returns its name in Rust.
fn field<'a>(
    model: &'a ApiModel,
    operation: &Operation,
    name: &str,
    fits: impl Fn(&Field) -> bool,
) -> Option<&'a str> {
    let Some(Body::Object(body)) = &operation.body else { return None };
    let field = model.structs.get(body)?.fields.iter().find(|field| field.name == name)?;
    fits(field).then_some(&field.rust_name)
}

/// Returns the type that a method returns: `()` if the description names no fields of the response.
fn response(response: &Response) -> TokenStream {
    match response {
        Response::Json(Type::RawObject) => quote!(()),
        Response::Json(ty) => type_tokens(ty, &quote!(super::types)),
        Response::Empty | Response::Stream(_) => CONTENT.to_token_stream(),
        Response::Multipart => FEDERATION_FILE.to_token_stream(),
        Response::Redirect => REDIRECT.to_token_stream(),
    }
}
