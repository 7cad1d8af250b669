//! Sessions that renew their tokens, against a server on this machine.

#[path = "../facade_server/mod.rs"]
#[allow(dead_code, reason = "these tests need a part of it")]
mod facade_server;

mod endings;
mod files;
mod homeserver;
mod logins;
mod need;
mod passing;
mod rejected;
mod renewing;
mod stores;
mod waiting;
