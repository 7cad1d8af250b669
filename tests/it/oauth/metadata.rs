//! The metadata of a homeserver, and the URLs that its authorization server may have.

use matrix_openapi::Error;
use matrix_openapi::auth::LogInMethod;
use matrix_openapi::oauth::{AccountAction, EndpointError, OAuthError};
use matrix_openapi_testing::{AuthorizationServer, Server, json_response, response};
use serde_json::json;

use super::clients::{bot, client, oauth};

const METADATA: &str = "/_matrix/client/v1/auth_metadata";

#[tokio::test]
async fn a_homeserver_without_oauth_says_so() {
    for refusal in
        ["404 No", "405 No", "400 No"].map(|status| json_response(status, r#"{"errcode":"M_UNRECOGNIZED"}"#))
    {
        let server = Server::scripted(vec![refusal]).await;
        let error = client(&server).oauth(bot()).await.unwrap_err();
        assert!(matches!(error, Error::OAuth(OAuthError::NotOffered)) && !error.is_temporary(), "{error:?}");
    }
    for refusal in ["404 No", "405 No"].map(|status| response(status, &[], b"<html>")) {
        let server = Server::scripted(vec![refusal]).await;
        let error = client(&server).oauth(bot()).await.unwrap_err();
        assert!(matches!(error, Error::OAuth(OAuthError::NotOffered)) && !error.is_temporary(), "{error:?}");
    }
    let server = Server::scripted(vec![json_response("503 No", "{}")]).await;
    let error = client(&server).oauth(bot()).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)) && error.is_temporary(), "{error:?}");
}

#[tokio::test]
async fn the_metadata_is_typed_and_complete() {
    let authorization_server = AuthorizationServer::default();
    authorization_server.change(METADATA, json!({"org.example.x": 7}));
    let server = authorization_server.start().await;
    let oauth = oauth(&server).await;
    assert_eq!(oauth.metadata().issuer, format!("{}/", server.url));
    assert_eq!(oauth.metadata().extra.get::<u8>("org.example.x").unwrap(), Some(7));
}

#[tokio::test]
async fn malformed_metadata_is_not_reported_as_unsupported() {
    for (field, misfit) in [("issuer", json!(null)), ("issuer", json!(7)), ("token_endpoint", json!([]))] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.change(METADATA, json!({field: misfit}));
        let server = authorization_server.start().await;
        let error = client(&server).oauth(bot()).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{field}: {error:?}");
        assert!(error.to_string().contains(field), "{error}");
    }
}

#[tokio::test]
async fn optional_metadata_that_does_not_fit_counts_as_absent() {
    for (misfit, list) in [("null", "null"), ("7", "[7]"), ("{}", "[]"), ("[7]", "null")] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        let url = &server.url;
        let text = format!(
            r#"{{"issuer":"{url}/","token_endpoint":"{url}/oauth2/token","revocation_endpoint":"{url}/oauth2/revoke",
            "authorization_endpoint":"{url}/a","registration_endpoint":"{url}/oauth2/registration",
            "device_authorization_endpoint":"{url}/oauth2/device","account_management_uri":{misfit},
            "account_management_actions_supported":{misfit},"grant_types_supported":{list},
            "code_challenge_methods_supported":{list},"authorization_response_iss_parameter_supported":{misfit}}}"#
        );
        authorization_server.respond(METADATA, vec![json_response("200 OK", &text); 2]);
        let oauth = client(&server).oauth(bot()).await.unwrap_or_else(|error| panic!("{misfit}: {error}"));
        drop(oauth.device_code().await.unwrap());
        drop(oauth.authorization_code().loopback().await.unwrap());
        assert_eq!(client(&server).account_management(None).await.unwrap(), None);
    }
    // A missing required field is an error.
    for name in ["issuer", "token_endpoint"] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.change(METADATA, json!({name: 7}));
        let server = authorization_server.start().await;
        let error = client(&server).oauth(bot()).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{name}: {error:?}");
    }
}

