//! The sync loop.

mod errors;
mod position;
mod stores;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::sync::{MemorySyncStore, SyncPosition};
use matrix_openapi_testing::{Request, Server, json_response};

/// Returns a client that leaves retries to the loop.
fn client(server: &Server) -> Client {
    let builder = Client::builder(&server.url).credentials(Credentials::access_token("syt_hidden"));
    builder.retries(RetryPolicy::never()).build().unwrap()
}

/// Returns a parameter of a request.
fn parameter(request: &Request, name: &str) -> Option<String> {
    request.query().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Returns the token of a request, as a number: an initial sync is at 0.
fn position(request: &Request) -> usize {
    parameter(request, "since").map_or(0, |since| since.strip_prefix('s').unwrap().parse().unwrap())
}

/// Returns a page whose next token is this position.
fn page(next: usize) -> Vec<u8> {
    json_response("200 OK", &format!(r#"{{"next_batch":"s{next}"}}"#))
}

/// Starts a server whose page `n` has the next token `s{n+1}`, and which sends these responses before, in this order.
async fn server_with(before: Vec<Vec<u8>>) -> Server {
    let (before, count) = (Mutex::new(before), AtomicUsize::new(0));
    Server::responding(move |request| {
        let mut before = before.lock().unwrap();
        match count.fetch_add(1, Ordering::SeqCst) {
            // The first page is returned without an error.
            0 => page(position(request) + 1),
            _ if before.is_empty() => page(position(request) + 1),
            _ => before.remove(0),
        }
    })
    .await
}

async fn server() -> Server {
    server_with(Vec::new()).await
}

/// Returns the positions of all requests.
fn positions(server: &Server) -> Vec<usize> {
    server.requests().iter().map(position).collect()
}

/// Returns the token in a store.
fn saved(store: &MemorySyncStore) -> Option<String> {
    store.position().map(|SyncPosition { since, .. }| since)
}
