//! The JSON Schemas of a module, as data for the handwritten code that creates them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::{Map, Value, json};

use crate::emit::paths::{JSON_SCHEMAS, REQUEST_SCHEMAS};
use crate::event::EventSection;
use crate::json_schema::JsonSchemas;
use crate::lower::event_ir::EventModel;
use crate::lower::ir::ApiModel;
use crate::rust_name::{ident, pascal, type_name};
use crate::{Error, Result};

/// Emits the schemas of an API: those of the types in the module `types`, and those of the requests.
pub fn emit_schemas(model: &ApiModel, schemas: &JsonSchemas) -> Result<syn::File> {
    let module = model.api.module();
    let types = types(&format!("matrix_openapi::{module}::types::"), schemas);
    let requests = model.operations.iter().filter_map(|operation| {
        let id = &operation.facts.id;
        let schema = schemas.requests.get(id)?;
        let marker = ident(&type_name(&pascal(&operation.facts.rust_name)));
        let (text, parts) = schemas.written(schema);
        Some(quote!(#marker #id = #text [#(#parts),*]))
    });
    let prefix = format!("matrix_openapi::{module}::op::");
    file(quote! {
        #types
        #REQUEST_SCHEMAS! { #prefix #(#requests;)* }
    })
}

/// Emits the schemas of the contents of events, or of EDUs.
pub fn emit_event_schemas(model: &EventModel, schemas: &JsonSchemas) -> Result<syn::File> {
    let prefix = match model.section {
        EventSection::Events => "matrix_openapi::events::",
        EventSection::Edus => "matrix_openapi::events::edu::",
    };
    file(types(prefix, schemas))
}

fn types(prefix: &str, schemas: &JsonSchemas) -> TokenStream {
    let rows = schemas.types.iter().map(|(name, schema)| {
        let name = ident(name);
        let (text, parts) = schemas.written(schema);
        quote!(#name = #text [#(#parts),*])
    });
    quote!(#JSON_SCHEMAS! { #prefix #(#rows;)* })
}

impl JsonSchemas {
    /// Returns a schema as JSON text, with numbers in place of the types that it refers to, and the types by
    /// number.
    fn written(&self, schema: &Value) -> (String, Vec<Ident>) {
        let mut names = Vec::new();
        let text = self.numbered(schema, &mut names).to_string();
        (text, names.into_iter().map(ident).collect())
    }

    fn numbered<'s>(&'s self, schema: &Value, names: &mut Vec<&'s str>) -> Value {
        match schema {
            Value::Object(fields) => {
                let field = |(key, value): (&String, &Value)| {
                    // A default may contain anything, even this key.
                    let known = value.as_str().filter(|_| key == "$ref");
                    let known = known.and_then(|name| self.types.get_key_value(name));
                    let value = match known {
                        Some((name, _)) => {
                            let position = names.iter().position(|other| other == name);
                            json!(position.unwrap_or_else(|| {
                                names.push(name);
                                names.len().saturating_sub(1)
                            }))
                        }
                        None => self.numbered(value, names),
                    };
                    (key.clone(), value)
                };
                Value::Object(fields.iter().map(field).collect::<Map<_, _>>())
            }
            Value::Array(items) => items.iter().map(|item| self.numbered(item, names)).collect(),
            other => other.clone(),
        }
    }
}

fn file(tokens: TokenStream) -> Result<syn::File> {
    syn::parse2(tokens)
        .map_err(|error| Error::file("schemas", format!("the emitted code is not valid Rust: {error}")))
}
