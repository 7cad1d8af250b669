//! Addresses of servers and places that redirects name are checked, however they are written.
#![no_main]

use http::header::{HeaderMap, HeaderValue, LOCATION};
use libfuzzer_sys::fuzz_target;
use matrix_openapi::auth::Secret;
use matrix_openapi::fuzzing::{BearerToken, PlainHttp, base_url, encode, is_loopback, redirect_target};
use url::Url;

fuzz_target!(|input: (&str, &[u8])| {
    let (text, place) = input;
    if let Ok(url) = base_url(text, PlainHttp::Loopback) {
        assert!(url.scheme() == "https" || is_loopback(&url), "{url}");
        assert!(url.username().is_empty() && url.password().is_none() && url.query().is_none(), "{url}");
        assert_eq!(base_url(url.as_str(), PlainHttp::Loopback).as_ref(), Ok(&url));
    }
    let from = Url::parse("https://a.example.org/x?y").expect("it is an address");
    if let Ok(value) = HeaderValue::from_bytes(place) {
        if let Ok(to) = redirect_target(&from, &HeaderMap::from_iter([(LOCATION, value)])) {
            assert_eq!(to.scheme(), "https");
            assert!(to.username().is_empty() && to.password().is_none(), "{to}");
        }
    }
    // A token is found, however it is encoded.
    let token = BearerToken::new(&Secret::from(text));
    if token.token().is_some() {
        let (mut once, mut twice) = (String::new(), String::new());
        encode(text, &mut once);
        encode(&once, &mut twice);
        for next in [&once, &twice] {
            let url = Url::parse(&format!("https://b.example.org/?next={next}")).expect("it is an address");
            assert!(token.occurs_in(&url), "{url}");
        }
    }
});
