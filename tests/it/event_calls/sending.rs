//! Events that are sent into rooms and to devices.

use std::collections::BTreeSet;

use matrix_openapi::client_server::Client;
use matrix_openapi::events::EventContent;
use matrix_openapi::{CallOptions, Credentials, Error};
use matrix_openapi_testing::{Request, Server, json_response, response};
use serde_json::json;

use super::{ALICE, ROOM, SENT, Word, client, poll};
use crate::refresh::homeserver::{old, session_of};

const SEND: &str = "/_matrix/client/v3/rooms/%21r%3Aexample.org/send/";

fn ok() -> Vec<u8> {
    json_response("200 OK", SENT)
}

/// Returns the last segment of the path, the transaction ID.
fn transaction_id(request: &Request) -> String {
    request.path().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_type_is_that_of_the_content() {
    let server = Server::json(SENT).await;
    let sent = client(&server).send(ROOM, &poll("Tea?")).send().await.unwrap();
    assert_eq!(sent.event_id.as_str(), "$e");
    let requests = server.requests();
    assert_eq!(requests[0].json(), json!({"question": "Tea?"}));
    assert!(
        requests[0].line.starts_with(&format!("PUT {SEND}org.example.poll%2F1/")),
        "{}",
        requests[0].line
    );
}

#[tokio::test]
async fn every_request_has_its_own_transaction_id() {
    let server = Server::responding(|_| ok()).await;
    let (first, second) = (client(&server), client(&server));
    let other = first.with_credentials(Credentials::access_token("syt_other"));
    for client in [&first, &first.clone(), &other, &second] {
        client.send(ROOM, &poll("a")).send().await.unwrap();
        client.react(ROOM, "$e", "👍").send().await.unwrap();
        client.redact(ROOM, "$e").send().await.unwrap();
        client.to_device(&poll("a"), [(ALICE, "A")]).send().await.unwrap();
    }
    let ids: BTreeSet<_> = server.requests().iter().map(transaction_id).collect();
    assert_eq!(ids.len(), 16);
    // The part that distinguishes clients is random.
    let clients: BTreeSet<_> = ids.iter().map(|id| id.split('-').next().unwrap()).collect();
    assert_eq!(clients.len(), 2);
    assert!(clients.iter().all(|random| random.len() == 32));
}

#[tokio::test]
async fn a_retry_repeats_the_transaction_id() {
    let unavailable = || response("503 Busy", &[("Retry-After", "0")], b"");
    let limited = || json_response("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}"#);
    for (name, count) in [("send", 3), ("redact", 3), ("to_device", 3)] {
        let server = Server::scripted(vec![unavailable(), limited(), ok()]).await;
        let client = client(&server);
        match name {
            "send" => drop(client.send(ROOM, &poll("a")).send().await.unwrap()),
            "redact" => drop(client.redact(ROOM, "$e").send().await.unwrap()),
            _ => client.to_device(&poll("a"), [(ALICE, "A")]).send().await.unwrap(),
        }
        let requests = server.requests();
        assert_eq!(requests.len(), count, "{name}");
        let ids: BTreeSet<_> = requests.iter().map(transaction_id).collect();
        assert_eq!(ids.len(), 1, "{name}");
        assert!(requests.iter().all(|request| request.body == requests[0].body), "{name}");
    }
}

#[tokio::test]
async fn a_refreshed_token_keeps_the_transaction_id() {
    for name in ["send", "redact", "to_device"] {
        let rejected = json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#);
        let refreshed = json_response("200 OK", r#"{"access_token":"syt_1","refresh_token":"syr_2"}"#);
        let server = Server::scripted(vec![rejected, refreshed, ok()]).await;
        let client = Client::builder(&server.url).credentials(session_of(&server, old())).build().unwrap();
        match name {
            "send" => drop(client.send(ROOM, &poll("a")).send().await.unwrap()),
            "redact" => drop(client.redact(ROOM, "$e").send().await.unwrap()),
            _ => client.to_device(&poll("a"), [(ALICE, "A")]).send().await.unwrap(),
        }
        let requests = server.requests();
        let [first, refresh, second] = requests.as_slice() else { panic!("{name}: {requests:?}") };
        assert!(refresh.line.starts_with("POST /_matrix/client/v3/refresh"), "{name}");
        assert_eq!(first.header("authorization"), ["Bearer syt_0"], "{name}");
        assert_eq!(second.header("authorization"), ["Bearer syt_1"], "{name}");
        assert_eq!((&first.line, &first.body), (&second.line, &second.body), "{name}");
    }
}

#[tokio::test]
async fn transaction_id_and_timestamp_can_be_set() {
    let server = Server::responding(|_| ok()).await;
    let client = client(&server);
    client.send(ROOM, &poll("a")).transaction_id("t 1").timestamp(12).send().await.unwrap();
    client.redact(ROOM, "$e").transaction_id("t2").reason("spam").send().await.unwrap();
    client.redact(ROOM, "$e").transaction_id("t3").send().await.unwrap();
    client.to_device(&poll("a"), [(ALICE, "A")]).transaction_id("t4").send().await.unwrap();
    let requests = server.take_requests();
    assert_eq!(requests.iter().map(transaction_id).collect::<Vec<_>>(), ["t%201", "t2", "t3", "t4"]);
    assert_eq!(requests[0].query(), [("ts".to_owned(), "12".to_owned())]);
    assert!(requests[1].line.contains("/rooms/%21r%3Aexample.org/redact/%24e/"));
    assert_eq!(requests[1].json(), json!({"reason": "spam"}));
    assert_eq!(requests[2].json(), json!({}));

    // `None` is the same as no setter.
    let event = client.send(ROOM, &poll("a")).transaction_id("t5").timestamp(Some(5));
    event.transaction_id(None::<&str>).timestamp(None).await.unwrap();
    let sent = client.redact(ROOM, "$e").transaction_id(None::<String>).reason(None::<&str>).await;
    sent.unwrap();
    let requests = server.requests();
    assert_eq!((transaction_id(&requests[0]).as_str(), requests[0].query()), ("t5", Vec::new()));
    assert!(transaction_id(&requests[1]).len() > 5);
    assert_eq!(requests[1].json(), json!({}));
}

#[tokio::test]
async fn options_belong_to_one_request() {
    let server = Server::responding(|_| ok()).await;
    let credentials = Credentials::appservice("as_token");
    let client = client(&server).with_credentials(credentials);
    let bob = || CallOptions::new().user_id("@bob:example.org");
    client.send(ROOM, &poll("a")).options(bob()).send().await.unwrap();
    client.redact(ROOM, "$e").options(bob()).send().await.unwrap();
    client.to_device(&poll("a"), [(ALICE, "A")]).options(bob()).send().await.unwrap();
    for request in server.requests() {
        assert_eq!(request.query(), [("user_id".to_owned(), "@bob:example.org".to_owned())]);
    }
}

#[tokio::test]
async fn a_reaction_annotates_its_event() {
    let server = Server::json(SENT).await;
    client(&server).react(ROOM, "$target", "👍").send().await.unwrap();
    let requests = server.requests();
    assert!(requests[0].path().starts_with(&format!("{SEND}m.reaction/")));
    let relation = json!({"rel_type": "m.annotation", "event_id": "$target", "key": "👍"});
    assert_eq!(requests[0].json(), json!({ "m.relates_to": relation }));
}

#[tokio::test]
async fn devices_receive_different_contents() {
    let server = Server::json("{}").await;
    let client = client(&server);
    let devices = [(ALICE, "A"), (ALICE, "B"), ("@bob:example.org", "*")];
    let request = client.to_device(&poll("first"), devices);
    request.and(&poll("second"), [(ALICE, "B"), ("@carol:example.org", "C")]).send().await.unwrap();
    let requests = server.requests();
    let path = requests[0].path();
    assert!(path.starts_with("/_matrix/client/v3/sendToDevice/org.example.poll%2F1/"), "{path}");
    let (first, second) = (json!({"question": "first"}), json!({"question": "second"}));
    assert_eq!(
        requests[0].json(),
        json!({"messages": {
            ALICE: {"A": first, "B": second},
            "@bob:example.org": {"*": first},
            "@carol:example.org": {"C": second},
        }})
    );
}

#[tokio::test]
async fn arguments_are_checked_before_anything_is_sent() {
    let server = Server::responding(|_| ok()).await;
    let client = client(&server);
    let argument = |error: Error| match error {
        Error::InvalidArgument { argument, .. } => argument,
        error => panic!("{error}"),
    };
    assert_eq!(argument(client.send("nonsense", &poll("a")).send().await.unwrap_err()), "roomId");
    assert_eq!(argument(client.redact(ROOM, "nonsense").send().await.unwrap_err()), "eventId");
    assert_eq!(argument(client.react(ROOM, "nonsense", "a").send().await.unwrap_err()), "eventId");
    let error = client.to_device(&poll("a"), [("nonsense", "A")]).send().await.unwrap_err();
    assert_eq!(argument(error), "user_id");
    let empty = client.send(ROOM, &poll("a")).transaction_id("").send().await.unwrap_err();
    assert_eq!(argument(empty), "txnId");
    assert_eq!(Word::TYPE, "org.example.word");
    let word = Word("no object".to_owned());
    assert_eq!(argument(client.send(ROOM, &word).send().await.unwrap_err()), "content");
    assert_eq!(argument(client.to_device(&word, [(ALICE, "A")]).send().await.unwrap_err()), "content");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn debug_output_of_requests_omits_contents() {
    let client = matrix_openapi::client_server::Client::builder("https://example.org").build().unwrap();
    let secret = poll("hidden");
    let shown = format!("{:?}{:?}", client.send(ROOM, &secret), client.to_device(&secret, [(ALICE, "A")]));
    assert!(!shown.contains("hidden"), "{shown}");
}
