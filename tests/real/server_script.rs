//! The scripts that run the servers.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::de::DeserializeOwned;
use serde_json::Value;

/// The exit status of a script whose server cannot be installed on this machine.
const UNAVAILABLE: i32 = 3;

/// A running script. Dropping this ends it.
pub struct ServerScript {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl ServerScript {
    /// Starts the script of a server with this configuration, and returns the line that it writes once the server runs; an error if
    /// the server cannot be installed.
    ///
    /// # Panics
    /// If the server does not start.
    pub fn start<T: DeserializeOwned>(server: &str, configuration: &Value) -> Result<(Self, T), String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real");
        let mut process = Command::new("python3")
            .arg(folder.join(format!("{server}.py")))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("python3 cannot be started: {}", error.kind()))?;
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut script = Self { process, input, output };
        writeln!(script.input, "{configuration}").unwrap();
        if let Some(running) = script.read() {
            return Ok((script, running));
        }
        let status = script.process.wait().unwrap();
        assert_eq!(status.code(), Some(UNAVAILABLE), "{server} did not start");
        Err(format!("{server} cannot be installed"))
    }

    /// Sends the script a command, and waits until it is done.
    ///
    /// # Panics
    /// If the command fails.
    pub fn tell(&mut self, command: &str) {
        writeln!(self.input, "{command}").unwrap();
        assert!(self.read::<Value>().is_some(), "the command {command} failed");
    }

    /// Reads a line from the script; `None` if the script has ended.
    fn read<T: DeserializeOwned>(&mut self) -> Option<T> {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).ok()
    }
}
