//! No secret in any output.

use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::json;

use crate::tool::{Run, Tool};

fn assert_hidden(run: &Run, what: &str) {
    let out = String::from_utf8_lossy(&run.out);
    assert!(!out.contains("hidden") && !run.errors.contains("hidden"), "{what}: {run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn verbose_shows_requests_and_responses_without_secrets() {
    let server = Server::responding(|_: &Request| json_response("200 OK", r#"{"a":1}"#)).await;
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url);
    for words in [
        vec!["whoami", "-v"],
        vec!["change-password", "new_password=pw_hidden", "-v"],
        vec!["--api", "client", "login", "type=m.login.password", "password=pw_hidden", "-v"],
        vec!["GET", "/_synapse/admin/v1/x?access_token=syt_hidden", "-v"],
    ] {
        let run = tool.run(&words);
        assert_hidden(&run, &words.join(" "));
        assert!(run.errors.contains("> ") && run.errors.contains("/_"), "{run:?}");
    }
    let run = tool.run(&["whoami", "-v"]);
    assert!(run.errors.contains("> GET ") && run.errors.contains("< 200 OK"), "{run:?}");
    assert!(run.errors.contains("> authorization: …"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn errors_have_no_secrets() {
    let server = Server::responding(|request: &Request| {
        // As a server that repeats what it got.
        let body = json!({"errcode": "M_UNKNOWN", "error": request.text()});
        json_response("400 Bad Request", &body.to_string())
    })
    .await;
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url);
    for words in [vec!["whoami"], vec!["change-password", "new_password=pw_hidden"]] {
        let run = tool.run(&words);
        assert_eq!(run.code, 1);
        assert_hidden(&run, &words.join(" "));
    }
    let tool = Tool::new()
        .with("MATRIX_API_TOKEN", "syt_hidden")
        .with("MATRIX_API_SERVER", "https://a:pw_hidden@b.org");
    let run = tool.run(&["whoami"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_hidden(&run, "the url");
}

#[test]
fn a_dry_run_never_shows_the_credential_it_could_have_used() {
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden");
    for words in [
        vec!["whoami", "-n"],
        vec!["whoami", "-n", "-v", "--as-user", "@a:b.org"],
        vec!["change-password", "new_password=pw_hidden", "-n"],
        vec!["--api", "identity", "get-account", "-n"],
        vec!["GET", "/_synapse/admin/v1/x", "-n"],
    ] {
        let run = tool.run(&words);
        assert_eq!(run.code, 0, "{words:?}: {run:?}");
        assert_hidden(&run, &words.join(" "));
        assert!(run.text().contains("$TOKEN"), "{run:?}");
    }
}
