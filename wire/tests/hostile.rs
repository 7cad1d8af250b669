//! Bodies that are made to harm whoever reads them.
#![allow(missing_docs)] // Tests explain themselves by their names.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use matrix_openapi_wire::{Api, ApiError, Authentication, Operation, RawJson, Uia, canonicalize};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

static LOGIN: Operation =
    Operation::new(Api::ClientServer, "login", "login", http::Method::POST, "/login", Authentication::None);

/// A key that serde_json keeps for itself, in two spellings.
const KEYS: [&str; 2] = ["$serde_json::private::RawValue", r"$serde_json::private::R\u0061wValue"];

/// Documents as texts within each other by that key: no document is nested too deep, and all of them together are.
fn nested(key: &str, documents: usize, levels: usize) -> String {
    let mut text = "0".to_owned();
    for _ in 0..documents {
        let inner = serde_json::to_string(&text).unwrap();
        text = format!(r#"{}{{"{key}":{inner}}}{}"#, "[".repeat(levels), "]".repeat(levels));
    }
    format!(r#"{{"errcode":"M_FORBIDDEN","x":{text}}}"#)
}

/// As programs write types of their own.
#[derive(Deserialize)]
#[allow(dead_code)] // It is only read.
struct Flattened {
    #[serde(flatten)]
    all: Map<String, Value>,
}

/// Runs on a stack as small as that of a thread of a runtime.
fn with_small_stack(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn documents_within_documents_stay_texts() {
    with_small_stack(|| {
        for text in KEYS.map(|key| nested(key, 13, 120)) {
            assert!(canonicalize(&text).unwrap().contains("$serde_json::private::RawValue"));
            let raw = RawJson::from_json(text.clone()).unwrap();
            assert_eq!(raw.parse().unwrap()["errcode"], "M_FORBIDDEN");
            assert!(raw.get_field::<Value>("x").unwrap().unwrap().is_array());
            // Within a type that serde derives it is not a plain key, and so it is refused.
            assert!(raw.parse_as::<Flattened>().is_err());
            let error = ApiError::new(&LOGIN, StatusCode::FORBIDDEN, &HeaderMap::new(), text.into());
            assert_eq!(error.errcode.unwrap().as_str(), "M_FORBIDDEN");
        }
    });
}

#[test]
fn deep_documents_are_refused() {
    with_small_stack(|| {
        let text = "[".repeat(12_000) + &"]".repeat(12_000);
        assert!(canonicalize(&text).is_err());
        let body = Bytes::from(format!(r#"{{"errcode":"M_FORBIDDEN","x":{text}}}"#));
        assert!(ApiError::new(&LOGIN, StatusCode::FORBIDDEN, &HeaderMap::new(), body).fields.is_empty());
        let raw = RawJson::from_json(format!(r#"{{"x":{text}}}"#)).unwrap();
        assert!(raw.parse().is_err() && raw.parse_as::<Flattened>().is_err());
        assert_eq!(serde_json::to_string(&raw).unwrap(), raw.json());
    });
}

const MEBIBYTE: usize = 1 << 20;

/// Reads a challenge and chooses what to send for it, and returns that with the time that both took.
fn chosen(uia: &Uia, body: String) -> (Option<String>, Duration) {
    assert!(body.len() <= MEBIBYTE + 100, "{}", body.len());
    let (body, base) = (Bytes::from(body), Url::parse("https://example.org").unwrap());
    let begin = Instant::now();
    let error = ApiError::new(&LOGIN, StatusCode::UNAUTHORIZED, &HeaderMap::new(), body);
    let mut tried = Vec::new();
    let auth = {
        let choosing = uia.answer(&base, error.uia.as_ref().unwrap(), error.errcode.as_ref(), &mut tried);
        match pin!(choosing).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(auth) => auth.map_err(|(stage, _)| stage).unwrap(),
            Poll::Pending => panic!("there is nothing to wait for"),
        }
    };
    (auth.map(|auth| String::from_utf8(auth.to_vec()).unwrap()), begin.elapsed())
}

/// A list of texts of a kind, so long that its JSON fills a part of a mebibyte.
fn filling(part: usize, text: impl Fn(usize) -> String) -> String {
    let length = text(100_000).len() + 1;
    let items: Vec<_> = (0..MEBIBYTE / part / length).map(text).collect();
    format!("[{}]", items.join(","))
}

#[test]
fn challenges_of_a_mebibyte_are_looked_at_once() {
    let uia = || Uia::new().password("alice", "pw_hidden");
    let quoted = |number: usize| format!("\"{number}\"");
    let stages = |number: usize| format!("{{\"stages\":[\"{number}\"]}}");
    let flow = |stages: String| format!("[{{\"stages\":{stages}}}]");
    let body = |flows: String, completed: String| format!("{{\"flows\":{flows},\"completed\":{completed}}}");
    for (challenge, goes_on) in [
        (body(flow(filling(2, quoted)), filling(2, quoted)), false),
        (body(flow(filling(2, quoted)), filling(2, |number| quoted(number + 50_000))), false),
        (body(filling(2, stages), filling(2, quoted)), false),
        (body(filling(1, |_| "{\"stages\":[]}".to_owned()), "[]".to_owned()), false),
        (body(filling(1, |_| "{\"stages\":[\"m.login.dummy\"]}".to_owned()), "[]".to_owned()), true),
        (body(flow(filling(1, |_| "\"m.login.dummy\"".to_owned())), "[]".to_owned()), true),
    ] {
        let quickest =
            (0..3).map(|_| chosen(&uia(), challenge.clone())).min_by_key(|(_, time)| *time).unwrap();
        assert_eq!(quickest.0.is_some(), goes_on);
        // Optimized and on a quiet machine it is a hundredth of that; compared with each other, the stages took minutes.
        assert!(quickest.1 < Duration::from_secs(5), "{:?}", quickest.1);
    }
}
