//! The script that runs one Synapse.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

/// The exit status of the script if Synapse cannot be installed on this machine.
const UNAVAILABLE: i32 = 3;

/// A running `synapse.py`, which ends when this is dropped.
pub struct SynapseScript {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// The line that the script writes once Synapse runs.
#[derive(Deserialize)]
pub struct Running {
    pub url: String,
    pub server_name: String,
    pub signing_seed: String,
}

impl SynapseScript {
    /// Starts the script with this configuration, and waits until Synapse runs; an error if it cannot be installed.
    ///
    /// # Panics
    /// If Synapse does not start.
    pub fn start(configuration: &Value) -> Result<(Self, Running), String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real");
        let mut process = Command::new("python3")
            .arg(folder.join("synapse.py"))
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
        assert_eq!(status.code(), Some(UNAVAILABLE), "synapse did not start");
        Err("synapse cannot be installed".to_owned())
    }

    /// Gives the script a command, and waits until it is done.
    ///
    /// # Panics
    /// If it fails.
    pub fn tell(&mut self, command: &str) {
        writeln!(self.input, "{command}").unwrap();
        assert!(self.read().is_some(), "the command {command} failed");
    }

    /// Reads what the script writes; `None` if it ends.
    fn read(&mut self) -> Option<Running> {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).ok()
    }
}
