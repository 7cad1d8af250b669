//! A small Matrix homeserver and an application service, both inside this process.
//!
//! They listen on loopback only, on ports that the system chooses, and keep everything in memory. They check requests as
//! strictly as the specification allows, so the example and its test find mistakes of the client.

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
