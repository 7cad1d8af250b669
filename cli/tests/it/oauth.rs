//! Logins by OAuth 2.0.

use std::io::{BufRead, BufReader};

use matrix_openapi_testing::AuthorizationServer;

use crate::tool::Tool;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_prefers_oauth_gets_a_login_by_code() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let tool = Tool::new();
    let run = tool.run(&["login", "--server", &server.url]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.errors.contains("Open https://auth.example.org/link and enter the code ABCD-EFGH"),
        "{run:?}"
    );
    assert!(!run.errors.contains("hidden") && !run.text().contains("hidden"), "{run:?}");
    assert_eq!(tool.text(&["accounts"]), "* @a:example.org\n");
    assert!(tool.text(&["whoami"]).contains("@a:example.org"));
    tool.text(&["logout"]);
    assert!(authorization_server.session().is_over, "the tokens were revoked");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_on_this_machine_returns_to_the_program() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let tool = Tool::new();
    let mut child = tool.start(&["login", "--server", &server.url, "--method", "browser"]);
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let callback = authorization_server.approve(line.trim().strip_prefix("Open ").unwrap());
    assert!(crate::sso::browse(&callback.parse().unwrap()).starts_with("HTTP/1.1 200"));
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(tool.text(&["accounts"]), "* @a:example.org\n");
}
