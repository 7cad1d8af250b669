//! The operations of all enabled APIs.

use matrix_openapi_core::operation::{Api, Operation};

use crate::mock::operation::MockOperation;

macro_rules! tables {
    ($($feature:literal $module:ident $Api:ident;)*) => {
        /// Returns the operations of an API, sorted by operationId.
        fn of(api: Api) -> &'static [MockOperation] {
            match api {
                $(
                    #[cfg(feature = $feature)]
                    Api::$Api => crate::$module::MOCK_OPERATIONS,
                )*
                #[allow(unreachable_patterns, reason = "with the features of all APIs there is no other")]
                _ => &[],
            }
        }

        /// Returns the schemas of the requests of an API, as JSON.
        pub(super) fn request_schemas(api: Api) -> &'static str {
            match api {
                $(
                    #[cfg(feature = $feature)]
                    Api::$Api => crate::$module::REQUEST_SCHEMAS,
                )*
                #[allow(unreachable_patterns, reason = "with the features of all APIs there is no other")]
                _ => "{}",
            }
        }
    };
}

tables! {
    "client-server" client_server ClientServer;
    "server-server" server_server ServerServer;
    "application-service" application_service ApplicationService;
    "identity" identity Identity;
    "push-gateway" push_gateway PushGateway;
}

/// Returns all operations.
pub(super) fn all() -> impl Iterator<Item = &'static MockOperation> {
    Api::ALL.into_iter().flat_map(of)
}

/// Returns the row of an operation.
pub(super) fn find(operation: &Operation) -> Option<&'static MockOperation> {
    let rows = of(operation.api);
    let position = rows.binary_search_by_key(&operation.id, |row| row.operation.id).ok()?;
    rows.get(position)
}
