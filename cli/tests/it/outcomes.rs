//! Exit codes and errors.

use matrix_openapi_testing::{ClosedPort, Server, json_response, response};

use crate::tool::Tool;

fn tool(server: &Server) -> Tool {
    Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_1_and_printed_as_json() {
    let body = r#"{"errcode":"M_FORBIDDEN","error":"not with syt_hidden","extra":1}"#;
    let server = Server::json("").await;
    drop(server);
    let server = Server::scripted(vec![json_response("403 Forbidden", body)]).await;
    let run = tool(&server).run(&["whoami"]);
    assert_eq!(run.code, 1, "{run:?}");
    let error = run.error();
    assert_eq!((error["status"].as_u64(), error["errcode"].as_str()), (Some(403), Some("M_FORBIDDEN")));
    assert_eq!(error["operation"], "getTokenOwner");
    assert!(run.out.is_empty() && !run.errors.contains("hidden"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_response_is_3() {
    let port = ClosedPort::reserve();
    let url = port.url.clone();
    let run = Tool::new().run(&["get-versions", "--server", &url, "--time-limit", "5"]);
    assert_eq!(run.code, 3, "{run:?}");
    let server =
        Server::scripted(vec![response("200 OK", &[("Content-Type", "text/html")], b"<html>")]).await;
    let run = tool(&server).run(&["get-versions"]);
    assert_eq!(run.code, 3, "{run:?}");
    let server = Server::silent("").await;
    let run = tool(&server).run(&["create-room", "--time-limit", "1"]);
    assert_eq!(run.code, 3, "{run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_cannot_be_read_is_2() {
    let server = Server::responding(|_| json_response("200 OK", r#"{"content_uri":"mxc://a/b"}"#)).await;
    let folder = tempfile::tempdir().unwrap();
    for (path, part) in [(folder.path().to_str().unwrap(), "a folder"), ("/no/such/file", "/no/such/file")] {
        let run = tool(&server).run(&["upload-content", "--file", path]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.error()["error"].as_str().unwrap().contains(part), "{run:?}");
    }
    assert!(server.take_requests().is_empty());
    let run = tool(&server).run(&["upload-content", "--file", "/proc/self/status"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!server.take_requests()[0].body.is_empty(), "a file without a length has a content");
}

#[test]
fn a_missing_credential_is_4_and_nothing_is_sent() {
    let run = Tool::new().run(&["whoami", "--server", "http://127.0.0.1:1"]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.error()["error"].as_str().unwrap().contains("matrix-api login"), "{run:?}");
    let run = Tool::new().run(&["whoami"]);
    assert_eq!(run.code, 4, "{run:?}");
    let run = Tool::new().run(&["whoami", "--account", "@nobody:example.org"]);
    assert_eq!(run.code, 4, "{run:?}");
    let run = Tool::new().run(&["whoami", "--as-user", "@a:b.org", "--server", "http://127.0.0.1:1"]);
    assert_eq!(run.code, 4, "{run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn errors_name_the_options_of_the_tool() {
    let server = Server::silent("").await;
    let with_token = tool(&server);
    for (words, option) in [
        (vec!["create-room", "--time-limit", "1"], "; --time-limit allows more time"),
        (
            vec!["whoami", "--server", "http://example.org"],
            "; use HTTPS, or allow it with --allow-plain-http",
        ),
        (
            vec!["whoami", "--server", "https://bob:pw@example.org"],
            "; remove them, and run `matrix-api login`",
        ),
        (vec!["whoami", "--query", "access_token=a"], "; set MATRIX_API_TOKEN, or pass --token-file"),
        (vec!["whoami", "--query", "user_id=a"], "; pass --as-user"),
    ] {
        let run = with_token.run(&words);
        let error = run.error()["error"].as_str().unwrap().to_owned();
        assert!(error.ends_with(option) && !error.contains("::"), "{words:?}: {error}");
    }
    let run = Tool::new().run(&["--api", "server-server", "get-public-rooms", "--server", &server.url]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.error()["error"].as_str().unwrap().ends_with("; pass --key and --origin"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_api_gets_the_kind_of_credential_that_it_takes() {
    let server = Server::responding(|_| json_response("200 OK", "{}")).await;
    let tool = tool(&server);
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("signing.key");
    std::fs::write(&key, "ed25519 a_1 YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1\n").unwrap();
    let key = key.to_str().unwrap();
    for words in [
        vec!["whoami"],
        vec!["whoami", "--as-user", "@_irc_bob:example.org"],
        vec!["--api", "appservice", "ping", "transaction_id=1"],
        vec!["--api", "identity", "get-account"],
        vec![
            "--api",
            "federation",
            "get-room-state",
            "!a:b.org",
            "--event-id",
            "$e",
            "--key",
            key,
            "--origin",
            "me.org",
            "--destination",
            "b.org",
        ],
        vec!["get-versions", "--anonymous"],
    ] {
        let run = tool.run(&words);
        assert_eq!(run.code, 0, "{words:?}: {run:?}");
    }
    let requests = server.take_requests();
    let credential = |number: usize| requests[number].header("authorization").concat();
    for request in requests.iter().take(4) {
        assert_eq!(request.header("authorization"), ["Bearer syt_hidden"], "{}", request.line);
    }
    assert!(requests[1].line.ends_with("?user_id=%40_irc_bob%3Aexample.org"), "{}", requests[1].line);
    assert!(
        credential(4).starts_with("X-Matrix ") && credential(4).contains("destination=\"b.org\""),
        "{}",
        credential(4)
    );
    assert_eq!(credential(5), "");
}
