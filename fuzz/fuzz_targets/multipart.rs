//! However a response of several parts is cut into chunks, its parts are the same.
#![no_main]

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use matrix_openapi::error::MultipartError;
use matrix_openapi::fuzzing::{MultipartReader, PartContent, boundary};

/// Up to how many parts are read.
const PARTS: usize = 8;

type Parts = (Vec<(HeaderMap, Vec<u8>)>, Option<MultipartError>);

fn content<'a>(reader: &mut MultipartReader, chunks: &mut impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        match reader.content() {
            PartContent::Chunk(piece) => all.extend_from_slice(&piece),
            PartContent::End => return Some(all),
            PartContent::NeedsMore => reader.feed(chunks.next()?),
        }
    }
}

fn parts<'a>(boundary: &str, mut chunks: impl Iterator<Item = &'a [u8]>) -> Parts {
    let mut reader = MultipartReader::new(boundary);
    let mut parts = Vec::new();
    if content(&mut reader, &mut chunks).is_none() {
        return (parts, Some(MultipartError::Unfinished));
    }
    while parts.len() < PARTS {
        let headers = loop {
            match reader.headers() {
                Ok(Some(headers)) => break headers,
                Ok(None) => match chunks.next() {
                    Some(chunk) => reader.feed(chunk),
                    None => return (parts, Some(MultipartError::Unfinished)),
                },
                Err(error) => return (parts, Some(error)),
            }
        };
        match content(&mut reader, &mut chunks) {
            Some(content) => parts.push((headers, content)),
            None => return (parts, Some(MultipartError::Unfinished)),
        }
    }
    (parts, None)
}

fuzz_target!(|input: (u8, &[u8])| {
    let (size, body) = input;
    if let Ok(value) = HeaderValue::from_bytes(body.get(..body.len().min(100)).unwrap_or_default()) {
        let _ = boundary(&HeaderMap::from_iter([(CONTENT_TYPE, value)]));
    }
    let whole = parts("b", std::iter::once(body));
    let size = usize::from(size % 7) + 1;
    assert_eq!(whole, parts("b", body.chunks(size)), "chunks of {size}");
});
