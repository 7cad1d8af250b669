//! Reads the bodies of requests, for servers.

use bytes::Bytes;
use serde_json::error::Category;

use crate::json::fault::{Fault, paths};
use crate::json::read::{Read, from_text};
use crate::json::repair;
use crate::json::shared::SharedJson;
use crate::json::strict;

/// The error of a request whose body cannot be read.
pub struct RequestFault {
    /// Whether the body is JSON, but does not fit.
    pub is_json: bool,
    /// The path of the defect, such as `$.events[1].type`.
    pub path: String,
    /// The defect, without text of the body.
    pub reason: String,
}

/// Reads the body of a request exactly and strictly, since a server may have to forward it. An empty body counts as an empty object,
/// and a `null` in place of an optional field counts as absent.
///
/// # Errors
/// If the body is not JSON, or does not fit the type.
pub fn decode_request<T: Read>(body: Bytes) -> Result<T, RequestFault> {
    let json = text(body)?;
    let read = {
        let _reading = json.reading();
        let _strictly = strict::strictly();
        from_text(json.as_str())
    };
    read.map_err(|error| RequestFault::of(&json, &error))
}

/// Returns the text of a body, which raw values in the body share.
fn text(body: Bytes) -> Result<SharedJson, RequestFault> {
    let unmarked = repair::without_mark(&body);
    let body = if unmarked.len() < body.len() { body.slice_ref(unmarked) } else { body };
    if body.trim_ascii().is_empty() {
        return Ok(SharedJson::empty_object());
    }
    String::from_utf8(body.into()).map(SharedJson::new).map_err(|_| RequestFault {
        is_json: false,
        path: "$".to_owned(),
        reason: "not UTF-8".to_owned(),
    })
}

impl RequestFault {
    fn of(json: &SharedJson, error: &serde_json::Error) -> Self {
        let Fault { at, reason } = Fault::of(json, error);
        let path = paths(json.as_str().as_bytes(), &[at]).pop().unwrap_or_default();
        Self { is_json: error.classify() == Category::Data, path, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::forms::{FlagForms, IntegerForms, NumberForms, TextForms};
    use crate::json::{Raw, RawObject};

    fn fault(body: &'static [u8]) -> (bool, String, String) {
        let fault = decode_request::<Vec<i64>>(Bytes::from_static(body)).map(drop).unwrap_err();
        (fault.is_json, fault.path, fault.reason)
    }

    #[test]
    fn json_that_does_not_fit_is_distinguished_from_text_that_is_not_json() {
        let expected = "wrong type or value, expected an integer of 64 bits";
        assert_eq!(fault(b"[1, \"secret\"]"), (true, "$[1]".to_owned(), expected.to_owned()));
        assert_eq!(fault(b"[1, 2"), (false, "$[1]".to_owned(), "the body ends too early".to_owned()));
        assert_eq!(fault(b"<html>"), (false, "$".to_owned(), "not JSON".to_owned()));
        assert_eq!(fault(b"[\"\xff\"]"), (false, "$".to_owned(), "not UTF-8".to_owned()));
    }

    #[test]
    fn an_empty_body_is_an_empty_object_and_a_byte_order_mark_is_skipped() {
        for (body, text) in [("", "{}"), (" \n", "{}"), ("\u{feff}{\"a\": 1}", "{\"a\": 1}")] {
            let read: RawObject = decode_request(Bytes::from_static(body.as_bytes())).ok().unwrap();
            assert_eq!(read.json(), text);
        }
    }

    #[test]
    fn the_other_forms_of_values_that_clients_read_are_refused() {
        let is_read = |body: &'static str| {
            let body = || Bytes::from_static(body.as_bytes());
            [
                decode_request::<TextForms>(body()).is_ok(),
                decode_request::<FlagForms>(body()).is_ok(),
                decode_request::<IntegerForms<i64>>(body()).is_ok(),
                decode_request::<NumberForms>(body()).is_ok(),
            ]
        };
        assert_eq!(is_read("\"1\""), [true, false, false, false]);
        assert_eq!(is_read("1"), [false, false, true, true]);
        assert_eq!(is_read("true"), [false, true, false, false]);
        assert_eq!(is_read("null"), [false; 4]);
        // The mode ends with the request.
        assert!(from_text::<FlagForms>("1").is_ok());
    }

    #[test]
    fn raw_values_share_the_text_of_the_request() {
        let body = String::from("[{\"a\": 1}, {\"b\": 2}]");
        let read: Vec<Raw<()>> = decode_request(body.into()).ok().unwrap();
        let [first, second] = &read[..] else { panic!("two values") };
        // Both are ranges of one text: `{"b": 2}` starts as many bytes behind `{"a": 1}` as in the body.
        let start = |raw: &Raw<()>| raw.json().as_ptr().addr();
        assert_eq!(start(second) - start(first), 10);
    }
}
