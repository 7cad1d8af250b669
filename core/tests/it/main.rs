//! Tests of the parts that need neither I/O nor a description.
#![allow(missing_docs)] // Tests explain themselves by their names.

mod canonical;
#[cfg(feature = "events")]
mod events;
mod hostile;
mod reserved_keys;
#[cfg(feature = "signing")]
mod signing;
