//! The paths of items that generated code uses.
//!
//! They start with `::`, so types of a description cannot shadow them. Items of the prelude are written without a path,
//! and `rust_name` reserves their names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::rust_name::ident;

/// The path of an item of another crate, or of the root crate.
#[derive(Clone, Copy)]
pub(super) struct Path(&'static [&'static str]);

macro_rules! paths {
    ($($NAME:ident = $($segment:ident)::+;)*) => {
        $(pub(super) const $NAME: Path = Path(&[$(stringify!($segment)),+]);)*
    };
}

// Public items.
paths! {
    API = matrix_openapi::http::Api;
    BODY = matrix_openapi::media::Body;
    CLIENT_BUILDER = matrix_openapi::ClientBuilder;
    CLIENT_SERVER_TYPES = matrix_openapi::client_server::types;
    CREDENTIALS = matrix_openapi::Credentials;
    CUSTOM_REQUEST = matrix_openapi::http::CustomRequest;
    EVENT_KIND = matrix_openapi::events::EventKind;
    EVENT_TYPE = matrix_openapi::events::EventType;
    EXTRA = matrix_openapi::json::Extra;
    INTO_ID = matrix_openapi::id::IntoId;
    INTO_OPTION = matrix_openapi::arguments::IntoOption;
    INTO_OPTIONAL_ID = matrix_openapi::id::IntoOptionalId;
    INTO_OPTIONAL_ITEMS = matrix_openapi::arguments::IntoOptionalItems;
    IDS = matrix_openapi::arguments::Ids;
    TEXTS = matrix_openapi::arguments::Texts;
    VALUES = matrix_openapi::arguments::Values;
    INTO_OPTIONAL_JSON = matrix_openapi::arguments::IntoOptionalJson;
    ITEMS = matrix_openapi::paging::Items;
    JSON_TEXT = matrix_openapi::arguments::JsonText;
    JSON_VALUE = matrix_openapi::json::JsonValue;
    MILLISECONDS = matrix_openapi::arguments::Milliseconds;
    OPERATION = matrix_openapi::http::Operation;
    PAGES = matrix_openapi::paging::Pages;
    RAW = matrix_openapi::json::Raw;
    RAW_JSON = matrix_openapi::json::RawJson;
    RAW_OBJECT = matrix_openapi::json::RawObject;
    SECRET = matrix_openapi::auth::Secret;
    SESSION = matrix_openapi::Session;
    SESSION_STORE = matrix_openapi::auth::SessionStore;
    STATE_KEY_KIND = matrix_openapi::events::StateKeyKind;
    UNKNOWN_VALUE = matrix_openapi::json::UnknownValue;
}

// Items for generated code only.
paths! {
    ANY_JSON = matrix_openapi::__private::AnyJson;
    API_CLIENT = matrix_openapi::__private::ApiClient;
    CALL = matrix_openapi::__private::Call;
    CONTENT_ENUM = matrix_openapi::__private::content_enum;
    EDU_CONTENT = matrix_openapi::__private::edu_content;
    EDU_ENUM = matrix_openapi::__private::edu_enum;
    ENDPOINT = matrix_openapi::__private::endpoint;
    EXAMPLE = matrix_openapi::__private::example;
    EVENT_CONTENT = matrix_openapi::__private::event_content;
    EXTRA_OF = matrix_openapi::__private::extra_of;
    JSON_MAP = matrix_openapi::__private::json_map;
    JSON_OBJECT = matrix_openapi::__private::json_object;
    KIND = matrix_openapi::__private::JsonKind;
    OPEN_ENUM = matrix_openapi::__private::open_enum;
    OPERATION_ROW = matrix_openapi::__private::operation;
    PAGED = matrix_openapi::__private::Paged;
    READ = matrix_openapi::__private::Read;
    REQUEST_METHODS = matrix_openapi::__private::request_methods;
    TAGGED = matrix_openapi::__private::tagged;
}

#[cfg(feature = "server")]
paths! {
    CONTENT = matrix_openapi::server::Content;
    ERROR_RESPONSE = matrix_openapi::server::ErrorResponse;
    FEDERATION_FILE = matrix_openapi::server::FederationFile;
    FUTURE = std::future::Future;
    READY = std::future::ready;
    RECEIVED = matrix_openapi::server::Received;
    REDIRECT = matrix_openapi::http::Redirect;
    ROUTER = matrix_openapi::server::Router;
    SERVE = matrix_openapi::__private::serve;
    SERVICE_ROUTER = matrix_openapi::__private::ServiceRouter;
    UPLOAD = matrix_openapi::server::Upload;
}

#[cfg(feature = "mock")]
paths! {
    MOCK_OPERATIONS = matrix_openapi::__private::mock_operations;
    PLACE_SOURCE = matrix_openapi::__private::PlaceSource;
    SAMPLE_MAP = matrix_openapi::__private::SampleMap;
    SAMPLE_PLACE = matrix_openapi::__private::SamplePlace;
    SAMPLES = matrix_openapi::__private::samples;
}

#[cfg(feature = "schemas")]
paths! {
    JSON_SCHEMAS = matrix_openapi::__private::json_schemas;
    REQUEST_SCHEMAS = matrix_openapi::__private::request_schemas;
}

paths! {
    BTREE_MAP = std::collections::BTreeMap;
    DESERIALIZE = serde::Deserialize;
    DESERIALIZER = serde::Deserializer;
    METHOD = http::Method;
    SERIALIZE = serde::Serialize;
    SERIALIZER = serde::Serializer;
}

/// Returns the path of the handwritten settings of a router.
#[cfg(feature = "server")]
pub(super) fn service_settings(name: &str) -> TokenStream {
    tokens(&format!("matrix_openapi::server::{name}"))
}

/// Returns the path of an identifier type, without the `::` in front.
pub(super) fn identifier_text(name: &str) -> String {
    format!("matrix_openapi::id::{name}")
}

/// Returns the path of an identifier type.
pub(super) fn identifier(name: &str) -> TokenStream {
    tokens(&identifier_text(name))
}

/// Returns the path of a handwritten part of events, without the `::` in front.
pub(super) fn event_part_text(name: &str) -> String {
    format!("matrix_openapi::events::{name}")
}

/// Returns the path of a handwritten part of events.
pub(super) fn event_part(name: &str) -> TokenStream {
    tokens(&event_part_text(name))
}

fn tokens(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(::#segments)*)
}

impl Path {
    /// Returns the path as text, without the `::` in front.
    pub(super) fn text(self) -> String {
        self.0.join("::")
    }
}

impl ToTokens for Path {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for segment in self.0 {
            let segment = Ident::new(segment, Span::call_site());
            tokens.extend(quote!(::#segment));
        }
    }
}
