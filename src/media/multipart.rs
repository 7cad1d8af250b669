//! Parser of multipart responses, as [RFC 2046](https://www.rfc-editor.org/rfc/rfc2046#section-5.1) defines them.

use bytes::{Buf, Bytes, BytesMut};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use crate::media::header_parameters::{parameters, unquote};

/// The limit of a part's headers, in bytes.
const MAX_HEADERS: usize = 16 << 10;

/// The limit of a boundary, in bytes, by the RFC.
const MAX_BOUNDARY: usize = 70;

/// The defect of a multipart response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultipartError {
    /// Its `Content-Type` is not `multipart`.
    #[error("the response is not multipart")]
    ContentType,
    /// Its `Content-Type` has no boundary, or an invalid one.
    #[error("the multipart response has no usable boundary")]
    Boundary,
    /// The headers of a part are malformed.
    #[error("a part of the response has malformed headers")]
    Headers,
    /// The headers of a part are longer than 16 KiB.
    #[error("a part of the response has headers longer than 16 KiB")]
    HeadersTooLong,
    /// It ends after its first part.
    #[error("the response has fewer parts than expected")]
    TooFewParts,
    /// It ends before its last boundary, so it is incomplete.
    #[error("the response ends before its last boundary")]
    Unfinished,
}

/// An incremental parser of a multipart body. It buffers at most the bytes that may begin a delimiter.
pub struct MultipartReader {
    /// The delimiter: a line break, two dashes and the boundary.
    delimiter: Vec<u8>,
    /// The bytes that are not returned yet.
    buffer: BytesMut,
    /// Whether the current part may have more content.
    open: bool,
}

/// The next content of a part.
pub enum PartContent {
    /// Some bytes.
    Chunk(Bytes),
    /// The end of the part.
    End,
    /// More input is needed.
    NeedsMore,
}

impl MultipartReader {
    /// Starts with the text before the first part, which has no meaning.
    #[inline]
    pub fn new(boundary: &str) -> Self {
        let delimiter = format!("\r\n--{boundary}").into_bytes();
        // The first boundary may begin the body, without the line break of all others.
        Self { delimiter, buffer: BytesMut::from(&b"\r\n"[..]), open: true }
    }

    /// Adds input.
    #[inline]
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Ends the current part after an error.
    #[inline]
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Returns the next content of the current part.
    #[inline]
    pub fn content(&mut self) -> PartContent {
        if !self.open {
            return PartContent::End;
        }
        let mut from = 0;
        while let Some(rest) = self.buffer.get(from..)
            && let Some(at) = rest.iter().position(|byte| *byte == b'\r')
        {
            let end = from.saturating_add(at);
            match self.delimits(rest.get(at..).unwrap_or_default()) {
                Some(false) => from = end.saturating_add(1),
                _ if end > 0 => return PartContent::Chunk(self.buffer.split_to(end).freeze()),
                None => return PartContent::NeedsMore,
                Some(true) => {
                    self.buffer.advance(self.delimiter.len());
                    self.open = false;
                    return PartContent::End;
                }
            }
        }
        if self.buffer.is_empty() {
            PartContent::NeedsMore
        } else {
            PartContent::Chunk(self.buffer.split().freeze())
        }
    }

    /// Returns the headers of the next part, after the content of the current one; `None` if more input is needed.
    ///
    /// # Errors
    /// If they are malformed, or there is no next part.
    #[inline]
    pub fn headers(&mut self) -> Result<Option<HeaderMap>, MultipartError> {
        if self.buffer.starts_with(b"--") {
            return Err(MultipartError::TooFewParts);
        }
        let end = self.buffer.windows(4).position(|window| window == b"\r\n\r\n");
        if end.unwrap_or(self.buffer.len()) > MAX_HEADERS {
            return Err(MultipartError::HeadersTooLong);
        }
        let Some((lines, content)) = end.and_then(|end| self.buffer.split_at_checked(end.saturating_add(2)))
        else {
            return Ok(None);
        };
        let Some(empty) = self.delimits(content) else { return Ok(None) };
        let headers = fields(lines).ok_or(MultipartError::Headers)?;
        // The line break after the headers may already belong to the next delimiter.
        self.buffer.advance(if empty { lines.len() } else { lines.len().saturating_add(2) });
        self.open = true;
        Ok(Some(headers))
    }

