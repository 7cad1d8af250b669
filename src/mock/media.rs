//! The uploaded files.

use std::collections::VecDeque;
use std::sync::Mutex;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};

use crate::mock::lock;
use crate::server::Content;

/// The limit of bytes of files that a server keeps; it drops the oldest files first.
const MOST_BYTES: usize = 256 << 20;

/// The default limit of files that a server keeps.
const MOST_FILES: usize = 10_000;

/// The files of a server.
#[derive(Default)]
pub(super) struct Media {
    files: Mutex<Files>,
}

struct Files {
    latest: VecDeque<(String, StoredFile)>,
    bytes: usize,
    /// The limit of kept files.
    most: usize,
}

impl Default for Files {
    fn default() -> Self {
        Self { latest: VecDeque::new(), bytes: 0, most: MOST_FILES }
    }
}

impl Files {
    /// Drops the oldest files if there are too many.
    fn trim(&mut self) {
        while self.bytes > MOST_BYTES || self.latest.len() > self.most {
            let Some((_, oldest)) = self.latest.pop_front() else { break };
            self.bytes = self.bytes.saturating_sub(oldest.bytes.len());
        }
    }
}

/// An uploaded file.
#[derive(Clone)]
pub(super) struct StoredFile {
    media_type: Option<HeaderValue>,
    name: Option<String>,
    bytes: Bytes,
}

impl StoredFile {
    pub(super) fn new(headers: &HeaderMap, name: Option<&str>, bytes: Bytes) -> Self {
        Self { media_type: headers.get(CONTENT_TYPE).cloned(), name: name.map(str::to_owned), bytes }
    }

    /// Returns the file as the content of a response, under another name if one is given.
    pub(super) fn content(self, name: Option<&str>) -> Content {
        let media_type = self.media_type.as_ref().and_then(|media_type| media_type.to_str().ok());
        let mut content = Content::new(media_type.unwrap_or("application/octet-stream"), self.bytes);
        if let Some(name) = name.or(self.name.as_deref()) {
            let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
            let value = HeaderValue::from_str(&format!("inline; filename*=utf-8''{encoded}"));
            if let Ok(value) = value {
                content = content.header(CONTENT_DISPOSITION, value);
            }
        }
        content
    }
}

impl Media {
    /// Stores a file under its ID.
    pub(super) fn put(&self, id: String, file: StoredFile) {
        let mut files = lock(&self.files);
        files.bytes = files.bytes.saturating_add(file.bytes.len());
        files.latest.push_back((id, file));
        files.trim();
    }

    /// Sets how many files are kept.
    pub(super) fn set_most(&self, number: usize) {
        let mut files = lock(&self.files);
        files.most = number;
        files.trim();
    }

    /// Returns the latest file with an ID.
    pub(super) fn get(&self, id: &str) -> Option<StoredFile> {
        let files = lock(&self.files);
        files.latest.iter().rev().find(|(other, _)| other == id).map(|(_, file)| file.clone())
    }
}
