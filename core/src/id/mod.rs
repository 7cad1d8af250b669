//! Identifiers: checked when a program creates one, unchecked when a server sends one.

mod grammar;
mod identifier;
#[cfg(test)]
mod tests;

pub use self::identifier::*;
