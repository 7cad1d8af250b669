//! Answers of several parts, as [RFC 2046](https://www.rfc-editor.org/rfc/rfc2046#section-5.1) frames them.

use bytes::{Buf, Bytes, BytesMut};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use crate::media::header_parameters::{parameters, unquote};

/// How long the headers of a part may be, in bytes.
const MAX_HEADERS: usize = 16 << 10;

/// How long a boundary may be, in bytes, as the RFC says.
const MAX_BOUNDARY: usize = 70;

/// What is wrong with an answer of several parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultipartError {
    /// Its `Content-Type` is not `multipart`.
    #[error("an answer of one part where several were expected")]
    ContentType,
    /// Its `Content-Type` names no boundary, or one that cannot be.
    #[error("an answer of several parts without a usable boundary")]
    Boundary,
    /// The lines before the content of a part are no headers.
    #[error("a part with malformed headers")]
    Headers,
    /// The headers of a part are longer than 16 KiB.
    #[error("a part with too long headers")]
    HeadersTooLong,
    /// It ends after its first part.
    #[error("fewer parts than expected")]
    TooFewParts,
    /// It ends without its last boundary, so that something is missing.
    #[error("an answer that ends before its last boundary")]
    Unfinished,
}

/// Takes an answer apart as its bytes come. What is kept of a content is at most what may turn out to be a
/// delimiter.
pub struct MultipartReader {
    /// The boundary with all that makes it a delimiter.
    delimiter: Vec<u8>,
    /// What has come and is not handed on yet.
    buffer: BytesMut,
    /// Whether there may be more of the content of the current part.
    open: bool,
}

/// What there is of the content of a part.
pub enum PartContent {
    /// Some bytes of it.
    Chunk(Bytes),
    /// Its end.
    End,
    /// More bytes are needed to tell.
    NeedsMore,
}

impl MultipartReader {
    /// Reads what has this boundary, from the content before the first part on, which means nothing.
    pub fn new(boundary: &str) -> Self {
        let delimiter = format!("\r\n--{boundary}").into_bytes();
        // The first boundary may open the answer, without the line break that is part of all others.
        Self { delimiter, buffer: BytesMut::from(&b"\r\n"[..]), open: true }
    }

    /// Adds bytes that have come.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Gives up the current part: nothing that follows could be told apart from its content any more.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// The next piece of the content of the current part.
    pub fn content(&mut self) -> PartContent {
        if !self.open {
            return PartContent::End;
        }
        let mut from = 0;
        while let Some(rest) = self.buffer.get(from..)
            && let Some(at) = rest.iter().position(|byte| *byte == b'\r')
        {
            match self.delimits(rest.get(at..).unwrap_or_default()) {
                Some(false) => from += at + 1,
                _ if from + at > 0 => return PartContent::Chunk(self.buffer.split_to(from + at).freeze()),
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

    /// The headers of the next part, once the content of the one before was read, or nothing while too few
    /// bytes have come.
    ///
    /// # Errors
    /// If they are malformed, or there is no next part.
    pub fn headers(&mut self) -> Result<Option<HeaderMap>, MultipartError> {
        if self.buffer.starts_with(b"--") {
            return Err(MultipartError::TooFewParts);
        }
        let end = self.buffer.windows(4).position(|window| window == b"\r\n\r\n");
        if end.unwrap_or(self.buffer.len()) > MAX_HEADERS {
            return Err(MultipartError::HeadersTooLong);
        }
        let Some((lines, content)) = end.and_then(|end| self.buffer.split_at_checked(end + 2)) else {
            return Ok(None);
        };
        let Some(empty) = self.delimits(content) else { return Ok(None) };
        let headers = fields(lines).ok_or(MultipartError::Headers)?;
        // The line break after the headers can be that of the next delimiter already.
        self.buffer.advance(if empty { lines.len() } else { lines.len() + 2 });
        self.open = true;
        Ok(Some(headers))
    }

    /// Whether a delimiter begins the text, or nothing while too few bytes have come to tell.
    fn delimits(&self, text: &[u8]) -> Option<bool> {
        let Some(after) = text.strip_prefix(self.delimiter.as_slice()) else {
            return if self.delimiter.starts_with(text) { None } else { Some(false) };
        };
        // What goes on otherwise is a longer word that only begins like the boundary.
        match after {
            [] | [b'-'] => None,
            [b'\r' | b' ' | b'\t', ..] | [b'-', b'-', ..] => Some(true),
            _ => Some(false),
        }
    }
}

/// The boundary that the `Content-Type` of an answer names.
///
/// # Errors
/// If it names none, or is no such answer.
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

/// The header fields after the rest of a delimiter's line, which has to be blank.
fn fields(text: &[u8]) -> Option<HeaderMap> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.first(), lines.last_mut()) {
            // A line that begins with a blank continues the one before.
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

    struct Parts(MultipartReader, VecDeque<Vec<u8>>);

    impl Parts {
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

    fn parts(boundary: &str, chunks: &[&[u8]]) -> Parts {
        Parts(MultipartReader::new(boundary), chunks.iter().map(|chunk| chunk.to_vec()).collect())
    }

    /// All parts up to the end or the first problem.
    fn all(mut parts: Parts) -> (Vec<HeaderMap>, Vec<Vec<u8>>, MultipartError) {
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
    fn an_answer_that_breaks_off_is_never_taken_for_whole() {
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
