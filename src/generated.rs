//! The modules that build.rs generates: one per API, behind the feature of its name.

#[allow(unused_macros, reason = "without any API's feature nothing is generated")]
mod macros;

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use macros::{endpoint, operation, request_methods};

// Adds the examples in `docs/examples.rs` to the methods that they call, and those in `docs/handlers.rs` to the requests that they
// serve. Only rustdoc reads them, but not as doctests, since another test runs them.
#[cfg(all(doc, not(doctest), vendored))]
include!("../docs/rustdoc.rs");

/// Returns no example: the examples fit the vendored description only, and doctests skip them.
#[cfg(all(doc, any(doctest, not(vendored))))]
macro_rules! example {
    ($api:ident $method_name:ident) => {
        ""
    };
    (handler $api:ident $method_name:ident) => {
        ""
    };
}

#[cfg(doc)]
#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use example;

macro_rules! generated {
    ($($feature:literal $module:ident $doc:literal;)*) => {$(
        #[cfg(feature = $feature)]
        #[doc = $doc]
        // Generated code uses the names and the argument lists of the protocol, and indexes its own table.
        #[allow(clippy::all, clippy::pedantic, clippy::indexing_slicing)]
        // It must compile with the same minimum compiler as the rest.
        #[warn(clippy::incompatible_msrv)]
        pub mod $module {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".rs"));
            #[cfg(feature = "server")]
            include!(concat!(env!("OUT_DIR"), "/", stringify!($module), "_server.rs"));
            #[cfg(feature = "mock")]
            include!(concat!(env!("OUT_DIR"), "/", stringify!($module), "_mock.rs"));
        }
    )*};
}

generated! {
    "client-server" client_server "The client-server API: requests of clients to their homeserver.";
    "server-server" server_server "The server-server API: requests between homeservers.";
    "application-service" application_service "The application service API: requests of a homeserver to an application service.";
    "identity" identity "The identity service API: requests to an identity server.";
    "push-gateway" push_gateway "The push gateway API: requests of a homeserver to a push gateway.";
}
