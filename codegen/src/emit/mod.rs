//! The emit stage: from the model to the syntax tree of an API's module.
//!
//! Progenitor writes the types of fields, and this stage writes the rest. ARCHITECTURE.md explains why.

mod arguments;
mod builder;
mod client;
mod consistency;
mod doc_comment;
mod enums;
mod events;
mod item_names;
#[cfg(feature = "schemas")]
mod json_schema;
#[cfg(feature = "mock")]
mod mock;
mod operation_count;
mod paging;
mod paths;
pub mod progenitor;
#[cfg(feature = "mock")]
mod request_schemas;
mod rust_type;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "server")]
mod service;
mod shared;
mod structs;
mod table;
mod tagged;
mod unbounded;

use quote::quote;

use crate::lower::ir::Doc;
use crate::{Error, Result, rustdoc};

pub use arguments::{Argument, call_arguments};
pub use events::emit_events;
pub use item_names::{event_item_names, item_names};
#[cfg(feature = "schemas")]
pub use json_schema::{emit_event_schemas, emit_schemas};
#[cfg(feature = "mock")]
pub use mock::emit_mock;
pub use rust_type::type_tokens;
#[cfg(feature = "server")]
pub use server::{emit_server, received_type};
pub use structs::PairedModel;

/// Emits the module of an API as one syntax tree.
pub fn emit(paired: &PairedModel<'_>) -> Result<syn::File> {
    let model = paired.model();
    consistency::check(model)?;
    let structs = paired.structs()?;
    let builders = builder::builders(model, structs)?;
    let objects = structs.values().map(|item| structs::items(paired, item));
    let docs = |name: &str, doc: &Doc| rustdoc::type_item(model, paired.uses(), name, doc);
    let enums = enums::enumerations(model, docs);
    let unions = enums::unions(model, docs);
    let calls = builders.iter().map(|builder| builder.tokens(model));
    let endpoints = builders.iter().map(|builder| builder.endpoint(model));
    let table = table::operations(model)?;
    let client = client::client(model, &builders);
    let types_doc = doc_comment::doc_comment(&format!("The types of the {}.", model.api.prose_title()));
    let tokens = quote! {
        #types_doc
        pub mod types {
            #(#objects)*
            #(#enums)*
            #(#unions)*
        }
        /// One builder per operation: it has setters for optional parameters, and `send` sends the request.
        pub mod call {
            #(#calls)*
        }
        /// One type per operation, for functions that take an operation as an argument.
        pub mod op {
            #(#endpoints)*
        }
        #table
        #client
    };
    let file = syn::parse2(tokens).map_err(|error| {
        Error::file(model.api.slug(), format!("the emitted code is not valid Rust: {error}"))
    })?;
    operation_count::check_modules(model, &file, &["call", "op"])?;
    operation_count::check_table(model, &file)?;
    Ok(file)
}
