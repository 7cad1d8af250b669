//! User-interactive authentication.

use std::sync::{Arc, Mutex};

use matrix_openapi::auth::{Uia, UiaStage};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::json::JsonValue;
use matrix_openapi::{Credentials, Error};
use matrix_openapi_testing::{Server, json_response};
use serde_json::json;

/// Returns a challenge with these flows and completed stages.
fn challenge(flows: JsonValue, completed: &[&str]) -> Vec<u8> {
    let flows: Vec<_> = flows.as_array().unwrap().iter().map(|stages| json!({"stages": stages})).collect();
    let params = json!({"org.example.quiz": {"question": "?"}, "m.login.terms": {"policies": {}}});
    let body = json!({"flows": flows, "params": params, "session": "s/1 hidden", "completed": completed});
    json_response("401 Unauthorized", &body.to_string())
}

fn done() -> Vec<u8> {
    json_response("200 OK", r#"{"user_id":"@a:example.org"}"#)
}

fn client(url: &str) -> Client {
    Client::builder(url)
        .credentials(Credentials::access_token("syt_hidden"))
        .retries(RetryPolicy::never())
        .build()
        .unwrap()
}

/// Returns the `auth` field of each request.
fn auths(server: &Server) -> Vec<JsonValue> {
    server.requests().iter().map(|request| request.json()["auth"].clone()).collect()
}

#[tokio::test]
async fn a_password_authenticates_the_deletion_of_a_device() {
    let server = Server::scripted(vec![challenge(json!([["m.login.password"]]), &[]), done()]).await;
    let uia = Uia::new().password("alice", "pw_hidden");
    assert!(!format!("{uia:?}").contains("hidden"));
    client(&server.url).delete_devices(["A", "B"]).options(uia).send().await.unwrap();
    let bodies: Vec<_> = server.requests().iter().map(|request| request.json()).collect();
    let auth = json!({
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": "alice"},
        "password": "pw_hidden",
        "session": "s/1 hidden",
    });
    assert_eq!(bodies, [json!({"devices": ["A", "B"]}), json!({"devices": ["A", "B"], "auth": auth})]);
    for request in server.requests() {
        assert_eq!(request.header("authorization"), ["Bearer syt_hidden"]);
        assert_eq!(request.header("content-type"), ["application/json"]);
    }
}

#[tokio::test]
async fn a_malformed_flow_does_not_hide_the_others() {
    for odd in ["{}", "null", r#"{"stages":null}"#, r#"{"stages":"m.login.dummy"}"#, r#"{"stages":[7]}"#] {
        for completed in ["[]", "null", "7", "[7]"] {
            let text = format!(
                r#"{{"flows":[{odd},{{"stages":["m.login.password"]}}],"params":7,"completed":{completed},"session":"s"}}"#
            );
            let server = Server::scripted(vec![json_response("401 Unauthorized", &text), done()]).await;
            let uia = Uia::new().password("alice", "pw_hidden");
            let deleted = client(&server.url).delete_devices(["A"]).options(uia).send().await;
            deleted.unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(auths(&server)[1]["session"], "s");
        }
    }
}

#[tokio::test]
async fn registration_completes_the_first_flow_with_known_stages() {
    let flows = || {
        json!([
            ["m.login.email.identity", "m.login.dummy"],
            ["m.login.registration_token", "m.login.terms", "m.login.dummy"],
            ["m.login.dummy"],
        ])
    };
    let server = Server::scripted(vec![
        challenge(flows(), &[]),
        challenge(flows(), &["m.login.registration_token"]),
        challenge(flows(), &["m.login.registration_token", "m.login.terms"]),
        done(),
    ])
    .await;
    let uia = Uia::new().registration_token("token_hidden").accept_terms();
    client(&server.url).register().username("a").options(uia).send().await.unwrap();
    assert_eq!(
        auths(&server),
        [
            JsonValue::Null,
            json!({"type": "m.login.registration_token", "token": "token_hidden", "session": "s/1 hidden"}),
            json!({"type": "m.login.terms", "session": "s/1 hidden"}),
            json!({"type": "m.login.dummy", "session": "s/1 hidden"}),
        ]
    );
    assert!(server.requests().iter().all(|request| request.json()["username"] == "a"));
}

#[tokio::test]
async fn a_wrong_password_returns_the_error_with_the_challenge() {
    let wrong = json_response(
        "401 Unauthorized",
        r#"{"errcode":"M_FORBIDDEN","error":"pw_hidden","flows":[{"stages":["m.login.password"]}],"session":"s"}"#,
    );
    let server = Server::scripted(vec![challenge(json!([["m.login.password"]]), &[]), wrong]).await;
    let uia = Uia::new().password("alice", "pw_hidden");
    let error = client(&server.url).delete_device("D").options(uia).send().await.unwrap_err();
    assert_eq!((error.errcode(), server.requests().len()), (Some(&ErrorCode::Forbidden), 2));
    assert_eq!(error.uia().unwrap().flows[0].stages, ["m.login.password"]);
    assert!(!format!("{error} {error:?}").contains("hidden"));
}

#[tokio::test]
async fn a_custom_stage_is_completed_by_its_handler() {
    let flows = json!([["org.example.quiz"]]);
    let server = Server::scripted(vec![challenge(flows.clone(), &[]), done(), challenge(flows, &[])]).await;
    let seen = Arc::new(Mutex::new(None));
    let record = Arc::clone(&seen);
    let uia = Uia::new().stage("org.example.quiz", move |stage: UiaStage| {
        assert!(!format!("{stage:?}").contains("hidden"));
        *record.lock().unwrap() = Some((stage.name, stage.params, stage.session));
        // The client replaces fields of the protocol that the handler sets.
        async { Ok(serde_json::Map::from_iter([("answer".into(), 42.into()), ("type".into(), "x".into())])) }
    });
    client(&server.url).delete_device("D").options(uia).send().await.unwrap();
    let auth = json!({"type": "org.example.quiz", "answer": 42, "session": "s/1 hidden"});
    assert_eq!(auths(&server), [JsonValue::Null, auth]);
    let expected =
        ("org.example.quiz".to_owned(), Some(json!({"question": "?"})), Some("s/1 hidden".to_owned()));
    assert_eq!(seen.lock().unwrap().take(), Some(expected));

    let uia = Uia::new().stage("org.example.quiz", |_| async { Err("nobody knows".into()) });
    let error = client(&server.url).delete_device("D").options(uia).send().await.unwrap_err();
    let Error::Uia { operation: "deleteDevice", stage, source } = &error else { panic!("{error:?}") };
    assert_eq!((stage.as_str(), source.to_string().as_str()), ("org.example.quiz", "nobody knows"));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_unknown_stage_uses_the_fallback_page() {
    let flows = json!([["m.login.recaptcha", "m.login.dummy"]]);
    let server = Server::scripted(vec![
        challenge(flows.clone(), &[]),
        challenge(flows, &["m.login.recaptcha"]),
        done(),
    ])
    .await;
    let pages = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&pages);
    let uia = Uia::new().fallback(move |stage| {
        record.lock().unwrap().push(stage.fallback_url);
        async { Ok(()) }
    });
    client(&format!("{}/base", server.url)).register().options(uia).send().await.unwrap();
    let page = format!(
        "{}/base/_matrix/client/v3/auth/m.login.recaptcha/fallback/web?session=s%2F1+hidden",
        server.url
    );
    assert_eq!(*pages.lock().unwrap(), [page]);
    assert_eq!(
        auths(&server),
        [
            JsonValue::Null,
            json!({"session": "s/1 hidden"}),
            json!({"type": "m.login.dummy", "session": "s/1 hidden"}),
        ]
    );
}

#[tokio::test]
async fn a_flow_without_fallback_pages_is_preferred() {
    let flows = || {
        json!([
            ["m.login.recaptcha", "m.login.dummy"],
            ["m.login.password", "m.login.sso"],
            ["m.login.dummy", "m.login.password"],
            ["m.login.password"],
        ])
    };
    let server =
        Server::scripted(vec![challenge(flows(), &[]), challenge(flows(), &["m.login.dummy"]), done()]).await;
    let uia = Uia::new()
        .fallback(|stage: UiaStage| async move { Err(format!("{} has no page", stage.name).into()) })
        .password("alice", "pw_hidden");
    client(&server.url).register().options(uia).send().await.unwrap();
    let types: Vec<_> = auths(&server).into_iter().map(|auth| auth["type"].clone()).collect();
    assert_eq!(types, [json!(null), json!("m.login.dummy"), json!("m.login.password")]);

    // In a flow with a fallback page, the other stages are completed without one.
    let flows = || json!([["m.login.dummy", "m.login.sso"]]);
    let server =
        Server::scripted(vec![challenge(flows(), &[]), challenge(flows(), &["m.login.dummy"]), done()]).await;
    let pages = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&pages);
    let uia = Uia::new().fallback(move |stage| {
        record.lock().unwrap().push(stage.name);
        async { Ok(()) }
    });
    client(&server.url).register().options(uia).send().await.unwrap();
    assert_eq!(*pages.lock().unwrap(), ["m.login.sso"]);
}

