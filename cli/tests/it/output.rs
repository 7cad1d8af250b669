//! Printed responses.

use matrix_openapi_testing::{Server, json_response, response};
use serde_json::{Value, json};

use crate::tool::Tool;

fn tool(server: &Server) -> Tool {
    Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn json_is_printed_as_it_came() {
    let body = "{\"b\": 1.0,\n \"a\": 12345678901234567890}";
    let server = Server::responding(move |_| json_response("200 OK", body)).await;
    let tool = tool(&server);
    assert_eq!(tool.text(&["get-capabilities"]), format!("{body}\n"));
    assert_eq!(tool.text(&["get-capabilities", "--raw"]), body);
    let text = tool.text(&["get-capabilities", "--include"]);
    assert!(text.starts_with("200 OK\n") && text.contains("content-type: application/json\n"), "{text}");
    assert!(text.ends_with(&format!("\n\n{body}\n")), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.json");
    assert_eq!(tool.text(&["get-capabilities", "-o", file.to_str().unwrap()]), "");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), format!("{body}\n"));
    assert_eq!(tool.text(&["GET", "/_synapse/admin/v1/x?a=b c"]), format!("{body}\n"));
    let last = server.take_requests().pop().unwrap();
    assert_eq!(last.line, "GET /_synapse/admin/v1/x?a=b%20c");
    assert_eq!(last.header("authorization"), ["Bearer syt_hidden"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_are_streamed_up_and_down() {
    let content: Vec<u8> = (0..300_000_u32).map(|number| (number % 251) as u8).collect();
    let sent = content.clone();
    let server = Server::responding(move |request| match request.line.starts_with("GET") {
        true => response("200 OK", &[("Content-Type", "image/png")], &sent),
        false => json_response("200 OK", r#"{"content_uri":"mxc://a/b"}"#),
    })
    .await;
    let tool = tool(&server);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cat.png");
    let path = file.to_str().unwrap();
    assert_eq!(tool.text(&["get-content", "--api", "client", "a.org", "b", "--output", path, "-q"]), "");
    assert_eq!(std::fs::read(&file).unwrap(), content);
    assert_eq!(tool.run(&["get-content-authed", "a.org", "b"]).out, content);
    assert_eq!(tool.text(&["upload-content", "--file", path]), "{\"content_uri\":\"mxc://a/b\"}\n");
    let upload = server.take_requests().pop().unwrap();
    assert_eq!((upload.header("content-type"), upload.body.len()), (vec!["image/png"], content.len()));
    assert_eq!(upload.body, content);
    assert_eq!(
        tool.run_with(&["upload-content", "--file", "-", "--content-type", "text/x"], b"piped").code,
        0
    );
    let upload = server.take_requests().pop().unwrap();
    assert_eq!((upload.header("content-type"), &upload.body[..]), (vec!["text/x"], &b"piped"[..]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_lines_of_items() {
    let pages = [
        r#"{"chunk": [{"n": 1.0},
                      {"n": 2}], "end": "b c"}"#,
        r#"{"chunk": [], "end": "d"}"#,
        r#"{"chunk": [{"n": 3}]}"#,
    ];
    let server = Server::scripted(pages.map(|page| json_response("200 OK", page)).to_vec()).await;
    let text =
        tool(&server).text(&["get-room-events", "!a:b.org", "--dir", "b", "--paginate", "--limit", "2"]);
    assert_eq!(text, "{\"n\": 1.0}\n{\"n\": 2}\n{\"n\": 3}\n");
    let queries: Vec<_> =
        server.requests().iter().map(|request| request.line.split_once('?').unwrap().1.to_owned()).collect();
    assert_eq!(queries, ["dir=b&limit=2", "dir=b&limit=2&from=b%20c", "dir=b&limit=2&from=d"]);

    let page = r#"{"chunk": [{"room_id": "!a:b"}], "next_batch": "n"}"#;
    let end = r#"{"chunk": [{"room_id": "!c:d"}]}"#;
    let server = Server::scripted([page, end].map(|page| json_response("200 OK", page)).to_vec()).await;
    let words = ["query-public-rooms", "--api", "client", "limit:=1", "--paginate"];
    assert_eq!(tool(&server).text(&words).lines().count(), 2);
    let bodies: Vec<Value> = server.requests().iter().map(matrix_openapi_testing::Request::json).collect();
    assert_eq!(bodies, [json!({"limit": 1}), json!({"limit": 1, "since": "n"})]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_in_a_cycle_are_an_error() {
    let page = r#"{"chunk": [], "end": "same"}"#;
    let server = Server::responding(move |_| json_response("200 OK", page)).await;
    let run = tool(&server).run(&["get-room-events", "!a:b.org", "--dir", "b", "--paginate"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(server.requests().len() < 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sync_goes_on_with_its_token_until_the_session_ends() {
    let refused = r#"{"errcode":"M_UNKNOWN_TOKEN","error":"gone"}"#;
    let server = Server::scripted(vec![
        json_response("200 OK", r#"{"next_batch": "s1"}"#),
        json_response("200 OK", "{\"next_batch\":\n\"s2\"}"),
        json_response("401 Unauthorized", refused),
    ])
    .await;
    let run = tool(&server).run(&["sync", "--follow"]);
    assert_eq!((run.code, run.text()), (4, "{\"next_batch\": \"s1\"}\n{\"next_batch\":\"s2\"}\n".to_owned()));
    let lines: Vec<_> = server.requests().iter().map(|request| request.line.clone()).collect();
    let expected = ["", "?since=s1&timeout=30000", "?since=s2&timeout=30000"];
    assert_eq!(lines, expected.map(|query| format!("GET /_matrix/client/v3/sync{query}")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_is_printed_and_not_followed() {
    let redirect = response("302 Found", &[("Location", "https://sso.example.org/?x=1")], b"");
    let server = Server::scripted(vec![redirect]).await;
    let text = tool(&server).text(&["redirect-to-sso", "--redirect-url", "http://127.0.0.1/"]);
    assert_eq!(text, "https://sso.example.org/?x=1\n");
}
