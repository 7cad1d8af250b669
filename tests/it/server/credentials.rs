//! Credentials, checked against the operation table.

use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::http::Request;
use matrix_openapi::server::{Caller, ErrorResponse, Received, Router, ServerEndpoint};
use matrix_openapi::{application_service, identity};

use super::{TestResponse, known_tokens, send};

/// Responds with a 404 whose message is the caller.
async fn told<E: ServerEndpoint>(received: Received<E>) -> Result<E::Response, ErrorResponse> {
    Err(ErrorResponse::not_found(match received.caller() {
        Some(Caller::User { user_id, device_id, .. }) => format!("user {user_id} {device_id:?}"),
        Some(Caller::ApplicationService { id, user_id, device_id, .. }) => {
            format!("application service {id} {user_id} {device_id:?}")
        }
        Some(Caller::Homeserver) => "homeserver".to_owned(),
        other => format!("{other:?}"),
    }))
}

fn router() -> Router {
    known_tokens()
        .homeserver_token("hs")
        .on(op::Whoami, told)
        .on(op::ChangePassword, told)
        .on(op::GetLoginFlows, told)
        .on(op::PingAppservice, told)
        .on(application_service::op::QueryUserById, told)
        .on(identity::op::GetAccount, told)
}

const WHOAMI: &str = "/_matrix/client/v3/account/whoami";

async fn with(method: &str, uri: &str, authorizations: &[&str], body: &'static str) -> TestResponse {
    let request = Request::builder().method(method).uri(uri);
    let request =
        authorizations.iter().fold(request, |request, value| request.header("Authorization", *value));
    send(&router(), request, body).await
}

#[tokio::test]
async fn a_required_token_is_in_the_header_or_the_query_but_not_in_both() {
    let alice = "user @alice:example.org Some(\"DEVICE\")";
    let found = |response: &TestResponse| response.message() == alice;
    assert!(found(&with("GET", WHOAMI, &["Bearer alice"], "").await));
    assert!(found(&with("GET", WHOAMI, &["bearer   alice"], "").await));
    assert!(found(&with("GET", &format!("{WHOAMI}?access_token=alice"), &[], "").await));
    let refused = async |uri: &str, authorizations: &[&str]| {
        let response = with("GET", uri, authorizations, "").await;
        format!("{} {}", response.status.as_u16(), response.body["errcode"].as_str().unwrap())
    };
    for authorizations in [&[][..], &["Bearer "], &["Bearer"], &["Basic alice"], &["alice"], &[""]] {
        assert_eq!(refused(WHOAMI, authorizations).await, "401 M_MISSING_TOKEN", "{authorizations:?}");
    }
    assert_eq!(refused(&format!("{WHOAMI}?access_token="), &[]).await, "401 M_MISSING_TOKEN");
    assert_eq!(refused(WHOAMI, &["Bearer alic"]).await, "401 M_UNKNOWN_TOKEN");
    assert_eq!(refused(WHOAMI, &["Bearer alicé"]).await, "401 M_UNKNOWN_TOKEN");
    assert_eq!(refused(WHOAMI, &["Bearer alice", "Bearer alice"]).await, "400 M_INVALID_PARAM");
    let twice = format!("{WHOAMI}?access_token=alice&access_token=alice");
    assert_eq!(refused(&twice, &[]).await, "400 M_INVALID_PARAM");
    let both = format!("{WHOAMI}?access_token=alice");
    assert_eq!(refused(&both, &["Bearer alice"]).await, "400 M_INVALID_PARAM");
}

#[tokio::test]
async fn the_error_of_the_programs_token_function_is_the_response() {
    let response = with("GET", WHOAMI, &["Bearer soft"], "").await;
    assert_eq!((response.error(), &response.body["soft_logout"]), ((401, "M_UNKNOWN_TOKEN"), &true.into()));
}

