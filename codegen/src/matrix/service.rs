//! The APIs whose servers implement a trait, because a program has all of their operations or few.

use crate::Api;

/// An API with a trait for its servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceApi {
    /// The handwritten type of the settings of its router; `None` if it has none.
    pub settings: Option<&'static str>,
    /// The operations that the handwritten router treats on its own.
    pub special: &'static [(&'static str, SpecialMethod)],
}

/// The work of the handwritten router around a method of the trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialMethod {
    /// It runs once per transaction, one after another. By default it accepts the transaction.
    Transaction {
        /// The parameter of the path with the ID of the transaction.
        id: &'static str,
        /// The field of the body with its events.
        events: &'static str,
    },
    /// It notes that a ping has arrived. By default it accepts it.
    Ping {
        /// The field of the body with the ID that the one who asked for the ping has chosen.
        id: &'static str,
    },
}

/// Returns what is special about servers of an API; `None` if they have no trait.
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
