//! Tests of the client against servers on loopback, by subject.

#![cfg(feature = "client-server")]

mod auth;
mod calls;
mod discovery;
mod errors;
mod hostile;
mod media;
mod network;
mod quickstart;
mod refresh;
mod types;
