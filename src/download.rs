//! Binary answers.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::StatusCode;
use http::header::{AsHeaderName, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};
use percent_encoding::percent_decode_str;

use crate::Error;
use crate::multipart::Parts;

/// A binary answer whose content is still to come.
pub struct Download {
    status: StatusCode,
    headers: HeaderMap,
    length: Option<u64>,
    content: DownloadStream,
}

impl Download {
    pub(crate) fn new(operation: &'static str, mut response: reqwest::Response) -> Self {
        Self {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            length: response.content_length(),
            content: DownloadStream { operation, pieces: Pieces::Whole(Box::pin(response.bytes_stream())) },
        }
    }

    /// The part whose headers were just read.
    pub(crate) fn of_part(status: StatusCode, headers: HeaderMap, parts: Parts) -> Self {
        let content = DownloadStream { operation: parts.operation(), pieces: Pieces::Part(Box::new(parts)) };
        Self { status, headers, length: None, content }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer; in an answer of several parts those of the file.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The `Content-Type`, if there is one and it is text.
    pub fn content_type(&self) -> Option<&str> {
        self.text(CONTENT_TYPE)
    }

    /// The `Content-Disposition`, if there is one and it is text.
    pub fn content_disposition(&self) -> Option<&str> {
        self.text(CONTENT_DISPOSITION)
    }

    /// The number of bytes of the whole content, if the server says.
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// The name that the server gives the file, without any folder, as
    /// [RFC 6266](https://www.rfc-editor.org/rfc/rfc6266) defines it.
    pub fn file_name(&self) -> Option<String> {
        let value = self.headers.get(CONTENT_DISPOSITION)?.as_bytes();
        // Of old, what is no UTF-8 is ISO-8859-1, whose characters are the bytes.
        let latin = |_| value.iter().copied().map(char::from).collect();
        file_name(&std::str::from_utf8(value).map_or_else(latin, String::from))
    }

    /// The next piece of the content, or nothing at its end.
    ///
    /// # Errors
    /// If the connection breaks, or the content is not all there.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| Pin::new(&mut self.content).poll_next(context)).await.transpose()
    }

    /// The whole content, however long it is.
    ///
    /// # Errors
    /// If the connection breaks, or the content is not all there.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        self.bytes_within(usize::MAX).await
    }

    /// The whole content, if it is not longer than `limit` bytes.
    ///
    /// # Errors
    /// If it is longer or not all there, or the connection breaks.
    pub async fn bytes_within(mut self, limit: usize) -> Result<Bytes, Error> {
        let announced = self.length.map_or(Ok(0), usize::try_from).unwrap_or(usize::MAX);
        let Self { content, .. } = &mut self;
        read(content.operation, announced, limit, |context| Pin::new(&mut *content).poll_next(context)).await
    }

    /// The content piece by piece.
    pub fn into_stream(self) -> DownloadStream {
        self.content
    }

    fn text(&self, name: impl AsHeaderName) -> Option<&str> {
        // Not `to_str`: file names come as plain UTF-8 as well.
        std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.content.operation)
            .field("status", &self.status())
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

/// The content of a [`Download`], piece by piece.
pub struct DownloadStream {
    operation: &'static str,
    pieces: Pieces,
}

enum Pieces {
    Whole(Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>),
    Part(Box<Parts>),
}

impl Stream for DownloadStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let operation = self.operation;
        match &mut self.pieces {
            Pieces::Whole(pieces) => pieces
                .as_mut()
                .poll_next(context)
                .map(|piece| piece.map(|piece| piece.map_err(|source| Error::transport(operation, source)))),
            Pieces::Part(parts) => parts.poll_content(context),
        }
    }
}

impl fmt::Debug for DownloadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadStream").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// Reads all pieces, as long as they stay within a limit.
pub(crate) async fn read(
    operation: &'static str,
    announced: usize,
    limit: usize,
    mut next: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>>,
) -> Result<Bytes, Error> {
    if announced > limit {
        return Err(Error::BodyTooLarge { operation, limit });
    }
    // The announced length is only believed up to a point, since it costs the server nothing.
    let mut content = BytesMut::with_capacity(announced.min(1 << 24));
    while let Some(piece) = poll_fn(&mut next).await.transpose()? {
        if piece.len() > limit - content.len() {
            return Err(Error::BodyTooLarge { operation, limit });
        }
        content.extend_from_slice(&piece);
    }
    Ok(content.freeze())
}

/// The file name of a `Content-Disposition`; the extended form wins over the plain one.
fn file_name(disposition: &str) -> Option<String> {
    let mut plain = None;
    let mut extended = None;
    for (name, value) in parameters(disposition) {
        if name.eq_ignore_ascii_case("filename*") {
            extended = extended.or_else(|| extended_value(value));
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or_else(|| Some(unquote(value)));
        }
    }
    extended.as_deref().and_then(last_component).or_else(|| plain.as_deref().and_then(last_component))
}

/// The parameters of a header, with their values as they stand there.
pub(crate) fn parameters(header: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = split_unquoted(header).into_iter().skip(1);
    parts.filter_map(|part| part.split_once('=')).map(|(name, value)| (name.trim(), value.trim()))
}

/// Splits at the semicolons that are in no quoted string.
fn split_unquoted(text: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// The value of a parameter, without the quotes around it.
pub(crate) fn unquote(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else { return value.to_owned() };
    let mut text = String::new();
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => text.extend(characters.next()),
            other => text.push(other),
        }
    }
    text
}

/// A value of [RFC 8187](https://www.rfc-editor.org/rfc/rfc8187): `charset'language'encoded`.
fn extended_value(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let decoded = percent_decode_str(encoded);
    if charset.eq_ignore_ascii_case("utf-8") {
        decoded.decode_utf8().ok().map(String::from)
    } else if charset.eq_ignore_ascii_case("iso-8859-1") {
        Some(decoded.map(char::from).collect())
    } else {
        None
    }
}

/// What comes after the last separator of either kind, so that a server cannot choose the folder.
fn last_component(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?;
    let clean: String = last.chars().filter(|character| !character.is_control()).collect();
    let clean = clean.trim();
    (!matches!(clean, "" | "." | "..")).then(|| clean.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_read_as_the_rfc_says() {
        for (disposition, name) in [
            ("attachment", None),
            ("inline; filename=a.png", Some("a.png")),
            (r#"inline; FileName="a; \"b\".png" ; size=3"#, Some(r#"a; "b".png"#)),
            ("attachment; filename=\"x\"; filename*=UTF-8''na%C3%AFve%20file.txt", Some("naïve file.txt")),
            ("attachment; filename*=utf-8'en'%e2%82%ac; filename=euro", Some("€")),
            ("attachment; filename*=iso-8859-1''%A3", Some("£")),
            ("attachment; filename*=utf-8''%FF; filename=fallback", Some("fallback")),
            ("attachment; filename*=koi8-r''x; filename=fallback", Some("fallback")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            (r#"attachment; filename="C:\\folder\\x.exe""#, Some("x.exe")),
            ("attachment; filename*=UTF-8''..%2F..%2F.bashrc", Some(".bashrc")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename*=UTF-8''%2F", None),
            ("attachment; filename*=UTF-8''a%00b%0A", Some("ab")),
            ("attachment; filename=\"open", Some("open")),
            ("attachment; filename=é.txt", Some("é.txt")),
        ] {
            assert_eq!(file_name(disposition).as_deref(), name, "{disposition}");
        }
    }
}