    /// Whether the text begins with a delimiter; `None` if more input is needed.
    #[inline]
    fn delimits(&self, text: &[u8]) -> Option<bool> {
        let Some(after) = text.strip_prefix(self.delimiter.as_slice()) else {
            return if self.delimiter.starts_with(text) { None } else { Some(false) };
        };
        // Other text is a longer word that only begins like the boundary.
        match after {
            [] | [b'-'] => None,
            [b'\r' | b' ' | b'\t', ..] | [b'-', b'-', ..] => Some(true),
            _ => Some(false),
        }
    }
}

/// Returns the boundary in the `Content-Type` of a response.
///
/// # Errors
/// If it is missing or invalid, or the response is not multipart.
#[inline]
pub fn boundary(headers: &HeaderMap) -> Result<String, MultipartError> {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let family = text.split_once('/').map(|(family, _)| family.trim());
    if !family.is_some_and(|family| family.eq_ignore_ascii_case("multipart")) {
        return Err(MultipartError::ContentType);
    }
    let boundary = parameters(text)
        .find(|(name, _)| name.eq_ignore_ascii_case("boundary"))
        .map(|(_, value)| unquote(value))
        .ok_or(MultipartError::Boundary)?;
    let usable = matches!(boundary.len(), 1..=MAX_BOUNDARY)
        && boundary.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
        && !boundary.ends_with(' ');
    usable.then_some(boundary).ok_or(MultipartError::Boundary)
}

