//! Runs the command with its own state folder.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tempfile::TempDir;

/// The command, with the folder in which it keeps its accounts.
pub struct Tool {
    state: Arc<TempDir>,
    variables: Vec<(String, String)>,
}

/// The output of a run of the command, and its exit code.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: Vec<u8>,
    pub errors: String,
}

impl Tool {
    /// Returns the command without accounts.
    pub fn new() -> Self {
        Self { state: Arc::new(tempfile::tempdir().unwrap()), variables: Vec::new() }
    }

    /// Returns the command with the same accounts.
    pub fn again(&self) -> Self {
        Self { state: Arc::clone(&self.state), variables: self.variables.clone() }
    }

    /// Sets an environment variable.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the folder in which the command keeps its accounts.
    pub fn state(&self) -> &Path {
        self.state.path()
    }

    /// Runs the command with these arguments, and without standard input.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs the command, which must succeed, and returns its standard output.
    pub fn text(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        run.text()
    }

    /// Runs the command with this standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.start(arguments);
        // The command may end without reading its input.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: output.stdout,
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts the command.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_matrix-api"));
        // Removes the developer's own settings.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MATRIX_API_")) {
            command.env_remove(name);
        }
        command.env("MATRIX_API_STATE", self.state.path()).envs(self.variables.iter().cloned());
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }
}

impl Run {
    /// Returns standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    /// Returns the last line of standard error as JSON.
    pub fn error(&self) -> serde_json::Value {
        serde_json::from_str(self.errors.lines().last().unwrap()).unwrap()
    }
}
