//! A proxy that records requests. It is by hand, since it passes on bytes, which a router never sees.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::Request;

/// A proxy that forwards bytes unchanged and records those of the client; it ends when it is dropped.
pub struct RecordingProxy {
    /// The base URL of the proxy.
    pub url: String,
    connections: Arc<Mutex<Vec<Vec<u8>>>>,
    task: JoinHandle<()>,
}

impl RecordingProxy {
    /// Starts a proxy in front of a server, whose URL has a scheme, a host and a port alone.
    pub async fn start(server: &str) -> Self {
        let server = server.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::<Mutex<Vec<Vec<u8>>>>::default();
        let recorded = Arc::clone(&connections);
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = TcpStream::connect(&server).await.unwrap();
                let (mut from_server, to_server) = server.into_split();
                let (from_client, mut to_client) = client.into_split();
                let index = {
                    let mut recorded = recorded.lock().unwrap();
                    recorded.push(Vec::new());
                    recorded.len() - 1
                };
                let recorded = Arc::clone(&recorded);
                tokio::spawn(async move { forward(from_client, to_server, &recorded, index).await });
                tokio::spawn(async move { copy(&mut from_server, &mut to_client).await });
            }
        });
        Self { url, connections, task }
    }

    /// Returns the requests so far, grouped by connection.
    pub fn requests(&self) -> Vec<Request> {
        self.connections.lock().unwrap().iter().flat_map(|bytes| Request::parse_all(bytes)).collect()
    }
}

impl Drop for RecordingProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Forwards bytes and records them under the index of the connection.
async fn forward(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    recorded: &Mutex<Vec<Vec<u8>>>,
    index: usize,
) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let Ok(length @ 1..) = from.read(&mut buffer).await else { return };
        // Recorded before the server has it, so it is there once the response is.
        recorded.lock().unwrap()[index].extend_from_slice(&buffer[..length]);
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