/// Parses the headers after a delimiter. The rest of the delimiter's line must be blank.
#[inline]
fn fields(text: &[u8]) -> Option<HeaderMap> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.first(), lines.last_mut()) {
            // A line that begins with white space continues the previous one.
            (Some(b' ' | b'\t'), Some(last)) => last.extend_from_slice(line),
            _ => lines.push(line.to_vec()),
        }
    }
    let mut lines = lines.iter().map(|line| line.trim_ascii());
    if !lines.next()?.is_empty() {
        return None;
    }
    let mut headers = HeaderMap::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_at(line.iter().position(|byte| *byte == b':')?);
        let name = HeaderName::from_bytes(name.trim_ascii_end()).ok()?;
        headers.append(name, HeaderValue::from_bytes(value.get(1..)?.trim_ascii()).ok()?);
    }
    Some(headers)
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// Begins like a boundary in every way that content may, and has parts with and without headers,
    /// a folded header, an empty part and something after its end.
    const SAMPLE: &[u8] = b"before\r\n--b =?\r\n --b =\r\n--b = \t\r\n\r\n{}\r\n\
        --b =\r\nContent-Type : text/plain;\r\n\tcharset=utf-8\r\nX: 1\r\nx:\r\n\r\n\
        \r\n\r\r\n--b \r\n--b =-\r\n--b ==\r\n-\r\r\n--b =\r\nA: \xff\r\n\r\n--b =\r\n\r\n\r\n\
        --b =\r\n\r\n--b =?\r\n--b =--after\r\n--b =\r\n";

    const CONTENTS: [&[u8]; 5] = [b"{}", b"\r\n\r\r\n--b \r\n--b =-\r\n--b ==\r\n-\r", b"", b"", b"--b =?"];

    struct TestParts(MultipartReader, VecDeque<Vec<u8>>);

    impl TestParts {
        fn more(&mut self) -> Result<(), MultipartError> {
            self.0.feed(&self.1.pop_front().ok_or(MultipartError::Unfinished)?);
            Ok(())
        }

        fn content(&mut self) -> Result<Option<Bytes>, MultipartError> {
            loop {
                match self.0.content() {
                    PartContent::Chunk(piece) => return Ok(Some(piece)),
                    PartContent::End => return Ok(None),
                    PartContent::NeedsMore => self.more().inspect_err(|_| self.0.close())?,
                }
            }
        }

        fn headers(&mut self) -> Result<HeaderMap, MultipartError> {
            loop {
                match self.0.headers()? {
                    Some(headers) => return Ok(headers),
                    None => self.more()?,
                }
            }
        }
    }

    fn parts(boundary: &str, chunks: &[&[u8]]) -> TestParts {
        TestParts(MultipartReader::new(boundary), chunks.iter().map(|chunk| chunk.to_vec()).collect())
    }

    /// Returns all parts up to the end or the first problem.
    fn all(mut parts: TestParts) -> (Vec<HeaderMap>, Vec<Vec<u8>>, MultipartError) {
        let (mut headers, mut contents) = (Vec::new(), vec![Vec::new()]);
        let problem = loop {
            match parts.content() {
                Ok(Some(piece)) => contents.last_mut().unwrap().extend_from_slice(&piece),
                Ok(None) => match parts.headers() {
                    Ok(fields) => {
                        headers.push(fields);
                        contents.push(Vec::new());
                    }
                    Err(error) => break error,
                },
                Err(error) => {
                    assert!(parts.content().unwrap().is_none(), "a failed part goes on");
                    break error;
                }
            }
        };
        (headers, contents, problem)
    }

    fn check(chunks: &[&[u8]]) {
        let (headers, contents, end) = all(parts("b =", chunks));
        assert_eq!(contents[0], b"\r\nbefore\r\n--b =?\r\n --b =", "{chunks:?}");
        assert_eq!(contents[1..], CONTENTS, "{chunks:?}");
        assert_eq!(end, MultipartError::TooFewParts);
        let texts = |name| headers[1].get_all(name).iter().map(HeaderValue::as_bytes).collect::<Vec<_>>();
        assert_eq!(texts("content-type"), [b"text/plain;\tcharset=utf-8"]);
        assert_eq!(texts("x"), [&b"1"[..], b""]);
        assert_eq!(headers[2]["a"].as_bytes(), b"\xff");
        assert_eq!(headers.iter().map(HeaderMap::len).collect::<Vec<_>>(), [0, 3, 1, 0, 0]);
    }

    #[test]
    fn chunks_of_any_size_give_the_same_parts() {
        for at in 0..=SAMPLE.len() {
            let (left, right) = SAMPLE.split_at(at);
            check(&[left, right]);
        }
        for size in 1..9 {
            check(&SAMPLE.chunks(size).collect::<Vec<_>>());
        }
        // Random lengths (xorshift, Marsaglia 2003).
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..2000 {
            let (mut chunks, mut rest) = (Vec::new(), SAMPLE);
            while !rest.is_empty() {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let (chunk, after) = rest.split_at(rest.len().min(1 + usize::try_from(state % 24).unwrap()));
                chunks.push(chunk);
                rest = after;
            }
            check(&chunks);
        }
    }

    #[test]
    fn a_response_that_breaks_off_is_never_taken_for_whole() {
        let end = SAMPLE.windows(7).position(|window| window == b"--after").unwrap();
        for at in 0..end + 2 {
            let (_, contents, problem) = all(parts("b =", &[&SAMPLE[..at]]));
            assert_eq!(problem, MultipartError::Unfinished, "{at}");
            for (content, whole) in contents.iter().skip(1).zip(CONTENTS) {
                assert!(whole.starts_with(content), "{at}: {content:?}");
            }
        }
    }

    #[test]
    fn malformed_parts_are_named() {
        let endless = [b"--b\r\n".to_vec(), b"A: b\r\n".repeat(MAX_HEADERS)].concat();
        let longest =
            [b"--b\r\nA:".to_vec(), vec![b'x'; MAX_HEADERS], b"\r\n\r\n\r\n--b--".to_vec()].concat();
        for (text, expected) in [
            (&b"--b--"[..], MultipartError::TooFewParts),
            (b"", MultipartError::Unfinished),
            (b"{}", MultipartError::Unfinished),
            (b"x--b\r\n\r\n\r\n--c--", MultipartError::Unfinished),
            (b"--b\n\n{}\n--b--\n", MultipartError::Unfinished),
            (b"--b x\r\n\r\n\r\n--b--", MultipartError::Headers),
            (b"--b\r\n A: b\r\n\r\n\r\n--b--", MultipartError::Headers),
            (b"--b\r\nno colon\r\n\r\n\r\n--b--", MultipartError::Headers),
            (b"--b\r\n: no name\r\n\r\n\r\n--b--", MultipartError::Headers),
            (b"--b\r\nA: \x00\r\n\r\n\r\n--b--", MultipartError::Headers),
            (b"--b\r\nA: x\ry\r\n\r\n\r\n--b--", MultipartError::Headers),
            (&endless, MultipartError::HeadersTooLong),
            (&longest, MultipartError::HeadersTooLong),
        ] {
            for size in [1 << 20, 997] {
                let (.., problem) = all(parts("b", &text.chunks(size).collect::<Vec<_>>()));
                assert_eq!(problem, expected, "{:?}", String::from_utf8_lossy(&text[..text.len().min(40)]));
            }
        }
    }

    #[test]
    fn a_boundary_that_never_comes_costs_no_memory() {
        const SIZE: usize = 4 << 10;
        let chunk = b"\r\n--boundar".repeat(SIZE / 11);
        let mut parts = parts("boundary", &vec![&chunk[..]; 1000]);
        let mut length = 0;
        loop {
            match parts.content() {
                Ok(piece) => length += piece.unwrap().len(),
                Err(MultipartError::Unfinished) => break,
                Err(error) => panic!("{error:?}"),
            }
            assert!(parts.0.buffer.capacity() < 4 * SIZE, "{}", parts.0.buffer.capacity());
        }
        // The last bytes may have been the beginning of a boundary.
        assert_eq!(length, 2 + chunk.len() * 1000 - 11);
    }

    #[test]
    fn boundaries_are_read_from_the_content_type() {
        let long = format!("multipart/mixed; boundary={}", "b".repeat(71));
        for (text, expected) in [
            ("multipart/mixed; boundary=abc", Ok("abc")),
            ("MultiPart/Mixed;charset=x; BOUNDARY=\"a;b =\\\"c\"; x=y", Ok("a;b =\"c")),
            ("multipart/related;boundary=a", Ok("a")),
            (&long[..long.len() - 1], Ok(&long[26..96])),
            (&long, Err(MultipartError::Boundary)),
            ("multipart/mixed", Err(MultipartError::Boundary)),
            ("multipart/mixed; boundary=", Err(MultipartError::Boundary)),
            ("multipart/mixed; boundary=\"\"", Err(MultipartError::Boundary)),
            ("multipart/mixed; boundary=\"a \"", Err(MultipartError::Boundary)),
            ("multipart/mixed; boundary=\"a\tb\"", Err(MultipartError::Boundary)),
            ("multipart/mixed; x=\"; boundary=a\"", Err(MultipartError::Boundary)),
            ("image/png; boundary=a", Err(MultipartError::ContentType)),
            ("multipart; boundary=a", Err(MultipartError::ContentType)),
            ("", Err(MultipartError::ContentType)),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, text.parse().unwrap())]);
            assert_eq!(boundary(&headers), expected.map(str::to_owned), "{text}");
        }
        assert_eq!(boundary(&HeaderMap::new()), Err(MultipartError::ContentType));
    }
}
