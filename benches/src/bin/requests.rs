//! Requests per second with 64 in flight, ours beside handwritten reqwest: `requests [--rounds 15] [--requests 6000]`.
//!
//! The server has a thread of its own and the client another, so the client is the busy one.

use std::cell::Cell;
use std::fs;
use std::rc::Rc;
use std::time::{Duration, Instant};

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi_benches::contenders::Failure;
use matrix_openapi_benches::figures::{argument, median, paired};
use matrix_openapi_benches::results::{Comparison, Record};
use matrix_openapi_benches::server;
use serde::{Deserialize, Serialize};
use tokio::task::LocalSet;

const IN_FLIGHT: usize = 64;
const ROOM: &str = "!AbCdEfGhIjKlMnOpQr:example.org";

/// The requests, which are the same for both sides.
#[derive(Serialize)]
struct Text {
    msgtype: &'static str,
    body: &'static str,
}

const TEXT: Text =
    Text { msgtype: "m.text", body: "The same words again and again, so that only the way differs" };

/// The two calls, as a program makes them; each returns the length of the id in the response.
trait Calls: Clone + 'static {
    async fn whoami(&self) -> Result<usize, Failure>;
    async fn send(&self, transaction: &str) -> Result<usize, Failure>;
}

impl Calls for Client {
    async fn whoami(&self) -> Result<usize, Failure> {
        Ok(Client::whoami(self).send().await?.user_id.as_str().len())
    }

    async fn send(&self, transaction: &str) -> Result<usize, Failure> {
        let sent = self.send_message(ROOM, "m.room.message", transaction, &TEXT).send().await?;
        Ok(sent.event_id.as_str().len())
    }
}

/// A client as somebody writes it who needs just these calls.
#[derive(Clone)]
struct Handwritten {
    http: reqwest::Client,
    base: String,
}

#[derive(Deserialize)]
struct Whoami {
    user_id: String,
}

#[derive(Deserialize)]
struct Sent {
    event_id: String,
}

impl Calls for Handwritten {
    async fn whoami(&self) -> Result<usize, Failure> {
        let url = format!("{}/_matrix/client/v3/account/whoami", self.base);
        let response = self.http.get(url).bearer_auth(server::TOKEN).send().await?;
        Ok(response.error_for_status()?.json::<Whoami>().await?.user_id.len())
    }

    async fn send(&self, transaction: &str) -> Result<usize, Failure> {
        let url = format!("{}/_matrix/client/v3/rooms/{ROOM}/send/m.room.message/{transaction}", self.base);
        let response = self.http.put(url).bearer_auth(server::TOKEN).json(&TEXT).send().await?;
        Ok(response.error_for_status()?.json::<Sent>().await?.event_id.len())
    }
}

#[derive(Clone, Copy)]
enum Call {
    Whoami,
    Send,
}

/// The results of one side in all rounds.
#[derive(Default)]
struct Figures {
    per_second: Vec<f64>,
    /// Of the thread of the client, for each request.
    cpu_microseconds: Vec<f64>,
}

