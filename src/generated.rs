//! The modules that build.rs generates, one per API whose feature is on.

macro_rules! generated {
    ($($feature:literal $module:ident $file:literal $doc:literal;)*) => {$(
        #[cfg(feature = $feature)]
        #[doc = $doc]
        // The generated code names things as the protocol does, and takes as many arguments as it needs.
        #[allow(clippy::all, clippy::pedantic)]
        pub mod $module {
            include!(concat!(env!("OUT_DIR"), $file));
        }
    )*};
}

generated! {
    "client-server" client_server "/client_server.rs" "The client-server API: what a client asks of its homeserver.";
    "server-server" server_server "/server_server.rs" "The server-server API: what homeservers ask of each other.";
    "application-service" application_service "/application_service.rs" "The application service API: what a homeserver asks of an application service.";
    "identity" identity "/identity.rs" "The identity service API: what is asked of an identity server.";
    "push-gateway" push_gateway "/push_gateway.rs" "The push gateway API: what a homeserver asks of a push gateway.";
}
