//! Files as bodies of requests.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::task::{JoinHandle, spawn_blocking};

/// How much of a file is read at once, in bytes.
const FILE_CHUNK: u64 = 1 << 16;

/// A plain file, with the length that it had when it was first opened.
pub struct FileSource {
    path: PathBuf,
    length: u64,
    /// The open file, until it is sent.
    opened: Option<File>,
}

impl FileSource {
    /// Opens a plain file.
    pub async fn open(path: &Path) -> io::Result<Self> {
        let path = path.to_owned();
        let work = move || {
            let (mut file, length) = open(&path)?;
            // Kernel files have content, but no length.
            if length == 0 && !read(&mut file, 1)?.is_empty() {
                return Err(unsuitable("its length is unknown; read it, and send the bytes"));
            }
            Ok(Self { path, length, opened: Some(file) })
        };
        spawn_blocking(work).await?
    }

    /// Returns the length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Returns the same file, not opened yet.
    pub fn duplicate(&self) -> Self {
        Self { path: self.path.clone(), length: self.length, opened: None }
    }

    /// Returns the content from its start. After the first time, the file is opened anew, since an earlier request may still read
    /// from it.
    pub fn content(&mut self) -> FileStream {
        let state = match self.opened.take() {
            Some(file) => FileState::Open(file),
            None => FileState::Closed { path: self.path.clone(), length: self.length },
        };
        FileStream { state, left: self.length }
    }
}

/// The content of a file, up to the length that was announced.
pub struct FileStream {
    state: FileState,
    left: u64,
}

enum FileState {
    Closed {
        path: PathBuf,
        length: u64,
    },
    Open(File),
    /// A thread for blocking work reads the next part.
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
    Ended,
}

impl Stream for FileStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { state, left } = &mut *self;
        // Bytes that were appended to the file meanwhile are not sent.
        if *left == 0 {
            return Poll::Ready(None);
        }
        let most = *left;
        let mut reading = match std::mem::replace(state, FileState::Ended) {
            FileState::Closed { path, length } => {
                spawn_blocking(move || read_part(reopen(&path, length)?, most))
            }
            FileState::Open(file) => spawn_blocking(move || read_part(file, most)),
            FileState::Reading(reading) => reading,
            FileState::Ended => return Poll::Ready(None),
        };
        let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
            *state = FileState::Reading(reading);
            return Poll::Pending;
        };
        Poll::Ready(Some(read.map_err(io::Error::from).and_then(|part| part).map(|(file, part)| {
            *state = FileState::Open(file);
            *left = left.saturating_sub(part.len() as u64);
            part
        })))
    }
}

/// Opens a plain file, and returns its length.
fn open(path: &Path) -> io::Result<(File, u64)> {
    let is_plain = |is_file: bool| match is_file {
        true => Ok(()),
        false => Err(unsuitable("it is not a plain file; send the content of a pipe with Body::stream")),
    };
    // Checked before the file is opened, since opening a pipe could block forever.
    is_plain(fs::metadata(path)?.is_file())?;
    let file = File::open(path)?;
    let facts = file.metadata()?;
    is_plain(facts.is_file())?;
    Ok((file, facts.len()))
}

fn reopen(path: &Path, length: u64) -> io::Result<File> {
    match open(path)? {
        (file, found) if found == length => Ok(file),
        _ => Err(changed("the length of the file has changed since the first attempt")),
    }
}

/// Reads the next part, which is not empty.
fn read_part(mut file: File, most: u64) -> io::Result<(File, Bytes)> {
    let part = read(&mut file, most.min(FILE_CHUNK))?;
    match part.is_empty() {
        true => Err(changed("the file became shorter while it was sent")),
        false => Ok((file, part)),
    }
}

/// Reads `most` bytes, or fewer at the end of the file.
fn read(file: &mut File, most: u64) -> io::Result<Bytes> {
    let mut part = Vec::with_capacity(usize::try_from(most).unwrap_or_default());
    file.take(most).read_to_end(&mut part)?;
    Ok(part.into())
}

fn unsuitable(reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, reason)
}

fn changed(reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