fn main() -> Result<(), Failure> {
    let mut record = Record::from_environment()?;
    let (rounds, requests) = (argument("--rounds", 15)?, argument("--requests", 6000)?);
    let base = format!("http://{}", server::start()?);
    let ours = Client::builder(&base).credentials(Credentials::access_token(server::TOKEN)).build()?;
    // Both name themselves and limit the time of each request, so both do the same.
    let limit = Duration::from_secs(60);
    let http = reqwest::Client::builder().user_agent("handwritten/0.1.0").timeout(limit).build()?;
    let handwritten = Handwritten { http, base };
    println!("{IN_FLIGHT} in flight, {rounds} rounds of {requests} requests each\n");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!(
        "{:<10} {:>11} {:>11} {:>8} {:>16} {:>11} {:>8}",
        "", "ours/s", "reqwest/s", "ratio", "ours CPU µs", "reqwest", "ratio"
    );
    for (name, call) in [("whoami", Call::Whoami), ("send", Call::Send)] {
        let (mut one, mut other) = (Figures::default(), Figures::default());
        // The first round opens the connections and is not counted.
        for round in 0..=rounds {
            if round == 1 {
                (one, other) = Default::default();
            }
            // Each goes first in half of the rounds.
            if round % 2 == 0 {
                measure(&runtime, &ours, call, requests, &mut one)?;
                measure(&runtime, &handwritten, call, requests, &mut other)?;
            } else {
                measure(&runtime, &handwritten, call, requests, &mut other)?;
                measure(&runtime, &ours, call, requests, &mut one)?;
            }
        }
        println!(
            "{name:<10} {:>11.0} {:>11.0} {:>8.3} {:>16.1} {:>11.1} {:>8.3}",
            median(&one.per_second),
            median(&other.per_second),
            paired(&one.per_second, &other.per_second),
            median(&one.cpu_microseconds),
            median(&other.cpu_microseconds),
            paired(&one.cpu_microseconds, &other.cpu_microseconds)
        );
        compared(name, &one, &other).iter().try_for_each(|comparison| record.add(comparison))?;
    }
    println!("\nRatios are medians of pairs; more requests and less CPU are better.");
    Ok(())
}

/// The costs of one request: its share of the time, and the time of the processor.
fn compared(name: &str, ours: &Figures, theirs: &Figures) -> [Comparison; 2] {
    let compare = |figure, [ours, theirs]: [&[f64]; 2]| Comparison {
        group: format!("requests, {IN_FLIGHT} in flight"),
        what: format!("{name}, {figure}"),
        unit: "µs".to_owned(),
        ours: median(ours),
        other: "reqwest".to_owned(),
        theirs: median(theirs),
        ratio: paired(ours, theirs),
    };
    let [our_times, their_times] =
        [ours, theirs].map(|figures| figures.per_second.iter().map(|rate| 1e6 / rate).collect::<Vec<_>>());
    [
        compare("time", [&our_times, &their_times]),
        compare("CPU of the client", [&ours.cpu_microseconds, &theirs.cpu_microseconds]),
    ]
}

fn measure(
    runtime: &tokio::runtime::Runtime,
    calls: &impl Calls,
    call: Call,
    requests: u64,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let (start, cpu) = (Instant::now(), cpu_microseconds());
    LocalSet::new().block_on(runtime, round(calls, call, requests))?;
    let (count, seconds) = (requests as f64, start.elapsed().as_secs_f64());
    figures.per_second.push(count / seconds);
    figures.cpu_microseconds.push((cpu_microseconds() - cpu) / count);
    Ok(())
}

async fn round(calls: &impl Calls, call: Call, requests: u64) -> Result<(), Failure> {
    let left = Rc::new(Cell::new(requests));
    let worker = || {
        let (calls, left) = (calls.clone(), Rc::clone(&left));
        tokio::task::spawn_local(
            async move { work(calls, call, &left).await.map_err(|error| error.to_string()) },
        )
    };
    let workers: Vec<_> = (0..IN_FLIGHT).map(|_| worker()).collect();
    for worker in workers {
        worker.await??;
    }
    Ok(())
}

async fn work(calls: impl Calls, call: Call, left: &Cell<u64>) -> Result<(), Failure> {
    while let Some(number) = left.get().checked_sub(1) {
        left.set(number);
        let length = match call {
            Call::Whoami => calls.whoami().await?,
            Call::Send => calls.send(&format!("m{number}")).await?,
        };
        if length == 0 {
            return Err("the response contains no id".into());
        }
    }
    Ok(())
}

/// The time on a processor that this thread had. Not a number where the system does not tell it.
fn cpu_microseconds() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.map_or(f64::NAN, |nanoseconds| nanoseconds / 1e3)
}
