//! A server that serves a list page by page, according to the operation's row in the table.

use matrix_openapi::http::Operation;
use matrix_openapi::paging::PageToken;
use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::{Map, Value, json};

/// Returns an operation of a table.
pub fn operation(table: &'static [Operation], id: &str) -> &'static Operation {
    table.iter().find(|operation| operation.id == id).unwrap()
}

/// Returns the token in a request of an operation.
pub fn token(operation: &Operation, request: &Request) -> Option<String> {
    match operation.paging.unwrap().token {
        PageToken::Query(name) => {
            let values: Vec<_> = request.query().into_iter().filter(|(key, _)| key == name).collect();
            assert!(values.len() <= 1, "{values:?}");
            values.into_iter().next().map(|(_, value)| value)
        }
        PageToken::Field(name) => request.json().get(name).map(|value| value.as_str().unwrap().to_owned()),
        other => panic!("{other:?}"),
    }
}

/// Returns a request without its token.
pub fn rest(operation: &Operation, request: &Request) -> (String, Vec<(String, String)>, Value) {
    let mut query = request.query();
    let mut body = if request.body.is_empty() { Value::Null } else { request.json() };
    match operation.paging.unwrap().token {
        PageToken::Query(name) => query.retain(|(key, _)| key != name),
        PageToken::Field(name) => drop(body.as_object_mut().unwrap().remove(name)),
        other => panic!("{other:?}"),
    }
    (request.path().to_owned(), query, body)
}

/// Returns a page with these items and this token of the next page.
pub fn page(operation: &Operation, items: &[Value], next: Option<&str>) -> Vec<u8> {
    let paging = operation.paging.unwrap();
    // Fields that some responses require.
    let mut body = json!({"start": "s", "count": 9});
    put(&mut body, paging.items, items.into());
    if let Some(next) = next {
        put(&mut body, paging.next, next.into());
    }
    json_response("200 OK", &body.to_string())
}

/// Returns the items of a page.
pub fn items(operation: &Operation, page: &Value) -> Vec<Value> {
    page.pointer(operation.paging.unwrap().items).unwrap().as_array().unwrap().clone()
}

/// Returns an item that fits every operation except those that list identifiers.
pub fn item(number: usize) -> Value {
    json!({
        "number": number, "room_id": "!r:example.org", "num_joined_members": 1, "world_readable": true,
        "guest_can_join": true, "children_state": [], "actions": [], "event": {}, "read": true, "ts": 1, "rank": 1.5,
    })
}

/// Starts a server of a list with three pages. The second page is empty.
pub async fn three_pages(operation: &'static Operation, items: [Value; 4]) -> Server {
    Server::responding(move |request| {
        assert_eq!(request.line.split(' ').next(), Some(operation.method.as_str()));
        match token(operation, request).as_deref() {
            None => page(operation, &items[..3], Some("to ken/2")),
            Some("to ken/2") => page(operation, &[], Some("3")),
            Some("3") => page(operation, &items[3..], None),
            other => panic!("{other:?}"),
        }
    })
    .await
}

fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut place = body;
    for key in pointer.split('/').skip(1) {
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        place = place.as_object_mut().unwrap().entry(key).or_insert(Value::Null);
    }
    *place = value;
}
