//! A soak test: requests at a fixed rate through our client, the router and the mock server, with faults of every kind and tokens
//! that expire. No message may be lost or handled twice, and the memory must not grow.
//!
//! The memory counts from the time when all stores of the mock server and this program have reached their limits. The limits are low,
//! so this takes seconds: the server keeps 1,000 requests, and 2,000 files, which are uploaded first; the program has room for all
//! messages and transaction IDs from the start. After 15 s more, the largest of 10 samples, one a second, is the baseline, and the
//! median of the last 10 samples may be up to 16 MiB above it. So a run of one minute at 200 requests a second finds a leak of 4 KB
//! per request, and a run of 30 minutes a leak of 50 bytes.
//!
//! ```sh
//! cargo run --release -p matrix-openapi-soak -- --rate 200 --minutes 30
//! ```

mod calls;
mod faults;
mod ledger;
mod memory;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Parser;
use matrix_openapi::client_server::{Client, op};
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::mock::Homeserver;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::calls::Caller;
use crate::faults::Faults;
use crate::ledger::Ledger;
use crate::memory::{Memory, StoreState};

/// The limit of concurrent calls; faults make some of them slow.
const MOST_IN_FLIGHT: usize = 400;

/// The part of the rate that must be reached: calls that wait for a fault delay later ones.
const LEAST_OF_RATE: f64 = 0.9;

/// The lifetime of access tokens.
const LIFETIME: Duration = Duration::from_secs(20);

/// The interval after which all tokens of a user expire early.
const EXPIRY: Duration = Duration::from_secs(7);

/// The largest response that the clients read, so an endless one ends soon.
const MAX_JSON: usize = 256 << 10;

/// The number of requests that the mock server keeps.
const KEPT_REQUESTS: usize = 1000;

/// The number of files that the mock server keeps: the uploads of minutes, since a download may follow long after its upload.
const KEPT_FILES: usize = 2000;

/// The number of users, each with its own client.
const USERS: usize = 8;

/// Soaks client, router and mock server.
#[derive(Parser)]
struct Arguments {
    /// Calls per second.
    #[arg(long, default_value_t = 200)]
    rate: u32,
    /// Duration in minutes.
    #[arg(long, default_value_t = 1)]
    minutes: u32,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let calls = usize::try_from(arguments.rate * arguments.minutes * 60)?;
    let server = Homeserver::start().await?;
    server.set_token_lifetime(Some(LIFETIME));
    server.keep_requests(KEPT_REQUESTS);
    server.keep_files(KEPT_FILES);
    let callers = (0..USERS).map(|user| caller(&server, user)).collect::<Result<Vec<_>>>()?;
    let ledger = Arc::new(Ledger::new(calls));
    fill(&callers, &ledger).await?;
    let refreshed = server.on(op::Refresh);
    let faults = Faults::register(&server, &ledger);

    let (start, mut memory) = (Instant::now(), Memory::default());
    let in_flight = Arc::new(Semaphore::new(MOST_IN_FLIGHT));
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / arguments.rate);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut running, mut last_second, mut last_expiry) = (JoinSet::new(), 0, Instant::now());
    for (number, caller) in (0..calls).zip(callers.iter().cycle()) {
        ticks.tick().await;
        let permit = Arc::clone(&in_flight).acquire_owned().await?;
        let (caller, messages) = (caller.clone(), Arc::clone(&ledger));
        running.spawn(async move {
            let outcome = caller.call(number, &messages).await;
            drop(permit);
            outcome
        });
        while let Some(done) = running.try_join_next() {
            done??;
        }
        if last_expiry.elapsed() > EXPIRY {
            last_expiry = Instant::now();
            server.expire(callers[number % USERS].user_id());
        }
        let second = start.elapsed().as_secs();
        if second > last_second {
            last_second = second;
            memory.sample(store_state(&server));
        }
    }
    // The last calls may wait for a fault, which does not delay others.
    let begun = start.elapsed();
    while let Some(done) = running.join_next().await {
        done??;
    }
    let rate = calls as f64 / begun.as_secs_f64();
    println!("{calls} calls begun in {:.0} s, {rate:.1} a second", begun.as_secs_f64());
    let asked = f64::from(arguments.rate);
    let is_reached = rate >= asked * LEAST_OF_RATE;
    println!("{} refreshes without a fault", refreshed.count());
    ensure!(refreshed.count() > 0, "no token was refreshed");
    report(&server, &ledger, &faults, &memory)?;
    // Checked last, since other errors are more informative.
    ensure!(
        is_reached,
        "{rate:.1} calls a second instead of {asked}: a call hangs, or the machine is too slow or busy; try a lower --rate"
    );
    Ok(())
}

/// Uploads as many files as the server keeps, with as many connections as the test ever uses.
async fn fill(callers: &[Caller], ledger: &Arc<Ledger>) -> Result<()> {
    let (in_flight, mut running) = (Arc::new(Semaphore::new(MOST_IN_FLIGHT)), JoinSet::new());
    for (number, caller) in (0..KEPT_FILES).zip(callers.iter().cycle().cloned()) {
        let (permit, ledger) = (Arc::clone(&in_flight).acquire_owned().await?, Arc::clone(ledger));
        running.spawn(async move {
            let outcome = caller.fill(number, &ledger).await;
            drop(permit);
            outcome
        });
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok(())
}

fn caller(server: &Homeserver, user: usize) -> Result<Caller> {
    let user_id = format!("@user{user}:example.org");
    let client = Client::builder(server.url())
        .credentials(server.tokens(&*user_id))
        .timeout(Duration::from_secs(10))
        .max_json_size(MAX_JSON)
        .retries(RetryPolicy::new(3, Duration::from_secs(1)))
        .build()?;
    Ok(Caller::new(user_id, client))
}

/// Prints the results, and fails if they are not as required.
fn report(server: &Homeserver, ledger: &Ledger, faults: &Faults, memory: &Memory) -> Result<()> {
    println!("{}", ledger.summary());
    println!("faults: {}", faults.summary());
    println!("memory: {memory}");
    let violations = server.violations();
    ensure!(violations.is_empty(), "violations: {violations:?}");
    ledger.verify()?;
    faults.verify()?;
    memory.verify()
}

/// Returns the state of the server's stores, by the number of requests that it keeps.
fn store_state(server: &Homeserver) -> StoreState {
    match server.all_requests().len() {
        KEPT_REQUESTS.. => StoreState::Full,
        _ => StoreState::Filling,
    }
}
