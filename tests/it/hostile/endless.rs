//! Endless responses, which are read up to a limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use matrix_openapi::client_server::Client;
use matrix_openapi::error::RedirectError;
use matrix_openapi::http::{Operation, RetryPolicy};
use matrix_openapi::{Credentials, Error};
use matrix_openapi_testing::{Server, json_response, response};
use tokio::io::AsyncWriteExt;

use super::log_redaction::{SECRET_MARK, assert_discreet};
use super::{bounded, client, impatient};

const TEN_GIGABYTES: u64 = 10 << 30;

/// The number of bytes that a server sent before its client hung up.
#[derive(Clone, Default)]
struct Poured {
    bytes: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

impl Poured {
    /// Waits until the client has hung up and returns the number of bytes.
    async fn total(&self) -> u64 {
        bounded(async {
            while !self.over.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
        self.bytes.load(Ordering::SeqCst)
    }
}

/// Starts a server that sends an endless body.
async fn pouring(head: &'static str, chunk: &'static [u8]) -> (Server, Poured) {
    let poured = Poured::default();
    let record = poured.clone();
    let server = Server::handling(move |_, mut stream| {
        let record = record.clone();
        async move {
            if stream.write_all(head.as_bytes()).await.is_ok() {
                while record.bytes.load(Ordering::SeqCst) < TEN_GIGABYTES {
                    match stream.write_all(chunk).await {
                        Ok(()) => record.bytes.fetch_add(chunk.len() as u64, Ordering::SeqCst),
                        Err(_) => break,
                    };
                }
            }
            record.over.store(true, Ordering::SeqCst);
        }
    })
    .await;
    (server, poured)
}

/// More bytes than fit into the buffers of both sides of a connection, and far fewer than an endless server would send.
const LITTLE: u64 = 64 << 20;

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const ANNOUNCED: &str = "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n";
const UNANNOUNCED: &str = "HTTP/1.1 200 OK\r\n\r\n[";

/// Returns a chunk of 4 KiB.
fn chunk() -> &'static [u8] {
    let blanks = " ".repeat(4096);
    Box::leak(format!("1000\r\n{blanks}\r\n").into_boxed_str()).as_bytes()
}

#[tokio::test]
async fn json_is_read_up_to_the_limit() {
    for (head, chunk) in
        [(CHUNKED, chunk()), (ANNOUNCED, &[b' '; 4096][..]), (UNANNOUNCED, &[b'['; 4096][..])]
    {
        let (server, poured) = pouring(head, chunk).await;
        let error = bounded(client(&server.url).whoami().send()).await.unwrap_err();
        assert!(
            matches!(error, Error::BodyTooLarge { operation: "getTokenOwner", limit: 0x10_0000 }),
            "{error:?}"
        );
        assert_discreet(&error);
        assert!(poured.total().await < LITTLE);
    }
}

/// The head of a response that announces more bytes than the client reads of most responses. No byte of the body follows.
const LARGE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn the_limit_depends_on_the_content_of_a_response() {
    let client = |url: &str| {
        Client::builder(url)
            .retries(RetryPolicy::never())
            .credentials(Credentials::access_token("syt_hidden"))
            .build()
            .unwrap()
    };
    for (head, limit) in [(ANNOUNCED, 256 << 20), (LARGE, usize::MAX)] {
        let server = Server::scripted(vec![head.as_bytes().to_vec(); 3]).await;
        let client = client(&server.url);
        let error = bounded(client.whoami().send()).await.unwrap_err();
        assert!(matches!(error, Error::BodyTooLarge { limit: 0x100_0000, .. }), "{error:?}");
        let error = bounded(client.sync().send()).await.unwrap_err();
        let refused = matches!(error, Error::BodyTooLarge { limit: found, .. } if found == limit);
        assert_eq!(refused, limit != usize::MAX, "{error:?}");
        let error = bounded(client.get_room_state("!a:b").send()).await.unwrap_err();
        let refused = matches!(error, Error::BodyTooLarge { limit: 0x400_0000, .. });
        assert_eq!(refused, limit != usize::MAX, "{error:?}");
    }
}

/// The operations whose responses may be unlimited, of all releases. Review a new one, because its responses may take a hundred
/// times the memory of others.
const UNLIMITED: [&str; 32] = [
    "claimKeys",
    "getEvent",
    "getEventAuth",
    "getEvents",
    "getMembersByRoom",
    "getMissingPreviousEvents",
    "getProtocolMetadata",
    "getProtocols",
    "getPushRule",
    "getPushRuleActions",
    "getPushRules",
    "getPushRulesGlobal",
    "getRoomKeys",
    "getRoomKeysByRoomId",
    "getRoomState",
    "getSpaceHierarchy",
    "peekEvents",
    "queryKeys",
    "queryLocationByAlias",
    "queryLocationByProtocol",
    "queryUserByID",
    "queryUserByProtocol",
    "queryUserEncryptionKeys",
    "roomInitialSync",
    "search",
    "sendInviteV1",
    "sendJoinV1",
    "sendJoinV2",
    "sendKnock",
    "sendLeaveV1",
    "sync",
    "uploadCrossSigningSignatures",
];

#[test]
fn operations_with_unlimited_responses_are_marked() {
    use matrix_openapi::{client_server, identity, server_server};
    let marked = |operations: &[Operation], id: &str| {
        operations.iter().find(|operation| operation.id == id).unwrap_or_else(|| panic!("{id}")).open_ended
    };
    for id in ["sync", "getRoomState", "getMembersByRoom", "getRoomKeys"] {
        assert!(marked(client_server::OPERATIONS, id), "{id}");
    }
    for id in ["getRoomState", "sendJoinV2"] {
        assert!(marked(server_server::OPERATIONS, id), "{id}");
    }
    for id in ["login", "getRoomEvents", "getPublicRooms", "getDevices", "getTokenOwner"] {
        assert!(!marked(client_server::OPERATIONS, id), "{id}");
    }
    assert!(!marked(identity::OPERATIONS, "lookupUsersV2"));
    let all = [client_server::OPERATIONS, server_server::OPERATIONS].concat();
    let marked = all.iter().filter(|operation| operation.open_ended).map(|operation| operation.id);
    let unknown: Vec<_> = marked.filter(|id| !UNLIMITED.contains(id)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[tokio::test]
async fn an_endless_error_response_is_read_up_to_one_mebibyte() {
    let head = "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n";
    for streaming in [false, true] {
        let (server, poured) = pouring(head, chunk()).await;
        let client = client(&server.url);
        let error = match streaming {
            false => bounded(client.whoami().send()).await.unwrap_err(),
            true => bounded(client.get_content_authed("a", "b").send()).await.unwrap_err(),
        };
        assert_eq!(error.api().unwrap().body.len(), 1 << 20);
        assert_discreet(&error);
        assert!(poured.total().await < LITTLE);
    }
}

#[tokio::test]
async fn a_file_is_read_in_chunks() {
    for (head, chunk) in [(CHUNKED, chunk()), (ANNOUNCED, &[0; 4096][..]), (UNANNOUNCED, &[0; 4096][..])] {
        let (server, poured) = pouring(head, chunk).await;
        let download = bounded(client(&server.url).get_content_authed("a", "b").send()).await.unwrap();
        let error = bounded(download.bytes_within(1 << 20)).await.unwrap_err();
        assert!(matches!(error, Error::BodyTooLarge { limit: 0x10_0000, .. }), "{error:?}");
        assert_discreet(&error);
        assert!(poured.total().await < LITTLE);
    }
}

#[tokio::test]
async fn the_body_of_a_redirect_is_not_read() {
    let away = Server::scripted(vec![response("200 OK", &[], b"file")]).await;
    let head =
        format!("HTTP/1.1 307 Away\r\nLocation: {}/x\r\nContent-Length: {TEN_GIGABYTES}\r\n\r\n", away.url);
    let (server, poured) = pouring(head.leak(), &[0; 4096]).await;
    let download = bounded(client(&server.url).get_content_authed("a", "b").send()).await.unwrap();
    assert_eq!(bounded(download.bytes()).await.unwrap(), "file");
    assert!(poured.total().await < LITTLE);
    assert!(!away.request().text().contains(SECRET_MARK));
}

#[tokio::test]
async fn an_endless_head_is_an_error() {
    for head in ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 ", ""] {
        let (server, poured) = pouring(head, b"X-Header: a value of a header\r\n").await;
        let error = bounded(impatient(&server.url).whoami().send()).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. } | Error::Timeout { .. }), "{error:?}");
        assert_discreet(&error);
        assert!(poured.total().await < LITTLE);
    }
}

