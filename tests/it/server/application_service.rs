//! Servers of the application service API: the trait, legacy paths, transactions and pings.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::BodyExt;
use matrix_openapi::application_service::server::{Service, router};
use matrix_openapi::application_service::{op, types};
use matrix_openapi::auth::StoreError;
use matrix_openapi::http::BoxFuture;
use matrix_openapi::server::http::Request;
use matrix_openapi::server::{
    ApplicationServiceSettings, ErrorResponse, FileTransactionLog, Received, ResponseBody, Router,
    TransactionKey, TransactionLog,
};
use serde_json::json;
use tokio::sync::{Semaphore, mpsc};

use super::{TestResponse, send};
use crate::refresh::file_store::Folder;

/// A service without operations.
struct EmptyService;

impl Service for EmptyService {}

fn hs(method: &str, uri: &str) -> matrix_openapi::server::http::request::Builder {
    Request::builder().method(method).uri(uri).header("Authorization", "Bearer hs")
}

async fn ask(router: &Router, method: &str, uri: &str) -> TestResponse {
    send(router, hs(method, uri), "{}").await
}

/// Returns a transaction with events of these IDs.
fn transaction(id: &str, events: &[&str]) -> Request<ResponseBody> {
    let event = |id: &&str| {
        json!({
            "event_id": id, "type": "m.room.message", "content": {}, "sender": "@a:b.c", "room_id": "!r:b.c",
            "origin_server_ts": 1,
        })
    };
    let events: Vec<_> = events.iter().map(event).collect();
    let uri = format!("/_matrix/app/v1/transactions/{id}");
    hs("PUT", &uri).body(json!({ "events": events }).to_string().into()).unwrap()
}

async fn status(router: &Router, request: Request<ResponseBody>) -> u16 {
    router.respond(request).await.status().as_u16()
}

/// A service that records the IDs of the events of each transaction.
#[derive(Clone, Default)]
struct Recorder {
    seen: Arc<Mutex<Vec<Vec<String>>>>,
    /// The number of transactions that fail before one succeeds.
    failures: Arc<AtomicUsize>,
    /// The signal that transactions wait for, if any.
    gate: Option<Arc<Semaphore>>,
    started: Option<mpsc::UnboundedSender<()>>,
}

impl Recorder {
    fn seen(&self) -> Vec<Vec<String>> {
        self.seen.lock().unwrap().clone()
    }
}

impl Service for Recorder {
    async fn send_transaction(&self, received: Received<op::SendTransaction>) -> Result<(), ErrorResponse> {
        let ids =
            received.request.body.events.iter().map(|event| event.get_field("event_id").unwrap().unwrap());
        let ids = ids.collect::<Vec<String>>();
        if let Some(started) = &self.started {
            started.send(()).unwrap();
        }
        if let Some(gate) = &self.gate {
            gate.acquire().await.unwrap().forget();
        }
        if ids == ["$panic"] {
            panic!("an event that panics");
        }
        self.seen.lock().unwrap().push(ids);
        let left = self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if left.is_ok() { Err(ErrorResponse::internal("not now")) } else { Ok(()) }
    }
}

#[tokio::test]
async fn methods_that_a_program_does_not_implement_are_unrecognized() {
    let router = router(EmptyService, "hs");
    assert_eq!(router.operations().count(), matrix_openapi::application_service::OPERATIONS.len());
    let queries = ["users/@a:b.c", "rooms/%23a:b.c", "thirdparty/user/irc", "thirdparty/location"];
    for path in queries {
        let response = ask(&router, "GET", &format!("/_matrix/app/v1/{path}")).await;
        assert_eq!(response.error(), (404, "M_UNRECOGNIZED"), "{path}");
    }
    let accepted = ask(&router, "POST", "/_matrix/app/v1/ping").await;
    assert_eq!((accepted.status.as_u16(), &accepted.body), (200, &json!({})));
    assert_eq!(status(&router, transaction("1", &["$a"])).await, 200);
}

#[tokio::test]
async fn only_the_homeserver_is_served() {
    let router = router(EmptyService, "hs");
    let ping = async |uri: &str, token: Option<&str>| {
        let request = Request::post(uri);
        let request =
            token.into_iter().fold(request, |request, token| request.header("Authorization", token));
        send(&router, request, "{}").await.status.as_u16()
    };
    let path = "/_matrix/app/v1/ping";
    assert_eq!(ping(path, None).await, 401);
    assert_eq!(ping(path, Some("Bearer wrong")).await, 403);
    assert_eq!(ping(path, Some("Bearer hs")).await, 200);
    assert_eq!(ping(&format!("{path}?access_token=hs"), None).await, 200);
    assert_eq!(ping(&format!("{path}?access_token=hs"), Some("Bearer hs")).await, 200);
    assert_eq!(ping(&format!("{path}?access_token=wrong"), Some("Bearer hs")).await, 403);
}

