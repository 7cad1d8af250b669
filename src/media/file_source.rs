//! Files as bodies of requests.

use std::future::poll_fn;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use crate::http::box_future::BoxFuture;

/// How much of a file is read at once, in bytes.
const FILE_CHUNK: u64 = 1 << 16;

/// A plain file, with the length that it had when it was opened first.
pub struct FileSource {
    path: PathBuf,
    length: u64,
    /// The open file, until it is sent.
    opened: Option<File>,
}

impl FileSource {
    /// Opens a plain file.
    pub async fn open(path: &Path) -> io::Result<Self> {
        let (mut file, length) = open(path).await?;
        // Files of the kernel have a content, but no length.
        if length == 0 && !read(&mut file, 1).await?.is_empty() {
            return Err(unsuitable("its length is unknown; read it, and send the bytes"));
        }
        Ok(Self { path: path.to_owned(), length, opened: Some(file) })
    }

    /// Returns the length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Returns the same file once more.
    pub fn duplicate(&self) -> Self {
        Self { path: self.path.clone(), length: self.length, opened: None }
    }

    /// Returns the content from its start. After the first time, the file is opened anew, since an earlier request may still read
    /// from it.
    pub fn content(&mut self) -> FileStream {
        let file = match self.opened.take() {
            Some(file) => FileState::Open(file),
            None => FileState::Opening(Box::pin(reopen(self.path.clone(), self.length))),
        };
        FileStream { file, left: self.length }
    }
}

/// The content of a file, up to the length that was announced.
pub struct FileStream {
    file: FileState,
    left: u64,
}

enum FileState {
    Opening(BoxFuture<'static, io::Result<File>>),
    Open(File),
}

impl Stream for FileStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { file, left } = &mut *self;
        // Bytes that were appended to the file meanwhile are not sent.
        if *left == 0 {
            return Poll::Ready(None);
        }
        if let FileState::Opening(opening) = file {
            *file = FileState::Open(ready!(opening.as_mut().poll(context))?);
        }
        let FileState::Open(file) = file else { return Poll::Ready(None) };
        let part = ready!(poll_read(file, *left, context))?;
        if part.is_empty() {
            return Poll::Ready(Some(Err(changed("the file became shorter while it was sent"))));
        }
        *left = left.saturating_sub(part.len() as u64);
        Poll::Ready(Some(Ok(part)))
    }
}

/// Opens a plain file, and returns its length.
async fn open(path: &Path) -> io::Result<(File, u64)> {
    let is_plain = |is_file: bool| match is_file {
        true => Ok(()),
        false => Err(unsuitable("it is not a plain file; send the content of a pipe by Body::stream")),
    };
    // Before it is opened, since opening a pipe could block without end.
    is_plain(tokio::fs::metadata(path).await?.is_file())?;
    let file = File::open(path).await?;
    let facts = file.metadata().await?;
    is_plain(facts.is_file())?;
    Ok((file, facts.len()))
}

async fn reopen(path: PathBuf, length: u64) -> io::Result<File> {
    match open(&path).await? {
        (file, found) if found == length => Ok(file),
        _ => Err(changed("the file has another length than at the first attempt")),
    }
}

async fn read(file: &mut File, most: u64) -> io::Result<Bytes> {
    poll_fn(|context| poll_read(file, most, context)).await
}

fn poll_read(file: &mut File, most: u64, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
    let mut room = vec![0; usize::try_from(most.min(FILE_CHUNK)).unwrap_or_default()];
    let mut buffer = ReadBuf::new(&mut room);
    ready!(Pin::new(file).poll_read(context, &mut buffer))?;
    let length = buffer.filled().len();
    room.truncate(length);
    Poll::Ready(Ok(room.into()))
}

fn unsuitable(reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, reason)
}

fn changed(reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
