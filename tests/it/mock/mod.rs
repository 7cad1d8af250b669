//! The mock server: default responses, stubs, faults, sessions, records and violations.

mod expiries;
mod faults;
mod media;
mod other_apis;
mod records;
mod samples;
mod sessions;
mod stubs;
mod violations;

use std::time::Duration;

use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::mock::Homeserver;
use matrix_openapi::{ClientBuilder, Credentials};

const ALICE: &str = "@alice:example.org";

async fn server() -> Homeserver {
    Homeserver::start().await.unwrap()
}

/// Builds a client of Alice without retries.
fn alice(server: &Homeserver) -> Client {
    builder(server).retries(RetryPolicy::never()).build().unwrap()
}

/// Builds a client of Alice that retries soon.
fn patient(server: &Homeserver) -> Client {
    builder(server).retries(RetryPolicy::new(3, Duration::from_millis(20))).build().unwrap()
}

fn builder(server: &Homeserver) -> ClientBuilder<Client> {
    let token = Credentials::access_token(server.token(ALICE));
    Client::builder(server.url()).timeout(Duration::from_secs(20)).credentials(token)
}

/// Sends a request without our client, with these headers, and returns status and body.
async fn raw(server: &Homeserver, method: &str, path: &str, headers: &[&str], body: &str) -> (u16, String) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let address = server.url().strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}
