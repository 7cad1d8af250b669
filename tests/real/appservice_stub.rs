//! An application service that answers pings.

use matrix_openapi_testing::{Request, Server, json_response};

use crate::secret::random_secret;

/// An application service as a homeserver knows it.
#[derive(Clone)]
pub struct Registration {
    pub id: String,
    /// Where the application service listens.
    pub url: Option<String>,
    /// The token that the application service sends to the homeserver.
    pub as_token: String,
    /// The token that the homeserver sends to the application service.
    pub hs_token: String,
}

/// A running application service that accepts the token of its homeserver alone.
pub struct AppserviceStub {
    registration: Registration,
    server: Server,
}

impl AppserviceStub {
    /// Starts an application service with fresh tokens.
    pub async fn start(id: &str) -> Self {
        let (as_token, hs_token) = (random_secret(), random_secret());
        let authorization = bearer(&hs_token);
        let server = Server::responding(move |request| match request.header("authorization")[..] {
            [given] if given == authorization => json_response("200 OK", "{}"),
            _ => json_response("403 Forbidden", r#"{"errcode":"M_FORBIDDEN","error":"wrong token"}"#),
        })
        .await;
        let url = Some(server.url.clone());
        Self { registration: Registration { id: id.to_owned(), url, as_token, hs_token }, server }
    }

    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// Returns the transaction IDs of the accepted pings, in the order in which they arrived.
    pub fn pings(&self) -> Vec<String> {
        let authorization = bearer(&self.registration.hs_token);
        let accepted = |request: &Request| {
            request.line == "POST /_matrix/app/v1/ping"
                && request.header("authorization") == [&*authorization]
        };
        let requests = self.server.requests();
        let pings = requests.iter().filter(|request| accepted(request)).map(Request::json);
        pings.filter_map(|ping| ping["transaction_id"].as_str().map(str::to_owned)).collect()
    }
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
