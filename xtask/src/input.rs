//! Reads files of unknown origin: only plain files, and only up to a limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A limit above the size of any file of a description.
pub const MOST: u64 = 64 * 1024 * 1024;

/// Reads a plain file of at most [`MOST`] bytes.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, MOST)
}

/// Reads a plain text file of at most [`MOST`] bytes.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not text in UTF-8"))
}

/// Reads a plain file of at most `most` bytes. It does not rely on the length in the file system, since a file may grow,
/// and some have no end.
pub fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        return Err(io::Error::other(format!("larger than the limit of {most} bytes")));
    }
    Ok(bytes)
}

/// Opens a plain file, or a link to one. Reading a pipe would wait for a writer, and a device may never end.
pub fn open(path: &Path) -> io::Result<File> {
    let refuse = || io::Error::new(io::ErrorKind::InvalidInput, "not a plain file");
    // Checked first, since opening some devices has side effects.
    if !std::fs::metadata(path)?.is_file() {
        return Err(refuse());
    }
    let file = without_waiting(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refuse()) }
}

/// Opens without waiting for a writer, in case a pipe has replaced the file in the meantime.
#[cfg(target_os = "linux")]
fn without_waiting(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(target_os = "linux"))]
fn without_waiting(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use rustix::fs::{CWD, FileType, Mode, mknodat};
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn plain_files_within_the_limit_are_read() {
        let folder = TempDir::new().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, "12345").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert_eq!(read_up_to(&file, 5).unwrap(), b"12345");
        assert_eq!(read(&link).unwrap(), b"12345");
        let refused = read_up_to(&file, 4).unwrap_err().to_string();
        assert_eq!(refused, "larger than the limit of 4 bytes");
    }

    #[test]
    fn pipes_devices_and_folders_are_refused_at_once() {
        let folder = TempDir::new().unwrap();
        let (pipe, link) = (folder.path().join("pipe"), folder.path().join("link"));
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for path in [&pipe, &link, &folder.path().to_owned()] {
            assert_eq!(read(path).unwrap_err().to_string(), "not a plain file", "{}", path.display());
        }
        // Opening a pipe does not wait either.
        assert!(without_waiting(&pipe).is_ok());
    }
}
