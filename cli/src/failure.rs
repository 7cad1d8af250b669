//! The reason why a command failed, and the exit code for it.

use std::fmt;
use std::io;
use std::process::ExitCode;

use matrix_openapi::Error;
use matrix_openapi::discovery::DiscoveryError;
use matrix_openapi::error::{ErrorCode, SessionError};
use serde_json::{Map, Value, json};

use crate::error_text;

/// The reason why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The command is used wrongly, or a file cannot be read or written.
    Usage(String),
    /// There is no credential for the request.
    Credential(String),
    /// There was no usable response.
    NoResponse(String),
    /// The library reported an error.
    Call(Box<Error>),
    /// The reader of the output has gone away.
    Closed,
    /// The error is already printed, for example by the argument parser.
    Printed(u8),
}

/// The outcome of a command.
pub type Outcome<T = ()> = Result<T, Failure>;

/// The exit codes.
const REFUSED: u8 = 1;
const USAGE: u8 = 2;
const NO_RESPONSE: u8 = 3;
const CREDENTIAL: u8 = 4;

impl Failure {
    /// Returns the failure of a command that is used wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// Returns the failure for a file that cannot be read or written.
    pub fn file(path: impl AsRef<std::path::Path>, error: &io::Error) -> Self {
        Self::Usage(format!("{}: {error}", path.as_ref().display()))
    }

    /// Returns the exit code: 1 if the server refused, 2 for wrong use, 3 without a response, 4 without a credential
    /// or once its session has ended.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Usage(_) => USAGE,
            Self::Credential(_) => CREDENTIAL,
            Self::NoResponse(_) => NO_RESPONSE,
            Self::Call(error) => code(error),
            Self::Closed => 0,
            Self::Printed(code) => *code,
        })
    }

    /// Returns the failure as JSON, for programs.
    pub fn json(&self) -> Value {
        let mut fields = Map::from_iter([("error".to_owned(), Value::String(self.to_string()))]);
        if let Self::Call(error) = self
            && let Some(wait) = error.retry_after()
        {
            fields.insert("retry_after_ms".to_owned(), json!(wait.as_millis() as u64));
        }
        if let Self::Call(error) = self
            && let Some(api) = error.api()
        {
            fields.insert("status".to_owned(), json!(api.status.as_u16()));
            fields.insert("operation".to_owned(), json!(api.operation));
            if let Some(code) = &api.errcode {
                fields.insert("errcode".to_owned(), json!(code.as_str()));
            }
            if let Some(challenge) = &api.uia {
                let flows: Vec<_> = challenge.flows.iter().map(|flow| &flow.stages).collect();
                fields.insert("flows".to_owned(), json!(flows));
            }
        }
        Value::Object(fields)
    }
}

/// Returns the exit code for an error of the library.
fn code(error: &Error) -> u8 {
    match error {
        Error::Api(error) if error.errcode == Some(ErrorCode::UnknownToken) => CREDENTIAL,
        Error::Api(_) | Error::Uia { .. } | Error::OtherUser { .. } => REFUSED,
        Error::Credentials { .. } => CREDENTIAL,
        Error::Session { source, .. } => match **source {
            SessionError::Temporary(_) | SessionError::Interrupted => NO_RESPONSE,
            SessionError::Unsaved(_) | SessionError::Unloaded(_) | SessionError::Uncleared(_) => USAGE,
            _ => CREDENTIAL,
        },
        // The file could not be read.
        Error::Body { .. } => USAGE,
        Error::Encode { .. }
        | Error::InvalidArgument { .. }
        | Error::BaseUrl(_)
        | Error::HttpClient(_)
        | Error::Template { .. } => USAGE,
        #[cfg(oauth)]
        Error::OAuth(error) if !error.is_temporary() => REFUSED,
        _ => NO_RESPONSE,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Credential(message) | Self::NoResponse(message) => {
                f.write_str(message)
            }
            Self::Call(error) => f.write_str(&error_text::text(error)),
            Self::Closed | Self::Printed(_) => Ok(()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Call(Box::new(error))
    }
}

impl From<DiscoveryError> for Failure {
    fn from(error: DiscoveryError) -> Self {
        Self::NoResponse(error_text::discovery(&error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Usage(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_while_it_is_sent_is_no_silence_of_the_server() {
        let source = io::Error::new(io::ErrorKind::InvalidData, "the file became shorter while it was sent");
        assert_eq!(code(&Error::Body { operation: "uploadContent", source: source.into() }), USAGE);
    }
}
