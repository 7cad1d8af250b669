//! Finds the operation by method and path.

use matrix_openapi::client_server::{op, types};
use matrix_openapi::server::Router;

use super::{get, known_tokens, request, send};

fn rules() -> Router {
    known_tokens()
        .on(op::GetPushRules, |_| async {
            Ok(types::GetPushRulesResponse::new(types::PushRuleset::default()))
        })
        .on(op::GetPushRule, |received| async move {
            Err::<types::PushRule, _>(super::ErrorResponse::not_found(received.request.rule_id))
        })
        .on(op::SetPushRule, |_| async { Ok(()) })
}

#[tokio::test]
async fn an_unknown_path_and_an_unknown_method_are_unrecognized() {
    let router = rules();
    for path in ["/", "", "/_matrix", "/_matrix/client/v3/pushrules", "/_matrix/client/v3/pushrules/global/"]
    {
        // A URI without a path has the path `/`.
        let path = if path.is_empty() { "http://example.org" } else { path };
        assert_eq!(get(&router, path).await.error(), (404, "M_UNRECOGNIZED"), "{path}");
    }
    let path = "/_matrix/client/v3/pushrules/global/override/rule";
    let response = send(&router, request("POST", path), "").await;
    assert_eq!(response.error(), (405, "M_UNRECOGNIZED"));
    let mut allowed: Vec<_> = response.headers["allow"].to_str().unwrap().split(", ").collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "PUT"]);
}

#[tokio::test]
async fn trailing_slashes_are_those_of_the_description() {
    let router = rules();
    let found = get(&router, "/_matrix/client/v3/pushrules/").await;
    assert_eq!((found.status.as_u16(), found.body["global"].is_object()), (200, true));
    let longer = "/_matrix/client/v3/pushrules/global/override/rule/";
    assert_eq!(get(&router, longer).await.error(), (404, "M_UNRECOGNIZED"));
    assert_eq!(get(&router, "/_matrix/client/v3/pushrules//").await.error(), (404, "M_UNRECOGNIZED"));
}

#[tokio::test]
async fn a_parameter_is_decoded_after_the_path_is_split() {
    let router = rules();
    for (segment, text) in [
        (".m.rule.master", ".m.rule.master"),
        ("a%2Fb", "a/b"),
        ("a%2fb%25%3F%23", "a/b%?#"),
        ("%C3%A9%20+", "é +"),
        ("..", ".."),
        ("a%", "a%"),
    ] {
        let response = get(&router, &format!("/_matrix/client/v3/pushrules/global/override/{segment}")).await;
        assert_eq!((response.error(), response.message()), ((404, "M_NOT_FOUND"), text), "{segment}");
    }
    let response = get(&router, "/_matrix/client/v3/pushrules/global/override/%ff").await;
    assert_eq!(response.error(), (400, "M_INVALID_PARAM"));
    // A path with an encoded literal segment is the same path.
    let response = get(&router, "/%5Fmatrix/client/v3/push%72ules/global/override/x").await;
    assert_eq!(response.message(), "x");
}

#[tokio::test]
async fn an_empty_parameter_does_not_match_the_path() {
    let router = rules();
    let response = get(&router, "/_matrix/client/v3/pushrules/global/override/").await;
    assert_eq!(response.error(), (404, "M_UNRECOGNIZED"));
}

#[tokio::test]
async fn only_the_key_of_a_state_event_may_be_empty_or_left_out() {
    let router = known_tokens().on(op::GetRoomStateWithKey, |received| async move {
        let request = received.request;
        Err::<(), _>(super::ErrorResponse::not_found(format!("{}|{}", request.event_type, request.state_key)))
    });
    let room = "/_matrix/client/v3/rooms/!r:example.org/state";
    for (rest, told) in [
        ("m.room.name/", "m.room.name|"),
        ("m.room.name", "m.room.name|"),
        ("m.room.member/@a:example.org", "m.room.member|@a:example.org"),
    ] {
        assert_eq!(get(&router, &format!("{room}/{rest}")).await.message(), told, "{rest}");
    }
    assert_eq!(get(&router, &format!("{room}//")).await.error(), (404, "M_UNRECOGNIZED"));
    assert_eq!(get(&router, room).await.error(), (404, "M_UNRECOGNIZED"));
    let put = send(&router, request("PUT", &format!("{room}/m.room.name")), "{}").await;
    assert_eq!(put.error(), (405, "M_UNRECOGNIZED"));
}

