//! Sessions that refresh their tokens.

mod concurrent;
pub mod file_store;
pub mod homeserver;
mod kind;
mod lifecycle;
mod login;
mod rejected_token;
mod session_end;
mod session_store;
mod temporary_failure;
mod trigger;
