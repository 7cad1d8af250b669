//! Answers of several parts, which is how files come over federation.
//!
//! The framing is that of [RFC 2046](https://www.rfc-editor.org/rfc/rfc2046#section-5.1). The content of a
//! part is handed on as it comes; what is kept of it is at most what may turn out to be a delimiter.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};

use matrix_openapi_wire::runtime::{decode, parameters, unquote};

use crate::download::read;
use crate::{Download, Error, MultipartError, Operation, RawObject, Redirect, call};

/// How long the headers of a part may be, in bytes.
const MAX_HEADERS: usize = 16 << 10;

/// How long a boundary may be, in bytes, as the RFC says.
const MAX_BOUNDARY: usize = 70;

/// A file of another server's content repository, or where it is to be had.
#[derive(Debug)]
#[non_exhaustive]
pub struct FederationMedia {
    /// What the server says about the file: an empty object, until a release defines more.
    pub metadata: RawObject,
    /// The file itself.
    pub content: FederationContent,
}

/// The file of a [`FederationMedia`].
#[derive(Debug)]
pub enum FederationContent {
    /// The file is part of the answer.
    File(Download),
    /// The file is elsewhere, perhaps for a short time only. It is to be fetched without any credentials.
    Redirect(Redirect),
}

impl FederationMedia {
    /// Reads an answer up to the content of the file.
    pub(crate) async fn read(
        operation: &'static Operation,
        response: reqwest::Response,
        limit: usize,
    ) -> Result<Self, Error> {
        let (status, url) = (response.status(), response.url().clone());
        let boundary = boundary(response.headers())
            .map_err(|problem| Error::Multipart { operation: operation.id, problem })?;
        let mut parts = Parts::new(operation.id, &boundary, Box::pin(response.bytes_stream()));
        // What stands before the first boundary means nothing.
        while parts.content().await?.is_some() {}
        parts.headers().await?;
        let metadata = decode(operation.id, parts.content_within(limit).await?)?;
        let headers = parts.headers().await?;
        let content = if headers.contains_key(LOCATION) {
            FederationContent::Redirect(Redirect::new(status, call::location(operation, &url, &headers)?))
        } else {
            FederationContent::File(Download::of_part(status, headers, parts))
        };
        Ok(Self { metadata, content })
    }
}

