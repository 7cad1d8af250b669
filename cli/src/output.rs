//! Responses on standard output or in a file.

use std::fs::File;
use std::io::{self, IsTerminal, Write};

use anstream::ColorChoice;
use matrix_openapi::media::Download;
use matrix_openapi::reqwest::StatusCode;
use matrix_openapi::reqwest::header::HeaderMap;

use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::input::STANDARD;
use crate::json_text::{self, Colour};
use crate::progress::Progress;

/// The destination of responses.
pub struct Output<'a> {
    globals: &'a Globals,
    file: Option<(String, File)>,
}

impl<'a> Output<'a> {
    /// Opens the destination that the options name.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn open(globals: &'a Globals) -> Outcome<Self> {
        let path = globals.output.as_ref().filter(|path| *path != STANDARD);
        let create = |path: &String| match File::create(path) {
            Ok(file) => Ok((path.clone(), file)),
            Err(error) => Err(Failure::file(path, &error)),
        };
        Ok(Self { globals, file: path.map(create).transpose()? })
    }

    /// Writes status and headers, if the options request them.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn head(&mut self, status: StatusCode, headers: &HeaderMap) -> Outcome {
        if !self.globals.includes_head {
            return Ok(());
        }
        let mut text = format!("{status}\n");
        for (name, value) in headers {
            text += &format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()).escape_debug());
        }
        self.write(format!("{text}\n").as_bytes())
    }

    /// Writes JSON: indented on a terminal, unchanged elsewhere.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn json(&mut self, text: &str) -> Outcome {
        if self.globals.is_raw {
            return self.write(text.as_bytes());
        }
        let is_shown = self.file.is_none() && io::stdout().is_terminal();
        let text = if is_shown { json_text::indented(text, colour()) } else { text.to_owned() };
        self.write(format!("{text}\n").as_bytes())
    }

    /// Writes JSON on one line.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn json_line(&mut self, text: &str) -> Outcome {
        let text = if text.contains(['\n', '\r']) { json_text::one_line(text) } else { text.to_owned() };
        self.write(format!("{text}\n").as_bytes())
    }

    /// Writes a text as a line.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn line(&mut self, text: &str) -> Outcome {
        self.write(format!("{text}\n").as_bytes())
    }

    /// Writes the content of a download, chunk by chunk.
    ///
    /// # Errors
    /// If the content is incomplete, cannot be written, or would be printed on a terminal.
    pub async fn download(&mut self, mut download: Download) -> Outcome {
        let is_named = self.globals.is_raw || self.globals.output.is_some();
        if !is_named && io::stdout().is_terminal() {
            return Err(Failure::usage(
                "the response may be binary; pass --output FILE, or --raw to print it",
            ));
        }
        let length = download.content_length();
        let progress = Progress::is_shown(self.globals).then(|| Progress::new(length));
        while let Some(chunk) = download.chunk().await? {
            if let Some(progress) = &progress {
                progress.add(chunk.len());
            }
            self.write(&chunk)?;
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Outcome {
        match &mut self.file {
            Some((path, file)) => file.write_all(bytes).map_err(|error| Failure::file(path, &error)),
            None => {
                let mut out = io::stdout().lock();
                Ok(out.write_all(bytes).and_then(|()| out.flush())?)
            }
        }
    }
}

/// Writes a text to standard output.
///
/// # Errors
/// If it cannot be written.
pub fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush())?)
}

/// Returns whether standard output is coloured, which depends on the terminal and `NO_COLOR`.
fn colour() -> Colour {
    match anstream::AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Colour::Off,
        _ => Colour::On,
    }
}
