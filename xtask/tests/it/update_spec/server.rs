//! A server for one test, which can also send wrong responses.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::io::AsyncWriteExt;
use tokio::runtime::Runtime;

/// The response to a path.
#[derive(Clone)]
pub enum Reply {
    /// All of the bytes.
    Whole(Vec<u8>),
    /// The right length and only this many of the bytes.
    Cut(Vec<u8>, usize),
    /// All of the bytes with this length.
    Length(Vec<u8>, usize),
    /// Chunks without a length, the last of which never comes.
    Unfinished(Vec<u8>),
    /// A status with a `Location`.
    Status(u16, String),
    /// Bytes that are not HTTP.
    Noise,
}

impl Reply {
    fn bytes(&self) -> Vec<u8> {
        let head = |length: usize| {
            format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n")
        };
        let (head, body) = match self {
            Self::Whole(body) => (head(body.len()), body.as_slice()),
            Self::Cut(body, sent) => (head(body.len()), &body[..*sent]),
            Self::Length(body, length) => (head(*length), body.as_slice()),
            Self::Unfinished(body) => {
                let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
                (format!("{head}{:x}\r\n", body.len()), body.as_slice())
            }
            Self::Status(status, location) => {
                let head = format!("HTTP/1.1 {status} Such\r\nConnection: close\r\nLocation: {location}\r\n");
                (format!("{head}Content-Length: 0\r\n\r\n"), &[][..])
            }
            Self::Noise => ("SSH-2.0-none\r\n".to_owned(), &[][..]),
        };
        [head.as_bytes(), body].concat()
    }
}

/// A server that runs until it is dropped.
pub struct Server {
    server: matrix_openapi_testing::Server,
    _runtime: Runtime,
}

impl Server {
    /// Returns a server of these paths; others respond with 404.
    pub fn new(replies: impl IntoIterator<Item = (String, Reply)>) -> Self {
        let runtime = Runtime::new().unwrap();
        let replies: Arc<BTreeMap<_, _>> = Arc::new(replies.into_iter().collect());
        let server =
            runtime.block_on(matrix_openapi_testing::Server::handling(move |request, mut stream| {
                let replies = Arc::clone(&replies);
                async move {
                    let missing = Reply::Status(404, String::new());
                    let reply = replies.get(target(&request)).unwrap_or(&missing);
                    // In some tests the client disconnects early.
                    let _ = stream.write_all(&reply.bytes()).await;
                }
            }));
        Self { server, _runtime: runtime }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.url)
    }

    /// Returns the paths requested since the last call, in order.
    pub fn requested(&self) -> Vec<String> {
        self.server.take_requests().iter().map(|request| target(request).to_owned()).collect()
    }
}

fn target(request: &matrix_openapi_testing::Request) -> &str {
    request.line.split(' ').nth(1).unwrap_or_default()
}
