//! Redirects that the client follows, and those that it does not.

use http::StatusCode;
use matrix_openapi::__private::Call;
use matrix_openapi::Error;
use matrix_openapi::error::{ErrorCode, RedirectError};
use matrix_openapi_testing::{Server, json_response, response};

use super::{GET, OPEN, POST, anonymous, send, user};

fn redirect(status: &str, location: &str) -> Vec<u8> {
    response(status, &[("Location", location)], b"elsewhere")
}

#[tokio::test]
async fn redirects_keep_the_token_at_the_home_origin() {
    let home =
        Server::scripted(vec![redirect("302 Found", "/second?x=1"), json_response("200 OK", "{}")]).await;
    send(&user(&home), &GET).await.unwrap();
    let requests = home.requests();
    assert_eq!(requests[1].line, "GET /second?x=1");
    assert_eq!(requests[1].header("authorization"), ["Bearer syt_hidden"]);

    // A redirect back does not restore the token, because another origin has chosen the path.
    let home = Server::scripted(vec![]).await;
    let away = Server::scripted(vec![redirect("307 Away", &format!("{}/back", home.url))]).await;
    let start = Server::scripted(vec![redirect("308 Away", &format!("{}/file", away.url))]).await;
    let error = send(&user(&start), &GET).await.unwrap_err();
    assert_eq!(error.api().unwrap().status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(start.request().header("authorization"), ["Bearer syt_hidden"]);
    assert_eq!((away.request().line.as_str(), away.request().header("authorization")), ("GET /file", vec![]));
    assert_eq!((home.request().line.as_str(), home.request().header("authorization")), ("GET /back", vec![]));
}

#[tokio::test]
async fn unusable_redirects_are_errors() {
    let problem = |error: Error| match error {
        Error::Redirect { operation: "probe", problem } => problem,
        other => panic!("{other:?}"),
    };
    let looping = Server::scripted(vec![redirect("301 Round", "/get"); 20]).await;
    assert_eq!(problem(send(&user(&looping), &GET).await.unwrap_err()), RedirectError::TooMany);
    assert_eq!(looping.requests().len(), 11);

    let server = Server::scripted(vec![
        response("302 Found", &[], b""),
        redirect("302 Found", "mailto:a@b"),
        redirect("302 Found", "http://name:word@example.org/"),
    ])
    .await;
    for _ in 0..3 {
        assert_eq!(problem(send(&user(&server), &GET).await.unwrap_err()), RedirectError::Location);
    }
    let server = Server::scripted(vec![redirect("307 Elsewhere", "/other")]).await;
    assert_eq!(problem(send(&user(&server), &POST).await.unwrap_err()), RedirectError::Method);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_redirect_can_be_the_result() {
    let server = Server::scripted(vec![
        redirect("302 Found", "https://sso.example.org/login?state=hidden"),
        redirect("302 Found", "/local"),
        json_response("200 OK", "{}"),
        json_response("404 Not Found", r#"{"errcode":"M_NOT_FOUND"}"#),
    ])
    .await;
    let session = anonymous(&server);
    let found = Call::new(&session, &OPEN).send_redirect().await.unwrap();
    assert_eq!(
        (found.status(), found.location()),
        (StatusCode::FOUND, "https://sso.example.org/login?state=hidden")
    );
    assert!(!format!("{found:?}").contains("hidden"));
    let found = Call::new(&session, &OPEN).send_redirect().await.unwrap();
    assert_eq!(found.location(), format!("{}/local", server.url));
    let error = Call::new(&session, &OPEN).send_redirect().await.unwrap_err();
    assert!(matches!(error, Error::Redirect { problem: RedirectError::Expected, .. }), "{error:?}");
    let error = Call::new(&session, &OPEN).send_redirect().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::NotFound));
}
