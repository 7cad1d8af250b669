//! Emits the part of an API's module that servers need: the request of each operation, and the code that
//! reads it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{EXAMPLE, SERVE, UPLOAD};
use crate::emit::rust_type::type_tokens;
use crate::emit::structs::PairedModel;
use crate::emit::{operation_count, service, structs};
use crate::lower::ir::{ApiModel, Body, Operation, Parameter, ParameterLocation, Response, Type};
use crate::rust_name::{ident, pascal, type_name};
use crate::sorted::SortedSet;
use crate::{Error, Result, rustdoc};

/// Emits the requests that servers of an API receive, and the constructors of types that only servers send.
pub fn emit_server(paired: &PairedModel<'_>) -> Result<syn::File> {
    let model = paired.model();
    let requests = model.operations.iter().map(|operation| request(model, operation));
    let structs = paired.structs()?.values();
    let constructors = structs.filter_map(|item| structs::constructor_for_servers(paired, item));
    let doc = doc_comment(&format!(
        "The requests of the {}, as a server receives them: one type per operation.",
        model.api.prose_title()
    ));
    let service = service::service(model);
    let tokens = quote! {
        #doc
        pub mod request {
            #(#requests)*
        }
        #(#constructors)*
        #service
    };
    let file = syn::parse2(tokens).map_err(|error| {
        Error::file(model.api.slug(), format!("the code emitted for servers is not valid Rust: {error}"))
    })?;
    operation_count::check_modules(model, &file, &["request"])?;
    Ok(file)
}

/// Returns the type of the field for a parameter in the request that a server receives.
pub fn received_type(parameter: &Parameter) -> Type {
    match (&parameter.ty, parameter.required) {
        (Type::Map(..), _) => Type::Map(Box::new(Type::String), Box::new(Type::String)),
        (Type::List(_), _) | (_, true) => parameter.ty.clone(),
        (_, false) => Type::Nullable(Box::new(parameter.ty.clone())),
    }
}

