//! Reads a file within limits, and only if it is a plain file.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The largest accepted file, ten times the size of the largest file of a description.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Reads a file as a string. Anything but a plain file is an error, because a pipe or device may never end.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("not readable: {error}");
    // Checked before opening, because opening a pipe waits for a writer.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err("not readable: not a plain file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("larger than {} MiB, the limit for files of a description", MOST_BYTES >> 20));
    }
    String::from_utf8(bytes).map_err(|_| "not readable: not UTF-8".to_owned())
}
