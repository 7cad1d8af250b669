//! The error type of the generator: the file, the place in it, what is wrong, and why it matters.

use std::fmt;

/// The result type of every stage.
pub type Result<T> = std::result::Result<T, Error>;

/// A defect at a place of a file, displayed as `file#/json/pointer: what, why`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    file: String,
    pointer: String,
    message: String,
    correction: Option<String>,
}

impl Error {
    /// An error at a JSON pointer of a file; `message` reads `what, why`, in lower case, without a period.
    pub fn at(file: impl Into<String>, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), pointer: pointer.into(), message: message.into(), correction: None }
    }

    /// An error that concerns a whole file.
    pub fn file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::at(file, "", message)
    }

    /// The same error with an overlay action that corrects the description, as YAML.
    #[must_use]
    pub fn with_correction(mut self, action: impl Into<String>) -> Self {
        self.correction = Some(action.into());
        self
    }

    /// An overlay action that corrects the description, as YAML to paste into `corrections.yaml`, if one is known.
    pub fn correction(&self) -> Option<&str> {
        self.correction.as_deref()
    }

    /// Replaces the file name if it is `from`, for errors that name only the API.
    pub(crate) fn renamed(self, from: &str, to: &str) -> Self {
        if self.file == from { Self { file: to.to_owned(), ..self } } else { self }
    }

    /// The same error at another place.
    pub(crate) fn moved(&self, file: String, pointer: String) -> Self {
        Self { file, pointer, ..self.clone() }
    }

    /// The same error with another message.
    pub(crate) fn with_message(self, message: String) -> Self {
        Self { message, ..self }
    }

    /// The file, as it was named to the generator.
    pub fn path(&self) -> &str {
        &self.file
    }

    /// The JSON pointer of the place, empty for the whole file.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The message: what is wrong, and why.
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
