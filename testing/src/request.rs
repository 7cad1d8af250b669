//! Requests as they arrived.

use percent_encoding::percent_decode_str;
use tokio::io::{AsyncRead, AsyncReadExt};

/// A request as it arrived over the network.
#[derive(Debug, Clone)]
pub struct Request {
    /// Method and target, such as `GET /path?query`.
    pub line: String,
    /// The headers in the order in which they arrived.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body, with the framing of a chunked one.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns all values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let same = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    /// Returns the path without the query.
    pub fn path(&self) -> &str {
        let target = self.line.split(' ').nth(1).unwrap();
        target.split('?').next().unwrap()
    }

    /// Returns the decoded parameters of the query.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.line.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    /// Parses the body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Returns everything that was sent as text, followed by the same with percent-encoding removed.
    pub fn text(&self) -> String {
        let body = String::from_utf8_lossy(&self.body);
        let raw = format!("{}\n{:?}\n{body}", self.line, self.headers);
        let decoded = percent_decode_str(&raw).decode_utf8_lossy().into_owned();
        format!("{raw}\n{decoded}")
    }

    /// Reads one request; `None` if the connection ends before it is complete.
    pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Self> {
        let mut bytes = Vec::new();
        let head = loop {
            if let Some(head) = Head::parse(&bytes) {
                break head;
            }
            receive(stream, &mut bytes).await?;
        };
        let end = loop {
            if let Some(end) = head.body_end(&bytes) {
                break end;
            }
            receive(stream, &mut bytes).await?;
        };
        Some(head.with_body(&bytes[..end]))
    }

    /// Parses all complete requests of a connection.
    pub(crate) fn parse_all(mut bytes: &[u8]) -> Vec<Self> {
        let mut requests = Vec::new();
        while let Some(head) = Head::parse(bytes) {
            let Some(end) = head.body_end(bytes) else { break };
            requests.push(head.with_body(&bytes[..end]));
            bytes = &bytes[end..];
        }
        requests
    }
}

/// Appends what arrives next; `None` at the end of the connection.
async fn receive(stream: &mut (impl AsyncRead + Unpin), bytes: &mut Vec<u8>) -> Option<()> {
    (stream.read_buf(bytes).await.ok()? > 0).then_some(())
}

/// A request without its body.
struct Head {
    line: String,
    headers: Vec<(String, String)>,
    body_start: usize,
}

impl Head {
    /// Parses the head of the first request, if it is complete.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let text = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = text.split("\r\n");
        let line = lines.next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
        let header = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.trim().to_owned())
        };
        Some(Self { line, headers: lines.map(header).collect(), body_start: end + 4 })
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut same = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        same.next().map(|(_, value)| value.as_str())
    }

    /// Returns the position after the body, if it is complete.
    fn body_end(&self, bytes: &[u8]) -> Option<usize> {
        if self.header("transfer-encoding").is_some() {
            return bytes.ends_with(b"0\r\n\r\n").then_some(bytes.len());
        }
        let length = self.header("content-length").map_or(0, |length| length.parse::<usize>().unwrap());
        let end = self.body_start + length;
        (bytes.len() >= end).then_some(end)
    }

    /// Adds the body, which is the rest of the bytes.
    fn with_body(self, bytes: &[u8]) -> Request {
        Request { line: self.line, headers: self.headers, body: bytes[self.body_start..].to_vec() }
    }
}