#[tokio::test]
async fn a_literal_segment_comes_before_a_parameter() {
    let router = known_tokens()
        .on(op::GetUserProfile, |_| async { Ok(types::GetUserProfileResponse::default()) })
        .on(op::GetProfileField, |received| async move {
            Err::<(), _>(super::ErrorResponse::not_found(received.request.key_name))
        })
        .on(op::DeleteRoomKeys, |_| async {
            Err::<types::RoomKeysUpdateResponse, _>(super::ErrorResponse::not_found("all"))
        })
        .on(op::DeleteRoomKeysVersion, |_| async {
            Err::<(), _>(super::ErrorResponse::not_found("version"))
        });
    let response = get(&router, "/_matrix/client/v3/profile/@a:example.org/displayname").await;
    assert_eq!(response.message(), "displayname");
    assert_eq!(get(&router, "/_matrix/client/v3/profile/@a:example.org").await.status.as_u16(), 200);
    let all = send(&router, request("DELETE", "/_matrix/client/v3/room_keys/keys?version=1"), "").await;
    let version = send(&router, request("DELETE", "/_matrix/client/v3/room_keys/version/1"), "").await;
    assert_eq!((all.message(), version.message()), ("all", "version"));
}

fn events(only: Option<&str>) -> Router {
    let mut router = known_tokens();
    if only != Some("peek") {
        router = router.on(op::GetEvents, |_| async {
            Err::<types::GetEventsResponse, _>(super::ErrorResponse::not_found("all rooms"))
        });
    }
    if only != Some("get") {
        router = router.on(op::PeekEvents, |received| async move {
            Err::<types::PeekEventsResponse, _>(super::ErrorResponse::not_found(
                received.request.room_id.as_str(),
            ))
        });
    }
    router
}

#[tokio::test]
async fn operations_that_share_a_path_are_distinguished_by_the_query() {
    let (all, one) = ("/_matrix/client/v3/events?from=a", "/_matrix/client/v3/events?room_id=!r:example.org");
    let both = events(None);
    assert_eq!(get(&both, all).await.message(), "all rooms");
    assert_eq!(get(&both, one).await.message(), "!r:example.org");
    // A request of the other operation does not reach the handler of this one.
    assert_eq!(get(&events(Some("get")), one).await.error(), (404, "M_UNRECOGNIZED"));
    assert_eq!(get(&events(Some("peek")), all).await.error(), (404, "M_UNRECOGNIZED"));
    assert_eq!(get(&events(Some("peek")), one).await.message(), "!r:example.org");
}

#[tokio::test]
async fn operations_that_share_a_path_are_distinguished_by_the_body() {
    let router = known_tokens()
        .on(op::InviteBy3pid, |received| async move {
            Err::<(), _>(super::ErrorResponse::not_found(received.request.body.medium))
        })
        .on(op::InviteUser, |received| async move {
            Err::<(), _>(super::ErrorResponse::not_found(received.request.body.user_id.as_str()))
        });
    let path = "/_matrix/client/v3/rooms/!r:example.org/invite";
    let invite = async |body: &'static str| send(&router, request("POST", path), body).await;
    assert_eq!(invite(r#"{"user_id":"@b:example.org"}"#).await.message(), "@b:example.org");
    let by_mail = r#"{"id_server":"id.example.org","id_access_token":"t","medium":"email","address":"a@b"}"#;
    assert_eq!(invite(by_mail).await.message(), "email");
    assert_eq!(invite("{}").await.error(), (400, "M_BAD_JSON"));
    assert_eq!(invite("no").await.error(), (400, "M_NOT_JSON"));
    let anonymous = http::Request::builder().method("POST").uri(path);
    assert_eq!(send(&router, anonymous, by_mail).await.error(), (401, "M_MISSING_TOKEN"));
}

#[tokio::test]
async fn the_last_handler_of_an_operation_counts_and_clones_are_independent() {
    let first = known_tokens().on(op::GetVersions, |_| async {
        Err::<types::GetVersionsResponse, _>(super::ErrorResponse::not_found("first"))
    });
    let second = first.clone().on(op::GetVersions, |_| async {
        Err::<types::GetVersionsResponse, _>(super::ErrorResponse::not_found("second"))
    });
    let path = "/_matrix/client/versions";
    assert_eq!(get(&first, path).await.message(), "first");
    assert_eq!(get(&second, path).await.message(), "second");
    assert_eq!(second.operations().map(|operation| operation.id).collect::<Vec<_>>(), ["getVersions"]);
}
