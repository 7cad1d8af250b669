//! Requests and responses of single calls.

mod arguments;
mod credentials;
mod custom_request;
mod download;
mod failure;
mod media;
mod redaction;
mod redirect;
mod request;
mod response;
mod retry;
mod untyped_call;

use http::Method;
use matrix_openapi::__private::{ApiClient, Call};
use matrix_openapi::auth::{Authentication, Scheme};
use matrix_openapi::http::{Api, Operation, RetryPolicy};
use matrix_openapi::{ClientBuilder, Credentials, Error, Session};
use matrix_openapi_testing::Server;
use serde_json::Value;

const TOKEN: Authentication =
    Authentication::Required(&[Scheme::AccessTokenQuery, Scheme::AccessTokenBearer]);

const fn operation(method: Method, path: &'static str, authentication: Authentication) -> Operation {
    operation_of(Api::ClientServer, method, path, authentication)
}

const fn operation_of(
    api: Api,
    method: Method,
    path: &'static str,
    authentication: Authentication,
) -> Operation {
    Operation::new(api, "probe", "probe", method, path, authentication)
}

static OPEN: Operation = operation(Method::GET, "/open", Authentication::None);
static GET: Operation = operation(Method::GET, "/get", TOKEN);
static POST: Operation = operation(Method::POST, "/post", TOKEN);
static STATE: Operation = operation(Method::PUT, "/rooms/{roomId}/state/{eventType}/{stateKey}", TOKEN);
static OPTIONAL: Operation =
    operation(Method::GET, "/optional", Authentication::Optional(&[Scheme::AccessTokenBearer]));
static APPSERVICE: Operation = operation(
    Method::POST,
    "/appservice",
    Authentication::Required(&[Scheme::AppserviceAccessTokenQuery, Scheme::AppserviceAccessTokenBearer]),
);
static SIGNED: Operation =
    operation(Method::GET, "/signed", Authentication::Required(&[Scheme::SignedRequest]));
static HOMESERVER: Operation =
    operation(Method::GET, "/homeserver", Authentication::Required(&[Scheme::HomeserverAccessToken]));
static IDENTITY: Operation = operation_of(Api::Identity, Method::GET, "/identity", TOKEN);

#[derive(Debug)]
struct Probe(Session);

impl ApiClient for Probe {
    const API: Api = Api::ClientServer;

    fn from_session(session: Session) -> Self {
        Self(session)
    }
}

fn anonymous(server: &Server) -> Session {
    ClientBuilder::<Probe>::new(&server.url).retries(RetryPolicy::never()).build().unwrap().0
}

fn user(server: &Server) -> Session {
    anonymous(server).with_credentials(Credentials::access_token("syt_hidden"))
}

fn bridge(server: &Server) -> Session {
    let credentials = Credentials::appservice("as_hidden").user_id("@_irc_bob:example.org").device_id("D 1");
    anonymous(server).with_credentials(credentials)
}

fn identity_user(server: &Server) -> Session {
    anonymous(server).with_credentials(Credentials::identity("is_hidden"))
}

async fn send(session: &Session, operation: &'static Operation) -> Result<Value, Error> {
    Call::new(session, operation).send_json().await
}
