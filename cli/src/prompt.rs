//! Questions to the user.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::failure::{Failure, Outcome};

/// Returns whether a user can answer.
pub fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a line.
///
/// # Errors
/// If it cannot be read.
pub fn line(question: &str) -> Outcome<String> {
    let failed = |error: io::Error| Failure::usage(format!("the answer cannot be read: {error}"));
    eprint!("{question}");
    io::stderr().flush().map_err(failed)?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(line.trim().to_owned())
}

/// Asks for a secret, which the terminal does not show.
///
/// # Errors
/// If it cannot be read.
pub fn secret(question: &str) -> Outcome<String> {
    rpassword::prompt_password(question)
        .map_err(|error| Failure::usage(format!("the answer cannot be read: {error}")))
}
