//! Error bodies are read, shown and acted upon in a time that grows with their length alone.
#![no_main]

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use http::{Method, StatusCode};
use libfuzzer_sys::fuzz_target;
use matrix_openapi::fuzzing::respond;
use matrix_openapi::auth::{Authentication, Uia};
use matrix_openapi::error::ApiError;
use matrix_openapi::http::{Api, Operation};
use url::Url;

static OPERATION: Operation =
    Operation::new(Api::ClientServer, "login", "login", Method::POST, "/login", Authentication::None);

/// Far more than any of the inputs needs, with all checks of the fuzzer.
const LIMIT: Duration = Duration::from_secs(2);

fuzz_target!(|input: (u16, &str, &[u8])| {
    let (status, retry_after, body) = input;
    let begin = Instant::now();
    let status = StatusCode::from_u16(400 + status % 200).expect("it is within the bounds");
    let headers = HeaderValue::from_str(retry_after).map(|value| HeaderMap::from_iter([(RETRY_AFTER, value)]));
    for status in [StatusCode::UNAUTHORIZED, status] {
        let headers = headers.as_ref().cloned().unwrap_or_default();
        let error = ApiError::new(&OPERATION, status, &headers, Bytes::copy_from_slice(body)).redacting(&["syt_"]);
        let shown = format!("{error} {error:?}");
        assert!(shown.len() < 100_000 && !shown.contains(['\u{202e}', '\u{1b}', '\n']), "{shown}");
        assert!(!(error.is_final() && error.is_temporary()));
        if error.uia.is_none() {
            continue;
        }
        let uia = Uia::new().password("alice", "pw").registration_token("t").accept_terms();
        let (base, mut tried) = (Url::parse("https://example.org").expect("it is an address"), Vec::new());
        for _ in 0..20 {
            let choosing = respond(&uia, &base, &error, &mut tried);
            match pin!(choosing).poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(Some(auth)) => drop(serde_json::from_slice::<serde_json::Value>(&auth).expect("JSON")),
                Poll::Ready(_) => break,
                Poll::Pending => panic!("there is nothing to wait for"),
            }
        }
    }
    assert!(begin.elapsed() < LIMIT, "{:?}", begin.elapsed());
});
