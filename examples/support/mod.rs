//! A small Matrix homeserver and an application service, both inside this process.
//!
//! They listen on loopback only, on ports the system picks, and keep everything in memory. They exist so
//! that the example and its test speak to something real: what arrives over HTTP is checked as strictly as
//! the specification allows, and a mistake of the caller is refused instead of being overlooked.

mod accounts;
mod appservice;
mod caller;
mod homeserver;
mod media;
mod ping;
mod reply;
mod rooms;
mod secret;

pub use appservice::{AppService, Registration};
pub use homeserver::{Homeserver, Settings};
pub use secret::random_secret;
