//! What the network does to calls: servers that take their time, uploads that do not get on, faults, and proxies.

mod faults;
mod limits;
mod proxy;
mod uploads;

use std::time::Duration;

use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::{ClientBuilder, Credentials};

/// A client whose calls may take so long.
fn builder(url: &str, limit: Duration) -> ClientBuilder<Client> {
    Client::builder(url)
        .timeout(limit)
        .retries(RetryPolicy::never())
        .credentials(Credentials::access_token("syt_hidden"))
}

fn client(url: &str, limit: Duration) -> Client {
    builder(url, limit).build().unwrap()
}

/// The outcome, which a call that hangs would not have.
async fn bounded<T>(call: impl IntoFuture<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), call.into_future()).await.expect("the call ends")
}

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
