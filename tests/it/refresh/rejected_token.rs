//! Access tokens that the server rejects. Each is refreshed once.

use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi_testing::{Server, json_response, response};

use super::homeserver::{old, session_of};
use super::kind::{Kind, both_kinds};

const ME: &str = r#"{"user_id":"@a:example.org","device_id":"D"}"#;

/// Returns the body of a response with the new tokens.
fn new() -> String {
    Kind::current().tokens("syt_2", Some("syr_2"), None)
}

/// Starts a server that rejects the first call, refreshes, and sends the last response to the second call.
async fn server(rejection: Vec<u8>, refresh: &str, last: Vec<u8>) -> Server {
    let confirmations = vec![json_response("200 OK", ME); Kind::current().confirmations()];
    let refresh = vec![rejection, json_response("200 OK", refresh)];
    Server::scripted([refresh, confirmations, vec![last]].concat()).await
}

fn client(server: &Server) -> Client {
    let session = session_of(server, old());
    Client::builder(&server.url).credentials(session).retries(RetryPolicy::never()).build().unwrap()
}

fn expected_paths() -> Vec<&'static str> {
    let refresh = Kind::current().path().rsplit('/').next().unwrap();
    [vec!["whoami", refresh], vec!["whoami"; Kind::current().confirmations() + 1]].concat()
}

fn paths(server: &Server) -> Vec<String> {
    let name = |line: &str| line.rsplit('/').next().unwrap().to_owned();
    server.requests().iter().map(|request| name(&request.line)).collect()
}

async fn every_form_of_an_unknown_token_triggers_a_refresh() {
    let bodies: [&[u8]; 9] = [
        br#"{"errcode":"M_UNKNOWN_TOKEN","error":"Token is not active"}"#,
        br#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":false}"#,
        br#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#,
        br#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":"yes","error":7}"#,
        br#"{"error":"bad name \ud83d","errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#,
        b"{\"error\":\"\xff\xfe\",\"errcode\":\"M_UNKNOWN_TOKEN\"}",
        b"\xEF\xBB\xBF{\"errcode\":\"M_UNKNOWN_TOKEN\"}",
        br#"{"errcode":"M_UNKNOWN_TOKEN","retry_after_ms":"soon","flows":7}"#,
        br#"{"errcode":"M_UNKNOWN_TOKEN","error":"the connection breaks he"#,
    ];
    for body in bodies {
        let rejection = response("401 No", &[("Content-Type", "application/json")], body);
        let server = server(rejection, &new(), json_response("200 OK", ME)).await;
        let client = client(&server);
        let body = String::from_utf8_lossy(body);
        let me = client.whoami().send().await.unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(me.user_id.as_str(), "@a:example.org");
        assert_eq!(paths(&server), expected_paths(), "{body}");
        assert_eq!(server.requests().last().unwrap().header("authorization"), ["Bearer syt_2"]);
    }
}

async fn a_rejected_call_is_sent_twice_at_most() {
    let rejection = || json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN"}"#);
    let server = server(rejection(), &new(), rejection()).await;
    let error = client(&server).whoami().send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
    assert_eq!(paths(&server), expected_paths());
}

async fn a_refresh_response_is_read_in_every_form() {
    let good = r#""access_token":"syt_2","token_type":"bEaReR""#;
    let kind = Kind::current();
    for (rest, refresh_token) in [
        ("", "syr_1"),
        (r#","refresh_token":null,"expires_in_ms":null"#, "syr_1"),
        (r#","refresh_token":7,"expires_in_ms":[]"#, "syr_1"),
        (r#","refresh_token":"syr_2","expires_in_ms":"3600000""#, "syr_2"),
        (r#","refresh_token":"syr_2","expires_in_ms":3.6e6,"well_known":{"m.identity_server":{}}"#, "syr_2"),
        (r#","refresh_token":"syr_2","expires_in_ms":-5"#, "syr_2"),
    ] {
        let rejection = json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN"}"#);
        let rest = match kind {
            Kind::Homeserver => rest.to_owned(),
            Kind::OAuth => rest.replace("_in_ms", "_in").replace("3600000", "3600").replace("3.6e6", "3.6e3"),
        };
        let server = server(rejection, &format!("{{{good}{rest}}}"), json_response("200 OK", ME)).await;
        let client = client(&server);
        client.whoami().send().await.unwrap_or_else(|error| panic!("{rest}: {error}"));
        let tokens = client.session().tokens().unwrap();
        assert_eq!(tokens.refresh_token().unwrap().expose(), refresh_token, "{rest}");
        assert_eq!(tokens.expires_at().is_some(), rest.contains("3600") || rest.contains("3.6e"), "{rest}");
    }
}

both_kinds!(tokio::test: every_form_of_an_unknown_token_triggers_a_refresh, a_rejected_call_is_sent_twice_at_most, a_refresh_response_is_read_in_every_form);
