//! The cost of a request to a `Router` beside that to plain handlers of axum which do the same:
//! `router [--rounds 15] [--requests 20000]`.
//!
//! First both are called without a connection, then served by the same HTTP server, which has a thread of its own.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use matrix_openapi_benches::contenders::Failure;
use matrix_openapi_benches::figures::{argument, median, paired};
use matrix_openapi_benches::routers::{SAMPLES, Sample, ours, plain};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;
use tower_service::Service;

const CONNECTIONS: u64 = 16;

/// The results of one side in all rounds.
#[derive(Default)]
struct Figures {
    per_second: Vec<f64>,
    /// Of the thread that responds, for each request.
    cpu_microseconds: Vec<f64>,
}

/// One round: how many requests per second, and the microseconds of CPU for each.
type Measured = Result<(f64, f64), Failure>;

fn main() -> Result<(), Failure> {
    let (rounds, requests) = (argument("--rounds", 15)?, argument("--requests", 20_000)?);
    let runtime = Builder::new_current_thread().enable_all().build()?;
    println!("{rounds} rounds of {requests} requests each\n\ncalled, without a connection");
    table(rounds, |is_ours, sample| match is_ours {
        true => called(&runtime, ours(), sample, requests),
        false => called(&runtime, plain(), sample, requests),
    })?;
    let (one, other) = (Server::start(ours())?, Server::start(plain())?);
    println!("\nserved over HTTP, {CONNECTIONS} connections");
    table(rounds, |is_ours, sample| served(&runtime, if is_ours { &one } else { &other }, sample, requests))?;
    println!("\nRatios are medians of pairs: of the rates, more is better for us; of the CPU time, less.");
    Ok(())
}

/// Runs both sides in turn, and prints a row for each request.
fn table(rounds: u64, measure: impl Fn(bool, &Sample) -> Measured) -> Result<(), Failure> {
    println!(
        "{:<8} {:>11} {:>11} {:>8} {:>14} {:>11} {:>8}",
        "", "ours/s", "axum/s", "ratio", "ours CPU µs", "axum", "ratio"
    );
    for sample in &SAMPLES {
        let mut sides = [Figures::default(), Figures::default()];
        // The first round warms up and is not counted.
        for round in 0..=rounds {
            // Each goes first in half of the rounds.
            for is_ours in [round % 2 == 0, round % 2 != 0] {
                let (per_second, cpu) = measure(is_ours, sample)?;
                if round > 0 {
                    let figures = &mut sides[usize::from(!is_ours)];
                    figures.per_second.push(per_second);
                    figures.cpu_microseconds.push(cpu);
                }
            }
        }
        let [one, other] = &sides;
        println!(
            "{:<8} {:>11.0} {:>11.0} {:>8.3} {:>14.2} {:>11.2} {:>8.3}",
            sample.name,
            median(&one.per_second),
            median(&other.per_second),
            paired(&one.per_second, &other.per_second),
            median(&one.cpu_microseconds),
            median(&other.cpu_microseconds),
            paired(&one.cpu_microseconds, &other.cpu_microseconds)
        );
    }
    Ok(())
}

/// Calls a service in this thread, and reads the bodies of its responses.
fn called<S, B>(runtime: &Runtime, mut service: S, sample: &Sample, requests: u64) -> Measured
where
    S: Service<Request<Full<Bytes>>, Response = http::Response<B>, Error: std::error::Error + 'static>,
    B: Body<Data = Bytes, Error: std::fmt::Display>,
{
    let (start, cpu) = (Instant::now(), cpu_microseconds("thread-self"));
    runtime.block_on(async {
        for _ in 0..requests {
            let response = service.call(sample.request()?).await?;
            let is_success = response.status().is_success();
            let body = response.into_body().collect().await.map_err(|error| error.to_string())?.to_bytes();
            if !is_success || body.is_empty() {
                return Err(format!("{} failed: {body:?}", sample.name).into());
            }
        }
        Ok::<_, Failure>(())
    })?;
    Ok(figures(requests, start, cpu_microseconds("thread-self") - cpu))
}

fn figures(requests: u64, start: Instant, cpu: f64) -> (f64, f64) {
    (requests as f64 / start.elapsed().as_secs_f64(), cpu / requests as f64)
}

/// A server in a thread of its own, which ends with the process.
struct Server {
    address: SocketAddr,
    /// The thread below `/proc`.
    thread: String,
}

impl Server {
    fn start<S, B>(service: S) -> Result<Self, Failure>
    where
        S: Service<Request<Incoming>, Response = http::Response<B>> + Clone + Send + 'static,
        S::Future: Send + 'static,
        S::Error: std::error::Error + Send + Sync + 'static,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let address = listener.local_addr()?;
        let (sender, name) = mpsc::channel();
        thread::Builder::new().name("server".to_owned()).spawn(move || {
            // The name of this thread in `/proc`.
            let link = fs::read_link("/proc/thread-self").unwrap_or_default();
            if sender.send(link.display().to_string()).is_ok() {
                runtime.block_on(serve(listener, service));
            }
        })?;
        Ok(Self { address, thread: name.recv()? })
    }
}

async fn serve<S, B>(listener: TcpListener, service: S)
where
    S: Service<Request<Incoming>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send + 'static,
    S::Error: std::error::Error + Send + Sync + 'static,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

/// Sends requests over several connections, one after the other on each.
fn served(runtime: &Runtime, server: &Server, sample: &Sample, requests: u64) -> Measured {
    let each = requests.div_ceil(CONNECTIONS);
    let (address, text) = (server.address, sample.text());
    let (start, cpu) = (Instant::now(), cpu_microseconds(&server.thread));
    LocalSet::new().block_on(runtime, async {
        let connection = || {
            let text = text.clone();
            let sent = async move { send(address, &text, each).await.map_err(|error| error.to_string()) };
            tokio::task::spawn_local(sent)
        };
        let connections: Vec<_> = (0..CONNECTIONS).map(|_| connection()).collect();
        for connection in connections {
            connection.await??;
        }
        Ok::<_, Failure>(())
    })?;
    Ok(figures(each * CONNECTIONS, start, cpu_microseconds(&server.thread) - cpu))
}

/// Sends the same request again and again. It reads no more of the responses than it needs to find their ends, so the server is
/// what is busy.
async fn send(address: SocketAddr, text: &str, requests: u64) -> Result<(), Failure> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = [0; 4096];
    let mut length = None;
    for _ in 0..requests {
        stream.write_all(text.as_bytes()).await?;
        let mut read = 0;
        // All responses are as long as the first one.
        while length.is_none_or(|length| read < length) {
            let more = stream.read(&mut buffer[read..]).await?;
            if more == 0 {
                return Err("the server has hung up".into());
            }
            read += more;
            length = length.or_else(|| whole(&buffer[..read]));
        }
        if !buffer.starts_with(b"HTTP/1.1 200 ") {
            return Err("the request failed".into());
        }
    }
    Ok(())
}

/// The length of a response, once its head is there.
fn whole(read: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(read).ok()?;
    let (head, _) = text.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    Some(head.len() + 4 + length.parse::<usize>().ok()?)
}

/// The time on a processor that a thread had. Not a number where the system does not tell it.
fn cpu_microseconds(thread: &str) -> f64 {
    let text = fs::read_to_string(format!("/proc/{thread}/schedstat")).unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.map_or(f64::NAN, |nanoseconds| nanoseconds / 1e3)
}
