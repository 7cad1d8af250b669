//! Every paged operation, against a server that pages according to the description.

use std::collections::BTreeSet;

use matrix_openapi::http::Operation;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, client_server, identity, push_gateway, server_server};
use matrix_openapi::{application_service, id::ServerName};
use serde_json::{Value, json};

use super::list_server::{item, items, operation, rest, three_pages, token};

fn credentials(operation: &Operation) -> Credentials {
    match operation.api {
        matrix_openapi::http::Api::ServerServer => {
            let name = |text: &str| ServerName::parse(text).unwrap();
            let key = SigningKey::new("ed25519:a", &[7; 32]).unwrap();
            Credentials::federation(name("here.example.org"), name("there.example.org"), key)
        }
        _ => Credentials::access_token("syt_hidden"),
    }
}

/// Pages through a list by pages and by items, and returns the operation.
macro_rules! paged {
    ($module:ident $id:literal $item:ident, |$client:ident| $call:expr) => {{
        let operation = operation($module::OPERATIONS, $id);
        let listed = [1, 2, 3, 4].map($item);
        let server = three_pages(operation, listed.clone()).await;
        let builder = $module::Client::builder(&server.url).credentials(credentials(operation));
        let $client = builder.build().unwrap();

        let (mut pages, mut sizes, mut tokens) = ($call.pages(), Vec::new(), Vec::new());
        assert!(server.requests().is_empty(), "a page was requested too early");
        while let Some(page) = pages.next().await.unwrap() {
            sizes.push(items(operation, &serde_json::to_value(&page).unwrap()).len());
            tokens.push(pages.token().map(str::to_owned));
            assert_eq!(server.requests().len(), sizes.len());
        }
        assert_eq!((sizes, pages.next().await.unwrap().is_none()), (vec![3, 0, 1], true), "{}", $id);
        assert_eq!(tokens, ["to ken/2", "3", "3"].map(|token| Some(token.to_owned())));

        let (mut all, mut found) = ($call.items(), Vec::new());
        while let Some(item) = all.next().await.unwrap() {
            found.push(serde_json::to_value(&item).unwrap());
        }
        assert_eq!(found, listed, "{}", $id);

        let requests = server.requests();
        let tokens: Vec<_> = requests.iter().map(|request| token(operation, request)).collect();
        let once = [None, Some("to ken/2".to_owned()), Some("3".to_owned())];
        assert_eq!(tokens, [once.clone(), once].concat(), "{}", $id);
        let first = rest(operation, &requests[0]);
        assert!(requests.iter().all(|request| rest(operation, request) == first), "{requests:?}");
        assert!(requests.iter().all(|request| request.header("authorization").len()
            == usize::from(operation.authentication.schemes() != [])));
        (operation.api, operation.id)
    }};
}

fn room(number: usize) -> Value {
    json!(format!("!{number}:example.org"))
}

#[tokio::test]
async fn every_paged_operation_pages() {
    let (room_id, event_id) = ("!r:example.org", "$e");
    let paged = BTreeSet::from([
        #[cfg(operation = "getMutualRooms")]
        paged!(client_server "getMutualRooms" room, |client| client.get_mutual_rooms("@a:example.org")),
        paged!(client_server "getNotifications" item, |client| client.get_notifications().limit(3).only("highlight")),
        paged!(client_server "getPublicRooms" item, |client| client.get_public_rooms().limit(3)),
        paged!(client_server "getRelatingEvents" item, |client| client.get_relating_events(room_id, event_id).limit(3)),
        paged!(client_server "getRelatingEventsWithRelType" item, |client| {
            client.get_relating_events_with_rel_type(room_id, event_id, "m.thread").recurse(true)
        }),
        paged!(client_server "getRelatingEventsWithRelTypeAndEventType" item, |client| {
            client.get_relating_events_with_rel_type_and_event_type(room_id, event_id, "m.thread", "m.room.message")
        }),
        paged!(client_server "getRoomEvents" item, |client| client.get_room_events(room_id, "b").limit(3).filter("{}")),
        paged!(client_server "getSpaceHierarchy" item, |client| client.get_space_hierarchy(room_id).max_depth(2)),
        paged!(client_server "getThreadRoots" item, |client| client.get_thread_roots(room_id).limit(3)),
        paged!(client_server "queryPublicRooms" item, |client| {
            client.query_public_rooms().limit(3).server("example.org").extra("org.example.more", json!([1.50]))
        }),
        paged!(client_server "search" item, |client| client.search(client_server::types::SearchCategories::default())),
        paged!(server_server "getPublicRooms" item, |client| client.get_public_rooms().limit(3)),
        paged!(server_server "queryPublicRooms" item, |client| client.query_public_rooms().limit(3)),
    ]);
    let tables = [
        client_server::OPERATIONS,
        server_server::OPERATIONS,
        application_service::OPERATIONS,
        identity::OPERATIONS,
        push_gateway::OPERATIONS,
    ];
    let operations = tables.into_iter().flatten().filter(|operation| operation.paging.is_some());
    assert_eq!(paged, operations.map(|operation| (operation.api, operation.id)).collect());
}

#[tokio::test]
async fn both_directions_follow_the_end_of_each_page() {
    for direction in ["b", "f"] {
        let operation = operation(client_server::OPERATIONS, "getRoomEvents");
        let server = three_pages(operation, [1, 2, 3, 4].map(item)).await;
        let client = super::client(&server);
        let mut events = client.get_room_events("!r:example.org", direction).items();
        let mut count = 0;
        while events.next().await.unwrap().is_some() {
            count += 1;
        }
        let directions: Vec<_> = server.requests().iter().flat_map(|request| request.query()).collect();
        let sent = directions.iter().filter(|(name, value)| name == "dir" && value == direction).count();
        assert_eq!((count, sent), (4, 3));
    }
}

#[tokio::test]
async fn a_custom_body_is_paged_too() {
    let operation = operation(client_server::OPERATIONS, "queryPublicRooms");
    let server = three_pages(operation, [1, 2, 3, 4].map(item)).await;
    let client = super::client(&server);
    let mut pages =
        client.query_public_rooms().body(&json!({"limit": 3, "org.example": {"a": 1.50}})).pages();
    while pages.next().await.unwrap().is_some() {}
    let bodies: Vec<_> = server.requests().iter().map(|request| request.json()).collect();
    let body = |since: Option<&str>| {
        let mut body = json!({"limit": 3, "org.example": {"a": 1.50}});
        if let Some(since) = since {
            body["since"] = since.into();
        }
        body
    };
    assert_eq!(bodies, [body(None), body(Some("to ken/2")), body(Some("3"))]);
}
