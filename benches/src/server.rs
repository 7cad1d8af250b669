//! A homeserver with two fixed responses, so a benchmark measures the client.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::contenders::Failure;

/// The token that the server lets in.
pub const TOKEN: &str = "syt_benches";

/// Starts the server in a thread of its own, which ends with the process.
///
/// # Errors
/// If the machine lends no port or no thread.
pub fn start() -> Result<SocketAddr, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let address = listener.local_addr()?;
    thread::Builder::new().name("server".to_owned()).spawn(move || runtime.block_on(serve(listener)))?;
    Ok(address)
}

async fn serve(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        // Without it the response may wait for the client's acknowledgement; the server works without it too.
        let _ = stream.set_nodelay(true);
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(respond)));
    }
}

async fn respond(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let (status, text) = match (head.method, head.uri.path()) {
        _ if head.headers.get(AUTHORIZATION).is_none_or(|token| token != "Bearer syt_benches") => {
            (StatusCode::UNAUTHORIZED, r#"{"errcode":"M_MISSING_TOKEN","error":"no token"}"#)
        }
        (Method::GET, "/_matrix/client/v3/account/whoami") => {
            (StatusCode::OK, r#"{"user_id":"@ada:example.org","device_id":"ABCDEFGHIJ","is_guest":false}"#)
        }
        (Method::PUT, path) if path.contains("/send/m.room.message/") && read(body).await => {
            (StatusCode::OK, r#"{"event_id":"$0bXVq3lKQz7mX1pTn5cW9aYdRf2eUhGsJvBiLoPkMxE"}"#)
        }
        _ => (StatusCode::NOT_FOUND, r#"{"errcode":"M_UNRECOGNIZED","error":"neither of the two"}"#),
    };
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    Ok(response)
}

/// Whether the body arrived and holds a text message.
async fn read(body: Incoming) -> bool {
    let whole = body.collect().await.map(http_body_util::Collected::to_bytes);
    whole.is_ok_and(|body| body.windows(6).any(|part| part == b"m.text"))
}
