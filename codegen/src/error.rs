//! The error type of the generator: the file, the location in it, the defect, and why it matters.

use std::fmt;

/// The result type of every stage.
pub type Result<T> = std::result::Result<T, Error>;

/// A defect at a location in a file, displayed as `file#/json/pointer: what, why`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    file: String,
    pointer: String,
    message: String,
    correction: Option<String>,
}

impl Error {
    /// Creates an error at a JSON pointer in a file; `message` reads `what, why`, in lower case, without a period.
    pub fn at(file: impl Into<String>, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), pointer: pointer.into(), message: message.into(), correction: None }
    }

    /// Creates an error that concerns a whole file.
    pub fn file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::at(file, "", message)
    }

    /// Adds an overlay action that corrects the description, as YAML.
    #[must_use]
    pub fn with_correction(mut self, action: impl Into<String>) -> Self {
        self.correction = Some(action.into());
        self
    }

    /// Returns the overlay action that corrects the description, as YAML to paste into `corrections.yaml`, if one
    /// is known.
    pub fn correction(&self) -> Option<&str> {
        self.correction.as_deref()
    }

    /// Replaces the file name if it is `from`: some errors name only the API.
    pub(crate) fn renamed(self, from: &str, to: &str) -> Self {
        if self.file == from { Self { file: to.to_owned(), ..self } } else { self }
    }

    /// Returns the same error at another location.
    pub(crate) fn moved(&self, file: String, pointer: String) -> Self {
        Self { file, pointer, ..self.clone() }
    }

    /// Replaces the message.
    pub(crate) fn with_message(self, message: String) -> Self {
        Self { message, ..self }
    }

    /// Returns the file's name, as the generator was given it.
    pub fn path(&self) -> &str {
        &self.file
    }

    /// Returns the JSON pointer, which is empty for the whole file.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the message: the defect, and why it matters.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, pointer, message, .. } = self;
        if pointer.is_empty() {
            write!(f, "{file}: {message}")
        } else {
            write!(f, "{file}#{pointer}: {message}")
        }
    }
}
