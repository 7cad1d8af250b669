//! Requests that are only printed.

use std::process::Command;

use matrix_api::operation::Chosen;
use matrix_api::table;
use matrix_openapi::auth::{Authentication, Scheme};
use matrix_openapi::http::Operation;
use matrix_openapi_testing::{Request, Server, json_response};
use percent_encoding::percent_decode_str;

use crate::samples;
use crate::tool::Tool;

/// Runs a function on each operation, in as many threads as there are processors.
pub fn each(run: impl Fn(&'static Operation) + Sync) {
    let all: Vec<_> = table::all().collect();
    assert!(all.len() >= 200, "{} operations", all.len());
    let threads = std::thread::available_parallelism().unwrap().get();
    std::thread::scope(|scope| {
        for part in all.chunks(all.len().div_ceil(threads)) {
            scope.spawn(|| part.iter().for_each(|operation| run(operation)));
        }
    });
}

fn lines(operation: &'static Operation, names: &[&str], path: &[String], others: &[String]) -> Vec<String> {
    let tool = Tool::new();
    let mut words = vec!["--dry-run", "--server", "https://example.org", "--api", operation.api.slug()];
    words.extend(names);
    words.extend(path.iter().map(String::as_str));
    words.extend(others.iter().map(String::as_str));
    tool.text(&words).lines().map(str::to_owned).collect()
}

/// Returns the path of an operation, with the operationId where two have the same method and path.
fn template(operation: &Operation) -> String {
    let same = |other: &&Operation| (&other.method, other.path) == (&operation.method, operation.path);
    let fragment =
        if table::all().filter(same).count() > 1 { format!("#{}", operation.id) } else { String::new() };
    format!("{}{fragment}", operation.path)
}

/// Returns the path of an operation with values for its parameters.
fn filled(operation: &Operation, values: &[String]) -> String {
    let mut values = values.iter();
    let segment = |segment: &str| match segment.starts_with('{') {
        true => values.next().map_or("a text", String::as_str).replace('/', "%2F"),
        false => segment.to_owned(),
    };
    operation.path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[test]
fn every_operation_is_printed_by_each_of_its_names() {
    each(|operation| {
        let chosen = Chosen::new(operation, Vec::new()).unwrap();
        let (path, others) = samples::arguments(&chosen);
        let name = table::command_name(operation);
        let printed = lines(operation, &[&name], &path, &others);
        let (method, url) = printed[0].split_once(' ').unwrap();
        assert_eq!(method, operation.method.as_str());
        let target = url.strip_prefix("https://example.org").unwrap();
        let printed_path = target.split('?').next().unwrap().replace("%2F", "%252F");
        let printed_path = percent_decode_str(&printed_path).decode_utf8().unwrap();
        assert_eq!(printed_path, filled(operation, &path), "{name}");
        for parameter in chosen.entry.parameters.iter().filter(|parameter| parameter.required) {
            let is_there = target.contains(&format!("{}=", parameter.name)) || printed_path.len() > 1;
            assert!(is_there, "{name}: {target}");
        }
        let authorization = printed.iter().find(|line| line.starts_with("Authorization: "));
        let expected = match operation.authentication {
            Authentication::Required(schemes) if schemes.contains(&Scheme::SignedRequest) => {
                Some("Authorization: X-Matrix $SIGNATURE")
            }
            Authentication::Required(_) => Some("Authorization: Bearer $TOKEN"),
            _ => None,
        };
        assert_eq!(authorization.map(String::as_str), expected, "{name}");
        assert_eq!(lines(operation, &[operation.id], &path, &others), printed, "{}", operation.id);
        let by_path = [operation.method.as_str(), &template(operation)];
        assert_eq!(lines(operation, &by_path, &path, &others), printed, "{by_path:?}");
        let curl = printed.last().unwrap();
        assert!(curl.starts_with("curl ") && !printed.concat().contains("hidden"), "{name}: {printed:?}");
    });
}

#[test]
fn a_filled_path_is_checked_as_an_operation() {
    let tool = Tool::new();
    let path = "/_matrix/client/v3/rooms/%21a%3Ab.org/messages";
    let run = tool.run(&["GET", path, "--dir", "b", "-n"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.text().starts_with(
            "GET https://matrix.example.org/_matrix/client/v3/rooms/%21a%3Ab.org/messages?dir=b\n"
        )
    );
    let run = tool.run(&["GET", "/_matrix/client/v3/rooms/a/messages", "--dir", "b", "-n"]);
    assert_eq!(run.code, 2);
    assert!(run.error()["error"].as_str().unwrap().contains("room ID"), "{run:?}");
}

/// Returns the parts of a request that the tool and curl both determine.
fn comparable(request: &Request) -> (String, Vec<String>, Vec<String>, Vec<u8>) {
    let headers = |name: &str| request.header(name).into_iter().map(str::to_owned).collect();
    (request.line.clone(), headers("authorization"), headers("content-type"), request.body.clone())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_of_curl_sends_the_same_request() {
    if Command::new("curl").arg("--version").output().is_err() {
        return matrix_openapi_testing::report_skipped("curl is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("it's a cat.png");
    std::fs::write(&file, b"\x89PNG\0").unwrap();
    let upload = format!("--body={}", file.display());
    let server = Server::responding(|_| json_response("200 OK", "{}")).await;
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url);
    let cases: [&[&str]; 6] = [
        &["whoami"],
        &[
            "send-message",
            "!a'b:c.org",
            "m.room.message",
            "--txn-id",
            "1",
            "body=it's $HOME `x`\n\"y\"",
            "n:=1.0",
        ],
        &["get-room-events", "!a:b.org", "--dir", "b", "--limit", "5", "--query", "org.x=a b"],
        &["upload-content", &upload, "--filename", "cat.png"],
        &["change-password", "new_password=it's pw_hidden"],
        &["DELETE", "/_synapse/admin/v1/rooms/x?a=b c", "purge:=true"],
    ];
    for case in cases {
        let run = tool.run(case);
        assert_eq!(run.code, 0, "{case:?}: {run:?}");
        let printed = tool.text(&[case, &["--dry-run"]].concat());
        assert!(!printed.contains("hidden"), "{printed}");
        let script = printed.split("\ncurl ").nth(1).unwrap();
        let mut shell = Command::new("sh");
        shell.env("TOKEN", "syt_hidden").env("NEW_PASSWORD", "it's pw_hidden");
        let output = shell.arg("-c").arg(format!("curl --silent {script}")).output().unwrap();
        assert!(output.status.success(), "{printed}: {output:?}");
        let requests = server.take_requests();
        let [ours, curls] = &requests[..] else { panic!("{case:?}: {requests:?}") };
        assert_eq!(comparable(ours), comparable(curls), "{case:?}");
    }
}

#[test]
fn each_request_of_a_message_is_printed() {
    let tool = Tool::new();
    let requests = |words: &[&str]| -> Vec<String> {
        let text = tool.text(&[&["send", "--dry-run"], words].concat());
        text.lines()
            .filter(|line| line.contains(" https://") && !line.starts_with("curl"))
            .map(str::to_owned)
            .collect()
    };
    let base = "https://matrix.example.org/_matrix";
    let sent = |line: &String, room: &str| {
        line.starts_with(&format!("PUT {base}/client/v3/rooms/{room}/send/m.room.message/"))
    };
    let plain = requests(&["!a:b.org", "text", "hi"]);
    assert!(plain.len() == 1 && sent(&plain[0], "%21a%3Ab.org"), "{plain:?}");
    let all = requests(&["#h:b.org", "file", "/no/cat.png", "--reply-to", "$e"]);
    assert_eq!(all.len(), 4, "{all:?}");
    assert_eq!(all[0], format!("GET {base}/client/v3/directory/room/%23h%3Ab.org"));
    assert_eq!(all[1], format!("POST {base}/media/v3/upload?filename=cat.png"));
    assert_eq!(all[2], format!("GET {base}/client/v3/rooms/$ROOM_ID/event/%24e"));
    assert!(sent(&all[3], "$ROOM_ID"), "{all:?}");
    let text = tool.text(&["send", "-n", "#h:b.org", "file", "/no/cat.png", "--reply-to", "$e"]);
    for part in [
        r#""msgtype":"m.image""#,
        r#""url":"$CONTENT_URI""#,
        r#""user_ids":["$SENDER"]"#,
        r#"{"m.in_reply_to":{"event_id":"$e"}}"#,
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for (words, part) in [(["a", "text", "x"], "`ROOM` is"), (["#h", "text", "x"], "room alias")] {
        let run = tool.run(&[&["send", "-n"], &words[..]].concat());
        assert!(run.code == 2 && run.error()["error"].as_str().unwrap().contains(part), "{run:?}");
    }
}
