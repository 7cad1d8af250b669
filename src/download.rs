//! Binary answers.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http::header::{AsHeaderName, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};
use percent_encoding::percent_decode_str;

use crate::{Error, call};

/// A binary answer whose content is still to come.
pub struct Download {
    operation: &'static str,
    response: reqwest::Response,
}

impl Download {
    pub(crate) fn new(operation: &'static str, response: reqwest::Response) -> Self {
        Self { operation, response }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The `Content-Type`, if there is one and it is text.
    pub fn content_type(&self) -> Option<&str> {
        self.text(CONTENT_TYPE)
    }

    /// The `Content-Disposition`, if there is one and it is text.
    pub fn content_disposition(&self) -> Option<&str> {
        self.text(CONTENT_DISPOSITION)
    }

    /// The number of bytes to come, if the server says.
    pub fn content_length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The name that the server gives the file, without any folder, as
    /// [RFC 6266](https://www.rfc-editor.org/rfc/rfc6266) defines it.
    pub fn file_name(&self) -> Option<String> {
        file_name(self.text(CONTENT_DISPOSITION)?)
    }

    /// The next piece of the content, or nothing at its end.
    ///
    /// # Errors
    /// If the connection breaks.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let operation = self.operation;
        self.response.chunk().await.map_err(|source| Error::transport(operation, source))
    }

    /// The whole content, however long it is.
    ///
    /// # Errors
    /// If the connection breaks.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        let operation = self.operation;
        self.response.bytes().await.map_err(|source| Error::transport(operation, source))
    }

    /// The whole content, if it is not longer than `limit` bytes.
    ///
    /// # Errors
    /// If it is longer, or the connection breaks.
    pub async fn bytes_within(self, limit: usize) -> Result<Bytes, Error> {
        call::read(self.operation, self.response, limit).await
    }

    /// The content piece by piece.
    pub fn into_stream(self) -> DownloadStream {
        DownloadStream { operation: self.operation, pieces: Box::pin(self.response.bytes_stream()) }
    }

    fn text(&self, name: impl AsHeaderName) -> Option<&str> {
        // Not `to_str`: file names come as plain UTF-8 as well.
        std::str::from_utf8(self.response.headers().get(name)?.as_bytes()).ok()
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation)
            .field("status", &self.status())
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

/// The content of a [`Download`], piece by piece.
pub struct DownloadStream {
    operation: &'static str,
    pieces: Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>,
}

impl Stream for DownloadStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let operation = self.operation;
        let polled = self.pieces.as_mut().poll_next(context);
        polled.map(|piece| piece.map(|piece| piece.map_err(|source| Error::transport(operation, source))))
    }
}

impl fmt::Debug for DownloadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadStream").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// The file name of a `Content-Disposition`; the extended form wins over the plain one.
fn file_name(disposition: &str) -> Option<String> {
    let mut plain = None;
    let mut extended = None;
    for part in split_unquoted(disposition).into_iter().skip(1) {
        let Some((name, value)) = part.split_once('=') else { continue };
        let name = name.trim();
        if name.eq_ignore_ascii_case("filename*") {
            extended = extended.or_else(|| extended_value(value.trim()));
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or_else(|| Some(unquote(value.trim())));
        }
    }
    extended.as_deref().and_then(last_component).or_else(|| plain.as_deref().and_then(last_component))
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

fn unquote(value: &str) -> String {
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
