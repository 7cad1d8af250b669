//! Which request carries which credential, as a server on this machine sees it.

#[path = "../facade_server/mod.rs"]
#[allow(dead_code, reason = "these tests need a part of it")]
mod facade_server;

mod description;
mod held;
mod options;
mod origin;
mod strayed;
mod table;
