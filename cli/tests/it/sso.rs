//! Single sign-on with a listener on loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::Value;
use url::Url;

use crate::tool::Tool;

/// Sends a request as a browser does, and returns the response.
pub fn browse(url: &Url) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", url.port().unwrap())).unwrap();
    let query = url.query().map_or(String::new(), |query| format!("?{query}"));
    write!(stream, "GET {}{query} HTTP/1.1\r\nHost: localhost\r\n\r\n", url.path()).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_token_of_the_redirect_logs_in_and_other_requests_do_not() {
    let server = Server::responding(|request: &Request| match request.line.starts_with("GET") {
        true => json_response("200 OK", r#"{"flows":[{"type":"m.login.sso"}]}"#),
        false => {
            let body = request.json();
            assert_eq!(
                (body["type"].as_str(), body["token"].as_str()),
                (Some("m.login.token"), Some("lt_hidden"))
            );
            json_response(
                "200 OK",
                r#"{"user_id":"@alice:example.org","device_id":"D","access_token":"syt_hidden"}"#,
            )
        }
    })
    .await;
    let tool = Tool::new();
    let mut child = tool.start(&["login", "--server", &server.url, "--method", "sso"]);
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    errors.read_line(&mut line).unwrap();
    let page = Url::parse(line.trim().strip_prefix("Open ").unwrap()).unwrap();
    assert_eq!(page.path(), "/_matrix/client/v3/login/sso/redirect");
    let redirect = page.query_pairs().find(|(name, _)| name == "redirectUrl").unwrap().1.into_owned();
    let mut wrong = Url::parse(&redirect).unwrap();
    wrong.set_path("/elsewhere");
    wrong.set_query(Some("loginToken=lt_stolen"));
    assert!(browse(&wrong).starts_with("HTTP/1.1 404"));
    let mut right = Url::parse(&redirect).unwrap();
    right.set_query(Some("loginToken=lt_hidden"));
    assert!(browse(&right).starts_with("HTTP/1.1 200"));
    let output = child.wait_with_output().unwrap();
    let out: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(out["user_id"], "@alice:example.org");
    let mut rest = String::new();
    errors.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains("hidden") && !String::from_utf8_lossy(&output.stdout).contains("hidden"));
    assert_eq!(tool.text(&["accounts"]), "* @alice:example.org\n");
}