#[tokio::test]
async fn an_optional_token_must_be_valid_if_present() {
    let change = async |authorizations: &[&str]| {
        let uri = "/_matrix/client/v3/account/password";
        with("POST", uri, authorizations, r#"{"new_password":"x"}"#).await
    };
    assert_eq!(change(&[]).await.message(), "None");
    assert_eq!(change(&["Bearer alice"]).await.message(), "user @alice:example.org Some(\"DEVICE\")");
    assert_eq!(change(&["Bearer wrong"]).await.error(), (401, "M_UNKNOWN_TOKEN"));
}

#[tokio::test]
async fn tokens_are_ignored_where_none_is_accepted() {
    let response = with("GET", "/_matrix/client/v3/login?access_token=x", &["Bearer wrong"], "").await;
    assert_eq!(response.message(), "None");
}

#[tokio::test]
async fn an_endpoint_for_application_services_refuses_users() {
    let ping = async |token: &str| {
        with("POST", "/_matrix/client/v1/appservice/irc/ping", &[&format!("Bearer {token}")], "{}").await
    };
    assert_eq!(ping("alice").await.error(), (403, "M_FORBIDDEN"));
    assert_eq!(ping("bridge").await.message(), "application service irc @bridge:example.org None");
}

#[tokio::test]
async fn an_application_service_asserts_a_user_and_a_device() {
    let whoami = async |query: &str, token: &str| {
        with("GET", &format!("{WHOAMI}?{query}"), &[&format!("Bearer {token}")], "").await
    };
    let ghost = "user_id=@_irc_bob:example.org&device_id=D";
    let acting = "application service irc @_irc_bob:example.org Some(\"D\")";
    assert_eq!(whoami(ghost, "bridge").await.message(), acting);
    let older = "user_id=%40_irc_bob:example.org&org.matrix.msc3202.device_id=D";
    assert_eq!(whoami(older, "bridge").await.message(), acting);
    // A user cannot assert another user.
    assert_eq!(whoami(ghost, "alice").await.message(), "user @alice:example.org Some(\"DEVICE\")");
    let twice = "user_id=@_irc_bob:example.org&user_id=@alice:example.org";
    assert_eq!(whoami(twice, "bridge").await.error(), (400, "M_INVALID_PARAM"));
}

#[tokio::test]
async fn a_homeserver_sends_its_token_in_the_header_the_query_or_both() {
    let uri = "/_matrix/app/v1/users/@_irc_bob:example.org";
    let query = |token: &str| format!("{uri}?access_token={token}");
    let found = |response: &TestResponse| response.message() == "homeserver";
    assert!(found(&with("GET", uri, &["Bearer hs"], "").await));
    assert!(found(&with("GET", &query("hs"), &[], "").await));
    assert!(found(&with("GET", &query("hs"), &["Bearer hs"], "").await));
    assert_eq!(with("GET", uri, &[], "").await.error(), (401, "M_MISSING_TOKEN"));
    for (uri, authorizations) in [
        (uri.to_owned(), &["Bearer hs2"][..]),
        (uri.to_owned(), &["Bearer alice"]),
        (query("wrong"), &[]),
        (query("wrong"), &["Bearer hs"]),
        (query("hs"), &["Bearer wrong"]),
    ] {
        let response = with("GET", &uri, authorizations, "").await;
        assert_eq!(response.error(), (403, "M_FORBIDDEN"), "{uri} {authorizations:?}");
    }
}

#[tokio::test]
async fn tokens_of_an_identity_server_are_distinguished_by_the_operation() {
    let router = Router::new()
        .tokens(|token| async move {
            let api = token.operation().api;
            Ok(Caller::user(format!("@{api}:example.org").parse().unwrap(), None))
        })
        .on(identity::op::GetAccount, told)
        .on(op::Whoami, told);
    let ask = async |uri: &str| super::get(&router, uri).await.message().to_owned();
    assert_eq!(ask("/_matrix/identity/v2/account").await, "user @identity:example.org None");
    assert_eq!(ask(WHOAMI).await, "user @client-server:example.org None");
}

#[tokio::test]
async fn a_router_that_cannot_check_a_credential_refuses_and_ends_no_session() {
    let router = Router::new()
        .on(op::Whoami, told)
        .on(application_service::op::QueryUserById, told)
        .on(matrix_openapi::server_server::op::GetEvent, told);
    for uri in [WHOAMI, "/_matrix/app/v1/users/@b:example.org", "/_matrix/federation/v1/event/$e"] {
        assert_eq!(super::get(&router, uri).await.error(), (500, "M_UNKNOWN"), "{uri}");
    }
}

#[tokio::test]
async fn tokens_are_never_printed() {
    let router = Router::new()
        .tokens(|token| async move { Err(ErrorResponse::not_found(format!("{token:?}"))) })
        .on(op::Whoami, told);
    let response = super::send(&router, super::request("GET", WHOAMI), "").await;
    assert_eq!(response.message(), "PresentedToken { operation: \"getTokenOwner\", .. }");
    let shown = known_tokens().on(op::Whoami, |received| async move {
        Err::<types::WhoamiResponse, _>(ErrorResponse::not_found(format!("{received:?}")))
    });
    let response = super::send(&shown, super::request("GET", WHOAMI), "").await;
    assert!(!response.message().contains("Bearer"), "{}", response.message());
}
