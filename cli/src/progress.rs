//! The progress of uploads and downloads, on standard error if that is a terminal.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::globals::Globals;

/// The progress of a transfer. It is removed from the screen at the end.
pub struct Progress(ProgressBar);

impl Progress {
    /// Returns whether progress is shown: on a terminal, unless an option hides it.
    pub fn is_shown(globals: &Globals) -> bool {
        io::stderr().is_terminal() && !globals.is_quiet && !globals.is_verbose
    }

    /// Starts a bar, with the length of the content if known.
    pub fn new(length: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        let template = match length {
            Some(_) => "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
            None => "{spinner} {bytes} {bytes_per_sec}",
        };
        // The template is a constant; if it were invalid, the default of the library would remain.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Adds bytes.
    pub fn add(&self, bytes: usize) {
        self.0.inc(bytes as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
