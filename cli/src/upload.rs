//! Files as bodies of requests.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use matrix_openapi::media::Body;
use tokio::io::{AsyncRead, ReadBuf};

use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::input::STANDARD;
use crate::progress::Progress;

/// How much of a file is read at once, in bytes.
const CHUNK: usize = 1 << 16;

/// Returns the media type of a file by its name; bytes of any kind if the name does not tell.
pub fn media_type(path: &str) -> &'static str {
    mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream")
}

/// Opens a file as a body, whose progress is shown on a terminal.
///
/// # Errors
/// If the file cannot be opened.
pub async fn body(path: &str, globals: &Globals) -> Outcome<Body> {
    if path == STANDARD {
        // Many servers refuse uploads of unknown length.
        return Ok(crate::input::bytes(path)?.into());
    }
    let failed = |error| Failure::file(path, &error);
    let file = tokio::fs::File::open(path).await.map_err(failed)?;
    let facts = file.metadata().await.map_err(failed)?;
    let length = facts.is_file().then_some(facts.len());
    let stream = FileStream { file: Box::pin(file), progress: Progress::new(length, globals) };
    Ok(match length {
        Some(length) => Body::sized_stream(length, stream),
        None => Body::stream(stream),
    })
}

/// The content of a file, with its progress.
struct FileStream {
    file: Pin<Box<tokio::fs::File>>,
    progress: Progress,
}

impl Stream for FileStream {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut room = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut room);
        ready!(self.file.as_mut().poll_read(context, &mut buffer))?;
        let length = buffer.filled().len();
        room.truncate(length);
        self.progress.add(length);
        Poll::Ready((length > 0).then(|| Ok(room.into())))
    }
}
