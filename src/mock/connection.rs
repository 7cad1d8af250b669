//! The connections of a mock server.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, JoinSet};

use crate::mock::fault::HungUp;
use crate::mock::shared::{Shared, serve};
use crate::server::{ResponseBody, Router};

/// The limit of open connections; further ones wait.
const MOST_CONNECTIONS: usize = 512;

/// The timeout of the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// The wait after the system has refused a connection, for example because too many are open.
const PAUSE: Duration = Duration::from_millis(50);

/// Listens on loopback. Port 0 selects a free port.
///
/// # Errors
/// If the port is taken.
pub(super) async fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

/// Accepts connections until the task is aborted.
pub(super) fn start(listener: TcpListener, shared: Arc<Shared>, router: Router) -> AbortHandle {
    tokio::spawn(accept(listener, shared, router)).abort_handle()
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, router: Router) {
    let limit = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    // Aborts its tasks when it is dropped.
    let mut connections = JoinSet::new();
    // The semaphore is never closed.
    while let Ok(permit) = Arc::clone(&limit).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        let (shared, router) = (Arc::clone(&shared), router.clone());
        connections.spawn(async move {
            handle(stream, shared, router).await;
            drop(permit);
        });
    }
}

async fn handle(stream: TcpStream, shared: Arc<Shared>, router: Router) {
    // If this fails, only the latency is worse.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let (shared, router) = (Arc::clone(&shared), router.clone());
        async move { respond(&shared, &router, request).await }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    // Errors are ignored: they are errors of the connection, so the client sees them too.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(
    shared: &Shared,
    router: &Router,
    request: Request<Incoming>,
) -> Result<Response<ResponseBody>, ConnectionEnd> {
    let response = serve(shared, router, request).await;
    match response.extensions().get::<HungUp>() {
        Some(HungUp) => Err(ConnectionEnd),
        None => Ok(response),
    }
}

/// The error by which the server closes the connection on purpose.
#[derive(Debug)]
struct ConnectionEnd;

impl fmt::Display for ConnectionEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stub closes the connection")
    }
}

impl Error for ConnectionEnd {}
