//! Sends every operation through the router, which is mounted in axum to record the requests before it.
#![cfg(vendored)]

mod credentials;
mod described;
mod handlers;
#[path = "../reference/misfits.rs"]
mod misfits;
#[path = "../reference/models.rs"]
mod models;
mod required;
mod sample;
mod serving;

#[allow(clippy::all, reason = "examples are written for readers")]
mod examples {
    include!("../../../../docs/examples.rs");
}

use std::collections::BTreeSet;
use std::error::Error;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::extract::Request;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use matrix_openapi::http::Api;
use matrix_openapi::id::UserId;
use matrix_openapi::server::{Caller, ErrorResponse, Router};
use matrix_openapi::signing::SigningKey;
use serde_json::Value;
use tokio::net::TcpListener;

use handlers::Handlers;

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

/// Returns a router with all operations that knows the credentials of examples, and a few others.
fn router(handlers: &Handlers) -> Router {
    handlers::with_all(with_credentials(Router::new()), handlers)
}

/// Returns the router with the credentials of examples, and a few others.
fn with_credentials(router: Router) -> Router {
    router
        .homeserver_token("hs_token")
        .signatures("there.example.org".parse().unwrap(), |_| async { Ok(Some(key().public_key_base64())) })
        .tokens(|token| async move {
            let user = UserId::unchecked("@alice:example.org");
            match (token.secret().expose(), token.operation().api) {
                ("syt_…" | "token", _) | ("syt_user", Api::ClientServer) | ("is_token", Api::Identity) => {
                    Ok(Caller::user(user, None))
                }
                ("as_token", Api::ClientServer) => Ok(Caller::application_service("irc", user, None)),
                _ => Err(ErrorResponse::unknown_token()),
            }
        })
}

/// Serves a router on loopback, records the bodies of the requests, and returns the URL.
async fn serve(router: Router, bodies: &Arc<Mutex<Vec<Bytes>>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let bodies = Arc::clone(bodies);
    let respond = move |request: Request| {
        let (router, bodies) = (router.clone(), Arc::clone(&bodies));
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            bodies.lock().unwrap().push(body.clone());
            router.respond(Request::from_parts(head, Full::new(body))).await
        }
    };
    let app = axum::Router::new().fallback(respond);
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    url
}

#[test]
fn a_router_has_every_operation() {
    let router = router(&Handlers::default());
    let found: BTreeSet<_> = router.operations().map(|one| (one.api.slug(), one.id)).collect();
    let described = described::operations();
    assert_eq!(found, described.iter().map(|one| (one.api.slug(), one.id.as_str())).collect());
    assert_eq!(found.len(), described.len());
}

#[tokio::test]
async fn the_example_of_each_operation_reaches_its_handler_and_its_response_comes_back() {
    let (handlers, bodies) = (Handlers::default(), Arc::default());
    let url = serve(router(&handlers), &bodies).await;
    let (mut defects, mut with_body) = (Vec::new(), 0);
    for example in examples::EXAMPLES {
        let outcome = (example.run)(url.clone()).await;
        let mut said = |text: String| defects.push(format!("{} {}: {text}", example.api, example.operation));
        if let Err(error) = outcome {
            said(format!("failed: {error}"));
        }
        let (handled, bodies) = (handlers.take(), std::mem::take(&mut *bodies.lock().unwrap()));
        match (&handled[..], &bodies[..]) {
            ([one], [body]) => {
                let operation = one.operation;
                if (operation.api.slug(), operation.id) != (example.api, example.operation) {
                    said(format!("reached {} {}", operation.api, operation.id));
                }
                if let Some(read) = &one.body {
                    with_body += 1;
                    let sent: Value = serde_json::from_slice(body).unwrap();
                    if *read != sent {
                        said(format!("sent {sent}, read {read}"));
                    }
                }
            }
            (handled, bodies) => said(format!("{} handled of {} requests", handled.len(), bodies.len())),
        }
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    let described = described::operations();
    let count = described.iter().filter(|one| one.has_json).count();
    assert!(count > 0 && count < described.len());
    assert_eq!((examples::EXAMPLES.len(), with_body), (described.len(), count));
}
