//! [JSON Schemas](https://json-schema.org) of the types and requests, by the crate [`schemars`]: feature `schemars`.
//!
//! Every type that is generated from the description implements [`JsonSchema`](schemars::JsonSchema), and so do identifiers, secrets and
//! [`Raw`](crate::json::Raw). The schemas have everything that the description has: formats, patterns, limits, defaults, and the fields
//! that are required in a value to send, even if they are optional in a value to read.
//!
//! The types that stand for operations, such as `client_server::op::CreateRoom`, have the schema of the operation's request, for example
//! to offer the operation as a tool. It is an object with the properties `path`, `query` and `header`, each an object of parameters,
//! and `body`, as far as the operation has them. A body that is not JSON has no schema. [`request`] returns the same for any operation.
//!
//! ```
//! # #[cfg(feature = "client-server")] {
//! use matrix_openapi::client_server::{OPERATIONS, op, types};
//! use matrix_openapi::schemas::{self, schemars};
//!
//! let filter = schemars::schema_for!(types::SyncFilter);
//! assert_eq!(filter.get("type").and_then(|value| value.as_str()), Some("object"));
//!
//! let create_room = schemars::schema_for!(op::CreateRoom);
//! assert!(create_room.pointer("/properties/body").is_some());
//!
//! let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
//! for operation in OPERATIONS {
//!     let request = schemas::request(operation, &mut generator);
//!     assert!(request.is_some());
//! }
//! // The schemas of the types to which the requests refer.
//! assert!(generator.definitions().contains_key("SyncFilter"));
//! # }
//! ```

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

pub use schemars;

use crate::http::{Api, Operation};

/// A function that returns the schema of a type, or a reference to it.
pub(crate) type PartSchema = fn(&mut SchemaGenerator) -> Schema;

/// The schemas of the requests of an API by operationId, sorted.
type Requests = &'static [(&'static str, PartSchema)];

/// Returns the schema of an operation's request.
///
/// `None` for operations of APIs whose features are off, and for operations outside of the description. The schemas of the types to
/// which it refers are in the generator's [`definitions`](SchemaGenerator::definitions).
pub fn request(operation: &Operation, generator: &mut SchemaGenerator) -> Option<Schema> {
    let requests = requests(operation.api)?;
    let index = requests.binary_search_by(|(id, _)| (*id).cmp(operation.id)).ok()?;
    requests.get(index).map(|(_, part)| part(generator))
}

/// Makes a schema from its text, in which each `$ref` is the number of a part.
#[allow(dead_code, reason = "without any API or events nothing is generated")]
pub(crate) fn schema(text: &str, parts: &[PartSchema], generator: &mut SchemaGenerator) -> Schema {
    // The text is generated, so it is JSON.
    let mut value = serde_json::from_str(text).unwrap_or_default();
    fill(&mut value, parts, generator);
    Schema::try_from(value).unwrap_or_default()
}

fn fill(value: &mut Value, parts: &[PartSchema], generator: &mut SchemaGenerator) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, parts, generator)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| fill(member, parts, generator));
            let number = members.get("$ref").and_then(Value::as_u64);
            let part = number.and_then(|number| parts.get(usize::try_from(number).ok()?));
            if let Some(part) = part {
                members.remove("$ref");
                refer(members, part(generator).to_value());
            }
        }
        _ => {}
    }
}

/// Merges a reference, or the whole schema if the generator inlines all schemas, into the keywords beside it.
fn refer(members: &mut Map<String, Value>, part: Value) {
    let Value::Object(part) = part else { return };
    if members.keys().any(|key| {
        part.contains_key(key) && !matches!(key.as_str(), "description" | "default" | "deprecated")
    }) {
        members.insert("allOf".to_owned(), Value::Array(vec![Value::Object(part)]));
        return;
    }
    for (key, value) in part {
        members.entry(key).or_insert(value);
    }
}

/// Implements `JsonSchema` for generated types, each from its text and the types to which the text refers.
#[allow(unused_macros, reason = "without any API or events nothing is generated")]
macro_rules! json_schemas {
    ($path:literal $($Name:ident = $text:literal [$($Part:ident),*];)*) => {$(
        impl ::schemars::JsonSchema for $Name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($Name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(concat!($path, stringify!($Name)))
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                let parts: &[crate::schemas::PartSchema] = &[$(::schemars::SchemaGenerator::subschema_for::<$Part>),*];
                crate::schemas::schema($text, parts, generator)
            }
        }
    )*};
}

/// Implements `JsonSchema` for the types that stand for operations, each with the schema of its request, and lists them.
#[allow(unused_macros, reason = "without any API nothing is generated")]
macro_rules! request_schemas {
    ($path:literal $($Name:ident $id:literal = $text:literal [$($Part:ident),*];)*) => {
        $(
            impl ::schemars::JsonSchema for op::$Name {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> ::std::borrow::Cow<'static, str> {
                    ::std::borrow::Cow::Borrowed(stringify!($Name))
                }

                fn schema_id() -> ::std::borrow::Cow<'static, str> {
                    ::std::borrow::Cow::Borrowed(concat!($path, stringify!($Name)))
                }

                fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                    let parts: &[crate::schemas::PartSchema] = &[$(::schemars::SchemaGenerator::subschema_for::<$Part>),*];
                    crate::schemas::schema($text, parts, generator)
                }
            }
        )*

        pub(super) static REQUESTS: super::Requests = &[$(($id, <op::$Name as ::schemars::JsonSchema>::json_schema)),*];
    };
}

pub(crate) use {json_schemas, request_schemas};

/// Includes the generated file of each API.
macro_rules! apis {
    ($($feature:literal $Api:ident $module:ident $file:literal;)*) => {
        $(
            #[cfg(feature = $feature)]
            mod $module {
                use crate::$module::op;
                #[allow(unused_imports, reason = "an API may have no types")]
                use crate::$module::types::*;

                include!(concat!(env!("OUT_DIR"), $file));
            }
        )*

        fn requests(api: Api) -> Option<Requests> {
            match api {
                $(
                    #[cfg(feature = $feature)]
                    Api::$Api => Some($module::REQUESTS),
                )*
                #[allow(unreachable_patterns, reason = "with all features every API is listed")]
                _ => None,
            }
        }
    };
}

apis! {
    "client-server" ClientServer client_server "/client_server_schemas.rs";
    "server-server" ServerServer server_server "/server_server_schemas.rs";
    "application-service" ApplicationService application_service "/application_service_schemas.rs";
    "identity" Identity identity "/identity_schemas.rs";
    "push-gateway" PushGateway push_gateway "/push_gateway_schemas.rs";
}

#[cfg(feature = "events")]
mod events {
    #[allow(unused_imports, reason = "a description may have no events")]
    use crate::events::*;

    include!(concat!(env!("OUT_DIR"), "/events_schemas.rs"));
}

#[cfg(all(feature = "events", generated_edus))]
mod edus {
    use crate::events::edu::*;

    include!(concat!(env!("OUT_DIR"), "/edu_schemas.rs"));
}
