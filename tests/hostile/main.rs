//! Servers that mean no good: each call ends in a typed error, in bounded time and memory, and no secret gets
//! into what is printed or logged.

#[path = "../facade_server/mod.rs"]
#[allow(dead_code, reason = "these tests need a part of it")]
mod facade_server;

mod answers;
mod endless;
mod listening;
mod slow;
mod tokens;

use std::time::Duration;

use matrix_openapi::client_server::Client;
use matrix_openapi::{ClientBuilder, Credentials, RetryPolicy, Tokens};

/// All secrets of these tests hold this word, and nothing else does.
const WORD: &str = "hidden";

fn builder(url: &str) -> ClientBuilder<Client> {
    listening::start();
    Client::builder(url)
        .timeout(Duration::from_secs(15))
        .retries(RetryPolicy::never())
        .max_json_size(1 << 20)
        .credentials(Credentials::access_token("syt_hidden"))
}

fn client(url: &str) -> Client {
    builder(url).build().unwrap()
}

/// For servers that only a limit of the time ends.
fn impatient(url: &str) -> Client {
    builder(url).timeout(IMPATIENT).build().unwrap()
}

const IMPATIENT: Duration = Duration::from_millis(500);

/// With a refresh token, so that the session is renewed when the server asks for it.
fn refreshable(builder: ClientBuilder<Client>) -> Client {
    let tokens = Tokens::new("syt_hidden").with_refresh_token("syr_hidden");
    builder.credentials(tokens).build().unwrap()
}

/// The outcome, which a call that hangs would not have.
async fn bounded<T>(call: impl IntoFuture<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), call.into_future()).await.expect("the call ends")
}
