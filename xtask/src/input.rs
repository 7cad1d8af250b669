//! Reading files that somebody else has put there: plain files alone, and no more of one than is stated.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// More than any file of a description, of its pin or of its surface has.
pub const MOST: u64 = 64 * 1024 * 1024;

/// Reads a plain file of at most [`MOST`] bytes.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, MOST)
}

/// Reads a plain file of at most [`MOST`] bytes that is text.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "no text in UTF-8"))
}

/// Reads a plain file of at most `most` bytes. The length that the file system names is not relied on, since a file
/// may grow, and some have no end.
pub fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        return Err(io::Error::other(format!("larger than {most} bytes, no such file is so large")));
    }
    Ok(bytes)
}

/// Opens a plain file, or what a link to one leads to. A pipe would wait for somebody who writes to it, and a device
/// may never end.
pub fn open(path: &Path) -> io::Result<File> {
    let refuse = || io::Error::new(io::ErrorKind::InvalidInput, "no plain file");
    // Looked at before, since opening some devices has effects of its own.
    if !std::fs::metadata(path)?.is_file() {
        return Err(refuse());
    }
    let file = without_waiting(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refuse()) }
}

/// Opens without waiting for a writer, in case a pipe has taken the file's place in the meantime.
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
        assert_eq!(refused, "larger than 4 bytes, no such file is so large");
    }

    #[test]
    fn what_waits_or_never_ends_is_refused_at_once() {
        let folder = TempDir::new().unwrap();
        let (pipe, link) = (folder.path().join("pipe"), folder.path().join("link"));
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for path in [&pipe, &link, &folder.path().to_owned()] {
            assert_eq!(read(path).unwrap_err().to_string(), "no plain file", "{}", path.display());
        }
        // As it is for somebody who opened the pipe after all.
        assert!(without_waiting(&pipe).is_ok());
    }
}