#[tokio::test]
async fn a_failing_handler_ends_the_call_and_names_the_stage_without_secrets() {
    let flows = || json!([["m.login.password", "org.example.quiz"], ["m.login.sso"]]);
    let failing = || {
        Uia::new().password("alice", "pw_hidden").stage("org.example.quiz", |_| async { Err("no".into()) })
    };
    let pages = Uia::new().fallback(|_| async { Err("no".into()) });
    for (uia, completed, expected) in
        [(failing(), Some("m.login.password"), "org.example.quiz"), (pages, None, "m.login.password")]
    {
        let mut responses = vec![challenge(flows(), &[])];
        responses.extend(completed.map(|stage| challenge(flows(), &[stage])));
        let requests = responses.len();
        let server = Server::scripted(responses).await;
        let error = client(&server.url).delete_device("D").options(uia).send().await.unwrap_err();
        let Error::Uia { operation: "deleteDevice", stage, source } = &error else { panic!("{error:?}") };
        assert_eq!((stage.as_str(), source.to_string().as_str()), (expected, "no"));
        assert_eq!(
            error.to_string(),
            format!("delete_device (deleteDevice): the stage `{expected}` of the authentication failed: no")
        );
        assert!(!format!("{error:?}").contains("hidden"), "{error:?}");
        assert_eq!(server.requests().len(), requests);
    }
}

