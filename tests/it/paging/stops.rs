//! The end of the pages of a list.

use std::sync::atomic::{AtomicUsize, Ordering};

use matrix_openapi::Error;
use matrix_openapi::client_server::OPERATIONS;
use matrix_openapi::error::PagingError;
use matrix_openapi::http::Operation;
use matrix_openapi_testing::{Server, json_response};

use super::client;
use super::list_server::{item, operation, page, token};

fn messages() -> &'static Operation {
    operation(OPERATIONS, "getRoomEvents")
}

/// Counts the pages, and returns the error after them, if any.
async fn count(server: &Server, from: Option<&str>) -> (usize, Option<PagingError>) {
    let client = client(server);
    let call = client.get_room_events("!r:example.org", "f");
    let mut pages = match from {
        Some(token) => call.from(token).pages(),
        None => call.pages(),
    };
    for count in 0.. {
        match pages.next().await {
            Ok(Some(_)) => {}
            Ok(None) => return (count, None),
            Err(Error::Paging { operation: "getRoomEvents", problem }) => {
                assert!(pages.next().await.unwrap().is_none(), "the pages continued after an error");
                return (count, Some(problem));
            }
            Err(error) => panic!("{error}"),
        }
    }
    unreachable!()
}

#[tokio::test]
async fn no_token_an_empty_token_and_null_end_the_pages() {
    for body in [
        r#"{"start":"s","chunk":[{}]}"#,
        r#"{"start":"s","chunk":[{}],"end":""}"#,
        r#"{"start":"s","chunk":[{}],"end":null}"#,
        // Servers send this for an empty list.
        r#"{"start":"s","chunk":null}"#,
    ] {
        let server = Server::json(body).await;
        assert_eq!(count(&server, None).await, (1, None), "{body}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_token_or_list_that_does_not_fit_is_not_the_end() {
    let (token, list) = (PagingError::MalformedToken, PagingError::MalformedList);
    for (body, problem) in [
        (r#"{"start":"s","chunk":[{}],"end":7}"#, token),
        (r#"{"start":"s","chunk":[],"end":["t"]}"#, token),
        (r#"{"start":"s"}"#, list),
        (r#"{"start":"s","end":"t"}"#, list),
    ] {
        let server = Server::json(body).await;
        assert_eq!(count(&server, Some("f")).await, (0, Some(problem)), "{body}");
    }
    // The error is found even after more misfits than are listed.
    let many = vec!["7"; 300].join(",");
    let server = Server::json(&format!(r#"{{"chunk":[{many}],"next_batch":7}}"#)).await;
    let error = client(&server).get_public_rooms().pages().next().await.unwrap_err();
    assert!(matches!(error, Error::Paging { problem, .. } if problem == token), "{error}");
    // The token is that of the failed page.
    let server = Server::json(r#"{"start":"s","chunk":[{}],"end":7}"#).await;
    let client = client(&server);
    let mut items = client.get_room_events("!r:example.org", "f").from("f").items();
    assert!(items.next().await.is_err() && items.next().await.unwrap().is_none());
    assert_eq!(items.token(), Some("f"));
}

#[tokio::test]
async fn an_optional_list_must_not_be_of_another_type() {
    let categories = matrix_openapi::client_server::types::SearchCategories::default;
    for (events, problem) in [
        (r#"{"results":7}"#, PagingError::MalformedList),
        (r#"{"results":[],"next_batch":7}"#, PagingError::MalformedToken),
        // The token within it is lost.
        ("7", PagingError::MalformedToken),
    ] {
        let server = Server::json(&format!(r#"{{"search_categories":{{"room_events":{events}}}}}"#)).await;
        let client = client(&server);
        let error = client.search(categories()).pages().next().await.unwrap_err();
        assert!(matches!(&error, Error::Paging { problem: found, .. } if *found == problem), "{error}");
    }
}

#[tokio::test]
async fn an_empty_body_is_not_an_empty_list_where_the_list_is_required() {
    for body in ["", "{}", "null"] {
        let server = Server::json(body).await;
        let error = client(&server).get_public_rooms().items().next().await.unwrap_err();
        assert!(
            matches!(error, Error::Paging { problem: PagingError::MalformedList, .. }),
            "{body:?}: {error}"
        );
        let server = Server::json(body).await;
        let found = client(&server).get_notifications().items().next().await;
        assert!(found.is_err(), "{body:?}: {found:?}");
    }
}

#[tokio::test]
async fn an_empty_token_of_the_program_is_not_sent() {
    let server = Server::responding(|_| page(messages(), &[item(1)], None)).await;
    assert_eq!(count(&server, Some("")).await, (1, None));
    assert_eq!(token(messages(), &server.request()), None);

    let rooms = operation(OPERATIONS, "queryPublicRooms");
    let server = Server::responding(|_| page(rooms, &[item(1)], None)).await;
    let client = client(&server);
    client.query_public_rooms().since("").limit(3).pages().next().await.unwrap().unwrap();
    assert_eq!(server.request().json(), serde_json::json!({"limit": 3}));
}

#[tokio::test]
async fn the_misfits_of_the_current_page_are_listed() {
    let rooms = operation(OPERATIONS, "getPublicRooms");
    let respond = |request: &_| match token(rooms, request).as_deref() {
        None => page(rooms, &[item(1), 7.into()], Some("2")),
        _ => page(rooms, &[item(2)], None),
    };
    let server = Server::responding(respond).await;
    let client = client(&server);
    let call = || client.get_public_rooms();
    let (mut pages, mut items) = (call().pages(), call().items());
    assert!(pages.misfits().is_empty() && items.misfits().is_empty());
    for expected in [&["$.chunk[1]"][..], &[]] {
        pages.next().await.unwrap().unwrap();
        items.next().await.unwrap().unwrap();
        for misfits in [pages.misfits(), items.misfits()] {
            assert_eq!(misfits.iter().map(|misfit| misfit.path.as_str()).collect::<Vec<_>>(), expected);
        }
    }
}

#[tokio::test]
async fn an_empty_page_with_its_own_token_is_the_last_one() {
    let respond = |request: &_| match token(messages(), request).as_deref() {
        None => page(messages(), &[item(1)], Some("live")),
        // Some servers send this at the newest event.
        Some("live") => page(messages(), &[], Some("live")),
        other => panic!("{other:?}"),
    };
    assert_eq!(count(&Server::responding(respond).await, None).await, (2, None));
    assert_eq!(count(&Server::responding(respond).await, Some("live")).await, (1, None));
}

#[tokio::test]
async fn a_page_with_items_and_its_own_token_is_followed_by_an_error() {
    let respond = |_: &_| page(messages(), &[item(1)], Some("same"));
    let repeated = Some(PagingError::RepeatedToken);
    assert_eq!(count(&Server::responding(respond).await, None).await, (2, repeated));
    assert_eq!(count(&Server::responding(respond).await, Some("same")).await, (1, repeated));
}

#[tokio::test]
async fn a_cycle_of_tokens_ends_with_an_error() {
    for length in [2, 3, 7] {
        for items in [&[][..], &[item(1)]] {
            let (items, number) = (items.to_vec(), AtomicUsize::new(0));
            let server = Server::responding(move |_| {
                let number = number.fetch_add(1, Ordering::SeqCst) % length;
                page(messages(), &items, Some(&number.to_string()))
            })
            .await;
            let (pages, problem) = count(&server, None).await;
            assert_eq!(problem, Some(PagingError::RepeatedToken));
            assert!((length + 1..=3 * length + 1).contains(&pages), "{length}: {pages}");
        }
    }
}

#[tokio::test]
async fn items_end_after_a_thousand_empty_pages_with_the_token_to_continue() {
    let number = AtomicUsize::new(0);
    let server = Server::responding(move |request| {
        if token(messages(), request).as_deref() == Some("1000") {
            return page(messages(), &[item(1)], None);
        }
        let next = number.fetch_add(1, Ordering::SeqCst) + 1;
        page(messages(), &[], Some(&next.to_string()))
    })
    .await;
    let client = client(&server);
    let call = || client.get_room_events("!r:example.org", "b");
    let mut items = call().items();
    let error = items.next().await.unwrap_err();
    assert!(
        matches!(error, Error::Paging { problem: PagingError::EmptyPages { count: 1000 }, .. }),
        "{error}"
    );
    assert_eq!((server.requests().len(), items.token()), (1000, Some("1000")));
    assert!(items.next().await.unwrap().is_none());

    let mut rest = call().from(items.token().unwrap()).items();
    assert!(rest.next().await.unwrap().is_some() && rest.next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_search_without_categories_is_empty() {
    let server = Server::json(r#"{"search_categories":{}}"#).await;
    let client = client(&server);
    let categories = matrix_openapi::client_server::types::SearchCategories::default;
    assert!(client.search(categories()).items().next().await.unwrap().is_none());
    let server =
        Server::scripted(vec![json_response("200 OK", r#"{"search_categories":{"room_events":{}}}"#)]).await;
    let client = super::client(&server);
    let mut pages = client.search(categories()).pages();
    assert!(pages.next().await.unwrap().is_some() && pages.next().await.unwrap().is_none());
}
