//! A server that records its requests. It writes bytes by hand: tests of the client must not depend on our own server, and much of what
//! they send is broken HTTP.

use std::collections::VecDeque;
use std::future::pending;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::{ClosedPort, Request, json_response, response};

/// A server on loopback that records each request and serves one per connection.
pub struct Server {
    /// The base URL.
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server that sends these responses in this order, and then status 500.
    pub async fn scripted(responses: Vec<Vec<u8>>) -> Self {
        Self::scripted_at(ClosedPort::reserve(), responses)
    }

    /// Opens a port with a server that sends these responses in this order, and then status 500.
    pub fn scripted_at(port: ClosedPort, responses: Vec<Vec<u8>>) -> Self {
        let responses = Mutex::new(VecDeque::from(responses));
        let respond = move |_: &Request| {
            let next = responses.lock().unwrap().pop_front();
            next.unwrap_or_else(|| response("500 Out Of Responses", &[], b""))
        };
        Self::start(port.open(), sending(respond))
    }

    /// Starts a server that sends one success with a JSON body.
    pub async fn json(body: &str) -> Self {
        Self::scripted(vec![json_response("200 OK", body)]).await
    }

    /// Starts a server that sends the bytes that a closure returns for a request.
    pub async fn responding(respond: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::start(ClosedPort::reserve().open(), sending(respond))
    }

    /// Starts a server that leaves the connection to a closure once it has read the request.
    pub async fn handling<F>(handle: impl Fn(Request, TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self::start(ClosedPort::reserve().open(), handle)
    }

    /// Starts a server that sends the start of a response and then nothing, but keeps the connection open.
    pub async fn silent(start: &'static str) -> Self {
        Self::handling(move |_, mut stream| async move {
            let _ = stream.write_all(start.as_bytes()).await;
            pending::<()>().await;
            drop(stream);
        })
        .await
    }

    /// Starts a server that leaves each connection to a closure and records no request; the operating system
    /// receives hardly more than this number of bytes ahead of the closure.
    pub async fn accepting<F>(receive_buffer: u32, accept: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(receive_buffer).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self::listen(socket.listen(1024).unwrap(), move |stream, _| accept(stream))
    }

    fn start<F>(
        listener: TcpListener,
        handle: impl Fn(Request, TcpStream) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let handle = Arc::new(handle);
        Self::listen(listener, move |mut stream, requests| {
            let handle = Arc::clone(&handle);
            async move {
                let Some(request) = Request::read(&mut stream).await else { return };
                requests.lock().unwrap().push(request.clone());
                handle(request, stream).await;
            }
        })
    }

    fn listen<F>(
        listener: TcpListener,
        serve: impl Fn(TcpStream, Arc<Mutex<Vec<Request>>>) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { url, requests: Arc::default(), connections: Arc::default() };
        let (requests, connections) = (Arc::clone(&server.requests), Arc::clone(&server.connections));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, Arc::clone(&requests)));
            }
        });
        server
    }

    /// Returns the number of connections, with and without a request.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Returns the requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the requests since the last call of this method.
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }

    /// Returns the only request so far.
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.into_iter().next().unwrap()
    }
}

/// Turns a closure that returns a response into one that sends it and closes the connection.
fn sending<R>(respond: R) -> impl Fn(Request, TcpStream) -> BoxFuture + Send + Sync + 'static
where
    R: Fn(&Request) -> Vec<u8> + Send + Sync + 'static,
{
    move |request, mut stream| {
        let response = respond(&request);
        Box::pin(async move {
            // A client may hang up before the end of the response.
            let _ = stream.write_all(&response).await;
            let _ = stream.shutdown().await;
        })
    }
}

type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;
