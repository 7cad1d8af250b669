//! Errors name the failed call, the server's message and what to do, but no secret.

use matrix_openapi::Error;
use matrix_openapi::auth::{Tokens, Uia};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi_testing::{Server, json_response, response};

fn client(server: &Server) -> Client {
    let tokens = Tokens::new("syt_hidden").with_refresh_token("syr_hidden");
    Client::builder(&server.url).credentials(tokens).retries(RetryPolicy::never()).build().unwrap()
}

/// Returns every form in which a program may print an error.
fn printed(error: &Error) -> [String; 3] {
    let mut causes = String::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        causes.push_str(&format!("{cause} {cause:?}\n"));
        source = cause.source();
    }
    [error.to_string(), format!("{error:?}"), causes]
}

async fn refused(response: Vec<u8>) -> Error {
    client(&Server::scripted(vec![response]).await).whoami().send().await.unwrap_err()
}

#[tokio::test]
async fn an_error_names_method_operation_and_server_message_in_every_form() {
    let error =
        refused(json_response("403 No", r#"{"errcode":"M_FORBIDDEN","error":"You shall not pass"}"#)).await;
    assert_eq!(error.to_string(), "whoami (getTokenOwner): status 403, M_FORBIDDEN: You shall not pass");
    for part in ["whoami", "getTokenOwner", "403", "M_FORBIDDEN", "You shall not pass"] {
        assert!(format!("{error:?}").contains(part), "{part}: {error:?}");
    }
    let server = Server::scripted(vec![Vec::new(), json_response("200 OK", "[]")]).await;
    let broken = client(&server).whoami().send().await.unwrap_err();
    let misfit = client(&server).whoami().send().await.unwrap_err();
    let unsent = client(&server).ping_appservice("irc").send().await.unwrap_err();
    for (error, name) in [
        (broken, "whoami (getTokenOwner): "),
        (misfit, "whoami (getTokenOwner): "),
        (unsent, "ping_appservice (pingAppservice): "),
    ] {
        assert!(error.to_string().starts_with(name), "{error}");
        assert!(format!("{error:?}").contains(name), "{error:?}");
    }
}

#[tokio::test]
async fn secrets_of_the_request_are_redacted_from_the_servers_message() {
    let server = Server::responding(|request| {
        let words = format!(
            "no {} {} here",
            request.header("authorization").concat(),
            String::from_utf8_lossy(&request.body)
        );
        let body = serde_json::json!({"errcode": "M_FORBIDDEN", "error": words});
        json_response("403 No", &body.to_string())
    })
    .await;
    let client = client(&server);
    let errors = [
        client.whoami().send().await.map(drop).unwrap_err(),
        client.refresh("syr_hidden").send().await.map(drop).unwrap_err(),
        client.log_in(client.password_login("alice", "pw_hidden")).await.map(drop).unwrap_err(),
        client.log_in(client.token_login("lt_hidden")).await.map(drop).unwrap_err(),
        client.change_password("pw_hidden").send().await.map(drop).unwrap_err(),
    ];
    for error in errors {
        let printed = printed(&error).concat();
        assert!(
            !printed.contains("hidden") && printed.contains('█') && printed.contains(" here"),
            "{printed}"
        );
    }
}

#[tokio::test]
async fn secrets_of_an_authentication_are_redacted() {
    let challenge =
        json_response("401 No", r#"{"flows":[{"stages":["m.login.password"]}],"session":"session_hidden"}"#);
    let refusal =
        r#"{"errcode":"M_FORBIDDEN","error":"pw_hidden of session_hidden is wrong","flows":[{"stages":[]}]}"#;
    let server = Server::scripted(vec![challenge, json_response("401 No", refusal)]).await;
    let proof = Uia::new().password("alice", "pw_hidden");
    let error = client(&server).delete_device("D").options(proof).send().await.unwrap_err();
    let printed = printed(&error).concat();
    assert!(!printed.contains("hidden") && printed.contains("█ of █ is wrong"), "{printed}");
}

#[tokio::test]
async fn control_characters_of_the_servers_message_are_escaped() {
    let words = r"a\u001b[2Jb\u202ec\u2028d\r\ne\u0000f\u200bg \ud83d h";
    let error =
        refused(json_response("403 No", &format!(r#"{{"errcode":"M_FORBIDDEN","error":"{words}"}}"#))).await;
    for text in printed(&error) {
        let bad = |character: char| {
            character.is_control() && character != '\n' || "\u{202e}\u{2028}\u{200b}".contains(character)
        };
        assert!(!text.contains(bad), "{text:?}");
    }
    assert!(
        error.to_string().ends_with(r"a\u{1b}[2Jb\u{202e}c\u{2028}d\u{d}\u{a}e\u{0}f\u{200b}g � h"),
        "{error}"
    );
    assert!(error.api().unwrap().message.as_deref().unwrap().starts_with("a\u{1b}[2J"));

    let long = format!(r#"{{"errcode":"M_FORBIDDEN","error":"{}"}}"#, "x".repeat(100_000));
    let error = refused(json_response("403 No", &long)).await;
    assert!(error.to_string().len() < 1000 && format!("{error:?}").len() < 2000);
}

#[tokio::test]
async fn errors_say_what_to_do() {
    let error = Client::builder("http://example.org").build().map(drop).unwrap_err();
    assert!(error.to_string().contains("ClientBuilder::allow_plain_http"), "{error}");
    assert!(format!("{error:?}").contains("ClientBuilder::allow_plain_http"), "{error:?}");
    let server = Server::json("{}").await;
    let anonymous = Client::builder(&server.url).build().unwrap();
    let error = anonymous.whoami().send().await.map(drop).unwrap_err();
    assert!(error.to_string().contains("ClientBuilder::credentials") && error.is_final(), "{error}");
    let small = Client::builder(&server.url).max_json_size(1).build().unwrap();
    let error = small.get_versions().send().await.map(drop).unwrap_err();
    assert!(error.to_string().contains("ClientBuilder::max_json_size") && error.is_final(), "{error}");
}

#[tokio::test]
async fn errors_are_temporary_or_final() {
    for (status, body, temporary, is_final) in [
        ("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED"}"#, true, false),
        ("503 No", "", true, false),
        ("524 No", "<html>", true, false),
        ("401 No", r#"{"errcode":"M_USER_LOCKED","soft_logout":true}"#, true, false),
        ("403 No", r#"{"errcode":"M_FORBIDDEN"}"#, false, true),
        ("404 No", "<html>", false, true),
        ("401 No", r#"{"flows":[{"stages":["m.login.dummy"]}]}"#, false, false),
        ("200 OK", "[]", false, false),
    ] {
        let error = refused(response(status, &[], body.as_bytes())).await;
        assert_eq!(
            (error.is_temporary(), error.is_final()),
            (temporary, is_final),
            "{status} {body}: {error}"
        );
    }
    let error = refused(Vec::new()).await;
    assert!(error.is_temporary() && !error.is_final(), "{error:?}");
    let error = client(&Server::json("{}").await).get_device(".").send().await.unwrap_err();
    assert!(error.is_final() && !error.is_temporary(), "{error:?}");
}
