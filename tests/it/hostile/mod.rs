//! Malicious servers: each call ends with a typed error, in bounded time and memory, and neither the error nor the log
//! contains a secret.

mod endless;
mod log_redaction;
mod refresh;
mod responses;
mod slow;

use std::time::Duration;

use matrix_openapi::auth::Tokens;
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::{ClientBuilder, Credentials};

fn builder(url: &str) -> ClientBuilder<Client> {
    log_redaction::start();
    Client::builder(url)
        .timeout(Duration::from_secs(15))
        .retries(RetryPolicy::never())
        .max_json_size(1 << 20)
        .credentials(Credentials::access_token("syt_hidden"))
}

fn client(url: &str) -> Client {
    builder(url).build().unwrap()
}

/// Builds a client with a short timeout.
fn impatient(url: &str) -> Client {
    builder(url).timeout(IMPATIENT).build().unwrap()
}

const IMPATIENT: Duration = Duration::from_millis(500);

/// Builds a client with a refresh token.
fn refreshable(builder: ClientBuilder<Client>) -> Client {
    let tokens = Tokens::new("syt_hidden").with_refresh_token("syr_hidden");
    builder.credentials(tokens).build().unwrap()
}

/// Waits for the outcome of a call and fails if it hangs.
async fn bounded<T>(call: impl IntoFuture<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), call.into_future()).await.expect("the call ends")
}
