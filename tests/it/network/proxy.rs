//! Proxies from the environment and from the builder.

use matrix_openapi_testing::{Server, json_response};
use std::process::Command;
use std::time::Duration;

use super::{bounded, builder};

const ME: &str = r#"{"user_id":"@a:example.org"}"#;

/// The variable with which the child process gets the URL of the server.
const SERVER: &str = "MATRIX_OPENAPI_TEST_SERVER";

/// Sends requests in a process with a proxy in its environment.
async fn with_proxy_in_the_environment(server: &str) {
    let limit = Duration::from_secs(20);
    // Requests to loopback bypass the proxy.
    bounded(builder(server, limit).build().unwrap().whoami().send()).await.unwrap();
    let named = server.replace("127.0.0.1", "localhost");
    bounded(builder(&named, limit).build().unwrap().whoami().send()).await.unwrap();
    // Other requests use it.
    let elsewhere = builder("http://elsewhere.example.org", limit).allow_plain_http().build().unwrap();
    bounded(elsewhere.get_capabilities().send()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn loopback_requests_bypass_the_proxy_of_the_environment() {
    // All tests of a process share its environment, so this one starts another process.
    if let Ok(server) = std::env::var(SERVER) {
        return with_proxy_in_the_environment(&server).await;
    }
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let server = Server::responding(|_| json_response("200 OK", ME)).await;
        let proxy = Server::responding(|_| json_response("200 OK", r#"{"capabilities":{}}"#)).await;
        let mut command = Command::new(std::env::current_exe().unwrap());
        for other in ["HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "HTTPS_PROXY", "REQUEST_METHOD"] {
            command.env_remove(other).env_remove(other.to_lowercase());
        }
        let (_, module) = module_path!().split_once("::").unwrap();
        let test = format!("{module}::loopback_requests_bypass_the_proxy_of_the_environment");
        command.args(["--exact", &test]);
        command.env(SERVER, &server.url).env(variable, &proxy.url);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let output_text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && output_text.contains("1 passed"), "{variable}: {output_text}");
        let lines =
            |server: &Server| server.requests().into_iter().map(|request| request.line).collect::<Vec<_>>();
        assert_eq!(lines(&server), vec!["GET /_matrix/client/v3/account/whoami"; 2], "{variable}");
        assert_eq!(
            lines(&proxy),
            ["GET http://elsewhere.example.org/_matrix/client/v3/capabilities"],
            "{variable}"
        );
    }
}

#[tokio::test]
async fn loopback_requests_use_a_proxy_of_the_builder() {
    let server = Server::responding(|_| json_response("200 OK", ME)).await;
    let proxy = Server::responding(|_| json_response("200 OK", ME)).await;
    let client = builder(&server.url, Duration::from_secs(20))
        .proxy(reqwest::Proxy::all(&proxy.url).unwrap())
        .build()
        .unwrap();
    bounded(client.whoami().send()).await.unwrap();
    assert_eq!(proxy.request().line, format!("GET {}/_matrix/client/v3/account/whoami", server.url));
    assert!(server.requests().is_empty());
}