/// The boundary that the `Content-Type` of an answer names.
fn boundary(headers: &HeaderMap) -> Result<String, MultipartError> {
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

type Source = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send + Sync>>;

/// The parts of an answer, one after the other.
pub(crate) struct Parts {
    operation: &'static str,
    source: Source,
    scanner: Scanner,
    /// Whether there may be more of the content of the current part.
    open: bool,
}

impl Parts {
    fn new(operation: &'static str, boundary: &str, source: Source) -> Self {
        let delimiter = format!("\r\n--{boundary}").into_bytes();
        // The first boundary may open the answer, without the line break that is part of all others.
        let buffer = BytesMut::from(&b"\r\n"[..]);
        Self { operation, source, scanner: Scanner { delimiter, buffer }, open: true }
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The next piece of the content of the current part, or nothing at its end.
    pub(crate) fn poll_content(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        while self.open {
            match self.scanner.step() {
                Step::Content(piece) => return Poll::Ready(Some(Ok(piece))),
                Step::Delimiter => self.open = false,
                Step::Starved => {
                    if let Err(error) = ready!(self.poll_more(context)) {
                        // Nothing that follows could be told apart from the content any more.
                        self.open = false;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
        Poll::Ready(None)
    }

    async fn content(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll_content(context)).await.transpose()
    }

    async fn content_within(&mut self, limit: usize) -> Result<Bytes, Error> {
        read(self.operation, 0, limit, |context| self.poll_content(context)).await
    }

    /// The headers of the next part, once the content of the one before was read.
    async fn headers(&mut self) -> Result<HeaderMap, Error> {
        if self.scanner.buffer.starts_with(b"--") {
            return Err(self.problem(MultipartError::TooFewParts));
        }
        let end = loop {
            let buffer = &self.scanner.buffer;
            let end = buffer.windows(4).position(|window| window == b"\r\n\r\n");
            if end.unwrap_or(buffer.len()) > MAX_HEADERS {
                return Err(self.problem(MultipartError::HeadersTooLong));
            }
            match end {
                Some(end) => break end + 2,
                None => poll_fn(|context| self.poll_more(context)).await?,
            }
        };
        let lines = self.scanner.buffer.split_to(end);
        let headers = fields(&lines).ok_or_else(|| self.problem(MultipartError::Headers))?;
        let empty = loop {
            match self.scanner.delimits(&self.scanner.buffer) {
                Some(delimits) => break delimits,
                None => poll_fn(|context| self.poll_more(context)).await?,
            }
        };
        // The line break after the headers can be that of the next delimiter already.
        if !empty {
            self.scanner.buffer.advance(2);
        }
        self.open = true;
        Ok(headers)
    }

    /// Waits for more bytes. That there are none is an error, since the last boundary has not come.
    fn poll_more(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(match ready!(self.source.as_mut().poll_next(context)) {
            Some(Ok(bytes)) => {
                self.scanner.buffer.extend_from_slice(&bytes);
                Ok(())
            }
            Some(Err(source)) => Err(Error::transport(self.operation, source)),
            None => Err(self.problem(MultipartError::Unfinished)),
        })
    }

    fn problem(&self, problem: MultipartError) -> Error {
        Error::Multipart { operation: self.operation, problem }
    }
}

/// Tells content from delimiters.
struct Scanner {
    /// The boundary with all that makes it a delimiter.
    delimiter: Vec<u8>,
    /// What has come and is not handed on yet.
    buffer: BytesMut,
}

enum Step {
    Content(Bytes),
    Delimiter,
    /// More bytes are needed to tell.
    Starved,
}

impl Scanner {
    fn step(&mut self) -> Step {
        let mut from = 0;
        while let Some(rest) = self.buffer.get(from..)
            && let Some(at) = rest.iter().position(|byte| *byte == b'\r')
        {
            match self.delimits(rest.get(at..).unwrap_or_default()) {
                Some(false) => from += at + 1,
                _ if from + at > 0 => return Step::Content(self.buffer.split_to(from + at).freeze()),
                None => return Step::Starved,
                Some(true) => {
                    self.buffer.advance(self.delimiter.len());
                    return Step::Delimiter;
                }
            }
        }
        if self.buffer.is_empty() { Step::Starved } else { Step::Content(self.buffer.split().freeze()) }
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

    struct Chunks(VecDeque<Bytes>);

    impl Stream for Chunks {
        type Item = reqwest::Result<Bytes>;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            // Every other time nothing has come yet.
            if self.0.front().is_some_and(Bytes::is_empty) {
                self.0.pop_front();
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(self.0.pop_front().map(Ok))
        }
    }

    fn parts(boundary: &str, chunks: &[&[u8]]) -> Parts {
        let chunks = chunks.iter().flat_map(|chunk| [Bytes::new(), Bytes::copy_from_slice(chunk)]);
        Parts::new("probe", boundary, Box::pin(Chunks(chunks.collect())))
    }

    /// All parts up to the end or the first problem.
    async fn all(mut parts: Parts) -> (Vec<HeaderMap>, Vec<Vec<u8>>, MultipartError) {
        let (mut headers, mut contents) = (Vec::new(), vec![Vec::new()]);
        let error = loop {
            match parts.content().await {
                Ok(Some(piece)) => contents.last_mut().unwrap().extend_from_slice(&piece),
                Ok(None) => match parts.headers().await {
                    Ok(fields) => {
                        headers.push(fields);
                        contents.push(Vec::new());
                    }
                    Err(error) => break error,
                },
                Err(error) => {
                    assert!(parts.content().await.unwrap().is_none(), "a failed part goes on");
                    break error;
                }
            }
        };
        let Error::Multipart { operation: "probe", problem } = error else { panic!("{error:?}") };
        (headers, contents, problem)
    }

    async fn check(chunks: &[&[u8]]) {
        let (headers, contents, end) = all(parts("b =", chunks)).await;
        assert_eq!(contents[0], b"\r\nbefore\r\n--b =?\r\n --b =", "{chunks:?}");
        assert_eq!(contents[1..], CONTENTS, "{chunks:?}");
        assert_eq!(end, MultipartError::TooFewParts);
        let texts = |name| headers[1].get_all(name).iter().map(HeaderValue::as_bytes).collect::<Vec<_>>();
        assert_eq!(texts("content-type"), [b"text/plain;\tcharset=utf-8"]);
        assert_eq!(texts("x"), [&b"1"[..], b""]);
        assert_eq!(headers[2]["a"].as_bytes(), b"\xff");
        assert_eq!(headers.iter().map(HeaderMap::len).collect::<Vec<_>>(), [0, 3, 1, 0, 0]);
    }

    #[tokio::test]
    async fn chunks_of_any_size_give_the_same_parts() {
        for at in 0..=SAMPLE.len() {
            let (left, right) = SAMPLE.split_at(at);
            check(&[left, right]).await;
        }
        for size in 1..9 {
            check(&SAMPLE.chunks(size).collect::<Vec<_>>()).await;
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
            check(&chunks).await;
        }
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_is_never_taken_for_whole() {
        let end = SAMPLE.windows(7).position(|window| window == b"--after").unwrap();
        for at in 0..end + 2 {
            let (_, contents, problem) = all(parts("b =", &[&SAMPLE[..at]])).await;
            assert_eq!(problem, MultipartError::Unfinished, "{at}");
            for (content, whole) in contents.iter().skip(1).zip(CONTENTS) {
                assert!(whole.starts_with(content), "{at}: {content:?}");
            }
        }
    }

    #[tokio::test]
    async fn malformed_parts_are_named() {
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
                let (.., problem) = all(parts("b", &text.chunks(size).collect::<Vec<_>>())).await;
                assert_eq!(problem, expected, "{:?}", String::from_utf8_lossy(&text[..text.len().min(40)]));
            }
        }
    }

    #[tokio::test]
    async fn a_boundary_that_never_comes_costs_no_memory() {
        const SIZE: usize = 4 << 10;
        let chunk = b"\r\n--boundar".repeat(SIZE / 11);
        let mut parts = parts("boundary", &vec![&chunk[..]; 1000]);
        let mut length = 0;
        loop {
            match parts.content().await {
                Ok(piece) => length += piece.unwrap().len(),
                Err(Error::Multipart { problem: MultipartError::Unfinished, .. }) => break,
                Err(error) => panic!("{error:?}"),
            }
            assert!(parts.scanner.buffer.capacity() < 4 * SIZE, "{}", parts.scanner.buffer.capacity());
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
