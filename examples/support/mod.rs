//! A small Matrix homeserver and an application service, both inside this process.
//!
//! They listen on loopback only, on ports that the system chooses, and keep everything in memory. Both are routers of
//! `matrix_openapi::server`, which check requests by the description.

mod account;
mod accounts;
mod appservice;
mod bridged;
mod caller;
mod console;
mod guest;
mod history;
mod homeserver;
mod keys;
mod login;
mod media;
mod members;
mod ping;
mod public_keys;
mod push;
mod room;
mod rooms;
mod secret;
mod state;
mod strict;

pub use account::Account;
pub use appservice::{AppService, covers, registration, registration_from_environment};
pub use bridged::talk_over_bridge;
pub use console::console;
pub use guest::Guest;
pub use homeserver::Homeserver;
pub use secret::random_secret;
pub use state::Settings;