#[tokio::test]
async fn a_challenge_without_a_known_flow_is_returned() {
    let flows = json!([["m.login.email.identity"], ["m.login.dummy", "m.login.sso"]]);
    let server = Server::scripted(vec![challenge(flows, &[]), challenge(json!([]), &[])]).await;
    for expected in [2, 0] {
        let call = client(&server.url).register().options(Uia::new().password("a", "b")).send().await;
        assert_eq!(call.unwrap_err().uia().unwrap().flows.len(), expected);
    }
    // Without the option the program gets the challenge.
    let server = Server::scripted(vec![challenge(json!([["m.login.dummy"]]), &[])]).await;
    let error = client(&server.url).register().send().await.unwrap_err();
    assert_eq!(error.uia().unwrap().session.as_deref(), Some("s/1 hidden"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn endless_challenges_end_with_an_error() {
    let same = Server::responding(|_| challenge(json!([["m.login.dummy"]]), &[])).await;
    let error = client(&same.url).register().options(Uia::new()).send().await.unwrap_err();
    assert!(error.uia().is_some());
    assert_eq!(same.requests().len(), 2);

    // Each challenge has a new stage.
    let count = Mutex::new(0);
    let other = Server::responding(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        challenge(json!([[format!("org.example.{count}")]]), &[])
    })
    .await;
    let client = client(&other.url);
    let stages = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&stages);
    let uia = Uia::new().fallback(move |stage| {
        record.lock().unwrap().push(stage.name);
        async { Ok(()) }
    });
    let call = client.register().options(uia).send();
    let error = tokio::time::timeout(std::time::Duration::from_secs(20), call).await.unwrap().unwrap_err();
    // The error has the last challenge, so a program can continue.
    assert_eq!(error.uia().unwrap().flows[0].stages, ["org.example.17"]);
    let expected: Vec<_> = (1..=16).map(|stage| format!("org.example.{stage}")).collect();
    assert_eq!((stages.lock().unwrap().clone(), other.requests().len()), (expected, 17));
}