/// Returns the type of a request, and the code that reads it.
fn request(model: &ApiModel, operation: &Operation) -> TokenStream {
    let name = ident(&type_name(&pascal(&operation.facts.rust_name)));
    let doc = doc_comment(&rustdoc::request(model, operation, &name.to_string()));
    let parameters = operation.parameters.iter().map(|parameter| {
        let (rust_name, ty) =
            (ident(&parameter.rust_name), type_tokens(&received_type(parameter), &quote!(super::types)));
        let doc = doc_comment(&rustdoc::parameter(model, parameter));
        quote!(#doc pub #rust_name: #ty,)
    });
    let body = operation.body.as_ref().map(|body| {
        let (ty, doc) = (body_type(body), doc_comment(body_doc(body)));
        quote!(#doc pub body: #ty,)
    });
    // A stream can be read only once, so a request with a stream is not `Clone`.
    let derive = match operation.body {
        Some(Body::Bytes(_)) => quote!(#[derive(Debug)]),
        _ => quote!(#[derive(Clone, Debug)]),
    };
    let reading = reading(model, operation, &name);
    let (api, method) = (ident(model.api.module()), ident(&operation.facts.rust_name));
    // Only rustdoc reads the example.
    quote! {
        #doc
        #[cfg_attr(doc, doc = #EXAMPLE!(handler #api #method))]
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#parameters)*
            #body
        }

        #reading
    }
}

/// Returns the invocation of the macro that reads a request and writes its response.
fn reading(model: &ApiModel, operation: &Operation, name: &Ident) -> TokenStream {
    let parameters = operation.parameters.iter().map(|parameter| {
        let (rust_name, how, wire_name) =
            (ident(&parameter.rust_name), ident(method(parameter)), &parameter.name);
        quote!(#rust_name = #how #wire_name)
    });
    let body = operation.body.as_ref().map(|body| match body {
        Body::Json(Type::RawObject) => quote!(body = raw_object),
        Body::Object(_) | Body::Json(_) => quote!(body = json),
        Body::Bytes(_) => quote!(body = upload),
    });
    let parts = parameters.chain(body);
    let response = match &operation.response {
        Response::Json(ty) => {
            let ty = type_tokens(ty, &quote!(super::types));
            quote!(Json(#ty))
        }
        Response::Empty | Response::Stream(_) => quote!(Content),
        Response::Multipart => quote!(Multipart),
        Response::Redirect => quote!(Redirect),
    };
    let expected = ident(match operation.body {
        None => "None",
        Some(Body::Object(_) | Body::Json(_)) => "Json",
        Some(Body::Bytes(_)) => "Upload",
    });
    let shared = shared_path(model, operation);
    quote!(#SERVE! { #name { #(#parts),* } -> #response, #expected #shared })
}

/// Returns the method of the reader for a parameter.
fn method(parameter: &Parameter) -> &'static str {
    use ParameterLocation::{Header, Path, Query};
    match (parameter.location, &parameter.ty, parameter.required) {
        (Path, ..) => "path",
        (Query, Type::List(_), true) => "query_list",
        (Query, Type::List(_), false) => "optional_query_list",
        (Query, Type::Map(..), _) => "query_map",
        (Query, _, true) => "query",
        (Query, _, false) => "optional_query",
        (Header, _, true) => "header",
        (Header, _, false) => "optional_header",
    }
}

fn body_type(body: &Body) -> TokenStream {
    let types = quote!(super::types);
    match body {
        Body::Object(name) => type_tokens(&Type::Struct(name.clone()), &types),
        Body::Json(ty) => type_tokens(ty, &types),
        Body::Bytes(_) => quote!(#UPLOAD),
    }
}

fn body_doc(body: &Body) -> &'static str {
    match body {
        Body::Object(_) | Body::Json(_) => "The JSON of the body.",
        Body::Bytes(_) => "The body, which can be read once.",
    }
}

/// Returns the arguments that tell an operation from others with the same method and path, if there are any.
fn shared_path(model: &ApiModel, operation: &Operation) -> Option<TokenStream> {
    let route = |operation: &Operation| (operation.facts.method.clone(), operation.facts.path.clone());
    let all = model.operations.iter().filter(|other| route(other) == route(operation));
    let others: Vec<_> = all.filter(|other| other.facts.id != operation.facts.id).collect();
    if others.is_empty() {
        return None;
    }
    let parts =
        |operation: &Operation| -> SortedSet<DistinctPart> { distinct_parts(model, operation).collect() };
    let mine = parts(operation);
    let theirs: SortedSet<DistinctPart> =
        others.iter().flat_map(|other| distinct_parts(model, other)).collect();
    let own: Vec<_> = mine.iter().filter(|part| !theirs.contains(part)).map(DistinctPart::tokens).collect();
    let foreign = theirs.iter().filter(|part| !mine.contains(part)).map(DistinctPart::tokens);
    // A request without these parts belongs to the operation with the fewest parts.
    let need = |operation: &Operation| (parts(operation).len(), operation.facts.id.clone());
    let takes_rest = others.iter().all(|other| need(operation) < need(other));
    Some(quote!(, shared [#(#own),*] [#(#foreign),*] #takes_rest))
}

/// A part of a request that tells it from requests of another operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum DistinctPart {
    Query(String),
    Field(String),
}

impl DistinctPart {
    fn tokens(&self) -> TokenStream {
        match self {
            Self::Query(name) => quote!(Query(#name)),
            Self::Field(name) => quote!(Field(#name)),
        }
    }
}

fn distinct_parts<'a>(
    model: &'a ApiModel,
    operation: &'a Operation,
) -> impl Iterator<Item = DistinctPart> + 'a {
    let queries = operation.parameters.iter().filter(|one| one.location == ParameterLocation::Query);
    let queries = queries.map(|one| DistinctPart::Query(one.name.clone()));
    let body = match &operation.body {
        Some(Body::Object(name)) => model.structs.get(name),
        _ => None,
    };
    let fields = body.into_iter().flat_map(|body| &body.fields);
    queries.chain(fields.map(|field| DistinctPart::Field(field.name.clone())))
}
