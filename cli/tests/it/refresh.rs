//! Sessions whose tokens have expired.

use std::fs;
use std::sync::Mutex;

use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::json;

use crate::tool::Tool;

/// Returns a homeserver that ends the session if a refresh token is used twice, as real ones do.
async fn homeserver() -> Server {
    let used = Mutex::new(Vec::new());
    Server::responding(move |request: &Request| {
        let gone = || json_response("401 Unauthorized", r#"{"errcode":"M_UNKNOWN_TOKEN","error":"gone"}"#);
        if request.path() == "/_matrix/client/v3/refresh" {
            let token = request.json()["refresh_token"].as_str().unwrap().to_owned();
            let mut used = used.lock().unwrap();
            if used.contains(&token) {
                return gone();
            }
            used.push(token);
            let fresh =
                json!({"access_token": "syt_new", "refresh_token": "syr_new", "expires_in_ms": 3_600_000});
            return json_response("200 OK", &fresh.to_string());
        }
        match request.header("authorization")[..] {
            ["Bearer syt_new"] => json_response("200 OK", r#"{"user_id":"@alice:example.org"}"#),
            _ => gone(),
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_commands_at_once_one_refreshes() {
    let server = homeserver().await;
    let tool = Tool::new();
    fs::create_dir_all(tool.state().join("accounts")).unwrap();
    let session = json!({
        "homeserver": server.url, "user_id": "@alice:example.org",
        "tokens": {"access_token": "syt_old", "refresh_token": "syr_old", "expires_at_ms": 1},
    });
    fs::write(tool.state().join("accounts/@alice%3Aexample.org.json"), session.to_string()).unwrap();
    fs::write(tool.state().join("current"), "@alice:example.org").unwrap();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| tool.run(&["whoami"]))).collect();
        for run in runs {
            let run = run.join().unwrap();
            assert_eq!(run.code, 0, "{run:?}");
        }
    });
    let refreshes = server.requests().iter().filter(|request| request.path().ends_with("/refresh")).count();
    assert_eq!(refreshes, 1);
}