/// A service that responds to each query with its parameters.
struct Directory;

impl Service for Directory {
    async fn query_user_by_id(&self, received: Received<op::QueryUserById>) -> Result<(), ErrorResponse> {
        Err(ErrorResponse::not_found(received.request.user_id.as_str()))
    }

    async fn query_room_by_alias(
        &self,
        received: Received<op::QueryRoomByAlias>,
    ) -> Result<(), ErrorResponse> {
        Err(ErrorResponse::not_found(received.request.room_alias.as_str()))
    }

    async fn get_protocol_metadata(
        &self,
        received: Received<op::GetProtocolMetadata>,
    ) -> Result<types::Protocol, ErrorResponse> {
        Err(ErrorResponse::not_found(received.request.protocol))
    }

    async fn query_user_by_protocol(
        &self,
        received: Received<op::QueryUserByProtocol>,
    ) -> Result<Vec<types::User>, ErrorResponse> {
        Err(ErrorResponse::not_found(format!("{} {:?}", received.request.protocol, received.request.fields)))
    }

    async fn query_location_by_protocol(
        &self,
        received: Received<op::QueryLocationByProtocol>,
    ) -> Result<Vec<types::Location>, ErrorResponse> {
        Err(ErrorResponse::not_found(received.request.protocol))
    }

    async fn query_third_party_user_by_id(
        &self,
        received: Received<op::QueryThirdPartyUserById>,
    ) -> Result<Vec<types::User>, ErrorResponse> {
        let user = received.request.userid.ok_or_else(|| ErrorResponse::missing_param("userid"))?;
        Ok(vec![types::User::new(serde_json::Map::new(), "irc", user)])
    }

    async fn query_location_by_alias(
        &self,
        _: Received<op::QueryLocationByAlias>,
    ) -> Result<Vec<types::Location>, ErrorResponse> {
        Ok(Vec::new())
    }
}

