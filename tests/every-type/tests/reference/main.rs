//! Runs the example of each operation in the reference on the mock server, with its default responses.
//!
//! The model checks for parts that the mock server accepts although the description does not have them.
#![cfg(vendored)]

mod check;
mod misfits;
mod models;
mod schema;
mod together;

#[allow(clippy::all, reason = "examples are written for readers")]
mod examples {
    include!("../../../../docs/examples.rs");
}

use std::collections::BTreeSet;
use std::error::Error;
use std::pin::Pin;
use std::time::Duration;

use matrix_openapi::auth::Tokens;
use matrix_openapi::client_server::{Client, op};
use matrix_openapi::mock::Homeserver;
use matrix_openapi::server::http::StatusCode;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Error as CallError};
use matrix_openapi_codegen::lower::ir::{ApiModel, Operation};
use serde_json::json;

use misfits::Misfits;
use models::MODELS;

/// The future of an example.
type Run = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error>>>>>;

/// The example of one operation.
struct Example {
    api: &'static str,
    operation: &'static str,
    /// Runs the example on the server with this URL.
    run: fn(String) -> Run,
}

/// Returns the key that signs the requests of examples.
fn key() -> SigningKey {
    SigningKey::new("ed25519:1", &[7; 32]).unwrap()
}

/// Starts a mock server that knows the credentials of the examples.
async fn mock() -> Homeserver {
    let server = Homeserver::start().await.unwrap();
    server.set_homeserver_token("hs_token");
    server.set_server_name("there.example.org");
    server.set_longest_wait(Duration::ZERO);
    server.application_service("irc", "as_token", "@irc:example.org");
    server
}

/// Logs in the users of the examples again, since an example may have ended their sessions.
fn log_in(server: &Homeserver) {
    server.log_in("@alice:example.org", Tokens::new("syt_…").with_refresh_token("syr_abc123"));
    server.log_in("@alice:example.org", Tokens::new("token"));
    server.log_in_at_identity_server("@alice:example.org", "is_token");
    server.log_in_at_identity_server("@alice:example.org", "token");
}

fn operation<'a>(model: &'a ApiModel, id: &str) -> &'a Operation {
    model.operations.iter().find(|one| one.facts.id == id).unwrap()
}

/// Returns the defects of the requests that the server has received, which must include one of the operation.
fn defects(model: &ApiModel, operation: &Operation, server: &Homeserver) -> Vec<String> {
    let mut found: Vec<_> = server.violations().iter().map(ToString::to_string).collect();
    match &server.all_requests()[..] {
        [request] => {
            let reached = request.operation().map(|one| (one.api.slug(), one.id));
            if reached != Some((model.api.slug(), operation.facts.id.as_str())) {
                found.push(format!("reached {reached:?}"));
            }
            found.extend(check::defects(model, operation, request));
        }
        requests => found.push(format!("{} requests", requests.len())),
    }
    found
}

#[tokio::test]
async fn each_example_gets_a_response_without_misfits_and_has_no_defects() {
    let (server, misfits) = (mock().await, Misfits::watch());
    let (mut found, mut run) = (Vec::new(), BTreeSet::new());
    for example in examples::EXAMPLES {
        log_in(&server);
        let outcome = (example.run)(server.url().to_owned()).await;
        let mut said = |text: String| found.push(format!("{} {}: {text}", example.api, example.operation));
        if let Err(error) = outcome {
            said(format!("failed: {error}"));
        }
        let model = &MODELS[example.api];
        defects(model, operation(model, example.operation), &server).into_iter().for_each(&mut said);
        misfits.take().into_iter().for_each(said);
        server.clear();
        assert!(run.insert((example.api, example.operation)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let all = MODELS
        .iter()
        .flat_map(|(api, model)| model.operations.iter().map(|one| (*api, one.facts.id.as_str())));
    assert_eq!(run, all.collect());
    assert!(!run.is_empty());
}

#[tokio::test]
async fn the_test_notices_a_misfit() {
    let (server, misfits) = (mock().await, Misfits::watch());
    log_in(&server);
    server.on(op::GetDevices).reply_json(StatusCode::OK, json!({ "devices": [{ "device_id": 1 }] }));
    let client =
        Client::builder(server.url()).credentials(Credentials::access_token("token")).build().unwrap();
    assert!(client.get_devices().await.unwrap().devices.is_some_and(|devices| devices.is_empty()));
    let [warning] = &misfits.take()[..] else { panic!("not one warning") };
    assert!(warning.contains("operation: \"getDevices\"") && warning.contains("$.devices[0]"), "{warning}");
}

/// Returns the defects of the request that a call sends.
async fn defects_of<F>(id: &str, call: impl FnOnce(Client) -> F) -> Vec<String>
where
    F: Future<Output = Result<(), CallError>>,
{
    let (server, model) = (mock().await, &MODELS["client-server"]);
    log_in(&server);
    let client =
        Client::builder(server.url()).credentials(Credentials::access_token("token")).build().unwrap();
    // The mock server may refuse the request.
    let _ = call(client).await;
    defects(model, operation(model, id), &server)
}

#[tokio::test]
async fn the_test_notices_defects_of_requests() {
    let incomplete = defects_of("login", async |client| {
        client.login("m.login.password").device_id("DEVICE").send().await.map(drop)
    });
    assert_eq!(incomplete.await, ["a password needs an identifier, a token login a token"]);

    let another =
        defects_of("getTokenOwner", async |client| client.get_versions().send().await.map(drop)).await;
    assert_eq!(another, [r#"reached Some(("client-server", "getVersions"))"#]);

    let broken = defects_of("sync", async |client| client.sync().filter("{").send().await.map(drop)).await;
    assert_eq!(
        broken,
        [
            // Of the mock server.
            "sync (`sync`): the parameter `filter` is not valid: not JSON",
            "filter in the query is broken JSON"
        ]
    );

    let unknown = defects_of("setPresence", async |client| {
        client.set_presence("@a:b", "asleep").extra("mood", "good").send().await.map(drop)
    });
    assert_eq!(
        unknown.await,
        [
            "setPresence (`set_presence`): the body does not fit at $.presence: not one of `offline`, `online`, `unavailable`",
            "the body: $.presence is \"asleep\", which is not a value of Presence",
            "the body: $.mood is not in the description"
        ]
    );

    let untyped = defects_of("uploadCrossSigningSignatures", async |client| {
        client.upload_cross_signing_signatures(&json!({ "@a:b": 1, "a": {} })).send().await.map(drop)
    });
    assert_eq!(
        untyped.await,
        [
            // Of the mock server.
            "uploadCrossSigningSignatures (`upload_cross_signing_signatures`): the body does not fit at $[\"@a:b\"]: wrong type or value, expected a map",
            "uploadCrossSigningSignatures (`upload_cross_signing_signatures`): the body does not fit at $.a: not a user ID: it does not start with `@`",
            "the body: $.@a:b is not a value of BTreeMap<String, RawObject>",
            "the body: a key of $ is \"a\", which is not a value of UserId"
        ]
    );
}
