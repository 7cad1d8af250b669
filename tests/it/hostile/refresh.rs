//! Refreshes with which a server could block a program.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use matrix_openapi::Error;
use matrix_openapi::auth::Tokens;
use matrix_openapi::error::SessionError;
use matrix_openapi_testing::{Server, json_response};

use super::log_redaction::{assert_discreet, assert_hides};
use super::{IMPATIENT, bounded, builder, refreshable};

const SOFT_LOGOUT: &str = r#"{"errcode":"M_UNKNOWN_TOKEN","error":"syt_hidden","soft_logout":true}"#;

fn is_refresh(line: &str) -> bool {
    line.ends_with("/refresh")
}

#[tokio::test]
async fn an_endless_refresh_times_out() {
    let server = Server::handling(|request, mut stream| async move {
        if !is_refresh(&request.line) {
            let _ =
                tokio::io::AsyncWriteExt::write_all(&mut stream, &json_response("401 No", SOFT_LOGOUT)).await;
            return;
        }
        std::future::pending::<()>().await;
    })
    .await;
    let client = refreshable(builder(&server.url).timeout(IMPATIENT));
    let error = bounded(client.whoami().send()).await.unwrap_err();
    let Error::Session { operation: "getTokenOwner", source } = &error else { panic!("{error:?}") };
    assert!(
        matches!(**source, SessionError::Temporary(Error::Timeout { operation: "refresh" })),
        "{error:?}"
    );
    assert_discreet(&error);
    assert_hides(&client);
    assert_hides(&client.session().tokens());
}

#[tokio::test]
async fn rejected_new_tokens_are_refreshed_once() {
    let server = Server::responding(|request| match is_refresh(&request.line) {
        true => json_response("200 OK", r#"{"access_token":"syt_hidden","refresh_token":"syr_hidden"}"#),
        false => json_response("401 No", SOFT_LOGOUT),
    })
    .await;
    let client = refreshable(builder(&server.url));
    let error = bounded(client.whoami().send()).await.unwrap_err();
    assert!(error.api().unwrap().soft_logout);
    assert_discreet(&error);
    let lines: Vec<_> = server.requests().iter().map(|request| is_refresh(&request.line)).collect();
    assert_eq!(lines, [false, true, false]);
}

#[tokio::test]
async fn tokens_that_arrive_expired_are_used_once_each() {
    for lifetime in ["0", "-5", "1", "9223372036854775807", "-9223372036854775808"] {
        let server = Server::responding(move |request| match is_refresh(&request.line) {
            true => json_response(
                "200 OK",
                &format!(r#"{{"access_token":"syt_hidden","refresh_token":"syr_hidden","expires_in_ms":{lifetime}}}"#),
            ),
            false => json_response("200 OK", r#"{"user_id":"@a:example.org"}"#),
        })
        .await;
        let tokens =
            Tokens::new("syt_hidden").with_refresh_token("syr_hidden").with_expiry(SystemTime::UNIX_EPOCH);
        let client = builder(&server.url).credentials(tokens).build().unwrap();
        bounded(client.whoami().send()).await.unwrap();
        let refreshes = || server.requests().iter().filter(|request| is_refresh(&request.line)).count();
        assert_eq!((refreshes(), server.requests().len()), (1, 2), "{lifetime}");
        tokio::time::sleep(Duration::from_millis(5)).await;
        bounded(client.whoami().send()).await.unwrap();
        assert!(refreshes() <= 2, "{lifetime}");
    }
}

#[tokio::test]
async fn a_malformed_refresh_response_is_a_typed_error() {
    for (status, body) in [
        ("200 OK", "<html>hidden"),
        ("200 OK", r#"{"access_token":7}"#),
        ("200 OK", r#"{"access_token":"\nhidden"}"#),
        ("500 No", "hidden"),
        ("302 Away", "hidden"),
        ("403 No", r#"{"errcode":"hidden"}"#),
    ] {
        let server = Server::responding(move |request| match is_refresh(&request.line) {
            true => json_response(status, body),
            false => json_response("401 No", SOFT_LOGOUT),
        })
        .await;
        let client = refreshable(builder(&server.url));
        let error = bounded(client.whoami().send()).await.unwrap_err();
        assert!(
            matches!(error, Error::Session { .. } | Error::InvalidArgument { .. }),
            "{status} {body}: {error:?}"
        );
        assert_discreet(&error);
        if let Error::Session { source, .. } = &error {
            let source: &Arc<SessionError> = source;
            assert_discreet(&**source);
        }
    }
}
