use std::io::stdin;
use std::thread;

use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The number of lines that wait to be read.
const LINES: usize = 100;

/// Returns the lines of standard input, and a channel to standard output.
pub fn console() -> (Receiver<String>, Sender<String>) {
    let (sender, input) = channel(LINES);
    // Reading blocks, and the thread ends with the process.
    thread::spawn(move || {
        for line in stdin().lines().map_while(Result::ok) {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    let (output, mut printed) = channel(LINES);
    tokio::spawn(async move {
        while let Some(line) = printed.recv().await {
            let line: String = line;
            println!("{line}");
        }
    });
    (input, output)
}
