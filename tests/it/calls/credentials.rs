//! The credential of a call.

use matrix_openapi::__private::Call;
use matrix_openapi::auth::CredentialKind;
use matrix_openapi::http::Operation;
use matrix_openapi::{Credentials, Error, Session};
use matrix_openapi_testing::Server;
use serde_json::Value;

use super::{
    APPSERVICE, GET, HOMESERVER, IDENTITY, OPEN, OPTIONAL, SIGNED, anonymous, bridge, identity_user, send,
    user,
};

async fn authorized_request(
    session: fn(&Server) -> Session,
    operation: &'static Operation,
) -> (String, Vec<String>) {
    let server = Server::json("{}").await;
    send(&session(&server), operation).await.unwrap();
    let request = server.request();
    let authorization = request.header("authorization").into_iter().map(str::to_owned).collect();
    (request.line, authorization)
}

#[tokio::test]
async fn the_operation_decides_which_credential_is_sent() {
    let none: Vec<String> = Vec::new();
    assert_eq!(authorized_request(user, &OPEN).await, ("GET /open".to_owned(), none.clone()));
    assert_eq!(authorized_request(bridge, &OPEN).await, ("GET /open".to_owned(), none.clone()));
    assert_eq!(
        authorized_request(user, &GET).await,
        ("GET /get".to_owned(), vec!["Bearer syt_hidden".to_owned()])
    );
    assert_eq!(authorized_request(user, &OPTIONAL).await.1, ["Bearer syt_hidden"]);
    assert_eq!(authorized_request(anonymous, &OPTIONAL).await.1, none);
    assert_eq!(authorized_request(identity_user, &IDENTITY).await.1, ["Bearer is_hidden"]);
    let asserted = "user_id=%40_irc_bob%3Aexample.org&device_id=D%201";
    assert_eq!(
        authorized_request(bridge, &GET).await,
        (format!("GET /get?{asserted}"), vec!["Bearer as_hidden".to_owned()])
    );
    assert_eq!(authorized_request(bridge, &OPTIONAL).await.0, format!("GET /optional?{asserted}"));
    assert_eq!(
        authorized_request(bridge, &APPSERVICE).await,
        ("POST /appservice".to_owned(), vec!["Bearer as_hidden".to_owned()])
    );
}

#[tokio::test]
async fn an_unsuitable_credential_is_refused_without_a_request() {
    let server = Server::json("{}").await;
    let cases: [(Session, &'static Operation, Option<CredentialKind>, &str); 5] = [
        (
            anonymous(&server),
            &GET,
            None,
            "probe: needs an access token (Credentials::access_token), but the client has no credential; pass one to \
             ClientBuilder::credentials",
        ),
        (
            user(&server),
            &APPSERVICE,
            Some(CredentialKind::AccessToken),
            "probe: needs an application service's token (Credentials::appservice), but the client has a user's access token",
        ),
        (
            bridge(&server),
            &IDENTITY,
            Some(CredentialKind::Appservice),
            "probe: needs an access token (Credentials::access_token), but the client has an application service's token",
        ),
        (
            user(&server),
            &SIGNED,
            Some(CredentialKind::AccessToken),
            "probe: needs a homeserver's signing key (Credentials::federation), but the client has a user's access token",
        ),
        (
            bridge(&server),
            &HOMESERVER,
            Some(CredentialKind::Appservice),
            "probe: needs a homeserver's token for an application service (Credentials::homeserver), but the client has an application service's token",
        ),
    ];
    for (session, operation, expected, text) in cases {
        let error = send(&session, operation).await.unwrap_err();
        assert_eq!(error.to_string(), text);
        assert!(
            matches!(error, Error::Credentials { operation: "probe", accepts, held }
                if held == expected && accepts == operation.authentication.schemes()),
            "{error:?}"
        );
    }
    for token in ["", "two\nlines"] {
        let session = anonymous(&server).with_credentials(Credentials::access_token(token));
        let error = send(&session, &GET).await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_parameter_with_the_name_of_the_asserted_user_is_refused() {
    let server = Server::json("{}").await;
    let session = bridge(&server);
    let mut call = Call::new(&session, &GET);
    call.query("user_id", "@other:example.org");
    let error = call.send_json::<Value>().await.unwrap_err();
    assert!(matches!(&error, Error::InvalidArgument { argument, .. } if argument == "user_id"), "{error:?}");
    assert!(server.requests().is_empty());
}
