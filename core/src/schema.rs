//! JSON Schemas of the types that programs use in their own: feature `schemars`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::id::{EventId, MxcUri, RoomAlias, RoomId, RoomOrAlias, ServerName, UserId};
use crate::json::Raw;
use crate::secret::Secret;

/// Implements the trait for types of text, with the format of the Matrix specification.
macro_rules! texts {
    ($($Type:ident $format:literal;)*) => {$(
        impl JsonSchema for $Type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($Type).into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($Type)).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "format": $format})
            }
        }
    )*};
}

texts! {
    EventId "mx-event-id";
    MxcUri "mx-mxc-uri";
    RoomAlias "mx-room-alias";
    RoomId "mx-room-id";
    RoomOrAlias "mx-room-id-or-alias";
    Secret "password";
    ServerName "mx-server-name";
    UserId "mx-user-id";
}

/// The schema of the value, since the JSON is the same.
impl<T: JsonSchema> JsonSchema for Raw<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
