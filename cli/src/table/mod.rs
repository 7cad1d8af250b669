//! The operations of all APIs, from the tables of the library and the files that the build script writes.

pub mod model;

use matrix_openapi::http::{Api, Operation};
use matrix_openapi::{application_service, client_server, identity, push_gateway, server_server};
use serde::de::DeserializeOwned;

use model::{Entry, Types};

/// The tables of one API, some as text.
struct Texts {
    operations: &'static [Operation],
    entries: &'static str,
    types: &'static str,
}

macro_rules! texts {
    ($module:ident) => {
        Texts {
            operations: $module::OPERATIONS,
            entries: include_str!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".jsonl")),
            types: include_str!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".types.json")),
        }
    };
}

/// Returns the operations of an API.
pub fn operations(api: Api) -> &'static [Operation] {
    texts(api).operations
}

/// Returns the operations of all APIs, those of the client-server API first.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    Api::ALL.into_iter().flat_map(operations)
}

/// Returns the facts about an operation that the build script has written.
pub fn entry(operation: &Operation) -> Option<Entry> {
    let texts = texts(operation.api);
    let index = texts.operations.iter().position(|other| other.id == operation.id)?;
    // Both tables have the same order.
    read(texts.entries.lines().nth(index)?)
}

/// Returns the named types of an API.
pub fn types(api: Api) -> Types {
    read(texts(api).types).unwrap_or_default()
}

/// Returns the command name of an operation: its method name in kebab case.
pub fn command_name(operation: &Operation) -> String {
    operation.method_name.trim_end_matches('_').replace('_', "-")
}

fn texts(api: Api) -> Texts {
    match api {
        Api::ClientServer => texts!(client_server),
        Api::ServerServer => texts!(server_server),
        Api::ApplicationService => texts!(application_service),
        Api::Identity => texts!(identity),
        Api::PushGateway => texts!(push_gateway),
    }
}

/// Parses a text that the build script has written.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}
