//! An application service that responds to pings.

use matrix_openapi::application_service::types::Registration;
use matrix_openapi_testing::{Request, Server, json_response};

use crate::registrations::registration;

/// A running application service that accepts only the token of its homeserver.
pub struct AppserviceStub {
    registration: Registration,
    server: Server,
}

impl AppserviceStub {
    /// Starts an application service with fresh tokens.
    pub async fn start(id: &str) -> Self {
        let mut registration = registration(id, None);
        let authorization = bearer(&registration);
        let server = Server::responding(move |request| match request.header("authorization")[..] {
            [given] if given == authorization => json_response("200 OK", "{}"),
            _ => json_response("403 Forbidden", r#"{"errcode":"M_FORBIDDEN","error":"wrong token"}"#),
        })
        .await;
        registration.url = Some(server.url.clone());
        Self { registration, server }
    }

    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// Returns the transaction IDs of the accepted pings, in the order of arrival.
    pub fn pings(&self) -> Vec<String> {
        let authorization = bearer(&self.registration);
        let accepted = |request: &Request| {
            request.line == "POST /_matrix/app/v1/ping"
                && request.header("authorization") == [&*authorization]
        };
        let requests = self.server.requests();
        let pings = requests.iter().filter(|request| accepted(request)).map(Request::json);
        pings.filter_map(|ping| ping["transaction_id"].as_str().map(str::to_owned)).collect()
    }
}

fn bearer(registration: &Registration) -> String {
    format!("Bearer {}", registration.hs_token.expose())
}
