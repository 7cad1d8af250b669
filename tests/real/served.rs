//! Routers on a port, whose connections a test can close. hyper serves them, since no framework closes a connection before the
//! response.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use matrix_openapi::server::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{JoinHandle, JoinSet};

type Incoming = hyper::Request<hyper::body::Incoming>;

/// The form in which a router receives requests.
type Form = fn(Incoming) -> Incoming;

/// A router on a port. Dropping this closes its connections.
pub struct Served {
    task: JoinHandle<Infallible>,
    cut: Arc<AtomicBool>,
    cuts: UnboundedReceiver<()>,
}

impl Served {
    /// Serves a router on a listener. Connections that arrive before and after that wait in the listener.
    pub fn start(listener: &std::net::TcpListener, router: Router) -> Self {
        Self::with(listener, router, |request| request)
    }

    /// Serves a router as [`start`](Self::start) does, but converts requests to the form of older homeservers: at the legacy path,
    /// with the token in the query.
    pub fn start_in_old_form(listener: &std::net::TcpListener, router: Router) -> Self {
        Self::with(listener, router, in_old_form)
    }

    fn with(listener: &std::net::TcpListener, router: Router, form: Form) -> Self {
        let listener = listener.try_clone().unwrap();
        listener.set_nonblocking(true).unwrap();
        let listener = TcpListener::from_std(listener).unwrap();
        let cut = Arc::new(AtomicBool::new(false));
        let (sender, cuts) = unbounded_channel();
        let task = tokio::spawn(accept(listener, router, form, Arc::clone(&cut), sender));
        Self { task, cut, cuts }
    }

    /// Closes the connection of the next transaction after it was handled, before the response.
    pub fn cut_next(&self) {
        self.cut.store(true, Ordering::SeqCst);
    }

    /// Waits until the connection was closed.
    pub async fn was_cut(&mut self) {
        self.cuts.recv().await.unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    router: Router,
    form: Form,
    cut: Arc<AtomicBool>,
    cuts: UnboundedSender<()>,
) -> Infallible {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        connections.spawn(respond(stream, router.clone(), form, Arc::clone(&cut), cuts.clone()));
    }
}

async fn respond(
    stream: TcpStream,
    router: Router,
    form: Form,
    cut: Arc<AtomicBool>,
    cuts: UnboundedSender<()>,
) {
    let service = service_fn(|request: Incoming| {
        let (router, cut, cuts) = (router.clone(), Arc::clone(&cut), cuts.clone());
        async move {
            let is_transaction = request.uri().path().contains("/transactions/");
            let response = router.respond(form(request)).await;
            if is_transaction && cut.swap(false, Ordering::SeqCst) {
                // The test may be over.
                let _ = cuts.send(());
                return Err(io::Error::other("cut by the test"));
            }
            Ok(response)
        }
    });
    // Each request has its own connection, since a reused one that closes with its router would fail the next request. A connection
    // that the test closes ends with an error.
    let _ = Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), service).await;
}

/// Converts a request of Synapse, which sends to the current paths, with the token in the header.
fn in_old_form(mut request: Incoming) -> Incoming {
    let token = request.headers_mut().remove("authorization").unwrap();
    let token = token.to_str().unwrap().strip_prefix("Bearer ").unwrap();
    let rest = request.uri().path().strip_prefix("/_matrix/app/v1").unwrap();
    let start = if rest.starts_with("/thirdparty/") { "/_matrix/app/unstable" } else { "" };
    let query = request.uri().query().map(|query| format!("{query}&")).unwrap_or_default();
    *request.uri_mut() = format!("{start}{rest}?{query}access_token={token}").parse().unwrap();
    request
}
