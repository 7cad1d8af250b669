//! The APIs whose servers implement a trait. A program implements all of their operations, or only a few.

use crate::Api;

/// An API with a trait for its servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceApi {
    /// The handwritten type of its router's settings; `None` if there are no settings.
    pub settings: Option<&'static str>,
    /// The operations that the handwritten router treats specially.
    pub special: &'static [(&'static str, SpecialMethod)],
}

/// The work of the handwritten router around a method of the trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialMethod {
    /// Runs once per transaction, one transaction after another. Accepts the transaction by default.
    Transaction {
        /// The path parameter with the ID of the transaction.
        id: &'static str,
        /// The field of the body with its events.
        events: &'static str,
    },
    /// Notes that a ping has arrived. Accepts the ping by default.
    Ping {
        /// The field of the body with the ID that the requester of the ping has chosen.
        id: &'static str,
    },
}

/// Returns the properties of the trait for servers of an API; `None` if they have no trait.
pub fn service_api(api: Api) -> Option<ServiceApi> {
    match api {
        Api::ApplicationService => Some(ServiceApi {
            settings: Some("ApplicationServiceSettings"),
            special: &[
                ("sendTransaction", SpecialMethod::Transaction { id: "txnId", events: "events" }),
                ("ping", SpecialMethod::Ping { id: "transaction_id" }),
            ],
        }),
        Api::PushGateway => Some(ServiceApi { settings: None, special: &[] }),
        Api::ClientServer | Api::ServerServer | Api::Identity => None,
    }
}
