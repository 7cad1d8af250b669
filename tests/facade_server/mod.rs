//! A server of a few lines that records what it is asked and answers what it was told.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use matrix_openapi::runtime::percent_decode_str;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One request as it came over the wire.
#[derive(Debug, Clone)]
pub struct Request {
    /// Method and target, such as `GET /path?query`.
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// All values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let same = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    /// The path without the query.
    pub fn path(&self) -> &str {
        let target = self.line.split(' ').nth(1).unwrap();
        target.split('?').next().unwrap()
    }

    /// The parameters of the query, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.line.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// All that was sent, as text and once more with what the query encodes decoded.
    pub fn text(&self) -> String {
        let body = String::from_utf8_lossy(&self.body);
        let raw = format!("{}\n{:?}\n{body}", self.line, self.headers);
        let decoded = percent_decode_str(&raw).decode_utf8_lossy().into_owned();
        format!("{raw}\n{decoded}")
    }
}

/// The server; it ends with the test's runtime.
pub struct Server {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server that gives these answers, in this order, and closes each connection.
    pub async fn start(answers: Vec<Vec<u8>>) -> Self {
        let answers = Mutex::new(VecDeque::from(answers));
        Self::with(move |_| {
            let next = answers.lock().unwrap().pop_front();
            next.unwrap_or_else(|| answer("500 Out Of Answers", &[], b""))
        })
        .await
    }

    /// The same at a given address.
    pub async fn start_at(address: SocketAddr, answers: Vec<Vec<u8>>) -> Self {
        let answers = Mutex::new(VecDeque::from(answers));
        let listener = TcpListener::bind(address).await.unwrap();
        Self::serving(listener, move |_, mut stream| {
            let answer = answers.lock().unwrap().pop_front().unwrap_or_default();
            async move {
                let _ = stream.write_all(&answer).await;
                let _ = stream.shutdown().await;
            }
        })
    }

    /// A server that gives one JSON success.
    pub async fn json(body: &str) -> Self {
        Self::start(vec![json("200 OK", body)]).await
    }

    /// A server that finds an answer to each request.
    pub async fn with(answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::talking(move |request, mut stream| {
            let answer = answer(&request);
            async move {
                // Whoever has heard enough may hang up.
                let _ = stream.write_all(&answer).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    /// A server that does as it likes with a connection once it has read the request.
    pub async fn talking<F>(talk: impl Fn(Request, TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self::serving(TcpListener::bind("127.0.0.1:0").await.unwrap(), talk)
    }

    fn serving<F>(
        listener: TcpListener,
        talk: impl Fn(Request, TcpStream) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { url, requests: Arc::default(), connections: Arc::default() };
        let (record, talk) = (Arc::clone(&server.requests), Arc::new(talk));
        let connections = Arc::clone(&server.connections);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (record, talk) = (Arc::clone(&record), Arc::clone(&talk));
                tokio::spawn(async move {
                    let Some(request) = read(&mut stream).await else { return };
                    record.lock().unwrap().push(request.clone());
                    talk(request, stream).await;
                });
            }
        });
        server
    }

    /// How many connections were made, whether or not a request came over them.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The requests that came since the last time that they were taken.
    pub fn take(&self) -> Vec<Request> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }

    /// The only request that came.
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.into_iter().next().unwrap()
    }
}

/// A stream of these pieces.
pub struct Pieces(VecDeque<&'static str>);

pub fn pieces(pieces: &[&'static str]) -> Pieces {
    Pieces(pieces.iter().copied().collect())
}

impl Stream for Pieces {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Bytes::from(piece))))
    }
}

/// The bytes of an answer.
pub fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    [text.as_bytes(), body].concat()
}

pub fn json(status: &str, body: &str) -> Vec<u8> {
    answer(status, &[("Content-Type", "application/json")], body.as_bytes())
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(at) = find(&bytes, b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.split("\r\n");
    let line = lines.next().unwrap().trim_end_matches(" HTTP/1.1").to_owned();
    let headers: Vec<_> =
        lines.map(|line| line.split_once(": ").unwrap()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    let mut request = Request { line, headers, body: bytes[head + 4..].to_vec() };
    let length = request.header("content-length").first().map(|length| length.parse::<usize>().unwrap());
    let chunked = !request.header("transfer-encoding").is_empty();
    while length.is_some_and(|length| request.body.len() < length)
        || chunked && !request.body.ends_with(b"0\r\n\r\n")
    {
        if stream.read_buf(&mut request.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(request)
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
