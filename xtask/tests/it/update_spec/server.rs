//! A server for one test, which can also send wrong responses.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

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

/// A server that runs until the program ends.
pub struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Returns a server of these paths; others respond with 404.
    pub fn new(replies: impl IntoIterator<Item = (String, Reply)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let replies: BTreeMap<_, _> = replies.into_iter().collect();
        let server = Self { address: listener.local_addr().unwrap(), asked: Arc::default() };
        let asked = Arc::clone(&server.asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                // In some tests the client disconnects early.
                let _ = stream.and_then(|stream| respond(stream, &replies, &asked));
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Returns the paths requested since the last call, in order.
    pub fn requested(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn respond(
    mut stream: TcpStream,
    replies: &BTreeMap<String, Reply>,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap().push(path.clone());
    let head =
        |length: usize| format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    let (head, body) = match replies.get(&path) {
        None => {
            ("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".to_owned(), &[][..])
        }
        Some(Reply::Whole(body)) => (head(body.len()), body.as_slice()),
        Some(Reply::Cut(body, sent)) => (head(body.len()), &body[..*sent]),
        Some(Reply::Length(body, length)) => (head(*length), body.as_slice()),
        Some(Reply::Unfinished(body)) => {
            let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            (format!("{head}{:x}\r\n", body.len()), body.as_slice())
        }
        Some(Reply::Status(status, location)) => {
            let head = format!("HTTP/1.1 {status} Such\r\nConnection: close\r\nLocation: {location}\r\n");
            (format!("{head}Content-Length: 0\r\n\r\n"), &[][..])
        }
        Some(Reply::Noise) => ("SSH-2.0-none\r\n".to_owned(), &[][..]),
    };
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}
