//! Tests of the client against servers on loopback, by subject.

#![cfg(feature = "client-server")]

mod auth;
mod calls;
mod discovery;
#[cfg(generated_edus)]
mod edus;
mod errors;
mod event_calls;
#[cfg(generated_events)]
mod events;
mod hostile;
mod media;
#[cfg(vendored)]
mod mock;
mod network;
#[cfg(operation = "getAuthMetadata")]
mod oauth;
mod paging;
mod quickstart;
mod refresh;
mod server;
mod types;
mod updates;