#[tokio::test]
async fn each_legacy_path_is_served_like_the_current_one() {
    let served = router(Directory, "hs");
    let current_only = router(Directory, ApplicationServiceSettings::new("hs").without_legacy_paths());
    let third = "thirdparty";
    let paths = [
        ("users/@_irc_%2F%23:b.c".to_owned(), "/users/@_irc_%2F%23:b.c".to_owned()),
        ("rooms/%23a:b.c".to_owned(), "/rooms/%23a:b.c".to_owned()),
    ];
    let others =
        ["protocol/irc", "user/irc?nick=x", "location/irc", "user?userid=@a:b.c", "location?alias=%23a:b.c"];
    let others =
        others.map(|path| (format!("{third}/{path}"), format!("/_matrix/app/unstable/{third}/{path}")));
    for (path, legacy) in paths.iter().chain(&others) {
        let current = ask(&served, "GET", &format!("/_matrix/app/v1/{path}")).await;
        let at_legacy = ask(&served, "GET", legacy).await;
        assert_ne!(current.error().1, "M_UNRECOGNIZED", "{path}");
        assert_eq!((current.status, &current.body), (at_legacy.status, &at_legacy.body), "{path}");
        assert_eq!(ask(&current_only, "GET", legacy).await.error(), (404, "M_UNRECOGNIZED"), "{legacy}");
        let wrong =
            send(&served, Request::get(legacy.as_str()).header("Authorization", "Bearer x"), "").await;
        assert_eq!(wrong.error(), (403, "M_FORBIDDEN"), "{legacy}");
    }
    let taken = send(&served, hs("PUT", "/transactions/7"), r#"{"events":[]}"#).await;
    assert_eq!(taken.status.as_u16(), 200);
    assert_eq!(ask(&served, "POST", "/transactions/7").await.error(), (405, "M_UNRECOGNIZED"));
    assert_eq!(current_only.operations().count(), served.operations().count());
}

#[tokio::test]
async fn a_transaction_is_handled_once_and_again_after_a_failure() {
    let recorder = Recorder { failures: Arc::new(AtomicUsize::new(1)), ..Recorder::default() };
    let router = router(recorder.clone(), "hs");
    assert_eq!(status(&router, transaction("1", &["$a"])).await, 500);
    assert_eq!(status(&router, transaction("1", &["$a"])).await, 200);
    assert_eq!(status(&router, transaction("1", &["$a"])).await, 200);
    // A transaction at the legacy path counts as the same one.
    let (mut parts, body) = transaction("1", &["$a"]).into_parts();
    parts.uri = "/transactions/1".parse().unwrap();
    assert_eq!(status(&router, Request::from_parts(parts, body)).await, 200);
    assert_eq!(status(&router, transaction("2", &["$a", "$b"])).await, 200);
    assert_eq!(recorder.seen(), [vec!["$a"], vec!["$a"], vec!["$a", "$b"]]);
    assert_eq!(status(&router, transaction("3", &["$panic"])).await, 500);
    // A panic does not prevent the next transaction from being handled.
    assert_eq!(status(&router, transaction("4", &["$c"])).await, 200);
    assert_eq!(recorder.seen().len(), 4);
}

#[tokio::test]
async fn transactions_wait_for_each_other_and_continue_when_the_client_hangs_up() {
    let (started, mut starts) = mpsc::unbounded_channel();
    let gate = Arc::new(Semaphore::new(0));
    let recorder = Recorder { gate: Some(Arc::clone(&gate)), started: Some(started), ..Recorder::default() };
    let router = router(recorder.clone(), "hs");
    let spawn = |request| {
        let router = router.clone();
        tokio::spawn(async move { status(&router, request).await })
    };
    let first = spawn(transaction("1", &["$a"]));
    starts.recv().await.unwrap();
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    let again = spawn(transaction("1", &["$a"]));
    tokio::task::yield_now().await;
    let second = spawn(transaction("2", &["$b"]));
    tokio::task::yield_now().await;
    // No other transaction starts while the first one is handled.
    assert!(starts.try_recv().is_err());
    gate.add_permits(1);
    assert_eq!(again.await.unwrap(), 200);
    starts.recv().await.unwrap();
    assert_eq!(recorder.seen(), [["$a"]]);
    gate.add_permits(1);
    assert_eq!(second.await.unwrap(), 200);
    assert_eq!(recorder.seen(), [["$a"], ["$b"]]);
}

#[tokio::test]
async fn events_that_were_handled_are_left_out_on_request() {
    let recorder = Recorder { failures: Arc::new(AtomicUsize::new(1)), ..Recorder::default() };
    let router = router(recorder.clone(), ApplicationServiceSettings::new("hs").unique_events(3));
    // Events count as handled only after a success.
    assert_eq!(status(&router, transaction("1", &["$a", "$a", "$b"])).await, 500);
    assert_eq!(status(&router, transaction("1", &["$a", "$a", "$b"])).await, 200);
    assert_eq!(status(&router, transaction("2", &["$b", "$c"])).await, 200);
    assert_eq!(status(&router, transaction("3", &["$a", "$b", "$c"])).await, 200);
    assert_eq!(status(&router, transaction("4", &["$d", "$a"])).await, 200);
    assert_eq!(status(&router, transaction("5", &["$a"])).await, 200);
    let expected: [&[&str]; 6] = [&["$a", "$b"], &["$a", "$b"], &["$c"], &[], &["$d"], &["$a"]];
    assert_eq!(recorder.seen(), expected);
}

#[tokio::test]
async fn the_log_keeps_the_last_512_transactions() {
    let recorder = Recorder::default();
    let router = router(recorder.clone(), "hs");
    for id in 0..=512 {
        assert_eq!(status(&router, transaction(&id.to_string(), &[])).await, 200);
    }
    assert_eq!(recorder.seen().len(), 513);
    assert_eq!(status(&router, transaction("1", &[])).await, 200);
    assert_eq!(recorder.seen().len(), 513);
    assert_eq!(status(&router, transaction("0", &[])).await, 200);
    assert_eq!(recorder.seen().len(), 514);
}

/// A log that fails a number of times.
#[derive(Default)]
struct FailingLog {
    inserted: Mutex<Vec<String>>,
    failures: AtomicUsize,
}

impl FailingLog {
    fn fail(&self) -> Result<(), StoreError> {
        let left = self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if left.is_ok() { Err("the disk at /secret is full".into()) } else { Ok(()) }
    }
}

impl TransactionLog for FailingLog {
    fn contains<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move { Ok(self.inserted.lock().unwrap().iter().any(|other| other == transaction.id)) })
    }

    fn insert<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            self.fail()?;
            self.inserted.lock().unwrap().push(transaction.id.to_owned());
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_transaction_that_could_not_be_logged_is_not_handled_again() {
    let (recorder, log) = (Recorder::default(), Arc::new(FailingLog::default()));
    let settings = ApplicationServiceSettings::new("hs").transactions(Arc::clone(&log));
    let router = router(recorder.clone(), settings);
    log.failures.store(2, Ordering::SeqCst);
    let failed = router.respond(transaction("1", &["$a"])).await;
    assert_eq!(failed.status().as_u16(), 500);
    let body = failed.into_body().collect().await.unwrap().to_bytes();
    assert!(!String::from_utf8_lossy(&body).contains("secret"));
    assert_eq!(status(&router, transaction("1", &["$a"])).await, 500);
    assert_eq!(status(&router, transaction("1", &["$a"])).await, 200);
    assert_eq!(recorder.seen(), [["$a"]]);
    assert_eq!(*log.inserted.lock().unwrap(), ["1"]);
}

