//! Signed requests of other homeservers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use matrix_openapi::id::ServerName;
use matrix_openapi::server::http::Request;
use matrix_openapi::server::{ErrorResponse, Router};
use matrix_openapi::server_server::{op, types};
use matrix_openapi::signing::{SigningKey, x_matrix};

use super::{TestResponse, send};

const QUERY: &str = "/_matrix/federation/v1/query/profile?user_id=%40a%3Ahere.example.org";
const CLAIM: &str = "/_matrix/federation/v1/user/keys/claim";

fn name(text: &str) -> ServerName {
    text.parse().unwrap()
}

fn key(id: &str, seed: u8) -> SigningKey {
    SigningKey::new(id, &[seed; 32]).unwrap()
}

/// Returns a router of `here.example.org` that knows the key `ed25519:1` of `there.example.org`, and counts the lookups of keys.
fn router(asked: &Arc<AtomicUsize>) -> Router {
    let asked = Arc::clone(asked);
    Router::new()
        .signatures(name("here.example.org"), move |claim| {
            asked.fetch_add(1, Ordering::SeqCst);
            let known = claim.origin().as_str() == "there.example.org" && claim.key_id() == "ed25519:1";
            let key = known.then(|| key("ed25519:1", 7).public_key_base64());
            async move { Ok(key) }
        })
        .on(op::QueryProfile, |received| async move {
            Err::<types::QueryProfileResponse, _>(ErrorResponse::not_found(received.server_name()?.as_str()))
        })
        .on(op::ClaimUserEncryptionKeys, |received| async move {
            Err::<types::ClaimUserEncryptionKeysResponse, _>(ErrorResponse::not_found(
                received.server_name()?.as_str(),
            ))
        })
}

fn signed(signer: &SigningKey, uri: &str, destination: &str, body: Option<&str>) -> String {
    let method = if body.is_some() { "POST" } else { "GET" };
    let (from, to) = (name("there.example.org"), name(destination));
    x_matrix(signer, &from, &to, method, uri, body.map(str::as_bytes)).unwrap()
}

async fn ask(uri: &str, headers: &[String], body: &'static str) -> (TestResponse, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let method = if body.is_empty() { "GET" } else { "POST" };
    let request = Request::builder().method(method).uri(uri);
    let request = headers.iter().fold(request, |request, value| request.header("Authorization", value));
    let response = send(&router(&asked), request, body).await;
    (response, asked.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_signed_request_is_of_the_server_that_signed_it() {
    let header = signed(&key("ed25519:1", 7), QUERY, "here.example.org", None);
    let (response, asked) = ask(QUERY, &[header], "").await;
    assert_eq!((response.message(), asked), ("there.example.org", 1));
    let body = r#"{"one_time_keys":{}}"#;
    let header = signed(&key("ed25519:1", 7), CLAIM, "here.example.org", Some(body));
    assert_eq!(ask(CLAIM, &[header], body).await.0.message(), "there.example.org");
}

#[tokio::test]
async fn a_request_that_does_not_match_its_signature_is_refused() {
    let (good, here) = (key("ed25519:1", 7), "here.example.org");
    let body = r#"{"one_time_keys":{}}"#;
    let refused = |response: &TestResponse| response.error() == (401, "M_UNAUTHORIZED");
    let other_uri =
        signed(&good, "/_matrix/federation/v1/query/profile?user_id=%40b%3Ahere.example.org", here, None);
    assert!(refused(&ask(QUERY, &[other_uri], "").await.0));
    let other_key = signed(&key("ed25519:1", 8), QUERY, here, None);
    assert!(refused(&ask(QUERY, &[other_key], "").await.0));
    let other_body = signed(&good, CLAIM, here, Some(r#"{"one_time_keys":{"@a:b":{}}}"#));
    assert!(refused(&ask(CLAIM, &[other_body], body).await.0));
    let without_body = x_matrix(&good, &name("there.example.org"), &name(here), "POST", CLAIM, None).unwrap();
    assert!(refused(&ask(CLAIM, &[without_body], body).await.0));
    let no_json = signed(&good, CLAIM, here, Some(body));
    assert!(refused(&ask(CLAIM, &[no_json], "{\"one_time_keys\":").await.0));
}

#[tokio::test]
async fn no_key_is_requested_without_a_claim_for_this_server() {
    let elsewhere = signed(&key("ed25519:1", 7), QUERY, "elsewhere.example.org", None);
    let malformed = "X-Matrix origin=there.example.org".to_owned();
    for headers in [vec![], vec![elsewhere], vec![malformed], vec!["Bearer token".to_owned()]] {
        let (response, asked) = ask(QUERY, &headers, "").await;
        assert_eq!((response.error(), asked), ((401, "M_UNAUTHORIZED"), 0), "{headers:?}");
    }
}

#[tokio::test]
async fn one_valid_signature_of_several_is_enough_and_few_are_tried() {
    let header = |id: &str| signed(&key(id, 7), QUERY, "here.example.org", None);
    let (response, asked) = ask(QUERY, &[header("ed25519:2"), header("ed25519:1")], "").await;
    assert_eq!((response.message(), asked), ("there.example.org", 2));
    let many: Vec<_> = (2..30).map(|id| header(&format!("ed25519:{id}"))).collect();
    let (response, asked) = ask(QUERY, &many, "").await;
    assert_eq!((response.error(), asked), ((401, "M_UNAUTHORIZED"), 8));
}
