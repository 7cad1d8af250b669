//! A sweep of real servers: each operation is called at least once, and the table `sweep.yaml` has its outcome.
//!
//! A new operation fails the test until the sweep calls it.

#![allow(deprecated, reason = "each operation is called")]

mod account;
mod bridge;
mod bridging;
mod directory;
mod encryption;
mod federation;
mod history;
mod identity;
mod mail;
mod media;
mod pdu;
mod profile;
mod pushing;
mod recorder;
mod rooms;
mod second_server;
mod servers;
mod table;
mod threepids;
mod tls;
mod unknown;

use std::time::Instant;

use matrix_openapi::http::Api;
use matrix_openapi::{client_server, identity as identity_api, server_server};

use crate::synapse::available;
use account::Account;
use servers::Servers;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_has_the_outcome_of_the_table() {
    let started = Servers::start().await;
    let Some(servers) = available(&started) else { return };
    let start = Instant::now();
    call_all(servers).await;
    println!("the calls took {:?}", start.elapsed());

    let (seen, faults) = servers.recorder.finish();
    assert!(faults.is_empty(), "misfits and other errors:\n{}", faults.join("\n"));
    let committed = table::committed();
    let observed = table::observed(&seen, &committed);
    let differences = table::compare(&committed, &observed);
    assert!(differences.is_empty(), "other outcomes than in the table:\n{}", differences.join("\n"));
    for (operations, least) in
        [(client_server::OPERATIONS, 150), (server_server::OPERATIONS, 25), (identity_api::OPERATIONS, 20)]
    {
        let gaps = table::gaps(&observed, operations);
        assert!(gaps.is_empty(), "{}", gaps.join("\n"));
        let api: Api = operations[0].api;
        let decoded = table::decoded(&observed, api);
        assert!(decoded >= least, "{api}: {decoded} of {} decoded", operations.len());
    }
}

/// Calls all operations, in an order so that most of them succeed.
async fn call_all(servers: &Servers) {
    account::before_login(servers).await;
    let alice = Account::register(servers, "alice").await;
    let bob = Account::register(servers, "bob").await;
    let admin = Account::log_in(servers, "admin", &servers.admin_password).await;
    account::sessions(servers, &alice).await;
    account::administration(servers, &admin, &bob).await;
    profile::run(servers, &alice, &bob).await;
    let room = rooms::run(servers, &alice, &bob).await;
    history::run(servers, &alice, &bob, &room).await;
    directory::run(servers, &alice, &bob).await;
    encryption::run(servers, &alice, &bob).await;
    media::run(servers, &alice).await;
    pushing::run(servers, &alice).await;
    bridging::run(servers, &alice).await;
    identity::run(servers, &alice).await;
    threepids::run(servers, &alice, &admin).await;
    federation::run(servers, &alice).await;
}