#[tokio::test]
async fn endless_informational_responses_are_an_error() {
    let (server, _) = pouring("", b"HTTP/1.1 103 Early Hints\r\n\r\n").await;
    let error = bounded(impatient(&server.url).whoami().send()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. } | Error::Timeout { .. }), "{error:?}");
    assert_discreet(&error);
}

#[tokio::test]
async fn endless_redirects_are_an_error() {
    // Each redirect leads to another URL, so the client cannot detect a loop.
    let round = Server::responding(|request| {
        response("302 Found", &[("Location", &format!("{}x", request.path()))], b"")
    })
    .await;
    let error = bounded(client(&round.url).whoami().send()).await.unwrap_err();
    assert!(matches!(error, Error::Redirect { problem: RedirectError::TooMany, .. }), "{error:?}");
    assert_discreet(&error);
    assert_eq!(round.requests().len(), 11);
}

#[tokio::test]
async fn endless_rate_limits_are_an_error() {
    let server = Server::responding(|_| {
        json_response("429 Slow", r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1}"#)
    })
    .await;
    let policy = matrix_openapi::http::RetryPolicy::new(5, Duration::from_secs(1));
    let error = bounded(client(&server.url).whoami().options(policy).send()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_millis(1)));
    assert_discreet(&error);
    assert_eq!(server.requests().len(), 6);
}
