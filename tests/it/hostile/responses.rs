//! Malformed responses.

use std::time::Duration;

use matrix_openapi::auth::Uia;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::json::JsonValue;
use matrix_openapi::{Credentials, Error};
use matrix_openapi_testing::{Server, json_response, response};

use super::log_redaction::{self, SECRET_MARK, assert_discreet, assert_hides};
use super::{bounded, builder, client};

/// Returns arrays that are nested 100,000 deep.
fn deep() -> String {
    "[".repeat(100_000) + &"]".repeat(100_000)
}

fn deep_object() -> String {
    r#"{"a":"#.repeat(100_000) + "1" + &"}".repeat(100_000)
}

#[tokio::test]
async fn deep_nesting_does_not_overflow_the_stack() {
    for text in [deep(), deep_object(), "[".repeat(100_000), r#"{"a":"#.repeat(100_000)] {
        let closed = text.ends_with([']', '}']);
        for (body, fits) in [
            (text.clone(), false),
            (format!(r#"{{"user_id":{text}}}"#), false),
            (format!(r#"{{"user_id":"@a:example.org","is_guest":{text}}}"#), closed),
        ] {
            let server =
                Server::scripted(vec![json_response("200 OK", &body), json_response("403 Forbidden", &body)])
                    .await;
            let client = client(&server.url);
            match bounded(client.whoami().send()).await {
                Ok(me) => assert!(fits && me.is_guest.is_none() && me.extra.raw("is_guest").is_some()),
                Err(error) => {
                    assert!(!fits && matches!(error, Error::Decode(_)), "{error:?}");
                    assert_discreet(&error);
                }
            }
            let error = bounded(client.whoami().send()).await.unwrap_err();
            assert_eq!((error.api().unwrap().status.as_u16(), error.errcode()), (403, None));
            assert_discreet(&error);
        }
    }
}

#[tokio::test]
async fn deep_nesting_in_raw_json_is_an_error_when_parsed() {
    for text in [deep(), deep_object()] {
        let body =
            format!(r#"{{"next_batch":"s","account_data":{{"events":[{{"type":"a","content":{text}}}]}}}}"#);
        let server = Server::json(&body).await;
        let response = bounded(client(&server.url).sync().send()).await.unwrap();
        let events = response.account_data.unwrap().events.unwrap();
        assert!(events[0].json().contains(&text));
        events[0].parse_as::<JsonValue>().unwrap_err();
    }
}

#[tokio::test]
async fn html_instead_of_json_keeps_its_status_and_text() {
    let html = "<html><body>syt_hidden</body></html>";
    let page = |status| response(status, &[("Content-Type", "text/html")], html.as_bytes());
    let server =
        Server::scripted(vec![page("200 OK"), page("502 Bad Gateway"), page("401 Unauthorized")]).await;
    let client = client(&server.url);
    let error = bounded(client.whoami().send()).await.unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error:?}") };
    assert_eq!((decode.operation, &decode.body[..]), ("getTokenOwner", html.as_bytes()));
    assert_discreet(&error);
    for status in [502, 401] {
        let error = bounded(client.whoami().send()).await.unwrap_err();
        let api = error.api().unwrap();
        assert_eq!((api.status.as_u16(), api.text().as_ref(), api.errcode.as_ref()), (status, html, None));
        assert_discreet(&error);
    }
}

#[tokio::test]
async fn a_server_that_echoes_the_request_leaks_no_secret() {
    let server = Server::responding(|request| {
        let all = request.text().replace(['\r', '\n', '"', '\\'], " ");
        let token = request.header("authorization").concat() + &request.line;
        let body = format!(
            r#"{{"errcode":"{token}","error":"{all}","{all}":1,"session":"{all}","completed":["x"],
            "flows":[{{"stages":["m.login.dummy"]}}],"params":{{"{all}":"{all}"}}}}"#
        );
        let status = format!("{} {token}", if request.line.contains("logout") { "401" } else { "400" });
        response(&status, &[("X-Echo", &token), ("Retry-After", &token)], body.as_bytes())
    })
    .await;
    let header = client(&server.url);
    let query =
        builder(&server.url).credentials(Credentials::access_token("syt_hidden").in_query()).build().unwrap();
    for client in [header, query] {
        for error in [
            bounded(client.whoami().send()).await.map(drop).unwrap_err(),
            bounded(client.logout().send()).await.map(drop).unwrap_err(),
            bounded(client.refresh("syr_hidden").send()).await.map(drop).unwrap_err(),
            bounded(client.login("m.login.password").password("pw_hidden").send())
                .await
                .map(drop)
                .unwrap_err(),
        ] {
            assert!(error.api().unwrap().text().contains(SECRET_MARK));
            assert_discreet(&error);
            assert_hides(error.api().unwrap());
        }
        assert_hides(&client);
        assert_hides(&client.session().tokens());
    }
}

#[tokio::test]
async fn an_incomplete_response_is_an_error() {
    for text in [
        "",
        "HTTP/1.1",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"user_id\":\"@a:example.org\"}",
        "HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n{\"user_id\":\"@a:example.org\"}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1c\r\n{\"user_id\":\"@a:example.org\"}\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhidden\r\n",
        "syt_hidden\r\n\r\n",
    ] {
        let server = Server::scripted(vec![text.into()]).await;
        let error = bounded(client(&server.url).whoami().send()).await.unwrap_err();
        assert!(matches!(error, Error::Transport { operation: "getTokenOwner", .. }), "{text}: {error:?}");
        assert_discreet(&error);
    }
    let server = Server::scripted(vec![b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".to_vec()]).await;
    let download = bounded(client(&server.url).get_content_authed("a", "b").send()).await.unwrap();
    let error = bounded(download.bytes()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_discreet(&error);
}

#[tokio::test]
async fn a_year_is_too_long_to_wait_for_a_rate_limit() {
    let year = Duration::from_secs(31_536_000);
    let body = r#"{"errcode":"M_LIMIT_EXCEEDED"}"#;
    let header = |value: &str| response("429 Slow", &[("Retry-After", value)], body.as_bytes());
    let field = |value: &str| {
        json_response("429 Slow", &format!(r#"{{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":{value}}}"#))
    };
    for (response, expected) in [
        (header("31536000"), Some(year)),
        (field("31536000000"), Some(year)),
        (header("18446744073709551615"), Some(Duration::from_secs(u64::MAX))),
        (field("18446744073709551615"), Some(Duration::from_millis(u64::MAX))),
        (field("1e18"), Some(Duration::from_secs(1_000_000_000_000_000))),
    ] {
        let server = Server::scripted(vec![response]).await;
        // The default of clients.
        let policy = matrix_openapi::http::RetryPolicy::default();
        let error = bounded(client(&server.url).whoami().options(policy).send()).await.unwrap_err();
        assert_eq!((error.errcode(), error.retry_after()), (Some(&ErrorCode::LimitExceeded), expected));
        assert_discreet(&error);
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_year_is_too_long_to_wait_for_an_unavailable_server() {
    for (status, value) in [
        ("502 No", "31536000"),
        ("503 No", "18446744073709551615"),
        ("504 No", "Fri, 31 Dec 9999 23:59:59 GMT"),
    ] {
        let server = Server::scripted(vec![response(status, &[("Retry-After", value)], b"<html>")]).await;
        let policy = matrix_openapi::http::RetryPolicy::default();
        let error = bounded(client(&server.url).whoami().options(policy).send()).await.unwrap_err();
        assert!(error.retry_after() >= Some(Duration::from_secs(31_536_000)), "{error:?}");
        assert_discreet(&error);
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn stages_named_like_the_token_leak_no_secret() {
    let server = Server::responding(|request| {
        let token = request.header("authorization").concat().replace("Bearer ", "");
        let body =
            format!(r#"{{"flows":[{{"stages":["{token}"]}}],"completed":["x.{token}"],"session":"s"}}"#);
        json_response("401 No", &body)
    })
    .await;
    let error = bounded(client(&server.url).logout().send()).await.map(drop).unwrap_err();
    assert!(error.uia().is_some());
    assert_discreet(&error);
    let uia = Uia::new().fallback(|_| async { Err("nobody is there".into()) });
    let error = bounded(client(&server.url).logout_all().options(uia).send()).await.map(drop).unwrap_err();
    assert!(matches!(error, Error::Uia { .. }), "{error:?}");
    assert_discreet(&error);
}

#[tokio::test]
async fn the_log_has_operation_and_status_but_no_url() {
    log_redaction::record();
    let server =
        Server::scripted(vec![json_response("200 OK", r#"{"user_id":"@a:example.org"}"#), Vec::new()]).await;
    let client =
        builder(&server.url).credentials(Credentials::access_token("syt_hidden").in_query()).build().unwrap();
    bounded(client.whoami().send()).await.unwrap();
    let error = bounded(client.whoami().send()).await.unwrap_err();
    assert!(server.requests().iter().all(|request| request.line.contains("access_token=syt_hidden")));
    assert_discreet(&error);
    let log = log_redaction::recorded();
    assert!(log.contains("tracing matrix_openapi matrix_request"), "{log}");
    assert!(log.contains("operation=\"getTokenOwner\"") && log.contains(" status=200"), "{log}");
    assert!(log.contains("the connection failed"), "{log}");
    assert!(log.contains("log reqwest"), "the crate log is recorded too: {log}");
}
