//! Timeouts, stuck uploads, network faults and proxies.

mod compression;
mod faults;
mod files;
mod given_client;
mod limits;
mod proxy;
mod socks;
mod tls;
mod uploads;

use std::time::Duration;

use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::{ClientBuilder, Credentials};

/// Returns a builder of a client with this timeout.
fn builder(url: &str, limit: Duration) -> ClientBuilder<Client> {
    Client::builder(url)
        .timeout(limit)
        .retries(RetryPolicy::never())
        .credentials(Credentials::access_token("syt_hidden"))
}

fn client(url: &str, limit: Duration) -> Client {
    builder(url, limit).build().unwrap()
}

/// Waits for the outcome of a call and fails if it hangs.
async fn bounded<T>(call: impl IntoFuture<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), call.into_future()).await.expect("the call ends")
}

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