#[tokio::test]
async fn endpoints_that_cannot_be_used_are_refused_before_a_request() {
    for (name, endpoint, expected) in [
        ("token_endpoint", "token", EndpointError::Syntax),
        ("token_endpoint", "file:///etc/passwd", EndpointError::NotHttps),
        ("token_endpoint", "http://auth.example.org/", EndpointError::NotHttps),
        ("revocation_endpoint", "https://a:b@auth.example.org/", EndpointError::Userinfo),
        ("registration_endpoint", "http://10.0.0.1/", EndpointError::NotHttps),
        ("issuer", "https://auth.example.org/#x", EndpointError::Fragment),
    ] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.change(METADATA, json!({name: endpoint}));
        let server = authorization_server.start().await;
        let error = client(&server).oauth(bot()).await.unwrap_err();
        let Error::OAuth(OAuthError::Endpoint { name: found, problem }) = error else {
            panic!("{name}: {error:?}")
        };
        assert_eq!((found, problem), (name, expected), "{endpoint}");
        assert_eq!(server.requests().len(), 1);
    }
    let authorization_server = AuthorizationServer::default();
    authorization_server.change("/oauth2/device", json!({"verification_uri": "javascript:alert(1)"}));
    let server = authorization_server.start().await;
    let error = oauth(&server).await.device_code().await.unwrap_err();
    assert!(
        matches!(error, Error::OAuth(OAuthError::Endpoint { name: "verification_uri", .. })),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_link_leads_to_the_account_with_the_actions_that_the_server_knows() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let (client, url) = (client(&server), &server.url);
    let link =
        async |action: Option<AccountAction>| client.account_management(action).await.unwrap().unwrap();
    assert_eq!(link(None).await, format!("{url}/account?a=b"));
    assert_eq!(
        link(Some(AccountAction::Profile)).await,
        format!("{url}/account?a=b&action=org.matrix.profile")
    );
    assert_eq!(
        link(Some(AccountAction::DeviceView("A&B".into()))).await,
        format!("{url}/account?a=b&action=org.matrix.device_view&device_id=A%26B")
    );
    assert_eq!(link(Some(AccountAction::DeviceDelete("A".into()))).await, format!("{url}/account?a=b"));
    authorization_server.change(METADATA, json!({"account_management_uri": null}));
    assert_eq!(client.account_management(None).await.unwrap(), None);
}

#[tokio::test]
async fn the_methods_of_a_homeserver_are_listed_with_the_preferred_one_first() {
    use LogInMethod::{OAuth, Other, Password, Sso, Token};

    let unknown = || json_response("404 No", r#"{"errcode":"M_UNRECOGNIZED"}"#);
    let flows = |flows: &str| json_response("200 OK", &format!(r#"{{"flows":[{flows}]}}"#));
    let offered = || json_response("200 OK", "{}");
    let password = r#"{"type":"m.login.password"}"#;
    let token = r#"{"type":"m.login.token"}"#;
    let sso = |marker: &str| format!(r#"{{"type":"m.login.sso"{marker}}}"#);
    let marker = r#","oauth_aware_preferred":true"#;
    let older = r#","org.matrix.msc3824.delegated_oidc_compatibility":true"#;
    for (metadata, login, expected) in [
        (unknown(), flows(password), vec![Password]),
        (unknown(), flows(&format!("{password},7,{{}},{token},{password}")), vec![Password, Token]),
        (offered(), unknown(), vec![OAuth]),
        (offered(), response("405 No", &[], b""), vec![OAuth]),
        (offered(), flows(&format!("{password},{}", sso(""))), vec![OAuth, Password, Sso]),
        (offered(), flows(&format!("{password},{},{token}", sso(marker))), vec![OAuth, Sso, Password, Token]),
        (unknown(), flows(&format!("{password},{}", sso(older))), vec![Sso, Password]),
        (unknown(), flows(r#"{"type":"org.example.x"}"#), vec![Other("org.example.x".to_owned())]),
        (unknown(), unknown(), vec![]),
    ] {
        let server = Server::scripted(vec![metadata, login]).await;
        assert_eq!(client(&server).log_in_methods().await.unwrap(), expected);
    }
    let server = Server::scripted(vec![unknown(), json_response("500 No", "{}")]).await;
    client(&server).log_in_methods().await.unwrap_err();
}
