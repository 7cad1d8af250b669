//! Emits the part of an API's module that a mock server needs: samples of all types, the response of each
//! operation, and the schemas of requests.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::paths::{MOCK_OPERATIONS, PLACE_SOURCE, SAMPLE_MAP, SAMPLE_PLACE, SAMPLES};
use crate::emit::request_schemas::request_schemas;
use crate::json_schema::JsonSchemas;
use crate::lower::ir::{ApiModel, Operation, ParameterLocation, Response, Type};
use crate::rust_name::{ident, pascal, type_name};
use crate::sample::{KeyedMap, Parts, PlaceSource, SamplePlace, Samples, keyed_maps, places};
use crate::{Error, Result};

/// The status of a success that the description does not give as a number.
const OK: u16 = 200;

/// Emits the samples of an API.
pub fn emit_mock(model: &ApiModel, schemas: &JsonSchemas) -> Result<syn::File> {
    let [required, all] = [Parts::Required, Parts::All].map(|parts| Samples::fitting(model, schemas, parts));
    let types = model.structs.keys().map(|name| {
        let texts = [required, all].map(|samples| samples.object(name).to_string());
        let name = ident(name);
        quote!(#name = #(#texts),*;)
    });
    let enumerations = model.enums.keys().map(|name| {
        let (text, name) = (required.enumeration(name).to_string(), ident(name));
        quote!(#name = #text, #text;)
    });
    let types = types.chain(enumerations);
    let operations = model.operations.iter().map(|operation| row(model, required, operation));
    let requests = request_schemas(schemas);
    let tokens = quote! {
        #SAMPLES! { #(#types)* }
        #MOCK_OPERATIONS! { #requests; #(#operations)* }
    };
    syn::parse2(tokens).map_err(|error| {
        Error::file(model.api.slug(), format!("the code emitted for mocks is not valid Rust: {error}"))
    })
}

/// Returns the row of an operation.
fn row(model: &ApiModel, samples: Samples<'_>, operation: &Operation) -> TokenStream {
    let marker = ident(&type_name(&pascal(&operation.facts.rust_name)));
    let status = operation.facts.successes.iter().find_map(|status| status.parse().ok()).unwrap_or(OK);
    let response = match &operation.response {
        Response::Json(ty) => {
            let sample = samples.response(ty, &operation.facts.id);
            let (text, places) = (sample.to_string(), places(model, operation, &sample));
            let places = places.iter().map(place);
            let maps = keyed_maps(model, operation, &sample);
            let maps = maps.iter().map(map);
            quote!(Json { text: #text, places: &[#(#places),*], maps: &[#(#maps),*] })
        }
        Response::Empty => quote!(Empty),
        Response::Stream(media_types) => {
            let media_type = media_types.first().map_or("application/octet-stream", String::as_str);
            quote!(Stream { media_type: #media_type })
        }
        Response::Multipart => quote!(Multipart),
        Response::Redirect => quote!(Redirect),
    };
    let errors = operation.facts.errors.iter().filter_map(|status| status.parse::<u16>().ok());
    let is_map = |ty: &Type| matches!(ty, Type::Map(..));
    let has_open_query =
        operation.parameters.iter().any(|one| one.location == ParameterLocation::Query && is_map(&one.ty));
    quote!(#marker = #status #response, errors [#(#errors),*], open_query #has_open_query;)
}

fn place(place: &SamplePlace) -> TokenStream {
    let (pointer, source) = (&place.pointer, source(&place.source));
    quote!(#SAMPLE_PLACE { pointer: #pointer, source: #source })
}

fn map(map: &KeyedMap) -> TokenStream {
    let (pointer, source, levels) = (&map.pointer, source(&map.source), map.levels);
    quote!(#SAMPLE_MAP { pointer: #pointer, source: #source, levels: #levels })
}

fn source(source: &PlaceSource) -> TokenStream {
    let source = match source {
        PlaceSource::Path(name) => quote!(Path(#name)),
        PlaceSource::Query(name) => quote!(Query(#name)),
        PlaceSource::Field(name) => quote!(Field(#name)),
        PlaceSource::CallerUser => quote!(CallerUser),
        PlaceSource::CallerDevice => quote!(CallerDevice),
    };
    quote!(#PLACE_SOURCE::#source)
}
