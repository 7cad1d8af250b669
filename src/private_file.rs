//! Small private files that are replaced atomically.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use zeroize::Zeroizing;

/// The longest file that is read, in bytes: many times the usual length.
const MAX_FILE: u64 = 1 << 20;

/// The age after which a temporary file counts as left behind by a program that was killed.
const ABANDONED: Duration = Duration::from_secs(600);

/// Reads a file; `None` if it does not exist or is empty.
#[inline]
pub(crate) fn read(path: &Path) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut text = Zeroizing::new(Vec::new());
    let reading = fs::metadata(path).and_then(|facts| {
        // Opening a pipe could block forever.
        if !facts.is_file() {
            return Err(io::Error::other("not a plain file; choose another path"));
        }
        check_length(facts.len())?;
        // A buffer that grows leaves copies of secrets behind.
        text.reserve_exact(usize::try_from(facts.len()).unwrap_or_default().saturating_add(1));
        // The file may have grown, and kernel files have no length.
        let length = File::open(path)?.take(MAX_FILE.saturating_add(1)).read_to_end(&mut text)?;
        check_length(u64::try_from(length).unwrap_or(u64::MAX))
    });
    match reading {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        // An empty file is an empty store: programs create one to set its owner.
        Ok(()) => Ok((!text.iter().all(u8::is_ascii_whitespace)).then_some(text)),
    }
}

/// Replaces a file atomically: readers see the whole old or the whole new text, even after a crash. On Unix its mode is 0600.
#[inline]
pub(crate) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let target = target(path);
    let folder = folder(&target);
    let name = target.file_name().ok_or_else(|| io::Error::other("the path does not name a file"))?;
    let prefix = format!(".{}.", name.to_string_lossy());
    remove_abandoned(folder, &prefix);
    let random = RandomState::new().hash_one(std::process::id());
    let temporary = folder.join(format!("{prefix}{random:016x}.tmp"));
    let written = create(&temporary).and_then(|mut file| {
        file.write_all(text)?;
        file.sync_all()?;
        fs::rename(&temporary, &target)
    });
    if written.is_err() {
        // Removes the secrets in it; the first error says more than a second one.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_folder(folder)
}

/// Removes a file, if it exists.
#[inline]
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    let target = target(path);
    match fs::remove_file(&target).and_then(|()| sync_folder(folder(&target))) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Refuses a file that is too long.
#[inline]
fn check_length(length: u64) -> io::Result<()> {
    match length {
        ..=MAX_FILE => Ok(()),
        _ => Err(io::Error::other(format!(
            "the file has at least {length} bytes, more than the limit of {MAX_FILE}; choose another file, or remove this one"
        ))),
    }
}

/// Resolves a link, so the link itself is never replaced.
#[inline]
fn target(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Removes the temporary files of programs that were killed, since they contain secrets.
#[inline]
fn remove_abandoned(folder: &Path, prefix: &str) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_temporary(&entry.file_name(), prefix)) {
        let changed = entry.metadata().and_then(|facts| facts.modified());
        if changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > ABANDONED)) {
            // A file that cannot be removed does not keep the program from saving.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[inline]
fn is_temporary(name: &OsStr, prefix: &str) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(prefix)?.strip_suffix(".tmp"));
    random.is_some_and(|random| random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[inline]
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[inline]
fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Flushes a rename to disk.
#[inline]
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Other systems do not open folders as files, and flush a rename themselves.
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some file systems do not support it.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        outcome => outcome,
    }
}
