//! JSON Schemas of string types: feature `schemars`.

/// Implements `JsonSchema` for a string type, with its format in the Matrix specification.
macro_rules! text_schema {
    ($Type:ident, $format:literal) => {
        impl ::schemars::JsonSchema for $Type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($Type).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($Type)).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!({"type": "string", "format": $format})
            }
        }
    };
}

pub(crate) use text_schema;
