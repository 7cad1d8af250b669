//! Runs the example of each operation in the reference on a server that checks the request by the description.
#![cfg(vendored)]

mod check;
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

use matrix_openapi::client_server::Client;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Error as CallError};
use matrix_openapi_codegen::lower::ir::{ApiModel, Response};
use matrix_openapi_testing::{Server, json_response, response};
use serde_json::json;

use models::MODELS;

/// The future of an example.
type Run = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error>>>>>;

/// The example of one operation.
struct Example {
    api: &'static str,
    operation: &'static str,
    /// Runs it on the server with this URL.
    run: fn(String) -> Run,
}

/// The key that signs the requests of examples.
fn key() -> SigningKey {
    SigningKey::new("ed25519:1", &[7; 32]).unwrap()
}

/// A response that fits the operation.
fn sample(model: &ApiModel, shape: &Response) -> Vec<u8> {
    match shape {
        Response::Json(ty) => json_response("200 OK", &schema::sample(model, ty).to_string()),
        Response::Empty => json_response("200 OK", "{}"),
        Response::Stream(_) => response("200 OK", &[("Content-Type", "text/plain")], b"text"),
        Response::Multipart => {
            let part = "--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b\r\nContent-Type: text/plain\r\n\r\ntext\r\n--b--\r\n";
            response("200 OK", &[("Content-Type", "multipart/mixed; boundary=b")], part.as_bytes())
        }
        Response::Redirect => response("302 Found", &[("Location", "https://example.org/login")], b""),
    }
}

#[tokio::test]
async fn each_example_sends_one_request_that_fits_the_description() {
    let (mut defects, mut run) = (Vec::new(), BTreeSet::new());
    for example in examples::EXAMPLES {
        let model = &MODELS[example.api];
        let operation = model.operations.iter().find(|one| one.facts.id == example.operation).unwrap();
        let bytes = sample(model, &operation.response);
        let server = Server::responding(move |_| bytes.clone()).await;
        let outcome = (example.run)(server.url.clone()).await;
        let mut said = |text: String| defects.push(format!("{} {}: {text}", example.api, example.operation));
        if let Err(error) = outcome {
            said(format!("failed: {error}"));
        }
        match &server.requests()[..] {
            [request] => check::defects(model, operation, request).into_iter().for_each(said),
            requests => said(format!("{} requests", requests.len())),
        }
        assert!(run.insert((example.api, example.operation)));
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    let all = MODELS
        .iter()
        .flat_map(|(api, model)| model.operations.iter().map(|one| (*api, one.facts.id.as_str())));
    assert_eq!(run, all.collect());
    assert!(!run.is_empty());
}

/// The defects of the request that a call sends.
async fn defects_of<F>(operation: &str, call: impl FnOnce(Client) -> F) -> Vec<String>
where
    F: Future<Output = Result<(), CallError>>,
{
    let model = &MODELS["client-server"];
    let operation = model.operations.iter().find(|one| one.facts.id == operation).unwrap();
    let bytes = sample(model, &operation.response);
    let server = Server::responding(move |_| bytes.clone()).await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("token")).build().unwrap();
    call(client).await.unwrap();
    let [request] = &server.requests()[..] else { panic!("not one request") };
    check::defects(model, operation, request)
}

#[tokio::test]
async fn what_does_not_fit_is_noticed() {
    let incomplete = defects_of("login", async |client| {
        client.login("m.login.password").device_id("DEVICE").send().await.map(drop)
    });
    assert_eq!(incomplete.await, ["a password needs an identifier, a token login a token"]);

    let another =
        defects_of("getTokenOwner", async |client| client.get_versions().send().await.map(drop)).await;
    assert_eq!(another, ["the path is /_matrix/client/versions"]);

    let broken = defects_of("sync", async |client| client.sync().filter("{").send().await.map(drop)).await;
    assert_eq!(broken, ["filter in the query is broken JSON"]);

    let unknown = defects_of("setPresence", async |client| {
        client.set_presence("@a:b", "asleep").extra("mood", "good").send().await.map(drop)
    });
    assert_eq!(
        unknown.await,
        [
            "the body: $.presence is \"asleep\", which is no Presence",
            "the body: $.mood is not in the description"
        ]
    );

    let untyped = defects_of("uploadCrossSigningSignatures", async |client| {
        client.upload_cross_signing_signatures(&json!({ "@a:b": 1, "a": {} })).send().await.map(drop)
    });
    assert_eq!(
        untyped.await,
        [
            "the body: $.@a:b is no BTreeMap<String, RawObject>",
            "the body: a key of $ is \"a\", which is no UserId"
        ]
    );
}