#[tokio::test]
async fn a_known_id_with_other_events_is_another_transaction() {
    let recorder = Recorder::default();
    let router = router(recorder.clone(), ApplicationServiceSettings::new("hs"));
    for events in [&["$a", "$b"][..], &["$a", "$b"], &["$c"], &["$a", "$b"], &["$c"]] {
        assert_eq!(status(&router, transaction("1", events)).await, 200);
    }
    assert_eq!(recorder.seen(), [&["$a", "$b"][..], &["$c"]]);
    // Without events, only the ID counts.
    for id in ["2", "2", "3"] {
        assert_eq!(status(&router, transaction(id, &[])).await, 200);
    }
    assert_eq!(recorder.seen().len(), 4);
}

#[tokio::test]
async fn a_file_keeps_the_transactions_over_a_restart() {
    let folder = Folder::new("transactions");
    let path = folder.file();
    let recorder = Recorder::default();
    let start = async || {
        let log = FileTransactionLog::open(&path).await.unwrap();
        router(recorder.clone(), ApplicationServiceSettings::new("hs").transactions(log))
    };
    let first = start().await;
    assert_eq!(status(&first, transaction("a%22%2F", &["$a"])).await, 200);
    drop(first);
    let second = start().await;
    assert_eq!(status(&second, transaction("a%22%2F", &["$a"])).await, 200);
    assert_eq!(status(&second, transaction("b", &["$b"])).await, 200);
    assert_eq!(recorder.seen(), [["$a"], ["$b"]]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), r#"["a\"/\n$a","b\n$b"]"#);
    // The folder was removed, so the log cannot be written, as on a full disk. The transaction is not lost.
    let directory = path.parent().unwrap();
    std::fs::remove_dir_all(directory).unwrap();
    assert_eq!(status(&second, transaction("c", &["$c"])).await, 500);
    std::fs::create_dir(directory).unwrap();
    assert_eq!(status(&second, transaction("c", &["$c"])).await, 200);
    assert_eq!(recorder.seen(), [["$a"], ["$b"], ["$c"]]);
}

#[tokio::test]
async fn a_file_with_other_content_is_refused_and_kept() {
    let folder = Folder::new("no-transactions");
    let path = folder.file();
    let session = r#"{"access_token":"syt_secret"}"#;
    std::fs::write(&path, session).unwrap();
    let error = FileTransactionLog::open(&path).await.unwrap_err().to_string();
    assert!(
        error.contains("session.json") && error.contains("line 1") && !error.contains("syt_secret"),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), session);
    let error = FileTransactionLog::open(path.parent().unwrap()).await.unwrap_err().to_string();
    assert!(error.ends_with(": not a plain file; choose another path"), "{error}");
}

#[tokio::test]
async fn a_handler_does_not_wait_for_a_transaction() {
    let gate = Arc::new(Semaphore::new(0));
    let recorder = Recorder { gate: Some(Arc::clone(&gate)), ..Recorder::default() };
    let router = router(recorder, "hs");
    let mut transaction = Box::pin(status(&router, transaction("1", &["$a"])));
    let ping = ask(&router, "POST", "/_matrix/app/v1/ping");
    tokio::select! {
        _ = &mut transaction => panic!("the gate is closed"),
        response = tokio::time::timeout(Duration::from_secs(60), ping) => assert_eq!(response.unwrap().status, 200),
    }
    gate.add_permits(1);
    assert_eq!(transaction.await, 200);
}
