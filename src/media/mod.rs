//! Binary bodies, sent and received.

pub(crate) mod body;
pub(crate) mod download;
pub(crate) mod exact_length;
pub(crate) mod federation_media;
pub(crate) mod multipart;
pub(crate) mod parameters;
pub(crate) mod progress;
