//! Proxies that the environment names, and those that the program does.

use std::process::Command;
use std::time::Duration;

use super::{bounded, builder};
use matrix_openapi_testing::{Server, json_response};

const ME: &str = r#"{"user_id":"@a:example.org"}"#;

/// Tells the other process where the server is.
const SERVER: &str = "MATRIX_OPENAPI_TEST_SERVER";

/// What a process with a proxy in its environment does.
async fn with_proxy_in_the_environment(server: &str) {
    let limit = Duration::from_secs(20);
    // Requests to this machine do not leave it,
    bounded(builder(server, limit).build().unwrap().whoami().send()).await.unwrap();
    let named = server.replace("127.0.0.1", "localhost");
    bounded(builder(&named, limit).build().unwrap().whoami().send()).await.unwrap();
    // and others do.
    let elsewhere = builder("http://elsewhere.example.org", limit).allow_plain_http().build().unwrap();
    bounded(elsewhere.get_capabilities().send()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_to_this_machine_goes_to_no_proxy_of_the_environment() {
    // The environment is that of all tests of a process, so this one starts another.
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
        command.args([
            "--exact",
            "network::proxy::what_goes_to_this_machine_goes_to_no_proxy_of_the_environment",
        ]);
        command.env(SERVER, &server.url).env(variable, &proxy.url);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && told.contains("1 passed"), "{variable}: {told}");
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
async fn a_proxy_that_the_program_names_is_for_this_machine_as_well() {
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
