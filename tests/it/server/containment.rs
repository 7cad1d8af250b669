//! Failures, limits and clients that hang up affect their own request alone.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::ServerName;
use matrix_openapi::server::http::Request;
use matrix_openapi::server::{Caller, ErrorResponse, Router};
use matrix_openapi::server_server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::connections::serve;
use super::{get, known_tokens, request, send};

const WHOAMI: &str = "/_matrix/client/v3/account/whoami";
const CLAIM: &str = "/_matrix/federation/v1/user/keys/claim";
const SIGNATURE: &str =
    r#"X-Matrix origin="there.example.org",destination="here.example.org",key="ed25519:1",sig="c2ln""#;

/// Panics with a secret.
fn panics() -> ErrorResponse {
    panic!("syt_secret")
}

fn here() -> ServerName {
    "here.example.org".parse().unwrap()
}

#[tokio::test]
async fn a_check_of_credentials_that_panics_affects_only_its_request() {
    let router = Router::new()
        .tokens(|token| {
            let now = token.secret().expose() == "now";
            assert!(!now, "syt_secret");
            async move {
                tokio::task::yield_now().await;
                if token.secret().expose() == "later" {
                    panics();
                }
                Err::<Caller, _>(ErrorResponse::unknown_token())
            }
        })
        .signatures(here(), |_| async { Err(panics()) })
        .on(op::Whoami, |received| async move { Ok(types::WhoamiResponse::new(received.user_id()?)) })
        .on(server_server::op::ClaimUserEncryptionKeys, |_| async {
            Err::<server_server::types::ClaimUserEncryptionKeysResponse, _>(ErrorResponse::unknown_token())
        });
    let with = |authorization: &str, method: &str, uri: &str| {
        Request::builder().method(method).uri(uri).header("Authorization", authorization)
    };
    for token in ["Bearer now", "Bearer later"] {
        let response = send(&router, with(token, "GET", WHOAMI), "").await;
        assert_eq!((response.error(), response.message()), ((500, "M_UNKNOWN"), "the server has failed"));
    }
    let response = send(&router, with(SIGNATURE, "POST", CLAIM), r#"{"one_time_keys":{}}"#).await;
    assert_eq!((response.error(), response.message()), ((500, "M_UNKNOWN"), "the server has failed"));
    // The next request is not affected.
    assert_eq!(get(&router, WHOAMI).await.error(), (401, "M_UNKNOWN_TOKEN"));
}

#[tokio::test]
async fn a_body_has_its_limit_where_it_is_read_early() {
    // The body distinguishes two operations of a path.
    let router = known_tokens()
        .max_body(60)
        .max_body_of(op::InviteUser, 40)
        .on(op::InviteUser, |_| async { Ok(()) })
        .on(op::InviteBy3pid, |_| async { Ok(()) });
    let invite = async |length: usize| {
        let body = format!(r#"{{"user_id":"@{}:b"}}"#, "x".repeat(length - 17));
        assert_eq!(body.len(), length);
        let path = "/_matrix/client/v3/rooms/!r:example.org/invite";
        send(&router, request("POST", path), body).await.status.as_u16()
    };
    assert_eq!([invite(40).await, invite(41).await, invite(61).await], [200, 413, 413]);

    // The signature covers the body.
    let router = Router::new().max_body(20).signatures(here(), |_| async { Ok(None) }).on(
        server_server::op::ClaimUserEncryptionKeys,
        |_| async {
            Err::<server_server::types::ClaimUserEncryptionKeysResponse, _>(ErrorResponse::unknown_token())
        },
    );
    let claim = async |body: &'static str| {
        let request = Request::builder().method("POST").uri(CLAIM).header("Authorization", SIGNATURE);
        send(&router, request, body).await.status.as_u16()
    };
    assert_eq!([claim(r#"{"one_time_keys":{}}"#).await, claim(r#"{"one_time_keys":{} }"#).await], [401, 413]);
}

/// Signals that it was dropped.
struct Guard(Arc<Notify>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_ends_the_handler_and_nothing_else() {
    let (begun, ended) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (tell, guarded, hangs) = (Arc::clone(&begun), Arc::clone(&ended), AtomicBool::new(true));
    let router = known_tokens().on(op::Whoami, move |received| {
        let guard = Guard(Arc::clone(&guarded));
        let (tell, hangs) = (Arc::clone(&tell), hangs.swap(false, Ordering::SeqCst));
        async move {
            if hangs {
                tell.notify_one();
                pending::<()>().await;
            }
            drop(guard);
            Ok(types::WhoamiResponse::new(received.user_id()?))
        }
    });
    let url = serve(router).await;
    let address = url.strip_prefix("http://").unwrap();
    let text = format!(
        "GET {WHOAMI} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer alice\r\nConnection: close\r\n\r\n"
    );
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(text.as_bytes()).await.unwrap();
    begun.notified().await;
    drop(client);
    // The handler would never end.
    tokio::time::timeout(Duration::from_secs(20), ended.notified()).await.unwrap();

    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(text.as_bytes()).await.unwrap();
    let mut response = String::new();
    client.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 200 ") && response.contains("@alice:example.org"), "{response}");
}
