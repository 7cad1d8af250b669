//! Errors of an authorization server during a login.

use matrix_openapi::Error;
use matrix_openapi::oauth::OAuthError;
use matrix_openapi_testing::{AuthorizationServer, json_response};
use serde_json::json;

use super::clients::{bot, client};

const BACK: &str = "https://example.org/back";

/// Logs in and returns the error.
async fn log_in(authorization_server: &AuthorizationServer) -> Error {
    let server = authorization_server.start().await;
    let oauth = match client(&server).oauth(bot().redirect_uri(BACK)).await {
        Ok(oauth) => oauth,
        Err(error) => return error,
    };
    let login = oauth.authorization_code().redirect_uri(BACK).start().unwrap();
    let callback = authorization_server.approve(login.url());
    let error = login.finish(&callback).await.unwrap_err();
    let shown = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
    assert!(!shown.contains("hidden") && !shown.contains("_secret"), "{shown}");
    error
}

#[tokio::test]
async fn a_refused_registration_says_why() {
    let authorization_server = AuthorizationServer::default();
    let refusal = r#"{"error":"invalid_redirect_uri","error_description":"not\u001b[31m here"}"#;
    authorization_server.respond("/oauth2/registration", vec![json_response("400 No", refusal)]);
    let error = log_in(&authorization_server).await;
    let Error::OAuth(OAuthError::RegistrationRefused(refusal)) = &error else { panic!("{error:?}") };
    assert_eq!(refusal.code, "invalid_redirect_uri");
    assert!(!error.to_string().contains('\u{1b}') && error.to_string().contains("here"), "{error}");
    for response in [json_response("201 Created", "{}"), json_response("200 OK", "<html>")] {
        authorization_server.respond("/oauth2/registration", vec![response]);
        log_in(&authorization_server).await;
    }
}

#[tokio::test]
async fn tokens_with_another_scope_device_or_type_are_revoked() {
    let change = |path: &'static str, fields| {
        let authorization_server = AuthorizationServer::default();
        authorization_server.change(path, fields);
        authorization_server
    };
    for scope in ["", "openid", "urn:matrix:client:api:* urn:matrix:client:device:OTHERDEVICE"] {
        let authorization_server = change("/oauth2/token", json!({"scope": scope}));
        let error = log_in(&authorization_server).await;
        assert!(matches!(error, Error::OAuth(OAuthError::ScopeNotGranted)), "{scope}: {error:?}");
        assert!(authorization_server.session().is_over);
    }
    let authorization_server = change("/oauth2/token", json!({"token_type": "mac"}));
    let error = log_in(&authorization_server).await;
    assert!(matches!(error, Error::OAuth(OAuthError::TokenType)), "{error:?}");
    assert!(authorization_server.session().is_over);
    for device in [json!("OTHER"), json!(null), json!(7)] {
        let authorization_server = change("/_matrix/client/v3/account/whoami", json!({"device_id": device}));
        let error = log_in(&authorization_server).await;
        assert!(matches!(error, Error::OAuth(OAuthError::OtherDevice { .. })), "{device}: {error:?}");
        // The program never gets the tokens, so they are revoked.
        assert!(authorization_server.session().is_over);
    }
}

#[tokio::test]
async fn malformed_and_failed_responses_are_errors_without_their_content() {
    for response in [
        json_response("200 OK", r#"{"token_type":"Bearer","refresh_token":"mar_hidden"}"#),
        json_response("200 OK", r#"{"access_token":7,"refresh_token":"mar_hidden"}"#),
        json_response("200 OK", "mat_hidden"),
        json_response("400 No", r#"{"error":"invalid_grant"}"#),
        json_response("400 No", r#"{"error":7,"error_description":"code_hidden"}"#),
        json_response("503 No", r#"{"error":"invalid_grant"}"#),
        Vec::new(),
    ] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.respond("/oauth2/token", vec![response]);
        log_in(&authorization_server).await;
    }
}
