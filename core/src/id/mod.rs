//! Identifiers: checked when a program makes one, taken as they are when a server sends one.

mod grammar;
mod identifier;
#[cfg(test)]
mod tests;

pub use self::identifier::*;
